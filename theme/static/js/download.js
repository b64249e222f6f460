/** How does a text become a file? It goes from the page to the reader's disk; no request leaves for anywhere. */

import { element } from "./dom.js";

const TAKING_MS = 60_000; // some browsers ask where to save it first

/** Offer a text to be saved. */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), TAKING_MS);
}
