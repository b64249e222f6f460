/** Which days do the offers set? A list on the page, and a file for the reader's calendar. */

import { calendarText, day_text, eventsOf } from "./calendar.js";
import { element, find } from "./dom.js";
import { save } from "./download.js";
import { words } from "./phrases.js";

/** Show the days of a result, and which day to enter for more. */
export function showDates(root, result) {
  const { start_day, deadline } = result.offer.values;
  const template = find(root, ".dates__words");
  const events = eventsOf(result);
  const items = events.map(({ day, facts }) => element("span", {}, words(template, facts)));
  find(root, ".dates__start").hidden = start_day !== null;
  find(root, ".dates__deadline").hidden = deadline !== null;
  find(root, "ol").replaceChildren(
    ...events.map(({ day }, i) => element("li", {}, element("time", { datetime: day }, day_text(day)), items[i])),
  );
  const button = find(root, "button");
  const texts = items.map((item) => item.textContent);
  button.hidden = events.length === 0;
  button.onclick = () => save("offer.ics", "text/calendar", calendarText(events, texts, root.dataset.asOf));
}
