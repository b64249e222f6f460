"""Is an amount that is typed in a text seen, and is everything else left alone?"""

from __future__ import annotations

import pytest

from generator.typed_figures import typed_figures

TYPED = [
    # money
    ("Ask for $50K more.", ["$50K"]),
    ("It paid $1,035,000 once.", ["$1,035,000"]),
    ("About € 40 an hour.", ["€ 40"]),
    ("A base of 340K is usual.", ["340K"]),
    ("It raised 1.6M.", ["1.6M"]),
    ("It raised $1.6 million.", ["$1.6 million"]),
    ("It paid $5.", ["$5"]),
    ("An offer of 250 thousand.", ["250 thousand"]),
    ("It is worth 40 billion dollars.", ["40 billion"]),
    ("Some 50 dollars.", ["50 dollars"]),
    ("Half a million dollars; no, two million.", ["Half a", "two million"]),
    ("Forty grand on top.", ["Forty grand"]),
    ("Several hundred thousand in shares.", ["Several hundred thousand"]),
    ("A base of 340,000.", ["340,000"]),
    ("A base of 340000.", ["340000"]),
    # shares
    ("It adds 15%.", ["15%"]),
    ("It adds 15 percent.", ["15 percent"]),
    ("Fifteen per cent more.", ["Fifteen per cent"]),
    ("Lower by 50 bps.", ["50 bps"]),
    ("Lower by 50 basis points.", ["50 basis points"]),
    ("A third of the grant.", ["A third of"]),
    ("Two-thirds of those asked.", ["Two-thirds of"]),
    ("Half of the room.", ["Half of"]),
    ("Half the room.", ["Half the"]),
    ("It rose by half.", ["by half"]),
    ("A multiple of 2.5 at most.", ["2.5"]),
    # times
    ("It has 2x the room.", ["2x"]),
    ("It has 3 times the room.", ["3 times"]),
    ("Three times the room.", ["Three times"]),
    ("The grant doubled.", ["doubled"]),
    ("Twice the grant.", ["Twice"]),
    ("A twofold rise.", ["twofold"]),
    # spans
    ("Owed back within 12 months.", ["12 months"]),
    ("Within 12–24 months.", ["12–24 months"]),
    ("Answer in 3 to 5 days.", ["3 to 5 days"]),
    ("A 90-day window.", ["90-day"]),
    ("Wait 48 hours.", ["48 hours"]),
]

SPARED = [
    "",
    "Ask for the grant first.",
    "It sold {sold} in {when}.",
    "Since February 2026 the shares are of another company.",
    "A table from 2023 to 2025.",
    "L5 here is what Google calls L6.",
    "Levels run from 3 to 8.",
    "Step 1 of five steps.",
    "California's AB 5 and SB 1162.",
    "Section 409A of the code.",
    "File Form 83(b) early; W-2 and 10-K say more.",
    "A third party owns it.",
    "One offer is enough; two are better.",
    "The first year, the second year.",
    "A quarter later nothing had moved.",
    "Many times over the years.",
    "ISO/IEC and SOC 2 reports.",
    "C++20 engineers.",
]


@pytest.mark.parametrize(("text", "found"), TYPED, ids=[text for text, _ in TYPED])
def test_typed_figures_are_seen(text: str, found: list[str]) -> None:
    """An amount, a share, a multiple or a span in digits, or the first three in words, is a typed figure."""
    assert [words for _, words in typed_figures(text)] == found


@pytest.mark.parametrize("text", SPARED, ids=range(len(SPARED)))
def test_other_numbers_are_spared(text: str) -> None:
    """Years, levels, steps, laws and forms are no figures, nor are words that only sound like one."""
    assert list(typed_figures(text)) == []


def test_the_place_is_that_of_the_words() -> None:
    """Each typed figure comes with its place in the text, in order."""
    text = "Since 2024: $5K, then 10%."
    assert list(typed_figures(text)) == [(text.index("$5K"), "$5K"), (text.index("10%"), "10%")]
