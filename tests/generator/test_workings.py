"""Does every derived figure follow from what its working prints?"""

from __future__ import annotations

import inspect

import pytest

from generator import formulas
from generator.catalogue import Catalogue
from generator.dataset import load_dataset
from generator.entries import catalogue
from tests.build import ROOT, Edit, build_catalogue


@pytest.fixture(scope="module")
def real() -> Catalogue:
    """Every figure of the real guide."""
    return catalogue(load_dataset(ROOT / "content").checked())


def test_every_derived_figure_is_recomputed_from_its_inputs(real: Catalogue) -> None:
    """The formula applied to the printed inputs gives the printed result, for every derived figure of the guide."""
    worked = [entry for entry in real.values() if entry.working is not None]
    assert len(worked) > 500
    for entry in worked:
        assert entry.working is not None
        assert entry.working.result == entry.low == entry.high, entry.path


def test_every_input_equals_the_figure_it_links_to(real: Catalogue) -> None:
    """An input that names a figure has that figure's amount, or lies within its range."""
    wrong = []
    for entry in real.values():
        for given in entry.working.inputs if entry.working else ():
            if not given.path or not isinstance(given.value, int):
                continue
            linked = real[given.path]
            years = 4 if given.words == "top of the band" and "annual_equity" in given.path else 1
            low, high = (years * (end or 0) for end in (linked.low, linked.high))
            if not low <= given.value <= high:
                wrong.append((entry.path, given.words, given.value, linked.text))
    assert not wrong


def test_a_span_has_the_ends_it_names(real: Catalogue) -> None:
    """A figure that is a span runs from its first operand to its last."""
    spans = [entry for entry in real.values() if entry.derived and entry.working is None]
    assert spans
    for entry in spans:
        assert (entry.low, entry.high) == (real[entry.operands[0]].low, real[entry.operands[-1]].low), entry.path


def test_inputs_stand_in_the_order_of_the_parameters() -> None:
    """A working gives its formula as many inputs as it takes."""
    for entry in build_catalogue().values():
        if entry.working and entry.working.formula:
            parameters = inspect.signature(getattr(formulas, entry.working.formula)).parameters
            assert len(parameters) == len(entry.working.inputs), entry.path


def test_a_capped_signing_bonus_names_its_cap() -> None:
    """Where a published range holds the ask for a signing bonus, the working names its top and leads to the range."""
    reported = "{value: 20K, statistic: single report, from: 2025-11, source: pay-guide}"
    ranged = "{low: 10K, high: 30K, statistic: compiled guide, from: 2025-11, source: pay-guide}"
    path = "acme.l4.signing_bonus.ask_with_offer"
    free = build_catalogue()[path].working
    held = build_catalogue(Edit("companies/acme", reported, ranged))[path].working
    assert free is not None
    assert held is not None
    assert (free.inputs[-1].value, free.inputs[-1].path, free.result) == (None, "", 80_000)
    assert (held.inputs[-1].value, held.inputs[-1].path, held.result) == (30_000, "acme.l4.signing_bonus", 30_000)


def test_no_derivation_leads_in_a_circle(real: Catalogue) -> None:
    """From any derived figure its operands lead, step by step, to figures that are not derived."""
    settled: set[str] = set()

    def settle(path: str, above: tuple[str, ...]) -> None:
        assert path not in above, " <- ".join((*above, path))
        if path not in settled:
            for operand in real[path].operands:
                settle(operand, (*above, path))
            settled.add(path)

    for path in real:
        settle(path, ())
    assert len(settled) == len(real)
