"""Does the letter say what the result says and nothing else, and does what the reader writes in it stay?"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.amounts import day_text, dollars_text, share_text
from tests.axe import violations
from tests.calculator import OTHER, act, field, saved, unfold

CASES = 300
KINDS = ("e-mail", "phone")
MOVED = ("base", "signing_bonus", "grant", "refresh")
SCHEDULES = [[2_500] * 4, [10_000], [500, 1_500, 4_000, 4_000], [3_333, 3_333, 3_334], [1_250] * 8]
GOLDEN = "#v=2&company=other&base=340K&signing_bonus=50K&grant=1.6M&bonus_target=15%25"
WRITTEN = "Another company has made me an offer in writing"
PROCESS = "I am in an active process with another company"
LETTERS = """async (fragments) => {
  const found = [];
  for (const fragment of fragments) {
    await new Promise((done) => {
      addEventListener("hashchange", () => setTimeout(done), {once: true});
      location.hash = fragment;
    });
    const cells = [...document.querySelectorAll(".calculator__summary data, #years data, #signing data")]
      .map((cell, i) => [`${cell.dataset.quantity} ${cell.dataset.column ?? i}`, Number(cell.value)]);
    const texts = ["e-mail", "phone"].map((kind) => {
      document.querySelector(`[name=letter][value=${kind}]`).click();
      return document.querySelector("#letter textarea").value;
    });
    found.push({cells: Object.fromEntries(cells), texts});
  }
  return found;
}"""


def letter(page: Page) -> Locator:
    """Return the box with the letter's text."""
    return page.locator("#letter textarea")


def choose(page: Page, kind: str) -> None:
    """Choose the e-mail or the phone script."""
    page.locator(f'[name="letter"][value="{kind}"]').check()


# What the letter says


def test_e_mail_of_the_golden_case(opened: Callable[..., Page]) -> None:
    """The e-mail confirms level and date first, then asks in the guide's order, each ask with its reason and amount."""
    terms = "&leverage=written&other_total_comp=900K&signing_purpose=match&deadline=2026-12-04&clawback_months=12"
    page = opened(f"{GOLDEN}{terms}")
    assert (
        letter(page).input_value()
        == """\
Subject: My offer, and what would let me sign

Hello [name],

Thank you for the offer; I am glad to have it. First, could you confirm in writing the level, and that I have until \
4 December 2026 to decide?

Another company has made me an offer in writing, and I would rather come to you.

The grant matters most to me. Could it be $2.4M instead of $1.6M?

Could the base be $380K instead of $340K? It is paid every year, whatever the shares do, and the bonus is counted from \
it.

The other offer pays $900K in its first year; this one, as it stands, pays $841K. Could a signing bonus of $109K \
instead of $50K close the gap? I would ask that what is owed back on leaving early falls month by month.

Last, could the letter name a refresh of $600K, granted after 12 months and vesting 25%, 25%, 25% and 25% year by \
year, provided that I meet expectations? As written, my pay would fall by 50.6% in year 5, as the grant runs out.

With these I would sign by 4 December 2026. Thank you for looking into it.

[your name]
"""
    )


def test_phone_script_says_the_same(opened: Callable[..., Page]) -> None:
    """The phone script has every ask of the e-mail word for word, and what to answer to a no."""
    page = opened(f"{GOLDEN}&leverage=process&signing_purpose=floor&floor_total_comp=900K")
    e_mail = letter(page).input_value().split("\n\n")
    choose(page, "phone")
    script = letter(page).input_value().split("\n\n")
    said = [line.removeprefix("• ") for line in script if line.startswith("• ")]
    assert said == e_mail[2:-1]
    assert len(said) == 7
    assert "Which parts are not, and who decides about them?" in script[-3]


def test_bridge_names_what_is_lost_and_when(opened: Callable[..., Page]) -> None:
    """Under the purpose of a bridge the letter lists what leaving loses, with its days, and not what is paid before."""
    left = "&left1=40K&left1_day=2027-02-15&left2=30K&left2_day=2027-01-10&left_bonus=25K"
    page = opened(
        f"{GOLDEN}&signing_purpose=bridge{left}&left_owed=9,999&left_owed_day=2027-06-01&leave_day=2027-01-31"
    )
    shares, bonus = "$40K (unvested shares, 15 February 2027)", "$25K (a bonus not yet paid)"
    lost = f"{shares}, {bonus} and $9,999 (a signing bonus to pay back, 1 June 2027)"
    wanted = (
        f"By leaving on 31 January 2027 I lose {lost}. Could a signing bonus of $74,999 instead of $50K cover that?"
    )
    expect(letter(page)).to_have_value(re.compile(re.escape(wanted)))
    assert "$30K" not in letter(page).input_value()


def test_says_which_fall_the_refresh_is_for(opened: Callable[..., Page]) -> None:
    """The refresh is asked for because of the fall in which the grant runs out, and not of one that it cannot mend."""
    page = opened("#v=2&company=other&base=200K&signing_bonus=300K&grant=800K")
    wanted = "my pay would fall by 50.0% in year 5, as the grant runs out."
    expect(letter(page)).to_have_value(re.compile(re.escape(wanted)))
    field(page, "grant").fill("100K")
    expect(letter(page)).not_to_have_value(re.compile("my pay would fall"))


def test_nothing_to_ask_for_is_a_polite_request(opened: Callable[..., Page]) -> None:
    """Where no part has room the letter asks for the terms in writing, and for no amount."""
    rooms = "".join(f"&policy.{name}_room=0%25" for name in MOVED)
    page = opened(f"{GOLDEN}{rooms}&leverage=written&other_total_comp=2M")
    for kind in KINDS:
        choose(page, kind)
        text = letter(page).input_value()
        assert "Could you send me its terms in writing: the level, how the grant vests" in text
        assert "would answer by [date]" in text
        assert not re.search(r"\d", text)
        assert WRITTEN not in text


@pytest.mark.parametrize(
    ("held", "mentioned"),
    [
        ("&leverage=none", None),
        ("&leverage=none&other_total_comp=2M&signing_purpose=match", None),
        ("&leverage=process", PROCESS),
        ("&leverage=process&other_total_comp=2M&signing_purpose=match", PROCESS),
        ("&leverage=written", None),
        ("&leverage=written&other_total_comp=800K", WRITTEN),
        ("&leverage=written&b.company=other&b.called=Globex&b.base=300K&b.grant=2M", WRITTEN),
        ("&leverage=written&b.company=other&b.called=Globex&b.base=600K&b.grant=2M&signing_purpose=match", WRITTEN),
    ],
)
def test_mentions_no_offer_that_was_not_entered(opened: Callable[..., Page], held: str, mentioned: str | None) -> None:
    """An offer in writing is mentioned only where one is entered and held, a process where one runs, no company."""
    page = opened(f"{GOLDEN}{held}")
    for kind in KINDS:
        choose(page, kind)
        text = letter(page).input_value()
        assert [said for said in (WRITTEN, PROCESS) if said in text] == ([mentioned] if mentioned else [])
        assert ("other offer" in text) == ("signing_purpose=match" in held and mentioned == WRITTEN)
        assert "Globex" not in text


# No number that the result lacks


class Case(NamedTuple):
    """A generated offer as a fragment, and what of its inputs a letter may say besides the amounts of the page.

    Attributes:
        days: The days typed in, as the page writes them.
        is_held: Another offer is entered, and said to be held in writing.
    """

    fragment: str
    purpose: str
    days: set[str]
    refresh_month: int
    refresh_shares: set[str]
    is_held: bool


def generated(chance: random.Random) -> Case:
    """Return an offer of any shape and size, with any purpose, and some of the reader's own situation."""

    def dollars(digits: int) -> int:
        return chance.choice([chance.randint(1, 10**digits), 1000 * chance.randint(1, 10 ** (digits - 3))])

    def maybe(fields: dict[str, Any]) -> dict[str, Any]:
        return fields if chance.random() < 0.5 else {}

    def day() -> str:
        return date(chance.randint(2026, 2030), chance.randint(1, 12), chance.randint(1, 28)).isoformat()

    purpose = chance.choice(["none", "bridge", "match", "floor"])
    refresh_schedule = chance.choice(SCHEDULES)
    fields = {
        "base": dollars(6),
        "grant": chance.choice([0, dollars(8)]),
        "vesting_schedule": written(chance.choice(SCHEDULES)),
        "refresh_schedule": written(refresh_schedule),
        "refresh_month": chance.choice([0, 1, 12, 13]),
        "leverage": chance.choice(["none", "process", "written"]),
        "signing_purpose": purpose,
        **maybe({"signing_bonus": dollars(6)}),
        **maybe({"refresh": dollars(7)}),
        **maybe({"bonus_target": "15%25", "growth": "-20%25"}),
        **maybe({"clawback_months": chance.choice([0, 12]), "clawback_kind": chance.choice(["full", "pro_rata"])}),
        **maybe({"b.company": "other", "b.base": dollars(6), "b.grant": dollars(8)}),
        **maybe({f"policy.{chance.choice(MOVED)}_room": "0%25"}),
        **maybe({f"policy.{name}_room": "0%25" for name in MOVED if name != "base"}),
        **maybe({"deadline": day()}),
        **maybe({"leave_day": day(), "start_day": day()}),
    }
    for name in ("left1", "left2", "left_bonus", "left_owed"):
        fields |= maybe({name: dollars(5), **maybe({f"{name}_day": day()})})
    if purpose == "bridge" and "left1" not in fields:
        fields |= {"left1": dollars(5)}
    if purpose == "floor" or chance.random() < 0.3:
        fields |= {"floor_total_comp": dollars(6)}
    if (purpose == "match" and "b.base" not in fields) or chance.random() < 0.3:
        fields |= {"other_total_comp": dollars(6)}
    return Case(
        "#v=2&company=other&" + "&".join(f"{name}={value}" for name, value in fields.items()),
        purpose,
        {day_text(str(fields[name])) for name in fields if name.endswith("_day") or name == "deadline"},
        fields["refresh_month"],
        {share_text(share) for share in refresh_schedule},
        fields["leverage"] == "written" and bool({"b.base", "other_total_comp"} & fields.keys()),
    )


def written(schedule: list[int]) -> str:
    """Return a schedule as an address holds it."""
    return ",".join(share_text(share).removesuffix("%") for share in schedule)


def unknown(text: str, case: Case, cells: dict[str, int]) -> list[str]:
    """Return what a letter says in figures that neither the page nor the form has."""
    falls = {name.split()[0].removeprefix("drop_"): share for name, share in cells.items() if name.startswith("drop_")}
    known = {dollars_text(amount) for amount in cells.values()} | case.days | case.refresh_shares
    known |= {share_text(share, 1) for share in falls.values()} | {f"in year {year}," for year in falls}
    known |= {f"after {case.refresh_month} month{'' if case.refresh_month == 1 else 's'} and"}
    for words in sorted(known, key=len, reverse=True):
        text = re.sub(rf"(?<![\w.,$]){re.escape(words)}(?![\w%]|[.,]\d)", "", text)
    return re.findall(r"\S*\d\S*", text)


def test_quotes_no_number_that_the_result_lacks(opened: Callable[..., Page]) -> None:
    """In the letters of hundreds of offers each figure is one of the page or the form, and each ask is there."""
    chance = random.Random(3)
    cases = [generated(chance) for _ in range(CASES)]
    page = opened(OTHER)
    found = page.evaluate(LETTERS, [case.fragment for case in cases])
    seen = set()
    for case, shown in zip(cases, found, strict=True):
        cells = shown["cells"]
        asked = [name for name in MOVED if cells[f"{name} ask"] > cells.get(f"{name} initial", 0)]
        seen |= {case.purpose, len(asked), *asked}
        for text in shown["texts"]:
            told = f"{case.fragment}\n{text}"
            assert unknown(text, case, cells) == [], told
            assert not re.search(r"undefined|null|true|false|NaN|–|[{}]|\w[.?:;,][A-Za-z]|  | [.,?;]", text), told
            assert [name for name in asked if dollars_text(cells[f"{name} ask"]) not in text] == [], told
            assert len(re.findall(r"Could (?:it|the base|the signing|a signing)|could the letter", text)) == len(
                asked
            ), told
            assert (WRITTEN in text) == (case.is_held and asked != []), told
    assert seen == {*MOVED, "none", "bridge", "match", "floor", 0, 1, 2, 3, 4}


# The reader's own words


def test_edits_are_never_replaced_unasked(opened: Callable[..., Page]) -> None:
    """What the reader writes stays when numbers change; a line says that they have, and a button writes it anew."""
    page = opened(GOLDEN)
    anew, old = page.locator(".letter__anew"), page.locator(".letter__old")
    made = letter(page).input_value()
    expect(anew).to_be_hidden()
    letter(page).fill("Dear Ada, I have a question.")
    expect(anew).to_be_visible()
    expect(old).to_be_hidden()
    field(page, "grant").fill("2M")
    expect(letter(page)).to_have_value("Dear Ada, I have a question.")
    expect(old).to_be_visible()
    letter(page).press_sequentially(" And another.")
    expect(old).to_be_visible()  # its beginning is still that of the earlier numbers
    field(page, "grant").fill("1.6M")
    expect(old).to_be_hidden()  # they are the numbers that it was written from
    field(page, "grant").fill("2M")
    anew.click()
    expect(letter(page)).to_have_value(re.compile(r"\$2M"))
    expect(letter(page)).to_be_focused()
    expect(anew).to_be_hidden()
    field(page, "grant").fill("1.6M")
    expect(letter(page)).to_have_value(made)


def test_each_kind_keeps_its_own_words(opened: Callable[..., Page]) -> None:
    """E-mail and script are edited apart; both outlast folding the section, and text put back counts as unedited."""
    page = opened(GOLDEN)
    made = letter(page).input_value()
    letter(page).fill("My e-mail")
    choose(page, "phone")
    script = letter(page).input_value()
    expect(page.locator(".letter__anew")).to_be_hidden()
    letter(page).fill("My script")
    page.locator("#letter summary").click()
    field(page, "base").fill("350K")
    page.locator("#letter summary").click()
    expect(letter(page)).to_have_value("My script")
    choose(page, "e-mail")
    expect(letter(page)).to_have_value("My e-mail")
    field(page, "base").fill("340K")
    letter(page).fill(made)
    expect(page.locator(".letter__anew")).to_be_hidden()
    field(page, "base").fill("350K")
    expect(letter(page)).not_to_have_value(made)
    assert script != made


def test_forget_everything_forgets_the_letter(opened: Callable[..., Page]) -> None:
    """After "Forget everything" no word of the reader's letter is left on the page."""
    page = opened("")
    made = letter(page).input_value()
    letter(page).fill("A private word")
    act(page, "forget").click()
    unfold(page)
    expect(letter(page)).to_have_value(made)
    expect(page.locator(".letter__anew")).to_be_hidden()


def test_copy(opened: Callable[..., Page]) -> None:
    """Copy puts the text as it stands into the clipboard, and says so aloud."""
    page = opened(GOLDEN)
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    letter(page).fill("My words")
    page.locator(".letter__copy").click()
    expect(page.locator("#letter [role=status]")).to_have_text("Copied.")
    assert page.evaluate("window.copied") == "My words"


@pytest.mark.parametrize("clipboard", ["{ writeText: () => Promise.reject(new Error('no')) }", "undefined"])
def test_copy_where_the_browser_refuses(opened: Callable[..., Page], clipboard: str) -> None:
    """Where the page may not copy, or has no clipboard, the text is selected and a sentence says what to do."""
    page = opened(GOLDEN)
    page.evaluate(f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }})")
    page.locator(".letter__copy").click()
    expect(page.locator("#letter [role=status]")).to_have_text("The text is selected; copy it with the keyboard.")
    expect(letter(page)).to_be_focused()
    selected = letter(page).evaluate("(box) => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert selected == letter(page).input_value()


def test_download(opened: Callable[..., Page]) -> None:
    """Download saves the text as it stands, under the pages' own policy and without a request."""
    page = opened(GOLDEN)
    for kind in KINDS:
        choose(page, kind)
        letter(page).press("Control+End")
        letter(page).press_sequentially("“Ünlü”")
        assert saved(page, page.locator(".letter__save")) == (f"{kind}.txt", letter(page).input_value())


# Everybody


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_letter_and_dates_are_accessible(opened: Callable[..., Page], width: int, scheme: Any) -> None:
    """Open and edited, letter and dates have no fault that axe finds and nothing wider than the page."""
    page = opened(f"{GOLDEN}&start_day=2027-01-31&clawback_months=12")
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    letter(page).press_sequentially("!")
    field(page, "grant").fill("2M")
    expect(page.locator(".letter__old")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_letter_by_keyboard(opened: Callable[..., Page]) -> None:
    """From the folded section a reader reaches the kind, the text and each button by keyboard alone."""
    page = opened(GOLDEN, folded=True)
    page.locator("#letter summary").focus()
    reached = []
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.className || document.activeElement.name || document.activeElement.id"
            )
        )
    assert reached == ["letter", "letter-text", "letter__copy", "letter__save"]
