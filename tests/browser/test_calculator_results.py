"""Do the results show what the formulas make of an offer, every number where it belongs, and say it in words?"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from generator import formulas
from generator.amounts import dollars_text, share_text
from tests.calculator import COLUMNS, OTHER, act, at, field, levers, summary
from tests.packages import horizon, package, packages

GOLDEN = f"{OTHER}&base=340K&grant=1.6M&signing_bonus=50K&leverage=written"
FIVE = ("as_paid", "mean_year", "recurring", "aggregated", "guaranteed_cash")
PARTS = (
    "base", "bonus", "signing_bonus", "vest", "grant_1", "grant_2", "grant_3", "written", "customary", "hoped",
    "total", "clawback",
)  # fmt: skip
OFFERS = 50

# Open an address, and return every figure in the results, by quantity and column, in the order of the page; the years
# of each column with their drawing. What is drawn is read from what the browser lays out to scale, not from its data.
READ = """async (hash) => {
  if (location.hash !== hash) {
    await new Promise((done) => {
      addEventListener("hashchange", () => setTimeout(done), {once: true});
      location.hash = hash;
    });
  }
  const found = {};
  const collect = (root, only) => {
    for (const {value, dataset} of root.querySelectorAll("data")) {
      const key = [dataset.quantity, dataset.column].filter(Boolean).join(" ");
      (found[key] ??= []).push(Number(value));
    }
  };
  document.querySelectorAll(".calculator__results > :not(#years)").forEach((part) => collect(part));
  const chart = {};
  for (const radio of document.querySelectorAll('#years [name="column"]')) {
    radio.click();
    collect(document.querySelector("#years table"));
    chart[radio.value] = [...document.querySelectorAll("#years .chart > *")].map((column) => ({
      parts: Object.fromEntries([...column.querySelectorAll("[data-amount]")].map((part) => [
        part.dataset.quantity, [Number(part.dataset.amount), Number(part.style.flexGrow)],
      ])),
      grow: [...column.querySelectorAll("i")].reduce((sum, part) => sum + Number(part.style.flexGrow), 0),
    }));
  }
  document.querySelector('#years [value="initial"]').click();
  return {found, chart};
}"""


def result(page: Page, name: str) -> Locator:
    """Return a section of the results by its id."""
    return page.locator(f"#{name}")


def said(page: Page, name: str) -> str:
    """Return what the first line of a section tells of it."""
    return result(page, name).locator("> summary .fold__says").inner_text()


def typed(offer: dict[str, Any], prefix: str = "") -> str:
    """Return the part of an address that enters an offer."""
    names = {"base": offer["base"], "merit": share_text(offer["merit"]), "growth": share_text(offer["growth"])}
    names |= {name: share_text(offer[name]) for name in ("bonus_target", "bonus_payout", "discount")}
    names |= {
        "clawback_months": offer["clawback_months"],
        "clawback_kind": "pro_rata" if offer["is_pro_rata"] else "full",
    }
    for n, part in zip(("", "2", "3"), offer["payments"], strict=False):
        names |= {f"signing_bonus{n}": part["amount"], f"signing_month{n}": part["month"]}
        names |= {f"signing_months{n}": part["months"]}
    for n, part in zip(("", "2", "3"), offer["grants"], strict=False):
        names |= {
            f"grant{n}": part["amount"],
            f"vesting_schedule{n}": shares(part),
            f"cliff_months{n}": part["cliff_months"],
        }
        names |= {f"every_months{n}": part["every_months"], f"start_month{n}": part["start_month"]}
        names |= {f"strike{n}": share_text(part["strike"])}
    for n, part in zip(("", "2", "3"), offer["refreshes"], strict=False):
        names |= {f"refresh{n}": part["amount"], f"refresh_month{n}": part["start_month"]}
        names |= {f"refresh_schedule{n}": shares(part), f"refresh_every{n}": part["every_months"]}
        if n:
            names[f"refresh_status{n}"] = part["status"]
    texts = {name: str(value).replace("%", "%25") for name, value in names.items()}
    return "".join(f"&{prefix}{name}={text}" for name, text in {"company": "other", **texts}.items())


def shares(grant: dict[str, Any]) -> str:
    """Return a schedule as the form takes it."""
    return ",".join(share_text(share) for share in grant["vesting_schedule"])


def as_entered(offer: dict[str, Any], years: int = 1) -> dict[str, Any]:
    """Return an offer as the form lets it in: a refresh has no cliff or price, and nothing grows beyond measure."""
    refreshes = [part | {"cliff_months": 0, "strike": 0} for part in offer["refreshes"]]
    rates = {name: offer[name] for name in ("merit", "growth")}
    lower = {name: rate if formulas.grown(10_000, rate, years) <= 1_000_000 else 0 for name, rate in rates.items()}
    return offer | {"refreshes": refreshes} | lower


def columns(offer: dict[str, Any], data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return an offer as written, as asked for and as expected, for somebody who holds no other."""
    caps = {"base": None, "signing_bonus": None, "grant": None}
    ask = formulas.asked_offer(offer, data["policy"], data["leverage"]["none"], caps, None)
    return {"initial": offer, "ask": ask, "outcome": formulas.outcome_offer(offer, ask, data["policy"])}


def expected_years(offer: dict[str, Any], column: str) -> dict[str, list[int]]:
    """Return the figures of an offer's years by the names of the page: of the parts, those that ever pay."""
    rows = formulas.year_table(offer)
    several = len(offer["grants"]) > 1
    for row in rows:
        row |= {f"grant_{i + 1}": amount for i, amount in enumerate(row["grants"] if several else [])}
    if several:
        rows = [row | {"vest": 0} for row in rows]
    told = [part for part in PARTS if any(row.get(part, 0) > 0 for row in rows)]
    found = {f"year_{row['year']}_{part} {column}": [row[part]] for row in rows for part in told}
    for before, after in itertools.pairwise(rows):
        if share := formulas.drop(before["total"], after["total"]):
            found[f"drop_{after['year']} {column}"] = [share]
    return found


def once(amounts: list[int]) -> list[int]:
    """Return the amounts of a figure; one alone where the page says the same one in several places."""
    return amounts[:1] if len(set(amounts)) == 1 else amounts


def expected(a: dict[str, Any], b: dict[str, Any], leaving: int, data: dict[str, Any]) -> dict[str, list[int]]:
    """Return the figures that the page shows of two offers, the first of which is worked through."""
    found: dict[str, list[int]] = {}
    made = columns(a, data)
    before = formulas.year_1_total(a)
    for column, offer in made.items():
        found |= {
            f"base {column}": [offer["base"]],
            f"signing_bonus {column}": [formulas.signing_total(offer)],
            f"grant {column}": [formulas.grant_total(offer)],
            f"refresh {column}": [formulas.written_refresh(offer)],
            f"year_1_total {column}": [formulas.year_1_total(offer)],
        } | expected_years(offer, column)
        if column != "initial":
            found[f"lift {column}"] = [formulas.change(before, formulas.year_1_total(offer))]
    for letter, offer in (("a", a), ("b", b)):
        found |= {
            f"{name} {letter}": [total["total"]] for name, total in zip(FIVE, formulas.five_totals(offer), strict=True)
        }
    both = list(zip(formulas.five_totals(a), formulas.five_totals(b), strict=True))
    found["cash"] = [part["cash"] for pair in both for part in pair]
    found["equity"] = [part["equity"] for pair in both for part in pair if part["equity"] > 0]
    found["owed full"] = formulas.clawback_curve(a | {"is_pro_rata": False})
    found["owed pro_rata"] = formulas.clawback_curve(a | {"is_pro_rata": True})
    months = 12 * formulas.years_of_vesting(a["grants"])
    worth, asks = formulas.lever_worth(a, months), formulas.ask_worth(a, made["ask"], months)
    found |= {f"adds_{name}": [amount] for name, amount in asks.items()}
    found |= {f"worth_{name}": [formulas.cents_per_dollar(amount)] for name, amount in worth.items()}
    return {name: once(amounts) for name, amounts in (found | expected_comparison(a, b, leaving)).items() if amounts}


def expected_comparison(a: dict[str, Any], b: dict[str, Any], leaving: int) -> dict[str, list[int]]:
    """Return the figures that the page shows of two offers side by side."""
    found: dict[str, list[int]] = {}
    years = formulas.years_compared([a, b])
    pay = [formulas.expected_pay(offer, years, leaving) for offer in (a, b)]
    running = [formulas.running_totals(offer, 12 * years) for offer in (a, b)]
    totals = [part["cash"] + part["equity"] for part in pay]
    for letter, part, total, months in zip("ab", pay, totals, running, strict=True):
        found |= {f"cash {letter}": [part["cash"]], f"equity {letter}": [part["equity"]], f"total {letter}": [total]}
        found |= {f"running_{year} {letter}": [months[12 * year - 1]] for year in range(1, years + 1)}
    other = pay[1] if totals[0] >= totals[1] else pay[0]
    multiple = formulas.break_even(other, max(totals))
    if multiple is not None and totals[0] != totals[1]:
        assert formulas.at_multiple(other, multiple) >= max(totals) > formulas.at_multiple(other, multiple - 1)
        found["multiple"] = [multiple]
    turns = [formulas.overtakes(*running), formulas.overtakes(*reversed(running))]
    found["ahead_month"] = [month for month in [min((m for m in turns if m is not None), default=None)] if month]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_generated_offers_show_what_the_formulas_say(
    opened: Callable[..., Page], data: dict[str, Any], seed: int
) -> None:
    """On generated offers every figure of the page is the formulas' own, and the chart has the table's scale."""
    page = opened(OTHER)
    chance = random.Random(20261207 + seed)
    for _ in range(OFFERS):
        pair = [package(chance), package(chance)]
        a, b = (as_entered(offer, max(map(horizon, pair))) for offer in pair)
        leaving = chance.choice((0, 0, 10_000, chance.randint(0, 10_000)))
        hash_ = f"#v=2{typed(a)}{typed(b, 'b.')}&leaving={share_text(leaving).replace('%', '%25')}"
        read = page.evaluate(READ, hash_)
        wanted = expected(a, b, leaving, data)
        assert {name: once(read["found"].get(name, [])) for name in wanted} == wanted, hash_
        known = [name for name in read["found"] if name.startswith(("year_", "drop_", "multiple", "ahead_month"))]
        assert set(known) <= wanted.keys(), hash_
        highest = max(amounts[0] for name, amounts in wanted.items() if name.startswith("year_") and "_total " in name)
        for column in COLUMNS:
            for year, drawn in enumerate(read["chart"][column], 1):
                table = {name.removesuffix(f" {column}"): amounts[0] for name, amounts in wanted.items()
                         if name.startswith(f"year_{year}_") and name.endswith(f" {column}")}  # fmt: skip
                table.pop(f"year_{year}_clawback", None)
                total = table.pop(f"year_{year}_total")
                assert sum(table.values()) == total, hash_
                assert {name: amount for name, (amount, _) in drawn["parts"].items()} == table, hash_
                assert all(grow == pytest.approx(amount, rel=1e-5) for amount, grow in drawn["parts"].values()), hash_
                assert drawn["grow"] == pytest.approx(highest, rel=1e-5), hash_


def test_grants_vest_to_the_dollar_on_the_page(opened: Callable[..., Page]) -> None:
    """Where shares neither grow nor cost anything, what vests over the years of the page is what was granted."""
    page = opened(OTHER)
    for offer in packages(20261208, 40):
        free = [part | {"strike": 0} for part in offer["grants"]]
        plain = as_entered(offer | {"grants": free, "growth": 0, "discount": 0})
        found = page.evaluate(READ, f"#v=2{typed(plain)}")["found"]

        def sum_of(*parts: str, found: dict[str, list[int]] = found) -> int:
            return sum(
                amounts[0]
                for name, amounts in found.items()
                if name.startswith("year_") and name.endswith(tuple(f"_{part} initial" for part in parts))
            )

        assert sum_of("vest", "grant_1", "grant_2", "grant_3") == sum(part["amount"] for part in plain["grants"])
        assert sum_of("written", "customary", "hoped") == sum(part["amount"] for part in plain["refreshes"])


def test_golden_year_path(opened: Callable[..., Page]) -> None:
    """The worked example pays 790K, then 740K, and falls to 340K; its outcome stands at 485K and 360K after year 4."""
    page = opened(GOLDEN)
    found = page.evaluate(READ, page.evaluate("location.hash"))["found"]

    def path(column: str, last: int) -> list[int]:
        return [found[f"year_{year}_total {column}"][0] for year in range(1, last + 1)]

    assert path("initial", 5) == [790_000, 740_000, 740_000, 740_000, 340_000]
    assert path("outcome", 6) == [1_035_000, 1_010_000, 1_010_000, 1_010_000, 485_000, 360_000]
    assert said(page, "years") == "year 5 pays 54.1% less: the grant has vested"
    expect(page.locator("#years .fall")).to_have_text(
        "The first year to fall far is year 5. It pays $340K, which is 54.1% less than the year before: "
        "the grant has vested."
    )


def test_first_large_fall_is_bracketed(opened: Callable[..., Page]) -> None:
    """The bracket of a fall begins at the height of the year before and ends on its own column."""
    page = opened(GOLDEN)
    bracket = page.locator("#years .chart__fall")
    assert bracket.count() == 1
    expect(bracket).to_have_text("−54.1%")
    tops = page.evaluate("""() => {
      const [before, after] = [...document.querySelectorAll("#years .chart > *")].slice(-2);
      const top = (part) => part.getBoundingClientRect().top;
      const highest = (column) => Math.min(...[...column.querySelectorAll("[data-amount]")].map(top));
      const fall = after.querySelector(".chart__fall").getBoundingClientRect();
      return [fall.top - highest(before), fall.bottom - highest(after)];
    }""")
    assert tops == pytest.approx([0, 0], abs=1)


def test_a_switch_chooses_the_column_of_the_years(opened: Callable[..., Page]) -> None:
    """The years are the offer's until the reader chooses the ask or the outcome; words, chart and table follow."""
    page = opened(GOLDEN)
    years = result(page, "years")
    for column, share in (("outcome", "52.0%"), ("initial", "54.1%")):
        years.locator(f'[name="column"][value="{column}"]').check()
        expect(years.locator(".fall")).to_contain_text(share)
        kinds = years.locator("table data").evaluate_all("(cells) => [...new Set(cells.map((c) => c.dataset.column))]")
        assert kinds == [column]
    assert page.evaluate("location.hash").count("column") == 0


def test_status_of_refreshes_shows_without_colour(opened: Callable[..., Page]) -> None:
    """Each grant and status of a refresh has a pattern of its own, also where the system forces its colours."""
    page = opened(
        "#v=2&company=other&base=300K&grant=1M&grant2=100K&grant3=50K&signing_bonus=50K&bonus_target=15%25&refresh=100K"
        "&refresh2=100K&refresh3=100K&refresh_status3=hoped"
    )
    key = page.locator("#years .chart-key li:visible")
    assert [words.strip() for words in key.all_inner_texts()] == [
        "Base", "First grant", "Second grant", "Third grant", "Refresh in writing", "Customary refresh",
        "Refresh hoped for", "Bonus", "Signing bonus",
    ]  # fmt: skip
    for forced in ("none", "active"):
        page.emulate_media(forced_colors=forced)
        looks = key.locator("i").evaluate_all(
            "(marks) => marks.map((m) => getComputedStyle(m)).map((is) => is.backgroundImage + is.backgroundColor)"
        )
        assert len(set(looks)) == len(looks)
        patterned = [look for look in looks if "gradient" in look]
        assert len(patterned) == 7


def test_folded_sections_tell_their_result_and_fill_when_opened(opened: Callable[..., Page]) -> None:
    """A section that is folded says its result in its first line, holds nothing more, and fills when it is opened."""
    page = opened(f"{GOLDEN}&clawback_months=12", folded=True)
    expect(result(page, "years")).to_have_attribute("open", "")
    assert [said(page, name) for name in ("totals", "signing", "clawback", "levers", "compare", "walk-away-check")] == [
        "year 1 $790K, recurring $740K",
        "no purpose named yet",
        "up to $50K if you leave before the end of month 12, then nothing",
        "$4.00 for base, $1.00 for the grant",
        "only one offer so far",
        "0 of 3 signs",
    ]
    assert page.locator("#totals table data").count() == 0
    field(page, "base").fill("350K")
    result(page, "totals").locator("summary").first.click()
    expect(page.locator('#totals data[data-quantity="as_paid"][data-column="a"]')).to_have_text("$800K")
    assert said(page, "totals") == "year 1 $800K, recurring $750K"


def test_answer_where_little_or_nothing_moves(opened: Callable[..., Page]) -> None:
    """Where the first year gains nothing the answer says so; where nothing moves, it asks for the papers."""
    page = opened(f"{GOLDEN}&policy.base_room=0%25&policy.grant_room=0%25&policy.signing_bonus_room=0%25")
    answer = page.locator(".calculator__answer")
    expect(answer).to_have_text("Ask for a refresh of $600K in writing; year 1 stays at $790K.")
    field(page, "policy.refresh_room").fill("0%")
    expect(answer).to_have_text("The model finds nothing to ask for: no part of this offer has room by the data.")
    expect(page.locator(".calculator__say q")).to_contain_text("Could I have it all in writing")
    expect(result(page, "levers")).to_contain_text("No ask adds anything here")


def test_what_to_say(opened: Callable[..., Page]) -> None:
    """Below the answer stands what to say: the amounts of the ask, and what the signing bonus is for."""
    page = opened(GOLDEN)
    say = page.locator(".calculator__say q")
    expect(say).to_have_text(
        "Thank you for the offer; I would like to join. Could you bring it to a grant of $2.4M, a base of $380K, "
        "a signing bonus of $200K and a refresh of $600K in writing?"
    )
    field(page, "signing_purpose").select_option("bridge")
    field(page, "left1").fill("90K")
    expect(say).to_contain_text("a signing bonus of $90K and a refresh of $600K in writing?")
    expect(say).to_contain_text("? The signing bonus would replace what I lose by leaving.")
    field(page, "signing_purpose").select_option("floor")
    field(page, "floor_total_comp").fill("900K")
    expect(say).to_contain_text("? The signing bonus would bring the first year, as offered, to $900K.")
    field(page, "signing_bonus").fill("1M")
    expect(say).not_to_contain_text("signing bonus")


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("inside", "The ask stays inside the published band, {low} to {high}, and needs no sign-off by it."),
        ("top", "The published band ends at {high}; the ask is held there."),
        ("over", "The offer itself lies above the published band, {low} to {high}, so nothing caps the ask. Rule"),
        ("under", "The offer lies below the published band, {low} to {high}: say so first."),
    ],
)
def test_band_is_drawn_and_said(opened: Callable[..., Page], data: dict[str, Any], where: str, words: str) -> None:
    """A published band is a line to scale with the offer and the ask on it, and words say where they lie."""
    level = next(
        level for level in data["levels"]
        if level["complete"] and level["bands"]["base"] and "base" not in levers(data, level["company"])
    )  # fmt: skip
    low, high = level["bands"]["base"][0]["low"], level["bands"]["base"][0]["high"]
    base = {"inside": low, "top": high - 1, "over": high + 10_000, "under": low - 20_000}[where]
    page = opened(f"{at(level)}&base={base}")
    row = page.locator('[data-moved="base"]')
    expect(row).to_contain_text(words.format(low=dollars_text(low), high=dollars_text(high)))
    ask = summary(page)["base ask"]
    first, last, offer, asked = row.evaluate("""(row) => ["end", "end", "offer", "ask"].map((kind, i) => {
      const marks = [...row.querySelectorAll(`.band-line__${kind}`)];
      const {left, right} = marks.at(i === 1 ? 1 : 0).getBoundingClientRect();
      return (left + right) / 2;
    })""")
    scale = (last - first) / (high - low)
    assert offer - first == pytest.approx((base - low) * scale, abs=1.5)
    assert asked - first == pytest.approx((ask - low) * scale, abs=1.5)
    assert (row.locator(".band-line__beyond").count() > 0) == (where in ("over", "under"))


def test_ask_above_the_band_needs_sign_off(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """Where a company says that somebody can sign above the band, the ask may leave it, and the row says so."""
    level, lever = next(
        (level, levers(data, level["company"])["base"]) for level in data["levels"]
        if level["bands"]["base"] and levers(data, level["company"]).get("base", {}).get("sign_off")
    )  # fmt: skip
    top = level["bands"]["base"][0]["high"]
    page = opened(f"{at(level)}&base={top}&grant=100K&leverage=written")
    assert summary(page)["base ask"] > top
    row = page.locator('[data-moved="base"]')
    expect(row).to_contain_text(lever["because"])
    expect(row).to_contain_text(
        f"The published band ends at {dollars_text(top)}; the ask lies above it and needs sign-off."
    )


def test_sign_off_is_named_only_where_the_data_names_it(opened: Callable[..., Page], data: dict[str, Any]) -> None:
    """An ask that its purpose lifts above the band is not said to need a sign-off of which nobody has told."""
    level = next(
        level for level in data["levels"]
        if level["complete"] and level["bands"]["signing_bonus"]
        and not levers(data, level["company"]).get("signing_bonus", {}).get("sign_off")
    )  # fmt: skip
    top = level["bands"]["signing_bonus"][0]["high"]
    page = opened(f"{at(level)}&signing_purpose=floor&floor_total_comp=900K")
    assert summary(page)["signing_bonus ask"] > top
    row = page.locator('[data-moved="signing_bonus"]')
    expect(row).to_contain_text(f"The published band ends at {dollars_text(top)}; the ask lies above it.")
    expect(row).not_to_contain_text("sign-off")


def test_rule_names_the_assumptions_in_force(opened: Callable[..., Page]) -> None:
    """Each row names the rule that made its ask, with the assumptions as the reader set them; a purpose has none."""
    page = opened(f"{GOLDEN}&policy.base_room=15%25")
    row = page.locator('[data-moved="base"] .rule')
    expect(row).to_have_text(
        "Rule: 15% of base × 100% open, in steps of $5K. "
        "Outcome: 50% of the rise, about as in the one published example."
    )
    field(page, "policy.base_capture").fill("60%")
    expect(row).to_contain_text(". Outcome: 60% of the rise, as you set it.")
    field(page, "leverage").select_option("none")
    expect(row).to_contain_text("× 40% open")
    field(page, "policy.base_room").fill("0%")
    expect(row).to_have_count(0)
    signing = page.locator('[data-moved="signing_bonus"] .rule')
    expect(signing).to_have_count(1)
    field(page, "signing_purpose").select_option("floor")
    field(page, "floor_total_comp").fill("1M")
    expect(signing).to_have_count(0)


def test_five_totals_and_their_kinds(opened: Callable[..., Page]) -> None:
    """The five totals of an offer by hand: 300K base, 20% bonus, 48K signing over two years, 400K granted over four."""
    page = opened(
        "#v=2&company=other&base=300K&bonus_target=20%25&signing_bonus=48K&signing_months=24&grant=400K&every_months=12"
        "&liquidity=tender"
    )
    cells = page.locator("#totals tbody td").all_inner_texts()
    assert [" ".join(cell.split()) for cell in cells] == [
        "$484K $384K cash, $100K paper",
        "$472K $372K cash, $100K paper",
        "$460K $360K cash, $100K paper",
        "$472K $372K cash, $100K paper",
        "$324K $324K cash",
    ]
    expect(page.locator("#totals thead")).to_contain_text("shares on paper: sold only when the company lets you")
    field(page, "liquidity").select_option("public")
    expect(page.locator("#totals tbody td").first).to_contain_text("$100K liquid")


@pytest.mark.parametrize(
    ("quoted", "words"),
    [
        ("484K", "That is year 1 as paid: $484K by these numbers, with shares at today’s price."),
        ("460K", "That is the recurring total: $460K by these numbers, with shares at today’s price."),
        ("480K", "That is year 1 as paid: $484K by these numbers, with shares at today’s price."),
        (
            "550K",
            "None of the five. The nearest is year 1 as paid, $484K with shares at today’s price; they said $66K more.",
        ),
        (
            "200K",
            "None of the five. The nearest is guaranteed cash, $324K with shares at today’s price; they said less.",
        ),
    ],
)
def test_which_total_was_quoted(opened: Callable[..., Page], quoted: str, words: str) -> None:
    """A quoted total is named where it is one of the five, rounded or not; else the nearest is, and what to ask."""
    page = opened(
        f"#v=2&company=other&base=300K&bonus_target=20%25&signing_bonus=48K&signing_months=24&grant=400K&quoted={quoted}"
    )
    expect(page.locator("#totals .says")).to_contain_text(words)
    # A recruiter counts shares as they stand: what the reader expects of them changes nothing here.
    field(page, "growth").fill("50%")
    field(page, "discount").fill("20%")
    expect(page.locator("#totals .says")).to_contain_text(words)
    field(page, "quoted").fill("")
    expect(page.locator("#totals .says")).to_be_hidden()


def test_bridge_counts_what_is_lost_on_the_day(opened: Callable[..., Page]) -> None:
    """Shares that vest on the last day are kept, later ones lost; the ask and its sentence follow the day."""
    page = opened(
        f"{OTHER}&base=300K&grant=800K&signing_bonus=20K&signing_purpose=bridge&left1=40K&left1_day=2027-02-15&left2=30K"
        "&left2_day=2027-05-15&leave_day=2027-02-14"
    )
    section = result(page, "signing")
    rows = section.locator(".left-behind tbody tr")
    assert [row.split("\t")[-1] for row in rows.all_inner_texts()] == ["lost", "lost"]
    assert summary(page)["signing_bonus ask"] == 70_000
    field(page, "leave_day").fill("2027-02-15")
    assert [row.split("\t")[-1] for row in rows.all_inner_texts()] == ["kept", "lost"]
    assert summary(page)["signing_bonus ask"] == 30_000
    expect(section.locator("q")).to_have_text(
        "Leaving on 15 February 2027 costs me $30K. A signing bonus of $30K would replace it."
    )
    field(page, "leave_day").fill("2027-05-15")
    expect(section.locator(".says")).to_have_text("The $20K in the offer already covers it.")
    assert said(page, "signing") == "covered by the $20K in the offer"


def test_each_purpose_shows_what_it_needs(opened: Callable[..., Page]) -> None:
    """What each purpose needs stands side by side as far as it is known; the best other offer is the one to match."""
    page = opened(
        "#v=2&company=other&base=300K&grant=800K&every_months=12&left1=90K&floor_total_comp=560K&b.company=other&b.base=400K"
        "&b.grant=400K&b.every_months=12&c.company=other&c.base=450K&c.grant=600K&c.every_months=12&signing_purpose=match"
    )
    needs = page.locator("#signing [data-purpose] td").all_inner_texts()
    assert needs == ["$90K", "$90K", "$600K", "$100K", "$560K", "$60K"]
    expect(page.locator("#signing .chosen")).to_have_attribute("data-purpose", "match")
    assert said(page, "signing") == "$100K to match the other first year"
    expect(page.locator("#signing q")).to_have_text(
        "For me the first year has to match $600K. Yours, as offered, pays $500K; "
        "a signing bonus of $100K would close the gap."
    )


def test_clawback_by_month(opened: Callable[..., Page]) -> None:
    """24K owed back within 12 months: all of it until month 12 in full, a twelfth less each month pro rata."""
    page = opened(f"{OTHER}&base=300K&grant=0&signing_bonus=24K&clawback_months=12")
    rows = [row.split("\t") for row in page.locator("#clawback tbody tr").all_inner_texts()]
    assert rows[0] == ["1", "$24K", "$22K"]
    assert rows[5] == ["6", "$24K", "$12K"]
    assert rows[-2:] == [["11", "$24K", "$2K"], ["12", "$0", "$0"]]
    assert said(page, "clawback") == "up to $24K if you leave before the end of month 12, then nothing"
    heights = page.locator("#clawback .steps > *").evaluate_all(
        "(months) => months.map((month) => [...month.children].map((part) => Number(part.style.flexGrow)))"
    )
    assert heights[5] == [12_000, 12_000, 0]
    assert heights[-1] == [0, 0, 24_000]
    field(page, "clawback_kind").select_option("pro_rata")
    assert said(page, "clawback") == "at most $22K, less each month, nothing from the end of month 12"


def test_clawback_that_nobody_stated(opened: Callable[..., Page]) -> None:
    """Where no term is stated the page says what to look for in the letter, and draws nothing."""
    page = opened(f"{OTHER}&base=300K&grant=0&signing_bonus=24K")
    expect(result(page, "clawback")).to_contain_text("In the letter, look for “repay”, “reimburse” or “clawback”")
    expect(page.locator("#clawback .clawback")).to_be_hidden()
    assert said(page, "clawback") == "no term stated: look in the letter"
    field(page, "clawback_months").fill("0")
    assert said(page, "clawback") == "nothing"


def test_exchange_rates(opened: Callable[..., Page]) -> None:
    """Over four years a dollar of base with a 15% bonus pays $4.60; the grant's ask still adds the most."""
    page = opened(f"{GOLDEN}&bonus_target=15%25")
    cells = {row.split("\t")[0]: row.split("\t")[1:] for row in page.locator("#levers tbody tr").all_inner_texts()}
    assert cells == {
        "Base, a year": ["$4.60", "$184K"],
        "Bonus target, a year": ["$4.00", "not asked for"],
        "Signing bonus": ["$1.00", "$150K"],
        "Grant": ["$1.00", "$800K"],
        "Refresh in writing": ["$0.75", "$450K"],
    }
    section = result(page, "levers")
    expect(section).to_contain_text("“Equity first” holds for this offer by what there is to win")
    expect(section).to_contain_text("the ask for the grant adds $800K over 4 years, the one for base $184K.")
    expect(section).to_contain_text(
        "Dollar for dollar, base counts most: one more pays $4.60, one more of the grant $1.00."
    )


def test_equity_first_is_denied_where_cash_adds_more(opened: Callable[..., Page]) -> None:
    """Where the ask for cash adds more than any for shares, the page says that “equity first” does not hold."""
    page = opened(f"{OTHER}&base=600K&grant=100K&leverage=written")
    expect(result(page, "levers")).to_contain_text(
        "“Equity first” does not hold for this offer: the ask for base adds $280K over 4 years, "
        "the one for the grant $50K."
    )


def test_break_even_multiple(opened: Callable[..., Page]) -> None:
    """A pays 1.6M, B 1M in cash and 500K in shares: B pays as much at 1.2 times its shares' value, and not below."""
    page = opened(
        "#v=2&company=other&called=Acme&base=300K&grant=400K&b.company=other&b.called=Bolt&b.base=250K&b.grant=500K"
    )
    pair = page.locator("#compare li")
    expect(pair).to_contain_text(
        "Acme pays more until the shares of Bolt are worth about 1.2 times what they were counted at."
    )
    multiple = int(pair.locator('[data-quantity="multiple"]').get_attribute("value") or 0)
    pay = {"cash": 1_000_000, "equity": 500_000}
    assert formulas.at_multiple(pay, multiple) >= 1_600_000 > formulas.at_multiple(pay, multiple - 1)
    assert said(page, "compare") == "Acme pays most: $1.6M over 4 years"


def test_no_price_of_shares_evens_out_what_has_none(opened: Callable[..., Page]) -> None:
    """An offer without shares never catches up by their price; two that pay the same are said to."""
    page = opened("#v=2&company=other&base=300K&grant=400K&b.company=other&b.base=250K&b.grant=0")
    expect(page.locator("#compare li")).to_contain_text(
        "Offer A pays more than Offer B at any price of the other’s shares"
    )
    field(page, "b.base").fill("400K")
    expect(page.locator("#compare li")).to_contain_text("Offer A and Offer B pay the same.")


def test_first_month_of_overtaking(opened: Callable[..., Page]) -> None:
    """The month in which a running total first goes past the other is said, also where it falls behind again."""
    page = opened("#v=2&company=other&base=300K&grant=1M&b.company=other&b.base=240K&b.grant=1M&b.signing_bonus=50K")
    # 5K a month against 50K at once: equal after month 10.
    expect(page.locator("#compare li")).to_contain_text(
        "By running total Offer A trails at first and pulls ahead in month 11."
    )
    act(page, "add", "b.signing_bonus").click()
    field(page, "b.signing_bonus2").fill("120K")
    field(page, "b.signing_month2").fill("20")
    expect(page.locator("#compare li")).to_contain_text("Offer A trails at first and pulls ahead in month 11.")
    field(page, "b.signing_bonus").fill("0")
    expect(page.locator("#compare li")).to_contain_text("Offer B trails at first and pulls ahead in month 20.")
    field(page, "b.signing_bonus2").fill("0")
    expect(page.locator("#compare li")).to_contain_text("Month by month, the one that leads never falls behind.")


def test_three_offers_make_three_pairs(opened: Callable[..., Page]) -> None:
    """Of three offers every pair is compared, and the chance of leaving weighs what they are expected to pay."""
    page = opened(
        "#v=2&company=other&base=300K&grant=400K&b.company=other&b.base=250K&b.grant=600K&c.company=other&c.base=200K&c.grant=800K"
    )
    assert page.locator("#compare li").count() == 3
    total = page.locator('#compare [data-quantity="total"][data-column="a"]')
    expect(total).to_have_text("$1.6M")
    field(page, "leaving").fill("100%")
    expect(total).to_have_text("$400K")  # the first year alone is certain
    expect(result(page, "compare")).to_contain_text("at 100% a year of leaving")


def test_walk_away_answers(opened: Callable[..., Page]) -> None:
    """Each sign has the guide's answer; the last rise is held against the mark of a closing offer."""
    page = opened(f"{OTHER}&base=300K&grant=800K")
    section = result(page, "walk-away-check")
    assert said(page, "walk-away-check") == "0 of 3 signs"
    assert section.locator(".says:visible").count() == 0
    field(page, "band_cited").select_option("yes")
    expect(section).to_contain_text("Believe them, for want of an offer to show.")
    field(page, "leverage").select_option("written")
    expect(section).to_contain_text("show the written offer now.")
    for total, words in (
        ("525K", "A rise of 5.0%, not above 5%: by the guide’s sign that is the closing offer."),
        ("526K", "A rise of 5.2% is more than 5%"),
        ("500K", "That is no rise over the offer as you entered it."),
    ):
        field(page, "closing_total").fill(total)
        expect(section.locator(".says:visible").nth(1)).to_contain_text(words)
    field(page, "closing_total").fill("510K")
    field(page, "senior_call").select_option("yes")
    expect(section).to_contain_text("Use the call for the team")
    assert said(page, "walk-away-check") == "3 of 3 signs"
    expect(section.locator('a[href$="#walk-away"]')).to_be_visible()


def test_offer_states_which_parts_it_lacks(opened: Callable[..., Page]) -> None:
    """What an offer does not state is said so, and counts as nothing; what it states as nothing is an amount."""
    page = opened(f"{OTHER}&base=300K&grant=800K")
    rows = page.locator("[data-moved]")
    assert rows.nth(1).locator("td").first.inner_text() == "none stated"
    expect(page.locator(".calculator__summary figcaption")).to_contain_text("The offer states no signing bonus")
    field(page, "signing_bonus").fill("0")
    assert rows.nth(1).locator("td").first.inner_text() == "$0"
    expect(page.locator(".calculator__summary figcaption")).not_to_contain_text("The offer states no signing bonus")
