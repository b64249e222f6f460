"""Which parts count for their readers only by what they came to?

A result is a part and a sheet at once: it is made again where something that it read has changed, and whoever reads it
is made again only where it came to something else. So a list of a thousand pieces stands while its pieces say the same.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from plugins.incremental.parts import Parts
from plugins.incremental.store import Digest

_SIZE = 16  # bytes of a digest
_PLAIN = 2  # the version of `marshal` that writes equal values alike, however they came about


def results(
    parts: Parts, name: str, make: Callable[[str], Any], *, differ_when_made: bool = False
) -> Callable[[str], Any]:
    """Say how the results of a kind are made, and return what gives them out, each by a word of its own.

    Args:
        parts: The parts of a build.
        name: The kind.
        make: Returns the result for a word; `marshal` must be able to write it.
        differ_when_made: Whether one is never made again and comes to the same, as where it holds what other results
            came to; then nobody compares it.
    """

    def result(word: str) -> Any:
        with parts.aside():
            return parts.made(f"{name}:{word}", partial(make, word))

    def digest(word: str) -> Digest:
        part = f"{name}:{word}"
        if parts.stands(part) and (known := parts.digest_before(part)):
            return known
        if differ_when_made:
            return os.urandom(_SIZE).hex()
        try:
            return hashlib.blake2b(marshal.dumps(result(word), _PLAIN), digest_size=_SIZE).hexdigest()
        except Exception:  # what it was made of is gone or wrong; whoever still needs it meets that in its place
            parts.forget(part)
            return None

    def read(word: str) -> Any:
        parts.read(f"{name}:{word}")
        return result(word)

    parts.kind(name, digest, is_result=True)
    return read
