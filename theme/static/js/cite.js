/** How is a section cited? The link beside its heading opens a panel with four forms to copy; here it is a link first. */

import { element } from "./dom.js";

const guide = new URL("../../", import.meta.url);
let version = null;

/** Return the four forms by name: a link, Markdown, a sentence with the day, CSL-JSON with day and hash. */
function forms(section, page, address) {
  const item = {
    id: address,
    type: "webpage",
    title: `${section} – ${page}`,
    "container-title": version.site,
    author: [{ literal: version.author }],
    issued: { "date-parts": [version.as_of.split("-").map(Number)] },
    URL: address,
    version: version.content,
  };
  return {
    Link: address,
    Markdown: `[${item.title.replace(/[\\[\]]/g, "\\$&")}](${address})`,
    Sentence: `“${section}”, in “${page}”, ${version.site}, as of ${version.day}, ${address}.`,
    "CSL-JSON": JSON.stringify([item]),
  };
}

/** Copy a text; where the browser does not allow it, select it for the reader's own copy. */
async function copy(name, text, place, status) {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = `${name} copied.`;
  } catch {
    getSelection().selectAllChildren(place);
    status.textContent = `${name} selected: copy it with your keyboard.`;
  }
}

/** Fill the panel with the forms of one section. */
function fill(panel, link) {
  const words = (found) => found.textContent.trim().replace(/\s+/g, " ");
  const base = document.querySelector('link[rel="canonical"]') ?? location;
  const address = new URL(link.hash, base.href).href;
  const status = element("p", { role: "status" });
  const heading = element("h2", { tabindex: "-1", autofocus: "" }, "Cite this section");
  const parts = Object.entries(forms(words(link.previousElementSibling), words(document.querySelector("h1")), address));
  const rows = parts.flatMap(([name, text]) => {
    const place = element("pre", {}, text);
    const button = element("button", { type: "button", "aria-label": `Copy: ${name}` }, "Copy");
    button.addEventListener("click", () => copy(name, text, place, status));
    return [element("div", {}, element("h3", {}, name), button), place];
  });
  const more = element("a", { href: new URL("cite/", guide).href }, "What day and hash are for");
  panel.replaceChildren(heading, ...rows, element("p", {}, more), status);
}

const panel = element("div", { class: "cite", popover: "", role: "dialog", "aria-label": "Cite this section" });
document.body.append(panel);

/** Open the panel for a section by the link beside its heading. */
export async function open(link) {
  version ??= await (await fetch(new URL("data/version.json", guide))).json();
  fill(panel, link);
  link.focus({ preventScroll: true }); // going to the section took the focus away; closing gives it back to the link
  panel.showPopover();
}
