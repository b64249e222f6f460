"""How long does the calculator take to show its answer again? It measures in Chromium, in milliseconds.

`python -m benchmarks.calculator [site]` measures the page of a built site, `output/` unless named: three offers, of
which one amount changes, from the keystroke until every result that shows, and the chart, have changed; as the page
opens, and with all folds open. Below that it measures the formulas alone, part by part, over six years. It returns 1
where the page as it opens takes longer than it may. Run it with nothing else on the machine.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from generator.emit_js import emit
from generator.formulas import sources
from tests.browser import find_browser
from tests.build import build_grant, build_package, build_payment, build_policy, build_refresh
from tests.conftest import served

LIMIT_MS = 4.0
MONTHS = 72
WARM_UP, RUNS = 60, 300
K = 1_000

# One offer as most are, one with several payments and a refresh, and one with all that the form can take.
OFFERS = [
    build_package(
        base=340 * K,
        bonus_target=1_500,
        payments=[build_payment(50 * K)],
        grants=[build_grant(1_600 * K, every_months=3, cliff_months=12)],
        clawback_months=12,
    ),
    build_package(
        base=250 * K,
        merit=300,
        payments=[build_payment(80 * K, months=12), build_payment(60 * K, month=13, months=12)],
        grants=[build_grant(900 * K, vesting_schedule=[500, 1_500, 4_000, 4_000], every_months=6)],
        refreshes=[build_refresh(), build_refresh(200 * K, "customary", 24)],
        growth=1_000,
        clawback_months=24,
        is_pro_rata=True,
    ),
    build_package(
        base=300 * K,
        merit=400,
        bonus_target=2_000,
        bonus_payout=11_000,
        payments=[build_payment(50 * K), build_payment(30 * K, month=13, months=12), build_payment(10 * K, month=25)],
        grants=[build_grant(800 * K), build_grant(200 * K, start_month=6), build_grant(100 * K, strike=5_000)],
        refreshes=[build_refresh(), build_refresh(300 * K, "customary"), build_refresh(200 * K, "hoped", 24)],
        growth=1_500,
        discount=1_000,
        clawback_months=24,
        is_pro_rata=True,
    ),
]

# The same three as a reader types them.
TYPED = (
    "v=2 company=other base=340K bonus_target=15% signing_bonus=50K grant=1.6M every_months=3 cliff_months=12 "
    "clawback_months=12 leverage=written leaving=10% "
    "b.company=other b.base=250K b.merit=3% b.signing_bonus=80K b.signing_months=12 b.signing_bonus2=60K "
    "b.signing_months2=12 b.grant=900K b.vesting_schedule=5,15,40,40 b.every_months=6 b.refresh2=200K "
    "b.refresh_month2=24 b.growth=10% b.clawback_months=24 b.clawback_kind=pro_rata "
    "c.company=other c.base=300K c.merit=4% c.bonus_target=20% c.bonus_payout=110% c.signing_bonus=50K "
    "c.signing_bonus2=30K c.signing_months2=12 c.signing_bonus3=10K c.grant=800K c.grant2=200K c.start_month2=6 "
    "c.grant3=100K c.strike3=50% c.refresh2=300K c.refresh_month2=12 c.refresh3=200K c.refresh_status3=hoped "
    "c.refresh_month3=24 c.growth=15% c.discount=10% c.clawback_months=24 c.clawback_kind=pro_rata"
)

OF_PAGE = """({isUnfolded, warmUp, runs}) => {
  if (isUnfolded) {
    document.querySelectorAll(".calculator details").forEach((fold) => { fold.open = true; });
  }
  const base = document.querySelector('.calculator [name="base"]');
  const scripts = [], layouts = [];
  for (let run = 0; run < warmUp + runs; run += 1) {
    base.value = String(340000 + run);
    const begin = performance.now();
    base.dispatchEvent(new Event("input", {bubbles: true}));
    const shown = performance.now();
    document.body.getBoundingClientRect();
    const laidOut = performance.now();
    if (run >= warmUp) {
      scripts.push(shown - begin);
      layouts.push(laidOut - shown);
    }
  }
  return {scripts, layouts, offers: document.querySelectorAll(".calculator .offer:not([hidden])").length};
}"""

OF_FORMULAS = """async ({offers, policy, months, warmUp, runs}) => {
  const formulas = await import("/formulas.js");
  const caps = {base: null, signing_bonus: null, grant: null};
  let spent = {};
  const timed = (name, work) => {
    const begin = performance.now();
    const result = work();
    spent[name] = (spent[name] ?? 0) + performance.now() - begin;
    return result;
  };
  const recalculate = () => {
    const columns = offers.map((offer) => timed("columns", () => {
      const asked = formulas.asked_offer(offer, policy, 10000, caps, null);
      return [offer, asked, formulas.outcome_offer(offer, asked, policy)];
    }));
    const all = columns.flat();
    timed("year tables", () => all.map((column) => formulas.year_table(column)));
    timed("five totals", () => all.map((column) => formulas.five_totals(column)));
    timed("clawback", () => all.map((column) => formulas.clawback_curve(column)));
    timed("levers", () => offers.map((offer) => formulas.lever_worth(offer, months)));
    timed("asks", () => columns.map(([offer, asked]) => formulas.ask_worth(offer, asked, months)));
    const running = timed("running totals", () => offers.map((offer) => formulas.running_totals(offer, months)));
    const pay = timed("expected pay", () => offers.map((offer) => formulas.expected_pay(offer, months / 12, 1000)));
    timed("comparison", () => [[0, 1], [0, 2], [1, 2]].map(([a, b]) => [
      formulas.break_even(pay[b], pay[a].cash + pay[a].equity), formulas.overtakes(running[a], running[b]),
    ]));
  };
  const times = [], parts = [];
  for (let run = 0; run < warmUp + runs; run += 1) {
    spent = {};
    const begin = performance.now();
    recalculate();
    if (run >= warmUp) {
      times.push(performance.now() - begin);
      parts.push(spent);
    }
  }
  return {times, parts};
}"""


def of_page(browser: Browser, site: Path, is_unfolded: bool) -> dict[str, Any]:
    """Return how long each keystroke took, in script and in layout, on the calculator's page of a built site."""
    fragment = "&".join(f"{name}={quote(text)}" for name, text in (pair.split("=") for pair in TYPED.split()))
    with served(site) as url:
        page = browser.new_page()
        page.goto(f"{url}calculator/#{fragment}")
        page.locator(".calculator form").wait_for()
        found = page.evaluate(OF_PAGE, {"isUnfolded": is_unfolded, "warmUp": WARM_UP, "runs": RUNS})
        page.close()
    if found["offers"] != len(OFFERS):
        raise ValueError(f"the page shows {found['offers']} offers, not {len(OFFERS)}: does its form still read TYPED?")
    return dict(found)


def of_formulas(browser: Browser) -> dict[str, Any]:
    """Return how long each run of the formulas took, and its parts."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "formulas.js").write_text(emit(sources()), encoding="utf-8")
        Path(folder, "index.html").write_text("<!doctype html><title>Benchmark</title>", encoding="utf-8")
        with served(Path(folder)) as url:
            page = browser.new_page()
            page.goto(url)
            given = {"offers": OFFERS, "policy": build_policy(), "months": MONTHS, "warmUp": WARM_UP, "runs": RUNS}
            return dict(page.evaluate(OF_FORMULAS, given))


def line(name: str, times: list[float]) -> str:
    """Return a median and what all but a twentieth stay below."""
    return f"{name:22} median {statistics.median(times):6.2f} ms   95% {sorted(times)[len(times) * 95 // 100]:6.2f} ms"


def main(site: Path) -> int:
    """Print what was measured; return 1 where a recalculation takes longer than it may."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), chromium_sandbox=os.geteuid() != 0)
        page, unfolded = (of_page(browser, site, is_unfolded) for is_unfolded in (False, True))
        formulas = of_formulas(browser)
        browser.close()
    for name, found in (("page as it opens", page), ("all folds open", unfolded)):
        print(line(name, found["scripts"]))
        print(line("  and its layout", found["layouts"]))
    print(line("formulas alone", formulas["times"]))
    for name in formulas["parts"][0]:
        print(f"  {name:20} mean   {statistics.fmean(part[name] for part in formulas['parts']):6.2f} ms")
    return int(statistics.median(page["scripts"]) > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "output")))
