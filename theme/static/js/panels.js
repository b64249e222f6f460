/** What does a click on a figure, or on the sign of a section, open? Its panel, whose script comes with the first click. */

/** Open the panel of a link, unless the reader asked for a new tab or the figure stands on this page. */
async function follow(event) {
  const link = event.target.closest("a.figure, a.permalink");
  const asked = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
  if (link === null || asked) {
    return;
  }
  const isFigure = link.matches(".figure");
  if (isFigure && link.pathname === location.pathname && link.closest("dialog") === null) {
    return;
  }
  if (isFigure) {
    event.preventDefault();
  }
  try {
    const script = await (isFigure ? import("./figures.js") : import("./cite.js"));
    await script.open(link);
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("click", follow);
