"""Does the address hold all that was entered, and does every link that was ever given out still open?"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.calculator import OTHER, act, at, field, hash_of, note, opening, summary, type_golden, unfold

NOTICE = ".calculator__notice"
KEPT = "localStorage.getItem('offer-calculator')"
LINKS = json.loads((Path(__file__).parent / "links-v1.json").read_text(encoding="utf-8"))


def test_address_holds_what_was_changed(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """The address names company, level and only the fields that differ; opened again it gives the same page."""
    level = opening(data)
    page = opened("")
    before = page.evaluate("history.length")
    field(page, "base").fill("$341,500")
    field(page, "bonus_target").fill("12.5%")
    field(page, "vesting_schedule").fill("40/30/20/10")
    field(page, "leverage").select_option("process")
    field(page, "signing_purpose").select_option("bridge")
    field(page, "left1").fill("120K")
    field(page, "left1_day").fill("2027-02-15")
    field(page, "policy.base_room").fill("15%")
    field(page, "grant").fill(str(level["offer"]["grant"]))  # what the data says, in other words
    wanted = (
        f"#v=2&{at(level)[1:]}&base=341500&bonus_target=12.5%25&vesting_schedule=40,30,20,10"
        "&leverage=process&signing_purpose=bridge&left1=120K&left1_day=2027-02-15&policy.base_room=15%25"
    )
    page.wait_for_function("(wanted) => location.hash === wanted", arg=wanted, timeout=3000)
    assert page.evaluate("history.length") == before
    cells = summary(page)
    again = opened(wanted)
    assert summary(again) == cells
    assert field(again, "base").input_value() == "341500"
    assert hash_of(again) == wanted


AMOUNTS = ["0", "1", "340K", "1.6M", "340,001", "$2B", "999999999", "35k"]
SHARES = ["0%", "100%", "37.5%", "0.01%", "50 %"]
SCHEDULES = ["100%", "40/30/20/10", "5%, 15%, 40%, 40%", "33.33 33.33 33.34", "10;20;30;40"]
DAYS = ["2026-12-04", "2028-02-29", "1999-01-31"]
NAMES = ["Acme", "Müller & Söhne + Co = 100% #1", "a/b?c", " two  words ", "“Q”, 'x' <b>", "v=2&base=1", "北京"]


def text_for(chance: random.Random, name: str, options: list[Any] | None) -> str:
    """Return a text that somebody could type into a field, now and then one that cannot be read."""
    if options:
        return str(chance.choice(options))
    if name.endswith("_day") or name == "deadline":
        return chance.choice([*DAYS, ""])
    if chance.random() < 0.05:
        return chance.choice(["abc", "1e9", "−5%%", "340K + 20K", "&x=1", "100%25"])
    if name == "called":
        return chance.choice(NAMES)
    if "schedule" in name:
        return chance.choice(SCHEDULES)
    if "month" in name:
        return chance.choice(["1", "12", "60", ""])
    if name in ("growth", "merit"):
        return chance.choice(["0%", "3%", "−20%", "-7.25%"] if name == "growth" else ["0%", "3.5%"])
    is_share = name.endswith(("_room", "_capture")) or name.startswith(("leverage_", "strike"))
    if is_share or name in ("bonus_target", "bonus_payout", "discount", "leaving"):
        return chance.choice([*SHARES, ""])
    return chance.choice([*AMOUNTS, ""])


def state(chance: random.Random, data: dict[str, Any], fields: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a state of the calculator that somebody could reach."""

    def texts(group: str) -> dict[str, str]:
        names = [name for name in fields[group] if chance.random() < chance.choice([0.05, 0.5, 1])]
        return {name: text_for(chance, name, fields[group][name]) for name in names}

    def offer() -> dict[str, Any]:
        level = chance.choice([*data["levels"], {"company": "other", "level": "other"}])
        is_other = chance.random() < 0.2
        return {"company": level["company"], "level": "other" if is_other else level["level"], "texts": texts("OFFER")}

    offers = [offer() for _ in range(chance.choice([1, 2, 3]))]
    about = chance.randrange(len(offers))
    return {"about": about, "offers": offers, "person": texts("PERSON"), "policy": texts("POLICY")}


ROUND_TRIP = """async ({ data, states }) => {
  const [{ fragment, fromFragment }, { reading, parts }] = [await import("./address.js"), await import("./state.js")];
  const heard = ({ values, changed, problems, missing, label }) => [values, changed, problems, missing, label];
  const said = (state) => {
    const offers = state.offers.map(({ company, level }) => [company, level]);
    return JSON.stringify([state.about, offers, parts(reading(data, state)).map(heard)]);
  };
  return states.map((state) => {
    const hash = fragment(state, reading(data, state));
    // As a browser gives it back.
    const found = fromFragment(data, new URL(hash, "https://example.org/").hash);
    const again = fragment(found.state, reading(data, found.state));
    return [said(state), said(found.state), hash, again, found.notes];
  });
}"""
FIELDS = """async () => {
  const fields = await import("./fields.js");
  return Object.fromEntries(["OFFER", "PERSON", "POLICY"].map((group) => [group,
    Object.fromEntries(Object.entries(fields[group]).map(([name, field]) => [name, field.options ?? null]))]));
}"""


def test_every_state_comes_back_from_its_address(modules: Page, data: dict[str, Any]) -> None:
    """Three hundred states, odd texts included, are read from their address as they were written, without a note."""
    fields = modules.evaluate(FIELDS)
    assert len(fields["OFFER"]) > 40
    chance = random.Random(20261123)
    states = [state(chance, data, fields) for _ in range(300)]
    used = {name for one in states for name in (*one["person"], *one["policy"], *one["offers"][-1]["texts"])}
    assert used == {name for group in fields.values() for name in group}
    found = modules.evaluate(ROUND_TRIP, {"data": data, "states": states})
    assert [row for row in found if row[0] != row[1] or row[2] != row[3] or row[4]] == []


@pytest.mark.parametrize("link", LINKS, ids=lambda link: str(link["link"]))
def test_links_of_version_1_open(opened: Callable[..., Page], link: dict[str, Any]) -> None:
    """A link of the first version, without `v`, fills the fields that it names and gives the result that it gave."""
    page = opened(link["link"])
    expect(page.locator(NOTICE)).to_be_hidden()
    assert {name: field(page, name).input_value() for name in link["fields"]} == link["fields"]
    wanted = link.get("cells", {})
    assert {name: summary(page)[name] for name in wanted} == wanted


def test_a_link_of_a_later_version_says_so(opened: Callable[..., Page]) -> None:
    """What a later version's link says in names of today is filled in, and a sentence says that there may be more."""
    page = opened("#v=99&company=other&base=300K&grant=1M&astrology=yes")
    expect(page.locator(NOTICE)).to_contain_text("of a version that this page does not know")
    expect(page.locator(NOTICE)).to_contain_text("“astrology”")
    assert summary(page)["base initial"] == 300_000


BROKEN = {
    "#v=2&company=other&base=300K&grant=1M&leverage=huge": "“huge” for “leverage”",
    "#v=2&company=other&base=300K&grant=1M&deadline=2026-02-31": "“2026-02-31” for “deadline”",
    "#v=2&company=other&base=300K&grant=1M&about=c": "about an offer “c”",
    "#v=2&company=other&base=300K&grant=1M&b.toString=1": "“b.toString”",
    "#v=2&company=other&base=300K&grant=1M&policy.wish=1": "“policy.wish”",
    "#v=2&company=other&base=300K&grant=1M&__proto__=1": "“__proto__”",
    "#v=2&company=other&base=300K&grant=1M&%E0%A4%A=1": "this form does not have",
    "#v=x&company=other&base=300K&grant=1M": "of a version that this page does not know",
    "#v=2&company=other&base=300K&grant=1M&b.company=opneai": "no company “opneai”",
    "#base=300K&grant=1M&=": "this form does not have",
}


@pytest.mark.parametrize("fragment", BROKEN)
def test_a_broken_link_gives_a_sentence(opened: Callable[..., Page], fragment: str) -> None:
    """Whatever of a link cannot be used is said, and the rest is filled in: never a blank form."""
    page = opened(fragment)
    expect(page.locator(NOTICE)).to_contain_text(BROKEN[fragment])
    assert summary(page)["base initial"] == 300_000


def test_unknown_names_are_said_and_not_guessed(opened: Callable[..., Page]) -> None:
    """A company that the guide does not have fills nothing in, least of all with another's figures."""
    page = opened("#company=opneai&level=l4&bse=300K")
    expect(page.locator(NOTICE)).to_contain_text("no company “opneai”")
    expect(page.locator(NOTICE)).to_contain_text("“bse”")
    assert field(page, "base").input_value() == ""
    expect(page.locator(".calculator__results")).to_be_hidden()


def test_an_amount_that_cannot_be_read_stays_to_be_corrected(opened: Callable[..., Page]) -> None:
    """A text of a link that cannot be read stands in its field, with what is wrong."""
    page = opened("#v=2&company=other&base=3x&grant=1M")
    assert field(page, "base").input_value() == "3x"
    expect(note(page, "base", "problem")).to_contain_text("Write an amount")
    expect(page.locator(".calculator__answer")).to_have_text("Correct the base.")


def test_a_left_out_offer_leaves_no_gap(opened: Callable[..., Page]) -> None:
    """In a link without a second offer the third takes its place, also where the question is about it."""
    page = opened("#v=2&about=c&company=other&base=300K&grant=1M&c.company=other&c.base=200K&c.grant=0")
    expect(page.locator(NOTICE)).to_be_hidden()
    assert field(page, "b.base").input_value() == "200K"
    assert summary(page)["base initial"] == 200_000


def test_follows_the_address(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """A changed fragment changes the form; a plain section, such as the skip link's, does not."""
    page = opened("#company=other&base=341K")
    expect(field(page, "company")).to_have_value("other")
    page.evaluate("(hash) => { location.hash = hash; }", at(opening(data)))
    expect(field(page, "company")).to_have_value(opening(data)["company"])
    expect(field(page, "level")).to_have_value(opening(data)["level"])
    field(page, "base").fill("400K")
    page.evaluate("location.hash = '#main'")
    page.wait_for_timeout(100)
    assert field(page, "base").input_value() == "400K"


def test_keeps_on_this_device_only_if_asked(opened: Callable[..., Page]) -> None:
    """Nothing is kept until the reader asks; then the form comes back without an address, and goes when unasked."""
    page = opened(OTHER)
    type_golden(page)
    hash_of(page)
    assert page.evaluate(KEPT) is None
    page.get_by_label("Keep on this device").check()
    assert hash_of(page) == page.evaluate(KEPT)
    again = opened("")
    assert summary(again)["base ask"] == 380_000
    expect(again.get_by_label("Keep on this device")).to_be_checked()
    field(again, "base").fill("350K")
    assert "base=350K" in hash_of(again)
    assert "base=350K" in again.evaluate(KEPT)
    again.reload()
    unfold(again)
    expect(field(again, "base")).to_have_value("350K")
    expect(again.get_by_label("Keep on this device")).to_be_checked()
    again.get_by_label("Keep on this device").uncheck()
    assert again.evaluate(KEPT) is None


def test_a_link_leaves_what_is_kept_alone(opened: Callable[..., Page]) -> None:
    """A link that is opened beside something kept does not overwrite it, and the kept offer can be opened instead."""
    page = opened(f"{OTHER}&base=350K&grant=1M")
    page.get_by_label("Keep on this device").check()
    kept = hash_of(page)
    page = opened("#company=other&base=200K&grant=0")
    expect(page.get_by_label("Keep on this device")).not_to_be_checked()
    field(page, "base").fill("210K")
    hash_of(page)
    assert page.evaluate(KEPT) == kept
    act(page, "restore").click()
    assert field(page, "base").input_value() == "350K"
    expect(page.get_by_label("Keep on this device")).to_be_checked()
    expect(act(page, "restore")).to_be_hidden()


def test_forgets_everything(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """Forgetting empties the form to what it opens with, the address and the device, at once, and says so."""
    page = opened(f"{OTHER}&base=350K&grant=1M&grant2=5K&b.company=other&signing_purpose=floor&policy.base_room=1%25")
    page.get_by_label("Keep on this device").check()
    hash_of(page)
    field(page, "base").fill("360K")  # still to be written into the address
    act(page, "forget").click()
    expect(page.locator(NOTICE)).to_contain_text("Everything is forgotten")
    expect(field(page, "company")).to_have_value(opening(data)["company"])
    expect(field(page, "signing_purpose")).to_have_value("none")
    for name in ("grant2", "b.base"):
        expect(field(page, name)).to_be_hidden()
    expect(page.get_by_label("Keep on this device")).not_to_be_checked()
    assert hash_of(page) == ""
    assert page.evaluate("localStorage.length") == 0
    fresh = summary(page)
    assert summary(opened("")) == fresh


def test_a_browser_that_keeps_nothing(browser: Browser, site_url: str) -> None:
    """Where the browser refuses storage, the calculator runs all the same, and says what to do instead."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("""Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("refused", "SecurityError"); } });""")
    page.goto(f"{site_url}calculator/{OTHER}&base=300K&grant=1M")
    expect(page.locator(".calculator form")).to_be_visible()
    unfold(page)
    page.get_by_label("Keep on this device").click()
    expect(page.locator(NOTICE)).to_contain_text("lets the page keep nothing")
    expect(page.get_by_label("Keep on this device")).not_to_be_checked()
    assert summary(page)["base initial"] == 300_000
    context.close()
