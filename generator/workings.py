"""How was a figure computed: by which formula, from which amounts, with what in between?"""

from __future__ import annotations

from typing import Any, NamedTuple

from generator import formulas
from generator.amounts import Unit, share_text, unit_text


class Input(NamedTuple):
    """One amount that a formula takes, or that comes out on the way.

    Attributes:
        words: What it is, as a reader calls it.
        value: Dollars, basis points, months or a bare number; a tuple of basis points; None where there is none.
        path: The figure of the site that it is; empty where it is none.
    """

    words: str
    value: Any
    unit: Unit = "dollars"
    path: str = ""

    @property
    def text(self) -> str:
        """The amount as a reader sees it."""
        if self.value is None:
            return "none"
        if isinstance(self.value, tuple):
            return " / ".join(share_text(share) for share in self.value)
        return unit_text(self.value, self.unit)


class Working(NamedTuple):
    """A formula with what it was given.

    Attributes:
        formula: Its name in `generator.formulas`; empty where the figure is its one input itself.
        inputs: In the order of the formula's parameters.
        steps: What comes out on the way, for the reader.
    """

    formula: str
    inputs: tuple[Input, ...]
    steps: tuple[Input, ...] = ()

    @property
    def result(self) -> int:
        """What the formula makes of its inputs."""
        values: list[Any] = [list(i.value) if isinstance(i.value, tuple) else i.value for i in self.inputs]
        return int(getattr(formulas, self.formula)(*values) if self.formula else values[0])

    @property
    def paths(self) -> tuple[str, ...]:
        """The figures that went in, each once."""
        return tuple(dict.fromkeys(i.path for i in self.inputs if i.path))
