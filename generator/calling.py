"""How is the `playbook` command called from here, so that it runs as it is printed?"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path


def playbook() -> str:
    """Return the command beside the Python that runs, from the current folder; its bare name where it stands nowhere.

    In the project's folder that is `.venv/bin/playbook`; another `VENV` of make, or another folder, has another path.
    """
    beside, here = Path(sys.executable).with_name("playbook"), Path.cwd()
    if not beside.is_file():
        return "playbook"
    return shlex.quote((beside.relative_to(here) if beside.is_relative_to(here) else beside).as_posix())
