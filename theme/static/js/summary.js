/** What is asked for, part by part, and why? The counter-offer's table, with the band that each part lies in. */

import { element, find, sized } from "./dom.js";
import * as formulas from "./formulas.js";
import { fill } from "./phrases.js";
import { COLUMNS, MOVED } from "./result.js";

/** Show the counter-offer. */
export function showSummary(root, { offer }, facts) {
  fill(find(root, ".total"), facts);
  fill(find(root, "figcaption"), facts);
  for (const name of MOVED) {
    const part = find(root, `[data-moved="${name}"]`);
    const band = bandOf(offer, name);
    fill(part, partFacts(offer, name, band));
    find(part, ".band-line").replaceChildren(...(band === undefined ? [] : bandLine(band, offer.amounts, name)));
  }
}

/** Return the published band that an amount lies in, or else the first there is. */
function bandOf({ bands, amounts }, name) {
  const amount = amounts.initial[name];
  const known = (bands[name] ?? []).filter(({ low, high }) => low < high);
  return known.find(({ low, high }) => low <= amount && amount <= high) ?? known[0];
}

/** Return the amounts of a part, where its ask stands to a band, and the rule that made it. */
function partFacts(offer, name, band) {
  const { amounts, stated, purpose, rooms, leverage, caps, reasons, signOffs } = offer;
  const [initial, ask] = [amounts.initial[name], amounts.ask[name]];
  const [room, step, capture] = ["room", "step", "capture"].map((rule) => rooms[`${name}_${rule}`]);
  const facts = { room, step, capture, leverage, purpose, part: name, low: band?.low, high: band?.high };
  for (const column of COLUMNS) {
    facts[`${name} ${column}`] = amounts[column][name];
  }
  if (stated[name] === false) {
    facts[`${name} initial`] = null;
  }
  const isNeed = name === "signing_bonus" && purpose !== "none";
  return {
    ...facts,
    reason: isNeed ? null : reasons[name],
    sign_off: signOffs[name],
    is_ruled: room > 0 && !isNeed,
    own_capture: offer.ownCaptures[name],
    band: band && place(band, initial, ask, caps[name]),
  };
}

function place({ low, high }, initial, ask, cap) {
  if (initial > high || initial < low) {
    return initial > high ? "over" : "under";
  }
  return ask > high ? "above" : ask === cap && ask > initial ? "top" : "inside";
}

/** Return a band as a line to scale: ticks at its ends, a dot for the offer, a diamond for the ask. */
function bandLine({ low, high }, amounts, name) {
  const marks = [
    { at: low, kind: "end" },
    { at: high, kind: "end" },
    { at: amounts.initial[name], kind: "offer" },
    { at: amounts.ask[name], kind: "ask" },
  ].sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
  return marks.flatMap(({ at, kind }, i) => {
    const mark = element("i", { class: `band-line__${kind}` });
    if (i === 0) {
      return [mark];
    }
    const from = marks[i - 1].at;
    const way = at > high || from < low ? "beyond" : "run";
    return [sized(`band-line__${way}`, formulas.level_step(from, at)), mark];
  });
}
