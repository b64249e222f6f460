"""A small site of somebody else's, that knows nothing of the guide: a page and its template, as path → text."""

from __future__ import annotations

SETTINGS = """
AUTHOR = SITENAME = "Small"
SITEURL = ""
PATH = "content"
THEME = "theme"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = STATIC_PATHS = THEME_STATIC_PATHS = DIRECT_TEMPLATES = []
PAGE_URL, PAGE_SAVE_AS = "{slug}/", "{slug}/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
"""
PAGE = "<!DOCTYPE html><html lang=en><head><title>{{ page.title }}</title></head><body>{{ page.content }}</body></html>"
FILES = {
    "pelicanconf.py": SETTINGS,
    "content/pages/home.md": "Title: Home\n\nFirst words.\n",
    "theme/templates/page.html": PAGE,
}
