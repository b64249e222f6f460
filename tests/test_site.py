"""Does the built guide hold what it promises: its addresses, its figures, its questions, and no broken link?"""

from __future__ import annotations

import itertools
import posixpath
import re
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import html5lib
import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from plugins.playbook.prose import read_prose

COMPANIES = {
    "openai": "OpenAI",
    "anthropic": "Anthropic",
    "google": "Google",
    "google-deepmind": "Google DeepMind",
    "xai": "xAI",
    "microsoft-ai": "Microsoft AI",
    "meta-si-labs": "Meta Superintelligence Labs",
    "meta": "Meta",
    "amazon": "Amazon",
    "apple": "Apple",
    "netflix": "Netflix",
    "microsoft": "Microsoft",
    "nvidia": "NVIDIA",
}
# Address → the fragments that people may link to.
ADDRESSES = {
    "/": [
        "setup",
        "five-steps",
        *(f"step-{number}" for number in range(1, 6)),
        "counter-offer-math",
        "company-notes",
        *COMPANIES,
        "signing-bonus",
        "walk-away",
        "outliers",
        "mistakes",
        "related",
        "faq",
        "sources",
    ],
    "/companies/": [],
    "/calculator/": [],
    "/faq/": [],
    "/salaries/": [],
    "/levels/": [],
    "/equity/": [],
    "/outliers/": ["alexandr-wang"],
    "/methodology/": ["model"],
    "/sources/": [],
    "/404.html": [],
}
SECTIONS = ["levels", "equity", "signing-bonus", "refresh", "level-mapping", "tactics", "faq", "sources", "history"]
QUESTIONS = {
    "how-much": "How much can I negotiate an AI engineer offer?",
    "openai": "What's the best way to negotiate with OpenAI?",
    "anthropic": "How do I negotiate with Anthropic?",
    "competing-offer": "Should I take a competing offer to negotiate?",
    "signing-bonus-size": "How big a signing bonus can I ask for at an AI lab?",
    "refresh": "Can I negotiate equity refresh in advance?",
    "recruiter-says-no": "What if the recruiter says they can't negotiate?",
    "deadline": "How long can I take to decide on an AI offer?",
    "email-or-phone": "Should I negotiate over email or phone?",
    "faang-or-lab": "How do I negotiate at FAANG vs at AI labs?",
    "signing-or-base": "Should I negotiate signing bonus or higher base?",
    "sign-on-equity": "Can I ask for a sign-on equity grant in addition to standard grant?",
}
# In pieces, so that the tree names none.
REGISTRY_HOSTS = [".".join(parts) for parts in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org")]]


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, BeautifulSoup]:
    """Every page of the guide, by address."""
    found = {}
    for path in sorted(built_site.rglob("*.html")):
        address = "/" + path.relative_to(built_site).as_posix().removesuffix("index.html")
        found[address] = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    return found


@pytest.fixture(scope="module")
def ids(pages: dict[str, BeautifulSoup]) -> dict[str, list[str]]:
    """The ids of every page, in order."""
    return {address: [tag["id"] for tag in page.select("[id]")] for address, page in pages.items()}


@pytest.fixture(scope="module")
def levels(project_root: Path) -> dict[str, list[str]]:
    """The levels of each company, read from its file."""
    return {
        slug: list(
            yaml.safe_load((project_root / f"content/data/companies/{slug}.yaml").read_text("utf-8")).get("levels")
            or {}
        )
        for slug in COMPANIES
    }


@pytest.fixture(scope="module")
def home(pages: dict[str, BeautifulSoup]) -> BeautifulSoup:
    """The first page."""
    return pages["/"]


def plain(tag: Tag | None) -> str:
    """Return a tag's text on one line, with straight apostrophes."""
    assert tag is not None
    return " ".join(tag.get_text().split()).replace("’", "'")


def amounts(tag: BeautifulSoup | Tag) -> dict[tuple[str, str], int]:
    """Return the amounts inside a tag: (quantity, column) → value."""
    return {(d["data-quantity"], d.get("data-column", "")): int(d["value"]) for d in tag.select("data")}


# Addresses


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_exist(ids: dict[str, list[str]], address: str) -> None:
    """Every page that was promised is there, with every section that was promised on it."""
    assert address in ids
    assert [name for name in ADDRESSES[address] if name not in ids[address]] == []


def test_sections_of_the_first_page_are_in_their_order(ids: dict[str, list[str]]) -> None:
    """The first page goes through the playbook in the order in which it is promised."""
    promised = [name for name in ADDRESSES["/"] if name not in COMPANIES]
    assert [name for name in ids["/"] if name in promised] == promised


def test_thirteen_companies(pages: dict[str, BeautifulSoup], home: BeautifulSoup) -> None:
    """There are thirteen companies, each with a page, a figures page, and a plain link on the first page."""
    made = {address.split("/")[2] for address in pages if re.fullmatch(r"/companies/[^/]+/", address)}
    assert made == set(COMPANIES)
    assert {address.split("/")[2] for address in pages if address.endswith("/figures/")} == set(COMPANIES)
    assert {slug for slug in COMPANIES if home.select(f'main a[href="companies/{slug}/"]')} == set(COMPANIES)


@pytest.mark.parametrize("slug", COMPANIES)
def test_company_pages_have_every_section(ids: dict[str, list[str]], levels: dict[str, list[str]], slug: str) -> None:
    """A company page has its sections, and for each level of its data the level and its counter-offer."""
    wanted = [*SECTIONS, *itertools.chain.from_iterable((name, f"{name}-counter-offer") for name in levels[slug])]
    assert [name for name in wanted if name not in ids[f"/companies/{slug}/"]] == []


def test_ids_are_fit_for_links(ids: dict[str, list[str]]) -> None:
    """An id begins with a letter, is lower-case with hyphens, and stands once on its page.

    The calculator's form, to which nobody links, names its fields as the formulas do.
    """
    linked = {address: names for address, names in ids.items() if address != "/calculator/"}
    odd = [(a, name) for a, names in linked.items() for name in names if not re.fullmatch(r"[a-z][a-z0-9-]*", name)]
    assert odd == []
    assert [(a, name) for a, names in ids.items() for name in set(names) if names.count(name) > 1] == []


def test_twelve_questions_in_the_order_of_the_article(pages: dict[str, BeautifulSoup], home: BeautifulSoup) -> None:
    """The article's twelve questions stand on /faq/ word for word, in its order, at their fragments."""
    asked = {h["id"]: plain(h) for h in pages["/faq/"].select("main h2[id]")}
    assert list(asked.items()) == list(QUESTIONS.items())
    listed = [(a["href"], plain(a)) for a in home.select('main a[href^="faq/#"]') if plain(a).endswith("?")]
    assert listed == [(f"faq/#{slug}", question) for slug, question in QUESTIONS.items()]


def test_answers_are_answers(pages: dict[str, BeautifulSoup]) -> None:
    """Every question is followed by text of its own, not only by a figure."""
    short = []
    for heading in pages["/faq/"].select("main h2[id]"):
        words = 0
        for tag in heading.find_all_next(["h2", "p", "li"]):
            if tag.name == "h2":
                break
            words += len(plain(tag).split())
        if words < 60:
            short.append(heading["id"])
    assert short == []


# The golden case


def test_golden_table(home: BeautifulSoup) -> None:
    """The fifteen cells of the worked example, one of them none, and a lift of 31.0%."""
    table = home.select_one("#worked-example table")
    assert table is not None
    columns = ("initial", "ask", "outcome")
    expected = {
        "base": (340_000, 380_000, 360_000),
        "signing_bonus": (50_000, 200_000, 150_000),
        "grant": (1_600_000, 2_400_000, 2_100_000),
        "refresh": (None, 600_000, 500_000),
        "year_1_total": (790_000, 1_180_000, 1_035_000),
    }
    found = amounts(table)
    assert {q: tuple(found.get((q, column)) for column in columns) for q in expected} == expected
    [refresh] = [row for row in table.select("tr") if "refresh" in plain(row.th).lower()]
    assert plain(refresh.select("td")[0]) == "none"
    [lift] = table.select('data[data-quantity="lift"][data-column="outcome"]')
    assert (lift["value"], lift["data-unit"], lift.text) == ("3101", "bp", "31.0%")


@pytest.mark.parametrize(
    ("quantity", "column", "shown"),
    [
        ("year_1_total", "initial", ["$790K", "$765K"]),
        ("year_1_total", "ask", ["$1.18M"]),
        ("year_1_total", "outcome", ["$1.035M", "$960K"]),
        ("lift", "outcome", ["31.0%", "25.5%"]),
        ("printed_year_1_total", "ask", ["$1.1M"]),
        ("printed_lift", "outcome", ["27%"]),
        ("drop_2", "initial", ["6.3%"]),
        ("drop_5", "initial", ["54.1%"]),
        ("drop_2", "outcome", ["2.4%"]),
        ("drop_5", "outcome", ["59.3%", "52.0%"]),
        ("drop_6", "outcome", ["25.8%"]),
    ],
)
def test_golden_prose(home: BeautifulSoup, quantity: str, column: str, shown: list[str]) -> None:
    """The sentences around the worked example give its totals, the article's, the spread variant and the drops."""
    found = home.select(f'p data[data-quantity="{quantity}"][data-column="{column}"]')
    assert {amount.text for amount in found} == set(shown)


@pytest.mark.parametrize(
    ("column", "totals", "drops"),
    [
        ("initial", {2: 740_000, 5: 340_000}, {5: ("54.1%", "the grant has vested")}),
        (
            "outcome",
            {2: 1_010_000, 5: 485_000, 6: 360_000},
            {5: ("52.0%", "the grant has vested"), 6: ("25.8%", "the refresh has vested")},
        ),
    ],
)
def test_golden_years(
    home: BeautifulSoup, column: str, totals: dict[int, int], drops: dict[int, tuple[str, str]]
) -> None:
    """The years run past the last vest, and each drop of a fifth or more is named with its cause."""
    for year, total in totals.items():
        [cell] = home.select(f'td data[data-quantity="year_{year}_total"][data-column="{column}"]')[-1:]
        assert int(cell["value"]) == total
    flagged = {}
    for row in home.select("tr.why--drop"):
        [drop] = row.select("data")
        if drop["data-column"] == column:
            flagged[int(drop["data-quantity"].removeprefix("drop_"))] = (drop.text, plain(row).partition(": ")[2])
    assert flagged == drops


# Figures


def test_figures_lead_to_a_row(pages: dict[str, BeautifulSoup], ids: dict[str, list[str]]) -> None:
    """Every figure is a link to an id that exists."""
    lost, count = [], 0
    for address, page in pages.items():
        for link in page.select("a.figure"):
            count += 1
            target, fragment = resolve(address, link["href"])
            if not fragment or fragment not in ids.get(target, ()):
                lost.append(f"{address}: {link['href']}")
    assert count > 1000
    assert lost == []


def test_amounts_stand_inside_figures(pages: dict[str, BeautifulSoup]) -> None:
    """Outside the pages that hold the figures' own rows, no amount stands without a link to its row."""
    bare = [
        f"{address}: {amount.text}"
        for address, page in pages.items()
        if address != "/methodology/" and not address.endswith("/figures/")
        for amount in page.select("data")
        if not amount.find_parent("a", class_="figure")
    ]
    assert bare == []


def test_amounts_are_whole_numbers(pages: dict[str, BeautifulSoup]) -> None:
    """Every `<data>` carries a whole number and its quantity, and a percentage says that it is in basis points."""
    odd = []
    for address, page in pages.items():
        for amount in page.select("data"):
            whole = re.fullmatch(r"-?\d+", amount["value"])
            if (
                not whole
                or not amount["data-quantity"]
                or (amount.text.endswith("%") != (amount.get("data-unit") == "bp"))
            ):
                odd.append(f"{address}: {amount}")
    assert odd == []


def test_counter_offer_tables_say_what_they_are(pages: dict[str, BeautifulSoup], levels: dict[str, list[str]]) -> None:
    """Each level has a table whose caption names the model and the company, or the reason why there is none."""
    tables, missing = 0, []
    for slug, name in COMPANIES.items():
        page = pages[f"/companies/{slug}/"]
        captions = page.select("figure.counter-offer figcaption")
        explained = page.select(".unknown-table")
        assert len(captions) + len(explained) == len(levels[slug]), slug
        tables += len(captions)
        for caption in captions:
            text = plain(caption)
            model = f"Model: assumptions from one published example (grade C), not from outcomes at {name};"
            if model not in text or "not a first offer you will get" not in text:
                missing.append(f"{slug}: {text}")
            if not caption.select('a[href="../../methodology/#model"]'):
                missing.append(f"{slug}: no link to the model")
        for reason in explained:
            says_why = re.search(r"published at any grade|has no middle to start from", plain(reason))
            if not says_why or not reason.select('a[href*="calculator/#company="]'):
                missing.append(f"{slug}: {plain(reason)}")
    assert tables > 10
    assert missing == []


def test_company_tables_have_no_outcome(pages: dict[str, BeautifulSoup]) -> None:
    """Outcomes stand in the worked example only: nobody counted them at a company."""
    for slug in COMPANIES:
        assert pages[f"/companies/{slug}/"].select('figure.counter-offer data[data-column="outcome"]') == []


# Text


def test_no_amount_is_typed_in_markdown(project_root: Path) -> None:
    """No Markdown file has a problem of its own: no amount typed by hand, no unknown header, no missing title."""
    files = sorted((project_root / "content").rglob("*.md"))
    assert len(files) > 30
    found = [str(p) for file in files for p in read_prose(file.read_text(encoding="utf-8"), file.name).problems]
    assert found == []


def own_prose(page: BeautifulSoup) -> set[tuple[str, ...]]:
    """Return the runs of eight words of a page's own sentences: no tables, captions, term lists, quoted claims."""
    copy = BeautifulSoup(str(page.select_one("main")), "html.parser")
    for tag in copy.select("table, figure, figcaption, nav, dl, aside, .origin, .unknown-table, .claim, svg"):
        tag.decompose()
    words = re.findall(r"[\w'’-]+", copy.get_text(" ").lower())
    return {tuple(words[start : start + 8]) for start in range(len(words) - 7)}


def test_company_pages_are_not_copies(pages: dict[str, BeautifulSoup]) -> None:
    """No two company pages share three tenths of their sentences, and each has sentences of its own."""
    texts = {slug: own_prose(pages[f"/companies/{slug}/"]) for slug in COMPANIES}
    assert min(len(text) for text in texts.values()) > 300
    shared = {
        (one, two): len(texts[one] & texts[two]) / min(len(texts[one]), len(texts[two]))
        for one, two in itertools.combinations(COMPANIES, 2)
    }
    assert {pair: share for pair, share in shared.items() if share >= 0.3} == {}


# Markup and links


def test_markup_is_valid(built_site: Path) -> None:
    """A strict HTML parser finds no error on any page; it cannot place what stands in a `template`."""
    found = []
    for path in sorted(built_site.rglob("*.html")):
        parser = html5lib.HTMLParser()
        parser.parse(re.sub(r"(?s)(<template[^>]*>).*?(?=</template>)", r"\1", path.read_text(encoding="utf-8")))
        found += [f"{path.relative_to(built_site)}:{line}:{col}: {code}" for (line, col), code, _ in parser.errors]
    assert found == []


def test_pages_have_what_every_page_needs(pages: dict[str, BeautifulSoup]) -> None:
    """Every page has a language, one first heading, a main part, a title of its own and a description."""
    odd = []
    for address, page in pages.items():
        [html] = page.select("html")
        description = page.select_one('meta[name="description"]')
        if html.get("lang") != "en" or len(page.select("h1")) != 1 or len(page.select("main")) != 1:
            odd.append(address)
        if not description or len(description["content"]) < 15:
            odd.append(f"{address}: description")
    assert odd == []
    titles = [plain(page.title) for page in pages.values()]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def resolve(address: str, link: str) -> tuple[str, str]:
    """Return the address and the fragment that a link of a page leads to."""
    parts = urlsplit(link)
    if not parts.path:
        return address, unquote(parts.fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path)))
    slash = "/" if parts.path.endswith(("/", "..", ".")) and path != "/" else ""
    return path + slash, unquote(parts.fragment)


def test_every_internal_link_resolves(
    built_site: Path, pages: dict[str, BeautifulSoup], ids: dict[str, list[str]], levels: dict[str, list[str]]
) -> None:
    """Every link inside the guide leads to a page or file that exists, and to an id on it."""
    broken = []
    for address, page in pages.items():
        for tag in page.select("[href], [src]"):
            link = tag.get("href") or tag.get("src") or ""
            if re.match(r"[a-z]+:|//", link):
                continue
            target, fragment = resolve(address, link)
            if target not in pages and not (built_site / target.lstrip("/")).is_file():
                broken.append(f"{address}: {link}")
            elif "=" in fragment:
                wanted = {key: values[0] for key, values in parse_qs(fragment).items()}
                known = target == "/calculator/" and wanted.get("company") in levels
                if not known or wanted.get("level", "") not in ("", *levels[wanted["company"]]):
                    broken.append(f"{address}: {link}")
            elif fragment and fragment not in ids[target]:
                broken.append(f"{address}: {link}")
    assert sorted(set(broken)) == []


def test_links_are_relative(pages: dict[str, BeautifulSoup]) -> None:
    """No page but the 404 page links from the root of a host, so the guide works under any path."""
    rooted = [
        f"{address}: {tag.get('href') or tag.get('src')}"
        for address, page in pages.items()
        if address != "/404.html"
        for tag in page.select('[href^="/"], [src^="/"]')
    ]
    assert rooted == []


def test_pages_run_nothing_inline_and_ask_nobody_else(pages: dict[str, BeautifulSoup]) -> None:
    """No page has an inline script, style or handler, or loads anything from another host."""
    odd = []
    for address, page in pages.items():
        odd += [f"{address}: {tag.name}" for tag in page.select("style, [style], iframe, object, embed, base")]
        odd += [
            f"{address}: inline script" for tag in page.select("script:not([src])") if "json" not in tag.get("type", "")
        ]
        odd += [f"{address}: {key}" for tag in page.select("*") for key in tag.attrs if key.startswith("on")]
        loaded = [
            tag.get("src") or tag.get("href") for tag in page.select('[src], link[rel="stylesheet"], link[rel="icon"]')
        ]
        odd += [f"{address}: {link}" for link in loaded if re.match(r"[a-z]+:|//", link or "")]
    assert odd == []


def test_output_holds_no_leftovers(built_site: Path, project_root: Path) -> None:
    """No file of the output holds a token, an unfilled expression, a registry's host or a path of this machine."""
    private = [str(project_root), str(built_site), str(Path.home()) + "/", tempfile.gettempdir() + "/", "file:///"]
    found = []
    for path in sorted(built_site.rglob("*")):
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")  # a picture and objects.inv are no text
        words = ["zqx", *REGISTRY_HOSTS, *private, *(["{{", "{%", "{#"] if path.suffix == ".html" else [])]
        found += [f"{path.relative_to(built_site)}: {word}" for word in words if word in text]
    assert found == []
