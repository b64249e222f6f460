"""How does a problem in the editor's files reach the editor? One located sentence each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place of an input file.

    Attributes:
        path: File, relative to the project root, with forward slashes.
        line: Line counted from 1; 0 where the whole file is meant.
        column: Column counted from 1; 0 where only the line is known.
        what: What is wrong, beginning with the place inside the file (`levels.l4.base: …`).
        why: Why that matters; may be empty where `what` says it all.
        remedy: What to do, in the imperative.
        excerpt: The text of the line, for the caret; empty where there is none to show.
    """

    path: str
    line: int
    column: int
    what: str
    why: str = ""
    remedy: str = ""
    excerpt: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return the message: `file:line:col: what; why; what to do`, then the line and a caret."""
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        sentence = "; ".join(part for part in (self.what, self.why, self.remedy) if part)
        if not (self.excerpt and self.line):
            return f"{place}: {sentence}"
        number = str(self.line)
        shown = f"  {number} | {self.excerpt}"
        if not self.column:
            return f"{place}: {sentence}\n{shown}"
        # Tabs keep their width under the caret only if they are repeated.
        before = "".join("\t" if c == "\t" else " " for c in self.excerpt[: self.column - 1])
        return f"{place}: {sentence}\n{shown}\n  {' ' * len(number)} | {before}^"


class ProblemsFound(Exception):  # noqa: N818 - a report, not a programming error
    """Raised when input cannot be used; carries everything that was found.

    Attributes:
        problems: All problems, sorted by place, without repeats.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean 'x'?` for the nearest known word, else the known words, or ``""``."""
    import difflib  # only for whoever has made a mistake

    choices = sorted(set(known))
    near = difflib.get_close_matches(word, choices, 1, 0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    if 0 < len(choices) <= 14:
        return "known: " + ", ".join(choices)
    return ""
