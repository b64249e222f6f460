/** What does leaving cost: at the new employer, month by month, and at the old one? */

import { day_text } from "./calendar.js";
import { element, find, sized } from "./dom.js";
import * as formulas from "./formulas.js";
import { phrase } from "./phrases.js";
import { most } from "./result.js";
import { LEFT_BEHIND } from "./terms.js";

/** Show what is owed at the end of each month, in full and pro rata. */
export function showClawback(root, { offer }) {
  const { full, pro_rata } = offer.curves;
  const highest = most(full);
  find(root, ".clawback").hidden = full.length === 0;
  find(root, ".steps").replaceChildren(
    ...full.map((owed, i) =>
      element(
        "div",
        {},
        sized("steps__part", pro_rata[i]),
        sized("steps__more", formulas.level_step(pro_rata[i], owed)),
        sized("space", formulas.level_step(owed, highest)),
      ),
    ),
  );
  const rows = full.map((owed, i) => phrase("owed", { month: i + 1, "owed full": owed, "owed pro_rata": pro_rata[i] }));
  find(root, "tbody").replaceChildren(...rows);
}

/** Show what is left behind, each part with its day, and which purpose the signing bonus has. */
export function showSigning(root, { offer, bridge }) {
  for (const row of root.querySelectorAll("[data-purpose]")) {
    row.classList.toggle("chosen", row.dataset.purpose === offer.purpose);
  }
  find(root, ".left-behind").hidden = bridge.rows.length === 0;
  const rows = bridge.rows.map(({ name, amount, date, isLost }) =>
    phrase("left_row", { words: LEFT_BEHIND[name], left: amount, day: day_text(date) || null, isLost }),
  );
  find(root, ".left-behind tbody").replaceChildren(...rows);
}
