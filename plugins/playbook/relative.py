"""How does an address that begins at the root of the site become one that works under any path?"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# What every search can look for at once stands first; before it, with white space around, is the attribute's name.
_ADDRESS = re.compile(r'="/(?:(?<=\shref="/)|(?<=\ssrc="/))(?!/)([^"]*)"')


def relative(html: str, address: str, site_url: str) -> str:
    """Return the page with every root-absolute address made relative, so that the site works under any path."""
    if address == "/404.html":  # served at any depth, so only the site's own root will do
        root = urlsplit(site_url).path.rstrip("/")
        return _ADDRESS.sub(lambda m: f'="{root}/{m[1]}"', html)
    if is_plain(html):
        return plainly_relative(html, address)
    up = "../" * (address.count("/") - 1)

    def short(match: re.Match[str]) -> str:
        target = match[1]
        if f"/{target}".partition("#")[0] == address and "#" in target:
            return f'="#{target.partition("#")[2]}"'
        return f'="{up}{target}"' if up or target else '="./"'

    return _ADDRESS.sub(short, html)


def is_plain(html: str) -> bool:
    """Return whether all addresses that begin at the root are written such that `shortened` makes them relative."""
    written = html.count(' href="/') + html.count(' src="/')
    return html.count('="/') == written and not any(odd in html for odd in ('="//', '="/"', "='/", "=/"))


def plainly_relative(html: str, address: str) -> str:
    """Return a page, or a stretch of one, as `relative` does, where all such addresses are plain."""
    return shortened(shortened(html, ' href="', address), ' src="', address)


def shortened(text: str, before: str, address: str) -> str:
    """Return a text with the addresses relative that stand after something, made so without a look at each."""
    up = "../" * (address.count("/") - 1)
    return text.replace(f"{before}{address}#", f"{before}#").replace(f"{before}/", f"{before}{up}")
