"""What may a page load and run, said once for the pages themselves and for the headers of a server?"""

from __future__ import annotations

# Browsers heed this in a page's own <meta>.
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'"
)
# Only a header can say who may show a page in a frame: nobody, but for the cards that are made for it.
HEADER_POLICY = f"{PAGE_POLICY}; frame-ancestors 'none'"
FRAMED_POLICY = f"{PAGE_POLICY}; frame-ancestors *"
