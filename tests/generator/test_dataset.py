"""Does the whole of the data load, and does every fault of any file reach the editor once, all at once?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.dataset import SHARED, Loaded, data_files, load_dataset
from generator.errors import ProblemsFound
from generator.inputs import files_below
from tests.build import Edit, content_tree, place

TYPED = "is typed in a text; a typed figure can contradict the data; make it a field or a {figure} of the row"


def load(folder: Path, *edits: Edit, without: tuple[str, ...] = (), as_of: date | None = None) -> Loaded:
    """Load the content tree with some edits."""
    return load_dataset(content_tree(folder, edits, without), as_of)


def test_a_small_tree_loads(tmp_path: Path) -> None:
    """A content folder without a fault gives a dataset: companies by slug, and each shared file."""
    loaded = load(tmp_path)
    assert loaded.problems == ()
    dataset = loaded.checked()
    assert sorted(dataset.companies) == ["acme", "globex", "globex-labs"]
    assert list(dataset.companies["acme"].levels) == ["l4", "l5", "l6"]
    assert (len(dataset.sources), list(dataset.examples), list(dataset.claims)) == (7, ["acme-senior"], ["usual-lift"])
    assert [step.step for step in dataset.ladder.steps] == [4, 5, 6]
    assert dataset.policy.room.base.value == 1_000


def test_the_day_is_that_of_the_newest_look_at_a_source(tmp_path: Path) -> None:
    """By default the site is built as of the newest day on which a source was read."""
    assert load(tmp_path).checked().as_of == date(2026, 4, 2)


def test_a_month_of_access_means_its_first_day(tmp_path: Path) -> None:
    """A source read in a month counts from its first day."""
    edit = Edit("sources", "accessed: 2026-02,", "accessed: 2026-05,")
    assert load(tmp_path, edit).checked().as_of == date(2026, 5, 1)


def test_the_day_can_be_given(tmp_path: Path) -> None:
    """A day that is given is the day of the site."""
    assert load(tmp_path, as_of=date(2025, 6, 30)).checked().as_of == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("edit", "at", "sentence"),
    [
        (
            Edit("companies/acme", "from: 2025, source: pay-guide", "from: 2025, source: pay-giude"),
            "pay-giude",
            "signing.clawback, row 1, source: unknown source 'pay-giude'; every source named here must exist; "
            "did you mean 'pay-guide'?",
        ),
        (
            Edit("companies/acme", "source: acme-postings\n\nunknown", "source: nowhere\n\nunknown"),
            "nowhere",
            "asks, row 2, source: unknown source 'nowhere'; every source named here must exist; "
            "add it to content/data/sources.yaml",
        ),
        (
            Edit("companies/acme", "claim: usual-lift", "claim: usual-lifts"),
            "usual-lifts",
            "asks, row 1, claim: unknown claim 'usual-lifts'; every claim named here must exist; "
            "did you mean 'usual-lift'?",
        ),
        (
            Edit("claims", "statement: survey", "statement: poll"),
            "poll",
            "usual-lift.support, row 1, statement: unknown evidence 'poll'; every evidence named here must exist; "
            "add it to content/data/evidence.yaml",
        ),
        (
            Edit("companies/globex-labs", "ladder_of: globex", "ladder_of: globx"),
            "globx",
            "ladder_of: unknown company 'globx'; every company named here must exist; did you mean 'globex'?",
        ),
        (
            Edit("examples", "company: acme", "company: acne"),
            "acne",
            "acme-senior.company: unknown company 'acne'; every company named here must exist; did you mean 'acme'?",
        ),
        (
            Edit("companies/globex", "slug: globex", "slug: globecks"),
            "globecks",
            "slug: 'globecks' is not the name of this file; a company's address is its file name; rename one of them",
        ),
        (
            Edit("companies/globex", "because: Globex pays none.", "because: Globex pays $50K to nobody."),
            "Globex pays $50K",
            f"asks, row 1, because: '$50K' {TYPED}",
        ),
        (
            Edit("evidence", "had asked for more", "(half of them women) had asked for more"),
            "Of {people} asked",
            f"survey.says: 'half of' {TYPED}",
        ),
        (
            Edit("policy", "reason: A made-up mark.", "reason: Twenty percent is a round number."),
            "Twenty percent",
            f"drop_flag.reason: 'Twenty percent' {TYPED}",
        ),
        (
            Edit("companies/globex", "- Whether anything else moves.", "- Whether 12 months is usual."),
            "Whether 12 months",
            f"unknown, row 1: '12 months' {TYPED}",
        ),
        (
            Edit("ladder", "meaning: Works alone.", "meaning: Two to 3 years in."),
            "Two to 3 years",
            f"steps, row 1, meaning: '3 years' {TYPED}",
        ),
    ],
    ids=lambda value: f"{value.file} {value.new[:20]!r}" if isinstance(value, Edit) else "",
)
def test_a_fault_between_files_is_one_problem(tmp_path: Path, edit: Edit, at: str, sentence: str) -> None:
    """A name that does not exist, or a figure typed in a text, gives one problem at its own place."""
    loaded = load(tmp_path, edit)
    assert [str(problem).partition("\n")[0] for problem in loaded.problems] == [
        f"{place(tmp_path, edit.file, at)}: {sentence}"
    ]
    assert loaded.dataset is None


def test_all_faults_of_all_files_are_found_at_once(tmp_path: Path) -> None:
    """Faults of syntax, of fields, of figures and between files come in one list, in the order of the files."""
    edits = [
        Edit("claims", "verdict: partly supported", "verdict: likely"),
        Edit("companies/acme", "low: 140K", "low: 190K"),
        Edit("companies/acme", "role: Staff engineer", "rôle: Staff engineer"),
        Edit("companies/globex", "slug: globex", "slug: other"),
        Edit("evidence", "share: 38%", "share: 38"),
        Edit("ladder", "name: Staff,", "name: [Staff,"),
        Edit("sources", "grade: A}\npay-tables:", "grade: D}\npay-tables:"),
    ]
    problems = load(tmp_path, *edits).problems
    found = [(problem.path.removeprefix("content/data/"), problem.what) for problem in problems]
    assert found == [
        ("claims.yaml", "usual-lift.verdict: 'likely' is not a known value"),
        ("companies/acme.yaml", "levels.l4.base, row 2, low: low 190K is above high 160K"),
        ("companies/acme.yaml", "levels.l6.rôle: unknown field"),
        ("companies/globex.yaml", "slug: 'other' is not the name of this file"),
        ("ladder.yaml", "the bracket that begins here is not closed, or a comma is missing"),
        ("sources.yaml", "globex-postings.grade: 'D' is not a known value"),
    ]


def test_problems_are_the_same_each_time(tmp_path: Path) -> None:
    """The same faults are reported in the same order on every run."""
    edits = [Edit("companies/acme", "low: 140K", "low: 190K"), Edit("sources", "kind: study", "kind: rumour")]
    first = load(tmp_path / "a", *edits).problems
    assert len(first) == 2
    assert load(tmp_path / "b", *reversed(edits)).problems == first


@pytest.mark.parametrize("name", SHARED)
def test_a_missing_file_is_one_problem(tmp_path: Path, name: str) -> None:
    """A shared file that is gone is named, and nothing that it would have held is called unknown."""
    problems = load(tmp_path, without=(name,)).problems
    assert [str(problem) for problem in problems] == [
        f"content/data/{name}.yaml: this file is missing; the guide needs it; restore it from git"
    ]


@pytest.mark.parametrize("name", ["sources", "claims", "evidence", "companies/globex", "companies/acme"])
def test_an_unreadable_file_is_one_problem(tmp_path: Path, name: str) -> None:
    """A file that is no YAML is reported once; names that it defines are not called unknown elsewhere."""
    content = content_tree(tmp_path)
    path = content / "data" / f"{name}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "broken: [\n", encoding="utf-8")
    problems = load_dataset(content).problems
    assert [problem.path for problem in problems] == [f"content/data/{name}.yaml"]


def test_a_file_of_a_company_that_is_gone_leaves_its_name_unknown(tmp_path: Path) -> None:
    """A company without a file is unknown wherever it is named."""
    problems = load(tmp_path, without=("companies/globex",)).problems
    assert [problem.what for problem in problems] == ["ladder_of: unknown company 'globex'"]


def test_names_are_known_in_spite_of_faults(tmp_path: Path) -> None:
    """The names of companies and levels can be asked for where the data has faults; unreadable ones are None."""
    edits = [Edit("companies/acme", "low: 140K", "low: 190K"), Edit("companies/globex", "kind: big tech", "kind: [")]
    names = load(tmp_path, *edits).names
    assert names.companies == {
        "acme": frozenset({"l4", "l5", "l6"}),
        "globex": None,
        "globex-labs": frozenset(),
    }


def test_a_dataset_with_problems_is_not_handed_out(tmp_path: Path) -> None:
    """Asking for a dataset that has problems raises all of them."""
    loaded = load(tmp_path, Edit("companies/acme", "low: 140K", "low: 190K"), Edit("ladder", "step: 4", "step: four"))
    with pytest.raises(ProblemsFound) as caught:
        loaded.checked()
    assert tuple(caught.value.problems) == loaded.problems
    assert len(loaded.problems) == 2


def test_messages_name_the_folder_as_the_caller_does(tmp_path: Path) -> None:
    """A message begins with the folder as it was given on the command line."""
    content = content_tree(tmp_path, without=("ladder",))
    (problem,) = load_dataset(content, prefix="../guide/content").problems
    assert problem.path == "../guide/content/data/ladder.yaml"


def test_what_a_source_prints_may_be_typed(tmp_path: Path) -> None:
    """Words of a source, such as titles and quotes, and what an example's source prints, may hold figures."""
    edits = [
        Edit("sources", "title: On asking", "title: Ask for $50K more"),
        Edit("evidence", "  from: 2025-06", '  quote: "38% asked"\n  from: 2025-06'),
    ]
    assert load(tmp_path, *edits).problems == ()


def test_a_figure_may_be_called_what_a_field_is(tmp_path: Path) -> None:
    """A figure of a statement may bear the name of a field, such as `source`, without being taken for one."""
    edits = [Edit("evidence", "{share} had asked", "{source} had asked"), Edit("evidence", "share: 38%", "source: 38%")]
    assert load(tmp_path, *edits).problems == ()


def test_what_is_no_file_is_no_data(tmp_path: Path) -> None:
    """A folder, a file further down, and a link that leads nowhere name no company."""
    content = content_tree(tmp_path)
    before = data_files(content)
    (content / "data/companies/zzz.yaml").mkdir()
    (content / "data/companies/zzz.yaml/inner.yaml").write_text("name: Inner\n")
    (content / "data/companies/gone.yaml").symlink_to("nowhere.yaml")
    assert data_files(content) == before


def test_links_in_circles_hold_no_file(tmp_path: Path) -> None:
    """One to itself, and one to a folder that it is in; one to another folder is followed."""
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/deep/page.md").write_text("Title: A page\n")
    (tmp_path / "in/me.md").symlink_to("me.md")
    (tmp_path / "in/deep/up").symlink_to("..")
    (tmp_path / "in/deep/here").symlink_to(".")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/page.md").write_text("Title: Another\n")
    (tmp_path / "in/there").symlink_to("../other")
    assert sorted(files_below(tmp_path, ["in"])) == ["in/deep/page.md", "in/there/page.md"]
