/** Which fields does the form have, by the house's names, and how is each read and written? */

import { dollars_text, share_text } from "./format.js";
import { parseDay, parseDollars, parseMonths, parseSchedule, parseShare } from "./parse.js";

// What kinds of field there are. `bare` is what the address leaves out of the form's text; `isPicked`, whether the
// reader picks a value and cannot be shown another text.
const dollars = (least = 0) => ({ read: (text) => parseDollars(text, least), write: dollars_text, bare: /[$,]/g });
const share = (least, most) => ({ read: (text) => parseShare(text, least, most), write: (value) => share_text(value) });
const months = (least, most) => ({ read: (text) => parseMonths(text, least, most), write: String });
const choice = (options, fallback) => ({ options, fallback, write: String, isPicked: true });
const schedule = {
  read: parseSchedule,
  write: (shares) => shares.map((part) => share_text(part)).join(", "),
  bare: /[% ]/g,
};

// What may stay empty, and what is filled in where the data says nothing.
const optional = (field) => ({ ...field, isOptional: true });
const filled = (field, fallback) => ({ ...field, fallback });

const part = share(0, 10_000);
const amount = optional(dollars());
const total = optional(dollars(1));
const day = optional({ read: parseDay, write: String, isPicked: true });
const every = choice([1, 3, 6, 12]);
const answer = choice(["no", "yes"], "no");
const status = choice(["written", "customary", "hoped"], "customary");

// The ask moves the first payment, and what it is asked for is a first year: that one is paid in it.
const payment = (n, month, latest = 60) => ({
  [`signing_bonus${n}`]: amount,
  [`signing_month${n}`]: filled(months(1, latest), month),
  [`signing_months${n}`]: months(1, 120),
});

const grant = (n) => ({
  [`grant${n}`]: amount,
  [`vesting_schedule${n}`]: schedule,
  [`every_months${n}`]: every,
  [`cliff_months${n}`]: months(0, 120),
  [`start_month${n}`]: months(0, 60),
  [`strike${n}`]: part,
});

const refresh = (n, month) => ({
  [`refresh${n}`]: amount,
  [`refresh_month${n}`]: filled(months(0, 60), month),
  [`refresh_schedule${n}`]: schedule,
  [`refresh_every${n}`]: every,
});

/** The fields of one offer: name → field. Rows 2 and 3 of payments, grants and refreshes end with their number. */
export const OFFER = {
  base: dollars(1),
  merit: part,
  bonus_target: optional(share(0, 100_000)),
  bonus_payout: share(0, 20_000),
  ...payment("", 1, 12),
  ...payment(2, 13),
  ...payment(3, 25),
  clawback_months: optional(months(0, 120)),
  clawback_kind: choice(["full", "pro_rata"], "full"),
  ...grant(""),
  grant: dollars(), // the first is always there
  ...grant(2),
  ...grant(3),
  ...refresh("", 12),
  ...refresh(2, 24),
  ...refresh(3, 36),
  refresh_status2: status,
  refresh_status3: status,
  growth: share(-10_000, 10_000),
  liquidity: choice(["public", "tender", "none"]),
  discount: part,
  start_day: day,
  deadline: day,
  called: optional({ read: (text) => ({ value: text.trim() }), write: String }),
};

/** The names of the fields that hold the amounts of pay itself. */
export const AMOUNTS = /^(base|grant|signing_bonus|refresh)\d?$/;

/** The fields of the reader's own situation. */
export const PERSON = {
  leverage: choice(["none", "process", "written"], "none"),
  signing_purpose: choice(["none", "bridge", "match", "floor"], "none"),
  leave_day: day,
  left1: amount,
  left1_day: day,
  left2: amount,
  left2_day: day,
  left3: amount,
  left3_day: day,
  left_bonus: amount,
  left_bonus_day: day,
  left_owed: amount,
  left_owed_day: day,
  other_total_comp: amount,
  floor_total_comp: amount,
  leaving: filled(part, 0),
  quoted: total,
  closing_total: total,
  band_cited: answer,
  senior_call: answer,
};

/** The assumptions of the model. */
export const POLICY = { leverage_none: part, leverage_process: part, leverage_written: part };
for (const moved of ["base", "signing_bonus", "grant", "refresh"]) {
  POLICY[`${moved}_room`] = part;
  POLICY[`${moved}_capture`] = part;
  POLICY[`${moved}_step`] = dollars(1);
}

/** Read the text of a field: `{value}`, null for an empty one, or `{problem}` with its facts. */
export function read(field, text) {
  if (field.options !== undefined) {
    const value = field.options.find((option) => String(option) === text);
    return value === undefined ? { problem: "no_option" } : { value };
  }
  return text.trim() === "" ? { value: null } : field.read(text);
}

/** Return the text of a value as the form shows it. */
export function write(field, value) {
  return value === null ? "" : field.write(value);
}

/** Return the text of a value as the address shows it: without what would have to be spelt out there. */
export function writeBare(field, value) {
  const text = write(field, value);
  return field.bare === undefined ? text : text.replace(field.bare, "");
}
