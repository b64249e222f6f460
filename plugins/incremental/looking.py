"""Does the output stand as the last build left it? All of it is looked at once, half of it by a second process.

A build leaves two files in `.build/`: `outputs`, which names the state of the tree and says how every file and folder
in it looks, and `twin`, a mark that the other tree, beside it, is the very same; it is there only while that is so.

The launcher begins to look before anything else, for if all stands nothing is built. If not, the second process looks
at the rest while the first goes on to load Pelican, and the build takes the answer when it needs it.
"""

from __future__ import annotations

import marshal
import os

from plugins.incremental import looks
from plugins.incremental.roll import SECTIONS, Roll

TYPE_CHECKING = False  # `typing` takes longer to load than all of this takes
if TYPE_CHECKING:
    from typing import Any

    # How the output was left; which files are gone or were touched; whether all stands, with the other tree.
    Answer = tuple["Left | None", list[str], bool]

_REST, _END = b"r", b"."


class Left:
    """How the last build left the output.

    Attributes:
        state: Names the state in which it was left.
        count: Of how many files it is.
        files, folders: How they looked.
    """

    def __init__(self, root: str, sections: list[memoryview]) -> None:
        """Read its head; OSError where it is damaged, as in whatever reads on."""
        self._root = root
        head: Any = looks.opened(sections[0])
        self.state, self.count = head
        self.files, self.folders = Roll(sections[1 : 1 + SECTIONS]), Roll(sections[1 + SECTIONS :])

    def stands(self, half: int) -> bool:
        """Return whether a half stands as it was left."""
        return self.files.stands(self._root, half) and self.folders.stands(self._root, half)


class Looking:
    """A look at a whole output."""

    def __init__(self, root: str, *, alone: bool = False) -> None:
        """Begin to look at an output, by its real path; alone, without a second process."""
        self.root = root
        self._left: Left | None = None
        self._process = self._orders = self._answers = 0
        if not alone and hasattr(os, "fork") and (os.cpu_count() or 1) > 1:
            self._fork()

    def stands(self, state: bytes) -> int | None:
        """Return of how many files the output is, if it stands as it was left in that state; None if it does not."""
        try:
            left = self._left = read(self.root)
            if left is None or left.state != state or not left.stands(0):
                return None
            stands = os.read(self._answers, 1) == b"1" if self._process else left.stands(1)
        except OSError:
            return None
        return left.count if stands else None

    def go_on(self) -> None:
        """Let the second process look at the rest, for there is something to build."""
        if self._process:
            try:
                os.write(self._orders, _REST)
            except OSError:  # it has died
                self.end()

    def answer(self) -> Answer:
        """Return what was found; to be called by a build that has the lock."""
        left = read(self.root)
        if self._process:
            with open(os.dup(self._answers), "rb") as answers:
                said = answers.read()
            self.end()
            found: Any = marshal.loads(said.lstrip(b"01")) if said.endswith(_END) else (b"", [], False)
            # A build that came between has taken the mark away before it changed anything, and then left another.
            if left and found[0] and found[0] == left.state == mark(self.root):
                return left, *found[1:]
        return left, *_became(self.root, left)

    def end(self) -> None:
        """Look no further."""
        if self._process:
            os.close(self._orders)
            os.close(self._answers)
            os.waitpid(self._process, 0)
            self._process = 0

    def _fork(self) -> None:
        (orders, self._orders), (self._answers, answers) = os.pipe(), os.pipe()
        self._process = os.fork()
        if self._process == 0:
            # Nothing of the first process may end in this one: no handler, no message.
            try:
                os.close(self._orders)
                os.close(self._answers)
                _look_at_half(self.root, orders, answers)
            finally:
                os._exit(0)
        os.close(orders)
        os.close(answers)


begun: list[Looking] = []  # of which nobody has asked for the answer yet


def begin(root: str) -> None:
    """Begin to look at all of an output, for a build to ask for the answer; nothing where that has begun."""
    if not begun:
        begun.append(Looking(root))
        begun[0].go_on()


def read(root: str) -> Left | None:
    """Return how an output was left; None where that is not known, or the record of it is damaged."""
    try:
        sections = looks.read(beside(root, "outputs"))
        return Left(root, sections) if sections else None
    except OSError:
        return None


def write(root: str, state: bytes, count: int, files: Roll, folders: Roll) -> None:
    """Leave word of how an output looks, in a file that does not count yet; `count` lets it."""
    head = looks.section((state, count))
    looks.write(beside(root, "outputs.next"), head, *files.sections, *folders.sections)


def count(root: str) -> None:
    """Let the word that was written last take the place of the one before."""
    os.replace(beside(root, "outputs.next"), beside(root, "outputs"))


def write_twin(root: str, state: bytes, folders: Roll) -> None:
    """Leave the mark that the other tree is of the same state."""
    looks.write(beside(root, "twin"), looks.section(state), *folders.sections)


def mark(root: str) -> bytes:
    """Return the state of the output of which the other tree is said to be; empty where there is no mark."""
    try:
        sections = looks.read(beside(root, "twin"))
        state: Any = looks.opened(sections[0]) if sections else b""
    except OSError:
        return b""
    return bytes(state)


def twin(root: str, state: bytes) -> Roll | None:
    """Return how the folders of the other tree were left, if it is of that state; else None."""
    sections = looks.read(beside(root, "twin"))
    return Roll(sections[1:]) if sections and looks.opened(sections[0]) == state else None


def beside(root: str, name: str) -> str:
    """Return the path of what is kept beside an output."""
    return os.path.join(os.path.dirname(root), ".build", name)


def _look_at_half(root: str, orders: int, answers: int) -> None:
    """Say how the second half of an output stands; and, if ordered to, how all of it does."""
    marked = mark(root)
    left = read(root)
    try:
        stands = left is not None and left.stands(1)
    except OSError:
        stands = False
    os.write(answers, b"1" if stands else b"0")
    if os.read(orders, 1) == _REST:
        found = (marked, *_became(root, left, half_stands=stands))
        with open(answers, "wb") as out:
            out.write(marshal.dumps(found) + _END)


def _became(root: str, left: Left | None, *, half_stands: bool | None = None) -> tuple[list[str], bool]:
    """Return which files are gone or were touched, and whether all stands as it was left, with the other tree.

    Args:
        root: The output.
        left: How it was left.
        half_stands: Whether the second half stands, where that is known.
    """
    if left is None:
        return [], False
    try:
        if left.stands(0) and (left.stands(1) if half_stands is None else half_stands):
            folders = twin(root, left.state)
            other = beside(root, "other")
            return [], folders is not None and folders.stands(other, 0) and folders.stands(other, 1)
    except OSError:
        pass  # something is gone
    now = looks.tree(root)[0]
    return [name for name, look in left.files.all().items() if not looks.is_alike(now.get(name), look)], False
