/** What is the answer, and what is there to say? */

import { AMOUNTS } from "./fields.js";
import { dollars_text, list_text, share_text } from "./format.js";

/** Return the answer: what to ask for, and where the first year would end by the one published example. */
export function answerText({ offer, offers, order }) {
  const { label, totals, lifts } = offer;
  const asks = asksOf(offer, order);
  if (asks === "") {
    return "The model finds nothing to ask for: no part of this offer has room by the data.";
  }
  const first = `Ask ${offers.length > 1 ? `${label} ` : ""}for ${asks}`;
  const [initial, ask, outcome] = [totals.initial, totals.ask, totals.outcome].map(dollars_text);
  const granted = Object.values(offer.ownCaptures).includes(true)
    ? "With the parts granted as you set them"
    : "At about the share of each rise granted in the one published example";
  const end = `${granted}, it would end at ${outcome}, a lift of ${share_text(lifts.outcome, 1)}`;
  return lifts.ask === 0
    ? `${first}; year 1 stays at ${initial}.`
    : `${first}: year 1 would pay ${ask} instead of ${initial}. ${end}.`;
}

/** Return whose figures an answer is made of, and what is not published of them; empty once the reader typed an amount. */
export function sourceText({ offer: { company, row, changed, origins } }) {
  if (row === undefined || changed.some((name) => AMOUNTS.test(name))) {
    return "";
  }
  const isLacking = (name) => origins[name] === "unpublished" && !changed.includes(name);
  const lacking = list_text(Object.keys(origins).filter(isLacking).map(spaced));
  const but = lacking === "" ? "" : ` (${lacking} not published)`;
  return `With the figures reported at ${company.name} ${row.title}${but}, until you enter your own:`;
}

/** Return what to say, ready to be sent: the amounts, and what the signing bonus is for. */
export function sayText({ offer, order }) {
  const { amounts, purpose, targets } = offer;
  const asks = asksOf(offer, order);
  if (asks === "") {
    return "Thank you, the offer suits me. Could I have it all in writing, with the vesting and what I would owe on leaving?";
  }
  const target = targets[purpose];
  const goal = target ? `bring the first year, as offered, to ${dollars_text(target)}` : "";
  const reason = purpose === "bridge" ? "replace what I lose by leaving" : goal;
  const isReason = reason !== "" && amounts.ask.signing_bonus > amounts.initial.signing_bonus;
  const why = isReason ? ` The signing bonus would ${reason}.` : "";
  return `Thank you for the offer; I would like to join. Could you bring it to ${asks}?${why}`;
}

/** Return the amounts to ask for, in the order of asking, as a phrase. */
function asksOf({ amounts }, order) {
  const asks = order
    .filter((name) => amounts.ask[name] > amounts.initial[name])
    .map((name) => {
      const isPromise = name === "refresh";
      return `a ${spaced(name)} of ${dollars_text(amounts.ask[name])}${isPromise ? " in writing" : ""}`;
    });
  return list_text(asks);
}

function spaced(name) {
  return name.replace("_", " ");
}
