/** On which days does something of the offers fall due, and how does a calendar read them? */

import * as formulas from "./formulas.js";
import { leftBehind } from "./terms.js";

const MOST = 40; // a calendar is for the next years, not for every vest of six grants
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** Return a day such as `2026-12-04` as the pages write it, `4 December 2026`; nothing for none. */
export function day_text(day) {
  return day === null ? "" : DAY.format(new Date(day));
}

/** Return the day some months after a day: the same of its month, or the last of a month that is shorter. */
export function monthsAfter(day, months) {
  const date = new Date(day);
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() !== Number(day.slice(-2))) {
    date.setUTCDate(0);
  }
  return date.toISOString().slice(0, 10);
}

/**
 * Return the first forty days of a result in order: `day`; `role`, which stays when amounts or days change; and `facts`
 * for the words that tell it: `what` it is, and the `label` of its offer. Without a first day only typed days are known.
 */
export function eventsOf({ offer, offers, person }) {
  const events = [{ day: person.leave_day, role: "leave", facts: { what: "leave" } }];
  for (const { label, values } of offers) {
    events.push({ day: values.deadline, role: "decide", facts: { what: "decide", label } });
  }
  for (const { name, amount, date } of leftBehind(person)) {
    events.push({ day: date, role: name, facts: { what: name, amount } });
  }
  const start = offer.values.start_day;
  if (start !== null) {
    for (const { month, role, facts } of serviceEvents(offer.columns.initial)) {
      events.push({ day: monthsAfter(start, month), role, facts: { ...facts, label: offer.label } });
    }
  }
  return events
    .filter(({ day, facts }) => day !== null && facts.amount !== 0)
    .sort((one, other) => one.day.localeCompare(other.day))
    .slice(0, MOST);
}

/** Return what falls due with an offer as written, each after some whole months of service. */
function serviceEvents(terms) {
  const events = [{ month: 0, role: "start", facts: { what: "start" } }];
  terms.payments.forEach(({ amount, month, months }, i) => {
    const facts = { what: "payment", amount, months, spread: months > 1 };
    events.push({ month: month - 1, role: `payment-${i}`, facts });
  });
  const end = formulas.clawback_end(terms);
  if (end > 0) {
    events.push({ month: end, role: "clawback", facts: { what: "clawback" } });
  }
  terms.grants.forEach((grant, i) => events.push(...vestEvents(grant, `grant-${i}`)));
  terms.refreshes.forEach((refresh, i) => {
    if (refresh.status === "written") {
      const facts = { what: "refresh", amount: refresh.amount };
      events.push({ month: refresh.start_month, role: `refresh-${i}`, facts }, ...vestEvents(refresh, `refresh-${i}`));
    }
  });
  return events;
}

/** Return the first vest of a grant, and where it stands after each of its years in which some of it vests. */
function vestEvents(grant, role) {
  const { amount, start_month, cliff_months, status } = grant;
  const last = formulas.last_vest_month(grant);
  const events = [];
  let before = 0;
  for (let month = start_month + 1; month <= last; month += 1) {
    const vested = formulas.vested(grant, month);
    const isMark = before === 0 || month === last || (month - start_month) % 12 === 0;
    if (isMark && vested > before) {
      const facts = { what: "vest", amount, vested, all: vested === amount, later: status === "written" };
      facts.cliff = before === 0 && cliff_months > 0;
      events.push({ month, role: `${role}-${month}`, facts });
      before = vested;
    }
  }
  return events;
}

/**
 * Return events as an iCalendar file, by RFC 5545: whole days, so without time zones.
 *
 * @param texts What each of the events says.
 * @param asOf The day of the data stands as the day of making, so that the file depends on no clock.
 */
export function calendarText(events, texts, asOf) {
  const lines = events.flatMap(({ day, role, facts }, i) => [
    "BEGIN:VEVENT",
    `UID:${role} ${escaped(facts.label ?? "")}@offer-calculator`,
    `DTSTAMP:${compact(asOf)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `SUMMARY:${escaped(texts[i])}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  const all = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Offer calculator//EN", ...lines, "END:VCALENDAR"];
  return all.map((line) => `${folded(line)}\r\n`).join("");
}

function compact(day) {
  return day.replaceAll("-", "");
}

/** Commas, semicolons and backslashes would end a text; a control character may not stand in one. */
function escaped(text) {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim().replace(/[\\;,]/g, "\\$&");
}

/** Return a line in pieces of at most 75 octets: of 74 characters of one octet, or 18 of up to four. */
function folded(line) {
  return line.match(/[^ -~]/) ? line.match(/.{1,18}/gsu).join("\r\n ") : line.match(/.{1,74}/gs).join("\r\n ");
}
