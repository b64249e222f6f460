"""What does a word in a YAML file say: text, a whole number, yes or no, nothing, or something doubtful?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_CONSTANTS = {"true": True, "false": False, "null": None, "Null": None, "NULL": None, "~": None, "": None}
_TRAPS = {  # plain text that editors, or other readers of YAML, take for something else
    r"(?i:yes|no|on|off)|T(rue|RUE)|F(alse|ALSE)": (
        "could be a word or a yes-or-no answer",
        "write true or false, or quote it",
    ),
    r"[-+]?0[0-9]+": ("begins with 0", "quote it if it is a name, drop the leading zero if it is a number"),
    r"[-+]?[0-9]+(:[0-9]+)+": ("could be a time or a number", "quote it"),
    r"[-+]?[0-9]{19,}": ("has more than 18 digits", "quote it if it is a name, else correct it"),
}
_SUSPECT = re.compile(r"[-+0-9]|(?i:yes|no|on|off|true|false)\Z")  # only such text can be a trap or a number


def scalar(event: Any) -> tuple[Any, str, str]:
    """Return the value of a scalar; where it is a trap, its text, why, and the remedy.

    Args:
        event: The scalar, as PyYAML's parser gives it.
    """
    return (event.value, "", "") if event.style else _plain(event.value)  # a style is quotes, or a block


@lru_cache(maxsize=10_000)  # the same few words and days stand in every file
def _plain(text: str) -> tuple[Any, str, str]:
    if text in _CONSTANTS:
        return _CONSTANTS[text], "", ""
    if not _SUSPECT.match(text):
        return text, "", ""
    for pattern, (why, remedy) in _TRAPS.items():
        if re.fullmatch(pattern, text):
            return text, why, remedy
    return int(text) if re.fullmatch(r"[-+]?[0-9]+", text) else text, "", ""
