/** What does a result say in words? Keys are those of the house; sentences follow generator/wording.py and tables.py. */

import { MOVED } from "./counter-offer.js";
import { FIELDS } from "./fields.js";
import { dollars_text, list_text, share_text } from "./format.js";

export const COLUMN_WORDS = { initial: "Initial offer", ask: "Ask", outcome: "Outcome" };

export const COMPONENT_WORDS = {
  base: "Base",
  signing_bonus: "Signing bonus",
  grant: "Grant",
  refresh: "Year-1 refresh",
  year_1_total: "Year-1 total",
};

export const YEAR_WORDS = {
  base: "Base",
  bonus: "Bonus",
  signing_bonus: "Signing bonus",
  vest: "Grant vesting",
  refresh: "Refresh vesting",
  total: "Total",
};

export const CAUSE_WORDS = {
  signing_bonus: "the signing bonus is not paid again",
  vest: "the grant has vested",
  refresh: "the refresh has vested",
  none: "no single component",
};

const VEST_LESS = "less of the grant vests";
const REFRESH_LESS = "less of the refresh vests";

const ORIGIN_WORDS = {
  data: "from the data",
  derived: "from the data: four years of equity",
  assumed: "assumed",
};

const PURPOSE_WORDS = {
  none: "No purpose given. Name one, and ask for what it costs: a vague ask is discounted.",
  bridge: "What you leave behind, or the offer’s own bonus if that is higher; leverage does not change it.",
  match: "What the first year lacks to the other offer as yours stands now; leverage does not change it.",
  floor: "What the first year lacks to your floor as the offer stands now; leverage does not change it.",
};

/** Return where an untouched field has its text from; empty where there is nothing to say. */
export function originText(name, origin) {
  if (origin in ORIGIN_WORDS) {
    return ORIGIN_WORDS[origin];
  }
  if (origin === undefined) {
    return "";
  }
  const start = origin === "unpublished" ? "not published: " : "";
  return start + (FIELDS[name].required ? "enter yours" : "empty counts as none");
}

/** Return the cause of a fall from one year to the next, in words; what still vests afterwards has not all vested. */
export function causeText(cause, after) {
  if (cause === "vest" && after.vest > 0) {
    return VEST_LESS;
  }
  return cause === "refresh" && after.refresh > 0 ? REFRESH_LESS : CAUSE_WORDS[cause];
}

/** Return the answer in one sentence. */
export function answerText(result) {
  const { initial, ask } = result.columns;
  const order = ["base", "grant", "signing_bonus", "refresh"];
  const parts = order.filter((name) => ask[name] > initial[name]).map((name) => partText(name, ask[name]));
  if (parts.length === 0) {
    return "The model finds nothing to ask for: no part of this offer has room by the data.";
  }
  const { totals, lifts } = result;
  if (lifts.ask === 0) {
    return `Ask for ${list_text(parts)}; year 1 stays at ${dollars_text(totals.initial)}.`;
  }
  const first = `Ask for ${list_text(parts)}: year 1 would pay ${dollars_text(totals.ask)} instead of ${dollars_text(totals.initial)}`;
  return `${first}, and the model expects ${dollars_text(totals.outcome)}, a lift of ${share_text(lifts.outcome, 1)}.`;
}

/** Return why the row of a component stands as it does. */
export function whyText(result, name) {
  const lever = result.levers[name];
  if (name === "signing_bonus" && result.purpose !== "none") {
    return PURPOSE_WORDS[result.purpose];
  }
  if (lever !== undefined && lever.room === 0) {
    return lever.because;
  }
  if (name === "signing_bonus") {
    return PURPOSE_WORDS.none;
  }
  if (name === "refresh") {
    return "Asked for in writing; it begins to vest after year 1.";
  }
  if (lever !== undefined && lever.sign_off) {
    return "Above the band only with sign-off; nothing caps the ask here.";
  }
  const cap = result.caps[name];
  if (cap === null) {
    return "No band is published that this lies in, so nothing caps the ask.";
  }
  const held = result.columns.ask[name] === cap ? "; the ask is held there" : "";
  return `The published band ends at ${dollars_text(cap)}${held}.`;
}

/** Return what the caption says of this very result. */
export function noteTexts(result, reading) {
  const notes = [];
  const isFromData = (name) => !reading.changed.includes(name) && ["data", "derived"].includes(reading.origins[name]);
  if (MOVED.some(isFromData)) {
    notes.push("What is marked “from the data” is reported pay, not a first offer you will get.");
  }
  if (!result.stated.signing_bonus) {
    notes.push("The offer states no signing bonus, so it has none.");
  }
  if (!result.stated.bonus_target) {
    notes.push("No bonus target is stated, so no bonus is counted.");
  }
  return notes;
}

/** Return what keeps the results from following the form; empty where nothing does. */
export function obstacleText(reading) {
  const wrong = Object.keys(reading.problems);
  const parts = [];
  if (wrong.length > 0) {
    parts.push(`correct ${list_text(wrong.map((name) => FIELDS[name].words))}`);
  }
  if (reading.missing.length > 0) {
    parts.push(`enter ${list_text(reading.missing.map((name) => FIELDS[name].words))}`);
  }
  const text = parts.join(", and ");
  return text === "" ? "" : `${text[0].toUpperCase()}${text.slice(1)}.`;
}

function partText(name, amount) {
  return {
    base: `a base of ${dollars_text(amount)}`,
    grant: `a grant of ${dollars_text(amount)}`,
    signing_bonus: `a signing bonus of ${dollars_text(amount)}`,
    refresh: `a refresh of ${dollars_text(amount)} in writing`,
  }[name];
}
