"""Where in a template did rendering fail, said once however many pages use it?"""

from __future__ import annotations

from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from generator.errors import Problem
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
