"""Does the calculator say what the pages say, keep what the reader typed to itself, and explain what it refuses?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from generator.amounts import dollars_text, share_text
from generator.dataset import load_dataset
from generator.exports import calculator_data

OTHER = "#company=other"
GOLDEN = {
    "base": ("$340K", "$380K", "$360K"),
    "signing_bonus": ("$50K", "$200K", "$150K"),
    "grant": ("$1.6M", "$2.4M", "$2.1M"),
    "refresh": (None, "$600K", "$500K"),
    "year_1_total": ("$790K", "$1.18M", "$1.035M"),
}
COLUMNS = ("initial", "ask", "outcome")
SUMMARY = ".calculator__summary data"
CELLS = """() => Object.fromEntries([...document.querySelectorAll(".calculator__summary data")]
  .map((cell) => [`${cell.dataset.quantity} ${cell.dataset.column}`, Number(cell.value)]))"""


@pytest.fixture
def opened(quiet: Page, site_url: str) -> Callable[[str], Page]:
    """A function that opens the calculator at a fragment, and waits until it runs."""

    def open_at(fragment: str = "") -> Page:
        quiet.goto("about:blank")
        quiet.goto(f"{site_url}calculator/{fragment}")
        expect(quiet.locator(".calculator form")).to_be_visible()
        return quiet

    return open_at


@pytest.fixture(scope="module")
def data(project_root: Path) -> dict[str, Any]:
    """What the calculator is given; tests look up in it which level shows a rule, and name none."""
    return calculator_data(load_dataset(project_root / "content").checked())


def at(level: dict[str, Any]) -> str:
    """Return the fragment of a level."""
    return f"#company={level['company']}&level={level['level']}"


def opening(data: dict[str, Any]) -> dict[str, Any]:
    """Return the level that the calculator opens with."""
    return next(level for level in data["levels"] if level.items() >= data["opens_with"].items())


def levers(data: dict[str, Any], company: str) -> dict[str, Any]:
    """Return a company's own levers."""
    return next(row["levers"] for row in data["companies"] if row["company"] == company)


def field(page: Page, name: str) -> Any:
    """Return a form field by its house name."""
    return page.locator(f'.calculator form [name="{name}"]')


def note(page: Page, name: str, kind: str) -> Any:
    """Return what stands beside a field: its mark or its problem."""
    return page.locator(f'[data-field="{name}"] .field__{kind}')


def type_golden(page: Page) -> None:
    """Type the source playbook's example into the form."""
    field(page, "base").fill("340K")
    field(page, "signing_bonus").fill("$50,000")
    field(page, "grant").fill("1.6M")
    field(page, "leverage").select_option("written")


def summary(page: Page) -> dict[str, int]:
    """Return the cells of the summary table: `quantity column` → value."""
    return page.evaluate(CELLS)


def test_golden_case(opened: Callable[[str], Page]) -> None:
    """The source playbook's example, typed in, gives all of its fifteen cells, and a lift of 31.0%."""
    page = opened(OTHER)
    type_golden(page)
    shown = {
        (cell.get_attribute("data-quantity"), cell.get_attribute("data-column")): cell.inner_text()
        for cell in page.locator(SUMMARY).all()
    }
    wanted = {(name, column): text for name, row in GOLDEN.items() for column, text in zip(COLUMNS, row, strict=True)}
    assert {key: shown.get(key) for key in wanted} == wanted
    assert shown["lift", "outcome"] == "31.0%"
    refresh = page.locator(".calculator__summary tbody", has_text="refresh").first
    expect(refresh.locator("td").first).to_have_text("none stated")


def test_golden_years(opened: Callable[[str], Page]) -> None:
    """The years run to one past the last vest, and a fall of a fifth or more is named with its cause."""
    page = opened(OTHER)
    type_golden(page)

    def falls(column: str) -> list[str]:
        figure = page.locator(".calculator__years figure").nth(COLUMNS.index(column))
        return figure.locator("tr.why").all_inner_texts()

    def years(column: str) -> int:
        return page.locator(f'.calculator__years data[data-quantity$="_total"][data-column="{column}"]').count()

    assert falls("initial") == ["−6.3%", "−54.1%: the grant has vested"]
    assert falls("outcome") == ["−2.4%", "−52.0%: the grant has vested", "−25.8%: the refresh has vested"]
    assert (years("initial"), years("ask"), years("outcome")) == (5, 6, 6)


def test_signing_bonus_over_two_years(opened: Callable[[str], Page]) -> None:
    """A signing bonus paid over 24 months lowers the first year: 765K, 960K and a lift of 25.5%."""
    page = opened(f"{OTHER}&base=340K&signing_bonus=50K&grant=1.6M&leverage=written&signing_months=24")
    cells = summary(page)
    assert (cells["year_1_total initial"], cells["year_1_total outcome"]) == (765_000, 960_000)
    assert page.locator('[data-quantity="lift"][data-column="outcome"]').inner_text() == "25.5%"


def page_tables(site: Path) -> dict[tuple[str, str], dict[str, int]]:
    """Return the counter-offer tables of the company pages: company and level → `quantity column` → value."""
    tables = {}
    for path in sorted(site.glob("companies/*/index.html")):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for figure in soup.select("figure.counter-offer"):
            link = figure.select_one('a[href*="calculator/#company="]')
            assert link, f"{path}: a counter-offer without a link to the calculator"
            where = re.search(r"#company=([\w-]+)&level=([\w-]+)$", str(link["href"]))
            assert where, link["href"]
            cells = {f"{d['data-quantity']} {d['data-column']}": int(str(d["value"])) for d in figure.select("data")}
            tables[where[1], where[2]] = cells
    return tables


def test_agrees_with_every_table_of_the_pages(opened: Callable[[str], Page], built_site: Path) -> None:
    """Prefilled with a level, the calculator shows the numbers of its table, with and without a written offer."""
    tables = page_tables(built_site)
    assert len(tables) > 20
    page = opened("")
    differing = {}
    for (company, level), table in tables.items():
        for leverage, column in (("none", "ask"), ("written", "ask_with_offer")):
            fragment = f"#company={company}&level={level}&leverage={leverage}"
            page.evaluate(
                "(hash) => new Promise((done) => {"
                " addEventListener('hashchange', () => setTimeout(done), {once: true}); location.hash = hash; })",
                fragment,
            )
            wanted = {
                f"{name} {shown}": table[f"{name} {there}"]
                for name in (*GOLDEN, "lift")
                for shown, there in (("initial", "initial"), ("ask", column))
                if f"{name} {there}" in table
            }
            found = {key: value for key, value in summary(page).items() if not key.endswith(" outcome")}
            if found != wanted:
                differing[fragment] = (found, wanted)
    assert differing == {}


def test_opens_with_an_answer(opened: Callable[[str], Page]) -> None:
    """Opened bare, the calculator shows a level with a complete table, its answer, and leaves the address alone."""
    page = opened("")
    expect(page.locator(".calculator__answer")).to_contain_text("Ask for a base of $")
    assert "base ask" in summary(page)
    page.wait_for_timeout(400)
    assert page.url.endswith("/calculator/")


def test_marks_what_the_data_filled_in(opened: Callable[[str], Page]) -> None:
    """A field filled from the data says so until it is changed, and again once it is put back."""
    page = opened("")
    filled = field(page, "base").input_value()
    expect(note(page, "base", "mark")).to_have_text("from the data")
    expect(note(page, "grant", "mark")).to_contain_text("from the data")
    expect(note(page, "signing_months", "mark")).to_have_text("assumed")
    field(page, "base").fill("341K")
    expect(note(page, "base", "mark")).to_be_hidden()
    page.locator("button[type=reset]").click()
    expect(note(page, "base", "mark")).to_have_text("from the data")
    assert field(page, "base").input_value() == filled


def test_keeps_what_was_typed_at_another_level(opened: Callable[[str], Page], data: dict[str, Any]) -> None:
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


def test_says_what_is_not_published(opened: Callable[[str], Page], data: dict[str, Any]) -> None:
    """A level without a published base leaves it empty, says so, and shows no result until it is entered."""
    page = opened(at(next(level for level in data["levels"] if not {"base", "grant"} & level["offer"].keys())))
    assert field(page, "base").input_value() == ""
    expect(note(page, "base", "mark")).to_have_text("not published: enter yours")
    expect(page.locator(".calculator__results")).to_be_hidden()
    expect(page.locator(".calculator__answer")).to_have_text("Enter the base and the grant.")
    field(page, "base").fill("300K")
    field(page, "grant").fill("1M")
    expect(page.locator(".calculator__answer")).to_contain_text("Ask for a base of $")


def test_address_holds_what_was_changed(opened: Callable[[str], Page], data: dict[str, Any]) -> None:
    """The address names company, level and only the fields that differ; opened again it gives the same page."""
    level = opening(data)
    page = opened("")
    before = page.evaluate("history.length")
    field(page, "base").fill("$341,500")
    field(page, "bonus_target").fill("12.5%")
    field(page, "vesting_schedule").fill("40/30/20/10")
    field(page, "leverage").select_option("process")
    field(page, "signing_purpose").select_option("bridge")
    field(page, "left_behind").fill("120K")
    field(page, "grant").fill(str(level["offer"]["grant"]))  # what the data says, in other words
    wanted = (
        f"{at(level)}&base=341500&bonus_target=12.5%25&vesting_schedule=40,30,20,10"
        "&leverage=process&signing_purpose=bridge&left_behind=120K"
    )
    page.wait_for_function("(wanted) => location.hash === wanted", arg=wanted, timeout=3000)
    assert page.evaluate("history.length") == before
    cells, years = summary(page), page.locator(".calculator__years").inner_text()
    again = opened(wanted)
    assert summary(again) == cells
    assert again.locator(".calculator__years").inner_text() == years
    assert field(again, "base").input_value() == "341500"


def test_follows_the_address(opened: Callable[[str], Page], data: dict[str, Any]) -> None:
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


def test_unknown_names_are_said_and_not_guessed(opened: Callable[[str], Page]) -> None:
    """A company that the guide does not have fills nothing in, least of all with another's figures."""
    page = opened("#company=opneai&level=l4&bse=300K")
    expect(page.locator(".calculator__notice")).to_contain_text("no company “opneai”")
    expect(page.locator(".calculator__notice")).to_contain_text("“bse”")
    assert field(page, "base").input_value() == ""
    expect(page.locator(".calculator__results")).to_be_hidden()


REFUSED = [
    ("base", "abc", "Write an amount like 340K, 1.6M or 340,000."),
    ("base", "0", "A base of nothing leaves no offer to compare with."),
    ("base", "340,00", "Write an amount like 340K, 1.6M or 340,000."),
    ("base", "100000.50", "Write whole dollars, without cents."),
    ("grant", "3B", "Amounts go up to $2B here."),
    ("grant", "-5K", "Write an amount like 340K, 1.6M or 340,000."),
    ("bonus_target", "15", "Write a share with a percent sign, like 15%."),
    ("bonus_target", "0.15", "Write a share with a percent sign, like 15%."),
    ("vesting_schedule", "25%, 25%, 25%, 15%", "The years add up to 90%, not to 100%."),
    ("vesting_schedule", "a quarter each", "Write a share for each year, one to ten years, like 25%, 25%, 25%, 25%."),
    ("cliff_months", "1 year", "Write whole months, from 0 to 120."),
    ("base", "", "Enter the base; it is filled in with {filled}."),
]


def test_refuses_with_a_sentence_and_keeps_the_results(opened: Callable[[str], Page]) -> None:
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


def test_accepts_amounts_as_people_write_them(opened: Callable[[str], Page]) -> None:
    """An amount may have a dollar sign, separators, a blank, and K, M or B in either case."""
    page = opened(OTHER)
    field(page, "grant").fill("0")
    for text in ("340K", "340k", "$340000", "340,000", "$340,000", "0.34M", " 340 K ", "340000.00"):
        field(page, "base").fill(text)
        assert summary(page)["base initial"] == 340_000, text
    field(page, "base").fill("2B")
    assert summary(page)["base initial"] == 2_000_000_000


def test_purpose_sets_the_signing_ask(opened: Callable[[str], Page]) -> None:
    """With a purpose the signing bonus asked for is what the purpose needs, whatever the leverage."""
    page = opened(f"{OTHER}&base=300K&grant=800K&signing_bonus=20K")
    asks = {}
    for purpose, amount_field, amount in (
        ("bridge", "left_behind", "120K"),
        ("match", "other_total_comp", "650K"),
        ("floor", "floor_total_comp", "560K"),
    ):
        field(page, "signing_purpose").select_option(purpose)
        expect(page.locator(".calculator__stale")).to_contain_text("Enter")
        field(page, amount_field).fill(amount)
        found = set()
        for leverage in ("none", "process", "written"):
            field(page, "leverage").select_option(leverage)
            found.add(summary(page)["signing_bonus ask"])
        asks[purpose] = found
    assert asks == {"bridge": {120_000}, "match": {150_000}, "floor": {60_000}}
    field(page, "signing_months").select_option("24")
    assert summary(page)["signing_bonus ask"] == 120_000  # half of it is paid in the first year


def test_an_offer_does_not_change_the_purpose(opened: Callable[[str], Page]) -> None:
    """Saying that there is a written offer, or giving its pay in the address, leaves the purpose alone."""
    page = opened(f"{OTHER}&base=300K&grant=800K&other_total_comp=650K&leverage=written")
    expect(field(page, "signing_purpose")).to_have_value("none")
    assert summary(page)["signing_bonus ask"] == 130_000  # 44% of base, to a step


def test_band_holds_only_what_lies_in_it(opened: Callable[[str], Page], data: dict[str, Any]) -> None:
    """A published band caps the ask while the initial amount lies in it, and no longer."""
    level = next(
        level for level in data["levels"]
        if level["complete"] and level["bands"]["base"] and "base" not in levers(data, level["company"])
    )  # fmt: skip
    top = level["bands"]["base"][0]["high"]
    page = opened(f"{at(level)}&leverage=written&base={top - 1}")
    assert summary(page)["base ask"] == top
    reason = f"The published band ends at {dollars_text(top)}; the ask is held there."
    expect(page.locator(".calculator__summary")).to_contain_text(reason)
    field(page, "base").fill(str(top + 1))
    assert summary(page)["base ask"] > top + 1


def test_asks_nothing_where_nothing_moves(opened: Callable[[str], Page], data: dict[str, Any]) -> None:
    """Where the data says that a component does not move, its ask is the offer, with the reason."""
    company, lever = next(
        (row["company"], row["levers"]["signing_bonus"]) for row in data["companies"]
        if row["levers"].get("signing_bonus", {}).get("room") == 0
    )  # fmt: skip
    page = opened(f"#company={company}&level=other&leverage=written&base=300K&grant=0&signing_bonus=10K")
    assert summary(page)["signing_bonus ask"] == 10_000
    expect(page.locator(".calculator__summary")).to_contain_text(lever["because"])


def test_nothing_leaves_the_page(opened: Callable[[str], Page], quiet: Page, site_url: str) -> None:
    """The data is asked for once, from the site itself, and nothing is asked for afterwards or holds what is typed."""
    asked: list[str] = []
    quiet.on("request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data}"))
    page = opened("")
    assert len([line for line in asked if "/offers." in line]) == 1
    until = len(asked)
    type_golden(page)
    page.wait_for_timeout(1200)
    assert asked[until:] == []
    assert [line for line in asked if not line.startswith(f"GET {site_url}") and "about:blank" not in line] == []
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


def test_keyboard_alone(opened: Callable[[str], Page]) -> None:
    """With the keyboard alone a reader chooses a level, types an offer, hears why, and puts the data back."""
    page = opened("")
    filled = field(page, "base").input_value()
    field(page, "company").focus()
    reached = ["company"]
    while reached[-1] != "signing_purpose" and len(reached) < 40:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.type"))
        if reached[-1] == "base":
            page.keyboard.press("Control+A")
            page.keyboard.type("350,001")
        if reached[-1] == "leverage":
            page.keyboard.press("ArrowDown")
    assert reached == [
        "company", "level", "leverage", "base", "bonus_target", "signing_bonus", "signing_months", "grant",
        "cliff_months", "vesting_schedule", "refresh", "refresh_schedule", "reset", "signing_purpose",
    ]  # fmt: skip
    assert summary(page)["base initial"] == 350_001
    expect(field(page, "leverage")).to_have_value("process")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert field(page, "base").input_value() == filled
    assert page.evaluate("document.activeElement.name") == "base"


def test_tells_a_screen_reader_calmly(opened: Callable[[str], Page]) -> None:
    """The answer is announced once the reader rests, not at each key."""
    page = opened("")
    status = page.locator(".calculator__status")
    assert status.get_attribute("role") == "status"
    page.evaluate("""() => {
      window.spoken = [];
      new MutationObserver(() => spoken.push(document.querySelector(".calculator__status").textContent))
        .observe(document.querySelector(".calculator__status"), {childList: true, characterData: true, subtree: true});
    }""")
    field(page, "base").fill("")
    field(page, "base").press_sequentially("345K", delay=40)
    expect(status).to_have_text(page.locator(".calculator__answer").inner_text())
    assert len(page.evaluate("spoken")) == 1


def test_without_javascript_no_control_shows(browser: Browser, site_url: str) -> None:
    """Without JavaScript there is no form and no empty table, but a way to the tables."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}calculator/")
    assert page.locator(".calculator :is(form, input, select, button, table):visible").count() == 0
    links = page.locator('.calculator a[href*="-counter-offer"]:visible')
    assert links.count() > 20
    links.first.click()
    assert page.locator("figure.counter-offer").count() > 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(opened: Callable[[str], Page], scheme: str) -> None:
    """Axe finds nothing, neither in the answer nor while something is refused, in either scheme."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    page = opened("#company=other&base=300K&grant=1M&signing_purpose=match&other_total_comp=900K")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for text in ("310K", "abc"):
        field(page, "base").fill(text)
        field(page, "base").blur()
        found = Axe().run(page, context=".calculator", options={"runOnly": {"type": "tag", "values": tags}})
        assert found.response["violations"] == []


def test_fits_a_narrow_screen(opened: Callable[[str], Page]) -> None:
    """At 320 px, and with the largest numbers, the page does not scroll sideways."""
    page = opened(
        f"{OTHER}&base=1999999999&grant=1999999999&signing_bonus=1999999999&refresh=1999999999&bonus_target=15%25"
    )
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_formats_as_python_does(opened: Callable[[str], Page]) -> None:
    """Amounts and shares look the same in both languages; short forms never round."""
    page = opened("")
    amounts = [0, 1, 999, 1000, 1001, 9_999, 340_000, 340_500, 999_999, 10**6, 1_035_000, 1_035_500, 10**9 - 1, 10**9]
    amounts += [14_300_000_000, 14_300_500_000, 10**12, 1_234_000_000_000, 10**13, -1, -250_000]
    shares = [0, 1, 4, 5, 10, 44, 45, 95, 99, 100, 1500, 1505, 3101, 3104, 3105, 9_995, 10_000, 123_456_789, -5, -1505]
    found = page.evaluate(
        """async ([amounts, shares]) => {
          const link = document.querySelector('link[rel=modulepreload][href*="/format."]');
          const { dollars_text, share_text } = await import(link.href);
          return [amounts.map(dollars_text), [null, 0, 1, 2].map((n) => shares.map((share) => share_text(share, n)))];
        }""",
        [amounts, shares],
    )
    assert found[0] == [dollars_text(amount) for amount in amounts]
    assert found[1] == [[share_text(share, decimals) for share in shares] for decimals in (None, 0, 1, 2)]
