/** How does the form show a state, and what does the reader do to it? */

import { element, find, say } from "./dom.js";
import { FIELDS, OFFER_FIELDS, write } from "./fields.js";
import { OTHER, levelsOf, prefill } from "./state.js";
import { originText } from "./words.js";

/** Return the form's control of a name. */
export function control(form, name) {
  const tag = name === "company" || name === "level" || FIELDS[name].options !== undefined ? "select" : "input";
  return find(form, `${tag}[name="${name}"]`);
}

/** Fill the list of companies, once. */
export function fillCompanies(form, data) {
  const options = data.companies.map((row) => element("option", { value: row.company }, row.name));
  options.push(element("option", { value: OTHER }, "Another company"));
  control(form, "company").replaceChildren(...options);
}

/** Show company, level and the text of every field. */
export function showState(form, data, state) {
  const levels = levelsOf(data, state.company).map((row) => element("option", { value: row.level }, levelText(row)));
  levels.push(element("option", { value: OTHER }, levels.length > 0 ? "Another level" : "No level published"));
  control(form, "company").value = state.company;
  control(form, "level").replaceChildren(...levels);
  control(form, "level").value = state.level;
  const { values } = prefill(data, state);
  for (const name of Object.keys(FIELDS)) {
    control(form, name).value = name in state.texts ? state.texts[name] : write(name, values[name]);
  }
}

/** Show where each field has its text from, what is wrong with it, and which purpose needs which amount. */
export function showReading(form, reading, typing) {
  for (const [name, field] of Object.entries(FIELDS)) {
    const box = find(form, `[data-field="${name}"]`);
    const isTyping = name === typing && control(form, name).getAttribute("aria-invalid") !== "true";
    const problem = isTyping ? "" : (reading.problems[name] ?? "");
    say(find(box, ".field__problem"), problem);
    if (problem === "") {
      control(form, name).removeAttribute("aria-invalid");
    } else {
      control(form, name).setAttribute("aria-invalid", "true");
    }
    if (OFFER_FIELDS.includes(name)) {
      say(find(box, ".field__mark"), reading.changed.includes(name) ? "" : originText(name, reading.origins[name]));
    }
    if (field.purpose !== undefined) {
      box.hidden = field.purpose !== reading.values.signing_purpose;
    }
  }
  find(form, "button[type=reset]").disabled = !reading.changed.some((name) => OFFER_FIELDS.includes(name));
}

function levelText(row) {
  return `${row.title}, ${row.role}${row.complete ? "" : " (partly published)"}`;
}
