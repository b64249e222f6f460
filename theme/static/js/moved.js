/** Where does an address lead that names a section which is now elsewhere, or the row of a figure that is gone? */

/** Return the address to go on to; null where the page has what was asked for, or nobody knows. */
function onward() {
  const name = location.hash.slice(1);
  const found = document.getElementById(name);
  if (found !== null) {
    return found.matches("p.moved") ? found.querySelector("a").href : null;
  }
  const page = document.querySelector("a.moved-page");
  if (page !== null) {
    return page.hash === "" ? page.href + location.hash : page.href;
  }
  const sections = name === "" ? [] : Array.from(document.querySelectorAll("a[data-rows]"));
  const ours = sections.filter((link) => name.startsWith(`${link.dataset.rows}-`));
  ours.sort((one, other) => other.dataset.rows.length - one.dataset.rows.length);
  return ours.length === 0 ? null : ours[0].href;
}

/** Go there; the old address leaves no entry in the history. */
function follow() {
  const address = onward();
  if (address !== null) {
    location.replace(address);
  }
}

addEventListener("hashchange", follow);
follow();
