"""Where in a template did rendering fail, said once however many pages use it?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from generator.errors import Problem, did_you_mean
from plugins.playbook.site import Site


def template_fault(site: Site, error: TemplateError, address: str) -> Problem | None:
    """Return a problem at the template's own line; None where the fault lies outside the theme.

    The message names `address`, the page that was being made: one page stands for all that share the template.
    """
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
        users = [prose for prose in site.prose.values() if prose.header("template") == name]
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
