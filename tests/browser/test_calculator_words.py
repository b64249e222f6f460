"""Do the calculator's own words claim no more than the guide does, and say the same as its pages?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from generator.counter_offers import ASKING_ORDER
from generator.dataset import load_dataset
from generator.entries import catalogue
from generator.tables import company_table
from tests.calculator import OTHER, act, at, field, note, opening


def test_rows_say_what_the_pages_say_of_a_band_that_does_not_hold(
    opened: Callable[..., Page], project_root: Path
) -> None:
    """Of an amount that lies in no band, or above or below the published one, page and calculator say the same."""
    dataset = load_dataset(project_root / "content").checked()
    figures = catalogue(dataset)
    page = opened(OTHER)
    said: dict[str, int] = {}
    for company in dataset.companies.values():
        for name in company.levels:
            table = company_table(dataset, figures, company, name)
            whys = {row.component: row.why for row in table.rows} if table else {}
            free = {part: why for part, why in whys.items() if re.match("No band|The offer", why)}
            if free:
                page.evaluate("(hash) => { location.hash = hash; }", f"#company={company.slug}&level={name}")
                expect(field(page, "level")).to_have_value(name)
                for part, why in free.items():
                    expect(page.locator(f'[data-moved="{part}"]')).to_contain_text(f"{why} Rule")
                    said[why[:16]] = said.get(why[:16], 0) + 1
    assert said.keys() == {"No band is publi", "The offer itself"}, said


def test_everything_is_asked_for_in_the_guides_order(opened: Callable[..., Page], project_root: Path) -> None:
    """Answer, sentence and both letters ask for grant, base, signing bonus and refresh, as the guide's steps do."""
    guide = (project_root / "content/pages/index.md").read_text(encoding="utf-8")
    what_to_say = guide[guide.index("### What to say") :]
    places = [what_to_say.index(words) for words in ("a grant of", "a base of", "a signing bonus", "the first refresh")]
    assert places == sorted(places)
    assert ASKING_ORDER == ("grant", "base", "signing_bonus", "refresh")
    page = opened(f"{OTHER}&base=340K&grant=1.6M&signing_bonus=50K&leverage=written")
    letter = page.locator("#letter textarea")
    texts = [page.locator(f".calculator__{name}").inner_text() for name in ("answer", "say")]
    for kind in ("phone", "e-mail"):
        page.locator(f'[name="letter"][value="{kind}"]').check()
        texts.append(letter.input_value())
    asks = ["$2.4M", "$380K", "$200K", "$600K"]
    for text in texts:
        assert [amount for amount in re.findall(r"\$[\d.]+[KM]", text) if amount in asks] == asks, text


def test_the_outcome_is_that_of_one_example_and_no_forecast(opened: Callable[..., Page]) -> None:
    """The outcome is named as what one published example gives, or the reader set; the page expects nothing."""
    page = opened(f"{OTHER}&base=340K&grant=1.6M&signing_bonus=50K&leverage=written")
    answer = page.locator(".calculator__answer")
    expect(answer).to_have_text(
        "Ask for a grant of $2.4M, a base of $380K, a signing bonus of $200K and a refresh of $600K in writing: year 1 "
        "would pay $1.18M instead of $790K. At about the share of each rise granted in the one published "
        "example, it would end at $1.035M, a lift of 31.0%."
    )
    assert not re.search(r"\bexpect(s|ed)\b", page.locator(".calculator__results").inner_text())
    field(page, "policy.grant_capture").fill("100%")
    expect(answer).to_contain_text("With the parts granted as you set them, it would end at $1.11M, a lift of 40.5%.")
    expect(page.locator('[data-moved="grant"] .rule')).to_contain_text("100% of the rise, as you set it.")
    expect(page.locator('[data-moved="base"] .rule')).to_contain_text("about as in the one published example.")


def test_names_whose_figures_they_are(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """While the amounts are those of a company's level, a line before the answer says so; typing one ends it."""
    level = opening(data)
    names = {row["company"]: row["name"] for row in data["companies"]}
    page = opened("")
    source, answer = page.locator(".calculator__source"), page.locator(".calculator__answer")
    told = re.compile(
        rf"^With the figures reported at {names[level['company']]} {level['title']}\b.*, until you enter your own:$"
    )
    expect(source).to_have_text(told)
    expect(answer).to_contain_text("Ask for a grant of $")
    field(page, "leverage").select_option("written")  # no amount
    expect(source).to_have_text(told)
    expect(page.locator(".calculator__status")).to_have_text(f"{source.inner_text()} {answer.inner_text()}")
    for name in ("base", "grant", "signing_bonus", "refresh", "grant2"):
        if name == "grant2":
            act(page, "add", "grant").click()
        field(page, name).fill("341,001")
        expect(source).to_be_hidden()
        act(page, "reset").click()
        expect(source).to_have_text(told)
    field(page, "level").select_option("other")
    expect(answer).to_contain_text("Enter the base and the grant.")
    expect(source).to_be_hidden()
    field(page, "base").fill("300K")
    field(page, "grant").fill("1M")
    expect(answer).to_contain_text("Ask for a grant of $")
    expect(source).to_be_hidden()


def test_names_what_is_not_published_of_the_figures(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """The line before the answer says which figures of a level are not published, as the fields do."""
    told = set()
    page = opened("")
    for level in data["levels"]:
        page.evaluate("(hash) => { location.hash = hash; }", at(level))
        expect(field(page, "level")).to_have_value(level["level"])
        marked = [
            name
            for name in ("base", "bonus_target", "signing_bonus", "grant")
            if "not published" in note(page, name, "mark").inner_text()
        ]
        source = page.locator(".calculator__source")
        if level["complete"]:
            lacking = " and ".join(name.replace("_", " ") for name in marked)
            tail = f" ({lacking} not published), until" if lacking else f"{level['title']}, until"
            expect(source).to_contain_text(tail)
            told.add(lacking)
        else:
            expect(source).to_be_hidden()
            expect(page.locator(".calculator__answer")).to_contain_text("Enter the ")
    assert len(told) > 2, told
