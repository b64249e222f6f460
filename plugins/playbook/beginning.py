"""How does a build begin: with what the last one left, which may be looked up before anybody wants it?"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.log import console

from generator.dataset import Loaded, Names
from generator.models import Company
from plugins.incremental import outputs
from plugins.incremental.files import Files
from plugins.incremental.parts import Parts
from plugins.incremental.progress import Progress
from plugins.incremental.store import Store
from plugins.incremental.swap import working_folder
from plugins.playbook.compiled import COMPILED
from plugins.playbook.keeping import OUTPUT, DataShelf, name_kinds
from plugins.playbook.site import Site, make_current

_STORE = "parts.sqlite"


def prepare(settings: dict[str, Any]) -> None:
    """Make ready what a build needs before it looks at a file.

    Raises:
        OSError: Where nothing can be kept beside the output.
    """
    _prepared[:] = [Ready(settings)]
    COMPILED.look_up(_prepared[0].parts)
    Company.model_rebuild()  # else when the first file is checked


def is_ready() -> bool:
    """Return whether what was made ready still holds."""
    return bool(_prepared) and _prepared[0].is_current()


def begin(settings: dict[str, Any]) -> Site:
    """Begin a build, of which nothing is read yet; the build before is forgotten."""
    kept = _prepared.pop() if is_ready() else Ready(settings)
    content, theme = Path(settings["PATH"]), Path(settings["THEME"])
    site = Site(content, theme, Loaded(None, (), Names()), dict(settings), parts=kept.parts, inputs=kept.inputs)
    # Every file is looked at before one is read: of what is saved from here on, it is seen that it has changed.
    site.look_at_inputs()
    name_kinds(site)
    COMPILED.keep_among(site.parts)
    site.shelf = DataShelf(site.parts)
    site.progress = Progress(console)
    make_current(site)
    return site


class Ready:
    """What the last build left, looked up before this one is wanted."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Look it up."""
        self.parts, self.inputs = parts_of(settings)
        target = Path(settings["OUTPUT_PATH"]).resolve()
        # A build that keeps nothing changes the output alone; its folder is then another, or has another look.
        self._places = working_folder(target).joinpath(_STORE), target
        self._look = self._now()

    def is_current(self) -> bool:
        """Return whether no build has left anything since."""
        return self._look == self._now()

    def _now(self) -> list[tuple[int, ...]]:
        stand = [place.stat() for place in self._places if place.exists()]
        return [(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns) for found in stand]


_prepared: list[Ready] = []


def parts_of(settings: Mapping[str, Any]) -> tuple[Parts, Files]:
    """Return the parts of the last build and the digests of the files that it read; none where nothing may be kept.

    Args:
        settings: Of Pelican; `INCREMENTAL = False` makes every part anew and keeps none, `"doubt"` also looks at the
            parts that nothing can have reached, to judge that they are.
    """
    if not settings.get("INCREMENTAL", True):
        return Parts(), Files({})
    room = working_folder(Path(settings["OUTPUT_PATH"]).resolve())
    is_fresh = os.environ.get("FRESH", "") not in ("", "0")
    parts = Parts(
        Store(room.joinpath(_STORE), sys.version.encode(), fresh=is_fresh), doubt=settings.get("INCREMENTAL") == "doubt"
    )
    found = outputs.look_at(settings["OUTPUT_PATH"], fresh=is_fresh)
    if parts.extra is None:
        return parts, Files({})
    inputs, state = parts.extra
    for part in () if found.is_all(state) else parts.parts_before():
        name = part.removeprefix(OUTPUT)
        if name != part and not found.holds(name, state):
            parts.spoil(part, "it does not stand in the output as it was built")
    return parts, Files(inputs)
