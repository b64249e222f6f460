"""How exactly was a quantity written, so that a rounding of it can be told from an error?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator

from generator.amounts import Quantity, parse_quantity


@dataclass(frozen=True)
class PrintedQuantity(Quantity):
    """A quantity that remembers how exactly it was written.

    Attributes:
        step: The last place that its text shows, in its unit: 100,000 for `1.0M`, and 1,000,000 for `1M`.
    """

    step: int


def parse_printed(value: object) -> PrintedQuantity:
    """Return the quantity that a written phrase means, with its last place.

    Raises:
        PydanticCustomError: For a phrase that is no quantity.

    >>> parse_printed("1.0M").step, parse_printed("27%").step, parse_printed("500K to 1.5M").step
    (100000, 100, 100000)
    """
    quantity = parse_quantity(value)
    # The last place is what the phrase would mean with its last digit one and all others nought.
    before, after = re.fullmatch(r"(?s)(.*)\d(\D*)", str(value)).groups()  # type: ignore[union-attr]
    place = parse_quantity(re.sub(r"\d", "0", before) + "1" + after)
    step = place.low if place.high is None else place.high
    assert step is not None  # a quantity has at least one end
    return PrintedQuantity(quantity.low, quantity.high, quantity.unit, step)


AsPrinted = Annotated[
    Any,
    PlainValidator(parse_printed, json_schema_input_type=int | str),
    PlainSerializer(lambda quantity: quantity.text, return_type=str),
]
