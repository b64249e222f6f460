"""Settings of the public guide: `SITEURL=https://… make publish`."""

import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403

SITEURL = os.environ.get("SITEURL", "").rstrip("/")
REPORT_URL = os.environ.get("REPORT_URL", "")
SUBSCRIBE_URL = os.environ.get("SUBSCRIBE_URL", "")
# What is published stays: an address that content/permalinks.txt does not list yet stops this build.
PERMALINKS_RECORDED = True
if not SITEURL:
    sys.exit(
        "publishconf.py: SITEURL is not set; the public tree needs its address; run SITEURL=https://… make publish"
    )
if not SITEURL.startswith(("http://", "https://")):
    sys.exit(
        f"publishconf.py: SITEURL={SITEURL!r} does not begin with https:// and a host; feeds and the sitemap give "
        f"whole addresses; run SITEURL=https://{re.sub('^[a-z]+:(/+|$)', '', SITEURL) or '…'} make publish"
    )
