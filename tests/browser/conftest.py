"""What do the tests of the calculator share? The page, opened at a fragment, and the data that it is given."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.dataset import load_dataset
from generator.emit_js import emit
from generator.exports import calculator_data
from generator.formulas import sources
from tests.calculator import unfold
from tests.conftest import served


@pytest.fixture
def opened(quiet: Page, site_url: str) -> Callable[..., Page]:
    """A function that opens the calculator at a fragment and waits until it runs; `folded` leaves it as it opens."""

    def open_at(fragment: str = "", *, folded: bool = False) -> Page:
        quiet.goto("about:blank")
        quiet.goto(f"{site_url}calculator/{fragment}")
        expect(quiet.locator(".calculator form")).to_be_visible()
        if not folded:
            unfold(quiet)
        return quiet

    return open_at


@pytest.fixture(scope="session")
def data(project_root: Path) -> dict[str, Any]:
    """What the calculator is given; tests look up in it which level shows a rule, and name none."""
    return calculator_data(load_dataset(project_root / "content").checked())


@pytest.fixture
def modules(quiet: Page, project_root: Path, tmp_path: Path) -> Iterator[Page]:
    """An empty page that can import the calculator's scripts one by one, as they are written: `./state.js`."""
    shutil.copytree(project_root / "theme/static/js", tmp_path, dirs_exist_ok=True)
    (tmp_path / "formulas.js").write_text(emit(sources()), encoding="utf-8")
    (tmp_path / "index.html").write_text('<!DOCTYPE html><link rel="icon" href="data:,">', encoding="utf-8")
    with served(tmp_path) as url:
        quiet.goto(url)
        yield quiet
