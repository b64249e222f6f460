"""How are the looks of tens of thousands of files kept, where a build changes those of twenty?

A roll is written out whole once, in two halves, for two processes to go through. What has changed since stands in a
short list beside them: the halves are carried over from file to file as they are, and never sorted out to be written.
"""

from __future__ import annotations

import os

from plugins.incremental import looks

TYPE_CHECKING = False  # `typing` takes longer to load than all of this takes
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from plugins.incremental.looks import Look, Looks, Packed

SECTIONS = 3  # of a file that hold a roll
# The share of it that the first process goes through, which also has the inputs to look at.
_MINE = 0.42
_MANY = 1000  # so many changes are better written out with the rest


class Roll:
    """How some files, or folders, of a tree look, by path."""

    def __init__(self, sections: Sequence[memoryview]) -> None:
        """Read what changed since it was written out; OSError where it is damaged, as in whatever reads on."""
        if len(sections) != SECTIONS:
            raise OSError("a record is cut short")
        self.sections = sections
        found: Any = looks.opened(sections[0])
        self._since: dict[str, Look | None] = found
        self._opened: dict[int, Packed] = {}

    @classmethod
    def of(cls, found: Looks) -> Roll:
        """Return a roll that is written out whole."""
        names, numbers = looks.packed(found)
        middle = int(len(names) * _MINE)
        end = middle * (len(numbers) // max(len(names), 1))
        halves = (names[:middle], numbers[:end]), (names[middle:], numbers[end:])
        return cls([looks.section({}), *map(looks.section, halves)])

    def stands(self, root: str, half: int) -> bool:
        """Return whether a half of it stands below a folder as it is said here; OSError where something is gone."""
        if not looks.stand(root, self._half(half), self._since):
            return False
        # What has changed is for the second process. Of what is gone, the look of its folder tells.
        since = self._since.items() if half else ()
        return all(look is None or looks.look(os.lstat(f"{root}/{name}")) == look for name, look in since)

    def names(self) -> set[str]:
        """Return the names of all."""
        found = {*self._half(0)[0], *self._half(1)[0]}
        for name, look in self._since.items():
            (found.discard if look is None else found.add)(name)
        return found

    def all(self) -> Looks:
        """Return the looks of all."""
        return _there(looks.unpacked(self._half(0)) | looks.unpacked(self._half(1)), self._since)

    def changed(self, since: Mapping[str, Look | None]) -> Roll:
        """Return the roll with other looks of some; without those that have none."""
        together = {**self._since, **since}
        if len(together) > _MANY:
            return Roll.of(_there(self.all(), since))
        return Roll([looks.section(together), *self.sections[1:]])

    def _half(self, number: int) -> Packed:
        if number not in self._opened:
            found: Any = looks.opened(self.sections[1 + number])
            self._opened[number] = found
        return self._opened[number]


def _there(found: Looks, since: Mapping[str, Look | None]) -> Looks:
    """Return looks with others of some, without those that have none."""
    return {name: look for name, look in {**found, **since}.items() if look is not None}
