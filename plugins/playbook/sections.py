"""How does a reader link to a section: which link stands beside each heading that has an id?"""

from __future__ import annotations

import re

_HEADING = re.compile(r'<h([2-6])\b[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")


def with_permalinks(html: str) -> str:
    """Return a page with a link after each of its headings that has an id.

    The link stands beside the heading and not in it, so that it is no part of the heading's name. A page without a
    main part, such as a card to be framed, stays as it is.

    >>> print(with_permalinks('<main><h2 id="a">On <b>A</b></h2></main>'))
    <main><div class="headed"><h2 id="a">On <b>A</b></h2><a class="permalink" href="#a" \
aria-label="Link to this section: On A"></a></div></main>
    """
    before, main, after = html.partition("<main")
    return before + main + _HEADING.sub(_headed, after)


def _headed(found: re.Match[str]) -> str:
    title = " ".join(_TAGS.sub("", found[3]).replace('"', "&quot;").split())
    link = f'<a class="permalink" href="#{found[2]}" aria-label="Link to this section: {title}"></a>'
    return f'<div class="headed">{found[0]}{link}</div>'
