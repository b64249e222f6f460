"""Does the form open with an answer, unfold without losing anything, and explain what it refuses?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.amounts import dollars_text
from tests.calculator import OTHER, act, at, field, fold, note, opening, summary

FIVE = ["company", "level", "base", "grant", "signing_bonus"]
SHOWN = """() => [...document.querySelectorAll(".calculator__form :is(input, select, textarea)")]
  .filter((control) => control.checkVisibility()).map((control) => control.name)"""


def test_opens_with_five_fields_and_an_answer(opened: Callable[..., Page]) -> None:
    """Opened bare, five filled fields show with an answer and what to say; the address is left alone."""
    page = opened("", folded=True)
    assert page.evaluate(SHOWN) == FIVE
    assert [name for name in ("company", "level", "base", "grant") if field(page, name).input_value() == ""] == []
    expect(page.locator(".calculator__answer")).to_contain_text("Ask for a grant of $")
    expect(page.locator(".calculator__say")).to_contain_text("a base of $")
    assert "base ask" in summary(page)
    page.wait_for_timeout(400)
    assert page.url.endswith("/calculator/")


def test_marks_what_the_data_filled_in(opened: Callable[..., Page]) -> None:
    """A field filled from the data says so until it is changed, and again once it is put back."""
    page = opened("")
    filled = field(page, "base").input_value()
    expect(note(page, "base", "mark")).to_have_text("from the data")
    expect(note(page, "grant", "mark")).to_contain_text("from the data")
    expect(note(page, "signing_months", "mark")).to_have_text("assumed")
    field(page, "base").fill("341K")
    expect(note(page, "base", "mark")).to_be_hidden()
    act(page, "reset").click()
    expect(note(page, "base", "mark")).to_have_text("from the data")
    assert field(page, "base").input_value() == filled


UNMARKED = """() => [...document.querySelectorAll(".offer [data-field]")]
  .filter((box) => box.querySelector("input, select").value !== "" && box.querySelector(".field__mark").hidden)
  .map((box) => box.dataset.field)"""


def test_marks_every_prefill(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """Every field of an offer that the page has filled in says where its text is from, at any level."""
    page = opened("")
    for level in data["levels"][:: len(data["levels"]) // 8]:
        page.evaluate("(hash) => { location.hash = hash; }", at(level))
        expect(field(page, "level")).to_have_value(level["level"])
        unmarked = page.evaluate(UNMARKED)
        assert set(unmarked) <= {"leverage", "signing_purpose", "left1", "left2", "left3"}


def test_keeps_what_was_typed_at_another_level(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """At another level what the reader changed stays, and the rest follows the data."""
    first = opening(data)
    other = next(
        level
        for level in data["levels"]
        if level["company"] == first["company"] and level["complete"] and level["level"] != first["level"]
    )
    page = opened("")
    field(page, "base").fill("341,001")
    field(page, "level").select_option(other["level"])
    assert field(page, "base").input_value() == "341,001"
    assert field(page, "grant").input_value() == dollars_text(other["offer"]["grant"])
    expect(note(page, "grant", "mark")).to_contain_text("from the data")


def test_what_was_typed_survives_every_turn(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """Other companies and levels, another offer and its removal, reset nothing that the reader typed into the first."""
    page = opened("")
    typed = {
        "base": "341,001",
        "merit": "3%",
        "cliff_months": "6",
        "grant2": "75K",
        "left_bonus": "12K",
        "deadline": "2027-01-15",
    }
    act(page, "add", "grant").click()
    field(page, "signing_purpose").select_option("bridge")
    for name, text in typed.items():
        field(page, name).fill(text)
    for company in ("other", *[row["company"] for row in data["companies"]], opening(data)["company"]):
        field(page, "company").select_option(company)
    act(page, "another").click()
    field(page, "b.base").fill("200K")
    act(page, "drop", "b.").click()
    assert {name: field(page, name).input_value() for name in typed} == typed
    expect(field(page, "level")).to_have_value(opening(data)["level"])
    expect(field(page, "grant2")).to_be_visible()


def test_says_what_is_not_published(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """A level without a published base leaves it empty, says so, and shows no result until it is entered."""
    page = opened(at(next(level for level in data["levels"] if not {"base", "grant"} & level["offer"].keys())))
    assert field(page, "base").input_value() == ""
    expect(note(page, "base", "mark")).to_have_text("not published: enter yours")
    expect(page.locator(".calculator__results")).to_be_hidden()
    expect(page.locator(".calculator__answer")).to_have_text("Enter the base and the grant.")
    field(page, "base").fill("300K")
    field(page, "grant").fill("1M")
    expect(page.locator(".calculator__answer")).to_contain_text("Ask for a grant of $")


def test_a_range_of_bonus_targets_is_not_called_unpublished(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """A bonus target that is published as a range is left empty, and the field says why."""
    page = opened(at(next(level for level in data["levels"] if level["ranged_bonus"])))
    assert field(page, "bonus_target").input_value() == ""
    mark = "published only as a range: empty counts as none"
    expect(note(page, "bonus_target", "mark")).to_have_text(mark)
    expect(page.locator(".calculator__source")).not_to_contain_text("bonus target")


SAYS = [
    ("What you hold", "leverage", "written", "A written comparable offer"),
    ("Bonus and raises", "bonus_target", "15%", "bonus of 15%, no raises"),
    (
        "How the signing bonus is paid, and owed back",
        "clawback_months",
        "12",
        "paid in month 1, owed back within 12 months",
    ),
    ("How the grant vests", "cliff_months", "12", "25/25/25/25%, every 3 months, cliff of 12 months"),
    ("Refreshes", "refresh", "500K", "500K in writing"),
    ("What the shares may be worth", "growth", "−20%", "nowhere yet, growth of −20% a year"),
    ("What the signing bonus is for", "signing_purpose", "floor", "To reach a floor in the first year"),
    ("Dates", "deadline", "2026-12-04", "answer by 2026-12-04"),
]


def test_a_fold_tells_its_value(opened: Callable[..., Page]) -> None:
    """The summary of a fold says in words what the fold holds, and follows it."""
    page = opened(f"{OTHER}&base=300K&grant=800K")
    expect(fold(page, "How the grant vests").locator(".fold__says")).to_have_text(
        "25/25/25/25%, every 3 months, no cliff"
    )
    expect(fold(page, "Refreshes").locator(".fold__says")).to_have_text("none in writing")
    expect(fold(page, "Other offers to compare").locator(".fold__says").first).to_have_text("none yet")
    for title, name, text, says in SAYS:
        if field(page, name).evaluate("(control) => control.tagName") == "SELECT":
            field(page, name).select_option(text)
        else:
            field(page, name).fill(text)
        expect(fold(page, title).locator(".fold__says")).to_have_text(says)


def test_folds_stay_open(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """A fold that the reader opened stays open whatever is typed or chosen elsewhere."""
    page = opened("", folded=True)
    fold(page, "Refreshes").locator("> summary").click()
    field(page, "base").fill("345K")
    field(page, "company").select_option("other")
    act(page, "reset").click()
    expect(field(page, "refresh")).to_be_visible()
    expect(field(page, "merit")).to_be_hidden()


def test_a_mistake_is_not_folded_away(opened: Callable[..., Page]) -> None:
    """A link that holds something wrong inside a fold opens that fold, also within a second offer."""
    page = opened(
        "#v=2&company=other&base=300K&grant=1M&b.company=other&b.base=1K&b.grant=1K&b.cliff_months=x", folded=True
    )
    expect(note(page, "b.cliff_months", "problem")).to_be_visible()
    expect(note(page, "b.cliff_months", "problem")).to_have_text("Write whole months, from 0 to 120.")


ROWS = {"grant": "Grant", "signing_bonus": "Payment", "refresh": "Refresh"}


@pytest.mark.parametrize("name", ROWS)
def test_rows_come_and_go(opened: Callable[..., Page], name: str) -> None:
    """A further row takes the focus, counts once it holds an amount, and goes with what was typed in it."""
    page = opened(f"{OTHER}&base=300K&grant=800K&signing_bonus=10K&refresh=100K")
    before = summary(page)
    for n in ("2", "3"):
        act(page, "add", name).click()
        assert page.evaluate("document.activeElement.name") == f"{name}{n}"
    expect(act(page, "add", name)).to_be_hidden()
    assert summary(page) == before
    field(page, f"{name}2").fill("90K")
    if name != "refresh":  # the initial column of a refresh is what is promised in the first of them
        assert summary(page)[f"{name} initial"] == before[f"{name} initial"] + 90_000
    act(page, "remove", f"{name}2").click()
    assert summary(page) == before
    assert page.evaluate("document.activeElement.dataset.key") == name
    assert field(page, f"{name}2").input_value() == ""
    expect(field(page, f"{name}2")).to_be_hidden()
    expect(field(page, f"{name}3")).to_be_visible()
    expect(page.locator(".calculator__status")).to_contain_text(f"{ROWS[name]} 2 is removed.")


def test_further_offers(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """Two more offers can be added, each empty and of another company; the results follow once one is whole."""
    page = opened("")
    before = summary(page)
    act(page, "another").click()
    assert page.evaluate("document.activeElement.name") == "b.company"
    expect(field(page, "b.company")).to_have_value("other")
    assert [field(page, f"b.{name}").input_value() for name in ("base", "grant", "signing_bonus", "called")] == [""] * 4
    expect(page.locator(".offer__name").nth(1)).to_have_text("Offer B")
    assert summary(page) == before
    expect(page.locator(".calculator__stale")).to_be_hidden()
    expect(page.locator(".offer__unfinished").nth(1)).to_be_visible()
    field(page, "b.base").fill("500K")
    field(page, "b.grant").fill("0")
    field(page, "b.called").fill("Initech")
    expect(page.locator(".offer__unfinished").nth(1)).to_be_hidden()
    expect(page.locator("#compare")).to_contain_text("Initech")
    act(page, "another").click()
    expect(act(page, "another")).to_be_hidden()
    field(page, "c.company").select_option(opening(data)["company"])
    expect(page.locator(".offer__name").nth(2)).to_contain_text("(C)")  # told apart from the first
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((part) => part.id)")
    assert len(ids) == len(set(ids))
    lost = page.evaluate("""() => [...document.querySelectorAll("[for], [aria-describedby]")].flatMap((part) =>
      (part.htmlFor ? [part.htmlFor] : []).concat(part.getAttribute("aria-describedby")?.split(" ") ?? []))
      .filter((id) => document.getElementById(id) === null)""")
    assert lost == []


def test_an_offer_goes(opened: Callable[..., Page]) -> None:
    """An offer that is removed takes its numbers along; the next moves up with its own, its folds and the question."""
    page = opened(
        "#v=2&about=c&company=other&base=100K&grant=0&b.company=other&b.base=200K&b.grant=0"
        "&c.company=other&c.base=300K&c.grant=0&c.called=Initech&c.grant2=7K",
        folded=True,
    )
    assert summary(page)["base initial"] == 300_000
    page.evaluate("document.querySelector('#calculator-offers').open = true")
    page.locator('[data-prefix="c."] .fold > summary', has_text="Dates").click()
    act(page, "drop", "b.").click()
    assert page.evaluate("document.activeElement.dataset.act") == "another"
    assert summary(page)["base initial"] == 300_000
    assert field(page, "b.base").input_value() == "300K"
    assert field(page, "b.grant2").input_value() == "7K"
    expect(field(page, "b.deadline")).to_be_visible()
    expect(field(page, "c.base")).to_be_hidden()
    act(page, "drop", "b.").click()
    assert summary(page)["base initial"] == 100_000
    expect(page.locator(".offer__name").first).to_have_text("Your offer")


def test_the_counter_offer_is_about_the_chosen_offer(opened: Callable[..., Page]) -> None:
    """The reader chooses for which of the offers the ask is worked out."""
    page = opened("#v=2&company=other&base=300K&grant=1M&b.company=other&b.base=200K&b.grant=500K&b.called=Initech")
    assert summary(page)["base initial"] == 300_000
    page.get_by_role("radio", name="Initech").check()
    assert summary(page)["base initial"] == 200_000
    expect(page.locator(".calculator__answer")).to_contain_text("Initech")


REFUSED = [
    ("base", "abc", "Write an amount like 340K, 1.6M or 340,000."),
    ("base", "0", "Write an amount above zero."),
    ("base", "340,00", "Write an amount like 340K, 1.6M or 340,000."),
    ("base", "100000.50", "Write whole dollars, without cents."),
    ("grant", "3B", "Amounts go up to $2B here."),
    ("grant", "-5K", "Write an amount like 340K, 1.6M or 340,000."),
    ("bonus_target", "15", "Write a share with a percent sign, like 15%."),
    ("bonus_target", "0.15", "Write a share with a percent sign, like 15%."),
    ("bonus_target", "1001%", "Write a share from 0% to 1,000%."),
    ("bonus_payout", "201%", "Write a share from 0% to 200%."),
    ("merit", "−1%", "Write a share from 0% to 100%."),
    ("growth", "101%", "Write a share from −100% to 100%."),
    ("growth", "-101%", "Write a share from −100% to 100%."),
    ("discount", "100.01%", "Write a share from 0% to 100%."),
    ("strike", "101%", "Write a share from 0% to 100%."),
    ("vesting_schedule", "25%, 25%, 25%, 15%", "The years add up to 90%, not to 100%."),
    ("vesting_schedule", "a quarter each", "Write a share for each year, one to ten years, like 25%, 25%, 25%, 25%."),
    ("cliff_months", "1 year", "Write whole months, from 0 to 120."),
    ("clawback_months", "121", "Write whole months, from 0 to 120."),
    ("start_month", "61", "Write whole months, from 0 to 60."),
    ("signing_month", "13", "Write whole months, from 1 to 12."),
    ("signing_months", "0", "Write whole months, from 1 to 120."),
    ("refresh_month", "61", "Write whole months, from 0 to 60."),
    ("quoted", "0", "Write an amount above zero."),
    ("closing_total", "0", "Write an amount above zero."),
    ("policy.base_room", "101%", "Write a share from 0% to 100%."),
    ("policy.grant_step", "0", "Write an amount above zero."),
    ("policy.leverage_none", "x", "Write a share with a percent sign, like 15%."),
    ("base", "", "This cannot be empty; it was filled in with {filled}."),
    ("cliff_months", "", "This cannot be empty; it was filled in with {filled}."),
]


def test_refuses_with_a_sentence_and_keeps_the_results(opened: Callable[..., Page]) -> None:
    """What cannot be read is explained beside its field, and the results stay those of the last complete numbers."""
    page = opened("")
    before = summary(page)
    for name, text, sentence in REFUSED:
        right = field(page, name).input_value()
        field(page, name).fill(text)
        expect(note(page, name, "problem")).to_have_text(sentence.format(filled=right))
        expect(field(page, name)).to_have_attribute("aria-invalid", "true")
        described = field(page, name).get_attribute("aria-describedby").split()
        assert note(page, name, "problem").get_attribute("id") in described
        expect(page.locator(".calculator__stale")).to_contain_text("your last complete numbers")
        assert summary(page) == before
        field(page, name).fill(right)
        expect(note(page, name, "problem")).to_be_hidden()
        expect(page.locator(".calculator__stale")).to_be_hidden()
        assert field(page, name).get_attribute("aria-invalid") is None


@pytest.mark.parametrize("name", ["base", "grant", "signing_bonus", "refresh", "grant2", "b.base"])
def test_doubts_an_amount_below_a_thousand(opened: Callable[..., Page], name: str) -> None:
    """An amount of pay below 1,000 counts as it stands, and a hint beside it says how to write thousands."""
    page = opened("#v=2&company=other&base=300K&grant=1M&grant2=50K&b.company=other&b.base=300K&b.grant=1M")
    problem = note(page, name, "problem")
    for text, hint in (
        ("340", "Only $340? For thousands write 340K."),
        ("999", "Only $999? For thousands write 999K."),
    ):
        field(page, name).fill(text)
        expect(problem).to_be_hidden()  # the K may be yet to come
        expect(problem).to_have_text(hint)
        assert field(page, name).get_attribute("aria-invalid") is None
        expect(page.locator(".calculator__stale")).to_be_hidden()
    if name == "base":
        assert summary(page)["base initial"] == 999
    for text in ("340K", "1000", "340K" if name.endswith("base") else "0"):
        field(page, name).fill(text)
        field(page, name).blur()
        expect(problem).to_be_hidden()


def test_an_amount_from_a_link_is_doubted_too(opened: Callable[..., Page]) -> None:
    """A link that holds a base of 340 shows the hint at once; no month and no step of the model is doubted."""
    page = opened(f"{OTHER}&base=340&grant=1M&cliff_months=12&policy.base_step=500")
    expect(note(page, "base", "problem")).to_have_text("Only $340? For thousands write 340K.")
    for name in ("cliff_months", "policy.base_step", "grant", "signing_bonus"):
        expect(note(page, name, "problem")).to_be_hidden()


def test_growth_ends_at_a_hundredfold(opened: Callable[..., Page]) -> None:
    """What grows every year may not grow more than a hundredfold over the years of the longest offer."""
    page = opened(f"{OTHER}&base=300K&grant=1M")  # a refresh may be asked for: six years
    for name in ("merit", "growth"):
        field(page, name).fill("100%")
        expect(note(page, name, "problem")).to_be_hidden()  # sixty-four times
        act(page, "reset").click()
        field(page, "base").fill("300K")
        field(page, "grant").fill("1M")
    field(page, "merit").fill("100%")
    field(page, "start_month").fill("24")
    field(page, "start_month").blur()
    expect(note(page, "merit", "problem")).to_have_text("Over 7 years this grows more than a hundredfold; write less.")


def test_takes_a_fall_of_the_shares(opened: Callable[..., Page]) -> None:
    """Growth may be negative, with either sign for minus, and shares may fall to nothing."""
    page = opened(f"{OTHER}&base=300K&grant=1M")
    for text in ("−20%", "-20%", "-20.50%", "−100%", "-0%"):
        field(page, "growth").fill(text)
        field(page, "growth").blur()
        expect(note(page, "growth", "problem")).to_be_hidden()
        expect(page.locator(".calculator__stale")).to_be_hidden()


def test_accepts_amounts_as_people_write_them(opened: Callable[..., Page]) -> None:
    """An amount may have a dollar sign, separators, a blank, and K, M or B in either case."""
    page = opened(OTHER)
    field(page, "grant").fill("0")
    for text in ("340K", "340k", "$340K", "$340000", "340,000", "$340,000", "0.34M", " 340 K ", "340000.00"):
        field(page, "base").fill(text)
        assert summary(page)["base initial"] == 340_000, text
    field(page, "base").fill("2B")
    assert summary(page)["base initial"] == 2_000_000_000


def test_assumptions_can_be_changed_and_put_back(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """Every assumption of the model can be edited where it stands, says what the model has, and is put back at once."""
    page = opened(f"{OTHER}&base=300K&grant=1M&leverage=written")
    before = summary(page)
    names = [*data["policy"], *(f"leverage_{held}" for held in data["leverage"])]
    assert [name for name in names if field(page, f"policy.{name}").input_value() == ""] == []
    expect(act(page, "reset", "policy.")).to_be_disabled()
    field(page, "policy.base_room").fill("20%")
    assert summary(page)["base ask"] == 360_000
    expect(note(page, "policy.base_room", "mark")).to_have_text("the model has 12%")
    field(page, "policy.leverage_written").fill("50%")
    assert summary(page)["base ask"] == 330_000
    expect(page.locator("#calculator-model .fold__says")).to_have_text("changed by you")
    act(page, "reset", "policy.").click()
    assert summary(page) == before
    assert page.evaluate("document.activeElement.name") == "policy.base_room"
    expect(page.locator("#calculator-model .fold__says")).to_have_text("as the guide has them")


def test_a_companys_own_room_fills_the_assumption(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """Where the data says how far a company moves, its room is the assumption, and the reader may change it."""
    company, name = next(
        (row["company"], name)
        for row in data["companies"]
        for name, lever in row["levers"].items()
        if lever["room"] == 0
    )
    page = opened(f"#company={company}&level=other&base=300K&grant=1M")
    room = f"policy.{name}_room"
    expect(field(page, room)).to_have_value("0%")
    expect(note(page, room, "mark")).to_have_text("from the data")
    asked = summary(page)[f"{name} ask"]
    field(page, room).fill("50%")
    assert summary(page)[f"{name} ask"] > asked


def test_purposes_ask_for_what_they_need(opened: Callable[..., Page]) -> None:
    """A purpose shows its own fields only, and says what is still missing; a second offer is enough to match."""
    page = opened(f"{OTHER}&base=300K&grant=800K")
    shown = {"bridge": "left1", "match": "other_total_comp", "floor": "floor_total_comp"}
    for purpose, own in shown.items():
        field(page, "signing_purpose").select_option(purpose)
        assert [name for name in shown.values() if field(page, name).is_visible()] == [own]
        expect(page.locator(".calculator__stale")).to_contain_text("Enter ")
    field(page, "signing_purpose").select_option("match")
    act(page, "another").click()
    field(page, "b.base").fill("700K")
    field(page, "b.grant").fill("0")
    expect(page.locator(".calculator__stale")).to_be_hidden()
    assert summary(page)["signing_bonus ask"] == 200_000


def test_keyboard_alone(opened: Callable[..., Page]) -> None:
    """By keyboard alone a reader types an offer, opens a fold, adds a row and an offer, and puts the data back."""
    page = opened("", folded=True)
    filled = field(page, "base").input_value()
    focused = "((at) => at.name || at.dataset.act || at.textContent.trim())(document.activeElement)"

    def tab_to(name: str) -> list[str]:
        passed: list[str] = []
        while len(passed) < 40 and (not passed or not passed[-1].startswith(name)):
            page.keyboard.press("Tab")
            passed.append(page.evaluate(focused))
        assert passed[-1].startswith(name), passed
        return passed

    field(page, "company").focus()
    assert tab_to("base") == ["level", "base"]
    page.keyboard.press("Control+A")
    page.keyboard.type("350,001")
    assert tab_to("What you hold") == ["grant", "signing_bonus", "reset", page.evaluate(focused)]
    page.keyboard.press("Enter")
    tab_to("leverage")
    page.keyboard.press("ArrowDown")
    expect(field(page, "leverage")).to_have_value("process")
    assert summary(page)["base initial"] == 350_001
    tab_to("How the grant vests")
    page.keyboard.press("Enter")
    tab_to("add")
    page.keyboard.press("Enter")
    page.keyboard.type("50K")
    assert field(page, "grant2").input_value() == "50K"
    tab_to("remove")
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "add"
    tab_to("Other offers to compare")
    page.keyboard.press("Enter")
    tab_to("another")
    page.keyboard.press("Space")
    assert page.evaluate(focused) == "b.company"
    tab_to("drop")
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "another"
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate(focused) == "reset":
            break
    page.keyboard.press("Enter")
    assert field(page, "base").input_value() == filled
    assert page.evaluate("document.activeElement.name") == "base"
