/** How does the letter stand on the page? In a box to edit; what the reader has written is never replaced unasked. */

import { find } from "./dom.js";
import { save } from "./download.js";
import { letterFacts } from "./letter-facts.js";
import { words } from "./phrases.js";

let edited = {}; // by kind of letter: the reader's `text`, and the one it was made `from`

/** Show the letter of a result; what the reader has written stays, and a line says that the numbers have changed. */
export function showLetter(root, result) {
  const facts = letterFacts(result);
  const text = find(root, "textarea");
  const said = find(root, "[role=status]");
  let kind = "";
  let made = "";

  function show() {
    kind = find(root, "[name=letter]:checked").value;
    made = plainText(words(find(root, `.letter__${kind}`), facts));
    const own = edited[kind];
    const wanted = own?.text ?? made;
    if (text.value !== wanted) {
      text.value = wanted; // and only then: the cursor would jump
    }
    find(root, ".letter__anew").hidden = own === undefined;
    find(root, ".letter__old").hidden = own === undefined || own.from === made;
    said.textContent = "";
  }

  async function copy() {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text.value);
      said.textContent = "Copied.";
    } catch {
      text.select(); // refused, or no secure address
      said.textContent = "The text is selected; copy it with the keyboard.";
    }
  }

  text.oninput = () => {
    edited[kind] = { text: text.value, from: edited[kind]?.from ?? made };
    if (text.value === made) {
      delete edited[kind];
    }
    show();
  };
  find(root, "fieldset").onchange = show;
  find(root, ".letter__copy").onclick = copy;
  find(root, ".letter__save").onclick = () => save(`${kind}.txt`, "text/plain", text.value);
  find(root, ".letter__anew").onclick = () => {
    delete edited[kind];
    show();
    text.focus(); // the button is now gone, and would lose the focus
  };
  show();
}

/** Forget what the reader has written. */
export function forgetLetter(root) {
  edited = {};
  find(root, "#letter textarea").value = "";
}

/** Return the words as plain text, a paragraph for each element that says something. */
function plainText(made) {
  const paragraphs = [...made.children].map((part) => part.textContent.replace(/\s+/g, " ").trim());
  return `${paragraphs.filter((text) => text !== "").join("\n\n")}\n`;
}
