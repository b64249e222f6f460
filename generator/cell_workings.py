"""How was each cell of a counter-offer, and each part of a year, computed?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from generator import formulas
from generator.counter_offers import CounterOffer, Moved, central
from generator.figures import MoneyFigure
from generator.offers import Offer, YearComp
from generator.shared_models import Policy
from generator.wording import COMPONENT_WORDS
from generator.workings import Input, Working

PARTS = ("base", "bonus", "signing_bonus", "vest", "refresh")


class Setting(NamedTuple):
    """A counter-offer with the paths of what went into it.

    Attributes:
        path: Path of its cells, such as `openai.l5` or `example.openai-senior`.
        variant: Path of its years where they differ from the cells' (`….spread`, `….no_refresh`); else the same.
        rows: Component → rows of the published figure that the initial amount comes from; empty for an example.
        terms: Term of the offer (`bonus_target`, `vesting_schedule`, `cliff_months`, `signing_months`) → its path.
        leverage: Column → leverage (`none` or `written`).
    """

    path: str
    counter: CounterOffer
    policy: Policy
    leverage: Mapping[str, str]
    variant: str = ""
    rows: Mapping[str, tuple[MoneyFigure, ...]] = MappingProxyType({})
    terms: Mapping[str, str] = MappingProxyType({})

    def cell(self, component: str, column: str) -> Input:
        """Return a cell as an input; without a path where the offer states none."""
        amount = getattr(self.counter.columns[column], component)
        stated = amount > 0 and not (column == "initial" and component in self.counter.absent)
        words = COMPONENT_WORDS[component] if stated else f"{COMPONENT_WORDS[component]}, none stated"
        return Input(words, amount, path=f"{self.path}.{component}.{column}" if stated else "")


def offered(setting: Setting, component: str) -> Working:
    """Return how an initial amount comes from the published figure."""
    rows = setting.rows.get(component)
    path = f"{setting.path}.{component}"
    if rows is None:
        return Working("", (Input("as printed", getattr(setting.counter.columns["initial"], component), path=path),))
    row, middle = rows[0], central(rows)
    if component == "grant" and setting.counter.derived_grant:
        annual = f"{setting.path}.annual_equity"
        ends = () if row.value is not None else (Input("low", row.low), Input("high", row.high))
        return Working("grant_of_annual_equity", (Input("equity a year", middle, path=annual),), ends)
    if row.value is None and row.mid is None:
        return Working("midpoint", (Input("low", row.low, path=path), Input("high", row.high, path=path)))
    return Working("", (Input("as published", middle, path=path),))


def asked(setting: Setting, component: Moved, column: str) -> Working:
    """Return how an ask was computed."""
    limit, first = setting.counter.limits[component], setting.cell(component, "initial")
    initial = first._replace(words=f"initial {first.words}")
    step = Input("step", getattr(setting.policy.step, component).value, path=f"policy.step.{component}")
    lever = limit.ask is not None and limit.ask.room is not None
    room = Input("room", limit.room, "bp", "" if lever else f"policy.room.{component}")
    if component == "refresh":
        return Working("refresh_ask", (initial, setting.cell("grant", "initial"), room, step))
    name = setting.leverage[column]
    leverage = Input("leverage", getattr(setting.policy.leverage, name).value, "bp", f"policy.leverage.{name}")
    basis = setting.cell("base", "initial") if component == "signing_bonus" else first
    basis = basis._replace(words="the room’s basis")
    opened = int(formulas.effective_room(limit.room, leverage.value))
    steps = (
        Input("open room", opened, "bp"),
        Input("that share of the basis", int(formulas.share_of(basis.value, opened))),
    )
    cap = Input("top of the band", limit.cap, path=f"{setting.path}.{limit.band_row}" if limit.cap is not None else "")
    if component == "signing_bonus":
        nothing = Input("what a purpose needs", None)
        return Working("signing_ask", (initial, nothing, basis, room, leverage, step, cap), steps)
    return Working("ask", (initial, basis, room, leverage, step, cap), steps)


def expected(setting: Setting, component: Moved) -> Working:
    """Return how an outcome was computed."""
    offered, asked_for = setting.cell(component, "initial"), setting.cell(component, "ask")
    capture = getattr(setting.policy.capture, component).value
    step = getattr(setting.policy.step, component).value
    return Working(
        "outcome",
        (
            offered._replace(words=f"{offered.words}, as offered"),
            asked_for._replace(words=f"{asked_for.words}, as asked for"),
            Input("captured part", capture, "bp", f"policy.capture.{component}"),
            Input("step", step, path=f"policy.step.{component}"),
        ),
    )


def year_part(setting: Setting, part: str, column: str, offer: Offer, year: int) -> Working:
    """Return how one part of one year was computed."""
    served = Input("year of service", year, "count")
    if part == "base":
        return Working("", (setting.cell("base", column),))
    if part == "bonus":
        target = Input("bonus target", offer.bonus_target, "bp", setting.terms.get("bonus_target", ""))
        return Working("share_of", (setting.cell("base", column), target))
    if part == "signing_bonus":
        months = Input("paid over", offer.signing_months, "months", setting.terms.get("signing_months", ""))
        return Working("signing_paid", (setting.cell("signing_bonus", column), months, served))
    if part == "vest":
        schedule = Input("vests year by year", offer.vesting_schedule, "bp", setting.terms.get("vesting_schedule", ""))
        cliff = Input("cliff", offer.cliff_months, "months", setting.terms.get("cliff_months", ""))
        return Working("tranche", (setting.cell("grant", column), schedule, served, cliff))
    later = Input("year after the refresh", int(formulas.level_step(1, year)), "count")
    even = Input("vests year by year", offer.refresh_schedule, "bp")
    refresh = setting.cell("refresh", column)
    if offer.refresh == 0:
        refresh = Input("refresh, left out", 0)
    return Working("tranche", (refresh, even, later, Input("cliff", 0, "months")))


def year_sum(setting: Setting, column: str, row: YearComp, stated: tuple[str, ...] = PARTS) -> Working:
    """Return how a year's total was added up; `stated` are the parts that have a path of their own."""
    inputs = []
    for part in PARTS:
        path = f"{setting.variant or setting.path}.year_{row.year}_{part}.{column}" if part in stated else ""
        if part in ("base", "signing_bonus") and not path:
            path = setting.cell(part, column).path
        inputs.append(Input(COMPONENT_WORDS[part], getattr(row, part), path=path))
    return Working("year_total", tuple(inputs))
