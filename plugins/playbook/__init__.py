"""The guide's Pelican plugin: figures in prose, company pages, the calculator's bundle, the checked writer.

What happens in which order:
    get_generators          read `content/data`, begin a new site
    generator_init          templates are the theme's own
    readers_init, page_generator_init  Markdown files are read by our reader, those whose pages do not stand
    all_generators_finalized  check every expression, then stop, or fill them all in
    get_writer              pages are rendered into memory
    finalized               check permalinks and links, then change the output at once
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import PagesGenerator
from pelican.readers import MarkdownReader, Readers

from generator.errors import Problem, ProblemsFound
from generator.inputs import files_below
from plugins.incremental import lock, looking, ready
from plugins.incremental.swap import working_folder
from plugins.playbook import expressions, faults, links, logs, permalinks, publish, redirects, theme
from plugins.playbook import lists as lists  # their functions register themselves
from plugins.playbook import pieces as pieces
from plugins.playbook import reuse as reuse
from plugins.playbook.addresses import since_last_build
from plugins.playbook.ahead import make_ahead, read_ahead
from plugins.playbook.beginning import begin, is_ready, prepare
from plugins.playbook.citing import add_version
from plugins.playbook.companies import GuideGenerator
from plugins.playbook.datafiles import add_data_files
from plugins.playbook.hosting import add_hosting
from plugins.playbook.keeping import leave, page_part
from plugins.playbook.loading import load
from plugins.playbook.reader import ProseReader, without_standing
from plugins.playbook.site import Site, current
from plugins.playbook.table import begin_table, drop_table
from plugins.playbook.untouched import note_untouched
from plugins.playbook.writer import CheckedWriter

# Address, part and content of a text that holds expressions.
_Text = tuple[str, str, Any]


def register() -> None:
    """Connect to Pelican's signals; module-level functions only, since signals hold them weakly."""
    signals.initialized.connect(listen)
    signals.get_generators.connect(read_data)
    signals.generator_init.connect(theme.use_own_templates)
    signals.readers_init.connect(use_reader)
    signals.page_generator_init.connect(leave_out_what_stands)
    signals.all_generators_finalized.connect(fill)
    signals.get_writer.connect(writer)
    signals.finalized.connect(finish)


def listen(pelican: Pelican) -> None:
    """Make ready what can be, wait until the build is wanted, and for another that is under way."""
    # A build makes values, keeps them and ends. Looking among them for circles that could go takes a tenth of its time.
    gc.disable()
    target = Path(pelican.output_path).resolve()
    with suppress(OSError):  # it will be met again
        if ready.is_ahead() and lock.take(working_folder(target), wait=False):
            prepare(pelican.settings)
            lock.release(working_folder(target))
    ready.wait()
    logs.listen()
    try:
        lock.take(working_folder(target))
    except OSError as error:
        what, why = f"no build can begin: {error.strerror or error}", f"{error.filename} is needed beside it"
        _stop([Problem(publish.shown(target), 0, 0, what, why, "make the folder writable")])
    if pelican.settings.get("INCREMENTAL", True) and not is_ready():
        looking.begin(str(target))


def read_data(pelican: Pelican) -> type[GuideGenerator]:
    """Begin a build; on every pass, so that a changed figure is seen."""
    site = begin(pelican.settings)
    if _may_fork(site):
        read_ahead(site)
    load(site)
    if site.loaded.dataset:
        note_untouched(site)
    return GuideGenerator


def use_reader(readers: Readers) -> None:
    """Read Markdown with our reader."""
    readers.reader_classes.update(dict.fromkeys(MarkdownReader.file_extensions, ProseReader))


def leave_out_what_stands(pages: PagesGenerator) -> None:
    """Let Pelican read only the pages that have to be made: to read one takes it longer than we need to see that."""

    def to_read(paths: list[str], exclude: Any = None, extensions: Collection[str] | None = None) -> list[str]:
        wanted = frozenset(pages.readers.extensions if extensions is None else extensions)
        found = files_below(current().content, paths) if wanted else ()  # Pelican also asks for those of no reader
        return without_standing(current(), (name for name in found if name.rpartition(".")[2] in wanted))

    pages.get_files = to_read


def fill(generators: list[Any]) -> None:
    """Report all that reading found, or evaluate every expression."""
    site = current()
    site.reading += expressions.companies_without_page(site)
    pages = [p for g in generators if isinstance(g, PagesGenerator) for p in (*g.pages, *g.hidden_pages)]
    answers = [a for g in generators if isinstance(g, GuideGenerator) for a in g.answers]
    texts = [("/" + page.url, page_part("/" + page.url), page) for page in pages]
    texts += [(answer.address, answer.part, answer) for answer in answers]
    # Where the data has faults, nobody can say what still stands.
    stands = site.parts.stands if site.loaded.dataset else lambda part: False
    to_make = [(address, part, content) for address, part, content in texts if not stands(part)]
    ahead = _of_companies(site, to_make) if _may_fork(site) and site.loaded.dataset else {}
    apart = {address for address, _, _ in ahead.values()}
    to_make = [text for text in to_make if text[0] not in apart]
    for text in to_make:
        site.reading += _wrong_with(site, text)
    templates = {"figures", "changes", "embed", *(page.template for page in pages)}
    for template in sorted(templates):
        if site.parts.has_changed(f"template:{template}.html"):
            site.reading += faults.template_problems(site, template)
    if not site.reading:
        site.reading += logs.problems()
    if not site.reading:
        companies = site.loaded.names.companies.items()
        own = sum(2 + len(levels or ()) for slug, levels in companies if slug not in site.untouched)  # figures, cards
        site.progress.stage("Rendering", len(pages) + own + 1)  # and the list of changes
        for answer in answers:
            if site.parts.stands(answer.part):
                answer._content, answer._summary = site.parts.use(answer.part)
    if _may_fork(site) and not site.reading:
        _make_ahead(site, generators, ahead)
    else:
        for text in ahead.values():
            site.reading += _wrong_with(site, text)
    if site.reading:
        _stop(site.reading)
    begin_table(site)
    # The answers come first: the questions' component shows them on two pages.
    for address, part, content in sorted(to_make, key=lambda text: not text[0].startswith("/faq/#")):
        _fill(site, address, part, content)


def _wrong_with(site: Site, text: _Text) -> list[Problem]:
    address, _, content = text
    return list(expressions.reading_problems(site, site.prose[address], content._content))


def _of_companies(site: Site, texts: list[_Text]) -> dict[str, _Text]:
    """Return the texts of companies, by slug, that need nothing but their company."""
    found = {}
    for text in texts:
        room, _, slug = text[0].strip("/").partition("/")
        # A page that shows the answers comes after them.
        if room == "companies" and slug in site.loaded.checked().companies and not _calls(site, text[0], "faq"):
            found[slug] = text
    return found


def _make_ahead(site: Site, generators: list[Any], texts: dict[str, _Text]) -> None:
    """Check, and make, what belongs to one company alone; where something is wrong, nothing that is made counts."""

    def fill_if_right(slug: str) -> bool:
        site.reading += _wrong_with(site, texts[slug])
        if not site.reading:
            address, part, page = texts[slug]
            _fill(site, address, part, page)
        return not site.reading

    pages, guide = (next(g for g in generators if isinstance(g, kind)) for kind in (PagesGenerator, GuideGenerator))
    make_ahead(site, pages, guide, {slug: page for slug, (_, _, page) in texts.items()}, fill_if_right)


def _may_fork(site: Site) -> bool:
    return bool(site.settings.get("INCREMENTAL", True))


def _calls(site: Site, address: str, function: str) -> bool:
    expressions = site.prose[address].expressions.values()
    return any(name == function for expression in expressions for name, _ in expression.calls)


def _fill(site: Site, address: str, part: str, content: Any) -> None:
    """Evaluate every expression of a text."""
    prose = site.prose[address]
    with site.part(part):
        site.parts.read(f"content:{site.sources[address]}")
        content._content = expressions.filled(site, prose, content._content, address)
        for header in ("summary", "description"):
            content.metadata[header] = expressions.filled_header(site, prose, prose.header(header), address)
            setattr(content, "_summary" if header == "summary" else header, content.metadata[header])
    if part.startswith("answer:"):
        site.parts.keep(part, (content._content, content._summary))


def writer(pelican: Pelican) -> type[CheckedWriter]:
    """Render into memory."""
    return CheckedWriter


def finish(pelican: Pelican) -> None:
    """Check everything that was made; change the output only if nothing is wrong."""
    site = current()
    site.parts.settle("names:pages")
    try:
        add_data_files(site)
    except OSError as error:  # a large one is written already
        _stop([publish.unwritten(pelican.output_path, error)])
    add_version(site)
    since = since_last_build(site)
    unrecorded, lost = permalinks.check(site, since)
    redirects.apply(site)
    site.parts.settle("names:files")
    add_hosting(site)
    problems = [*site.making, *lost, *links.problems(site, since), *logs.problems()]
    if problems:
        _stop(problems)
    site.progress.end()
    try:
        publish.publish(site, pelican.output_path)
    except ProblemsFound as found:
        _stop(list(found.problems))
    permalinks.record(site, unrecorded, Path(pelican.output_path), since)
    leave(site)
    gc.freeze()  # else Python, as it ends, looks through all that was made


def _stop(problems: list[Problem]) -> None:
    with suppress(IndexError):  # before a build has begun there is none
        site = current()
        site.progress.end()
        drop_table(site)
    found = ProblemsFound(problems)
    count = len(found.problems)
    print(found, file=sys.stderr)
    print(f"{count} problem{'s' if count != 1 else ''}; nothing was written.", file=sys.stderr)
    raise SystemExit(1)
