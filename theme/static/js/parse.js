/**
 * What does a typed text mean? Whole dollars, basis points and months, as generator/amounts.py reads them, with the
 * dollar sign and the blanks that people type. Each function returns `{value}`, or `{problem}`: a sentence.
 */

import { share_text } from "./format.js";

const LARGEST_DOLLARS = 2_000_000_000; // up to here every product in the formulas stays below 2 ** 53
const LARGEST_SHARE = 100_000;
const LONGEST_CLIFF = 120;
const LONGEST_SCHEDULE = 10;
const WHOLE_GRANT = 10_000;
const ZEROS = { "": 0, K: 3, M: 6, B: 9 };
const MONEY = /^\$? ?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))? ?([KMB]?)$/;
const SHARE = /^(\d{1,6})(?:\.(\d{1,2}))? ?(%?)$/;

/** Read whole dollars from `340K`, `1.6M`, `340,000` or `$340000`. */
export function parseDollars(text) {
  const match = MONEY.exec(text.trim().toUpperCase());
  if (match === null) {
    return { problem: "Write an amount like 340K, 1.6M or 340,000." };
  }
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  const zeros = ZEROS[match[3]];
  if (fraction.length > zeros) {
    return { problem: "Write whole dollars, without cents." };
  }
  // Digits are moved, not multiplied: 1.6 is no exact number here.
  const value = Number(match[1].replaceAll(",", "") + fraction.padEnd(zeros, "0"));
  return value > LARGEST_DOLLARS ? { problem: "Amounts go up to $2B here." } : { value };
}

/** Read basis points from `15%` or `37.5%`; a bare number is refused: 15 and 0.15 would both be guesses. */
export function parseShare(text) {
  const match = SHARE.exec(text.trim());
  if (match === null || match[3] === "") {
    return { problem: "Write a share with a percent sign, like 15%." };
  }
  const value = basisPoints(match);
  return value > LARGEST_SHARE ? { problem: `Shares go up to ${share_text(LARGEST_SHARE)} here.` } : { value };
}

/** Read a schedule in basis points a year from `25%, 25%, 25%, 25%` or `38/32/20/10`: the sum leaves no guess. */
export function parseSchedule(text) {
  const matches = text
    .trim()
    .replaceAll(" %", "%")
    .split(/[\s,;/]+/)
    .map((part) => SHARE.exec(part));
  if (matches.includes(null) || matches.length > LONGEST_SCHEDULE) {
    return { problem: "Write a share for each year, one to ten years, like 25%, 25%, 25%, 25%." };
  }
  const value = matches.map(basisPoints);
  const sum = value.reduce((total, share) => total + share, 0);
  if (sum !== WHOLE_GRANT) {
    return { problem: `The years add up to ${share_text(sum)}, not to 100%.` };
  }
  return { value };
}

/** Read whole months from `12`. */
export function parseMonths(text) {
  const value = /^\d{1,3}$/.test(text.trim()) ? Number(text) : LONGEST_CLIFF + 1;
  return value > LONGEST_CLIFF ? { problem: "Write whole months, from 0 to 120." } : { value };
}

function basisPoints(match) {
  return Number(match[1] + (match[2] ?? "").padEnd(2, "0"));
}
