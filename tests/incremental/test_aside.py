"""Is what another thread makes given to whoever asks, and what went wrong as well?"""

from __future__ import annotations

import threading

import pytest

from plugins.incremental.aside import Aside


def test_a_value_is_made_by_another_thread() -> None:
    """It is made at once, once, and given as often as somebody asks."""
    begun, go_on, by = threading.Event(), threading.Event(), []

    def make() -> str:
        by.append(threading.get_ident())
        begun.set()
        go_on.wait(10)
        return "made"

    aside = Aside(make)
    assert begun.wait(10)
    go_on.set()
    assert [aside.value(), aside.value()] == ["made", "made"]
    assert len(by) == 1
    assert by != [threading.get_ident()]


def test_what_goes_wrong_is_met_by_whoever_asks() -> None:
    """Not by the thread, which would only print it."""

    def make() -> str:
        raise OSError("the disk is full")

    aside = Aside(make)
    for _ in range(2):
        with pytest.raises(OSError, match="the disk is full"):
            aside.value()
