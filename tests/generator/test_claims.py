"""Is what a claim asserts, and what an example's source prints, held against what the guide computes?"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.claims import claim_outcomes, claim_problems, printed_outcomes
from generator.cli import main
from generator.dataset import load_dataset
from generator.entries import catalogue
from generator.errors import Problem
from tests.build import ROOT, Edit, build_catalogue, build_dataset, content_tree, load_edited, place

# What the source playbook prints, total for total, as its table stands; the guide's own policy makes the columns.
PRINTED = """\
  printed:
    base: {initial: 340K, ask: 380K, outcome: 360K}
    signing_bonus: {initial: 50K, ask: 200K, outcome: 150K}
    grant: {initial: 1.6M, ask: 2.4M, outcome: 2.1M}
    refresh: {ask: 600K, outcome: 500K}
    year_1_total: {initial: 790K, ask: 1.1M, outcome: 1.0M}
  printed_lift: 27%
"""
TABLE = f"""\
golden:
  name: Senior engineer
  company: acme
  source: handbook
  base: 340K
  bonus_target: 0%
  signing_bonus: 50K
  grant: 1.6M
  vesting_schedule: [25%, 25%, 25%, 25%]
{PRINTED}"""


def checked(*rows: str, figures: str = "lift: 10% to 20%") -> Edit:
    """Return the edit that gives the claim of the content tree some checks, a line each."""
    listed = "".join(f"    - {row}\n" for row in rows)
    return Edit(
        "claims", "  figures: {lift: 10% to 20%}\n", f"  figures: {{{figures}}}\n  checks:\n{listed}"
    )  # fmt: skip


def problems_of(content: Path) -> list[Problem]:
    """Return what is wrong with the claims of a content folder that loads."""
    dataset = load_dataset(content).checked()
    return claim_problems(content, dataset, catalogue(dataset))


def golden_tree(folder: Path, acknowledged: str = "") -> Path:
    """Write the content tree with the source playbook's table as its example, and the guide's own policy."""
    content = content_tree(folder, [Edit("claims", "figure: example.acme-senior.lift.outcome", "source: handbook")])
    (content / "data" / "examples.yaml").write_text(TABLE + acknowledged, encoding="utf-8")
    policy = (ROOT / "content" / "data" / "policy.yaml").read_text(encoding="utf-8")
    (content / "data" / "policy.yaml").write_text(policy.replace("source-playbook", "handbook"), encoding="utf-8")
    return content


def test_the_source_playbooks_table_names_each_of_its_errors(tmp_path: Path) -> None:
    """The source playbook's own table, with the totals it prints, has two errors, each named once where it stands."""
    content = golden_tree(tmp_path)
    found = problems_of(content)
    assert [problem.what for problem in found] == [
        "golden.printed.year_1_total.ask: example.golden.year_1_total.ask comes to $1.18M, "
        "which does not round to $1.1M",
        "golden.printed_lift: example.golden.lift.outcome comes to 31.0%, which does not round to 27%",
    ]
    assert [str(problem).partition(": ")[0] for problem in found] == [
        place(content, "examples", "1.1M"),
        place(content, "examples", "27%"),
    ]


def test_an_error_with_a_reason_may_be_shown(tmp_path: Path) -> None:
    """A printed figure that is false may stand where the data says why."""
    reasons = "  acknowledged: {year_1_total.ask: Its parts come to more., lift.outcome: It begins from a rounding.}\n"
    assert problems_of(golden_tree(tmp_path, reasons)) == []


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            "base.ask: It is wrong.",
            "golden.acknowledged.base.ask: example.golden.base.ask comes to $380K, which rounds",
        ),
        ("bass.ask: It is wrong.", "golden.acknowledged.bass.ask: nothing is printed there; did you mean 'base.ask'?"),
    ],
)
def test_a_reason_for_what_is_not_false_is_refused(tmp_path: Path, reason: str, said: str) -> None:
    """A reason beside a printed figure that holds, or that is not printed at all, is a problem of its own."""
    reasons = f"  acknowledged: {{year_1_total.ask: Known., lift.outcome: Known., {reason}}}\n"
    found = problems_of(golden_tree(tmp_path, reasons))
    assert len(found) == 1
    assert said in str(found[0])


@pytest.mark.parametrize(
    ("printed", "holds"),
    [
        ("552500", True),
        ("553K", True),
        ("0.55M", True),
        ("0.6M", True),
        ("1M", True),
        ("552K", False),
        ("550K", False),
        ("0.5M", False),
        ("0.60M", False),
    ],
)
def test_a_printed_total_is_a_rounding_to_its_last_place(printed: str, holds: bool) -> None:
    """A total may be printed rounded to the last place that is shown, halves away from zero, and to nothing else."""
    edit = Edit("examples", "outcome: 0.6M", f"outcome: {printed}")
    assert build_catalogue(edit)["example.acme-senior.year_1_total.outcome"].text == "$552,500"
    found = printed_outcomes(build_dataset(edit), build_catalogue(edit))
    assert {outcome.check.figure: outcome.holds for outcome in found}[
        "example.acme-senior.year_1_total.outcome"
    ] is holds


@pytest.mark.parametrize(
    ("figures", "relation", "holds"),
    [
        ("lift: 150K", "equals", True),
        ("lift: 140K to 160K", "equals", False),
        ("lift: 150K to 160K", "within", True),
        ("lift: 151K to 160K", "within", False),
        ("lift: 140K to 149K", "within", False),
        ("lift: at least 150K", "within", True),
        ("lift: at least 151K", "within", False),
        ("lift: up to 150K", "within", True),
        ("lift: up to 149K", "within", False),
        ("lift: 150K", "at least", True),
        ("lift: 151K", "at least", False),
        ("lift: 150K", "at most", True),
        ("lift: 149K", "at most", False),
        ("lift: 149K", "above", True),
        ("lift: 150K", "above", False),
        ("lift: 140K to 155K", "above", False),
        ("lift: at least 140K", "above", False),
        ("lift: 151K", "below", True),
        ("lift: 150K", "below", False),
        ("lift: up to 160K", "below", False),
        ("lift: 0.2M", "rounds to", True),
        ("lift: 0.1M", "rounds to", False),
        ("lift: 0.20M", "rounds to", False),
    ],
)
def test_how_a_figure_may_stand_to_a_claim(figures: str, relation: str, holds: bool) -> None:
    """Each relation holds of the whole figure at its very edge, and not beyond it."""
    edit = checked(f"{{figure: acme.l4.base, relation: {relation}, of: lift}}", figures=figures)
    (outcome,) = claim_outcomes(build_dataset(edit), build_catalogue(edit), "usual-lift")
    assert outcome.figure.text == "$150K"
    assert outcome.holds is holds


@pytest.mark.parametrize(
    ("relation", "of", "holds"),
    [
        ("within", "acme.posting.platform.base", False),
        ("above", "acme.l4.base", True),
        ("at least", "acme.posting.platform.base", True),
        ("at most", "acme.posting.platform.base", False),
    ],
)
def test_a_range_holds_as_a_whole(relation: str, of: str, holds: bool) -> None:
    """Of a range both ends must stand to the other figure as the check says."""
    edit = checked(f"{{figure: acme.l5.base, relation: {relation}, of: {of}}}")
    (outcome,) = claim_outcomes(build_dataset(edit), build_catalogue(edit), "usual-lift")
    assert outcome.figure.text == "$200K–$250K"
    assert outcome.holds is holds


def test_a_false_claim_is_named_once_with_the_pages_that_show_it(tmp_path: Path) -> None:
    """A claim that fails its check is one problem, at the check, and says where prose shows it."""
    row = "{figure: example.acme-senior.lift.outcome, relation: within, of: lift}"
    content = content_tree(tmp_path, [checked(row)])
    page = 'Title: A page\n\nMost get {{ text("claim.usual-lift.lift") }}.\n\n{{ claim("usual-lift") }}\n'
    (content / "pages").mkdir()
    (content / "pages" / "asking.md").write_text(page, encoding="utf-8")
    (content / "pages" / "other.md").write_text('{{ claim("usual-lifts") }} claim.usual-lift.lift', encoding="utf-8")
    (problem,) = problems_of(content)
    assert str(problem).partition("\n")[0] == (
        f"{place(content, 'claims', row)}: usual-lift.checks, row 1: example.acme-senior.lift.outcome comes to 25.6%, "
        "which is not within 10%–20%; shown as if true at content/pages/asking.md:3:10, "
        "content/pages/asking.md:5:1; correct it, or say under usual-lift.checks, row 1, acknowledged why it is shown "
        "all the same"
    )


def test_an_acknowledged_claim_may_be_shown(tmp_path: Path) -> None:
    """A claim whose check fails may stand where the data says why."""
    row = "{figure: example.acme-senior.lift.outcome, relation: within, of: lift, acknowledged: Made up.}"
    assert problems_of(content_tree(tmp_path, [checked(row)])) == []


def test_a_stale_acknowledgement_is_a_problem(tmp_path: Path) -> None:
    """An acknowledgement of what holds stops the build where it stands, with the figure that holds."""
    row = "{figure: example.acme-senior.lift.outcome, relation: above, of: lift, acknowledged: Made up.}"
    content = content_tree(tmp_path, [checked(row)])
    (problem,) = problems_of(content)
    assert str(problem).startswith(f"{place(content, 'claims', 'Made up.')}: ")
    assert "comes to 25.6%, which is above 10%–20%; what holds needs no excuse; remove it" in str(problem)


@pytest.mark.parametrize(
    ("row", "part", "said"),
    [
        (
            "{figure: acme.l4.bas, relation: above, of: lift}",
            "acme.l4.bas",
            "no figure 'acme.l4.bas'; a check compares",
        ),
        ("{figure: acme.l4.base, relation: above, of: lfit}", "lfit}", "no figure 'lfit'; a check compares"),
        ("{figure: acme.l4.base, relation: above, of: lift}", "lift}", "$150K and 10%–20% are not of one unit"),
        (
            "{figure: acme.l4.base, relation: rounds to, of: acme.l5.base}",
            "acme.l5.base}",
            "acme.l5.base is not printed",
        ),
    ],
)
def test_a_check_that_cannot_be_made_is_a_problem(tmp_path: Path, row: str, part: str, said: str) -> None:
    """A check of an unknown figure, of two units, or for a rounding of what nobody printed is named at its part."""
    content = content_tree(tmp_path, [checked(row)])
    (problem,) = problems_of(content)
    assert problem.excerpt[problem.column - 1 :].startswith(part)
    assert row in problem.excerpt
    assert said in str(problem)


def test_a_printed_cell_must_be_one_that_is_computed(tmp_path: Path) -> None:
    """A printed cell that the guide does not compute is a problem, since nothing could contradict it."""
    edit = Edit("examples", "year_1_total: {outcome: 0.6M}", "yaer_1_total: {outcome: 0.6M}")
    content = content_tree(tmp_path, [edit])
    (problem,) = problems_of(content)
    assert str(problem).startswith(place(content, "examples", "0.6M"))
    assert "no figure 'example.acme-senior.yaer_1_total.outcome'; a check compares" in str(problem)


@pytest.mark.parametrize(
    "edit",
    [
        checked("{figure: acme.l4.base, relation: above, of: lift, acknowledged: It is 15% here.}"),
        Edit("examples", "A made-up slip.", "It is 15% here."),
    ],
)
def test_a_reason_types_no_figure(edit: Edit) -> None:
    """A reason is our own words, so an amount typed in it is a problem at the reason."""
    (problem,) = load_edited(edit).problems
    assert "'15%' is typed in a text" in problem.what
    assert problem.excerpt[problem.column - 1 :].startswith("It is 15%")


def test_an_unknown_relation_gets_the_nearest() -> None:
    """A misspelt relation is a problem of the file that names the nearest known one."""
    (problem,) = load_edited(checked("{figure: acme.l4.base, relation: abov, of: lift}")).problems
    assert "did you mean 'above'?" in problem.remedy


def test_a_build_as_of_an_earlier_day_judges_no_claim(tmp_path: Path) -> None:
    """Reasons are written for the newest data, so an as-of build shows how checks come out and stops at none."""
    row = "{figure: example.acme-senior.lift.outcome, relation: within, of: lift}"
    content = content_tree(tmp_path, [checked(row)])
    newest = load_dataset(content).checked().newest
    dataset = load_dataset(content, newest.replace(year=newest.year - 1)).checked()
    assert claim_problems(content, dataset, catalogue(dataset)) == []
    (outcome,) = claim_outcomes(dataset, catalogue(dataset), "usual-lift")
    assert not outcome.holds


def test_check_at_the_command_line_judges_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`playbook check` exits 1 at a false claim, and names the file as it was given."""
    row = "{figure: example.acme-senior.lift.outcome, relation: within, of: lift}"
    content = content_tree(tmp_path, [checked(row)])
    assert main(["--content", str(content), "check"]) == 1
    message = capsys.readouterr().err
    assert f"{content.as_posix()}/data/claims.yaml:" in message
    assert "1 problem." in message
