"""How is a value that few ask for not read until somebody does?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Generic, TypeVar

V = TypeVar("V")


class Lazily(MutableMapping[str, V], Generic[V]):
    """Values by name, in the order in which the names came; each is there, or is read when it is asked for."""

    def __init__(self, read: Callable[[str], V]) -> None:
        """Begin with nothing.

        Args:
            read: Returns the value of a name.
        """
        self._found: dict[str, V | None] = {}
        self._read = read

    def later(self, *names: str) -> None:
        """Add names whose values are read when somebody asks."""
        self._found.update(dict.fromkeys(names))

    def __getitem__(self, name: str) -> V:
        found = self._found[name]
        if found is None:
            found = self._found[name] = self._read(name)
        return found

    def __setitem__(self, name: str, value: V) -> None:
        self._found[name] = value

    def __delitem__(self, name: str) -> None:
        del self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, name: object) -> bool:
        return name in self._found
