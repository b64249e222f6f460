/** Which fields does the form have, by the house's names, and how is each read and written? */

import { dollars_text, share_text } from "./format.js";
import { parseDollars, parseMonths, parseSchedule, parseShare } from "./parse.js";

const dollars = { read: parseDollars, write: dollars_text };
const share = { read: parseShare, write: share_text };
const months = { read: parseMonths, write: String };
const schedule = { read: parseSchedule, write: (shares) => shares.map((part) => share_text(part)).join(", ") };

/**
 * Name → field. `words` is how a sentence calls it; `required` means that nothing can be computed without it,
 * `purpose` that it is asked for only under that purpose of the signing bonus; `fallback` is what a field of the
 * reader's own situation holds at first. All others are parts of the offer and are filled from the data.
 */
export const FIELDS = {
  base: { ...dollars, words: "the base", required: true },
  bonus_target: { ...share, words: "the bonus target" },
  signing_bonus: { ...dollars, words: "the signing bonus" },
  signing_months: { write: String, words: "how the signing bonus is paid", required: true, options: [12, 24] },
  grant: { ...dollars, words: "the grant", required: true },
  vesting_schedule: { ...schedule, words: "the vesting of the grant", required: true },
  cliff_months: { ...months, words: "the cliff", required: true },
  refresh: { ...dollars, words: "the refresh" },
  refresh_schedule: { ...schedule, words: "the vesting of the refresh", required: true },
  leverage: { words: "what you hold", options: ["none", "process", "written"], fallback: "none" },
  signing_purpose: {
    words: "the purpose of the signing bonus",
    options: ["none", "bridge", "match", "floor"],
    fallback: "none",
  },
  left_behind: { ...dollars, words: "what you leave behind", purpose: "bridge", fallback: null },
  other_total_comp: { ...dollars, words: "what the other offer pays in its first year", purpose: "match", fallback: null },
  floor_total_comp: { ...dollars, words: "what the first year must pay", purpose: "floor", fallback: null },
};

/** The parts of an offer: the fields that the data fills. */
export const OFFER_FIELDS = Object.keys(FIELDS).filter((name) => !("fallback" in FIELDS[name]));

/** Read the text of a field: `{value}`, null for an empty one, or `{problem}`. */
export function read(name, text) {
  const field = FIELDS[name];
  if (field.options !== undefined) {
    const value = field.options.find((option) => String(option) === text);
    return value === undefined ? { problem: `Choose ${field.words} from the list.` } : { value };
  }
  if (text.trim() === "") {
    return { value: null };
  }
  const result = field.read(text);
  if (name === "base" && result.value === 0) {
    return { problem: "A base of nothing leaves no offer to compare with." };
  }
  return result;
}

/** Return the text of a value as the form shows it. */
export function write(name, value) {
  if (value === null) {
    return "";
  }
  return FIELDS[name].write === undefined ? value : FIELDS[name].write(value);
}
