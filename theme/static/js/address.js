/**
 * How does the address hold a state, and what does one that was made earlier say?
 *
 * `#v=2&company=openai&level=l4&base=340K&b.company=…&policy.base_room=15%25`: that part of an address is not sent to
 * any server. A link without `v` is of version 1. A link that was once given out opens for ever.
 */

import { read, writeBare } from "./fields.js";
import { OTHER, PREFIXES, custom, firstLevel, levelsOf, parts, slot } from "./state.js";

const LETTERS = ["a", "b", "c"];
const KEPT = "offer-calculator";

/** What became of the names of each version in the next; each takes and returns `[name, text]` pairs. */
const MIGRATIONS = [(pairs) => pairs.map(([name, text]) => [name === "left_behind" ? "left1" : name, text])];

const VERSION = MIGRATIONS.length + 1;

/** Return the fragment, with its `#`, that holds a state and its reading; what cannot be read stays as typed. */
export function fragment(state, current) {
  const pairs = [["v", VERSION]];
  if (state.about > 0) {
    pairs.push(["about", LETTERS[state.about]]);
  }
  state.offers.forEach(({ company, level }, i) => {
    pairs.push([`${PREFIXES[i]}company`, company], [`${PREFIXES[i]}level`, level]);
  });
  for (const { prefix, fields, values, shown, problems, changed } of parts(current)) {
    const text = (name) => (name in problems ? shown[name] : writeBare(fields[name], values[name]));
    pairs.push(...changed.map((name) => [prefix + name, text(name)]));
  }
  return `#${pairs.map(([name, text]) => `${name}=${encodeURIComponent(text).replaceAll("%2C", ",")}`).join("&")}`;
}

/**
 * Return the state that a fragment holds and, in `notes`, what of it cannot be used: the names of phrases with their
 * facts. Null for a plain section.
 */
export function fromFragment(data, hash) {
  if (!hash.includes("=")) {
    return null;
  }
  const notes = [];
  const given = migrated([...new URLSearchParams(hash.replace(/^#/, ""))], notes);
  const names = Object.fromEntries(given);
  const used = PREFIXES.filter((prefix) => prefix === "" || given.some(([name]) => name.startsWith(prefix)));
  const offers = used.map((prefix) => offer(data, names[`${prefix}company`], names[`${prefix}level`], notes));
  const about = names.about === undefined ? 0 : used.indexOf(PREFIXES[LETTERS.indexOf(names.about)]);
  if (about < 0) {
    notes.push(["no_about", { text: names.about }]);
  }
  const state = { about: Math.max(about, 0), offers, person: {}, policy: {} };
  for (const [name, text] of given.filter(([key]) => !/^(v|about|([bc]\.)?(company|level))$/.test(key))) {
    // Where an offer was left out, the next takes its place.
    const found = slot(state, name.replace(/^[bc]\./, (prefix) => PREFIXES[used.indexOf(prefix)]));
    if (found === null) {
      notes.push(["no_field", { name }]);
    } else if (found.field.isPicked && "problem" in read(found.field, text)) {
      notes.push(["no_choice", { name, text }]);
    } else {
      found.texts[found.name] = text;
    }
  }
  return { state, notes };
}

/** Return the fragment that is kept on this device; null for none, or where the browser refuses. */
export function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** Keep a fragment on this device, or with null forget it; return whether the browser lets the page. */
export function keep(text) {
  try {
    if (text === null) {
      localStorage.removeItem(KEPT);
    } else {
      localStorage.setItem(KEPT, text);
    }
    return true;
  } catch {
    return false;
  }
}

function migrated(pairs, notes) {
  const version = Number(pairs.find(([name]) => name === "v")?.[1] ?? 1);
  if (!(version >= 1 && version <= VERSION)) {
    notes.push(["no_version", {}]);
  }
  return MIGRATIONS.slice(Math.max(version, 1) - 1).reduce((found, migrate) => migrate(found), pairs);
}

function offer(data, company = OTHER, level, notes) {
  if (company === OTHER) {
    return custom();
  }
  const levels = levelsOf(data, company).map((row) => row.level);
  if (data.companies.every((row) => row.company !== company)) {
    notes.push(["no_company", { name: company }]);
    return custom();
  }
  if (level === undefined || level === OTHER || levels.includes(level)) {
    return { company, level: level ?? firstLevel(data, company), texts: {} };
  }
  notes.push(["no_level", { name: level }]);
  return { company, level: OTHER, texts: {} };
}
