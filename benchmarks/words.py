"""Which words fill the pages of a made-up guide? As many as the real pages have, with as many figures among them.

In these texts NAME is a company's name and SLUG its name in paths; A and B are the ids of two sources.
"""

from __future__ import annotations

_TALK = (
    "Ask for the level first, since it decides more than any single amount, and have it confirmed in writing before "
    "you speak of money at all. The table is made from packages that people accepted, so it says what was paid, and "
    "not what would have been paid to somebody who asked. If the recruiter calls, thank them, write down what they "
    "say, and answer by letter on the next day; nobody has ever lost an offer by sleeping over it."
)
_FIGURES = (
    'At L5 the base is {{ figure("SLUG.l5.base") }} and the total {{ figure("SLUG.l5.total_comp") }} a year, '
    '{{ figure("SLUG.l4.level_step") }} above L4. [What is behind it](/methodology/#model) is said elsewhere.'
)

COMPANY_PAGE = f"""\
Title: NAME: what to ask for
Summary: The level first, then a larger grant; base moves least, and all of it belongs in the letter.
Description: Reported pay by level ({{{{ text("SLUG.l5.total_comp") }}}} a year at L5), and what to say first.

{{{{ company_head("SLUG") }}}}

## Levels {{: #levels }}

{_TALK}

{_FIGURES}

{{{{ claim("claim-1") }}}}

{{{{ levels("SLUG") }}}}

## Figures without a level {{: #postings }}

{_TALK} One posting says {{{{ figure("SLUG.posting.posting-1.base") }}}}, and that is no band.

{{{{ postings("SLUG") }}}}

## Equity {{: #equity }}

{_TALK}

A sale took {{{{ figure("SLUG.liquidity.sold") }}}}, and the cliff is {{{{ figure("SLUG.equity.cliff_months") }}}}.

{{{{ terms("SLUG", "equity") }}}}

## Signing bonus {{: #signing-bonus }}

{_TALK}

{{{{ terms("SLUG", "signing") }}}}

## Refresh {{: #refresh }}

{_TALK}

{{{{ terms("SLUG", "refresh") }}}}

## Level mapping {{: #level-mapping }}

{_TALK}

{{{{ level_map("SLUG") }}}}

## Tactics {{: #tactics }}

{_TALK}

> "Thank you, I want this to come off. At which level is the offer, and what did the next one lack?"

{{{{ terms("SLUG", "practice") }}}}

{{{{ terms("SLUG", "deadline") }}}}

## Questions {{: #faq }}

### What does asking bring? {{: #faq-asking }}

{_TALK} In the table it is {{{{ figure("SLUG.l5.lift.ask") }}}}, with another offer
{{{{ figure("SLUG.l5.lift.ask_with_offer") }}}}.

### When do I ask? {{: #faq-when }}

{_TALK}

## Sources {{: #sources }}

{{{{ sources("SLUG") }}}}

## History {{: #history }}

{{{{ company_history("SLUG") }}}}
"""

TERMS = """\
equity:
  instrument:
    - {says: Restricted units of a private company., from: 2026-01, source: A}
    - {says: Before that they were options., from: 2024-01, source: B}
  liquidity:
    - {says: "In one sale staff sold {sold}, up to {limit} each.", figures: {sold: 6.6B, limit: 10M}, source: A}
  vesting_schedule:
    - {shares: [25%, 25%, 25%, 25%], frequency: quarterly, from: 2025-01, source: A}
  cliff_months:
    - {value: 6, statistic: press report, from: 2025-04, source: B}
  refresh:
    - {says: A later grant is decided each year., from: 2026, source: A}
signing:
  form:
    - {says: It is paid with the first salary., from: 2026-02, source: A}
  clawback:
    - {says: "Owed back within {span}.", figures: {span: 12 months}, from: 2025, source: B}
asks:
  - {component: level, ask: Confirm the level., because: It decides the most., source: A}
  - {component: grant, ask: Ask for a larger grant., because: It has the most room., claim: claim-1}
  - {component: signing_bonus, ask: Name what you leave behind., because: A purpose is paid for., source: B, room: 60%}
  - {component: base, ask: Then ask for base., because: The postings show how far it goes., source: A}
  - {component: refresh, ask: Have the refresh put into the letter., because: It is not a habit., source: B}
  - {component: deadline, ask: Ask for time., because: Whoever has a week can compare., source: A}
practice:
  - {says: Recruiters call before they write., from: 2026-03, source: A}
  - {says: "A committee meets every {often}.", figures: {often: 2 weeks}, from: 2026-03, source: B}
  - {says: Competing offers are asked for in writing., from: 2025-11, source: A}
  - {says: The level is settled before the package., source: B}
deadline:
  - {says: "An offer stands for {days}.", figures: {days: 3 to 7 days}, from: 2026-03, source: A}
unknown:
  - What a refresh comes to.
  - Whether the signing bonus is paid back in part.
  - At which price staff could sell.
  - Who approves what lies above a band.
  - What the highest level is paid in equity.
  - How long a hire waits for the first sale.
  - Which teams decide otherwise.
"""


def _page(title: str, body: str) -> str:
    return f"Title: {title}\nSummary: {title}, in one sentence.\n\n{body}\n"


PAGES = {
    "pages/index": _page(
        "The guide",
        f'{{{{ company_links() }}}}\n\n## Why {{: #why }}\n\n{_TALK}\n\n{{{{ worked_example("senior") }}}}\n\n'
        f'{{{{ year_table("senior") }}}}\n\n'
        f"## When to stop {{: #walk-away }}\n\n{_TALK}\n\n{{{{ faq() }}}}",
    ),
    "pages/calculator": "Template: calculator\n" + _page("The calculator", "{{ calculator() }}"),
    "pages/cite": _page("How to cite", f"{_TALK}\n\nBuilt for {{{{ site_day() }}}} from {{{{ site_hash() }}}}."),
    "pages/data": _page("The data", "## By company {: #companies }\n\n{{ data_files() }}"),
    "pages/equity": _page("Equity", f"{_TALK}\n\n{{{{ vesting_shapes() }}}}"),
    "pages/faq": _page("Questions", "{{ faq() }}"),
    "pages/levels": _page("Levels", f"{_TALK}\n\n{{{{ level_map() }}}}"),
    "pages/methodology": _page(
        "Methodology",
        f"## The model {{: #model }}\n\n{_TALK}\n\n{{{{ model_assumptions() }}}}\n\n"
        '{{ workings("example.senior") }}\n\n{{ workings("faq.") }}\n\n{{ coverage_table() }}\n\n'
        "{{ claims() }}\n\n{{ findings() }}",
    ),
    "pages/outliers": _page("Outliers", f'{_TALK}\n\n{{{{ evidence("finding-1") }}}}'),
    "pages/salaries": _page("Salaries", f"{_TALK}\n\n{{{{ salaries() }}}}"),
    "pages/sources": _page("Sources", "{{ sources() }}"),
    "companies/index": _page("Companies", "{{ company_index() }}"),
}
ANSWER = _page("Question?", f"{_TALK} {_FIGURES}\n\n{_TALK}")
