"""A real browser: the system's Chromium, driven by Playwright, with everything it complains about written down."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

from auditor.records.report import Report
from auditor.render import render

HERE = Path(__file__).resolve().parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PROGRAM = os.environ.get("AUDITOR_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
PATIENCE = float(os.environ.get("AUDITOR_BROWSER_PATIENCE", "240"))  # seconds for one test; the longest takes 20


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


MUST = os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """Return Playwright, of which there can be only one at a time; without it as without a browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        (pytest.fail if MUST else pytest.skip)("playwright is not installed")
    with sync_playwright() as playwright:
        yield playwright


def _run(item: pytest.Item, nextitem: pytest.Item | None) -> list[pytest.TestReport]:
    """Return the reports of a test. A browser that does not answer for ``PATIENCE`` seconds is ended meanwhile."""
    watch = threading.Timer(PATIENCE, _end_browsers)
    watch.daemon = True
    watch.start()
    try:
        return runtestprotocol(item, log=False, nextitem=nextitem)
    finally:
        watch.cancel()


def _end_browsers() -> None:
    """End the browsers that this process started: what waits for one of them is told that it is gone."""
    parents, browsers = {}, []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if b"--remote-debugging-pipe" in (folder / "cmdline").read_bytes():
                browsers.append(int(folder.name))
    for one in browsers:
        above = one
        while above and above != os.getpid():
            above = parents.get(above, 0)
        if above:
            with suppress(OSError):
                os.kill(one, signal.SIGKILL)


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test again, once, in which the browser itself went away or stood still: that says nothing of the report."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = _run(item, nextitem)
    if any(one.failed and "TargetClosedError" in one.longreprtext for one in reports):
        item._initrequest()
        reports = _run(item, nextitem)
    for one in reports:
        item.ihook.pytest_runtest_logreport(report=one)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.fixture(scope="session")
def chromium(driver: Any) -> Iterator[Callable[[], Any]]:
    """Return a function that gives Chromium, started again where it is gone: a crash of it costs one test, not all."""
    running: list[Any] = []

    def call() -> Any:
        if not running or not running[-1].is_connected():
            running.append(driver.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox", "--disable-gpu"]))
        return running[-1]

    yield call
    for one in running:
        one.close()


@pytest.fixture
def browser(chromium: Callable[[], Any]) -> Any:
    """Return Chromium. Where there is none the test is skipped, but on the build server it fails."""
    if PROGRAM is None:
        (pytest.fail if MUST else pytest.skip)("no chromium on this machine (AUDITOR_CHROMIUM names another browser)")
    return chromium()


@pytest.fixture(scope="session")
def firefox(driver: Any) -> Iterator[Any]:
    """Return a page of the system's own Firefox, by WebDriver BiDi; skipped where it or its protocol is too old."""
    program = shutil.which("firefox") or shutil.which("firefox-esr")
    if program is None:
        pytest.skip("no firefox on this machine")
    try:
        program_running = driver.firefox.launch(executable_path=program, channel="moz-firefox")
    except Exception as error:  # Playwright knows no such channel, or Firefox does not start
        pytest.skip(f"firefox does not start: {str(error).splitlines()[0]}")
    try:
        yield program_running.new_page(viewport={"width": 1280, "height": 900})
    except Exception as error:  # commands of Playwright that this Firefox does not know yet
        pytest.skip(f"firefox is too old for Playwright: {str(error).splitlines()[0]}")
    finally:
        program_running.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Opened]]:
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
    # After the complaints were counted: for a picture Playwright puts a style into the page, which the policy refuses.
    _pictures(request.node.name, pages)
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def serious() -> Callable[[Any], list[tuple[str, str, str]]]:
    """Return a function: what axe finds serious or critical on a page, as rule, first element, what to do."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def call(page: Any) -> list[tuple[str, str, str]]:
        return [
            (v["id"], v["nodes"][0]["html"][:160], v["nodes"][0].get("failureSummary", "")[:200])
            for v in axe.run(page).response["violations"]
            if v["impact"] in {"serious", "critical"}
        ]

    return call


def _pictures(name: str, pages: list[Opened]) -> None:
    """Save how the pages of a test look at its end, where AUDITOR_PICTURES names a folder for a person to look at."""
    folder = os.environ.get("AUDITOR_PICTURES")
    for number, opened in enumerate(pages if folder else ()):
        if opened.page.is_closed():
            continue
        opened.page.screenshot(path=Path(folder or "") / f"{name}-{number}.png".replace("/", "_"))


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
