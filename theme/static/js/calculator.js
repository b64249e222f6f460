/** The calculator: the reader's own numbers in, the model's counter-offer out. Nothing that is typed leaves the page. */

import { counterOffer } from "./counter-offer.js";
import { find, say } from "./dom.js";
import { control, fillCompanies, showReading, showState } from "./form.js";
import { showNoResult, showResult, showStale } from "./results.js";
import { firstLevel, fragment, fromFragment, opening, reading, withChoice, withText, withoutChanges } from "./state.js";
import { obstacleText } from "./words.js";

const TYPING_MS = 600; // an unfinished word is no mistake yet
const ADDRESS_MS = 250; // browsers refuse an address that changes too often
const SPEECH_MS = 1000; // a screen reader is told once the reader rests

const root = find(document, "[data-calculator]");
const form = find(root, "form");

/** Run something after a while, unless asked again before. */
function calmly(milliseconds, run) {
  let timer = null;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };
}

async function load() {
  const response = await fetch(root.dataset.offers);
  if (!response.ok) {
    throw new Error(`Calculator: ${root.dataset.offers} answered ${response.status}`);
  }
  return response.json();
}

function run(data) {
  let state = opening(data);
  let shown = null; // the last result, and the company and level it is of
  let typing = "";

  const speak = calmly(SPEECH_MS, () => {
    const said = find(root, ".calculator__stale").textContent || find(root, ".calculator__answer").textContent;
    find(root, ".calculator__status").textContent = said;
  });
  const keep = calmly(ADDRESS_MS, () => {
    if (Object.keys(reading(data, state).problems).length === 0) {
      history.replaceState(null, "", fragment(data, state));
    }
  });
  const judge = calmly(TYPING_MS, () => {
    typing = "";
    update();
  });

  function update() {
    const current = reading(data, state);
    const obstacle = obstacleText(current);
    showReading(form, current, typing);
    if (obstacle === "") {
      const result = counterOffer(data, state, current.values);
      showResult(root, result, current);
      showStale(root, "");
      shown = { company: state.company, level: state.level };
    } else if (shown !== null && shown.company === state.company && shown.level === state.level) {
      showStale(root, obstacle);
    } else {
      showNoResult(root, obstacle);
      shown = null;
    }
  }

  function changed() {
    update();
    keep();
    speak();
  }

  function open(hash) {
    const found = fromFragment(data, hash);
    if (found !== null) {
      state = found.state;
    }
    say(find(root, ".calculator__notice"), found === null ? "" : found.notes.join(" "));
    shown = null;
    typing = "";
    showState(form, data, state);
    update();
  }

  function choose(company, level) {
    state = withChoice(data, state, company, level);
    say(find(root, ".calculator__notice"), "");
    showState(form, data, state);
    changed();
  }

  function take(name, text) {
    state = withText(data, state, name, text);
    changed();
  }

  form.addEventListener("input", (event) => {
    const { name, value } = event.target;
    if (name === "company") {
      choose(value, firstLevel(data, value));
    } else if (name === "level") {
      choose(state.company, value);
    } else {
      typing = name;
      take(name, value);
      judge();
    }
  });
  form.addEventListener("change", () => {
    typing = "";
    update();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    state = withoutChanges(state);
    showState(form, data, state);
    changed();
    control(form, "base").focus(); // the button is now switched off, and would lose the focus
  });
  window.addEventListener("hashchange", () => {
    if (location.hash.includes("=")) {
      open(location.hash);
      speak();
    }
  });

  fillCompanies(form, data);
  open(location.hash);
  find(root, ".calculator__static").hidden = true;
  form.hidden = false;
}

try {
  run(await load());
} catch (error) {
  say(find(root, ".calculator__notice"), "The calculator could not start. Load the page again, or use the tables below.");
  throw error;
}
