"""A second process makes half of the work and hands it over; if it fails, its half is made here."""

from __future__ import annotations

import os
from typing import Any

import pytest

from plugins.incremental import forks


class Work:
    """Squares some numbers, and knows which process made which."""

    def __init__(self) -> None:
        self.made: dict[int, tuple[int, int]] = {}
        self.began: list[int] = []

    def do(self, numbers: list[int], *, breaks: str = "") -> dict[int, tuple[int, int]]:
        """Make them; the second process breaks while it makes, or while it hands over."""
        first = os.getpid()

        def make(number: int) -> None:
            if breaks == "make" and os.getpid() != first:
                raise RuntimeError
            if breaks == "end" and os.getpid() != first:
                os._exit(9)
            self.made[number] = number * number, os.getpid()

        def given() -> Any:
            if breaks == "given":
                raise ValueError
            return self.made

        forks.in_two(numbers, make, lambda: self.began.append(os.getpid()), given, self.made.update)
        return self.made


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be two, whatever this machine has."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_two_processes_make_half_each() -> None:
    """All of it is there at the end, and what the second process noted for itself is not."""
    work = Work()
    made = work.do(list(range(10)))
    assert {number: square for number, (square, _) in made.items()} == {n: n * n for n in range(10)}
    by = {process: sum(1 for _, maker in made.values() if maker == process) for _, process in made.values()}
    assert sorted(by.values()) == [5, 5]
    assert os.getpid() in by
    assert work.began == []


@pytest.mark.parametrize("breaks", ["make", "given", "end"])
def test_what_the_second_process_cannot_make_is_made_here(breaks: str) -> None:
    """However it fails."""
    made = Work().do(list(range(6)), breaks=breaks)
    assert set(made) == set(range(6))
    assert {process for _, process in made.values()} == {os.getpid()}


@pytest.mark.parametrize("reason", ["little work", "one processor"])
def test_one_process_makes_all(reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a second would not pay."""
    if reason == "one processor":
        monkeypatch.setattr(os, "cpu_count", lambda: 1)
    made = Work().do(list(range(forks.LEAST - 1 if reason == "little work" else 9)))
    assert {process for _, process in made.values()} == {os.getpid()}
