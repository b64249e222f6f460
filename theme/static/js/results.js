/** How is a counter-offer shown? A table of initial offer, ask and outcome, and a table of years for each. */

import { COLUMNS, MOVED } from "./counter-offer.js";
import { element, find, say } from "./dom.js";
import { dollars_text, share_text } from "./format.js";
import { COLUMN_WORDS, COMPONENT_WORDS, YEAR_WORDS, answerText, causeText, noteTexts, whyText } from "./words.js";

/** Show a result in place of the one before. */
export function showResult(root, result, reading) {
  say(find(root, ".calculator__answer"), answerText(result));
  say(find(root, ".calculator__notes"), noteTexts(result, reading).join(" "));
  const table = find(root, ".calculator__summary table");
  table.replaceChildren(
    find(table, "thead"),
    ...MOVED.map((name) => componentBody(result, name)),
    totalBody(result),
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

function componentBody(result, name) {
  const cells = COLUMNS.map((column) =>
    column === "initial" && result.stated[name] === false
      ? element("span", { class: "none" }, "none stated")
      : dollars(result.columns[column][name], name, column),
  );
  const reason = element("span", { class: "calculator__why" }, whyText(result, name));
  const why = element("tr", { class: "why" }, element("td", { colspan: "4" }, reason));
  return element("tbody", {}, row(COMPONENT_WORDS[name], cells), why);
}

function totalBody(result) {
  const totals = COLUMNS.map((column) => dollars(result.totals[column], "year_1_total", column));
  const lifts = ["ask", "outcome"].map((column) => share(result.lifts[column], "lift", column));
  const none = element("span", { class: "none", title: "the offer itself" }, "–");
  const lift = row("Lift", [none, ...lifts]);
  lift.className = "lift";
  return element("tbody", { class: "total" }, row(COMPONENT_WORDS.year_1_total, totals), lift);
}

function row(words, cells) {
  const made = cells.map((cell, i) => element("td", { class: COLUMNS[i] === "ask" ? "num ask ask--most" : "num" }, cell));
  return element("tr", {}, element("th", { scope: "row" }, words), ...made);
}

function yearFigure(result, column) {
  const parts = Object.keys(YEAR_WORDS).filter((part) => part !== "bonus" || result.stated.bonus_target);
  const heads = parts.map((part) => element("th", { scope: "col", class: "num" }, YEAR_WORDS[part]));
  const title = `${COLUMN_WORDS[column]}, year by year`;
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Year"), ...heads)),
    ...result.years[column].map((year) => yearBody(year, parts, column)),
  );
  const scroll = element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": title }, table);
  return element("figure", { class: "year-path" }, element("figcaption", {}, title), scroll);
}

function yearBody(year, parts, column) {
  const cells = parts.map((part) => {
    const cell = dollars(year[part], `year_${year.year}_${part}`, column);
    return element("td", { class: part === "total" ? "num total" : "num" }, cell);
  });
  const body = element("tbody", {}, element("tr", {}, element("th", { scope: "row" }, String(year.year)), ...cells));
  if (year.drop !== null) {
    body.append(fall(year, parts.length + 1, column));
  }
  return body;
}

/** Every fall is shown; one that reaches the policy's mark is named with its cause. */
function fall(year, width, column) {
  const { drop } = year;
  const cause = drop.isFlagged ? `: ${causeText(drop.cause, year)}` : "";
  const cell = element("td", { colspan: width }, "−", share(drop.share, `drop_${year.year}`, column), cause);
  return element("tr", { class: drop.isFlagged ? "why why--drop" : "why" }, cell);
}

function dollars(amount, quantity, column) {
  const attributes = { value: amount, "data-quantity": quantity, "data-column": column };
  return element("data", attributes, dollars_text(amount));
}

function share(amount, quantity, column) {
  const attributes = { value: amount, "data-quantity": quantity, "data-column": column, "data-unit": "bp" };
  return element("data", attributes, share_text(amount, 1));
}
