/** What does the printed page need that may be folded on the screen? The years in numbers; styles do the rest. */

import { find } from "./dom.js";
import { showYears } from "./years.js";

/** Make a result ready to print, whenever and however the reader prints. */
export function readySheet(root, result) {
  const years = find(root, "#years");
  window.onbeforeprint = () => {
    years.open = true;
    find(years, "details").open = true;
    showYears(years, result); // the folds would draw it only after the page is printed
  };
  find(root, ".sheet__print").onclick = () => print();
}
