"""May each expression of a page stand where it stands, does it name what exists, and what does it become?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import TemplateError
from markupsafe import Markup, escape

from generator.catalogue import UnknownFigure
from generator.errors import Problem, did_you_mean
from plugins.playbook import citing, components  # noqa: F401 - they register the functions
from plugins.playbook.faults import report, template_fault
from plugins.playbook.functions import FUNCTIONS, Function, plain_text
from plugins.playbook.placing import Place, places, with_code_restored
from plugins.playbook.prose import TOKEN, Expression, Prose
from plugins.playbook.site import Site

_NO_COMPANY = {"example", "policy", "claim", "evidence", "faq"}


def reading_problems(site: Site, prose: Prose, markup: str) -> Iterator[Problem]:
    """Yield what is wrong with a page before anything is evaluated: its headers, its text, its expressions."""
    yield from prose.problems
    where = places(markup)
    header_tokens = {t for value, _, _ in prose.headers.values() for t in _tokens(value)}
    for token, expression in prose.expressions.items():
        found = where.get(token, [])
        if token in header_tokens:
            found = [Place("attribute")]
        if found and all(place.kind == "code" for place in found):
            continue
        if expression.fault:
            yield _fault(prose, expression)
            continue
        if not found:
            yield prose.problem_at(
                expression,
                "this expression vanished from the page",
                "Markdown dropped it, as in a link reference nothing uses",
                "move or remove it",
            )
            continue
        yield from _misplaced(prose, expression, found, token in header_tokens)
        yield from _unknown_names(site, prose, expression)


def filled(site: Site, prose: Prose, markup: str, address: str) -> str:
    """Return the page's HTML with every expression evaluated; what fails becomes a problem of the making round."""
    markup = with_code_restored(markup, prose.expressions)
    where = places(markup)
    for token, found in where.items():
        expression = prose.expressions[token]
        value = _evaluated(site, prose, expression, address)
        if value is None:
            site.failed.add(address)
            value = Markup("")
        if any(place.kind == "paragraph" for place in found) and _is_block(expression):
            markup = markup.replace(f"<p>{token}</p>", str(value))
        markup = markup.replace(token, str(escape(value)))
    return markup


def filled_header(site: Site, prose: Prose, text: str, address: str) -> str:
    """Return a header's text with its figures as plain text."""
    for token in _tokens(text):
        value = _evaluated(site, prose, prose.expressions[token], address)
        text = text.replace(token, plain_text(value or ""))
    return text


def _tokens(text: str) -> list[str]:
    return [match[0] for match in TOKEN.finditer(text)]


def _is_block(expression: Expression) -> bool:
    return any(FUNCTIONS[name].block for name, _ in expression.calls if name in FUNCTIONS)


def _fault(prose: Prose, expression: Expression) -> Problem:
    if expression.fault == "statement":
        return prose.problem_at(
            expression,
            f"{expression.text!r} outside code",
            "prose holds expressions, never statements",
            "write an expression, or put it in backticks; an id is written {: #name }",
        )
    if expression.fault == "unclosed":
        return prose.problem_at(expression, "'{{' is never closed", "the expression has no end", "close it with }}")
    if expression.fault == "arithmetic":
        return prose.problem_at(
            expression,
            "arithmetic in prose",
            "sums are made in generator/formulas only",
            "name a figure that holds the result",
        )
    return prose.problem_at(
        expression,
        f"this expression cannot be read: {expression.fault}",
        'it must be one call such as figure("openai.l5.base")',
        "correct it",
    )


def _misplaced(prose: Prose, expression: Expression, found: list[Place], in_header: bool) -> Iterator[Problem]:
    block = _is_block(expression)
    links = any(FUNCTIONS[name].link for name, _ in expression.calls if name in FUNCTIONS)
    for place in found:
        if place.kind == "comment":
            yield prose.problem_at(expression, "an expression in a comment", "nobody would see it", "remove it")
        elif block and place.kind != "paragraph":
            yield prose.problem_at(
                expression,
                "a component inside other text",
                "it makes a block of its own",
                "put it alone between empty lines",
            )
        elif links and not in_header and (place.inside or place.kind == "attribute"):
            spot = f"<{place.inside}>" if place.inside else "an attribute"
            yield prose.problem_at(
                expression, f"a figure inside {spot}", "it would put a link inside it", "use text(…), the plain figure"
            )


def _unknown_names(site: Site, prose: Prose, expression: Expression) -> Iterator[Problem]:
    for name in () if expression.calls else expression.names:  # inside a call, the argument is what is wrong
        yield prose.problem_at(
            expression, f"unknown name {name!r}", "an expression is a call", _nearest(name, FUNCTIONS)
        )
    if not expression.calls and not expression.names:
        yield prose.problem_at(
            expression,
            "an expression without a call",
            "it would show nothing of the data",
            "call a function such as figure(…)",
        )
    for name, arguments in expression.calls:
        function = FUNCTIONS.get(name)
        if function is None:
            why = "there is no function of this name for prose"
            yield prose.problem_at(expression, f"unknown function {name!r}", why, _nearest(name, FUNCTIONS))
            continue
        least = sum(1 for p in function.parameters if not p.endswith("?"))
        if not least <= len(arguments) <= len(function.parameters):
            wanted = ", ".join(function.parameters) or "nothing"
            yield prose.problem_at(
                expression, f"{name} was given {len(arguments)} arguments", f"it takes {wanted}", "correct the call"
            )
            continue
        yield from _unknown_arguments(site, prose, expression, function, arguments)


def _unknown_arguments(
    site: Site, prose: Prose, expression: Expression, function: Function, arguments: tuple[object, ...]
) -> Iterator[Problem]:
    names = site.loaded.names.companies
    company = ""
    for kind, argument in zip((p.rstrip("?") for p in function.parameters), arguments, strict=False):
        if not isinstance(argument, str):
            yield prose.problem_at(expression, f"the {kind} is not a quoted name", "", f'write {function.name}("…")')
            return
        if kind == "company" or (kind == "figure" and argument.partition(".")[0] not in _NO_COMPANY):
            company = argument.partition(".")[0] if kind == "figure" else argument
            if company not in names:
                yield prose.problem_at(
                    expression,
                    f"unknown company {company!r}",
                    f"no file content/data/companies/{company}.yaml",
                    did_you_mean(company, names) or "name a file of that folder",
                )
                return
        if kind == "level":
            levels = names.get(company)
            if levels is not None and argument not in levels:
                yield prose.problem_at(
                    expression,
                    f"unknown level {argument!r} of {company}",
                    f"content/data/companies/{company}.yaml has no such level",
                    _nearest(argument, levels),
                )
                return
        if site.loaded.dataset is None:
            continue  # what the data hides cannot be judged; its own faults are reported
        if kind == "figure" and argument not in site.figures:
            hint = UnknownFigure(argument, site.figures).hint
            yield prose.problem_at(
                expression, f"unknown figure {argument!r}", "no row or formula of the data has this path", hint
            )
        named: dict[str, Mapping[str, Any]] = {
            "claim": site.data.claims,
            "evidence": site.data.evidence,
            "example": site.data.examples,
        }
        known = named.get(kind)
        if known is not None and argument not in known:
            file = _FILES[kind]
            hint = did_you_mean(argument, known) or f"name an entry of {file}"
            yield prose.problem_at(expression, f"unknown {kind} {argument!r}", f"{file} has no such entry", hint)
        if kind in _CHOICES and argument not in _CHOICES[kind]:
            yield prose.problem_at(
                expression,
                f"unknown {kind} {argument!r}",
                "the component shows no such part of the data",
                _nearest(argument, _CHOICES[kind]),
            )


def _nearest(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word, else all of them, however many."""
    return did_you_mean(word, known) or f"known: {', '.join(sorted(known))}"


_FILES = {
    "claim": "content/data/claims.yaml",
    "evidence": "content/data/evidence.yaml",
    "example": "content/data/examples.yaml",
}
_CHOICES: dict[str, tuple[str, ...]] = {"terms": ("equity", "signing", "refresh", "practice", "deadline")}


def _evaluated(site: Site, prose: Prose, expression: Expression, address: str) -> Markup | str | None:
    [(name, arguments)] = expression.calls  # the reading round let nothing pass but one call with constants
    try:
        return escape(FUNCTIONS[name].render(site, address, *arguments))
    except UnknownFigure as unknown:
        what = f"no figure {unknown.path!r}"
        report(site, prose.problem_at(expression, what, "a table needs it", unknown.hint))
    except TemplateError as error:
        fault = template_fault(site, error, address)
        lost = prose.problem_at(expression, str(error.message), "the figure could not be made", "correct it")
        report(site, fault or lost)
    except Exception as error:  # a component's own fault, too, reaches the editor as a sentence at the call
        what = f"{type(error).__name__}: {error}"
        remedy = "this is a fault of plugins/playbook; please report it"
        report(site, prose.problem_at(expression, what, "the component failed", remedy))
    return None


def companies_without_page(site: Site) -> Iterator[Problem]:
    """Yield the companies whose data has no Markdown page, and the pages whose company has no data."""
    for slug in site.loaded.names.companies:
        if f"/companies/{slug}/" not in site.prose:
            yield Problem(
                f"content/companies/{slug}.md",
                0,
                0,
                "this page is missing",
                f"content/data/companies/{slug}.yaml has no page",
                "write it, or remove the data",
            )
    for address in site.prose:
        slug = address.removeprefix("/companies/").rstrip("/")
        if address.startswith("/companies/") and slug and slug not in site.loaded.names.companies:
            yield Problem(
                site.prose[address].path,
                0,
                0,
                f"no company {slug!r} in the data",
                "a company page is made from its data",
                did_you_mean(slug, site.loaded.names.companies),
            )
