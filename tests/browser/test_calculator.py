"""Does the calculator say what the pages say, and does nothing of it leave the page?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from generator.amounts import dollars_text, share_text
from tests.axe import TAGS, violations
from tests.calculator import COLUMNS, OTHER, SUMMARY, act, at, field, levers, summary, type_golden, unfold

GOLDEN = {
    "base": ("$340K", "$380K", "$360K"),
    "signing_bonus": ("$50K", "$200K", "$150K"),
    "grant": ("$1.6M", "$2.4M", "$2.1M"),
    "refresh": (None, "$600K", "$500K"),
    "year_1_total": ("$790K", "$1.18M", "$1.035M"),
}
# Three offers, every kind of row, and amounts as wide as they come.
FULL = (
    "#v=2&company=other&called=Acme&base=300K&signing_bonus=40K&clawback_months=12&signing_bonus2=20K&grant=1M&grant2=100K"
    "&refresh=50K&refresh2=60K&refresh3=70K&refresh_status3=hoped&growth=10%25&deadline=2027-01-15&start_day=2027-03-01"
    "&b.company=other&b.base=280K&b.grant=1.2M&c.company=other&c.base=250K&c.grant=900K&leaving=10%25&leverage=written"
    "&signing_purpose=bridge&left1=100K&left2=50K&leave_day=2027-02-01&left1_day=2027-02-15&quoted=600K&policy.base_room=15%25"
)
WIDE = "".join(
    f"&{prefix}{name}={text}"
    for prefix in ("", "b.", "c.")
    for name, text in {
        "base": "1999999999", "grant": "1999999999", "signing_bonus": "1999999999", "refresh": "1999999999",
        "bonus_target": "15%25", "called": "Worldwidesemiconductorfoundations",
    }.items()
)  # fmt: skip


def test_golden_case(opened: Callable[..., Page]) -> None:
    """The source playbook's example, typed in, gives all of its fifteen cells, and a lift of 31.0%."""
    page = opened(OTHER)
    type_golden(page)
    shown = {
        (cell.get_attribute("data-quantity"), cell.get_attribute("data-column")): cell.inner_text()
        for cell in page.locator(f"{SUMMARY}[data-column]").all()
    }
    wanted = {(name, column): text for name, row in GOLDEN.items() for column, text in zip(COLUMNS, row, strict=True)}
    assert {key: shown.get(key) for key in wanted} == wanted
    assert shown["lift", "outcome"] == "31.0%"
    refresh = page.locator(".calculator__summary tbody", has_text="refresh").first
    expect(refresh.locator("td").first).to_have_text("none stated")


def test_golden_years(opened: Callable[..., Page]) -> None:
    """The years run to one past the last vest, and a fall of a fifth or more is named with its cause."""
    page = opened(OTHER)
    type_golden(page)

    def years(column: str) -> tuple[int, list[str]]:
        page.locator(f'#years [name="column"][value="{column}"]').check()
        table = page.locator("#years table")
        falls = table.locator("tr.why").all_inner_texts()
        return table.locator(f'data[data-quantity$="_total"][data-column="{column}"]').count(), falls

    assert years("initial") == (5, ["−6.3%", "−54.1%: the grant has vested"])
    assert years("ask")[0] == 6
    assert years("outcome") == (6, ["−2.4%", "−52.0%: the grant has vested", "−25.8%: the refresh has vested"])


def test_signing_bonus_over_two_years(opened: Callable[..., Page]) -> None:
    """A signing bonus paid over 24 months lowers the first year: 765K, 960K and a lift of 25.5%."""
    page = opened(f"{OTHER}&base=340K&signing_bonus=50K&grant=1.6M&leverage=written&signing_months=24")
    cells = summary(page)
    assert (cells["year_1_total initial"], cells["year_1_total outcome"]) == (765_000, 960_000)
    assert page.locator('.calculator__summary [data-quantity="lift"][data-column="outcome"]').inner_text() == "25.5%"


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


def test_agrees_with_every_table_of_the_pages(opened: Callable[..., Page], built_site: Path) -> None:
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


def test_purpose_sets_the_signing_ask(opened: Callable[..., Page]) -> None:
    """With a purpose the signing bonus asked for is what the purpose needs, whatever the leverage."""
    page = opened(f"{OTHER}&base=300K&grant=800K&signing_bonus=20K")
    asks = {}
    for purpose, amount_field, amount in (
        ("bridge", "left1", "120K"),
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
    field(page, "signing_months").fill("24")
    assert summary(page)["signing_bonus ask"] == 120_000  # half of it is paid in the first year


def test_an_offer_does_not_change_the_purpose(opened: Callable[..., Page]) -> None:
    """Saying that there is a written offer, or giving its pay in the address, leaves the purpose alone."""
    page = opened(f"{OTHER}&base=300K&grant=800K&other_total_comp=650K&leverage=written")
    expect(field(page, "signing_purpose")).to_have_value("none")
    assert summary(page)["signing_bonus ask"] == 130_000  # 44% of base, to a step


def test_band_holds_only_what_lies_in_it(opened: Callable[..., Page], data: dict[str, Any]) -> None:
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


def test_asks_nothing_where_nothing_moves(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """Where the data says that a component does not move, its ask is the offer, with the reason."""
    company, lever = next(
        (row["company"], row["levers"]["signing_bonus"]) for row in data["companies"]
        if row["levers"].get("signing_bonus", {}).get("room") == 0
    )  # fmt: skip
    page = opened(f"#company={company}&level=other&leverage=written&base=300K&grant=0&signing_bonus=10K")
    assert summary(page)["signing_bonus ask"] == 10_000
    expect(page.locator(".calculator__summary")).to_contain_text(lever["because"])


def test_nothing_leaves_the_page(opened: Callable[..., Page], quiet: Page, site_url: str) -> None:
    """The data is asked for once, from the site itself, and nothing is asked for afterwards or holds what is typed."""
    asked: list[str] = []
    quiet.on("request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data}"))
    page = opened("")
    assert len([line for line in asked if "/offers." in line]) == 1
    until = len(asked)
    type_golden(page)
    act(page, "another").click()
    page.evaluate("(hash) => { location.hash = hash; }", FULL)
    page.get_by_label("Keep on this device").check()
    unfold(page)
    act(page, "forget").click()
    page.wait_for_timeout(1200)
    assert asked[until:] == []
    assert [line for line in asked if not line.startswith(f"GET {site_url}") and "about:blank" not in line] == []
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


def test_tells_a_screen_reader_calmly(opened: Callable[..., Page]) -> None:
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
    """Without JavaScript the page shows the worked example in full, what the script adds, and no dead control."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}calculator/")
    assert page.locator(".calculator :is(form, input, select, button, textarea):visible").count() == 0
    shown = page.locator("#worked-example data[data-quantity=year_1_total]").all()
    assert [cell.get_attribute("value") for cell in shown] == ["790000", "1180000", "1035000"]
    assert page.locator(".calculator .year-path:visible").count() == len(COLUMNS)
    expect(page.locator(".calculator__static")).to_contain_text("put in your own offer")
    links = page.locator('.calculator a[href*="-counter-offer"]:visible')
    assert links.count() > 20
    links.first.click()
    assert page.locator("figure.counter-offer").count() > 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_accessible(opened: Callable[..., Page], scheme: Any, width: int) -> None:
    """Axe finds nothing as the page opens, with everything in use and open, nor while something is refused."""
    page = opened("", folded=True)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    tags = [*TAGS, "best-practice"]
    assert violations(page, runOnly=tags) == []
    page.evaluate("(hash) => { location.hash = hash; }", FULL)
    expect(field(page, "c.base")).to_have_value("250K")
    unfold(page)
    assert violations(page, runOnly=tags) == []
    field(page, "b.base").fill("abc")
    field(page, "b.base").blur()
    expect(field(page, "b.base")).to_have_attribute("aria-invalid", "true")
    assert violations(page, runOnly=tags) == []


def test_fits_a_narrow_screen(opened: Callable[..., Page]) -> None:
    """At 320 px, with three offers, the largest numbers and everything open, the page does not scroll sideways."""
    page = opened("#v=2" + WIDE)
    expect(page.locator(".calculator__results")).to_be_visible()
    unfold(page)
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_formats_as_python_does(modules: Page) -> None:
    """Amounts and shares look the same in both languages; short forms never round."""
    amounts = [0, 1, 999, 1000, 1001, 9_999, 340_000, 340_500, 999_999, 10**6, 1_035_000, 1_035_500, 10**9 - 1, 10**9]
    amounts += [14_300_000_000, 14_300_500_000, 10**12, 1_234_000_000_000, 10**13, -1, -250_000]
    shares = [0, 1, 4, 5, 10, 44, 45, 95, 99, 100, 1500, 1505, 3101, 3104, 3105, 9_995, 10_000, 123_456_789, -5, -1505]
    found = modules.evaluate(
        """async ([amounts, shares]) => {
          const { dollars_text, share_text } = await import("./format.js");
          return [amounts.map(dollars_text), [null, 0, 1, 2].map((n) => shares.map((share) => share_text(share, n)))];
        }""",
        [amounts, shares],
    )
    assert found[0] == [dollars_text(amount) for amount in amounts]
    assert found[1] == [[share_text(share, decimals) for share in shares] for decimals in (None, 0, 1, 2)]
