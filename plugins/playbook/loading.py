"""What is read before anything is made: the data, the ledger, the moved addresses, and how the claims come out?"""

from __future__ import annotations

import os
from datetime import date

from generator.dataset import load_dataset
from generator.errors import Problem, ProblemsFound
from generator.permalinks import read_ledger
from generator.redirects import read_moves
from plugins.playbook.bundle import assets
from plugins.playbook.site import Site
from plugins.playbook.watched import NAMES, SITE


def load(site: Site) -> None:
    """Read the data, the ledger and the moved addresses."""
    content, parts = site.content, site.parts
    wrong, as_of = [], None
    try:
        as_of = date.fromisoformat(os.environ["AS_OF"]) if os.environ.get("AS_OF") else None
    except ValueError:
        what = f"{os.environ['AS_OF']!r} is not a day"
        wrong.append(Problem("AS_OF", 0, 0, what, "the guide is built for one", "write it like 2026-11-23"))
    site.loaded = load_dataset(content, as_of, shelf=site.shelf)
    site.ledger, unread = read_ledger(content)
    site.moves, unfit = read_moves(content)
    site.reading += [*wrong, *unread, *unfit, *site.loaded.problems]
    if site.loaded.dataset is not None:
        parts.digest(SITE)  # now: Pelican changes some settings on the way
        parts.settle(SITE, NAMES, "state:")
        try:
            assets(site)  # now: before anybody asks whether a page stands that names one
        except ProblemsFound as found:
            site.reading += found.problems
        site.parts.made("claims", lambda: _judge_claims(site))


def _judge_claims(site: Site) -> None:
    from generator.claims import claim_problems  # most builds keep the verdict

    site.parts.read(SITE)
    site.reading += claim_problems(site.content, site.data, site.figures)
