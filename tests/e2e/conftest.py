"""A real browser: the system's Chromium, driven by Playwright, with everything it complains about written down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from auditor.records.report import Report
from auditor.render import render

HERE = Path(__file__).resolve().parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PROGRAM = os.environ.get("AUDITOR_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def _made_up() -> Any:
    """Return the module with the made-up reports of tests/render."""
    spec = spec_from_file_location("made_up_reports", HERE.parent / "render" / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MADE_UP = _made_up()


class Opened(NamedTuple):
    """A page, and what went wrong on it: console errors, exceptions, requests that left the file, dialogs."""

    page: Any
    complaints: list[str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return Chromium. Where there is none the test is skipped, but on the build server it fails."""
    must = os.environ.get("CI", "").lower() in {"1", "true"}
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        (pytest.fail if must else pytest.skip)("playwright is not installed")
    if PROGRAM is None:
        (pytest.fail if must else pytest.skip)("no chromium on this machine (AUDITOR_CHROMIUM names another browser)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens a report in a fresh browser profile; at the end nothing may have complained."""
    contexts: list[Any] = []
    pages: list[Opened] = []

    def call(report: Report | bytes, *, context: Any = None, name: str = "report.html", **options: Any) -> Opened:
        path = tmp_path / name
        path.write_bytes(report if isinstance(report, bytes) else render(report, "html"))
        if context is None:
            context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
            contexts.append(context)
        opened = Opened(context.new_page(), [])
        page, told = opened
        page.on("console", lambda m: told.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda r: told.append(r.url) if r.url != path.as_uri() and "blob:" not in r.url else None)
        page.goto(path.as_uri())
        pages.append(opened)
        return opened

    yield call
    complaints = [text for opened in pages for text in opened.complaints]
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def report() -> Report:
    """Return the made-up report of tests/render."""
    made: Report = MADE_UP.build_report()
    return made


@pytest.fixture
def hostile() -> Report:
    """Return the same report with hostile text in every free field."""
    made: Report = MADE_UP.poison(MADE_UP.build_report())
    return made
