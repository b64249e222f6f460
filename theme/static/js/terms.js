/** What does a form say, as the formulas take it? Only names and lists change here, no amount. */

const ROWS = ["", "2", "3"];

/**
 * Return an offer as the formulas take it.
 *
 * @param values Every field's value of one offer; null for an optional part that the offer does not name, which then
 *   pays nothing. Rows 2 and 3 of payments, grants and refreshes are left out where they hold no amount.
 */
export function offerTerms(values) {
  return {
    base: values.base,
    merit: values.merit,
    bonus_target: stated(values.bonus_target),
    bonus_payout: values.bonus_payout,
    payments: rows(values, "signing_bonus").map((n) => ({
      amount: stated(values[`signing_bonus${n}`]),
      month: values[`signing_month${n}`],
      months: values[`signing_months${n}`],
    })),
    grants: rows(values, "grant").map((n) => ({
      amount: stated(values[`grant${n}`]),
      status: "hire",
      start_month: values[`start_month${n}`],
      vesting_schedule: values[`vesting_schedule${n}`],
      every_months: values[`every_months${n}`],
      cliff_months: values[`cliff_months${n}`],
      strike: values[`strike${n}`],
    })),
    refreshes: rows(values, "refresh").map((n) => ({
      amount: stated(values[`refresh${n}`]),
      status: n === "" ? "written" : values[`refresh_status${n}`],
      start_month: values[`refresh_month${n}`],
      vesting_schedule: values[`refresh_schedule${n}`],
      every_months: values[`refresh_every${n}`],
      cliff_months: 0,
      strike: 0,
    })),
    growth: values.growth,
    discount: values.discount,
    clawback_months: stated(values.clawback_months),
    is_pro_rata: values.clawback_kind === "pro_rata",
  };
}

/** What is left behind at the old employer: name of the field → what it is called in a sentence. */
export const LEFT_BEHIND = {
  left1: "unvested shares",
  left2: "unvested shares",
  left3: "unvested shares",
  left_bonus: "a bonus not yet paid",
  left_owed: "a signing bonus to pay back",
};

/** Return what the reader leaves behind, as rows: `name`, `amount` in dollars, `date` as typed, `day` as a number. */
export function leftBehind(person) {
  return Object.keys(LEFT_BEHIND)
    .filter((name) => person[name] !== null)
    .map((name) => ({ name, amount: person[name], date: person[`${name}_day`], day: dayNumber(person[`${name}_day`]) }));
}

/** Return a day like `2027-02-15` as the number 20270215, which compares like the day; null for none. */
export function dayNumber(date) {
  return date === null ? null : Number(date.replaceAll("-", ""));
}

function rows(values, name) {
  return ROWS.filter((n) => n === "" || values[`${name}${n}`] !== null);
}

/** An optional part that the offer does not name pays nothing; the tables then say that none is stated. */
function stated(value) {
  return value === null ? 0 : value;
}
