/** What does each year pay, and where does it fall? A chart to scale and a table, both made of the same rows. */

import { element, find, rowOf, sized } from "./dom.js";
import { causeFacts, fallFacts } from "./facts.js";
import { dollars_text, share_text } from "./format.js";
import * as formulas from "./formulas.js";
import { figure, fill, phrase } from "./phrases.js";
import { COLUMNS, most } from "./result.js";

/** Show the years of the column that the reader chose. */
export function showYears(root, result) {
  const { years } = result.offer;
  const choice = find(root, "fieldset");
  const column = find(choice, ":checked").value;
  const rows = years[column];
  const pays = rows.map(partsOf);
  for (const place of root.querySelectorAll("[data-part]")) {
    place.hidden = !pays.some((parts) => parts[place.dataset.part] > 0);
  }
  const [drawn, told] = ["li", "th[data-part]"].map((places) =>
    [...root.querySelectorAll(`${places}:not([hidden])`)].map(({ dataset }) => dataset.part),
  );
  const highest = most(COLUMNS.flatMap((name) => years[name].map(({ total }) => total)));
  find(root, ".chart").replaceChildren(...rows.map((row, i) => yearColumn(row, rows[i - 1], pays[i], drawn, highest)));
  fill(find(root, ".fall"), fallFacts(rows));
  const table = find(root, "details");
  if (table.open) {
    find(table, "tbody").replaceChildren(
      ...rows.flatMap((row, i) => {
        const cells = told.map((part) => figure(pays[i][part], `year_${row.year}_${part}`, column));
        return [rowOf(String(row.year), ...cells), ...fallRow(row, column, told)];
      }),
    );
  }
  choice.onchange = table.ontoggle = () => showYears(root, result);
}

/** Return what is told of a year: one grant under the name of all of them, several each by its own. */
function partsOf(row) {
  const [grant_1, grant_2, grant_3] = row.grants;
  return grant_2 === undefined ? row : { ...row, vest: 0, grant_1, grant_2, grant_3 };
}

/** Return a year as a column: its parts from the ground up, the empty part above, and a bracket where it falls far. */
function yearColumn({ year, total, drop }, before, parts, drawn, highest) {
  const column = element("div", { class: "chart__year" }, element("span", {}, String(year)));
  for (const part of drawn) {
    const made = sized(`part--${part}`, parts[part]);
    Object.assign(made.dataset, { quantity: `year_${year}_${part}`, amount: parts[part] });
    column.append(made);
  }
  column.append(element("b", {}, element("span", {}, dollars_text(total))));
  const isFall = drop?.isFlagged;
  if (isFall) {
    const share = element("span", {}, `−${share_text(drop.share, 1)}`);
    column.append(sized("chart__fall", formulas.level_step(total, before.total), share));
  }
  column.append(sized("space", formulas.level_step(isFall ? before.total : total, highest)));
  return column;
}

/** Every fall is told; one that reaches the policy's mark with its cause. */
function fallRow(row, column, told) {
  const { year, drop } = row;
  if (drop === null) {
    return [];
  }
  const share = figure(drop.share, `drop_${year}`, column, "bp");
  const cause = drop.isFlagged ? phrase("cause", causeFacts(row)) : "";
  const cell = element("td", { colspan: told.length + 1 }, "−", share, cause);
  return [element("tr", { class: drop.isFlagged ? "why why--drop" : "why" }, cell)];
}
