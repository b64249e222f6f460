"""Do the days of an offer stand right on the page, and do they reach a calendar as they stand?"""

from __future__ import annotations

import random
import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import formulas
from tests.calculator import field, saved, unfold

GOLDEN = "#v=2&company=other&base=340K&signing_bonus=50K&grant=1.6M&bonus_target=15%25"
STARTED = f"{GOLDEN}&start_day=2027-01-31&deadline=2026-12-04"


def events(page: Page) -> list[tuple[str, str]]:
    """Return the days on the page: as machines read them, and what they say."""
    items = page.locator("#dates ol li")
    return [
        (
            str(item.locator("time").get_attribute("datetime")),
            " ".join(item.locator("> :last-child").inner_text().split()),
        )
        for item in items.all()
    ]


# The list


def test_dates_of_an_offer(opened: Callable[..., Page]) -> None:
    """The list holds the deadline, payments, the end of the clawback, the cliff, and where a grant stands each year."""
    terms = "&called=Acme&cliff_months=12&clawback_months=13&signing_bonus2=20K&signing_month2=13&signing_months2=12"
    left = "&signing_purpose=bridge&leave_day=2027-01-15&left1=40K&left1_day=2027-02-15"
    page = opened(f"{STARTED}{terms}{left}&left_owed=9K&left_owed_day=2027-06-01&refresh=100K&refresh_schedule=50,50")
    assert events(page) == [
        ("2026-12-04", "Acme: last day to decide"),
        ("2027-01-15", "where you are now: last day"),
        ("2027-01-31", "Acme: first day"),
        ("2027-01-31", "Acme: $50K of signing bonus falls due within a month"),
        ("2027-02-15", "where you are now: $40K in shares vests"),
        ("2027-06-01", "where you are now: a signing bonus of $9K is no longer owed back"),
        ("2028-01-31", "Acme: $20K of signing bonus is paid over the next 12 months"),
        ("2028-01-31", "Acme: the cliff ends, $400K of the grant of $1.6M has vested"),
        ("2028-01-31", "Acme: a refresh of $100K is granted"),
        ("2028-04-30", "Acme: $12,500 of the refresh of $100K has vested"),
        ("2029-01-31", "Acme: $800K of the grant of $1.6M has vested"),
        ("2029-01-31", "Acme: $50K of the refresh of $100K has vested"),
        ("2029-02-28", "Acme: nothing of the signing bonus is owed back any more"),
        ("2030-01-31", "Acme: $1.2M of the grant of $1.6M has vested"),
        ("2030-01-31", "Acme: all of the refresh of $100K has vested"),
        ("2031-01-31", "Acme: all of the grant of $1.6M has vested"),
    ]


def test_says_which_day_is_missing(opened: Callable[..., Page]) -> None:
    """Without a first day or a deadline the page says which to enter; without any day there is no file to save."""
    page = opened(GOLDEN)
    expect(page.locator(".dates__start")).to_be_visible()
    expect(page.locator(".dates__deadline")).to_be_visible()
    expect(page.locator(".dates__save")).to_be_hidden()
    field(page, "deadline").fill("2026-12-04")
    expect(page.locator(".dates__deadline")).to_be_hidden()
    expect(page.locator("#dates summary")).to_contain_text("decide by 4 December 2026")
    assert [day for day, _ in events(page)] == ["2026-12-04"]
    field(page, "start_day").fill("2027-03-01")
    expect(page.locator(".dates__start")).to_be_hidden()
    assert len(events(page)) > 5


@pytest.mark.parametrize(
    ("start", "months", "ends"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2027-03-28", 120, "2037-03-28"),
    ],
)
def test_months_end_where_the_calendar_ends(opened: Callable[..., Page], start: str, months: int, ends: str) -> None:
    """Some months after a day is the same day of its month, or the last where that month is shorter."""
    page = opened(f"{GOLDEN}&called=Acme&start_day={start}&clawback_months={months}")
    assert (ends, "Acme: nothing of the signing bonus is owed back any more") in events(page)


LISTS = """async (fragments) => {
  const found = [];
  for (const fragment of fragments) {
    await new Promise((done) => {
      addEventListener("hashchange", () => setTimeout(done), {once: true});
      location.hash = fragment;
    });
    const items = [...document.querySelectorAll("#dates ol li")];
    const vests = items.filter((item) => item.innerText.includes("of the grant"));
    found.push(vests.map((item) => {
      const vested = item.querySelector("[data-quantity=vested]");
      return [item.querySelector("time").dateTime, vested && Number(vested.value)];
    }));
  }
  return found;
}"""


def months_after(day: date, months: int) -> date:
    """Return the day some months after a day, by Python's calendar."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def marks(grant: dict[str, Any]) -> list[tuple[int, int]]:
    """Return the months of service in which a list says what of a grant has vested, each with the amount."""
    begin, last = grant["start_month"], int(formulas.last_vest_month(grant))
    vested = {month: int(formulas.vested(grant, month)) for month in range(begin, last + 1)}
    first = min(month for month in vested if vested[month] > 0)
    kept = [month for month in vested if month >= first and (month in (first, last) or (month - begin) % 12 == 0)]
    return [(m, vested[m]) for m, before in zip(kept, [begin, *kept], strict=False) if vested[m] > vested[before]]


def test_vests_of_any_grant(opened: Callable[..., Page]) -> None:
    """Whatever its cliff, frequency and schedule, the list says on each anniversary what of a grant has vested."""
    chance = random.Random(7)
    cases = []
    for _ in range(100):
        grant = {
            "amount": chance.randint(1, 2_000_000),
            "start_month": chance.choice([0, 0, 5, 12]),
            "vesting_schedule": chance.choice(
                [[2_500] * 4, [10_000], [500, 1_500, 4_000, 4_000], [0, 5_000, 0, 5_000]]
            ),
            "every_months": chance.choice([1, 3, 6, 12]),
            "cliff_months": chance.choice([0, 1, 6, 12, 18, 60]),
        }
        start = date(2027, 1, 1) + timedelta(days=chance.randint(0, 1500))
        schedule = ",".join(f"{share / 100:g}" for share in grant["vesting_schedule"])
        terms = "&".join(f"{name}={grant[name]}" for name in ("start_month", "every_months", "cliff_months"))
        fragment = (
            f"#v=2&company=other&base=1&grant={grant['amount']}&vesting_schedule={schedule}&{terms}&start_day={start}"
        )
        wanted = [[months_after(start, month).isoformat(), amount] for month, amount in marks(grant)]
        wanted[-1][1] = None  # it says "all"
        cases.append((fragment, wanted))
    found = opened(STARTED).evaluate(LISTS, [fragment for fragment, _ in cases])
    for (fragment, wanted), shown in zip(cases, found, strict=True):
        assert shown == wanted, fragment


# The file for a calendar


def parsed(text: str) -> list[dict[str, str]]:
    """Return the events of an iCalendar file, by RFC 5545: unfolded lines, unescaped texts."""
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Offer calculator//EN"]
    assert lines[-1] == "END:VCALENDAR"
    found: list[dict[str, str]] = []
    for line in lines[3:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif line != "END:VEVENT":
            assert name not in found[-1]
            assert not re.search(r"(?<!\\)(?:\\\\)*[,;]|[\x00-\x1f\x7f]", value), line
            found[-1][name] = re.sub(r"\\(.)", r"\1", value)
    return found


def test_calendar_file_is_the_list(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """The file holds the days of the list as whole-day events, stamped with the day of the data."""
    page = opened(
        f"{STARTED}&clawback_months=12&refresh=100K&b.company=other&b.base=300K&b.grant=1M&b.deadline=2026-12-09"
    )
    name, text = saved(page, page.locator(".dates__save"))
    found = parsed(text)
    assert name == "offer.ics"
    assert [
        (re.sub(r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", event["DTSTART;VALUE=DATE"]), event["SUMMARY"]) for event in found
    ] == events(page)
    assert len(found) > 10
    assert {event["DTSTAMP"] for event in found} == {data["as_of"].replace("-", "") + "T000000Z"}
    assert {frozenset(event) for event in found} == {
        frozenset({"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY", "TRANSP"})
    }
    assert len({event["UID"] for event in found}) == len(found)


@pytest.mark.parametrize(
    "called", ["A, B; C \\ D", "名前名前名前名前名前名前名前名前名前名前名前名前", "🙂" * 20, "Ä" * 40, "a" * 40]
)
def test_calendar_file_takes_any_name(opened: Callable[..., Page], called: str) -> None:
    """Names with separators, or with characters of several octets, arrive in a calendar as they were typed."""
    page = opened(STARTED)
    field(page, "called").fill(called)
    found = parsed(saved(page, page.locator(".dates__save"))[1])
    assert {event["SUMMARY"].rpartition(": ")[0] for event in found} == {called}


def test_an_event_is_known_again(opened: Callable[..., Page]) -> None:
    """An event keeps its name when amounts and days change, so that a second import corrects the first."""
    page = opened(STARTED)
    first = parsed(saved(page, page.locator(".dates__save"))[1])
    field(page, "grant").fill("2.1M")
    field(page, "start_day").fill("2027-02-15")
    second = parsed(saved(page, page.locator(".dates__save"))[1])
    assert [event["UID"] for event in second] == [event["UID"] for event in first]
    assert [event["SUMMARY"] for event in second] != [event["SUMMARY"] for event in first]


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_days_do_not_depend_on_the_place(browser: Browser, site_url: str, zone: str) -> None:
    """West and east of the date line, and whatever the clock says, the same offer gives the same days and file."""
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.set_fixed_time("2031-05-05T05:05:05Z")
    page.goto(f"{site_url}calculator/{STARTED}")
    expect(page.locator(".calculator form")).to_be_visible()
    unfold(page)
    found = parsed(saved(page, page.locator(".dates__save"))[1])
    assert [event["DTSTART;VALUE=DATE"] for event in found][:2] == ["20261204", "20270131"]
    assert "4 December 2026" in page.locator("#letter textarea").input_value()
    assert page.locator("#dates ol li").first.inner_text().startswith("4 December 2026")
    context.close()


def test_at_most_forty_days(opened: Callable[..., Page]) -> None:
    """However many grants there are, a calendar gets the first forty days, in order."""
    many = "".join(f"&{name}{n}=1M" for name in ("grant", "refresh") for n in ("2", "3"))
    ten = ",".join(["10"] * 10)
    schedules = "".join(f"&{name}_schedule{n}={ten}" for name in ("vesting", "refresh") for n in ("", "2", "3"))
    statuses = "&refresh=1M&refresh_status2=written&refresh_status3=written"
    page = opened(f"{STARTED}{many}{schedules}{statuses}")
    found = [day for day, _ in events(page)]
    assert len(found) == 40
    assert found == sorted(found)
