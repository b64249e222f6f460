"""What does a citation name: the day and the state of the files from which anybody can build the cited page again?"""

from __future__ import annotations

import json

from generator.amounts import day_text
from plugins.playbook.functions import inline
from plugins.playbook.site import Site

VERSION = "data/version.json"


def add_version(site: Site) -> None:
    """Add the file that the panel for citations reads, so that no page changes because another one did."""
    day = site.data.as_of.isoformat()
    version = {
        "site": site.settings["SITENAME"],
        "author": site.settings["AUTHOR"],
        "as_of": day,
        "day": day_text(day),
        "content": site.state,
    }
    site.files[VERSION] = (json.dumps(version, ensure_ascii=False, indent=1) + "\n").encode()


@inline(link=False)
def site_day(site: Site, address: str) -> str:
    """Show the day for which the site is built, as `AS_OF` takes it."""
    return site.data.as_of.isoformat()


@inline(link=False)
def site_hash(site: Site, address: str) -> str:
    """Show the hash of the files from which the site is built."""
    site.parts.read("state:")
    return site.state
