"""Does what a claim asserts, and what the source of an example prints, agree with what the guide computes?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator import formulas
from generator.catalogue import Catalogue, Entry, UnknownFigure
from generator.dataset import Dataset
from generator.errors import Problem, did_you_mean
from generator.inputs import texts_below
from generator.located_yaml import Loc, Located, place_name, read_yaml
from generator.printed import PrintedQuantity
from generator.shared_models import Relation

_VERBS = {
    "equals": ("equals", "does not equal"),
    "rounds to": ("rounds to", "does not round to"),
    "at least": ("is at least", "does not reach"),
    "at most": ("is at most", "goes above"),
}


class Check(NamedTuple):
    """One check of the data, ready to be made.

    Attributes:
        file: The data file, `claims` or `examples`.
        place: Where the check, or the printed cell, stands in it.
        figure: Path of the figure that the guide has.
        relation: How it must stand to `of`.
        of: Path of what is claimed or printed.
        step: The last place that the written text of `of` shows, in its unit; None where `of` is not written.
        acknowledged: Why it is shown although the check fails; empty without a reason.
        reason: Where that reason stands, or would.
        cited: A regular expression for what cites it, in an expression of prose.
    """

    file: str
    place: Loc
    figure: str
    relation: Relation
    of: str
    step: int | None
    acknowledged: str
    reason: Loc
    cited: str


class Outcome(NamedTuple):
    """How a check came out."""

    check: Check
    figure: Entry
    of: Entry
    holds: bool

    @property
    def own(self) -> bool:
        """Whether it was compared with a figure of the claim itself."""
        return self.check.step is not None

    @property
    def verb(self) -> str:
        """How the figure stands to what is claimed: `is within`, `does not round to`, or `is` (at least so much)."""
        relation = self.check.relation
        if relation == "within" and None in (self.of.low, self.of.high):
            return "is" if self.holds else "is not"
        holds, fails = _VERBS.get(relation, (f"is {relation}", f"is not {relation}"))
        return holds if self.holds else fails


def claim_outcomes(dataset: Dataset, figures: Catalogue, claim: str) -> tuple[Outcome, ...]:
    """Return how the checks of a claim came out, in the order of the data.

    One that cannot be made is a problem of the data and not here.
    """
    return _outcomes(_claim_checks(dataset, claim), figures)


def printed_outcomes(dataset: Dataset, figures: Catalogue) -> tuple[Outcome, ...]:
    """Return how what the sources of the worked examples print came out, cell by cell."""
    return _outcomes(_printed_checks(dataset), figures)


def claim_problems(content: Path, dataset: Dataset, figures: Catalogue, prefix: str = "content") -> list[Problem]:
    """Return what is false and unexplained, explained and not false, or cannot be checked.

    A reason is written for the newest data, so a build as of an earlier day judges nothing.

    Args:
        content: The content folder; its files are read again only where there is something to report.
        dataset: What was read from it.
        figures: Every figure of it.
        prefix: How messages name the content folder.
    """
    if dataset.as_of < dataset.newest:
        return []

    @cache
    def file(name: str) -> Located:
        located, _ = read_yaml(content / "data" / f"{name}.yaml", f"{prefix}/data/{name}.yaml")
        assert located is not None  # the dataset was read from it
        return located

    def problem(check: Check, place: Loc, what: str, why: str, remedy: str) -> Problem:
        return file(check.file).problem(place, f"{place_name(place)}: {what}", why, remedy)

    found = []
    checks = [check for name in dataset.claims for check in _claim_checks(dataset, name)]
    for check in (*checks, *_printed_checks(dataset)):
        if misfit := _misfit(check, figures):
            part, what, remedy = misfit
            place = (*check.place, part) if check.file == "claims" else check.place
            found.append(problem(check, place, what, "a check compares two figures of one kind", remedy))
            continue
        outcome = _outcome(check, figures)
        what = f"{check.figure} comes to {outcome.figure.text}, which {outcome.verb} {outcome.of.text}"
        if not outcome.holds and not check.acknowledged:
            pages = ", ".join(_citations(content, prefix, check.cited))
            why = f"shown as if true at {pages}" if pages else "no page may state what the figures contradict"
            remedy = f"correct it, or say under {place_name(check.reason)} why it is shown all the same"
            found.append(problem(check, check.place, what, why, remedy))
        elif outcome.holds and check.acknowledged:
            why = "what holds needs no excuse"
            found.append(problem(check, check.reason, what, why, "remove it, or correct what it excuses"))
    for name, example in dataset.examples.items():
        for cell in example.acknowledged:
            if cell not in example.cells:
                place = (name, "acknowledged", cell)
                what, remedy = f"{place_name(place)}: nothing is printed there", did_you_mean(cell, example.cells)
                found.append(file("examples").problem(place, what, "", remedy, at_key=True))
    return found


def _claim_checks(dataset: Dataset, name: str) -> Iterator[Check]:
    claim = dataset.claims[name]
    for number, check in enumerate(claim.checks):
        own: PrintedQuantity | None = claim.figures.get(check.of)
        place = (name, "checks", number)
        yield Check(
            file="claims",
            place=place,
            figure=check.figure,
            relation=check.relation,
            of=f"claim.{name}.{check.of}" if own else check.of,
            step=own.step if own else None,
            acknowledged=check.acknowledged or "",
            reason=(*place, "acknowledged"),
            cited=rf"""(?<!\w)claim\(\s*["']{re.escape(name)}["']|["']claim\.{re.escape(name)}\.""",
        )


def _printed_checks(dataset: Dataset) -> Iterator[Check]:
    for name, example in dataset.examples.items():
        for cell, quantity in example.cells.items():
            printed = f"example.{name}.printed.{cell}"
            yield Check(
                file="examples",
                place=(name, "printed_lift") if cell == "lift.outcome" else (name, "printed", *cell.split(".")),
                figure=f"example.{name}.{cell}",
                relation="rounds to",
                of=printed,
                step=quantity.step,
                acknowledged=example.acknowledged.get(cell, ""),
                reason=(name, "acknowledged", cell),
                cited=rf"""["']{re.escape(printed)}["']""",
            )


def _misfit(check: Check, figures: Catalogue) -> tuple[str, str, str] | None:
    """Return which part keeps a check from being made, why, and what to do; None where it can be made."""
    for part, path in (("figure", check.figure), ("of", check.of)):
        if path not in figures:
            hint = UnknownFigure(path, figures).hint or "name a figure of the claim, or the path of one of the guide"
            return part, f"no figure {path!r}", hint
    figure, of = figures[check.figure], figures[check.of]
    if figure.unit != of.unit:
        return "of", f"{figure.text} and {of.text} are not of one unit", "compare dollars with dollars"
    if check.relation == "rounds to" and check.step is None:
        return "of", f"{check.of} is not printed", "only a figure that the claim itself prints has a last place"
    return None


def _outcomes(checks: Iterator[Check], figures: Catalogue) -> tuple[Outcome, ...]:
    return tuple(_outcome(check, figures) for check in checks if _misfit(check, figures) is None)


def _outcome(check: Check, figures: Catalogue) -> Outcome:
    figure, of = figures[check.figure], figures[check.of]
    return Outcome(check, figure, of, _holds(check, figure, of))


def _holds(check: Check, figure: Entry, of: Entry) -> bool:
    """Return whether every value of the figure stands to what is claimed as the check says."""
    match check.relation:
        case "within":
            return (of.low is None or _no_less(figure.low, of.low)) and (
                of.high is None or _no_less(of.high, figure.high)
            )
        case "equals":
            return (figure.low, figure.high) == (of.low, of.high)
        case "at least":
            return _no_less(figure.low, of.low)
        case "at most":
            return _no_less(of.high, figure.high)
        case "above":
            return not _no_less(of.high, figure.low) and _no_less(figure.low, of.high)
        case "below":
            return not _no_less(figure.high, of.low) and _no_less(of.low, figure.high)
        case "rounds to":
            ends = ((figure.low, of.low), (figure.high, of.high))
            return all(
                mine is not None and theirs is not None and formulas.to_step(mine, check.step) == theirs
                for mine, theirs in ends
            )


def _no_less(more: int | None, less: int | None) -> bool:
    """Return whether one end is not below another; an end that is open cannot be compared."""
    return more is not None and less is not None and more >= less


def _citations(content: Path, prefix: str, cited: str) -> Iterator[str]:
    """Yield `file:line:col` of each expression in prose that shows a claim or a printed figure."""
    for name in texts_below(content):
        text = (content / name).read_text(encoding="utf-8", errors="replace")
        for match in re.finditer(rf"{{{{[^{{}}]*?(?:{cited})", text):
            before = text[: match.start()]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            yield f"{prefix}/{name}:{line}:{column}"
