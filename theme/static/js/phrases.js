/** How do figures get into the words of the page? The wording is in the template; scripts know facts, no sentence. */

import { element, find } from "./dom.js";
import { cents_text, dollars_text, share_text, times_text } from "./format.js";

const SHOWN = {
  bp: (share) => share_text(share, 1),
  share: (share) => share_text(share),
  cents: cents_text,
  millionths: times_text,
  count: String,
};

/** Return an amount for readers and for machines; whole dollars, unless a unit is named. */
export function figure(amount, quantity, column = "", unit = "") {
  const made = element("data", { value: amount, "data-quantity": quantity }, (SHOWN[unit] ?? dollars_text)(amount));
  for (const [name, value] of Object.entries({ column, unit })) {
    if (value !== "") {
      made.dataset[name] = value;
    }
  }
  return made;
}

const named = {};

// Place on the page → the names of the facts that it shows, and what they were when it was filled.
const filled = new WeakMap();

/**
 * Fill what stands below a root with facts, by name. A `data-figure` shows its fact: a number as an amount, a text as
 * it is, nothing as its `data-none` or a dash. A `template` with `data-words` is followed by such of its words as hold.
 * What shows the same facts as before is left alone.
 */
export function fill(root, facts) {
  for (const place of root.querySelectorAll("[data-figure], [data-words]")) {
    const names = filled.get(place)?.names ?? namesIn(place);
    const now = JSON.stringify(names.map((name) => facts[name]));
    if (filled.get(place)?.now !== now) {
      filled.set(place, { names, now });
      if (place.content) {
        place.parentNode.replaceChildren(place, words(place, facts));
      } else {
        place.replaceChildren(shown(place.dataset, facts));
      }
    }
  }
}

function namesIn(place) {
  const parts = [place, ...(place.content?.querySelectorAll("[data-figure], [data-if]") ?? [])];
  const texts = parts.flatMap(({ dataset }) => [dataset.figure, ...(dataset.if?.match(/\w+/g) ?? [])]);
  return texts.filter(Boolean);
}

/** Return the words of a template: without the parts whose `data-if` names a fact that does not hold. */
export function words(template, facts) {
  const made = template.content.cloneNode(true);
  for (const part of made.querySelectorAll("[data-if]")) {
    if (!part.dataset.if.split(" ").every((condition) => holds(condition, facts))) {
      part.remove();
    }
  }
  for (const place of made.querySelectorAll("[data-figure]")) {
    place.replaceWith(shown(place.dataset, facts));
  }
  return made;
}

/** Return the words of the page that have a name. */
export function phrase(name, facts) {
  named[name] ??= find(document, `[data-phrase="${name}"]`);
  return words(named[name], facts);
}

/** A condition is a fact's name, with `!` before one that must not hold, or `name=text`. */
function holds(condition, facts) {
  const [name, text] = condition.replace("!", "").split("=");
  const isSo = text === undefined ? Boolean(facts[name]) : facts[name] === text;
  return isSo !== condition.startsWith("!");
}

/** `data-figure` holds a quantity and, after a blank, its column. */
function shown({ figure: name, unit, none }, facts) {
  const fact = facts[name] ?? null;
  if (fact === null) {
    return element("span", { class: "none" }, none ?? "–");
  }
  const [quantity, column] = name.split(" ");
  return typeof fact === "number" ? figure(fact, quantity, column, unit) : fact;
}
