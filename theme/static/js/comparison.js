/** Which of several offers pays more, until what, and from when on? */

import { element, find, rowOf } from "./dom.js";
import { figure, phrase } from "./phrases.js";
import { raceOf } from "./result.js";
import { LETTERS } from "./totals.js";

/** Show the offers side by side, over the years until the last of their grants has vested. */
export function showComparison(root, result) {
  const { comparison, offers } = result;
  find(root, ".comparison").hidden = comparison === null;
  if (comparison === null) {
    return;
  }
  const { sides } = comparison;
  const { running, pairs } = raceOf(result);
  const row = (name, facts, amounts) => {
    const cells = amounts.map((amount, i) => figure(amount, name, LETTERS[i]));
    return rowOf(phrase("compared", { ...facts, [name]: true }), ...cells);
  };
  const ends = running[0].flatMap((_, i) => ((i + 1) % 12 === 0 ? [i] : []));
  find(root, "thead").replaceChildren(rowOf("Paid", ...offers.map(({ label }) => label)));
  find(root, "tbody").replaceChildren(
    ...["cash", "equity", "total"].map((name) => row(name, {}, sides.map((side) => side[name]))),
    ...ends.map((end, i) => row(`running_${i + 1}`, { year: i + 1 }, running.map((totals) => totals[end]))),
  );
  find(root, "ul").replaceChildren(
    ...pairs.map(({ better, other, multiple, by, month }) =>
      phrase("pair", {
        better: offers[better].label,
        other: offers[other].label,
        multiple,
        even: sides[better].total === sides[other].total,
        by: offers[by]?.label,
        ahead_month: month,
      }),
    ),
  );
}
