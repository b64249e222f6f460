"""Is nothing lost that was ever published, and does every redirect lead to something that lives?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.cli import main
from generator.inputs import content_hash, digests
from generator.permalinks import Ledger, judge, ledger_text, proposal, read_ledger, record_text, restate
from generator.redirects import Moves, Redirect, leads_to, read_moves, redirect_problems

DAY = date(2026, 11, 23)
LIVING = {"/", "/a/", "/a/#one", "/a/#levels", "/b/", "/b/#one", "/b/#two", "/b/feed.json"}


def ledger_of(*addresses: str) -> Ledger:
    """Return a ledger of some addresses."""
    return Ledger({address: number for number, address in enumerate(sorted(addresses), 1)})


def moves(targets: dict[str, str]) -> Moves:
    """Return redirects, without a file."""
    rows = [{"from": old, "to": new, "because": "a test", "since": DAY} for old, new in targets.items()]
    return Moves(tuple(Redirect.model_validate(row) for row in rows))


# What is gone


def test_what_lives_is_no_news() -> None:
    """A ledger that lists just what is published has nothing gone and nothing new."""
    verdict = judge(ledger_of(*LIVING), Moves(), LIVING, LIVING, DAY)
    assert (verdict.gone, verdict.new, dict(verdict.leads)) == ((), (), {})


def test_what_is_gone_names_the_line_to_add() -> None:
    """Each address that is gone is one problem, at its line of the ledger, with the line that a redirect takes."""
    verdict = judge(ledger_of("/a/#ones"), Moves(), LIVING, LIVING, DAY)
    assert [str(problem) for problem in verdict.gone] == [
        "content/permalinks.txt:1:1: /a/#ones is gone; links to it would break; put it back, or say in "
        "content/redirects.yaml, under `redirects:`, where it leads:\n"
        '  - {from: "/a/#ones", to: "/a/#one", because: "no longer published", since: 2026-11-23}'
    ]


def test_a_page_stands_for_its_sections() -> None:
    """Of a page that is gone with all its sections, the page is one problem."""
    verdict = judge(ledger_of("/c/", "/c/#x", "/c/#y"), Moves(), LIVING, LIVING, DAY)
    assert [problem.what for problem in verdict.gone] == ["/c/ is gone"]
    assert verdict.lost == ("/c/", "/c/#x", "/c/#y")


def test_what_lives_without_a_line_is_new() -> None:
    """What is published and not yet listed is new, and so is an address that only a redirect knows."""
    verdict = judge(ledger_of("/"), moves({"/short/": "/a/"}), LIVING, {"/", "/a/"}, DAY)
    assert verdict.new == ("/a/", "/short/")


def test_a_row_that_needs_no_line_keeps_an_address_alive() -> None:
    """A section that is no section any more, but still has its id, is not gone."""
    assert judge(ledger_of("/a/#one"), Moves(), LIVING, set(), DAY).gone == ()


@pytest.mark.parametrize(
    ("gone", "proposed"),
    [
        ("/a/#onee", "/a/#one"),
        ("/a/#l5", "/a/#levels"),
        ("/a/#senior-counter-offer", "/a/#levels"),
        ("/a/#other", "/a/"),
        ("/b/#l5", "/b/"),
        ("/bb/", "/"),
        ("/a/sub/page/", "/a/"),
        ("/a/feed.json", "/b/feed.json"),
        ("/a/data.csv", "/a/"),
        ("/data.csv", "/"),
    ],
)
def test_the_proposal_lives(gone: str, proposed: str) -> None:
    """What is proposed for an address lives, is near by, and never another level."""
    assert proposal(gone, LIVING) == proposed
    assert proposed in LIVING


# Where it leads


@pytest.mark.parametrize(
    ("old", "targets", "new"),
    [
        ("/old/", {"/old/": "/a/"}, "/a/"),
        ("/old/", {"/old/": "/older/", "/older/": "/a/"}, "/a/"),
        ("/old/#one", {"/old/": "/older/", "/older/": "/a/"}, "/a/#one"),
        ("/old/#gone", {"/old/": "/a/"}, "/a/"),
        ("/old/#gone", {"/old/": "/a/", "/a/#gone": "/b/#two"}, "/b/#two"),
        ("/old/#two", {"/old/": "/a/", "/old/#two": "/b/#two"}, "/b/#two"),
        ("/old/#two", {"/old/": "/a/#one"}, "/a/#one"),
        ("/a/#gone", {"/a/#gone": "/a/#one"}, "/a/#one"),
        ("/old/", {}, None),
        ("/old/", {"/old/": "/gone/"}, None),
        ("/old/", {"/old/": "/older/", "/older/": "/old/"}, None),
        ("/old/#x", {"/old/": "/older/", "/older/": "/old/"}, None),
    ],
)
def test_an_address_leads_to_the_end(old: str, targets: dict[str, str], new: str | None) -> None:
    """Redirects are followed to the end; a section follows its page unless it has a redirect of its own."""
    assert leads_to(old, targets, LIVING) == new


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ({"/a/": "/b/"}, "/a/ is still there"),
        ({"/a/#one": "/b/"}, "/a/#one is still there"),
        ({"/old/": "/bb/"}, "/bb/ does not exist; links to /old/ would break"),
        ({"/old/": "/b/#tow"}, "/b/#tow does not exist; links to /old/ would break; did you mean '/b/#two'?"),
        ({"/old/": "/old/"}, "redirects go in a circle: /old/ → /old/"),
    ],
)
def test_a_redirect_that_cannot_be_is_refused(targets: dict[str, str], said: str) -> None:
    """A redirect from what lives, to what does not, or back to itself is one problem."""
    [problem] = redirect_problems(moves(targets), LIVING, LIVING)
    assert said in str(problem)


def test_a_circle_is_shown_whole() -> None:
    """Each redirect of a circle is a problem that shows the way round; one that only enters it is none."""
    found = list(redirect_problems(moves({"/x/": "/y/", "/y/": "/z/", "/z/": "/y/"}), LIVING, LIVING))
    assert [problem.what for problem in found] == [
        "redirects go in a circle: /y/ → /z/ → /y/",
        "redirects go in a circle: /z/ → /y/ → /z/",
    ]


def test_a_chain_may_stand() -> None:
    """Redirects that lead on to others that arrive are fine."""
    assert list(redirect_problems(moves({"/x/": "/y/", "/y/": "/a/"}), LIVING, LIVING)) == []


def test_faults_of_redirects_have_their_place(tree: Callable[[dict[str, str]], Path]) -> None:
    """A redirect given twice, an unknown field and what is no address are located to the column."""
    text = """\
redirects:
  - {from: "/x/", to: "/a/", because: "One.", since: 2026-11-23}
  - {from: "/x/", to: "/b/", because: "Two.", since: 2026-11-23}
"""
    read, faults = read_moves(tree({"redirects.yaml": text}))
    assert faults == []
    [twice] = redirect_problems(read, LIVING, LIVING)
    assert str(twice).startswith("content/redirects.yaml:3:12: /x/ is redirected twice; ")
    _, [fault, unknown] = read_moves(tree({"redirects.yaml": text.replace('"/a/", because', '"a b", becaus')}))[0:2]
    assert str(fault).startswith(
        "content/redirects.yaml:2:23: redirects, row 1, to: 'a b' is not an address; write it "
    )
    assert "becaus: unknown field; did you mean 'because'?" in str(unknown)


@pytest.mark.parametrize("text", ["redirects:\n", "redirects: []\n", "# None yet.\nredirects:\n"])
def test_no_redirect_is_fine(tree: Callable[[dict[str, str]], Path], text: str) -> None:
    """A file without a redirect, and no file at all, have none."""
    for folder in (tree({"redirects.yaml": text}), Path("nowhere")):
        found, faults = read_moves(folder)
        assert (found.rows, faults) == ((), [])


# The ledger


def test_the_ledger_is_read_with_its_lines(tree: Callable[[dict[str, str]], Path]) -> None:
    """Each address has its line, and what is written is read again."""
    ledger, problems = read_ledger(tree({"permalinks.txt": ledger_text(LIVING)}))
    assert problems == []
    assert list(ledger.lines) == sorted(LIVING)
    assert ledger.lines["/a/"] == 2


def test_faults_of_the_ledger_have_their_lines(tree: Callable[[dict[str, str]], Path]) -> None:
    """What is out of order, there twice, or no address, such as a mark of a merge, is a problem at its line."""
    folder = tree({"permalinks.txt": "/b/\n/a/\n<<<<<<< ours\n/b/\n"})
    _, problems = read_ledger(folder)
    assert [str(problem).partition(";")[0] for problem in problems] == [
        "content/permalinks.txt:2:1: /a/ is out of order",
        "content/permalinks.txt:3:1: '<<<<<<< ours' is not an address",
        "content/permalinks.txt:4:1: /b/ stands here twice, first on line 1",
    ]
    assert [problem.line for problem in read_ledger(folder, repaired=True)[1]] == [3]


# The command


@pytest.fixture
def content(tree: Callable[[dict[str, str]], Path]) -> Path:
    """A content folder after a build that published three addresses, one of them new."""
    folder = tree(
        {
            "content/permalinks.txt": "/b/\n/a/\n",
            "content/redirects.yaml": 'redirects: [{from: "/b/", to: "/a/", because: "A test.", since: 2026-11-23}]\n',
        }
    )
    (folder / ".build").mkdir()
    record = record_text({"/a/", "/a/#new"}, content_hash(digests(folder)))
    (folder / ".build/permalinks.txt").write_text(record, encoding="utf-8")
    return folder / "content"


def test_the_record_of_a_build_becomes_that_of_another(tmp_path: Path) -> None:
    """Only the state is another; where there is no whole record, nothing is made of it."""
    record = tmp_path / "permalinks.txt"
    first, second = (f"sha256:{sign * 64}" for sign in "ab")
    assert not restate(record, second)
    assert not record.exists()
    for cut_short in ("", "# sha", f"# {first}\n"):
        record.write_text(cut_short, encoding="utf-8")
        assert not restate(record, second)
        assert record.read_text(encoding="utf-8") == cut_short
    record.write_text(record_text(["/faq/", "/"], first), encoding="utf-8")
    assert restate(record, second)
    assert record.read_text(encoding="utf-8") == record_text(["/", "/faq/"], second)


def run(content: Path, *arguments: str) -> int:
    """Run `playbook permalinks` on a content folder."""
    return main(["--content", str(content), "permalinks", *arguments])


def test_accept_records_what_is_new(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Accepting adds what the last build published, drops nothing, and sorts; a second time it changes nothing."""
    for _ in range(2):
        assert run(content, "accept") == 0
        assert (content / "permalinks.txt").read_text("utf-8") == "/a/\n/a/#new\n/b/\n"
    assert capsys.readouterr().out.splitlines()[0] == "+ /a/#new"


def test_the_list_says_what_is_new_and_what_leads_on(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list has every address, marks the new ones, and says where those lead that are gone."""
    (content / "permalinks.txt").write_text("/a/\n/b/\n", encoding="utf-8")
    assert run(content) == 0
    assert capsys.readouterr().out.splitlines() == [
        "/a/",
        "/a/#new  new",
        "/b/ → /a/",
        "2 addresses recorded, 1 not yet; redirects: 1.",
    ]


@pytest.mark.parametrize("missing", [True, False])
def test_an_old_record_is_not_accepted(content: Path, capsys: pytest.CaptureFixture[str], missing: bool) -> None:
    """Without a record of a build, or with that of another state, accepting says what to run and writes nothing."""
    if missing:
        (content.parent / ".build/permalinks.txt").unlink()
    else:
        (content / "more.md").write_text("Title: More\n", encoding="utf-8")
    before = (content / "permalinks.txt").read_bytes()
    assert run(content, "accept") == 1
    said = capsys.readouterr().err
    assert "run make html first" in said
    assert len(said.splitlines()) == 1
    assert (content / "permalinks.txt").read_bytes() == before


def test_a_broken_ledger_is_not_accepted(content: Path) -> None:
    """A line that is no address is a problem for accepting, too."""
    (content / "permalinks.txt").write_text("no address\n", encoding="utf-8")
    assert run(content, "accept") == 1
