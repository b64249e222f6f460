/** How is a counter-offer shown? A table of initial offer, ask and outcome, and a table of years for each. */

import { COLUMNS, MOVED } from "./counter-offer.js";
import { element, find, say } from "./dom.js";
import { dollars_text, share_text } from "./format.js";
import { COLUMN_WORDS, COMPONENT_WORDS, YEAR_WORDS, answerText, causeText, noteTexts, whyText } from "./words.js";

/** Show a result in place of the one before. */
export function showResult(root, result, reading) {
  say(find(root, ".calculator__answer"), answerText(result));
  say(find(root, ".calculator__notes"), noteTexts(result, reading).join(" "));
  find(root, ".calculator__summary tbody").replaceChildren(
    ...MOVED.map((name) => componentRow(result, name)),
    totalRow(result),
    liftRow(result),
  );
  find(root, ".calculator__years").replaceChildren(...COLUMNS.map((column) => yearFigure(result, column)));
  find(root, ".calculator__results").hidden = false;
}

/** Show that there is no result yet, and what to do. */
export function showNoResult(root, obstacle) {
  say(find(root, ".calculator__answer"), obstacle);
  find(root, ".calculator__results").hidden = true;
  showStale(root, "");
}

/** Mark the results as those of earlier numbers, or with an empty sentence as those of the form. */
export function showStale(root, obstacle) {
  const text = obstacle === "" ? "" : `${obstacle} Until then this is the answer to your last complete numbers.`;
  say(find(root, ".calculator__stale"), text);
}

function componentRow(result, name) {
  const cells = COLUMNS.map((column) =>
    column === "initial" && result.stated[name] === false
      ? element("span", { class: "none" }, "none stated")
      : dollars(result.columns[column][name], name, column),
  );
  return row(COMPONENT_WORDS[name], whyText(result, name), cells, {});
}

function totalRow(result) {
  const cells = COLUMNS.map((column) => dollars(result.totals[column], "year_1_total", column));
  return row(COMPONENT_WORDS.year_1_total, "", cells, { class: "total" });
}

function liftRow(result) {
  const cells = ["ask", "outcome"].map((column) => share(result.lifts[column], "lift", column));
  const none = element("span", { class: "none", title: "the offer itself" }, "–");
  return row("Lift", "", [none, ...cells], { class: "lift" });
}

function row(words, why, cells, attributes) {
  const heading = element("th", { scope: "row" }, words);
  if (why !== "") {
    heading.append(element("small", { class: "why" }, why));
  }
  const made = cells.map((cell, i) => element("td", { class: COLUMNS[i] === "ask" ? "num ask" : "num" }, cell));
  return element("tr", attributes, heading, ...made);
}

function yearFigure(result, column) {
  const parts = Object.keys(YEAR_WORDS).filter((part) => part !== "bonus" || result.stated.bonus_target);
  const heads = parts.map((part) => element("th", { scope: "col", class: "num" }, YEAR_WORDS[part]));
  const table = element(
    "table",
    {},
    element("caption", {}, `${COLUMN_WORDS[column]}, year by year`),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Year"), ...heads)),
    element("tbody", {}, ...result.years[column].map((year) => yearRow(year, parts, column))),
  );
  const label = `${COLUMN_WORDS[column]}, year by year`;
  const scroll = element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": label }, table);
  return element("figure", { class: "year-path" }, scroll);
}

function yearRow(year, parts, column) {
  const cells = parts.map((part) => {
    const cell = element("td", { class: part === "total" ? "num total" : "num" });
    cell.append(dollars(year[part], `year_${year.year}_${part}`, column));
    if (part === "total" && year.drop !== null) {
      cell.append(fall(year, column));
    }
    return cell;
  });
  const attributes = year.drop !== null && year.drop.isFlagged ? { class: "drop" } : {};
  return element("tr", attributes, element("th", { scope: "row" }, String(year.year)), ...cells);
}

/** Every fall is shown; one that reaches the policy's mark is named with its cause. */
function fall(year, column) {
  const { drop } = year;
  const cause = drop.isFlagged ? `: ${causeText(drop.cause, year)}` : "";
  return element("small", { class: "fall" }, "−", share(drop.share, `drop_${year.year}`, column), cause);
}

function dollars(amount, quantity, column) {
  const attributes = { value: amount, "data-quantity": quantity, "data-column": column };
  return element("data", attributes, dollars_text(amount));
}

function share(amount, quantity, column) {
  const attributes = { value: amount, "data-quantity": quantity, "data-column": column, "data-unit": "bp" };
  return element("data", attributes, share_text(amount, 1));
}
