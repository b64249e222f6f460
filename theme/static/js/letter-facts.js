/** What may a letter say of a result? No sentence has a number or a claim that is not here. */

import { day_text } from "./calendar.js";
import { dollars_text, list_text, share_text } from "./format.js";
import { MOVED } from "./result.js";
import { LEFT_BEHIND } from "./terms.js";

/** Return the facts: amounts and shares, texts, and true or false for what holds or does not. */
export function letterFacts({ offer, person, bridge }) {
  const { values, purpose, targets, caps } = offer;
  const { initial, ask } = offer.amounts;
  const asked = MOVED.filter((name) => ask[name] > initial[name]);
  const fall = offer.years.initial.find(({ drop }) => drop?.isFlagged && drop.cause === "vest");
  // An offer elsewhere counts only where one is entered, and held in writing.
  const isWritten = person.leverage === "written" && targets.match !== null;
  const isProcess = person.leverage === "process";
  const isBare = !isWritten && !isProcess;
  return {
    asks: asked.length,
    several: asked.length > 1,
    ...Object.fromEntries(asked.flatMap((name) => [[`ask_${name}`, ask[name]], [`now_${name}`, initial[name]]])),
    is_written: isWritten,
    is_process: isProcess,
    is_loss: isBare && purpose !== "bridge" && bridge.total > 0,
    is_bare: isBare && (purpose === "bridge" || bridge.total === 0),
    loss: bridge.total,
    purpose,
    losses: list_text(bridge.rows.filter((row) => row.isLost && row.amount > 0).map(lossText)),
    leave_on: day_text(person.leave_day),
    target: targets[purpose],
    first_year: offer.totals.initial,
    grant_band: caps.grant !== null,
    base_band: caps.base !== null,
    bonus_target: values.bonus_target,
    fall_share: fall?.drop.share,
    fall_year: fall?.year,
    decide_by: day_text(values.deadline),
    clawback: values.clawback_months === null ? "unknown" : values.clawback_months > 0 && values.clawback_kind,
    refresh_month: values.refresh_month,
    one_month: values.refresh_month === 1,
    schedule: list_text(values.refresh_schedule.map((share) => share_text(share))),
  };
}

function lossText({ name, amount, date }) {
  return `${dollars_text(amount)} (${LEFT_BEHIND[name]}${date === null ? "" : `, ${day_text(date)}`})`;
}
