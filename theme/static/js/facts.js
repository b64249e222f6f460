/** What is so of a result? Facts by name, from which the words of the page are chosen and filled. */

import { day_text } from "./calendar.js";
import { COLUMNS, MOVED, most } from "./result.js";

/** The five totals, in the order in which the formulas give them. */
export const FIVE = ["as_paid", "mean_year", "recurring", "aggregated", "guaranteed_cash"];

const SHARES = ["grant", "refresh"];
const CASH = ["base", "signing_bonus"];

/** Return the facts: numbers, texts, and true or false for what holds or does not. */
export function factsOf(result) {
  const { offer, person, bridge } = result;
  const { rise, mark, isClosing } = result.closing ?? {};
  const { amounts, stated, targets, totals, values, changed, origins } = offer;
  const curve = offer.curves[values.clawback_kind];
  const isFromData = (name) => !changed.includes(name) && ["data", "derived"].includes(origins[name]);
  return {
    ...values,
    ...person,
    ...named(COLUMNS, (column) => [`year_1_total ${column}`, totals[column]]),
    ...named(["ask", "outcome"], (column) => [`lift ${column}`, offer.lifts[column]]),
    from_data: MOVED.some(isFromData),
    signing_stated: stated.signing_bonus,
    bonus_stated: stated.bonus_target,
    ...fallFacts(offer.years.initial),
    ...named(FIVE, (name, i) => [name, offer.five[i].total]),
    ...quotedFacts(result),
    ...named(Object.keys(offer.needs), (purpose) => [`need_${purpose}`, offer.needs[purpose]]),
    decide_by: day_text(values.deadline),
    signing_ask: amounts.ask.signing_bonus,
    signing_asked: amounts.ask.signing_bonus > amounts.initial.signing_bonus,
    first_year: totals.initial,
    left_total: bridge.rows.length > 0 ? bridge.total : null,
    leave_on: day_text(person.leave_day),
    match_target: targets.match,
    floor_target: targets.floor,
    clawback_stated: values.clawback_months !== null,
    owed: curve.length > 0,
    owed_most: most(curve),
    clawback_end: curve.length,
    ...leverFacts(offer.worth),
    ...comparisonFacts(result),
    closing_rise: rise,
    closing_mark: mark,
    closing_sign: isClosing,
    closing_more: rise > mark,
    signs: [person.band_cited === "yes", isClosing, person.senior_call === "yes"].filter(Boolean).length,
  };
}

/** Return the first fall that reaches the policy's mark: its year, share, total and cause. */
export function fallFacts(rows) {
  const row = rows.find(({ drop }) => drop?.isFlagged);
  return row === undefined ? {} : { fall_year: row.year, fall_total: row.total, ...causeFacts(row) };
}

/** Return how far a year falls, and why; `fall_rest` where the cause goes on paying less. */
export function causeFacts({ drop, ...row }) {
  return { fall_share: drop.share, fall_cause: drop.isFlagged && drop.cause, fall_rest: row[drop.cause] > 0 };
}

/** Return which total was quoted, or is the nearest, and what they said beyond it. */
function quotedFacts({ quoted }) {
  if (quoted === null) {
    return {};
  }
  const { index, off, is_exact, total } = quoted;
  const quoted_more = off > 0 ? off : 0;
  return { quoted_is: FIVE[index], quoted_total: total, quoted_exact: is_exact, quoted_more };
}

/** Return what a dollar more of each part is worth and what its ask adds, and which parts of each kind win. */
function leverFacts({ cents, asks, years }) {
  const [shares_add, cash_add] = [larger(asks, SHARES), larger(asks, CASH)];
  const [shares_worth, cash_worth] = [larger(cents, SHARES), larger(cents, CASH)];
  return {
    worth_years: years,
    ...named(Object.keys(cents), (name) => [`worth_${name}`, cents[name]]),
    ...named(Object.keys(asks), (name) => [`adds_${name}`, asks[name]]),
    shares_add,
    cash_add,
    shares_worth,
    cash_worth,
    adds_shares: asks[shares_add],
    adds_cash: asks[cash_add],
    worth_shares: cents[shares_worth],
    worth_cash: cents[cash_worth],
    is_equity_first: asks[shares_add] > asks[cash_add],
    is_cash_per_dollar: cents[cash_worth] >= cents[shares_worth],
  };
}

function larger(amounts, [one, other]) {
  return amounts[other] > amounts[one] ? other : one;
}

function comparisonFacts({ comparison, offers }) {
  if (comparison === null) {
    return {};
  }
  const { sides, years } = comparison;
  const best = sides.findIndex(({ total }) => sides.every((other) => total >= other.total));
  return { is_compared: true, best: offers[best].label, best_total: sides[best].total, compare_years: years };
}

function named(names, made) {
  return Object.fromEntries(names.map(made));
}
