"""What does the `playbook` command print, and with which exit status?"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator.cli import main, schemas
from generator.dataset import SHARED
from generator.located_yaml import read_yaml
from tests.build import ROOT, Edit, content_tree


@pytest.fixture
def content(tmp_path: Path) -> str:
    """A small content folder about a made-up company."""
    return str(content_tree(tmp_path))


def test_check_counts_what_there_is(content: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Clean data exits 0 and says how much of it there is."""
    assert main(["--content", content, "check"]) == 0
    assert "no problems" in capsys.readouterr().out


def test_check_reports_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Faulty data exits 1 with a located message for each fault and their number."""
    edits = [Edit("policy", "drop_flag", "drop_flaag"), Edit("ladder", "steps", "stepz")]
    content = content_tree(tmp_path, edits)
    assert main(["--content", str(content), "check"]) == 1
    messages = capsys.readouterr().err
    assert "data/policy.yaml:" in messages
    assert "data/ladder.yaml:" in messages
    assert "did you mean 'drop_flag'?" in messages
    assert messages.rstrip().endswith("problems.")


def test_check_says_how_much_is_stale(
    content: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain `check` counts what is past its shelf life in one line; `--stale` lists each with its limit and source."""
    monkeypatch.delenv("AS_OF", raising=False)
    assert main(["--content", content, "check"]) == 0
    said = capsys.readouterr().out
    assert "rows in use are past their shelf life; --stale lists them." in said
    assert "acme.l4.signing_bonus" not in said
    assert main(["--content", content, "check", "--stale"]) == 0
    listed = capsys.readouterr().out
    assert re.search(r"^  acme\.l4\.signing_bonus +November 2025 +100 days +pay-guide$", listed, re.MULTILINE)
    assert "lists them" not in listed


def test_strict_fails_on_what_is_stale(content: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`check --strict` exits 1 and lists what is past its shelf life; where nothing is, it exits 0."""
    assert main(["--content", content, "--as-of", "2026-04-02", "check", "--strict"]) == 1
    assert "  acme.l4.signing_bonus " in capsys.readouterr().out
    assert main(["--content", content, "--as-of", "2020-01-01", "check", "--strict"]) == 0
    assert "\n0 of " in capsys.readouterr().out


def test_the_day_is_an_input(content: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The day comes from `--as-of`, else AS_OF, else the newest day on which a source was read; a wrong one exits 2."""
    monkeypatch.setenv("AS_OF", "2026-06-01")
    assert main(["--content", content, "check"]) == 0
    assert main(["--content", content, "--as-of", "2026-07-01", "check"]) == 0
    monkeypatch.setenv("AS_OF", "")
    assert main(["--content", content, "check"]) == 0
    days = re.findall(r"As of ([^.]+)\.", capsys.readouterr().out)
    assert days == ["1 June 2026", "1 July 2026", "2 April 2026"]
    with pytest.raises(SystemExit) as stopped:
        main(["--content", content, "--as-of", "soon", "check"])
    assert stopped.value.code == 2
    assert "'soon' is not a day; write it like" in capsys.readouterr().err


def test_a_row_that_begins_after_the_day_of_the_site_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing on a page would show it; as of an earlier day, where it is natural, nothing is said."""
    row = "{low: 200K, high: 250K, statistic: posted range, from: 2026-01, source: acme-postings}"
    later = "{value: 9K, statistic: average, from: 2026-05, source: acme-postings, because: Newer.}"
    content = str(content_tree(tmp_path, [Edit("companies/acme", f"- {row}", f"- {later}\n      - {row}")]))
    assert main(["--content", content, "check"]) == 0
    said = capsys.readouterr().out
    assert "acme.l5.base: the row of acme-postings from May 2026 is not used yet" in said
    assert main(["--content", content, "--as-of", "2026-03-01", "check"]) == 0
    assert main(["--content", str(content_tree(tmp_path / "sound")), "check"]) == 0
    assert "not used yet" not in capsys.readouterr().out


def test_the_day_may_follow_the_command(
    content: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command that reads the data takes `--as-of` before its name and after; after it, before AS_OF."""
    monkeypatch.setenv("AS_OF", "2026-06-01")
    assert main(["--content", content, "check", "--as-of", "2026-07-01"]) == 0
    assert "As of 1 July 2026." in capsys.readouterr().out
    for command in (["show", "acme"], ["export", "acme.json"]):
        said = []
        for words in (["--as-of", "2020-01-01", *command], [*command, "--as-of", "2020-01-01"], command):
            assert main(["--content", content, *words]) == 0
            said.append(capsys.readouterr().out)
        assert said[0] == said[1] != said[2]


def test_coverage_is_printed_by_company_and_in_total(content: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`check --coverage` gives figures in use, those of grade A or B, their share, and empty cells, then all of it."""
    assert main(["--content", content, "check", "--coverage"]) == 0
    rows = re.findall(r"^  (\w[\w ]*?) +(\d+) +(\d+) +(\S+) +(\d+)$", capsys.readouterr().out, re.MULTILINE)
    assert rows == [
        ("Acme", "11", "9", "82%", "8"),
        ("Globex Labs", "0", "0", "–", "0"),
        ("Globex", "4", "3", "75%", "8"),
        ("All", "15", "12", "80%", "16"),
    ]


def test_check_accounts_for_records(content: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A collected record of a good grade that is on no page and on no list is a problem of the data."""
    index = "id,company,component,grade,audit\nacme-base,Acme,base,A,confirmed\n"
    (Path(content) / "data" / "records.csv").write_text(index, encoding="utf-8")
    (Path(content) / "data" / "unused.yaml").write_text("{}\n", encoding="utf-8")
    assert main(["--content", content, "check"]) == 1
    assert "records.csv:2:1: the record 'acme-base' of grade A is neither" in capsys.readouterr().err


def test_a_folder_without_data_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no data, the command says where it looked and exits 2."""
    with pytest.raises(SystemExit) as stopped:
        main(["--content", str(tmp_path / "nowhere"), "check"])
    assert stopped.value.code == 2
    assert "nowhere/data: no such folder" in capsys.readouterr().err


def test_show_prints_a_level_with_sources_and_counter_offer(capsys: pytest.CaptureFixture[str]) -> None:
    """A level is shown with every row, its grade and source, and the columns of its counter-offer."""
    assert main(["--content", str(ROOT / "content"), "show", "openai/l5"]) == 0
    shown = capsys.readouterr().out
    assert "levels-eoy-2025" in shown
    assert "Ask, written offer" in shown
    assert "year-1 total" in shown


def test_show_prints_what_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    """A company is shown with all its levels and with what nobody has published."""
    assert main(["--content", str(ROOT / "content"), "show", "openai"]) == 0
    assert "Not known:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "opanai"], "no company 'opanai'; did you mean 'openai'?"),
        (["show", "openai/l44"], "OpenAI has no level 'l44'; did you mean 'l4'?"),
        (["export", "figurs.csv"], "did you mean 'figures.csv'?"),
    ],
)
def test_an_unknown_name_gets_the_nearest(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt name exits 2 and names the nearest known one."""
    assert main(["--content", str(ROOT / "content"), *arguments]) == 2
    assert said in capsys.readouterr().err


def test_export_gives_csv_and_json(content: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Figures leave as CSV rows and, for one company, as JSON; both name the source."""
    assert main(["--content", content, "export", "figures.csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    slug = next(row["path"].split(".")[0] for row in rows if row["source"])
    assert main(["--content", content, "export", f"{slug}.json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["slug"] == slug
    assert {row["path"] for row in data["figures"]} == {r["path"] for r in rows if r["path"].startswith(f"{slug}.")}


@pytest.mark.parametrize("arguments", [["show", "openai"], ["permalinks"], ["export", "figures.csv"], ["--help"]])
def test_a_reader_that_stops_early_ends_the_command_quietly(arguments: list[str]) -> None:
    """Where nobody reads on, as after `| head -1`, nothing is said, and the status is that of any tool."""
    unread, into = os.pipe()
    os.close(unread)
    command = [sys.executable, "-c", "import sys; from generator.cli import main; sys.exit(main())", *arguments]
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    try:
        done = subprocess.run(command, cwd=ROOT, env=usual, stdout=into, stderr=subprocess.PIPE, text=True, check=False)
    finally:
        os.close(into)
    # Of a state that was not built yet, `permalinks` says so.
    said = [line for line in done.stderr.splitlines() if "make html" not in line]
    assert (done.returncode, said) == (141, [])


def test_help_names_only_what_exists(capsys: pytest.CaptureFixture[str]) -> None:
    """Help lists the commands that work and none that is still to come."""
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(f"\n    {name}" in shown for name in ("check", "show", "schema", "export", "permalinks"))
    assert not any(f"\n    {name}" in shown for name in ("diff", "new", "import"))


def test_the_committed_schemas_are_the_models(capsys: pytest.CaptureFixture[str]) -> None:
    """Every committed JSON Schema equals what the models export."""
    assert main(["--content", str(ROOT / "content"), "schema", "--check"]) == 0


def test_a_stale_schema_is_named_and_rewritten(content: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`schema --check` exits 1 where a file is missing or old; `schema` writes it."""
    assert main(["--content", content, "schema", "--check"]) == 1
    assert "company.schema.json: out of date" in capsys.readouterr().err
    assert main(["--content", content, "schema"]) == 0
    assert main(["--content", content, "schema", "--check"]) == 0


def test_the_real_files_are_valid_under_their_schemas() -> None:
    """An editor's schema check and the models agree that the real data is valid."""
    made = {name: Draft202012Validator(json.loads(text)) for name, text in schemas().items()}
    data = ROOT / "content" / "data"
    files = [(f"{name}.schema.json", data / f"{name}.yaml") for name in [*SHARED, "unused"]]
    files += [("company.schema.json", path) for path in sorted((data / "companies").glob("*.yaml"))]
    faults = {}
    for schema, path in files:
        wrong = list(made[schema].iter_errors(_data(path)))
        if wrong:
            faults[path.name] = [f"{list(error.absolute_path)}: {error.message}" for error in wrong[:3]]
    assert not faults


def _data(path: Path) -> dict[str, object]:
    """Return a file's data with the types that an editor's schema checker sees."""
    located, problems = read_yaml(path, path.name)
    assert located is not None
    assert not problems
    return dict(located.data)


def test_a_misspelt_key_is_invalid_under_the_schema_too() -> None:
    """The schema refuses an unknown key, as the models do."""
    schema = Draft202012Validator(json.loads(schemas()["company.schema.json"]))
    found = _data(ROOT / "content" / "data" / "companies" / "openai.yaml")
    found["levles"] = found.pop("levels")
    assert [error.validator for error in schema.iter_errors(found)] == ["additionalProperties"]
