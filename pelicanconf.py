"""Settings of the guide for reading it at home; `publishconf.py` adds what a public address needs."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # the plugins are modules: a failed import must stop the build

from plugins import playbook  # noqa: E402
from plugins.playbook.filters import FILTERS  # noqa: E402
from plugins.playbook.theme import GLOBALS, JINJA  # noqa: E402

SITENAME = "The AI offer playbook"
AUTHOR = "The guide's editors"
SITEURL = ""
PATH = str(HERE / "content")
THEME = str(HERE / "theme")
OUTPUT_PATH = str(HERE / "output")
PLUGINS = [playbook]
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

# Where a wrong figure can be reported, and where to subscribe; shown only where set.
REPORT_URL = ""
SUBSCRIBE_URL = ""

PAGE_PATHS = ["pages", "companies"]
ARTICLE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PAGE_TRANSLATION_ID = ""
ARTICLE_TRANSLATION_ID = ""
SLUGIFY_SOURCE = "basename"
TYPOGRIFY = False
DELETE_OUTPUT_DIRECTORY = False
CACHE_CONTENT = LOAD_CONTENT_CACHE = False

JINJA_ENVIRONMENT = JINJA
JINJA_FILTERS = FILTERS
JINJA_GLOBALS = GLOBALS
