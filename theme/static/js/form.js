/** How does the form show what was entered, and how does it grow? What stands on the page already is never emptied. */

import { element, find, say } from "./dom.js";
import { AMOUNTS, POLICY, write } from "./fields.js";
import { list_text } from "./format.js";
import { phrase } from "./phrases.js";
import { OTHER, PREFIXES, levelsOf, parts } from "./state.js";

// What holds the name of a field, or what begins the names of an offer's fields.
const KEYED = ["data-field", "data-key", "data-prefix", "data-row", "data-when", "name"];
const THOUSAND = 1000; // a smaller amount of pay is most likely meant in thousands

/** Return the form: its `root`, the `blocks` of its offers, and by name each of its `controls` and what was `shown`. */
export function formOf(root, data) {
  const form = { root, blocks: [find(root, ".offer")], controls: new Map(), shown: new Map() };
  register(form, root.elements); // some stand beside the results
  const options = data.companies.map((row) => element("option", { value: row.company }, row.name));
  form.controls.get("company").prepend(...options); // before another company, which is there already
  return form;
}

/** Show a state and its reading; a field that is being typed in is not judged yet. */
export function show(form, data, state, current, typing) {
  while (form.blocks.length < state.offers.length) {
    addBlock(form);
  }
  form.blocks.forEach((block, i) => {
    block.hidden = i >= state.offers.length;
  });
  state.offers.forEach((offer, i) => showChoice(form, data, offer, PREFIXES[i]));
  for (const part of parts(current)) {
    for (const name of Object.keys(part.fields)) {
      showField(form, part, name, typing);
    }
  }
  showOffers(form, current);
  showActs(form, current);
  for (const place of form.root.querySelectorAll("[data-when]")) {
    const [name, value] = place.dataset.when.split("=");
    place.hidden = form.controls.get(name).value !== value;
  }
  for (const place of form.root.querySelectorAll("[data-says]")) {
    say(place, foldText(form, place));
  }
}

/** Hide the rows below a root that nobody has filled in: all, until the next state is shown. */
export function hideRows(form, root = form.root) {
  form.shown.clear();
  for (const row of root.querySelectorAll("[data-row]")) {
    row.hidden = true;
  }
}

/** Return what keeps the results from following the form; empty where nothing does. */
export function obstacleText(form, current) {
  const wrong = [];
  const needed = [];
  for (const { prefix, label, problems, missing } of parts(current)) {
    const owner = label !== undefined && current.offers.length > 1 ? ` of ${label}` : "";
    const words = (name) => form.controls.get(prefix + name).closest("[data-field]").dataset.called + owner;
    wrong.push(...Object.keys(problems).map(words));
    needed.push(...missing.map(words));
  }
  return sentence("obstacle", { wrong: list_text(wrong), needed: list_text(needed) });
}

/** Return a phrase of the page as plain text. */
export function sentence(name, facts) {
  return phrase(name, facts).textContent.replace(/\s+/g, " ").trim();
}

/** Open the folds of each offer from one on as they were in the next; the next takes its place. */
export function copyFolds({ blocks }, from) {
  const folds = blocks.map((block) => [...block.querySelectorAll(".fold:not([data-once])")]);
  for (let i = from; i + 1 < folds.length; i += 1) {
    folds[i].forEach((fold, k) => {
      fold.open = folds[i + 1][k].open;
    });
  }
}

function register({ controls }, elements) {
  for (const control of elements) {
    controls.set(control.name, control);
  }
}

/** A further offer has the fields of the first under names of its own; what is asked once is not asked again. */
function addBlock(form) {
  const prefix = PREFIXES[form.blocks.length];
  const block = form.blocks[0].cloneNode(true);
  block.querySelectorAll("[data-once]").forEach((once) => once.remove());
  for (const part of [block, ...block.querySelectorAll("*")]) {
    for (const { name, value } of [...part.attributes]) {
      const own = value.replaceAll("calculator-", `calculator-${prefix}`); // in ids, and where they are named
      part.setAttribute(name, `${KEYED.includes(name) ? prefix : ""}${own}`);
    }
  }
  hideRows(form, block);
  find(block, ".offer__drop").hidden = false;
  find(form.root, ".calculator__offers").append(block);
  form.blocks.push(block);
  register(form, block.elements);
}

function showChoice({ controls }, data, offer, prefix) {
  const level = controls.get(`${prefix}level`);
  if (level.dataset.company !== offer.company) {
    level.dataset.company = offer.company;
    const { other, none, partly } = level.dataset;
    const options = levelsOf(data, offer.company).map((row) =>
      element("option", { value: row.level }, `${row.title}, ${row.role}${row.complete ? "" : ` ${partly}`}`),
    );
    level.replaceChildren(...options, element("option", { value: OTHER }, options.length > 0 ? other : none));
  }
  level.value = offer.level;
  controls.get(`${prefix}company`).value = offer.company;
}

/** Show a field's text, where it is from, and what is wrong with it or likely to be; what is wrong is not folded away. */
function showField(form, part, name, typing) {
  const { prefix, fields, filled, shown, values, problems, changed, origins } = part;
  const control = form.controls.get(prefix + name);
  const wasWrong = control.hasAttribute("aria-invalid");
  const isTyped = prefix + name === typing;
  const problem = isTyped && !wasWrong ? undefined : problems[name];
  const amount = values[name];
  const isSmall = !isTyped && AMOUNTS.test(name) && amount > 0 && amount < THOUSAND;
  const hint = problem ?? (isSmall ? { problem: "small", amount } : undefined); // a small amount counts all the same
  const isNeeded = amount === null && !fields[name].isOptional;
  const origin = changed.includes(name) ? "changed" : `${origins[name]}${isNeeded ? "_needed" : ""}`;
  const usual = write(fields[name], filled[name]);
  const all = [shown[name], hint?.problem, origin, usual].join("|");
  if (form.shown.get(control) === all) {
    return; // most fields, most of the time
  }
  form.shown.set(control, all);
  const box = control.closest("[data-field]");
  if (control.value !== shown[name]) {
    control.value = shown[name];
  }
  say(find(box, ".field__mark"), sentence("mark", { origin, usual, policy: fields === POLICY }));
  say(find(box, ".field__problem"), hint === undefined ? "" : sentence(hint.problem, hint));
  if (problem === undefined) {
    control.removeAttribute("aria-invalid");
  } else if (!wasWrong) {
    control.setAttribute("aria-invalid", "true");
    for (let fold = box.closest("details"); fold !== null; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
  }
  if (origin === "changed") {
    control.closest("[data-row]")?.removeAttribute("hidden");
  }
}

/** Show what the offers are called, and which of them the counter-offer is about. */
function showOffers({ root, blocks }, { about, offers }) {
  const isOne = offers.length === 1;
  find(root, ".calculator__about").hidden = isOne;
  root.querySelectorAll(".calculator__about label").forEach((choice, i) => {
    choice.hidden = i >= offers.length;
    find(choice, "input").checked = i === about;
    find(choice, "span").textContent = offers[i]?.label ?? "";
  });
  offers.forEach(({ label, missing }, i) => {
    const letter = "ABC"[i];
    const isNamed = label !== `Offer ${letter}`;
    say(find(blocks[i], ".offer__name"), sentence("offer_name", { isOne, isNamed, letter, label }));
    find(blocks[i], ".offer__unfinished").hidden = i === about || missing.length === 0;
  });
  const others = list_text(offers.slice(1).map((offer) => offer.label));
  say(find(root, "#calculator-offers .fold__says"), sentence("other_offers", { others }));
}

/** Offer only what a button can do now. */
function showActs({ root }, { offers, policy }) {
  const changed = Object.fromEntries([...offers, policy].map((part) => [part.prefix, part.changed.length > 0]));
  for (const button of root.querySelectorAll("[data-act]")) {
    const { act, key } = button.dataset;
    if (act === "reset") {
      button.disabled = !changed[key];
    } else if (act === "add") {
      button.hidden = rowsOf(root, key).every((row) => !row.hidden);
    } else if (act === "another") {
      button.hidden = offers.length === PREFIXES.length;
    }
  }
  say(find(root, "#calculator-model .fold__says"), sentence("model", { is_changed: changed["policy."] }));
}

/** Return the rows that a button adds. */
export function rowsOf(root, key) {
  return [2, 3].map((n) => find(root, `[data-row="${key}${n}"]`));
}

/** Return what a folded idea holds, in words; `fold` in the template says how that is written. */
function foldText({ controls }, place) {
  const { prefix } = place.closest("[data-prefix]").dataset;
  const said = place.dataset.says.split("|").map((way) => {
    const [words, otherwise = ""] = way.split("~");
    let isEmpty = false;
    const text = words.replace(/\{(\w+)\}/g, (_, name) => {
      const value = valueText(controls.get(prefix + name) ?? controls.get(name));
      isEmpty = isEmpty || value === "";
      return value;
    });
    return isEmpty ? otherwise : text;
  });
  return said.filter((text) => text !== "").join(", ");
}

/** Return the text that a control shows; empty where it says as much as an empty one. */
function valueText(control) {
  if (control.type === "checkbox") {
    return control.checked ? control.value : "";
  }
  const text = control.selectedOptions?.[0].text ?? control.value.trim().replaceAll("%, ", "/");
  return text === control.dataset.none ? "" : text;
}
