"""How is something made by another thread while Python goes on? It pays where the system does nearly all of it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

V = TypeVar("V")


class Aside(Generic[V]):
    """A value that is made by another thread, from now on."""

    def __init__(self, make: Callable[[], V]) -> None:
        """Begin.

        Args:
            make: Returns the value; it may not note what it reads.
        """
        self._made: list[V] = []
        self._wrong: list[Exception] = []
        self._thread = Thread(target=self._run, args=(make,), daemon=True)
        self._thread.start()

    def value(self) -> V:
        """Return the value once it is made; raises what was raised while it was."""
        self._thread.join()
        if self._wrong:
            raise self._wrong[0]
        return self._made[0]

    def _run(self, make: Callable[[], V]) -> None:
        try:
            self._made.append(make())
        except Exception as error:  # whoever asks for the value meets it
            self._wrong.append(error)
