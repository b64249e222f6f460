/** Which totals can be made of each offer, and of which kinds of money? */

import { element } from "./dom.js";
import { FIVE } from "./facts.js";
import { figure, phrase } from "./phrases.js";

/** What the columns of several offers are called among figures. */
export const LETTERS = ["a", "b", "c"];

/** Show the five totals of each offer as written. */
export function showTotals(root, { offers }) {
  const [head, ...rows] = root.querySelectorAll("tr");
  const heads = offers.map((offer) => element("th", { scope: "col", class: "num" }, phrase("kind", offer)));
  head.replaceChildren(head.firstElementChild, ...heads);
  rows.forEach((row, i) => {
    const cells = offers.map(({ five, liquidity }, k) => {
      const { cash, equity, total } = five[i];
      const split = phrase("split", { cash, equity, liquidity });
      return element("td", { class: "num" }, figure(total, FIVE[i], LETTERS[k]), split);
    });
    row.replaceChildren(row.firstElementChild, ...cells);
  });
}
