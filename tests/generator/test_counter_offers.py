"""Does a counter-offer start from what is published, and stop where a band or a lever stops it?"""

from __future__ import annotations

import pytest

from generator.counter_offers import CounterOffer, central, company_counter_offer, policy_terms, worked_example
from generator.figures import MoneyFigure
from generator.offers import EVEN_SCHEDULE, Offer
from tests.build import Edit, build_dataset, build_policy

K = 1_000


def counter(company: str, level: str, *edits: Edit) -> CounterOffer | None:
    """Return the counter-offer of a level of the content tree after some edits."""
    dataset = build_dataset(*edits)
    owner = dataset.companies[company]
    return company_counter_offer(dataset, owner, owner.levels[level])


def made(company: str, level: str, *edits: Edit) -> CounterOffer:
    """Return a counter-offer that there is."""
    found = counter(company, level, *edits)
    assert found is not None
    return found


def pay(offer: Offer) -> tuple[int, int, int, int, int]:
    """Return base, signing bonus, grant, refresh and year-1 total of an offer, in thousands of dollars."""
    amounts = (offer.base, offer.signing_bonus, offer.grant, offer.refresh, offer.year_1_total)
    assert all(amount % 100 == 0 for amount in amounts)
    return tuple(amount / K for amount in amounts)  # type: ignore[return-value]


def test_the_example_offer_is_what_is_published() -> None:
    """The example takes base, bonus target, grant, schedule, cliff and signing bonus as published, and no more."""
    found = made("acme", "l4")
    assert found.columns["initial"] == Offer(
        base=150 * K,
        bonus_target=1_000,
        signing_bonus=20 * K,
        grant=400 * K,
        vesting_schedule=(4_000, 3_000, 2_000, 1_000),
        cliff_months=6,
    )
    assert (found.absent, found.derived_grant) == (frozenset({"refresh"}), False)


def test_columns_by_hand() -> None:
    """The asks of a level are those that a person with paper gets: without another offer, and with a written one."""
    columns = made("acme", "l4").columns
    assert list(columns) == ["initial", "ask", "ask_with_offer"]
    assert pay(columns["initial"]) == (150, 20, 400, 0, 345)
    assert pay(columns["ask"]) == (155, 40, 500, 100, 410.5)
    assert pay(columns["ask_with_offer"]) == (160, 80, 600, 100, 496)


def test_lifts_by_hand() -> None:
    """A lift compares year-1 totals, from unrounded figures."""
    found = made("acme", "l4")
    assert (found.lift("ask"), found.lift("ask_with_offer")) == (1_899, 4_377)  # 65.5 and 151 of 345


def test_a_yearly_figure_makes_a_derived_grant() -> None:
    """Where only equity a year is published, the grant is four times that and vests evenly, whatever the terms say."""
    found = made("acme", "l5")
    initial = found.columns["initial"]
    assert found.derived_grant
    assert (initial.grant, initial.vesting_schedule) == (600 * K, EVEN_SCHEDULE)
    assert pay(found.columns["ask"]) == (235, 40, 700, 150, 450)
    assert pay(found.columns["ask_with_offer"]) == (250, 90, 900, 150, 565)


def test_a_published_grant_comes_before_a_yearly_figure() -> None:
    """A level with a grant and a yearly figure starts from the grant."""
    grant = "    grant:\n      - {value: 500K, statistic: average, source: pay-tables}\n"
    edit = Edit("companies/acme", "    annual_equity:", f"{grant}    annual_equity:")
    found = made("acme", "l5", edit)
    assert (found.columns["initial"].grant, found.derived_grant) == (500 * K, False)


def test_what_is_not_published_is_absent() -> None:
    """A signing bonus or bonus target that nobody publishes counts for nothing and is said to be absent."""
    found = made("acme", "l5")
    assert found.absent == {"refresh", "signing_bonus", "bonus_target", "vesting_schedule"}
    assert (found.columns["initial"].signing_bonus, found.columns["initial"].bonus_target) == (0, 0)


def test_a_row_without_a_figure_is_absent_too() -> None:
    """A component whose row only gives a reason is not published."""
    row = "- {value: 20K, statistic: single report, from: 2025-11, source: pay-guide}"
    edit = Edit("companies/acme", row, "- reason: Nobody says.")
    assert "signing_bonus" in made("acme", "l4", edit).absent


@pytest.mark.parametrize(("company", "level"), [("acme", "l6"), ("globex", "l6")])
def test_no_base_or_no_equity_is_no_counter_offer(company: str, level: str) -> None:
    """Where base or equity is published nowhere, there is no counter-offer rather than a guess."""
    assert counter(company, level) is None


def test_a_posted_band_caps_and_an_average_does_not() -> None:
    """The band that the initial amount lies in caps the ask; an average has no top."""
    found = made("acme", "l4")
    assert (found.limits["base"].band, found.limits["base"].cap) == ((140 * K, 160 * K), 160 * K)
    assert (found.limits["grant"].band, found.limits["grant"].cap) == (None, None)
    averaged = Edit("companies/acme", "statistic: posted range\n", "statistic: percentile range\n")
    free = made("acme", "l4", averaged)
    assert (free.limits["base"].cap, free.columns["ask_with_offer"].base) == (None, 165 * K)


def test_a_band_elsewhere_caps_nothing() -> None:
    """A band that the initial amount does not lie in says nothing about it."""
    edit = Edit("companies/acme", "low: 140K", "low: 151K")
    found = made("acme", "l4", edit)
    assert (found.limits["base"].band, found.columns["ask_with_offer"].base) == (None, 165 * K)


def test_an_open_band_caps_nothing() -> None:
    """A range with one end is no band."""
    edit = Edit("companies/acme", "      - low: 140K\n        high: 160K\n", "      - high: 160K\n")
    assert made("acme", "l4", edit).limits["base"].cap is None


def test_a_band_of_yearly_equity_caps_a_derived_grant() -> None:
    """The band of a yearly figure caps the derived grant at four times its top."""
    found = made("globex", "l4")
    assert found.limits["grant"].band == (160 * K, 240 * K)
    assert [offer.grant for offer in found.columns.values()] == [200 * K, 240 * K, 240 * K]


SIGNING = "{value: 20K, statistic: single report, from: 2025-11, source: pay-guide}"


def test_a_range_of_signing_bonuses_caps_a_vague_ask() -> None:
    """A published range of signing bonuses holds an ask without a purpose, as a band holds base; a report does not."""
    ranged = "{low: 10K, high: 30K, statistic: compiled guide, from: 2025-11, source: pay-guide}"
    found = made("acme", "l4", Edit("companies/acme", SIGNING, ranged))
    assert (found.limits["signing_bonus"].band, found.limits["signing_bonus"].cap) == ((10 * K, 30 * K), 30 * K)
    assert [offer.signing_bonus for offer in found.columns.values()] == [20 * K, 30 * K, 30 * K]
    assert made("acme", "l4").limits["signing_bonus"].cap is None
    reported = Edit("companies/acme", SIGNING, ranged.replace("compiled guide", "percentile range"))
    assert made("acme", "l4", reported).limits["signing_bonus"].cap is None


def test_sign_off_lifts_the_cap() -> None:
    """Where sign-off is known to go above the band, the band stays shown and nothing caps the ask."""
    limit = made("globex", "l4").limits["base"]
    assert (limit.band, limit.cap) == ((150 * K, 170 * K), None)
    assert limit.ask is not None
    assert limit.ask.sign_off
    assert made("globex", "l4").columns["ask_with_offer"].base == 175 * K
    held = made("globex", "l4", Edit("companies/globex", "sign_off: true", "room: 10%"))
    assert held.columns["ask_with_offer"].base == 170 * K


def test_a_lever_of_no_room_moves_nothing() -> None:
    """A component that the data says does not move stays where it was, at any leverage."""
    found = made("globex", "l4")
    assert found.limits["signing_bonus"].room == 0
    assert [offer.signing_bonus for offer in found.columns.values()] == [0, 0, 0]


def test_a_lever_of_no_room_keeps_an_odd_amount() -> None:
    """What does not move is not rounded to a step either."""
    edits = [
        Edit("companies/acme", "value: 20K", "value: 22222"),
        Edit("companies/acme", "component: grant", "component: signing_bonus\n    room: 0%"),
    ]
    assert {offer.signing_bonus for offer in made("acme", "l4", *edits).columns.values()} == {22_222}


def test_a_lever_replaces_the_default_room() -> None:
    """A company's own room replaces that of the policy; the first line that names one counts."""
    edits = [
        Edit("companies/acme", "because: It has the most room.", "because: It has the most room.\n    room: 100%"),
        Edit(
            "companies/acme", "unknown:", "  - {component: grant, ask: Again., because: Once more., room: 0%}\nunknown:"
        ),
    ]
    found = made("acme", "l4", *edits)
    assert found.limits["grant"].room == 10_000
    assert found.columns["ask_with_offer"].grant == 800 * K


def test_a_line_without_room_changes_nothing() -> None:
    """A line that only says what to ask for leaves room and cap as they were."""
    assert made("acme", "l4").limits["grant"].ask is None
    assert made("acme", "l4").limits["grant"].room == 5_000


@pytest.mark.parametrize(
    ("row", "amount"),
    [
        ({"value": "5K"}, 5_000),
        ({"low": "150K", "high": "181K"}, 165_500),
        ({"low": "150K", "high": "151001"}, 150_501),
        ({"low": "150K", "mid": "160K", "high": "190K"}, 160_000),
        ({"high": "190K"}, None),
        ({"low": "190K"}, None),
    ],
    ids=range(6),
)
def test_the_middle_of_a_range_stands_for_it(row: dict[str, str], amount: int | None) -> None:
    """A range counts as the middle its source names, or as the middle of its ends; an open one as nothing."""
    figure = MoneyFigure.model_validate(row | {"statistic": "posted range", "source": "s"})
    other = MoneyFigure.model_validate({"value": "1", "statistic": "average", "source": "s"})
    assert central((figure, other)) == amount


def test_nothing_published_has_no_middle() -> None:
    """No row, or a row that gives a reason, has no amount."""
    assert central(()) is None
    assert central((MoneyFigure(reason="None."),)) is None


def test_a_worked_example_by_hand() -> None:
    """A worked example has a written offer behind it: initial, ask and outcome."""
    dataset = build_dataset()
    columns = worked_example(dataset.examples["acme-senior"], dataset.policy).columns
    assert list(columns) == ["initial", "ask", "outcome"]
    assert pay(columns["initial"]) == (200, 40, 800, 0, 440)
    assert pay(columns["ask"]) == (220, 120, 1_200, 200, 640)
    assert pay(columns["outcome"]) == (210, 80, 1_050, 150, 552.5)


def test_policy_terms_are_the_policy() -> None:
    """The formulas see the policy's numbers, with a company's rooms in place of the defaults."""
    policy = build_dataset().policy
    assert policy_terms(policy) == build_policy()
    assert policy_terms(policy, {"grant": 0}) == build_policy(grant_room=0)
