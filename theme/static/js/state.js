/**
 * What has the reader chosen and typed, and how does the address hold it?
 *
 * A state is `{company, level, texts}`; `texts` holds only the fields that differ from what fills them. In the
 * address it is `#company=openai&level=l4&base=340K`; that part of an address is not sent to any server.
 */

import { FIELDS, OFFER_FIELDS, read, write } from "./fields.js";

/** Stands for a company or a level that the data does not have. */
export const OTHER = "other";

/** Return the state that the calculator opens with. */
export function opening(data) {
  return { ...data.opens_with, texts: {} };
}

/** Return the levels of a company, in order. */
export function levelsOf(data, company) {
  return data.levels.filter((row) => row.company === company);
}

/** Return the row of the chosen level; undefined for one that the data does not have. */
export function levelOf(data, state) {
  return data.levels.find((row) => row.company === state.company && row.level === state.level);
}

/** Return the row of the chosen company; undefined for one that the data does not have. */
export function companyOf(data, state) {
  return data.companies.find((row) => row.company === state.company);
}

/** Return the level to show first for a company: one with a complete offer, if it has one. */
export function firstLevel(data, company) {
  const levels = levelsOf(data, company);
  const complete = levels.filter((row) => row.complete);
  if (company === data.opens_with.company) {
    return data.opens_with.level;
  }
  return complete.length > 0 ? complete[0].level : (levels[0]?.level ?? OTHER);
}

/**
 * Return what fills the fields before the reader types: `values`, and `origins` of the offer's fields: `data`,
 * `derived` (four times a yearly figure), `assumed`, `unpublished`, or `open` where the guide has no such level.
 */
export function prefill(data, state) {
  const row = levelOf(data, state);
  const values = {};
  const origins = {};
  for (const name of Object.keys(FIELDS)) {
    if (!OFFER_FIELDS.includes(name)) {
      values[name] = FIELDS[name].fallback;
    } else if (row !== undefined && name in row.offer) {
      values[name] = row.offer[name];
      origins[name] = name === "grant" && row.derived_grant ? "derived" : "data";
    } else if (name in data.assumed) {
      values[name] = data.assumed[name];
      origins[name] = "assumed";
    } else {
      values[name] = null;
      origins[name] = row === undefined ? "open" : "unpublished";
    }
  }
  return { values, origins };
}

/**
 * Return what the fields say: `values`; `changed`, the names of those that differ from what filled them;
 * `problems`, a sentence by name for those that cannot be read; `missing`, the names of those still needed.
 */
export function reading(data, state) {
  const filled = prefill(data, state);
  const values = { ...filled.values };
  const problems = {};
  const changed = Object.keys(state.texts);
  for (const name of changed) {
    const result = read(name, state.texts[name]);
    if ("problem" in result) {
      problems[name] = result.problem;
    } else if (result.value === null && FIELDS[name].required) {
      problems[name] = `Enter ${FIELDS[name].words}; it is filled in with ${write(name, filled.values[name])}.`;
    } else {
      values[name] = result.value;
    }
  }
  const missing = Object.keys(FIELDS).filter((name) => {
    const field = FIELDS[name];
    const isNeeded = field.required || (field.purpose !== undefined && field.purpose === values.signing_purpose);
    return isNeeded && values[name] === null && !(name in problems);
  });
  return { values, changed, problems, missing, origins: filled.origins };
}

/** Return the state after a field was given a text; a text that says what already fills the field leaves no trace. */
export function withText(data, state, name, text) {
  const texts = { ...state.texts, [name]: text };
  return { ...state, texts: onlyDifferent(data, { ...state, texts }) };
}

/** Return the state at another company or level; what the reader changed stays, the rest follows the data. */
export function withChoice(data, state, company, level) {
  const texts = onlyDifferent(data, { company, level, texts: state.texts });
  return { company, level, texts };
}

/** Return the state with the offer's fields as the data has them; the reader's own situation stays. */
export function withoutChanges(state) {
  const kept = Object.entries(state.texts).filter(([name]) => !OFFER_FIELDS.includes(name));
  return { ...state, texts: Object.fromEntries(kept) };
}

/** Return the fragment, with its `#`, that holds a state without problems. */
export function fragment(data, state) {
  const { values } = reading(data, state);
  const pairs = [
    ["company", state.company],
    ["level", state.level],
    ...Object.keys(state.texts).map((name) => [name, plain(write(name, values[name]))]),
  ];
  return `#${pairs.map(([name, text]) => `${name}=${encodeURIComponent(text).replaceAll("%2C", ",")}`).join("&")}`;
}

/** Return the state that a fragment holds and, in `notes`, what of it the guide does not know; null for a plain section. */
export function fromFragment(data, hash) {
  if (!hash.includes("=")) {
    return null;
  }
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const notes = [];
  const company = knownCompany(data, given.get("company"), notes);
  const level = knownLevel(data, company, given.get("level"), notes);
  const texts = {};
  for (const [name, text] of given) {
    if (name in FIELDS) {
      texts[name] = text;
    } else if (name !== "company" && name !== "level") {
      notes.push(`The address names “${name}”, which this form does not have.`);
    }
  }
  for (const name of Object.keys(texts)) {
    // A list cannot show a text that it does not hold.
    if (FIELDS[name].options !== undefined && "problem" in read(name, texts[name])) {
      notes.push(`The address gives “${texts[name]}” for ${FIELDS[name].words}, which is not in the list.`);
      delete texts[name];
    }
  }
  return { state: { company, level, texts: onlyDifferent(data, { company, level, texts }) }, notes };
}

function knownCompany(data, company, notes) {
  if (company === null || company === OTHER) {
    return OTHER;
  }
  if (companyOf(data, { company }) !== undefined) {
    return company;
  }
  notes.push(`The guide has no company “${company}”, so nothing is filled in.`);
  return OTHER;
}

function knownLevel(data, company, level, notes) {
  if (level === null) {
    return firstLevel(data, company);
  }
  if (level === OTHER || company === OTHER || levelOf(data, { company, level }) !== undefined) {
    return company === OTHER ? OTHER : level;
  }
  notes.push(`The guide has no level “${level}” there, so nothing is filled in.`);
  return OTHER;
}

function onlyDifferent(data, state) {
  const { values } = prefill(data, state);
  return Object.fromEntries(
    Object.entries(state.texts).filter(([name, text]) => {
      const result = read(name, text);
      return "problem" in result || JSON.stringify(result.value) !== JSON.stringify(values[name]);
    }),
  );
}

/** Return a text without what an address would have to spell out: blanks, dollar signs, percent signs of a schedule. */
function plain(text) {
  const isSchedule = text.includes("%, ");
  const bare = text.replaceAll("$", "").replaceAll(" ", "");
  return isSchedule ? bare.replaceAll("%", "") : bare.replaceAll(",", "");
}
