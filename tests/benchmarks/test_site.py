"""Is the guide that the benchmarks build a sound one, of the shape of the real one, and is each edit seen in it?"""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest

from benchmarks.run import Measured, growth, measure, require_shown, table
from benchmarks.site import edits, files, make_site
from generator.cli import main
from generator.dataset import load_dataset
from generator.entries import catalogue

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide of three companies."""
    return make_site(tmp_path_factory.mktemp("benchmark"), 3)


def _shape(root: Path) -> dict[str, float]:
    """Return what a company has on average, by kind."""
    dataset = load_dataset(root / "content").checked()
    companies = dataset.companies.values()
    return {
        "levels": mean(len(company.levels) for company in companies),
        "rows of base": mean(sum(len(level.base) for level in company.levels.values()) for company in companies),
        "rows of totals": mean(sum(len(lv.total_comp) for lv in company.levels.values()) for company in companies),
        "postings and reports": mean(len(company.postings) + len(company.reports) for company in companies),
        "asks": mean(len(company.asks) for company in companies),
        "what is not known": mean(len(company.unknown) for company in companies),
        "figures": sum(path.split(".")[0] in dataset.companies for path in catalogue(dataset)) / len(companies),
        "words": mean(len((root / f"content/companies/{slug}.md").read_text().split()) for slug in dataset.companies),
    }


def test_the_data_has_no_problem(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`playbook check` finds nothing wrong with it."""
    assert main(["--content", str(made / "content"), "check"]) == 0
    assert "no problems" in capsys.readouterr().out


def test_a_company_has_the_shape_of_a_real_one(made: Path) -> None:
    """Of each kind of row, of figures and of words, a company has about as many as a real one has on average."""
    real = _shape(ROOT)
    for kind, count in _shape(made).items():
        assert count == pytest.approx(real[kind], rel=0.6), kind


def test_the_same_guide_comes_out_twice() -> None:
    """Of one size there is one guide; a larger one holds the companies of a smaller one unchanged."""
    small, large = dict(files(2)), dict(files(4))
    assert dict(files(2)) == small
    companies = [name for name in small if "companies/ba" in name]
    assert len(companies) == 4
    assert [name for name in companies if small[name] != large[name]] == []


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.parametrize("case", ["figure", "template", "prose"])
def test_each_edit_finds_its_place(made: Path, case: str, turn: int) -> None:
    """An edit changes one place, in whichever round, and what it shows was not there before."""
    change = edits(3, turn)[case]
    path = made / change.file
    before = path.read_text(encoding="utf-8")
    change.make(path)
    after = path.read_text(encoding="utf-8")
    assert before != after
    assert abs(len(after) - len(before)) < 40
    load_dataset(made / "content").checked()


def test_a_round_builds_edits_and_looks(tmp_path: Path) -> None:
    """A round builds the guide strictly, edits a figure, finds it on its pages, and gives a ratio to the empty site.

    Without a change it measures what `make html` does then, which is hardly anything.
    """
    rounds = measure(tmp_path, 2, 1, ["no-op", "figure"])
    assert {name: len(runs) for name, runs in rounds.items()} == {"E": 1, "P": 1, "no-op": 1, "figure": 1}
    assert rounds["no-op"][0].busy < rounds["E"][0].busy
    assert all(run.seconds > 0 and run.memory > 10 for runs in rounds.values() for run in runs)
    assert [line.split()[0] for line in table(2, rounds)][2:] == ["E", "P", "no-op", "figure"]
    require_shown(tmp_path / "guide", edits(2, 1)["figure"])
    with pytest.raises(SystemExit, match=r"does not show .*654,002"):
        require_shown(tmp_path / "guide", edits(2, 2)["figure"])


def test_growth_is_an_exponent() -> None:
    """What takes four times as long for four times the companies grows with the exponent 1."""
    lines = list(growth({100: {"P": [Measured(2, 2, 50)]}, 400: {"P": [Measured(8, 8, 90)]}}))
    assert lines[-1].split() == ["P", "1.00"]
