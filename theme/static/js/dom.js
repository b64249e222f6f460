/** How are parts of the page found and made? Nothing here takes HTML: Trusted Types is on. */

/** Return the one element that a selector names; an Error with the selector where there is none. */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (found === null) {
    throw new Error(`Calculator: ${selector} not found`);
  }
  return found;
}

/** Return a new element; children are elements or text. */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Show a text in its place, and hide the place while there is none. */
export function say(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
  place.hidden = text === "";
}

/** Return a row of a table, of amounts. */
export function rowOf(head, ...cells) {
  const made = cells.map((cell) => element("td", { class: "num" }, cell));
  return element("tr", {}, element("th", { scope: "row" }, head), ...made);
}

/** Return a part of a drawing that takes its place to scale: as much of the line or column as its amount. */
export function sized(name, amount, ...children) {
  const made = element("i", { class: name }, ...children);
  made.style.setProperty("flex-grow", amount);
  return made;
}
