"""Where may an expression stand in Markdown, what may it name, what does it become, and where is a fault reported?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Undefined
from jinja2.exceptions import UndefinedError
from markdown import Markdown

from generator.dataset import Loaded, load_dataset
from plugins.playbook import expressions, functions
from plugins.playbook.filters import FILTERS
from plugins.playbook.placing import Place, places
from plugins.playbook.prose import read_prose
from plugins.playbook.site import Site
from plugins.playbook.texts import EXTENSIONS
from tests.plugins.conftest import ROOT, Guide
from tests.plugins.guide_tree import FILES

PAGE = "content/pages/made-up.md"
FIGURE = '{{ figure("acme.l1.base") }}'
TEXT = '{{ text("acme.l1.base") }}'
SHOWN = (
    '<a class="figure" href="/companies/acme/figures/#l1-base">'
    '<data value="100000" data-quantity="base">$100K</data></a>'
)


@dataclass
class Outcome:
    """What became of a page: its HTML and headers, or what is wrong with it."""

    html: str
    headers: dict[str, str]
    messages: list[str]

    @property
    def places(self) -> list[tuple[int, int]]:
        """Line and column of each message."""
        found = [re.match(rf"{PAGE}:(\d+):(\d+): ", message) for message in self.messages]
        return [(int(match[1]), int(match[2])) for match in found if match]


Read = Callable[..., Outcome]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of the small guide, written once."""
    root = tmp_path_factory.mktemp("expressions")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / "content"


@pytest.fixture(scope="module")
def loaded(content: Path) -> Loaded:
    """The data of the small guide."""
    return load_dataset(content)


@pytest.fixture
def read(content: Path, loaded: Loaded) -> Read:
    """A function that reads and fills a page of the small guide, given as the text below its Title."""

    def outcome(body: str, headers: str = "Title: Made up\n", whole: bool = False) -> Outcome:
        site = Site(content, ROOT / "theme", loaded, {"SITEURL": ""})
        prose = read_prose(body if whole else f"{headers}\n{body}\n", PAGE)
        html = Markdown(extensions=EXTENSIONS, output_format="html").convert(prose.body)
        problems = list(expressions.reading_problems(site, prose, html))
        if not problems:
            html = expressions.filled(site, prose, html, "/made-up/")
            shown = {
                key: expressions.filled_header(site, prose, prose.header(key), "/made-up/") for key in prose.headers
            }
            problems = site.making
        return Outcome("" if problems else html, {} if problems else shown, [str(problem) for problem in problems])

    return outcome


# The body begins on line 3, below the title and the empty line.


def test_a_figure_is_a_link_to_its_row_with_its_amount(read: Read) -> None:
    """A figure is a link to its row around one `<data>` that carries amount, quantity and, where it has one, column."""
    assert read(f"Pay is {FIGURE}.").html == f"<p>Pay is {SHOWN}.</p>"
    html = read('{{ figure("example.openai-senior.year_1_total.ask") }}').html
    assert 'data-quantity="year_1_total" data-column="ask">' in html
    assert 'href="/methodology/#example-openai-senior-year-1-total-ask"' in html


def test_a_range_is_two_amounts_in_one_link(read: Read) -> None:
    """A range is two `<data>` with a dash between them, in one link."""
    html = read('{{ figure("acme.l2.total_comp") }}').html
    assert html.count("<a ") == 1
    assert re.findall(r'<data value="(\d+)" data-quantity="total_comp">([^<]+)</data>', html) == [
        ("200000", "$200K"),
        ("260000", "$260K"),
    ]
    assert re.sub(r"<[^>]+>", "", html) == "$200K–$260K"


def test_a_share_is_in_basis_points(read: Read) -> None:
    """A share carries its basis points and says that they are."""
    html = read('{{ figure("policy.room.base") }}').html
    assert '<data value="5000" data-quantity="base" data-unit="bp">50%</data>' in html


def test_single_quotes_do_as_well(read: Read) -> None:
    """A name may stand in either kind of quotes."""
    assert read("{{ figure('acme.l1.base') }}").html == f"<p>{SHOWN}</p>"


def test_text_is_the_plain_figure(read: Read) -> None:
    """`text` gives the figure without a link."""
    assert read(f"Pay is {TEXT}.").html == "<p>Pay is $100K.</p>"


def test_an_expression_may_span_lines(read: Read) -> None:
    """An expression may be broken over lines, and is reported where it opens."""
    assert read('Pay is {{ figure(\n  "acme.l1.base"\n) }} now.').html == f"<p>Pay is {SHOWN} now.</p>"
    assert read('Pay is {{ figure(\n  "acme.l1.bass"\n) }} now.').places == [(3, 8)]


def test_lines_below_a_long_expression_are_counted_right(read: Read) -> None:
    """A fault below an expression of three lines is reported on its own line of the file."""
    assert read('Pay is {{ figure(\n  "acme.l1.base"\n) }} and\n{{ figure("acme.l1.bass") }}.').places == [(6, 1)]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('A {{ figure("acme}}l1") }} b.', '{{ figure("acme}}l1") }}'),
        ('A {{ figure({"a": {"b": "c"}}) }} b.', '{{ figure({"a": {"b": "c"}}) }}'),
        ("A {{ figure('}}{{') }} b.", "{{ figure('}}{{') }}"),
        ('A {{ figure("\\"}}") }} b.', '{{ figure("\\"}}") }}'),
    ],
)
def test_strings_and_dicts_may_hold_braces(read: Read, body: str, text: str) -> None:
    """An expression ends at its own braces, not at those in a string or a dict."""
    prose = read_prose(f"Title: T\n\n{body}\n", PAGE)
    assert [expression.text for expression in prose.expressions.values()] == [text]
    assert re.fullmatch(r"A zqx\d+xqz b\.\n", prose.body)
    assert read(body).places == [(3, 3)]


# Where it may stand


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (f'[unused]: /x/ "{TEXT}"\n\nText.', (3, 16)),
        ('Text.\n\n[unused]: /{{ text("acme.l1.base") }}/', (5, 12)),
    ],
)
def test_a_vanished_expression_is_refused(read: Read, body: str, place: tuple[int, int]) -> None:
    """An expression that Markdown drops, as in a link definition nothing uses, is refused where it stands."""
    found = read(body)
    assert found.places == [place]
    assert "vanished" in found.messages[0]


def test_a_used_link_definition_may_hold_text(read: Read) -> None:
    """A definition that is used keeps its expression."""
    assert read(f'See [it][ref].\n\n[ref]: /x/ "{TEXT}"').html == '<p>See <a href="/x/" title="$100K">it</a>.</p>'


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("See {{ company_links() }}", (3, 5)),
        ("{{ company_links() }} it is", (3, 1)),
        ("- {{ company_links() }}", (3, 3)),
        ("## {{ company_links() }} {: #x }", (3, 4)),
        ("{{ company_links() }}\n{{ sources() }}", (3, 1)),
        ("<p>\n{{ company_links() }}\n</p>", (4, 1)),
        ("[{{ company_links() }}](/x/)", (3, 2)),
        ("**{{ company_links() }}**", (3, 3)),
    ],
)
def test_a_component_stands_alone(read: Read, body: str, place: tuple[int, int]) -> None:
    """A component that is not alone in its paragraph is refused where it stands."""
    found = read(body)
    assert found.places[0] == place
    assert "a component inside other text" in found.messages[0]


@pytest.mark.parametrize(
    "body", ["{{ company_links() }}", "> {{ company_links() }}", "A.\n\n{{ company_links() }}\n\nB."]
)
def test_a_component_takes_the_place_of_its_paragraph(read: Read, body: str) -> None:
    """A component alone in its paragraph replaces the paragraph."""
    html = read(body).html
    assert '<li><a href="/companies/acme/">Acme</a></li>' in html
    assert not re.search(r"<p>\s*<ul", html)


@pytest.mark.parametrize(
    ("body", "column", "spot"),
    [
        ("[%s](/x/)", 2, "<a>"),
        ("[**%s**](/x/)", 4, "<a>"),
        ("## %s {: #x }", 4, "<h2>"),
        ("#### Pay of %s {: #x }", 13, "<h4>"),
        ('<summary id="x">%s</summary>', 17, "<summary>"),
        ('[x](/x/ "%s")', 10, "an attribute"),
        ("![%s](/x.png)", 3, "an attribute"),
        ('<i title="%s">x</i>', 11, "an attribute"),
    ],
)
def test_a_figure_stands_where_a_link_may(read: Read, body: str, column: int, spot: str) -> None:
    """A figure inside a link, a heading or an attribute is refused; `text` is accepted at the same place."""
    found = read(body % FIGURE)
    assert found.places == [(3, column)]
    assert f"a figure inside {spot};" in found.messages[0]
    assert "use text(…)" in found.messages[0]
    plain = read(body % TEXT)
    assert plain.messages == []
    assert plain.html.count("$100K") == 1
    assert "<data" not in plain.html


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (f"<!-- {FIGURE} -->", (3, 6)),
        (f"A <!-- {TEXT} --> b.", (3, 8)),
        ("A.\n\n<!--\n{{ company_links() }}\n-->", (6, 1)),
    ],
)
def test_a_comment_holds_no_expression(read: Read, body: str, place: tuple[int, int]) -> None:
    """An expression in an HTML comment is refused where it stands."""
    found = read(body)
    assert found.places[:1] == [place]
    assert "in a comment" in found.messages[0]


@pytest.mark.parametrize("key", ["Title", "Template", "Question"])
def test_other_headers_hold_no_expression(read: Read, key: str) -> None:
    """An expression in a header other than Summary and Description is refused, at the expression."""
    headers = "Summary: About it.\n" if key == "Title" else "Title: Made up\n"
    found = read("Text.", headers=f"{headers}{key}: Pay of {TEXT}\n")
    assert found.places == [(2, len(key) + 10)]
    assert f"an expression in the header '{key}'" in found.messages[0]


def test_summary_and_description_hold_figures_as_text(read: Read) -> None:
    """In Summary and Description a figure comes out as plain text, by `figure` as by `text`."""
    headers = f"Title: T\nSummary: Base {FIGURE} & more.\nDescription: Base {TEXT}.\n"
    found = read("Text.", headers=headers)
    assert found.headers["summary"] == "Base $100K & more."
    assert found.headers["description"] == "Base $100K."


def test_a_header_holds_no_component(read: Read) -> None:
    """A component in a Summary is refused, since a header is no block."""
    assert read("Text.", headers="Title: T\nSummary: {{ company_links() }}\n").places == [(2, 10)]


def test_faults_of_a_header_are_located(read: Read) -> None:
    """An unknown figure in a Summary is reported at its line and column."""
    assert read("Text.", headers='Title: T\nSummary: Up to {{ figure("acme.l1.bass") }}.\n').places == [(2, 16)]


# Statements and code


@pytest.mark.parametrize(
    ("body", "places_", "said"),
    [
        ("A {% if x %} b.", [(3, 3)], "'{%' outside code"),
        ("A {# a note #} b.", [(3, 3)], "'{#' outside code"),
        ("## Pay {#pay}", [(3, 8)], "an id is written {: #name }"),
        ("A.\n\n- B {% for a in b %}\n- {# c #}", [(5, 5), (6, 3)], "outside code"),
        ("<!-- {% x %} -->", [(3, 6)], "outside code"),
    ],
)
def test_statements_are_refused(read: Read, body: str, places_: list[tuple[int, int]], said: str) -> None:
    """`{%` and `{#` outside code are refused where they stand."""
    found = read(body)
    assert found.places == places_
    assert all(said in message for message in found.messages)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("`{% if x %}`", "<p><code>{% if x %}</code></p>"),
        ("`{# a #}` b", "<p><code>{# a #}</code> b</p>"),
        ("``{% a ` b %}``", "<p><code>{% a ` b %}</code></p>"),
        ("```\n{% if x %}\n\n{# a #}\n```", "<pre><code>{% if x %}\n\n{# a #}\n</code></pre>"),
        ("~~~ jinja\n{% x %}\n~~~", '<pre><code class="language-jinja">{% x %}\n</code></pre>'),
        ("    {% if x %}\n    {# a #}", "<pre><code>{% if x %}\n{# a #}\n</code></pre>"),
        ('`{{ figure("<b>&c") }}`', '<p><code>{{ figure("&lt;b&gt;&amp;c") }}</code></p>'),
        ("`{{ nowhere }}`", "<p><code>{{ nowhere }}</code></p>"),
        ("```\n{{ a < b }}\n\n{{ 1 + 1 }}\n```", "<pre><code>{{ a &lt; b }}\n\n{{ 1 + 1 }}\n</code></pre>"),
        ("    {{ company_links() }}", "<pre><code>{{ company_links() }}\n</code></pre>"),
        ("`{{` and `}}`", "<p><code>{{</code> and <code>}}</code></p>"),
        ("<CODE>{{ nowhere }}</CODE>", "<p><CODE>{{ nowhere }}</CODE></p>"),
        (f"`{{{{` {FIGURE}", f"<p><code>{{{{</code> {SHOWN}</p>"),
    ],
)
def test_code_shows_its_source(read: Read, body: str, html: str) -> None:
    """Inside `code`, fenced and indented code every expression and statement is shown as it was typed, escaped."""
    found = read(body)
    assert found.messages == []
    assert found.html == html


# Expressions that cannot be read


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Pay is {{ and that is all.", [(3, 8)]),
        ('Pay is {{ figure("acme.l1.base" and that is all.', [(3, 8)]),
        (f"Pay is {{{{ and later {FIGURE}.", [(3, 8)]),
        (f'Pay is {{{{ figure("acme.l1.base" is.\n\nLater {FIGURE}.', [(3, 8)]),
        (f"Pay is {{{{ figure('acme.l1.base' is.\n\nLater {FIGURE} and {FIGURE}.", [(3, 8)]),
        ('First {{ and\n\nthen {{ figure("acme.l1.bass") }}.', [(3, 7), (5, 6)]),
    ],
)
def test_an_unclosed_expression_is_refused(read: Read, body: str, expected: list[tuple[int, int]]) -> None:
    """`{{` without its end is refused where it opens, and what follows it is still judged on its own."""
    found = read(body)
    assert found.places == expected
    assert "'{{' is never closed" in found.messages[0]


@pytest.mark.parametrize(
    "expression",
    ["1 + 1", '"a" ~ "b"', '2 * figure("acme.l1.base")', 'figure("acme.l1.base") - 1', "7 // 2", "7 % 2", "2 ** 3"],
)
def test_arithmetic_is_refused(read: Read, expression: str) -> None:
    """An expression computes nothing."""
    found = read(f"Pay is {{{{ {expression} }}}}.")
    assert found.places == [(3, 8)]
    assert "arithmetic in prose" in found.messages[0]


@pytest.mark.parametrize(
    "expression",
    [
        'figure("acme.l1.base") == 1',
        'figure("acme.l1.base") if true else 2',
        'figure("acme.l1.base").upper()',
        'figure("acme.l1.base") | upper',
        '[figure("acme.l1.base")]',
        'figure(path="acme.l1.base")',
        'figure(*["acme.l1.base"])',
        'figure("acme.l1.base"',
        '- figure("acme.l1.base")',
        "",
        "don't",
    ],
)
def test_an_expression_is_one_call(read: Read, expression: str) -> None:
    """Anything but one call with plain arguments is refused, at the place it opens."""
    assert read(f"Pay is {{{{ {expression} }}}}.").places == [(3, 8)]


@pytest.mark.parametrize(
    "body", ['A.\n\n{{- text("acme.l1.base") -}}\n\nB.', 'A.\n\n{{ text("acme.l1.base") -}}\n\nB.']
)
def test_a_hyphen_beside_the_braces_is_refused(read: Read, body: str) -> None:
    """Jinja's white space control, which would join two paragraphs, is refused."""
    found = read(body)
    assert found.places == [(5, 1)]
    assert "a sign beside the braces" in found.messages[0]


@pytest.mark.parametrize("expression", ['"acme"', "12", "true"])
def test_a_constant_is_no_expression(read: Read, expression: str) -> None:
    """An expression without a call is refused, since it shows nothing of the data."""
    found = read(f"Pay is {{{{ {expression} }}}}.")
    assert found.places == [(3, 8)]
    assert "without a call" in found.messages[0]


# Names that do not exist


@pytest.mark.parametrize(
    ("call", "unknown", "near"),
    [
        ('figger("acme.l1.base")', "unknown function 'figger'", "'figure'"),
        ('figure("amce.l1.base")', "unknown company 'amce'", "'acme'"),
        ('figure("acme.l1.bass")', "unknown figure 'acme.l1.bass'", "'acme.l1.base'"),
        ('text("policy.room.bass")', "unknown figure 'policy.room.bass'", "'policy.room.base'"),
        ('counter_offer("acme", "l11")', "unknown level 'l11' of acme", "'l1'"),
        ('company_head("acmee")', "unknown company 'acmee'", "'acme'"),
        ('claim("a-clam")', "unknown claim 'a-clam'", "'a-claim'"),
        ('evidence("a-findin")', "unknown evidence 'a-findin'", "'a-finding'"),
        ('worked_example("openai-seniro")', "unknown example 'openai-seniro'", "'openai-senior'"),
        ('terms("acme", "equty")', "unknown terms 'equty'", "'equity'"),
        ("figur", "unknown name 'figur'", "'figure'"),
    ],
)
def test_unknown_names_are_refused(read: Read, call: str, unknown: str, near: str) -> None:
    """A name that does not exist is refused once, where it stands, with the nearest one that does."""
    found = read(f"{{{{ {call} }}}}")
    assert found.places == [(3, 1)]
    assert unknown in found.messages[0]
    assert f"did you mean {near}?" in found.messages[0]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ('nosuch("a")', "unknown function 'nosuch'; there is no function of this name for prose; known: band, "),
        ("zzz", "unknown name 'zzz'; an expression is a call; known: band, "),
        ('counter_offer("acme", "zzz")', "content/data/companies/acme.yaml has no such level; known: l1, l2"),
        ('claim("zzz")', "unknown claim 'zzz'; content/data/claims.yaml has no such entry; known: a-claim"),
        ('terms("acme", "zzz")', "the component shows no such part of the data; known: deadline, equity, "),
    ],
)
def test_an_unknown_name_like_none_is_told_why_and_what_to_write(read: Read, call: str, said: str) -> None:
    """Where no name is near, the message says why the name is refused, and which names there are."""
    [message] = read(f"{{{{ {call} }}}}").messages
    assert said in message.splitlines()[0]


def test_every_function_is_named_to_who_calls_none(read: Read) -> None:
    """However many there are."""
    assert len(functions.FUNCTIONS) > 14
    [message] = read('{{ nosuch("a") }}').messages
    assert message.splitlines()[0].endswith(f"known: {', '.join(sorted(functions.FUNCTIONS))}")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("figure()", "figure was given 0 arguments; it takes figure"),
        ('figure("acme.l1.base", "acme.l2.base")', "figure was given 2 arguments"),
        ('counter_offer("acme")', "counter_offer was given 1 arguments; it takes company, level"),
        ('company_links("acme")', "company_links was given 1 arguments; it takes nothing"),
        ('year_table("openai-senior", "no_refresh", "x")', "it takes example, words?"),
    ],
)
def test_the_number_of_arguments_is_checked(read: Read, call: str, said: str) -> None:
    """A call with too few or too many arguments is refused and told what it takes."""
    found = read(f"{{{{ {call} }}}}")
    assert found.places == [(3, 1)]
    assert said in found.messages[0]


@pytest.mark.parametrize("argument", ["acme", "1", "acme.l1.base", '["acme.l1.base"]', 'text("acme.l1.base")'])
def test_an_argument_is_a_quoted_name(read: Read, argument: str) -> None:
    """An argument that is no constant text is refused."""
    found = read(f"{{{{ figure({argument}) }}}}")
    assert found.places == [(3, 1)]
    assert "the figure is not a quoted name" in found.messages[0]


# What fails while it is made


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_filters_refuse_what_does_not_exist(name: str) -> None:
    """A filter given an undefined value raises an error that names the filter, rather than show nothing."""
    with pytest.raises(UndefinedError, match=f"'{name}'"):
        FILTERS[name](Undefined(name="amount"))


def test_a_filter_in_a_template_refuses_by_name(content: Path, loaded: Loaded) -> None:
    """In a component's template, too, a missing value is an error."""
    site = Site(content, ROOT / "theme", loaded, {})
    with pytest.raises(UndefinedError):
        site.templates.from_string("{{ amount | usd }}").render()


@pytest.fixture
def failing() -> Iterator[None]:
    """A component that raises, for the time of a test."""

    def broken(site: Site, address: str) -> str:
        raise ZeroDivisionError("the till is empty")

    functions.component()(broken)
    yield
    del functions.FUNCTIONS["broken"]


@pytest.mark.usefixtures("failing")
def test_an_exception_in_a_component_is_a_sentence_at_its_place(read: Read) -> None:
    """A component that raises gives one message, where it is called, and no traceback."""
    found = read("A.\n\n{{ broken() }}\n\nB.")
    assert found.places == [(5, 1)]
    assert "ZeroDivisionError: the till is empty; the component failed" in found.messages[0]


@pytest.mark.parametrize(
    "call", ['band("acme", "l1", "bass")', 'workings("nothing.")', 'year_table("openai-senior", "norefresh")']
)
def test_a_component_shows_no_blank(read: Read, call: str) -> None:
    """A component asked for what the data lacks is an error, never an empty block."""
    found = read(f"{{{{ {call} }}}}")
    assert found.places == [(3, 1)]
    assert "no figure" in found.messages[0]


def test_all_faults_of_a_file_are_reported(read: Read) -> None:
    """Several bad expressions of one file are all reported, each once, in one run."""
    found = read(
        f"""\
A {{{{ figure("acme.l1.bass") }}}}.

B {{% if %}}.

<!-- {TEXT} -->

C {{{{ 1 + 1 }}}} and {{{{ figure() }}}}.

## {FIGURE} {{: #x }}

D {{{{ company_links() }}}}.
"""
    )
    assert found.places == [(3, 3), (5, 3), (7, 6), (9, 3), (9, 19), (11, 4), (13, 3)]


# Headers and amounts typed by hand


@pytest.mark.parametrize(
    ("headers", "places_", "said"),
    [
        ("Summary: No title.\n", [(1, 1)], "this page has no Title"),
        ("Title: T\nSumary: S\n", [(2, 1)], "did you mean 'summary'?"),
        ("Title: T\nTitle: U\n", [(2, 1)], "given twice"),
    ],
)
def test_headers_are_known_and_given_once(read: Read, headers: str, places_: list[tuple[int, int]], said: str) -> None:
    """A header that is missing, unknown or repeated is refused."""
    found = read("Text.", headers=headers)
    assert found.places == places_
    assert said in found.messages[0]


@pytest.mark.parametrize(
    ("body", "column", "words"),
    [
        ("It pays $340K a year.", 9, "'$340K'"),
        ("It pays 340K a year.", 9, "'340K'"),
        ("It rose by 25% in all.", 12, "'25%'"),
        ("Some two million dollars.", 6, "'two million'"),
        ("About 340,000 in all.", 7, "'340,000'"),
        ("Within 30 days of it.", 8, "'30 days'"),
        ("It doubled.", 4, "'doubled'"),
        ("**It pays $5.**", 11, "'$5'"),
    ],
)
def test_amounts_typed_by_hand_are_refused(read: Read, body: str, column: int, words: str) -> None:
    """An amount, share or span typed in Markdown is refused where it stands."""
    found = read(body)
    assert found.places == [(3, column)]
    assert f"{words} is typed in the text" in found.messages[0]


def test_amounts_typed_in_a_header_are_refused(read: Read) -> None:
    """An amount typed in a Summary is refused as in the text."""
    assert read("Text.", headers="Title: T\nSummary: Base is $100K.\n").places == [(2, 18)]


@pytest.mark.parametrize(
    "body",
    [
        "Type `340K` or `25%` there.",
        "```\nbase: 340K\n\nbonus_target: 25%\n```",
        "See [it](/calculator/#base=340000&bonus_target=25%).",
        "See [it][ref].\n\n[ref]: /x/?pay=$340K",
        "In 2025, and since 1998.",
        "Under AB 692, Section 409A, Form 10-K and 29 CFR 541.",
        "At L5, E6, Level 63 and step 4.",
        '{{ figure("acme.l1.base") }} in 2026',
    ],
)
def test_what_states_no_pay_may_be_typed(read: Read, body: str) -> None:
    """Code, link targets, years, levels and the numbers of laws may be typed."""
    assert read(body).messages == []


# Places


def test_a_place_says_where_a_token_ended_up() -> None:
    """Each occurrence of a token is known by what it stands in, and by the element that forbids a link."""
    tokens = [f"zqx{number:05d}xqz" for number in range(7)]
    markup = '<p>{}</p><p>a {} <code>{}</code></p><h2 title="{}"><em>{}</em></h2><!-- {} --><pre>{}</pre><br>'
    markup = markup.format(*tokens)
    assert list(places(markup).values()) == [
        [Place("paragraph")],
        [Place("text")],
        [Place("code")],
        [Place("attribute")],
        [Place("text", "h2")],
        [Place("comment")],
        [Place("code")],
    ]


# Whole builds


def test_faults_of_several_files_are_reported_in_one_build(guide: Guide) -> None:
    """A build reports the bad expressions of every file, at their places, and writes nothing."""
    equity = guide.append("content/pages/equity.md", 'A {{ figure("acme.l1.bass") }} and {{ nothing() }}.')
    levels = guide.append("content/pages/levels.md", "Text {% if %}.")
    answer = guide.append("content/faq/how-much.md", 'B {{ figure("acme.l1.base" }}.')
    built = guide.build()
    assert built.status == 1
    assert built.places == [
        f"content/faq/how-much.md:{answer}:3",
        f"content/pages/equity.md:{equity}:3",
        f"content/pages/equity.md:{equity}:36",
        f"content/pages/levels.md:{levels}:6",
    ], built.out
    assert not guide.output.exists()


def test_files_do_not_share_what_they_stash(guide: Guide) -> None:
    """Two files whose expressions have the same number each show their own, in headers, text and code."""
    for name, path in (("one", "acme.l1.base"), ("two", "acme.l1.total_comp")):
        call = f'{{{{ text("{path}") }}}}'
        body = f"Title: {name}\nSummary: It is {call}.\n\nPay: {call}, `{{{{ {name} }}}}`.\n"
        guide.write(f"content/pages/{name}.md", body)
    built = guide.build()
    assert built.status == 0, built.out
    one, two = guide.page("/one/"), guide.page("/two/")
    assert "It is $100K." in one
    assert "<p>Pay: $100K, <code>{{ one }}</code>.</p>" in one
    assert "It is $150K." in two
    assert "<p>Pay: $150K, <code>{{ two }}</code>.</p>" in two


def test_markdown_does_not_depend_on_the_data(guide: Guide) -> None:
    """With other data, even a range for an amount, a page differs only inside its figures."""
    guide.append(
        "content/pages/equity.md",
        f"*Pay* is _{FIGURE}_ and 'so' {FIGURE}–**{FIGURE}**.\n\n"
        f"| a | b |\n|---|---|\n| {FIGURE} | x |\n\n1. {FIGURE} [at {TEXT}](/faq/)",
    )
    assert guide.build().status == 0
    before = guide.page("/equity/")
    guide.replace("content/data/companies/acme.yaml", "{value: 100K,", "{low: 90K, high: 120K,")
    assert guide.build().status == 0
    after = guide.page("/equity/")
    figure = re.compile(r'<a class="figure".*?</a>')
    assert before.count("$100K") == 6
    assert len(figure.findall(after)) == 5
    assert figure.sub("", before).replace("$100K", "$90K–$120K") == figure.sub("", after)


def test_an_exception_in_a_template_stops_the_build_at_the_call(guide: Guide) -> None:
    """In a build, too, a component that fails is one message and no traceback."""
    guide.write("theme/templates/components/company_links.html", "{{ companies.values() | first | list | usd }}\n")
    built = guide.build()
    assert built.status == 1
    assert len(built.messages) == 1, built.out
    assert "Traceback" not in built.out
