"""Has every figure one path and one row, and does a figure change only with those it rests on?"""

from __future__ import annotations

import re

import pytest

from generator.catalogue import Catalogue, Entry, UnknownFigure, fragment
from generator.dataset import Dataset
from generator.entries import catalogue
from generator.views import cited
from tests.build import Edit, build_catalogue, build_dataset

_FRAGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.fixture(scope="module")
def figures() -> Catalogue:
    """Every figure of the content tree."""
    return build_catalogue()


@pytest.mark.parametrize(
    ("path", "text", "address"),
    [
        ("acme.l4.base", "$150K", "/companies/acme/figures/#l4-base"),
        ("acme.l4.base@pay-tables", "$150K", "/companies/acme/figures/#l4-base"),
        ("acme.l4.base@acme-postings", "$140K–$160K", "/companies/acme/figures/#l4-base"),
        ("acme.l4.bonus_target", "10%", "/companies/acme/figures/#l4-bonus-target"),
        ("acme.posting.platform.base", "$145K–$210K", "/companies/acme/figures/#posting-platform-base"),
        ("acme.l4.base.ask", "$155K", "/companies/acme/figures/#l4-base-ask"),
        ("acme.l4.year_1_total.ask", "$410,500", "/companies/acme/figures/#l4-year-1-total-ask"),
        ("acme.l4.year_1_total.ask_with_offer", "$496K", "/companies/acme/figures/#l4-year-1-total-ask-with-offer"),
        ("acme.l4.lift.ask", "19.0%", "/companies/acme/figures/#l4-lift-ask"),
        ("acme.l4.level_step", "$115K", "/companies/acme/figures/#l4-level-step"),
        ("acme.equity.cliff_months", "6 months", "/companies/acme/figures/#equity-cliff-months"),
        ("acme.equity.cliff_months@pay-guide", "12 months", "/companies/acme/figures/#equity-cliff-months"),
        ("acme.equity.vest_year_1", "40%", "/companies/acme/figures/#equity-vesting-schedule"),
        ("acme.equity.vest_year_1@pay-guide", "25%", "/companies/acme/figures/#equity-vesting-schedule"),
        ("acme.liquidity.sold", "$6.6B", "/companies/acme/figures/#liquidity-sold"),
        ("acme.signing.span", "12 months", "/companies/acme/figures/#signing-span"),
        ("globex.l4.annual_equity", "$40K–$60K", "/companies/globex/figures/#l4-annual-equity"),
        ("example.acme-senior.base", "$200K", "/methodology/#example-acme-senior-base"),
        ("example.acme-senior.lift.outcome", "25.6%", "/methodology/#example-acme-senior-lift-outcome"),
        (
            "example.acme-senior.spread.year_1_total.initial",
            "$420K",
            "/methodology/#example-acme-senior-spread-year-1-total-initial",
        ),
        ("example.acme-senior.drop_5.initial", "50.0%", "/methodology/#example-acme-senior-years-initial"),
        ("example.acme-senior.printed.lift.outcome", "36%", "/methodology/#example-acme-senior-printed-lift-outcome"),
        ("policy.room.base", "10%", "/methodology/#policy-room-base"),
        ("policy.step.grant", "$50K", "/methodology/#policy-step-grant"),
        ("policy.spread_months", "24 months", "/methodology/#policy-spread-months"),
        ("claim.usual-lift.lift", "10%–20%", "/methodology/#claim-usual-lift"),
        ("evidence.survey.people", "1,200 people", "/methodology/#evidence-survey"),
        ("evidence.survey.spread", "2 to 5 days", "/methodology/#evidence-survey"),
        ("faq.lift_with_offer", "11.9%–50.7%", "/methodology/#faq-lift-with-offer"),
        ("faq.signing_with_offer", "$0–$90K", "/methodology/#faq-signing-with-offer"),
        ("faq.acme-senior.four_year_gain_base", "$40K", "/methodology/#faq-acme-senior-four-year-gain-base"),
        ("faq.acme-senior.left_by_base_alone", "18.6%", "/methodology/#faq-acme-senior-left-by-base-alone"),
    ],
)
def test_paths_texts_and_addresses(figures: Catalogue, path: str, text: str, address: str) -> None:
    """A figure is found by its path, shows as worked out by hand, and has its row where the rule of addresses says."""
    entry = figures[path]
    assert (entry.text, entry.address) == (text, address)


def test_what_is_not_published_is_no_figure(figures: Catalogue) -> None:
    """Nothing that is missing has a figure, least of all one of $0."""
    absent = ["acme.l6.grant", "acme.l6.base.ask", "acme.l5.signing_bonus", "acme.l5.signing_bonus.initial"]
    absent += ["acme.l4.refresh.initial", "globex.l6.base", "globex-labs.l4.base", "globex.l4.signing_bonus.initial"]
    assert [path for path in absent if path in figures] == []


def test_fragments_are_of_the_rule(figures: Catalogue) -> None:
    """Every figure has a page, and a fragment of small letters, digits and single dashes."""
    wrong = [e.path for e in figures.values() if not (e.address.startswith("/") and _FRAGMENT.fullmatch(e.fragment))]
    assert wrong == []
    assert fragment("l5", "year_1_total", "ask_with_offer") == "l5-year-1-total-ask-with-offer"
    assert fragment("policy.room.signing_bonus") == "policy-room-signing-bonus"


def test_a_fragment_is_of_one_list_or_one_figure(figures: Catalogue) -> None:
    """Two figures share a row only where they are rows of one list, or parts of one statement, schedule or year."""
    kinds: dict[str, set[str]] = {}
    for path, entry in figures.items():
        plain = path.partition("@")[0]
        if "-years-" not in entry.fragment and not plain.startswith(("claim.", "evidence.")):
            kinds.setdefault(entry.address, set()).add(re.sub(r"vest_year_\d", "vest", plain))
    assert {address: paths for address, paths in kinds.items() if len(paths) > 1} == {}


def test_a_figure_of_the_data_has_its_row(figures: Catalogue) -> None:
    """A figure read from the data leads to a sourced row; a derived one to a formula in words and what went in."""
    for path, entry in figures.items():
        if path.startswith(("policy.", "example.")) and not entry.derived:
            continue
        assert entry.derived != (entry.row is not None), path
        if entry.derived:
            assert entry.operands or entry.working, path
        else:
            assert entry.row is not None
            assert entry.row.source in build_dataset().sources, path


def test_operands_are_figures(figures: Catalogue) -> None:
    """What a derived figure was computed from are figures of the catalogue."""
    assert {(p, o) for p, entry in figures.items() for o in entry.operands if o not in figures} == set()


def test_a_working_gives_its_figure(figures: Catalogue) -> None:
    """The formula that a derivation shows, with the inputs it shows, gives the figure; each input is that figure."""
    worked = {path: entry for path, entry in figures.items() if entry.working}
    assert len(worked) > 100
    for path, entry in worked.items():
        assert entry.working is not None
        assert entry.working.result == entry.low == entry.high, path
        for given in entry.working.inputs:
            if given.path and isinstance(given.value, int) and figures[given.path].low == figures[given.path].high:
                assert given.value == figures[given.path].low, (path, given)


def test_no_figure_rests_on_itself(figures: Catalogue) -> None:
    """Derivations run from figures to figures and never in a circle."""
    for path, entry in figures.items():
        for operand in entry.operands:
            assert path not in _rests_on(figures, operand), path


def test_an_unknown_path_names_the_nearest(figures: Catalogue) -> None:
    """A misspelt path is refused with the nearest path; one that is like no other, without a hint."""
    with pytest.raises(UnknownFigure, match=r"no figure 'acme\.l4\.bsae'") as caught:
        figures["acme.l4.bsae"]
    assert (caught.value.path, caught.value.hint) == ("acme.l4.bsae", "did you mean 'acme.l4.base'?")
    with pytest.raises(UnknownFigure) as caught:
        figures["%%"]
    assert caught.value.hint == ""
    assert "acme.l4.bsae" not in figures
    assert figures.get("acme.l4.bsae") is None


def test_rows_of_a_list(figures: Catalogue) -> None:
    """All rows of a list stand at one address, the one used first."""
    rows = figures.rows("/companies/globex/figures/#l4-total-comp")
    assert [row.text for row in rows] == ["$260K", "$240K", "$255K"]
    assert figures.rows("/companies/acme/figures/#l4-base-ask") == []
    assert len(figures.lists("globex.l4.")) == 3


def test_two_rows_of_one_source() -> None:
    """Where a source has two rows in a list, its path means the first of them, and the list shows both."""
    figures = build_catalogue(Edit("companies/globex", "source: pay-tables-2025", "source: pay-tables"))
    assert figures["globex.l4.total_comp@pay-tables"].text == "$260K"
    rows = figures.rows("/companies/globex/figures/#l4-total-comp")
    assert [row.text for row in rows if row.path.endswith("@pay-tables")] == ["$260K", "$240K"]


def test_figures_of_a_page_and_of_a_source(figures: Catalogue) -> None:
    """A page lists each of its rows once; a source lists the rows that rest on it."""
    page = [entry.fragment for entry in figures.of_page("/companies/globex/figures/")]
    assert len(page) == len(set(page))
    assert page[:3] == ["l4-base", "l4-annual-equity", "l4-total-comp"]
    rows = cited(None, figures)
    assert rows["pay-tables-2025"] == (("/companies/globex/figures/#l4-total-comp", "Globex L4: total a year"),)
    assert "unused-study" not in rows


@pytest.mark.parametrize(
    ("entry", "pieces"),
    [
        (("p", 5_000, 5_000, "dollars"), (("$5K", 5_000),)),
        (("p", 5_000, 9_000, "dollars"), (("$5K", 5_000), ("–", None), ("$9K", 9_000))),
        (("p", 1_500, 3_000, "bp"), (("15%", 1_500), ("–", None), ("30%", 3_000))),
        (("p", 2, 5, "days"), (("2", 2), (" to ", None), ("5 days", 5))),
        (("p", None, 9_000, "dollars"), (("up to ", None), ("$9K", 9_000))),
        (("p", 500, None, "bp"), (("at least ", None), ("5%", 500))),
        (("p", 1, 1, "months"), (("1 month", 1),)),
    ],
    ids=range(7),
)
def test_pieces_of_a_figure(entry: tuple, pieces: tuple) -> None:
    """A figure comes in pieces: each number with its amount, the words between without."""
    made = Entry(*entry, label="", quantity="", address="")
    assert made.pieces == pieces
    assert made.text == "".join(text for text, _ in pieces)


def test_lifts_have_one_decimal() -> None:
    """A share with given decimals shows them even where they are nothing."""
    made = Entry("p", 2_000, 2_000, "bp", label="", quantity="lift", address="", decimals=1)
    assert made.text == "20.0%"


# Level steps


def test_a_level_step_wants_one_kind_and_one_source(figures: Catalogue) -> None:
    """Two totals are subtracted only where they are of one statistic and one source."""
    assert "acme.l4.level_step" in figures
    assert "acme.l5.level_step" not in figures  # an average, then a guide
    other_source = Edit("companies/globex", "source: pay-tables}\n\nasks", "source: pay-tables-2025}\n\nasks")
    other_kind = Edit("companies/globex", "500K, statistic: average", "500K, statistic: median")
    a_range = Edit("companies/globex", "{value: 500K,", "{low: 500K, high: 600K,")
    assert figures["globex.l4.level_step"].low == 240_000
    for edit in (other_source, other_kind, a_range):
        assert "globex.l4.level_step" not in build_catalogue(edit)


def test_the_last_level_has_no_step(figures: Catalogue) -> None:
    """There is no step from the last level of a ladder."""
    assert "globex.l6.level_step" not in figures


# What a change of one figure moves


def _rests_on(figures: Catalogue, path: str) -> set[str]:
    """Return a figure and all that it was computed from."""
    found: set[str] = set()
    left = [path]
    while left:
        if (next_path := left.pop()) not in found:
            found.add(next_path)
            left += figures[next_path].operands
    return found


def _moved(before: Catalogue, after: Catalogue) -> set[str]:
    paths = before.keys() | after.keys()
    return {p for p in paths if (before[p].text if p in before else "") != (after[p].text if p in after else "")}


CHANGES = [
    (Edit("companies/acme", "      - value: 150K\n", "      - value: 152K\n"), "acme.l4.base"),
    (Edit("companies/acme", "high: 160K", "high: 155K"), "acme.l4.base@acme-postings"),
    (Edit("companies/acme", "{value: 10%,", "{value: 12%,"), "acme.l4.bonus_target"),
    (Edit("companies/acme", "grant:\n      - {value: 400K", "grant:\n      - {value: 440K"), "acme.l4.grant"),
    (Edit("companies/acme", "value: 20K", "value: 30K"), "acme.l4.signing_bonus"),
    (Edit("companies/acme", "value: 285K", "value: 290K"), "acme.l4.total_comp"),
    (Edit("companies/acme", "value: 150K, statistic", "value: 170K, statistic"), "acme.l5.annual_equity"),
    (Edit("companies/acme", "low: 200K, high: 250K", "low: 200K, high: 240K"), "acme.l5.base"),
    (Edit("companies/acme", "value: 700K", "value: 750K"), "acme.l6.total_comp"),
    (Edit("companies/acme", "low: 145K, high: 210K", "low: 145K, high: 220K"), "acme.posting.platform.base"),
    (
        Edit("companies/acme", "[40%, 30%, 20%, 10%]", "[30%, 40%, 20%, 10%]"),
        "acme.equity.vest_year_1 acme.equity.vest_year_2",
    ),
    (Edit("companies/acme", "value: 6, statistic", "value: 3, statistic"), "acme.equity.cliff_months"),
    (Edit("companies/acme", "sold: 6.6B", "sold: 7B"), "acme.liquidity.sold"),
    (Edit("companies/globex", "high: 60K", "high: 80K"), "globex.l4.annual_equity"),
    (Edit("companies/globex", "high: 170K", "high: 190K"), "globex.l4.base"),
    (Edit("companies/globex", "value: 240K", "value: 245K"), "globex.l4.total_comp@pay-tables-2025"),
    (Edit("examples", "grant: 800K", "grant: 900K"), "example.acme-senior.grant"),
    (Edit("examples", "signing_bonus: 40K", "signing_bonus: 60K"), "example.acme-senior.signing_bonus"),
    (Edit("examples", "printed_lift: 36%", "printed_lift: 37%"), "example.acme-senior.printed.lift.outcome"),
    *(
        (
            Edit("policy", f"{part}: {{value: {old}, reason: {why}", f"{part}: {{value: {new}, reason: {why}"),
            f"policy.{group}.{part}",
        )
        for group, part, old, new, why in (
            ("room", "base", "10%", "20%", "A made-up share."),
            ("room", "signing_bonus", "40%", "60%", "Another made-up share."),
            ("room", "grant", "50%", "90%", "A third made-up share."),
            ("room", "refresh", "25%", "50%", "A fourth made-up share."),
            ("capture", "base", "50%", "100%", "A made-up part."),
            ("capture", "signing_bonus", "50%", "100%", "A made-up part."),
            ("capture", "grant", "60%", "100%", "A made-up part."),
            ("capture", "refresh", "80%", "100%", "A made-up part."),
            ("step", "base", "5K", "1K", "Asks are round."),
            ("step", "signing_bonus", "10K", "1K", "Asks are round."),
            ("leverage", "none", "40%", "10%", "Nothing in hand."),
            ("leverage", "process", "70%", "60%", "Something under way."),
            ("leverage", "written", "100%", "80%", "An offer in hand."),
        )
    ),
    (Edit("policy", "value: 24, reason", "value: 18, reason"), "policy.spread_months"),
    (Edit("claims", "lift: 10% to 20%", "lift: 10% to 25%"), "claim.usual-lift.lift"),
    (Edit("evidence", "share: 38%", "share: 39%"), "evidence.survey.share"),
]


@pytest.mark.parametrize(("edit", "roots"), CHANGES, ids=[roots for _, roots in CHANGES])
def test_a_change_moves_only_what_rests_on_it(figures: Catalogue, edit: Edit, roots: str) -> None:
    """After one change of the data, every figure that moved names the changed one among its operands, near or far."""
    after = build_catalogue(edit)
    moved = _moved(figures, after)
    named = set(roots.split())
    assert named <= moved
    unexplained = set()
    for path in moved:
        plain = {root.partition("@")[0] for root in named}
        if path.partition("@")[0] in plain:
            continue  # the row itself, under its other paths
        below = {p for catalogue in (figures, after) if path in catalogue for p in _rests_on(catalogue, path)}
        below |= {operand.partition("@")[0] for operand in below}  # the row of a source stands for the figure used
        if not below & named:
            unexplained.add(path)
    assert unexplained == set()


def test_a_change_of_one_company_leaves_the_other_alone(figures: Catalogue) -> None:
    """Nothing of one company moves with a figure of another."""
    moved = _moved(figures, build_catalogue(CHANGES[0][0]))
    assert {path for path in moved if path.startswith("globex")} == set()


def test_the_catalogue_is_the_same_each_time() -> None:
    """The same data gives the same figures in the same order."""

    def shown(dataset: Dataset) -> list[tuple[str, str, str]]:
        return [(path, entry.text, entry.address) for path, entry in catalogue(dataset).items()]

    assert shown(build_dataset()) == shown(build_dataset.__wrapped__())
