"""Where in a template did rendering fail, said once however many pages use it?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from generator.errors import Problem, did_you_mean
from generator.inputs import files_below
from plugins.incremental.templates import USE
from plugins.playbook.site import Site

_USED = {"extends": "extended", "include": "included", "import": "imported", "from": "imported"}
_SHOWN = 4  # templates that name a missing one, in its message


def template_fault(site: Site, error: TemplateError, address: str) -> Problem | None:
    """Return a problem at the template's own line, or of one that is missing; None for a fault outside the theme.

    The message names `address`, the page that was being made: one page stands for all that share the template.
    """
    if isinstance(error, TemplateNotFound) and error.name:
        return _missing(site, str(error.name), f"{address} needs it")
    place = _syntax_place(error) if isinstance(error, TemplateSyntaxError) else _innermost(site, error)
    if place is None:
        return None
    path, line = place
    try:
        shown = f"{site.theme.name}/{Path(path).resolve().relative_to(site.theme.resolve()).as_posix()}"
        excerpt = Path(path).read_text(encoding="utf-8").split("\n")[line - 1]
    except (ValueError, OSError, IndexError):
        return None
    return Problem(shown, line, 0, str(error.message), f"{address} needs it", "correct the template", excerpt)


def template_problems(site: Site, name: str) -> Iterator[Problem]:
    """Yield what keeps a page's template from being read: it is missing, or its syntax is wrong.

    Pelican would stop at the first of these with a traceback.
    """
    try:
        site.templates.get_template(f"{name}.html")
    except TemplateNotFound:
        if not (users := [prose for prose in site.prose.values() if prose.header("template") == name]):
            yield _missing(site, f"{name}.html", "every page of its kind needs it")
        known = [template.removesuffix(".html") for template in site.templates.list_templates() if "/" not in template]
        for prose in users:
            _, line, column = prose.headers["template"]
            yield prose.problem(
                line, column, f"no template {name!r}", "the page has no shape", did_you_mean(name, known)
            )
    except TemplateSyntaxError as error:
        fault = template_fault(site, error, "a page")
        if fault:
            yield fault


def report(site: Site, problem: Problem) -> None:
    """Add a problem of the making round, unless the same place has been reported for another page."""
    same = (problem.path, problem.line, problem.what)
    if not any((known.path, known.line, known.what) == same for known in site.making):
        site.making.append(problem)


def report_failure(site: Site, error: TemplateError, address: str, shown: str = "theme/templates") -> None:
    """Report that a page could not be made; where the fault lies outside the theme, at what is shown for it."""
    outside = Problem(shown, 0, 0, str(error.message), f"{address} needs it", "correct it")
    report(site, template_fault(site, error, address) or outside)


def _missing(site: Site, name: str, why: str) -> Problem:
    """Return the problem of a template that is not there, with those that name it; `why` is for one that none names."""
    found: dict[str, list[str]] = {}
    for path in sorted(files_below(site.theme, ("templates",), ".html")):
        text = (site.theme / path).read_text(encoding="utf-8", errors="replace")
        for use in USE.finditer(text):
            if f'"{name}"' in use[2] or f"'{name}'" in use[2]:
                line = text.count("\n", 0, use.start()) + 1
                found.setdefault(_USED[use[1]], []).append(f"{site.theme.name}/{path}:{line}")
    users = [f"{use} by {', '.join(places[:_SHOWN])}{_more(len(places))}" for use, places in found.items()]
    return Problem(
        f"{site.theme.name}/templates/{name}",
        0,
        0,
        "this template is missing",
        f"it is {', and '.join(users)}" if users else why,
        f"put it back, or name another of {site.theme.name}/templates there" if users else "put it back",
    )


def _more(count: int) -> str:
    return f" and {count - _SHOWN} more" if count > _SHOWN else ""


def _syntax_place(error: TemplateSyntaxError) -> tuple[str, int] | None:
    return (error.filename, error.lineno) if error.filename else None


def _innermost(site: Site, error: BaseException) -> tuple[str, int] | None:
    """Return the last frame of the traceback that lies in a template of the theme."""
    found, trace = None, error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(str(site.theme)):
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found
