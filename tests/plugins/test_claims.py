"""Does a false claim stop the build, and is an acknowledged one shown with the fact?"""

from __future__ import annotations

from tests.plugins.conftest import Guide

CLAIMS = "content/data/claims.yaml"
CHECK = "  checks:\n    - {figure: example.openai-senior.lift.outcome, relation: within, of: lift}\n"
REASON = """\
  checks:
    - figure: example.openai-senior.lift.outcome
      relation: within
      of: lift
      acknowledged: Its own example comes to more.
"""


def add(guide: Guide, checks: str) -> None:
    """Give the one claim of the guide some checks."""
    guide.write(CLAIMS, (guide.root / CLAIMS).read_text(encoding="utf-8") + checks)


def test_a_false_claim_stops_the_build_with_one_message(guide: Guide) -> None:
    """A claim that its check contradicts stops the build once, at the check, with the page that shows it."""
    add(guide, CHECK)
    shown = guide.append("content/pages/index.md", '{{ claim("a-claim") }}')
    built = guide.build()
    assert built.status == 1
    assert built.places == [f"{CLAIMS}:7:7"]
    assert "comes to 20.2%, which is not within 10%–20%" in built.messages[0]
    assert f"content/pages/index.md:{shown}:1" in built.messages[0]
    assert not guide.output.exists()


def test_an_acknowledged_claim_is_shown_with_the_fact(guide: Guide) -> None:
    """A claim whose check fails says so beside it, on its page and in the list, with the figure as a link."""
    add(guide, REASON)
    guide.append("content/pages/levels.md", '{{ claim("a-claim") }}')
    assert guide.build().status == 0
    fact = 'data-unit="bp">20.2%</data></a>'
    beside = guide.page("/levels/").partition("claim__check")[2].partition("</p>")[0]
    assert fact in beside
    assert "Its own example comes to more." in beside
    listed = guide.page("/methodology/").partition('id="claim-a-claim"')[2].partition("</dd>")[0]
    assert fact in listed
    assert "is not within" in listed
    assert "Its own example comes to more." in listed


def test_a_claim_that_holds_is_listed_with_its_check(guide: Guide) -> None:
    """A claim whose check holds says so in the list, and nothing beside the claim."""
    add(guide, CHECK.replace("within", "above"))
    guide.append("content/pages/levels.md", '{{ claim("a-claim") }}')
    assert guide.build().status == 0
    assert "claim__check" not in guide.page("/levels/")
    assert "is above" in guide.page("/methodology/").partition('id="claim-a-claim"')[2].partition("</dd>")[0]


def test_a_printed_total_that_is_false_is_shown_with_its_reason(guide: Guide) -> None:
    """What an example's source prints wrongly is listed with what its parts come to, and why it is kept."""
    examples = "content/data/examples.yaml"
    guide.replace(examples, "  printed_lift: 20%\n", "  printed_lift: 10%\n")
    built = guide.build()
    assert built.places == [f"{examples}:12:17"]
    reason = "  printed_lift: 10%\n  acknowledged: {lift.outcome: A slip of theirs.}\n"
    guide.replace(examples, "  printed_lift: 10%\n", reason)
    assert guide.build().status == 0
    listed = guide.page("/methodology/").partition("as its source prints it: <a")[2].partition("</dd>")[0]
    assert "does not round to" in listed
    assert "A slip of theirs." in listed


def test_a_page_falls_with_the_checks_of_the_claims_that_it_shows(guide: Guide) -> None:
    """A figure that only another claim is checked by leaves it as it stands; the list of all claims falls with each."""
    other = "another-claim:\n  says: Pay rises by {rise}.\n  figures: {rise: 1K to 900K}\n  source: acme-survey\n"
    other += "  verdict: no independent support\n  checks:\n    - {figure: acme.l1.base, relation: within, of: rise}\n"
    add(guide, CHECK.replace("within", "above") + other)
    guide.append("content/pages/levels.md", '{{ claim("a-claim") }}')
    guide.append("content/pages/equity.md", '{{ claim("another-claim") }}')
    assert guide.build().status == 0
    guide.replace("content/data/companies/acme.yaml", "{value: 100K,", "{value: 110K,")
    built = guide.build("-v")
    assert built.status == 0
    assert "  /levels/: " not in built.out
    assert "  /equity/: data:companies/acme: acme.l1.base" in built.out
    assert "  /methodology/: data:companies/acme" in built.out
    assert "$110" in guide.page("/methodology/").partition('id="claim-another-claim"')[2].partition("</dd>")[0]
