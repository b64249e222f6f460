"""Do the addresses of the sources still answer? A report for the editor: no build asks, and no figure depends on it."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any, Literal
from urllib.parse import quote, urljoin, urlsplit

from generator.shared_models import Source

Group = Literal["ok", "moved", "gone", "refused", "unreachable"]
GROUPS: dict[Group, str] = {
    "ok": "answer",
    "moved": "have moved for good; write the new address",
    "gone": "are gone; look for an archived copy, and name it as archived",
    "refused": "do not let a program look; open them in a browser",
    "unreachable": "could not be reached",
}
TIMEOUT = 15.0
PAUSE = 1.0  # seconds between two requests to one host
_HOSTS_AT_ONCE = 4
_HOPS = 5
_PATIENCE = 2
_NAME = {"User-Agent": "negotiation-guide link report (HEAD, then GET; one request at a time)"}
_SAFE = "/:?&=#%+,;@!$'()*~[]"


@dataclass(frozen=True)
class Answer:
    """What an address answered.

    Attributes:
        detail: The status, the new address, or what kept it from answering.
    """

    group: Group
    detail: str


def link_report(sources: Mapping[str, Source]) -> Iterator[str]:
    """Yield the lines of the report: how many addresses answer, and each that does not simply do so."""
    urls = {name: source.url for name, source in sources.items() if source.url}
    answers = ask_all(urls.values())
    yield f"{len(urls)} of {len(sources)} sources have an address."
    for group, words in GROUPS.items():
        names = [name for name, url in urls.items() if answers[url].group == group]
        if names:
            yield f"{len(names)} {words}{':' if group != 'ok' else '.'}"
        for name in names if group != "ok" else ():
            archived = sources[name].archived
            yield f"  {name}: {answers[urls[name]].detail}  {urls[name]}" + (
                f"  archived: {archived}" if archived else ""
            )
    if answers and all(answer.group == "unreachable" for answer in answers.values()):
        yield "Nothing answered; this machine may have no way to the network. That says nothing of the sources."


def ask_all(urls: Iterable[str]) -> dict[str, Answer]:
    """Ask each address once: several hosts at a time, of one host one address after the other, with a pause."""
    by_host: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        by_host.setdefault(urlsplit(url).hostname or "", []).append(url)
    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        return {url: answer for found in pool.map(_ask_host, by_host.values()) for url, answer in found}


def ask(url: str) -> Answer:
    """Return what an address answers to HEAD, or to GET where it does not like HEAD."""
    first = _follow(url, "HEAD")
    if first.group not in ("gone", "refused") or first.detail.startswith("429"):
        return first
    _rest()
    return _follow(url, "GET")


def _ask_host(urls: list[str]) -> list[tuple[str, Answer]]:
    """Ask a host's addresses one after the other; one that is silent twice in a row is left alone."""
    answers: list[tuple[str, Answer]] = []
    for url in urls:
        last = [answer.group for _, answer in answers[-_PATIENCE:]]
        if len(last) == _PATIENCE and set(last) == {"unreachable"}:
            answers.append((url, Answer("unreachable", "not asked, since its host is silent")))
            continue
        if answers:
            _rest()
        answers.append((url, ask(url)))
    return answers


def _rest() -> None:
    Event().wait(PAUSE)


def _follow(url: str, method: str) -> Answer:
    """Follow an address over its redirects; one that is for good makes it moved, if it leads anywhere."""
    at, for_good = url, False
    for _ in range(_HOPS):
        try:
            status, location = _status(at, method)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer("unreachable", _reason(error))
        if status in (301, 302, 303, 307, 308) and location:
            for_good = for_good or status in (301, 308)
            at = urljoin(at, location)
            if urlsplit(at).scheme not in ("http", "https"):
                return Answer("refused", f"{status} to {at}")
        elif status in (404, 410):
            return Answer("gone", str(status))
        elif status >= 300:
            return Answer("refused", f"{status} {http.client.responses.get(status, '')}".strip())
        else:
            return Answer("moved", f"now at {at}") if for_good else Answer("ok", str(status))
    return Answer("unreachable", f"more than {_HOPS} redirects")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Lets a redirect be seen instead of followed."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _status(url: str, method: str) -> tuple[int, str]:
    request = urllib.request.Request(quote(url, safe=_SAFE), headers=_NAME, method=method)
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=TIMEOUT) as answer:
            return int(answer.status), ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("Location", "")


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", None) or error
    if isinstance(cause, TimeoutError):
        return "timed out"
    return str(getattr(cause, "strerror", None) or cause or type(cause).__name__)
