/**
 * What has the reader chosen and typed, and what does it say?
 *
 * A state is `{about, offers, person, policy}`: the index of the offer that the counter-offer is about; up to three
 * offers, each `{company, level, texts}`; and the texts of the reader's own fields and of the model's assumptions.
 * Texts are what was typed, by name of the field; nothing else ever fills or empties them.
 */

import { OFFER, PERSON, POLICY, read, write } from "./fields.js";
import { grown, years_shown } from "./formulas.js";
import { LEFT_BEHIND, offerTerms } from "./terms.js";

/** Stands for a company or a level that the data does not have. */
export const OTHER = "other";

/** What begins the names of each offer's fields, in the form and in the address. */
export const PREFIXES = ["", "b.", "c."];

const PUBLISHED = ["base", "bonus_target", "signing_bonus", "grant"];
const UNIT = 10_000;
const HUNDREDFOLD = 1_000_000; // up to here the formulas stay exact

/** Return the state that the calculator opens with. */
export function opening(data) {
  return { about: 0, offers: [{ ...data.opens_with, texts: {} }], person: {}, policy: {} };
}

/** Return an offer of which nothing is known yet. */
export function custom() {
  return { company: OTHER, level: OTHER, texts: {} };
}

/** Return the levels of a company, in order. */
export function levelsOf(data, company) {
  return data.levels.filter((row) => row.company === company);
}

/** Return the level to show first for a company: one with a complete offer, if it has one. */
export function firstLevel(data, company) {
  if (company === data.opens_with.company) {
    return data.opens_with.level;
  }
  const levels = levelsOf(data, company);
  return (levels.find((row) => row.complete) ?? levels[0])?.level ?? OTHER;
}

/** Return the field of a name in the form, with the `texts` that keep its own and its `name` there; null for none. */
export function slot(state, key) {
  const [, prefix = "", name] = /^(\w+\.)?(.*)$/.exec(key);
  let [fields, texts] = [OFFER, state.offers[PREFIXES.indexOf(prefix)]?.texts];
  if (prefix === "policy.") {
    [fields, texts] = [POLICY, state.policy];
  } else if (prefix === "" && Object.hasOwn(PERSON, name)) {
    [fields, texts] = [PERSON, state.person];
  }
  return texts !== undefined && Object.hasOwn(fields, name) ? { field: fields[name], texts, name } : null;
}

/**
 * Return what the fields say: `about`, `offers`, `person`, `policy`. Each part has, by name, its `values`, `shown`
 * texts, `filled` values, where those are from in `origins`, and `problems` (the name of a phrase, with
 * its facts); and the lists `changed` and `missing`. `prefix` begins its names in the form.
 */
export function reading(data, state) {
  const offers = state.offers.map((offer, i) => offerReading(data, offer, i));
  nameApart(offers);
  limitGrowth(offers);
  const fallbacks = Object.fromEntries(Object.entries(PERSON).map(([name, field]) => [name, field.fallback ?? null]));
  const person = part(PERSON, "", fallbacks, state.person);
  person.missing = neededFor(person.values, offers.filter(isComplete).length);
  const { company } = offers[state.about];
  return { about: state.about, offers, person, policy: policyReading(data, company, state.policy) };
}

/** Return the parts of a reading, one after the other. */
export function parts(current) {
  return [...current.offers, current.person, current.policy];
}

/** Return whether everything that a part needs is there and can be read. */
export function isComplete(part) {
  return part.missing.length === 0 && Object.keys(part.problems).length === 0;
}

/**
 * Return the reading without the offers, other than the one it is about, that still lack something: they join the
 * comparison once they are whole.
 */
export function withoutUnfinished(current) {
  const offers = current.offers.filter((offer, i) => i === current.about || offer.missing.length === 0);
  return { ...current, offers, about: offers.indexOf(current.offers[current.about]) };
}

function offerReading(data, offer, i) {
  const company = data.companies.find((row) => row.company === offer.company);
  const row = data.levels.find((level) => level.company === offer.company && level.level === offer.level);
  const known = row === undefined ? company?.terms : row.offer;
  const filled = {};
  const origins = {};
  for (const [name, field] of Object.entries(OFFER)) {
    const assumed = field.fallback ?? data.assumed[name.replace(/\d$/, "")];
    filled[name] = known?.[name] ?? assumed ?? null;
    if (known?.[name] !== undefined) {
      origins[name] = name === "grant" && row?.derived_grant ? "derived" : "data";
    } else if (assumed !== undefined) {
      origins[name] = "assumed";
    } else {
      const isRanged = name === "bonus_target" && row?.ranged_bonus;
      origins[name] = row === undefined || !PUBLISHED.includes(name) ? "open" : isRanged ? "ranged" : "unpublished";
    }
  }
  const found = part(OFFER, PREFIXES[i], filled, offer.texts);
  const name = row === undefined ? company?.name : `${company.name} ${row.title}`;
  const label = name ?? found.values.called ?? `Offer ${"ABC"[i]}`;
  return { ...found, company, row, origins, label };
}

/** Two offers of one name are told apart by their letters. */
function nameApart(offers) {
  const labels = offers.map((offer) => offer.label);
  offers.forEach((offer, i) => {
    if (labels.indexOf(offer.label) !== labels.lastIndexOf(offer.label)) {
      offer.label += ` (${"ABC"[i]})`;
    }
  });
}

/** What grows year after year may not leave the numbers that the formulas are made for. */
function limitGrowth(offers) {
  const whole = offers.filter(isComplete);
  // A refresh that is not offered may be asked for.
  const years = whole.map(({ values }) => years_shown(offerTerms({ ...values, refresh: values.refresh || 1 })));
  const longest = Math.max(...years);
  for (const { values, problems } of whole) {
    for (const name of ["merit", "growth"]) {
      if (grown(UNIT, values[name], longest) > HUNDREDFOLD) {
        problems[name] = { problem: "hundredfold", years: longest };
      }
    }
  }
}

function neededFor(person, offers) {
  const isNothing = (name) => person[name] === null;
  switch (person.signing_purpose) {
    case "bridge":
      return Object.keys(LEFT_BEHIND).every(isNothing) ? ["left1"] : [];
    case "match":
      return offers < 2 ? ["other_total_comp"].filter(isNothing) : [];
    default:
      return person.signing_purpose === "floor" ? ["floor_total_comp"].filter(isNothing) : [];
  }
}

/** A company's own room takes the place of the policy's. */
function policyReading(data, company, texts) {
  const filled = { ...data.policy };
  const origins = {};
  for (const [name, rate] of Object.entries(data.leverage)) {
    filled[`leverage_${name}`] = rate;
  }
  for (const [name, lever] of Object.entries(company?.levers ?? {})) {
    if (lever.room !== null) {
      filled[`${name}_room`] = lever.room;
      origins[`${name}_room`] = "data";
    }
  }
  return { ...part(POLICY, "policy.", filled, texts), origins };
}

function part(fields, prefix, filled, texts) {
  const found = { fields, prefix, filled, values: {}, shown: {}, problems: {}, changed: [], missing: [], origins: {} };
  for (const [name, field] of Object.entries(fields)) {
    const usual = write(field, filled[name]);
    found.shown[name] = texts[name] ?? usual;
    const said = name in texts ? read(field, texts[name]) : { value: filled[name] };
    const isWrong = "problem" in said;
    found.values[name] = isWrong ? filled[name] : said.value;
    if (isWrong || write(field, said.value) !== usual) {
      found.changed.push(name);
    }
    if (isWrong) {
      found.problems[name] = said;
    } else if (said.value === null && !field.isOptional && usual === "") {
      found.missing.push(name);
    } else if (said.value === null && !field.isOptional) {
      found.problems[name] = { problem: "empty", usual };
    }
  }
  return found;
}
