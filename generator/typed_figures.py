"""Is an amount or a percentage typed where an expression or a data field should supply it?

Years, step and level numbers, and the numbers of laws and forms may stand. Everything that states pay, a share
or a span in digits may not, nor may an amount or a share in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundred|several|a|few)"
)
_TYPED = re.compile(
    r"[$€£]\s?\d(?:[\d.,]*\d)?(?:\s?(?:[kmbt]|bn|mn|thousand|million|billion|trillion)\b)?"
    r"|\d[\d.,]*\s?(?:%|‰|(?:[KkMBbn]|bp|bps|mn|x)\b)"
    # What begins a word. Most of a text does not, and most words begin otherwise: one look tells.
    r"|\b(?:(?=\d)(?:"
    r"\d[\d.,]*[\s-]?(?:thousand|million|billion|percent|per\s?cent|dollars?|basis\s+points?|times)\b"
    r"|\d[\d.,]*(?:\s?(?:–|-|to)\s?\d+)?[\s-]?(?:hours?|days?|weeks?|months?|years?)\b"
    r"|\d{1,3}(?:,\d{3})+\b"
    r"|(?!(?:19|20)\d\d\b)\d{4,}\b"
    r"|\d+\.\d+\b"
    r")|(?=[abdefhnoqst])(?:"
    rf"{_WORD}(?:[\s-]{_WORD})*[\s-](?:thousand|million|billion|percent|per\s?cent|dollars|hundred|grand)\b"
    rf"|{_WORD}[\s-](?:times|fold)\b|(?:twofold|threefold|tenfold)\b"
    r"|(?:doubled?|doubles|doubling|twice|thrice|tripled?|triples|quadrupled?|halves|halved)\b"
    r"|half\s+(?:of|a|an|as|the|again)\b|by\s+half\b"
    r"|(?:a|one|two|three)[\s-](?:thirds?|quarters?|fifths?|tenths?)\s+of\b"
    r"))",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"\b(?:AB|SB|SOC|Sections?|Form|Code|Publication|Schedule|Article|Chapter|C\.?F\.?R\.?|Line|page)\s?§?\s?[\d.-]+\w*"
    r"|\b(?:19|20)\d\d\b|\bW-\d\b|\b10-K\b|\b8-K\b|\bS-1\b",
    re.IGNORECASE,
)


def typed_figures(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, words) of each amount or percentage typed in a text."""
    spared = _ALLOWED.sub(lambda m: "\0" * len(m[0]), text)
    for match in _TYPED.finditer(spared):
        yield match.start(), text[match.start() : match.end()].strip()
