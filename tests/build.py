"""What do the tests build? Offers, a policy, and a small content folder about made-up companies."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from generator.catalogue import Catalogue
from generator.dataset import Dataset, Loaded, load_dataset
from generator.entries import catalogue
from generator.offers import EVEN_SCHEDULE, Offer

ROOT = Path(__file__).parent.parent


def build_offer(base: int = 200_000, **changes: Any) -> Offer:
    """Return a plain offer: a base alone, unless a test names what else matters."""
    return Offer(base=base, **changes)


def build_terms(**changes: Any) -> dict[str, Any]:
    """Return a plain offer as the formulas take it: one payment, one grant, one refresh in writing."""
    return build_offer(**changes).terms


def build_payment(amount: int = 0, month: int = 1, months: int = 1) -> dict[str, int]:
    """Return a payment of a signing bonus as the formulas take it: at once, in the first month."""
    return {"amount": amount, "month": month, "months": months}


def build_grant(amount: int = 0, **changes: Any) -> dict[str, Any]:
    """Return a plain grant as the formulas take it: made at the start, vesting evenly by the month, free of charge."""
    terms = {
        "amount": amount,
        "status": "hire",
        "start_month": 0,
        "vesting_schedule": list(EVEN_SCHEDULE),
        "every_months": 1,
        "cliff_months": 0,
        "strike": 0,
    }
    assert changes.keys() <= terms.keys()
    return terms | changes


def build_refresh(amount: int = 0, status: str = "written", start_month: int = 12, **changes: Any) -> dict[str, Any]:
    """Return a plain refresh as the formulas take it: granted at the end of year 1, vesting evenly."""
    return build_grant(amount, status=status, start_month=start_month, **changes)


def build_package(**changes: Any) -> dict[str, Any]:
    """Return an offer as the formulas take it, with all that `build_terms` cannot say: a base alone, unless named."""
    terms = {
        "base": 200_000,
        "merit": 0,
        "bonus_target": 0,
        "bonus_payout": 10_000,
        "payments": [build_payment()],
        "grants": [build_grant()],
        "refreshes": [build_refresh()],
        "growth": 0,
        "discount": 0,
        "clawback_months": 0,
        "is_pro_rata": False,
    }
    assert changes.keys() <= terms.keys()
    return terms | changes


def build_policy(**changes: int) -> dict[str, int]:
    """Return a policy as the formulas take it: round rooms, half captured."""
    terms = {
        "base_room": 1_000,
        "base_capture": 5_000,
        "base_step": 5_000,
        "signing_bonus_room": 4_000,
        "signing_bonus_capture": 5_000,
        "signing_bonus_step": 10_000,
        "grant_room": 5_000,
        "grant_capture": 6_000,
        "grant_step": 50_000,
        "refresh_room": 2_500,
        "refresh_capture": 8_000,
        "refresh_step": 50_000,
    }
    assert changes.keys() <= terms.keys()
    return terms | changes


class Edit(NamedTuple):
    """One change to a file of the content tree: `old` stands in it exactly once.

    Attributes:
        file: Path below `data/`, without `.yaml`.
    """

    file: str
    old: str
    new: str


def content_tree(folder: Path, edits: Iterable[Edit] = (), without: Iterable[str] = ()) -> Path:
    """Write a small content folder that has no problem, but for the edits and the files left out; return it."""
    texts = dict(FILES)
    for file, old, new in edits:
        assert texts[file].count(old) == 1, f"{old!r} stands {texts[file].count(old)} times in {file}"
        texts[file] = texts[file].replace(old, new)
    for file in without:
        del texts[file]
    for file, text in texts.items():
        path = folder / "data" / f"{file}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def place(content: Path, file: str, words: str) -> str:
    """Return `content/data/<file>.yaml:line:col` of some words that stand in a file once."""
    text = (content / "data" / f"{file}.yaml").read_text(encoding="utf-8")
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in {file}"
    before = text[: text.index(words)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return f"content/data/{file}.yaml:{line}:{column}"


def load_edited(*edits: Edit) -> Loaded:
    """Load the content tree with some edits."""
    with tempfile.TemporaryDirectory() as folder:
        return load_dataset(content_tree(Path(folder), edits))


@functools.cache
def build_dataset(*edits: Edit) -> Dataset:
    """Return the dataset of the content tree with some edits that leave it without problems."""
    return load_edited(*edits).checked()


@functools.cache
def build_catalogue(*edits: Edit) -> Catalogue:
    """Return every figure of the content tree with some edits that leave it without problems."""
    return catalogue(build_dataset(*edits))


FILES: dict[str, str] = {
    "sources": """\
acme-postings:
  publisher: Acme
  title: Open roles at Acme
  url: https://acme.example/jobs
  published: 2026-01
  accessed: 2026-03-10
  kind: posting
  grade: A
globex-postings: {publisher: Globex, title: Open roles at Globex, accessed: 2026-03-11, kind: posting, grade: A}
pay-tables: {publisher: Pay Tables, title: Pay by level, accessed: 2026-04-02, kind: aggregator, grade: B}
pay-tables-2025: {publisher: Pay Tables, title: Pay by level in 2025, accessed: 2026-04-01, kind: aggregator, grade: B}
pay-guide: {publisher: A guide, title: What engineers are paid, accessed: 2026-02, kind: guide, grade: C}
handbook: {publisher: Handbook, title: How to ask for more, accessed: 2026, kind: playbook, grade: C}
unused-study: {publisher: A journal, title: On asking, accessed: 2026-01-05, kind: study, grade: A}
""",
    "policy": """\
room:
  base: {value: 10%, reason: A made-up share., source: handbook}
  signing_bonus: {value: 40%, reason: Another made-up share., source: handbook}
  grant: {value: 50%, reason: A third made-up share., source: handbook}
  refresh: {value: 25%, reason: A fourth made-up share., source: handbook}
capture:
  base: {value: 50%, reason: A made-up part.}
  signing_bonus: {value: 50%, reason: A made-up part.}
  grant: {value: 60%, reason: A made-up part.}
  refresh: {value: 80%, reason: A made-up part.}
step:
  base: {value: 5K, reason: Asks are round.}
  signing_bonus: {value: 10K, reason: Asks are round.}
  grant: {value: 50K, reason: Asks are round.}
  refresh: {value: 50K, reason: Asks are round.}
leverage:
  none: {value: 40%, reason: Nothing in hand.}
  process: {value: 70%, reason: Something under way.}
  written: {value: 100%, reason: An offer in hand.}
drop_flag: {value: 20%, reason: A made-up mark.}
spread_months: {value: 24, reason: A made-up span.}
shelf_life:
  figures: {value: 100, reason: A made-up life.}
  terms: {value: 300, reason: A longer one.}
""",
    "ladder": """\
steps:
  - {step: 4, name: Mid, meaning: Works alone.}
  - {step: 5, name: Senior, meaning: Owns a problem.}
  - {step: 6, name: Staff, meaning: Sets direction.}
""",
    "examples": """\
acme-senior:
  name: Senior engineer at Acme
  company: acme
  source: handbook
  base: 200K
  bonus_target: 0%
  signing_bonus: 40K
  grant: 800K
  vesting_schedule: [25%, 25%, 25%, 25%]
  printed:
    base: {initial: 200K, ask: 220K, outcome: 210K}
    year_1_total: {outcome: 0.6M}
  printed_lift: 36%
  acknowledged: {lift.outcome: A made-up slip.}
""",
    "claims": """\
usual-lift:
  says: Asking usually adds {lift} to the first year.
  figures: {lift: 10% to 20%}
  from: 2026
  source: handbook
  verdict: partly supported
  support:
    - note: A survey agrees.
      statement: survey
  against:
    - note: The worked example comes to more.
      figure: example.acme-senior.lift.outcome
""",
    "evidence": """\
survey:
  says: Of {people} asked, {share} had asked for more, {spread} after the offer.
  figures: {people: 1200 people, share: 38%, spread: 2 to 5 days}
  from: 2025-06
  source: pay-tables
""",
    "companies/acme": """\
name: Acme
slug: acme
kind: lab
aliases: [Acme Corporation]
ladder: Levels run from engineer to staff.

levels:
  l4:
    title: L4
    role: Engineer
    step:
      - {at: 4, from: 2026, source: pay-tables}
    base:
      - value: 150K
        statistic: average
        location: United States
        from: 2026-03
        source: pay-tables
        because: It is the newest.
      - low: 140K
        high: 160K
        statistic: posted range
        from: 2026-01-15
        source: acme-postings
    bonus_target:
      - {value: 10%, statistic: company statement, from: 2026, source: acme-postings}
    grant:
      - {value: 400K, statistic: average, from: 2026-03, source: pay-tables}
    signing_bonus:
      - {value: 20K, statistic: single report, from: 2025-11, source: pay-guide}
    total_comp:
      - {value: 285K, statistic: average, from: 2026-03, source: pay-tables}
  l5:
    title: L5
    role: Senior engineer
    step:
      - {at: 5, from: 2026, source: pay-tables}
      - {at: 6, from: 2024, source: pay-guide}
    base:
      - {low: 200K, high: 250K, statistic: posted range, from: 2026-01, source: acme-postings}
    annual_equity:
      - {value: 150K, statistic: average, from: 2026-03, source: pay-tables}
    total_comp:
      - {value: 400K, statistic: average, from: 2026-03, source: pay-tables}
  l6:
    title: L6
    role: Staff engineer
    step:
      - {at: 6, from: 2026, source: pay-tables}
    base:
      - {value: 300K, statistic: average, from: 2026-03, source: pay-tables}
    grant:
      - reason: Nobody has published one.
    total_comp:
      - {value: 700K, statistic: compiled guide, from: 2026-02, source: pay-guide}

postings:
  platform:
    role: Platform engineer
    place: Springfield
    base:
      - {low: 145K, high: 210K, statistic: posted range, from: 2026-01, source: acme-postings}

equity:
  instrument:
    - {says: Shares of a private company., from: 2026, source: acme-postings}
  liquidity:
    - {says: "A buyback in {when} took {sold}.", figures: {when: 2 years, sold: 6.6B}, from: 2026, source: pay-guide}
  vesting_schedule:
    - {shares: [40%, 30%, 20%, 10%], frequency: quarterly, from: 2026, source: acme-postings}
    - {shares: [25%, 25%, 25%, 25%], from: 2024, source: pay-guide}
  cliff_months:
    - {value: 6, statistic: company statement, from: 2026, source: acme-postings}
    - {value: 12, statistic: single report, from: 2024, source: pay-guide}

signing:
  clawback:
    - {says: "Owed back within {span}.", figures: {span: 12 months}, from: 2025, source: pay-guide}

asks:
  - component: grant
    ask: Ask for the grant first.
    because: It has the most room.
    claim: usual-lift
  - component: base
    ask: Then ask for base.
    because: The band is posted.
    source: acme-postings

unknown:
  - What a refresh comes to.
""",
    "companies/globex": """\
name: Globex
slug: globex
kind: big tech
ladder: Levels are those of its postings.

levels:
  l4:
    title: L4
    role: Engineer
    step:
      - {at: 4, from: 2026, source: pay-tables}
    base:
      - {low: 150K, high: 170K, statistic: posted range, from: 2026-02, source: globex-postings}
    annual_equity:
      - {low: 40K, high: 60K, statistic: compiled guide, from: 2026-02, source: pay-guide}
    total_comp:
      - value: 260K
        statistic: average
        from: 2026-03
        source: pay-tables
        because: It is the newest.
      - {value: 240K, statistic: average, from: 2025-03, source: pay-tables-2025}
      - {value: 255K, statistic: median, from: 2025-06, source: pay-guide}
  l6:
    title: L6
    role: Staff engineer
    step:
      - {at: 6, from: 2026, source: pay-tables}
    total_comp:
      - {value: 500K, statistic: average, from: 2026-03, source: pay-tables}

asks:
  - component: signing_bonus
    ask: Do not ask for a signing bonus.
    because: Globex pays none.
    source: globex-postings
    room: 0%
  - component: base
    ask: Ask for base above the band.
    because: A vice president may sign it off.
    source: globex-postings
    sign_off: true

unknown:
  - Whether anything else moves.
""",
    "companies/globex-labs": """\
name: Globex Labs
slug: globex-labs
kind: lab
ladder_of: globex
ladder: The parent's levels.
unknown:
  - Everything else.
""",
}
