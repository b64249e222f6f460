/** What does the model make of an offer? All arithmetic is in the emitted formulas; this hands them their inputs. */

import * as formulas from "./formulas.js";
import { companyOf, levelOf } from "./state.js";

/** The components that the model moves, in the order of the table. */
export const MOVED = ["base", "signing_bonus", "grant", "refresh"];

/** The columns of a counter-offer. */
export const COLUMNS = ["initial", "ask", "outcome"];

/**
 * Return a counter-offer: `columns`, an offer each; `years`, the rows of each column with the `drop` into them;
 * `lifts` of ask and outcome in basis points; `stated`, whether the offer names an optional part; and per
 * component what held the ask: `caps`, in dollars or null, and `levers`, the company's own, where it has one.
 *
 * @param values Every field's value, none missing; null for an optional part that the offer does not name.
 */
export function counterOffer(data, state, values) {
  const levers = companyOf(data, state)?.levers ?? {};
  const initial = initialOffer(values);
  const policy = policyWith(data.policy, levers);
  const caps = {
    base: cap(data, state, levers, "base", initial.base),
    grant: cap(data, state, levers, "grant", initial.grant),
  };
  const leverage = data.leverage[values.leverage];
  const ask = formulas.asked_offer(initial, policy, leverage, caps.base, caps.grant, signingNeed(initial, values));
  const columns = { initial, ask, outcome: formulas.outcome_offer(initial, ask, policy) };
  const totals = Object.fromEntries(COLUMNS.map((column) => [column, formulas.year_1_total(columns[column])]));
  return {
    columns,
    totals,
    years: Object.fromEntries(COLUMNS.map((column) => [column, years(columns[column], data.drop_flag)])),
    lifts: {
      ask: formulas.change(totals.initial, totals.ask),
      outcome: formulas.change(totals.initial, totals.outcome),
    },
    stated: Object.fromEntries(["bonus_target", "signing_bonus", "refresh"].map((name) => [name, values[name] !== null])),
    purpose: values.signing_purpose,
    caps,
    levers,
  };
}

function initialOffer(values) {
  return {
    base: values.base,
    bonus_target: noneIfUnstated(values.bonus_target),
    signing_bonus: noneIfUnstated(values.signing_bonus),
    signing_months: values.signing_months,
    grant: values.grant,
    vesting_schedule: values.vesting_schedule,
    cliff_months: values.cliff_months,
    refresh: noneIfUnstated(values.refresh),
    refresh_schedule: values.refresh_schedule,
  };
}

/** An optional part that the offer does not name pays nothing; the table then says that none is stated. */
function noneIfUnstated(value) {
  return value === null ? 0 : value;
}

function policyWith(policy, levers) {
  const rooms = MOVED.filter((name) => name in levers && levers[name].room !== null).map((name) => [
    `${name}_room`,
    levers[name].room,
  ]);
  return { ...policy, ...Object.fromEntries(rooms) };
}

function cap(data, state, levers, name, amount) {
  const level = levelOf(data, state);
  if (level === undefined || (name in levers && levers[name].sign_off)) {
    return null;
  }
  return formulas.band_top(level.bands[name], amount);
}

/** Return what the purpose of the signing bonus needs, in dollars; null without a purpose. */
function signingNeed(initial, values) {
  switch (values.signing_purpose) {
    case "none":
      return null;
    case "bridge":
      return values.left_behind;
    case "match":
      return formulas.signing_need(initial, values.other_total_comp);
    case "floor":
      return formulas.signing_need(initial, values.floor_total_comp);
    default:
      throw new Error(`Calculator: no signing_purpose "${values.signing_purpose}"`);
  }
}

function years(offer, dropFlag) {
  const rows = formulas.year_table(offer);
  return rows.map((row, i) => ({ ...row, drop: i === 0 ? null : drop(rows[i - 1], row, dropFlag) }));
}

function drop(before, after, dropFlag) {
  const share = formulas.drop(before.total, after.total);
  return share === 0 ? null : { share, cause: formulas.drop_cause(before, after), isFlagged: share >= dropFlag };
}
