"""Which installed browser do the browser tests drive?

Run as a script it prints the browser's path, or fails.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

MISSING = "no Chromium found; Debian: apt install chromium-headless-shell; or set BROWSER_PATH"

ON_PATH = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge-stable",
    "chromium-headless-shell",
)
MAC_BUNDLES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or None.

    Raises:
        FileNotFoundError: BROWSER_PATH is set, but names no program.
    """
    if wanted := os.environ.get("BROWSER_PATH"):
        if found := shutil.which(wanted):
            return found
        raise FileNotFoundError(f"BROWSER_PATH={wanted} is not a program; correct it or unset it")
    on_path = (shutil.which(name) for name in ON_PATH)
    on_mac = (path for path in MAC_BUNDLES if Path(path).is_file())
    return next(filter(None, on_path), None) or next(on_mac, None)


if __name__ == "__main__":
    print(find_browser() or sys.exit(MISSING))
