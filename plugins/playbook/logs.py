"""What has Pelican only logged, although the page it speaks of is wrong or missing?"""

from __future__ import annotations

import logging
import sys

from generator.errors import Problem


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(" ".join(record.getMessage().split()))
        # Python prints what no handler takes; with this one listening, a crash would pass in silence.
        if record.levelno >= logging.CRITICAL and not logging.getLogger().handlers:
            print(logging.Formatter().format(record), file=sys.stderr)


_EAR = _Ear()


def listen() -> None:
    """Begin to hear Pelican's warnings and errors; what was heard before is forgotten."""
    _EAR.heard.clear()
    logger = logging.getLogger("pelican")
    if _EAR not in logger.handlers:
        logger.addHandler(_EAR)


def problems() -> list[Problem]:
    """Return a problem for everything heard: Pelican goes on after these and exits 0, we do not."""
    return [
        Problem("pelican", 0, 0, text, "Pelican only logs this", "correct it") for text in dict.fromkeys(_EAR.heard)
    ]
