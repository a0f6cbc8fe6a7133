"""The local page without a network: its application asked as a browser would ask it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

pytest.importorskip("starlette", reason="没有安装 starlette（组件 serve）")

from auditor import api
from auditor.config import Config
from auditor.records.rule import FAMILIES
from auditor.rulebook import Rulebook
from auditor.serve.app import application
from auditor.serve.desk import Desk
from auditor.serve.guard import Address
from auditor.serve.intake import Bounds

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = Address(8000, "a-token-that-nobody-guesses")
ORIGIN = "http://127.0.0.1:8000"
# Without the rules whose language models take seconds to load in each worker.
CONFIG = Config(disable=tuple(family for family in FAMILIES if family not in ("unit", "cost", "number")))


class Client:
    """A browser that answers at once: the application is called in this process.

    It is called from a thread of its own: the tests with a real browser leave a running event loop in the main one.
    """

    def __init__(self, app: Any) -> None:
        self._app = app

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url=ORIGIN) as client:
                return await client.request(method, path, **options)

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, asked()).result()

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        return self.request("DELETE", path, **options)


class Page(NamedTuple):
    """The page as a test sees it: its client, its desk, the folders of work and of files, the calls to stop."""

    client: Client
    desk: Desk
    work: Path
    home: Path
    stopped: list[bool]

    def url(self, path: str) -> str:
        return f"/{ADDRESS.token}/{path}"

    def post(self, path: str, **options: Any) -> Any:
        return self.client.post(self.url(path), headers={"origin": ORIGIN, **options.pop("headers", {})}, **options)

    def get(self, path: str) -> Any:
        return self.client.get(self.url(path))

    def drop(self, *files: tuple[str, bytes]) -> str:
        """Return the name of a drop of these files, not begun yet."""
        name: str = self.post("drops").json()["drop"]
        for label, data in files:
            self.post(f"drops/{name}/files", params={"name": label}, content=data)
        return name

    def wait(self, drop: str) -> dict[str, Any]:
        """Return the state of a drop when it is over."""
        for _ in range(1200):
            state: dict[str, Any] = self.get(f"drops/{drop}").json()
            if state["state"] in ("done", "failed"):
                return state
            time.sleep(0.1)
        raise AssertionError(state)

    def audited(self, *files: tuple[str, bytes]) -> tuple[str, dict[str, Any]]:
        drop = self.drop(*files)
        self.post(f"drops/{drop}/start")
        return drop, self.wait(drop)


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return api.load_rules(config=CONFIG)


def made(where: Path, book: Rulebook, bounds: Bounds | None = None) -> Page:
    """Return a page with its folders below ``where``."""
    work, home = where / "work", where / "home"
    work.mkdir(exist_ok=True)
    home.mkdir(exist_ok=True)
    stopped: list[bool] = []
    desk = Desk(work, home, CONFIG, book, bounds)
    return Page(Client(application(desk, ADDRESS, lambda: stopped.append(True))), desk, work, home, stopped)


@pytest.fixture
def pages(tmp_path: Path, book: Rulebook) -> Iterator[Callable[..., Page]]:
    """Return a function that makes a page with other bounds."""
    known: list[Page] = []

    def call(bounds: Bounds | None = None) -> Page:
        known.append(made(tmp_path, book, bounds))
        return known[-1]

    yield call
    for page in known:
        page.desk.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, book: Rulebook) -> Iterator[tuple[Page, str, list[str]]]:
    """Return a page with one audited document for who only looks: the page, its drop, fingerprints of its errors."""
    page = made(tmp_path_factory.mktemp("page"), book)
    drop, _ = page.audited(("某局/预算.md", (ROOT / "samples" / "faulty-bureau.md").read_bytes()))
    report = page.get(f"drops/{drop}/documents/0/report.json").json()
    yield page, drop, [one["fingerprint"] for one in report["documents"][0]["findings"] if one["severity"] == "error"]
    page.desk.close()


@pytest.fixture
def page(pages: Callable[..., Page]) -> Page:
    return pages()


@pytest.fixture
def faulty() -> bytes:
    return (ROOT / "samples" / "faulty-bureau.md").read_bytes()


@pytest.fixture
def clean() -> bytes:
    return (ROOT / "samples" / "clean-agency.md").read_bytes()
