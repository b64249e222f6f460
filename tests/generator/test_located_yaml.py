"""Does every fault of a YAML file reach the editor once, in plain words, at the right line and column?"""

from __future__ import annotations

import json
import subprocess
import sys
from enum import Enum
from pathlib import Path
from textwrap import dedent
from typing import Annotated, Any, Literal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, model_validator
from pydantic_core import PydanticCustomError

from generator import located_yaml
from generator.errors import Problem
from generator.located_yaml import Located, Mark, place_name, read_yaml
from generator.validation import validate

ROOT = Path(__file__).parents[2]


class Strict(BaseModel):
    """What every model of the site is: frozen, strict, without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Row(Strict):
    """A made-up range."""

    low: int
    high: int
    source: str

    @model_validator(mode="after")
    def run_upwards(self) -> Row:
        """Refuse a range that runs downwards."""
        if self.low > self.high:
            parts = {"at": "low", "why": "a range runs upwards", "remedy": "swap the two"}
            raise PydanticCustomError("range", "{low} is above {high}", {"low": self.low, "high": self.high, **parts})
        return self


class Unpublished(Strict):
    """A made-up reason for a missing range."""

    reason: str


class Colour(Enum):
    """A made-up choice."""

    RED = "red"
    GREEN = "green"


class Level(Strict):
    """A made-up level."""

    title: str
    base: Annotated[tuple[Row, ...], Field(strict=False, min_length=1)]
    sign_off: bool = False


class Company(Strict):
    """A made-up company."""

    slug: Annotated[str, Field(pattern="^[a-z]+$")] = "acme"
    kind: Literal["lab", "big-tech"] = "lab"
    levels: dict[Annotated[str, Field(pattern="^[a-z0-9]+$")], Level] = {}
    grant: list[Row] | Row | Unpublished | None = None
    cap: int | Literal["none"] | Annotated[list[int], Field(max_length=2)] | None = None
    colour: Annotated[Colour, Field(strict=False)] = Colour.RED
    page: HttpUrl | None = None
    since: int | None = Field(default=None, alias="from", ge=2000)
    notes: list[str] = []
    size: Literal[1, 2] = 1


class Circle(Strict):
    """One member of a union that is told apart by a field."""

    shape: Literal["circle"]
    radius: int


class Square(Strict):
    """The other member."""

    shape: Literal["square"]
    side: int


class Drawing(Strict):
    """A made-up model with such a union."""

    figures: list[Annotated[Circle | Square, Field(discriminator="shape")]]


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with the C parser and with the one in Python."""
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML was built without the C parser")
    monkeypatch.setattr(located_yaml, "_Loader", getattr(yaml, request.param))


def read(folder: Path, content: str | bytes) -> tuple[Located | None, list[Problem]]:
    """Read a file with this content."""
    path = folder / "acme.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_yaml(path, "data/acme.yaml")


def data_of(folder: Path, content: str | bytes) -> Any:
    """Return the data of a file that has no problems."""
    located, problems = read(folder, content)
    assert located is not None
    assert problems == []
    return located.data


def told(problems: list[Problem]) -> list[str]:
    """Return the problems as sentences, without excerpts."""
    return [str(problem).split("\n")[0].removeprefix("data/acme.yaml:") for problem in problems]


def complaints(folder: Path, content: str, model: type[BaseModel] = Company) -> list[str]:
    """Return what reading and validating a file says."""
    located, problems = read(folder, dedent(content))
    assert located is not None
    valid, faults = validate(located, model)
    assert (valid is None) or not faults
    return told(problems + faults)


EIGHT_FAULTS = """\
slug: acme
kind: labb
slug: other
levels:
  l4:
    title: Fourth
    bse: []
  l5:
    title: 5
    sign_off: no
    base:
      - low: 200
        high: 180
        source: a
      - low: 1
        high: 2
  63:
    title: Last
    base: [{low: 1, high: 2, source: b}]
"""


@pytest.mark.usefixtures("parser")
def test_eight_faults_give_eight_messages(tmp_path: Path) -> None:
    """Every fault of a file is told at once, once, at its exact line and column."""
    assert complaints(tmp_path, EIGHT_FAULTS) == [
        "3:1: slug: given twice, first on line 1; keep one",
        "10:15: levels.l5.sign_off: 'no' could be a word or a yes-or-no answer; write true or false, or quote it",
        "17:3: levels.63: key must be text; '63' without quotes can be read as something else; quote it",
        "2:7: kind: 'labb' is not a known value; did you mean 'lab'?",
        "7:5: levels.l4.bse: unknown field; did you mean 'base'?",
        "9:12: levels.l5.title: must be text, not 5; quote it",
        "12:14: levels.l5.base, row 1, low: 200 is above 180; a range runs upwards; swap the two",
        "15:9: levels.l5.base, row 2: 'source' is missing",
    ]


def test_problem_shows_its_line(tmp_path: Path) -> None:
    """A problem carries the text of its line, so that the caret stands under the fault."""
    located, _ = read(tmp_path, EIGHT_FAULTS)
    assert located is not None
    _, faults = validate(located, Company)
    assert str(faults[2]).split("\n")[1:] == ["  9 |     title: 5", "    |            ^"]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a: " + "[" * 100, "1:15: nested more than 12 levels deep; close a bracket, or use fewer levels"),
        ("\n".join(" " * n + "a:" for n in range(3000))[:900_000], "13:13: nested more than 12 levels deep"),
        ("- " * 3000, "1:1: the file must be a group of fields"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]", "1:4: anchors (&) and aliases (*) are not allowed"),
        ("a: *b", "1:4: anchors (&) and aliases (*) are not allowed"),
        ("a: !!python/object/apply:os.system [ls]", "1:4: tags (!) are not allowed"),
        ("a: ! x", "1:4: tags (!) are not allowed"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document begins here"),
        ("a: 1\nb: x\0", "2:5: invisible or control character U+0000"),
        ("a: \x1b[31m", "1:4: invisible or control character U+001B"),
        ("acme\u200b: 1", "1:5: invisible or control character U+200B"),
        ("a: x\u2028y", "1:5: invisible or control character U+2028"),
        ("a:\n\tb: 1\n", "2:1: a tab in the indentation; use spaces"),
        ("a:\n  b: 1\n  \tc: 1\n", "3:3: a tab in the indentation; use spaces"),
        (b"a: 1\r\nb: \xc3\xbc\xff\r\n", "2:5: byte 0xff is not UTF-8; save the file as UTF-8"),
        ("a: 1".encode("utf-16"), "1:1: byte 0xff is not UTF-8"),
        ("", "the file is empty"),
        ("# a comment\n", "the file is empty"),
        ("---\n", "the file is empty"),
        ("- a\n", "1:1: the file must be a group of fields"),
        ("a", "1:1: the file must be a group of fields"),
        ("a: '" + "x" * 1_000_000 + "'", "the file is larger than 1 MB; split it"),
        ("a: 1\nb: 'x\nc: 2\n", "2:4: the quotation that begins here is never closed"),
        ("a: 1\nb: [1, 2\nc: 3\n", "2:4: the bracket that begins here is not closed, or a comma is missing"),
        ("a: 1\nb: [1,\n", "2:7: a value or a closing bracket is missing here"),
        ("a: b: c", "1:5: a second colon, or a line too far right"),
        ("a: @b", "1:4: no value can begin with this character; quote the text"),
        ("a:\n  - b\n c: 1\n", "3:2: this line does not fit the lines above"),
        ("a:\n  - b\n  c: 1\n", "3:3: this line does not fit the lines above"),
        ("a: 1\nb\nc: 2\n", "2:1: the key that begins here has no colon"),
        ("a: |x\n", "1:5: not readable as YAML ("),
        ("a: " + "x" * 5000 + ": b", "1:5004: a second colon"),
    ],
)
def test_unreadable_file_is_one_sentence(tmp_path: Path, content: str | bytes, sentence: str) -> None:
    """A file that cannot be read as a whole gives no data and exactly one short sentence."""
    located, problems = read(tmp_path, content)
    assert located is None
    assert len(problems) == 1
    assert told(problems)[0].removeprefix(" ").startswith(sentence)
    assert len(str(problems[0])) < 700


@pytest.mark.parametrize("unit", ["[", "{", "a: [", "- ", "? ", "a: {"])
@pytest.mark.parametrize("times", [3_000, 100_000])
def test_deep_nesting_cannot_crash_the_interpreter(tmp_path: Path, unit: str, times: int) -> None:
    """However deep a file is nested, the reader survives and says one sentence."""
    path = tmp_path / "deep.yaml"
    path.write_text("a: " * (unit in "[{") + unit * times)
    code = "import sys, pathlib; from generator.located_yaml import read_yaml; "
    code += "print(*read_yaml(pathlib.Path(sys.argv[1]), 'deep.yaml')[1])"
    run = subprocess.run(
        [sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("deep.yaml:1:") == 1


def test_missing_file_is_one_sentence(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is a problem and not an exception."""
    assert told(read_yaml(tmp_path / "none.yaml", "none.yaml")[1]) == [
        "none.yaml: the file cannot be read: No such file or directory"
    ]
    assert read_yaml(tmp_path, "folder")[0] is None


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("Null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("+5", 5),
        ("999999999999999999", 999_999_999_999_999_999),
        ("1.5", "1.5"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        (".inf", ".inf"),
        ("2026-01-02", "2026-01-02"),
        ("340K", "340K"),
        ("25%", "25%"),
        ("=", "="),
        ("'no'", "no"),
        ('"010"', "010"),
        ("'1:30'", "1:30"),
        ("'null'", "null"),
        ("'12345678901234567890'", "12345678901234567890"),
        ("|\n    no\n", "no\n"),
        ("no one", "no one"),
        ("10:30-11:00", "10:30-11:00"),
    ],
)
def test_plain_values_follow_yaml_1_2(tmp_path: Path, written: str, value: object) -> None:
    """Only true, false, null and whole numbers are more than text; quoted words are always text."""
    data = data_of(tmp_path, f"a:\n  b: {written}\n")
    assert data == {"a": {"b": value}}
    assert type(data["a"]["b"]) is type(value)


@pytest.mark.parametrize("word", ["no", "No", "NO", "yes", "on", "Off", "True", "FALSE"])
def test_yes_or_no_words_are_refused(tmp_path: Path, word: str) -> None:
    """A plain word that other YAML readers take for a boolean must be written true, false or in quotes."""
    _, problems = read(tmp_path, f"a:\n  - {word}\n")
    sentence = f"{word!r} could be a word or a yes-or-no answer; write true or false, or quote it"
    assert told(problems) == [f"2:5: a, row 1: {sentence}"]


@pytest.mark.parametrize("number", ["010", "06", "-01", "00"])
def test_leading_zeros_are_refused(tmp_path: Path, number: str) -> None:
    """A plain number that begins with 0 may be octal, a name or a slip, so it is refused."""
    _, problems = read(tmp_path, f"a: {number}\n")
    sentence = "begins with 0; quote it if it is a name, drop the leading zero if it is a number"
    assert told(problems) == [f"1:4: a: {number!r} {sentence}"]


@pytest.mark.parametrize("number", ["1:30", "12:30:45", "-1:5"])
def test_numbers_with_colons_are_refused(tmp_path: Path, number: str) -> None:
    """Plain `1:30` is 90 to some readers of YAML, so it is refused."""
    _, problems = read(tmp_path, f"a: {number}\n")
    assert told(problems) == [f"1:4: a: {number!r} could be a time or a number; quote it"]


def test_huge_integer_is_refused(tmp_path: Path) -> None:
    """A whole number has at most 18 digits, however long the line is."""
    _, problems = read(tmp_path, "a: " + "9" * 19)
    assert told(problems) == [
        "1:4: a: '9999999999999999999' has more than 18 digits; quote it if it is a name, else correct it"
    ]
    _, problems = read(tmp_path, "a: " + "9" * 100_000)
    assert len(str(problems[0])) < 500


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("key", ["63", "true", "null", "~", "no", "010", "1:30", "12345678901234567890"])
def test_keys_must_be_text(tmp_path: Path, key: str) -> None:
    """A plain key that is not clearly text is refused, and kept as text for further checks."""
    located, problems = read(tmp_path, f"a:\n  {key}: x\n")
    assert located is not None
    assert located.data == {"a": {key: "x"}}
    why = f"{key!r} without quotes can be read as something else"
    assert told(problems) == [f"2:3: a.{key}: key must be text; {why}; quote it"]
    assert data_of(tmp_path, f"'{key}': x\n") == {key: "x"}


def test_control_characters_in_keys_are_escaped(tmp_path: Path) -> None:
    """A key with a control character, or an endless one, cannot garble the message."""
    _, problems = read(tmp_path, '"a\\x1b[31m": no\n' + "x" * 100 + ": no\n")
    assert [sentence.split(": ")[1] for sentence in told(problems)] == [
        repr("a\x1b[31m"),
        repr("x" * 40 + "…"),
    ]


def test_keys_with_brackets_are_refused(tmp_path: Path) -> None:
    """A template expression without quotes is told as what it is, and its field is not told again."""
    assert complaints(tmp_path, 'slug: {{ figure("x") }}\nkind: tech') == [
        "1:8: slug: key must be text; quote the text that begins with a bracket",
        "2:7: kind: 'tech' is not a known value; did you mean 'big-tech'?",
    ]


def test_merge_keys_are_refused(tmp_path: Path) -> None:
    """`<<` copies nothing; it is refused, and what it would have brought is not called missing."""
    assert complaints(tmp_path, "levels:\n  l4:\n    <<: {title: x}\n") == [
        "3:5: levels.l4: merge keys (<<) are not allowed; write the fields out"
    ]
    assert data_of(tmp_path, "'<<': x") == {"<<": "x"}


def test_duplicate_keys_keep_the_first_value(tmp_path: Path) -> None:
    """Each repeat of a key is told once; the first value stays, and the repeat is not looked into."""
    located, problems = read(tmp_path, "a: 1\nb: 2\na: {c: no, c: 1}\na: 3\n")
    assert located is not None
    assert located.data == {"a": 1, "b": 2}
    assert located.marks["a", "<key>"] == Mark(1, 1)
    assert told(problems) == [
        "3:1: a: given twice, first on line 1; keep one",
        "4:1: a: given twice, first on line 1; keep one",
    ]


@pytest.mark.usefixtures("parser")
def test_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    """A byte order mark and CRLF or CR line ends change neither data nor positions."""
    text = "a: 1\nb:\n  - |\n    x\n    y\n  - z\n"
    plain, _ = read(tmp_path, text)
    for ending in ("\r\n", "\r"):
        assert read(tmp_path, b"\xef\xbb\xbf" + text.replace("\n", ending).encode())[0] == plain


@pytest.mark.usefixtures("parser")
def test_columns_count_characters(tmp_path: Path) -> None:
    """Columns count characters, not bytes or UTF-16 units."""
    located, _ = read(tmp_path, "é: {😀: 'ü', b: [x, 😀, y]}\n")
    assert located is not None
    assert located.marks["é", "😀"] == Mark(1, 8)
    assert located.marks["é", "b", "<key>"] == Mark(1, 13)
    assert located.marks["é", "b", 2] == Mark(1, 23)


def test_very_long_line_is_read(tmp_path: Path) -> None:
    """A line may be as long as the file; its excerpt is cut, or left out if the fault is beyond the cut."""
    assert data_of(tmp_path, "a: " + "x" * 900_000)["a"] == "x" * 900_000
    _, (problem,) = read(tmp_path, "a: {b: no, c: " + "x" * 900_000 + "}")
    assert len(problem.excerpt) == 201
    _, (problem,) = read(tmp_path, "a: {c: " + "x" * 900_000 + ", b: no}")
    assert (problem.column, problem.excerpt) == (900_013, "")


def test_problem_points_at_the_nearest_known_place(tmp_path: Path) -> None:
    """A place that the file lacks is shown at the nearest one around it."""
    located, _ = read(tmp_path, "a:\n  b:\n    - c: 1\n")
    assert located is not None
    assert told(
        [
            located.problem(("a", "b", 0, "d"), "gone", "why", "do"),
            located.problem(("a", "b"), "here"),
            located.problem(("a", "b", "x"), "here", at_key=True),
            located.problem((), "all"),
        ]
    ) == ["3:7: gone; why; do", "3:5: here", "2:3: here", "1:1: all"]


def test_places_are_named_as_editors_say_them() -> None:
    """Keys are joined by dots, rows are counted from 1."""
    assert place_name(("a", "b", 1, "c", "d", 0, 2)) == "a.b, row 2, c.d, row 1, row 3"


def test_valid_data_gives_the_model(tmp_path: Path) -> None:
    """Data without faults gives the model and no problem."""
    located, _ = read(
        tmp_path, "slug: acme\nfrom: 2026\nlevels: {'4': {title: x, base: [{low: 1, high: 2, source: a}]}}\n"
    )
    assert located is not None
    company, problems = validate(located, Company)
    assert problems == []
    assert company is not None
    assert company.levels["4"].base[0].high == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("slug: 5", "1:7: slug: must be text, not 5; quote it"),
        ("slug:", "1:6: slug: must be text, not empty"),
        ("slug: A", "1:7: slug: 'A' does not have the form ^[a-z]+$"),
        ("slug: [a]", "1:7: slug: must be text, not a list"),
        ("from: '2026'", "1:7: from: must be a whole number, not '2026'; remove the quotes"),
        ("from: true", "1:7: from: must be a whole number, not true"),
        ("from: 1.5", "1:7: from: must be a whole number, not '1.5'"),
        ("from: 1999", "1:7: from: must be greater than or equal to 2000, not 1999"),
        ("frm: 2026", "1:1: frm: unknown field; did you mean 'from'?"),
        ("notes: x", "1:8: notes: must be a list, not 'x'; begin each row with `- `"),
        ("notes:\n- x\n- 5", "3:3: notes, row 2: must be text, not 5; quote it"),
        ("levels: x", "1:9: levels: must be a group of fields, not 'x'"),
        ("levels: {L4: {title: x, base: [{low: 1, high: 2, source: a}]}}",
         "1:10: levels.L4: 'L4' does not have the form ^[a-z0-9]+$"),
        ("levels: {l4: 5}", "1:14: levels.l4: must be a group of fields, not 5"),
        ("levels:\n  l4:\n    title: x", "2:3: levels.l4: 'base' is missing"),
        ("levels: {l4: {title: x, base: []}}", "1:31: levels.l4.base: the number of rows must be"),
        ("levels:\n  l4:\n    title: x\n    base:\n      - {low: 1, high: 1, source: b, sorce: a}",
         "5:38: levels.l4.base, row 1, sorce: unknown field; did you mean 'source'?"),
        ("levels:\n  l4:\n    title: x\n    base:\n      - {low: 1, high: 1, sorce: a}",
         "5:27: levels.l4.base, row 1, sorce: unknown field; did you mean 'source'?"),
        ("colour: rde", "1:9: colour: 'rde' is not a known value; did you mean 'red'?"),
        ("page: acme", "1:7: page: must be a web address that begins with https://, not 'acme'"),
        ("size: 4", "1:7: size: 4 is not a known value; known: 1, 2"),
        ("cap: nnoe", "1:6: cap: 'nnoe' is not a known value; did you mean 'none'?"),
        ("cap: [1, 2, 3]", "1:6: cap: the number of rows must be at most 2, not 3"),
        ("grant: x", "1:8: grant: must be a list or a group of fields, not 'x'"),
        ("grant: {low: 1, hgh: 2, source: a}", "1:17: grant.hgh: unknown field; did you mean 'high'?"),
        ("grant: {reason: 5}", "1:17: grant.reason: must be text, not 5; quote it"),
        ("grant:\n- low: 1\n  high: x\n  source: a", "3:9: grant, row 1, high: must be a whole number"),
        ("grant:\n- {low: 3, high: 2, source: a}",
         "2:9: grant, row 1, low: 3 is above 2; a range runs upwards; swap the two"),
    ],
)  # fmt: skip
def test_model_faults_are_one_plain_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    """A fault that the model finds is told once, in plain words; of a union, for the best member."""
    (message,) = complaints(tmp_path, content)
    assert message.startswith(sentence)
    assert not {"Input", "Value", "String", "http"} & set(message.replace(":", " ").split())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{radius: 1}", "1:12: figures, row 1: 'shape' is missing"),
        ("{shape: circl, radius: 1}",
         "1:20: figures, row 1, shape: 'circl' is not a known value; did you mean 'circle'?"),
        ("{shape: square, sde: 1}", "1:28: figures, row 1, sde: unknown field; did you mean 'side'?"),
        ("{shape: square, side: x}", "1:34: figures, row 1, side: must be a whole number, not 'x'"),
    ],
)  # fmt: skip
def test_union_by_field_is_told_by_that_field(tmp_path: Path, content: str, sentence: str) -> None:
    """Where a field tells the members of a union apart, only the member it names is spoken of."""
    assert complaints(tmp_path, f"figures: [ {content} ]", Drawing) == [sentence]


def test_plain_exceptions_of_validators_are_shown(tmp_path: Path) -> None:
    """A validator that raises a ValueError is quoted without pydantic's prefix."""

    class Picky(Strict):
        a: int

        @model_validator(mode="after")
        def refuse(self) -> Picky:
            raise ValueError("never right")

    assert complaints(tmp_path, "a: 1", Picky) == ["1:1: never right"]


def test_reported_places_are_not_reported_again(tmp_path: Path) -> None:
    """What reading has told is not told again by the model, but what lies below a refused key still is."""
    assert complaints(tmp_path, "levels: no\n63: x\nfrom: 010\n") == [
        "1:9: levels: 'no' could be a word or a yes-or-no answer; write true or false, or quote it",
        "2:1: 63: key must be text; '63' without quotes can be read as something else; quote it",
        "3:7: from: '010' begins with 0; quote it if it is a name, drop the leading zero if it is a number",
    ]
    assert complaints(tmp_path, "levels: {63: {title: x}}\n") == [
        "1:10: levels.63: key must be text; '63' without quotes can be read as something else; quote it",
        "1:10: levels.63: 'base' is missing",
    ]


PIECES = [*"ab:-?[]{},#&*!|>'\"%@`~ \t\r\n\0\ufeffé😀\\", "<<", "no", "010", "1:30", "63", "true", "---"]
HOSTILE = st.one_of(
    st.lists(st.sampled_from([*PIECES, " ", "\n", "\n  ", ": ", "- ", "slug: ", "levels:\n  l4: "])).map("".join),
    st.text(),
    st.binary(),
)


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(content=HOSTILE)
def test_any_text_gives_data_or_problems(tmp_path_factory: pytest.TempPathFactory, content: str | bytes) -> None:
    """Whatever a file holds, reading and validating never raise: they give data, or say why not and where."""
    if isinstance(content, str):
        content = content.encode(errors="surrogatepass")
    located, problems = read(tmp_path_factory.getbasetemp(), content)
    assert located is not None or len(problems) == 1
    if located is not None:
        company, faults = validate(located, Company)
        assert company is not None or problems + faults
        problems = problems + faults
        assert all(0 < mark.line <= len(located.lines) for mark in located.marks.values())
    for problem in problems:
        line = content.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        assert 0 <= problem.line <= line
        assert str(problem)


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20),
)
KEYS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=10,
)


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(data=st.dictionaries(KEYS, st.lists(TREES, max_size=3), max_size=4))
def test_what_json_writes_is_read_back(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    """Quoted text, numbers, constants, lists and groups come out as they went in."""
    content = json.dumps(data, ensure_ascii=False)
    assert data_of(tmp_path_factory.getbasetemp(), content) == data
