"""What does a build know of the output that it finds, and how does it leave it for the next one to know?

At the beginning everything is looked at once (`looking.py`), at the end only what has changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from plugins.incremental import looking, looks
from plugins.incremental.looks import Look
from plugins.incremental.roll import Roll


class Outputs:
    """What is known of an output in one build.

    Attributes:
        state: Names the state in which the last build left it; empty where that is not known.
        files: The paths of its files, as the last build left it.
        is_as_left: Whether all of it stands, with nothing added, and the other tree is the same.
    """

    def __init__(self, root: str, answer: looking.Answer = (None, [], False)) -> None:
        """Begin with what was found; without an answer, with nothing to rely on."""
        left, amiss, self.is_as_left = answer
        self.state, self.files = b"", set[str]()
        self._looks = self._folders = self._twin = Roll.of({})
        try:
            if left:
                self._looks, self._folders = left.files, left.folders
                self._twin = looking.twin(root, left.state) or self._twin
                self.files, self.state = left.files.names(), left.state
        except OSError:  # damaged
            self.is_as_left = False
        self._root, self._amiss = root, frozenset(amiss)
        self._is_new, self._has_twin = not self.is_as_left, False
        self._changed: tuple[set[str], set[str]] | None = None
        self._clock = 0

    def holds(self, name: str, state: bytes) -> bool:
        """Return whether a file, by its path, stands as it was left in a state of the output."""
        return state == self.state != b"" and name in self.files and name not in self._amiss

    def is_all(self, state: bytes) -> bool:
        """Return whether all of a state of the output stands as it was left."""
        return self.is_as_left and state == self.state != b""

    def changed(self, written: Iterable[str], gone: Iterable[str]) -> None:
        """Hear that both trees, which were as they had been left, changed names, and changed in these files alike."""
        self.changed_at_all(has_twin=True)
        self._changed = {*written}, {*gone}

    def changed_at_all(self, *, has_twin: bool) -> None:
        """Hear that the tree may have changed anywhere, and whether the other one is the same."""
        self._is_new, self._has_twin = True, has_twin
        self._clock = looks.clock(looking.beside(self._root, "outputs"))

    def leave(self, save: Callable[[bytes], object]) -> bytes:
        """Leave for the next build how everything looks; return the name of the state.

        Args:
            save: Called with it just before it counts, to save what holds for that state.

        Raises:
            OSError: Where the system refuses; what the last build left is then what is known.
        """
        if not self._is_new:
            save(self.state)
            return self.state
        file = looking.beside(self._root, "outputs")
        looks.settle(file, self._clock or looks.clock(file))
        if self._changed is None:
            self._looks, self._folders = map(Roll.of, looks.tree(self._root))
            self._twin = Roll.of(looks.tree(looking.beside(self._root, "other"))[1] if self._has_twin else {})
            self.files = self._looks.names()
        else:
            self._look_again(*self._changed)
        self.state = os.urandom(16)
        looking.write(self._root, self.state, len(self.files), self._looks, self._folders)
        save(self.state)
        looking.count(self._root)
        if self._has_twin:
            looking.write_twin(self._root, self.state, self._twin)
        self._is_new = False
        return self.state

    def _look_again(self, written: set[str], gone: set[str]) -> None:
        """Look only at what has changed, and at the folders that it is in; both trees have changed names."""
        self.files = self.files - gone | written
        self._looks = self._looks.changed(_looks_of(self._root, written) | dict.fromkeys(gone))
        folders = {"", *(folder for name in written | gone for folder in looks.above(name))}
        before, other = self._folders, looking.beside(self._root, "other")
        self._folders = self._twin.changed(_looks_of(self._root, folders))
        self._twin = before.changed(_looks_of(other, folders))


def _looks_of(root: str, names: Iterable[str]) -> dict[str, Look | None]:
    """Return how files or folders look; None for one that is not there, as a folder that went with its last file."""
    found: dict[str, Look | None] = {}
    for name in names:
        try:
            found[name] = looks.look(os.lstat(f"{root}/{name}"))
        except (FileNotFoundError, NotADirectoryError):
            found[name] = None
    return found


_current: dict[str, Outputs] = {}
_states: dict[str, bytes] = {}


def look_at(target: str | os.PathLike[str], *, fresh: bool = False) -> Outputs:
    """Return how an output stands, at the beginning of a build that has the lock.

    Args:
        target: The output.
        fresh: Whether to trust nothing that the last build left.
    """
    root = os.path.realpath(target)
    begun = looking.begun.pop() if looking.begun else looking.Looking(root, alone=True)
    if fresh or begun.root != root:
        begun.end()
        begun = looking.Looking(root, alone=True)
    _current[root] = Outputs(root) if fresh else Outputs(root, begun.answer())
    _states.pop(root, None)
    return _current[root]


def current(target: str | os.PathLike[str]) -> Outputs | None:
    """Return what the build under way knows of an output; None where it has not looked."""
    return _current.get(os.path.realpath(target))


def leave(target: str | os.PathLike[str], save: Callable[[bytes], object]) -> None:
    """Leave for the next build how an output looks, as `Outputs.leave` does; only `save`, where nobody has looked."""
    root = os.path.realpath(target)
    if root in _current:
        _states[root] = _current[root].leave(save)
    else:
        save(b"")


def left(root: str) -> bytes | None:
    """Return the name of the state in which a build has left an output; None where it left none.

    A site whose plugin does not look at the output leaves nothing; then all of it is looked at here.

    Raises:
        OSError: Where the system refuses.
    """
    if root not in _current:
        outputs = Outputs(root)
        outputs.changed_at_all(has_twin=False)
        _states[root] = outputs.leave(lambda _: None)
    return _states.get(root)
