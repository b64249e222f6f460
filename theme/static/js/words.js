/** What is the answer, and what is there to say? */

import { dollars_text, list_text, share_text } from "./format.js";

/** Return the answer in one sentence. */
export function answerText({ offer, offers }) {
  const { label, totals, lifts } = offer;
  const asks = asksOf(offer, ["base", "grant", "signing_bonus", "refresh"]);
  if (asks === "") {
    return "The model finds nothing to ask for: no part of this offer has room by the data.";
  }
  const first = `Ask ${offers.length > 1 ? `${label} ` : ""}for ${asks}`;
  const [initial, ask, outcome] = [totals.initial, totals.ask, totals.outcome].map(dollars_text);
  const lift = `and the model expects ${outcome}, a lift of ${share_text(lifts.outcome, 1)}`;
  return lifts.ask === 0
    ? `${first}; year 1 stays at ${initial}.`
    : `${first}: year 1 would pay ${ask} instead of ${initial}, ${lift}.`;
}

/** Return what to say, ready to be sent: the amounts, and what the signing bonus is for. */
export function sayText({ offer }) {
  const target = offer.targets[offer.purpose];
  const goal = target ? ` so that the first year, as offered, comes to ${dollars_text(target)}` : "";
  const reason = offer.purpose === "bridge" ? " in place of what I lose by leaving" : goal;
  const asks = asksOf(offer, ["grant", "base", "refresh", "signing_bonus"], reason);
  return asks === ""
    ? "Thank you, the offer suits me. Could I have it all in writing, with the vesting and what I would owe on leaving?"
    : `Thank you for the offer; I would like to join. Could you bring it to ${asks}?`;
}

/** Return the amounts to ask for, in an order, as a phrase. */
function asksOf({ amounts }, order, reason = "") {
  const words = { refresh: " in writing", signing_bonus: reason };
  const asks = order
    .filter((name) => amounts.ask[name] > amounts.initial[name])
    .map((name) => `a ${name.replace("_", " ")} of ${dollars_text(amounts.ask[name])}${words[name] ?? ""}`);
  return list_text(asks);
}
