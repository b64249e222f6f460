"""Which templates are compiled already? Pelican makes an environment for each generator; all can share the code."""

from __future__ import annotations

import marshal
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2 import __version__ as jinja
from jinja2.bccache import Bucket

from plugins.incremental.parts import Parts

_PART = f"compiled by {jinja}: "


class _Memory(BytecodeCache):
    """Keeps what was compiled while the process lives, and among the parts of the build; by a template's text."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}
        self._parts, self._names = Parts(), dict[str, str]()

    def keep_among(self, parts: Parts) -> None:
        """Keep what is compiled from here on for the next build."""
        self._parts = parts

    def look_up(self, parts: Parts) -> None:
        """Look up all that the last build compiled; it is used for a template whose text is still the same."""
        for name in parts.parts_before():
            if name.startswith(_PART):
                key, checksum = name.removeprefix(_PART).split()
                self._code[key, checksum] = marshal.loads(parts.before(name) or b"")

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        self._names[self.get_cache_key(name, filename)] = name
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))
        part = self._part(bucket)
        if bucket.code is None and self._parts.stands(part):
            bucket.code = marshal.loads(self._parts.use(part))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code
            with self._parts.making(self._part(bucket)):
                self._parts.read(f"theme:templates/{self._names[bucket.key]}")
                self._parts.keep(self._part(bucket), marshal.dumps(bucket.code))

    def _part(self, bucket: Bucket) -> str:
        return f"{_PART}{bucket.key} {bucket.checksum}"


COMPILED = _Memory()
