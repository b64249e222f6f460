/** What does the model make of the offers? All arithmetic is in the emitted formulas; this hands them their inputs. */

import * as formulas from "./formulas.js";
import { dayNumber, leftBehind, offerTerms } from "./terms.js";

/** The components that the model moves, in the order of the table. */
export const MOVED = ["base", "signing_bonus", "grant", "refresh"];

/** The columns of a counter-offer. */
export const COLUMNS = ["initial", "ask", "outcome"];

const CAPPED = ["base", "signing_bonus", "grant"];

/**
 * Return what the page shows: `offers` as they are written; `offer`, the one that the counter-offer is about, worked
 * through; `person`, the values of the reader's own fields; `order`, that of asking; `bridge`; `quoted` and `closing` of
 * that offer; and `comparison` where there are several.
 *
 * @param reading What `state.js` reads from the form; nothing in it is missing or wrong.
 */
export function resultOf(data, reading) {
  const person = reading.person.values;
  const offers = reading.offers.map((offer) => written(offer));
  const others = offers.filter((_, i) => i !== reading.about);
  const bridge = bridgeOf(person);
  const offer = counterOffer(data, offers[reading.about], others, person, bridge, reading.policy);
  return {
    offers,
    offer,
    person,
    order: data.asking_order,
    bridge,
    quoted: person.quoted === null ? null : quotedOf(offers[reading.about].terms, person.quoted),
    closing: closingOf(data, offer, person),
    comparison: offers.length > 1 ? comparisonOf(offers, person.leaving) : null,
  };
}

/** Return which total comes nearest to a quoted one, and its own `total`: a recruiter counts shares at today's price. */
function quotedOf(terms, quoted) {
  const five = formulas.five_totals({ ...terms, growth: 0, discount: 0 });
  const found = formulas.quoted_total(five, quoted);
  return { ...found, total: five[found.index].total };
}

/** Return an offer as it is written: its `terms` as the formulas take them, its `total` of year 1 and `five` totals. */
function written(offer) {
  const terms = offerTerms(offer.values);
  const { liquidity } = offer.values;
  return { ...offer, liquidity, terms, total: formulas.year_1_total(terms), five: formulas.five_totals(terms) };
}

/**
 * Return an offer worked through: `columns`, an offer each as the formulas take it; `amounts` by column and component;
 * `totals` of year 1; `lifts` of ask and outcome in basis points; `years`, the rows of each column with the `drop` into
 * them; `curves`, what is owed on leaving at the end of each month; `worth`, what a dollar more is worth in cents and
 * what each ask adds; `needs`, what each purpose of the signing bonus asks for, and its `targets`; and what held the
 * asks: `caps`, `bands`, `rooms`, and the company's own `reasons` and `signOffs`; and whether the part granted of each
 * is the reader's, in `ownCaptures`.
 */
function counterOffer(data, offer, others, person, bridge, policy) {
  const { values, row, company, terms } = offer;
  const levers = company?.levers ?? {};
  const amounts = amountsOf(terms);
  const bands = named(CAPPED, (name) => row?.bands[name] ?? []);
  const caps = named(CAPPED, (name) => (levers[name]?.sign_off ? null : formulas.band_top(bands[name], amounts[name])));
  const hasOwn = (name) => levers[name] && levers[name].room !== null && !policy.changed.includes(`${name}_room`);
  const rooms = policy.values;
  const leverage = rooms[`leverage_${person.leverage}`];
  const targets = { match: person.other_total_comp ?? highest(others), floor: person.floor_total_comp };
  const needs = {
    none: null,
    bridge: bridge.rows.length > 0 ? bridge.total : null,
    ...each(targets, (target) => (target === null ? null : formulas.signing_need(terms, target))),
  };
  const purpose = person.signing_purpose;
  const ask = formulas.asked_offer(terms, rooms, leverage, caps, needs[purpose]);
  const columns = { initial: terms, ask, outcome: formulas.outcome_offer(terms, ask, rooms) };
  const totals = each(columns, formulas.year_1_total);
  return {
    ...offer,
    stated: named(["bonus_target", "signing_bonus", "refresh"], (name) => values[name] !== null),
    columns,
    amounts: each(columns, amountsOf),
    totals,
    lifts: each(totals, (total) => formulas.change(totals.initial, total)),
    years: each(columns, (column) => years(column, data.drop_flag)),
    curves: each({ full: false, pro_rata: true }, (is_pro_rata) => formulas.clawback_curve({ ...terms, is_pro_rata })),
    worth: worthOf(terms, ask),
    purpose,
    needs,
    targets,
    caps,
    bands,
    rooms,
    leverage,
    reasons: named(MOVED, (name) => (hasOwn(name) ? levers[name].because : null)),
    ownCaptures: named(MOVED, (name) => policy.changed.includes(`${name}_capture`)),
    signOffs: named(MOVED, (name) => (levers[name]?.sign_off ? levers[name].because : null)),
  };
}

/** Return the four amounts that move, in dollars. */
function amountsOf(offer) {
  return {
    base: offer.base,
    signing_bonus: formulas.signing_total(offer),
    grant: formulas.grant_total(offer),
    refresh: formulas.written_refresh(offer),
  };
}

/** Return the highest first year of some offers, in dollars; null without any. */
function highest(offers) {
  return offers.length > 0 ? most(offers.map(({ total }) => total)) : null;
}

/** Return the largest of some amounts; nothing without any. */
export function most(amounts) {
  return amounts.reduce((one, other) => (one > other ? one : other), 0);
}

/** Return what leaving on the day loses: `rows` with `isLost`, and their `total` in dollars. */
function bridgeOf(person) {
  const rows = leftBehind(person);
  const day = dayNumber(person.leave_day);
  return {
    rows: rows.map((row) => ({ ...row, isLost: row.amount === 0 || formulas.bridge([row], day) > 0 })),
    total: formulas.bridge(rows, day),
  };
}

/** Return the last rise they offer against the mark of a closing offer, in basis points; null where none is entered. */
function closingOf(data, offer, person) {
  if (person.closing_total === null) {
    return null;
  }
  const rise = formulas.change(offer.total, person.closing_total);
  return { rise, mark: data.closing_bump, isClosing: rise > 0 && rise <= data.closing_bump };
}

function worthOf(initial, ask) {
  const years = formulas.years_of_vesting(initial.grants);
  const months = formulas.over_years(12, years);
  return {
    years,
    cents: each(formulas.lever_worth(initial, months), formulas.cents_per_dollar),
    asks: formulas.ask_worth(initial, ask, months),
  };
}

/** Return over how many `years` the offers are compared, and in `sides` what each is expected to pay in them. */
function comparisonOf(offers, leaving) {
  const years = formulas.years_compared(offers.map(({ terms }) => terms));
  const sides = offers.map(({ terms }) => {
    const { cash, equity } = formulas.expected_pay(terms, years, leaving);
    return formulas.total_of(cash, equity);
  });
  return { years, sides };
}

/**
 * Return the running totals of the offers by month, and of every pair: which is `better`, the `multiple` in millionths
 * that the other's shares would have to reach, and in which `month` one that trails at first goes `by`.
 */
export function raceOf({ offers, comparison }) {
  const { years, sides } = comparison;
  const running = offers.map(({ terms }) => formulas.running_totals(terms, formulas.over_years(12, years)));
  const pairs = [[0, 1], [0, 2], [1, 2]].filter(([, b]) => b < offers.length);
  return {
    running,
    pairs: pairs.map(([a, b]) => {
      const [better, other] = sides[a].total >= sides[b].total ? [a, b] : [b, a];
      const turns = [a, b].map((by) => ({ by, month: formulas.overtakes(running[by === a ? b : a], running[by]) }));
      const [turn] = turns.filter(({ month }) => month !== null).sort((one, next) => (one.month < next.month ? -1 : 1));
      return { better, other, multiple: formulas.break_even(sides[other], sides[better].total), ...turn };
    }),
  };
}

function years(offer, dropFlag) {
  const rows = formulas.year_table(offer);
  return rows.map((row, i) => ({ ...row, drop: i === 0 ? null : drop(rows[i - 1], row, dropFlag) }));
}

function drop(before, after, dropFlag) {
  const share = formulas.drop(before.total, after.total);
  return share === 0 ? null : { share, cause: formulas.drop_cause(before, after), isFlagged: share >= dropFlag };
}

function each(parts, made) {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, made(part)]));
}

function named(names, made) {
  return Object.fromEntries(names.map((name) => [name, made(name)]));
}
