/** How is a result shown? The answer and the counter-offer at once, each other section only while it stands open. */

import { showComparison } from "./comparison.js";
import { showDates } from "./dates.js";
import { find, say } from "./dom.js";
import { factsOf } from "./facts.js";
import { showClawback, showSigning } from "./leaving.js";
import { showLetter } from "./letter.js";
import { fill } from "./phrases.js";
import { readySheet } from "./sheet.js";
import { showSummary } from "./summary.js";
import { showTotals } from "./totals.js";
import { answerText, sayText, sourceText } from "./words.js";
import { showYears } from "./years.js";

/** What a section draws besides its words. */
const DRAWN = {
  years: showYears,
  totals: showTotals,
  signing: showSigning,
  clawback: showClawback,
  compare: showComparison,
  letter: showLetter,
  dates: showDates,
};

/** Show a result in place of the one before. */
export function showResults(root, _data, result) {
  const facts = factsOf(result);
  say(find(root, ".calculator__source"), sourceText(result));
  say(find(root, ".calculator__answer"), answerText(result));
  say(find(root, ".calculator__say q"), sayText(result));
  showSummary(find(root, ".calculator__summary"), result, facts);
  for (const section of root.querySelectorAll(".calculator__results > details")) {
    section.ontoggle = () => {
      fill(section.open ? section : find(section, "summary"), facts);
      if (section.open) {
        DRAWN[section.id]?.(section, result);
      }
    };
    section.ontoggle();
  }
  readySheet(root, result);
  showWhole(root, true);
  showStale(root, "");
}

/** Show that there is no result yet, and what to do. */
export function showNoResult(root, obstacle) {
  say(find(root, ".calculator__source"), "");
  say(find(root, ".calculator__answer"), obstacle);
  showWhole(root, false);
  showStale(root, "");
}

/** Mark the results as those of earlier numbers, or with an empty sentence as those of the form. */
export function showStale(root, obstacle) {
  const text = obstacle === "" ? "" : `${obstacle} Until then this is the answer to your last complete numbers.`;
  say(find(root, ".calculator__stale"), text);
}

function showWhole(root, isWhole) {
  for (const part of root.querySelectorAll(".calculator__say, .calculator__results")) {
    part.hidden = !isWhole;
  }
}
