/**
 * What does a typed text mean? Whole dollars, basis points, months and days, as generator/amounts.py reads them, with
 * the dollar sign and the blanks that people type. Each function returns `{value}`, or `{problem}` with its facts: the
 * name of a phrase of the page.
 */

const LARGEST_DOLLARS = 2_000_000_000; // up to here every product in the formulas stays below 2 ** 53
const LONGEST_SCHEDULE = 10;
const WHOLE_GRANT = 10_000;
const ZEROS = { "": 0, K: 3, M: 6, B: 9 };
const MONEY = /^\$? ?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))? ?([KMB]?)$/;
const SHARE = /^(\d{1,6})(?:\.(\d{1,2}))? ?(%?)$/;
const SIGN = /^[-−]/;

/** Read whole dollars from `340K`, `1.6M`, `340,000` or `$340000`. */
export function parseDollars(text, least) {
  const match = MONEY.exec(text.trim().toUpperCase());
  if (match === null) {
    return { problem: "no_dollars" };
  }
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  const zeros = ZEROS[match[3]];
  if (fraction.length > zeros) {
    return { problem: "cents" };
  }
  // Digits are moved, not multiplied: 1.6 is no exact number here.
  const value = Number(match[1].replaceAll(",", "") + fraction.padEnd(zeros, "0"));
  if (value > LARGEST_DOLLARS) {
    return { problem: "too_much", most: LARGEST_DOLLARS };
  }
  return value < least ? { problem: "nothing" } : { value };
}

/** Read basis points from `15%` or `−7.5%`; a bare number is refused: 15 and 0.15 would both be guesses. */
export function parseShare(text, least, most) {
  const match = SHARE.exec(text.trim().replace(SIGN, ""));
  if (match === null || match[3] === "") {
    return { problem: "no_share" };
  }
  const size = basisPoints(match);
  const value = SIGN.test(text.trim()) && size > 0 ? -size : size;
  return value < least || value > most ? { problem: "share_range", least, most } : { value };
}

/** Read a schedule in basis points a year from `25%, 25%, 25%, 25%` or `38/32/20/10`: the sum leaves no guess. */
export function parseSchedule(text) {
  const matches = text
    .trim()
    .replaceAll(" %", "%")
    .split(/[\s,;/]+/)
    .map((part) => SHARE.exec(part));
  if (matches.includes(null) || matches.length > LONGEST_SCHEDULE) {
    return { problem: "no_schedule" };
  }
  const value = matches.map(basisPoints);
  const sum = value.reduce((total, share) => total + share, 0);
  return sum === WHOLE_GRANT ? { value } : { problem: "no_whole", sum };
}

/** Read whole months from `12`. */
export function parseMonths(text, least, most) {
  const value = /^\d{1,3}$/.test(text.trim()) ? Number(text) : -1;
  return value < least || value > most ? { problem: "months_range", least, most } : { value };
}

/** Read a day from `2026-12-04`, as a date field gives it. */
export function parseDay(text) {
  const day = new Date(text);
  // A day that the month does not have is refused, or taken for one of the next month.
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && day.getTime() === day.getTime() && day.toISOString().startsWith(text);
  return isDay ? { value: text } : { problem: "no_day" };
}

function basisPoints(match) {
  return Number(match[1] + (match[2] ?? "").padEnd(2, "0"));
}
