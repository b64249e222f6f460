"""Does a company's file, or a shared one, hold only what its model names?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel, RootModel, ValidationError

from generator import figures, models, records, shared_models
from generator.dataset import SHARED
from generator.errors import Problem
from generator.models import Company, Level, ScheduleTerm, StepMapping
from generator.shared_models import Policy, Source
from tests.build import Edit, build_dataset, load_edited


def one_problem(file: str, old: str, new: str) -> Problem:
    """Return the only problem of the content tree after one edit."""
    (problem,) = load_edited(Edit(file, old, new)).problems
    return problem


def test_a_schedule_adds_up() -> None:
    """A vesting schedule that does not come to 100% is refused with its sum."""
    problem = one_problem("companies/acme", "[40%, 30%, 20%, 10%]", "[40%, 30%, 20%, 5%]")
    assert problem.what == "equity.vesting_schedule, row 1, shares: the years add up to 95%, not 100%"
    assert (problem.why, problem.remedy) == ("a grant vests whole", "correct a year's share")


def test_a_schedule_of_any_length_adds_up() -> None:
    """One year, five years and odd shares make a schedule where they come to 100%."""
    for shares in (["100%"], ["20%"] * 5, ["33.33%", "33.33%", "33.34%"]):
        assert sum(ScheduleTerm.model_validate({"shares": shares, "source": "acme-survey"}).shares) == 10_000


def test_the_first_of_several_rows_says_why() -> None:
    """Of several rows the first is used, so it says why it is."""
    problem = one_problem("companies/acme", "        because: It is the newest.\n", "")
    assert problem.what == "levels.l4.base, row 1: the first of several rows has no 'because'"
    assert problem.why == "the first row is the one used"
    assert problem.remedy == "say why it is, and not the others"


def test_a_first_row_without_a_figure_needs_no_because() -> None:
    """Where the first row says that nothing is published, further rows stand beside it without a 'because'."""
    rows = [{"reason": "None."}, {"value": "5K", "statistic": "average", "source": "s"}]
    assert Level.model_validate({"title": "L1", "role": "Engineer", "base": rows}).base[0].reason == "None."


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "remedy"),
    [
        (
            "companies/acme",
            "kind: lab",
            "kind: start-up",
            "kind: 'start-up' is not a known value",
            "known: big tech, lab",
        ),
        ("companies/acme", "signing:\n", "sigining:\n", "sigining: unknown field", "did you mean 'signing'?"),
        (
            "companies/acme",
            "place: Springfield",
            "plase: Springfield",
            "postings.platform.plase: unknown field",
            "did you mean 'place'?",
        ),
        (
            "companies/acme",
            "frequency: quarterly",
            "frequency: weekly",
            "equity.vesting_schedule, row 1, frequency: 'weekly' is not a known value",
            "",
        ),
        (
            "companies/acme",
            "component: grant",
            "component: equity",
            "asks, row 1, component: 'equity' is not a known value",
            None,
        ),
        (
            "companies/acme",
            "{at: 4,",
            "{at: 13,",
            "levels.l4.step, row 1, at: must be less than or equal to 12, not 13",
            "",
        ),
        (
            "companies/acme",
            "unknown:\n  - What a refresh comes to.\n",
            "unknown: []\n",
            "unknown: the number of rows must be at least 1, not 0",
            "",
        ),
        ("companies/acme", "  l6:\n", "  L6:\n", None, None),
        ("sources", "url: https://acme.example/jobs", "url: acme.example/jobs", None, None),
        ("sources", "kind: study", "kind: rumour", "unused-study.kind: 'rumour' is not a known value", None),
        ("sources", "accessed: 2026-01-05, ", "", "unused-study: 'accessed' is missing", ""),
        ("policy", "drop_flag: {value: 20%,", "drop_flag: {value: 20,", "drop_flag.value: 20 is not a share", None),
        (
            "policy",
            "spread_months: {value: 24,",
            "spread_months: {value: 24K,",
            "spread_months.value: must be a whole number, not '24K'",
            "",
        ),
        ("policy", "  process: {value: 70%, reason: Something under way.}\n", "", "leverage: 'process' is missing", ""),
        ("ladder", "- {step: 4, name: Mid,", "- {name: Mid,", "steps, row 1: 'step' is missing", ""),
        ("claims", "verdict: partly supported", "verdict: true", None, None),
        (
            "claims",
            "statement: survey",
            "stetement: survey",
            "usual-lift.support, row 1, stetement: unknown field",
            "did you mean 'statement'?",
        ),
        ("examples", "  bonus_target: 0%\n", "", "acme-senior: 'bonus_target' is missing", ""),
        ("examples", "printed_lift: 36%", "printed_lift: about a third", "acme-senior.printed_lift", None),
    ],
    ids=range(19),
)
def test_a_field_is_refused(file: str, old: str, new: str, what: str | None, remedy: str | None) -> None:
    """A word, a number or a key that the model does not know gives one problem that names it."""
    problem = one_problem(file, old, new)
    if what is not None:
        assert problem.what.startswith(what)
    if remedy:
        assert problem.remedy == remedy
    assert problem.path == f"content/data/{file}.yaml"


def _models() -> Iterator[type[BaseModel]]:
    for module in (figures, models, shared_models, records):
        for found in vars(module).values():
            if isinstance(found, type) and issubclass(found, BaseModel) and found.__module__ == module.__name__:
                yield found


def test_every_model_is_frozen_and_strict_about_keys() -> None:
    """No model of the data can change or take a key that it does not name."""
    named = {model for model in _models() if not issubclass(model, RootModel)}  # a root is but a group of others
    assert {Company, Level, Source, Policy, StepMapping} < named
    loose = [
        model.__name__
        for model in named
        if not model.model_config.get("frozen") or model.model_config.get("extra") != "forbid"
    ]
    assert loose == []


def test_lists_are_held_as_tuples() -> None:
    """What the file writes as a list, the model holds as a tuple, which cannot grow."""
    company = build_dataset().companies["acme"]
    assert isinstance(company.unknown, tuple)
    assert isinstance(company.levels["l4"].base, tuple)
    assert isinstance(company.equity.vesting_schedule[0].shares, tuple)


def test_a_company_cannot_change() -> None:
    """A company that was read cannot change."""
    with pytest.raises(ValidationError, match="frozen"):
        build_dataset().companies["acme"].name = "Globex"  # type: ignore[misc]


def test_every_shared_file_has_a_model() -> None:
    """Each shared file of the data is read by one model."""
    assert sorted(SHARED) == ["claims", "evidence", "examples", "ladder", "policy", "sources"]
    assert len(set(SHARED.values())) == len(SHARED)


def test_every_lever_is_moved_or_named() -> None:
    """A line of "ask for this" names a component that the model moves, or another lever of the trade."""
    assert set(get_args(models.Lever)) >= {"base", "signing_bonus", "grant", "refresh"}
