/** The calculator: the reader's own numbers in, a counter-offer out. Nothing that is typed leaves the page. */

import { fragment, fromFragment, keep, kept } from "./address.js";
import { find, say } from "./dom.js";
import { copyFolds, formOf, hideRows, obstacleText, rowsOf, sentence, show } from "./form.js";
import { forgetLetter } from "./letter.js";
import { resultOf } from "./result.js";
import { showNoResult, showResults, showStale } from "./results.js";
import { PREFIXES, custom, firstLevel, opening, reading, slot, withoutUnfinished } from "./state.js";

const TYPING_MS = 600; // an unfinished word is no mistake yet
const ADDRESS_MS = 250; // browsers refuse an address that changes too often
const SPEECH_MS = 1000; // a screen reader is told once the reader rests

const root = find(document, "[data-calculator]");
const place = (name) => find(root, `.calculator__${name}`);

/** Return a function that runs something after a while, unless called again before; its `stop` lets it be. */
function calmly(milliseconds, run) {
  let timer = null;
  const later = () => {
    later.stop();
    timer = setTimeout(run, milliseconds);
  };
  later.stop = () => clearTimeout(timer);
  return later;
}

async function load() {
  const response = await fetch(root.dataset.offers);
  if (!response.ok) {
    throw new Error(`Calculator: ${root.dataset.offers} answered ${response.status}`);
  }
  return response.json();
}

function run(data) {
  const form = formOf(find(root, "form"), data);
  let state = opening(data);
  let shown = null; // company and level of the offer that the results are about
  let typing = "";
  let news = ""; // what has happened besides the results
  let isKeeping = false;

  const speak = calmly(SPEECH_MS, () => {
    const said = place("stale").textContent || `${place("source").textContent} ${place("answer").textContent}`.trim();
    place("status").textContent = `${news} ${said}`.trim();
    news = "";
  });
  const write = calmly(ADDRESS_MS, () => {
    const text = fragment(state, reading(data, state));
    history.replaceState(null, "", text);
    if (isKeeping && !keep(text)) {
      setKeeping(false);
      tell([["no_keeping", {}]]);
    }
  });
  const judge = calmly(TYPING_MS, () => {
    typing = "";
    update();
  });

  function update() {
    const all = reading(data, state);
    show(form, data, state, all, typing);
    const current = withoutUnfinished(all);
    const obstacle = obstacleText(form, current);
    const { company, level } = state.offers[state.about];
    if (obstacle === "") {
      showResults(root, data, resultOf(data, current), current);
      shown = `${company} ${level}`;
    } else if (shown === `${company} ${level}`) {
      showStale(root, obstacle);
    } else {
      showNoResult(root, obstacle);
      shown = null;
    }
  }

  function tell(notes) {
    say(place("notice"), notes.map(([name, facts]) => sentence(name, facts)).join(" "));
  }

  function changed(what = "", legend = null) {
    news = what === "" ? "" : sentence(what, { name: legend?.textContent });
    update();
    write();
    speak();
  }

  function open(hash) {
    const found = fromFragment(data, hash);
    state = found?.state ?? opening(data);
    tell(found?.notes ?? []);
    shown = null;
    typing = "";
    hideRows(form);
    update();
  }

  function setKeeping(isKept) {
    isKeeping = isKept;
    form.controls.get("keep").checked = isKept;
    place("kept").hidden = isKept || kept() === null;
  }

  // What the buttons do; `key` is the name, or what begins the names, of the fields that one is about.

  function add(key) {
    const row = rowsOf(form.root, key).find(({ hidden }) => hidden);
    row.hidden = false;
    changed("is_added", find(row, "legend"));
    find(row, "input").focus();
  }

  function remove(key) {
    const row = find(form.root, `[data-row="${key}"]`);
    for (const { name } of row.querySelectorAll("input, select")) {
      const { texts, name: own } = slot(state, name);
      delete texts[own];
    }
    row.hidden = true;
    changed("is_removed", find(row, "legend"));
    find(form.root, `[data-act="add"][data-key="${key.slice(0, -1)}"]`).focus();
  }

  function reset(key, button) {
    const name = `${key}${key === "policy." ? "base_room" : "base"}`;
    const { texts } = slot(state, name);
    Object.keys(texts).forEach((own) => delete texts[own]);
    hideRows(form, button.closest(".offer, .fold"));
    changed();
    form.controls.get(name).focus(); // the button is now switched off, and would lose the focus
  }

  function another() {
    state.offers.push(custom());
    changed("offer_added");
    form.controls.get(`${PREFIXES[state.offers.length - 1]}company`).focus();
  }

  function drop(key) {
    const i = PREFIXES.indexOf(key);
    state.offers.splice(i, 1);
    state.about = state.about === i ? 0 : state.about - (state.about > i ? 1 : 0);
    copyFolds(form, i);
    hideRows(form);
    changed("offer_removed");
    find(form.root, '[data-act="another"]').focus();
  }

  function restore() {
    open(kept());
    setKeeping(true);
    changed();
  }

  function forget() {
    write.stop();
    speak.stop();
    forgetLetter(root);
    open("");
    keep(null);
    setKeeping(false);
    history.replaceState(null, "", location.pathname + location.search);
    tell([["forgotten", {}]]);
  }

  const acts = { add, another, drop, forget, remove, reset, restore };

  function choose(offer, company, level) {
    Object.assign(offer, { company, level });
    tell([]);
    changed();
  }

  root.addEventListener("input", ({ target: { name, value, checked } }) => {
    const found = slot(state, name);
    const [, prefix = "", own] = /^(\w\.)?(.*)$/.exec(name);
    const offer = state.offers[PREFIXES.indexOf(prefix)];
    if (found !== null) {
      found.texts[found.name] = value;
      typing = name;
      changed();
      judge();
    } else if (own === "company") {
      choose(offer, value, firstLevel(data, value));
    } else if (own === "level") {
      choose(offer, offer.company, value);
    } else if (own === "about") {
      state.about = Number(value);
      changed();
    } else if (own === "keep") {
      keep(checked ? "" : null);
      setKeeping(checked);
      changed();
    }
  });
  root.addEventListener("change", () => {
    typing = "";
    update();
  });
  form.root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-act]");
    if (button !== null) {
      acts[button.dataset.act](button.dataset.key, button);
    }
  });
  form.root.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => {
    if (location.hash.includes("=")) {
      open(location.hash);
      setKeeping(false);
      speak();
    }
  });

  const first = location.hash.includes("=") ? location.hash : (kept() ?? "");
  open(first);
  setKeeping(first !== "" && first === kept());
  place("static").hidden = true;
  form.root.hidden = false;
}

try {
  run(await load());
} catch (error) {
  say(place("notice"), sentence("no_start", {}));
  throw error;
}
