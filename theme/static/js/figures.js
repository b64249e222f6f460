/** What stands behind a figure? Its row, shown in a panel beside the text instead of a jump to its page. */

import { element } from "./dom.js";

const pages = new Map();

/** Return the document at an address, read once; it rejects where the page cannot be had. */
function page(address) {
  if (!pages.has(address)) {
    const read = new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("GET", address);
      // The browser parses the page itself: no text becomes HTML here, which Trusted Types would refuse.
      request.responseType = "document";
      request.addEventListener("load", () => (request.response ? resolve(request.response) : reject(request.status)));
      request.addEventListener("error", () => reject(request.status));
      request.send();
    });
    pages.set(address, read);
    read.catch(() => pages.delete(address));
  }
  return pages.get(address);
}

/** Return copies of the elements that make up a row: its section, its term and description, or itself. */
function row(found, address) {
  const parts = /^H\d$/.test(found.tagName) ? [found.closest("section")] : [found];
  if (found.tagName === "DT") {
    parts.push(found.nextElementSibling);
  }
  return parts.map((part) => {
    const copy = document.importNode(part, true);
    for (const named of [copy, ...copy.querySelectorAll("[id]")]) {
      named.removeAttribute("id");
      named.removeAttribute("aria-labelledby");
    }
    for (const link of copy.querySelectorAll("a[href]")) {
      link.setAttribute("href", new URL(link.getAttribute("href"), address).href);
    }
    return /^(DT|DD|LI)$/.test(copy.tagName) ? element("div", {}, ...copy.childNodes) : copy;
  });
}

/** Show the panel with a row; closing it gives the focus back to the figure. */
function show(link, parts) {
  const close = element("button", { type: "button", class: "figure-panel__close" }, "Close");
  close.addEventListener("click", () => panel.close());
  const more = element("a", { href: link.href, class: "figure-panel__more" }, "Open its row on the page");
  panel.replaceChildren(...parts, element("p", { class: "figure-panel__foot" }, more, close));
  if (!panel.open) {
    panel.showModal();
  }
  panel.focus();
}

/** Open the panel with the row that a link leads to; it rejects where there is none. */
export async function open(link) {
  const [address, name] = link.href.split("#");
  const inPanel = panel.open;
  const found = (await page(address)).getElementById(decodeURIComponent(name));
  // A panel that was closed while the page was read stays so.
  if (!inPanel || panel.open) {
    show(link, row(found, address));
  }
}

const panel = element("dialog", { class: "figure-panel", tabindex: "-1", "aria-label": "What stands behind this figure" });
panel.addEventListener("click", (event) => {
  if (event.target === panel) {
    panel.close();
  }
});
document.body.append(panel);
