"""How is a value that few ask for not read until somebody does?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Generic, TypeVar

V = TypeVar("V")


class Lazily(MutableMapping[str, V], Generic[V]):
    """Values by name, in the order in which the names came; each is there, or is read when it is asked for."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._found: dict[str, V | None] = {}
        self._reads: dict[str, Callable[[], V]] = {}

    def later(self, name: str, read: Callable[[], V]) -> None:
        """Say how the value of a name is read."""
        self._found[name] = None
        self._reads[name] = read

    def __getitem__(self, name: str) -> V:
        found = self._found[name]
        if found is None:
            found = self._found[name] = self._reads.pop(name)()
        return found

    def __setitem__(self, name: str, value: V) -> None:
        self._found[name] = value
        self._reads.pop(name, None)

    def __delitem__(self, name: str) -> None:
        del self._found[name]
        self._reads.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, name: object) -> bool:
        return name in self._found
