"""The site for users: built without network, opened by double-click, nothing from outside, Chinese words found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("material", reason="没有安装 mkdocs-material（组件 docs）")

from auditor.corpus.schema import TABLES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    # A proxy that does not exist: a build that wants the network fails.
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    environment = {**os.environ, **nowhere, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", "docs/mkdocs.yml", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def test_every_page_is_there_and_nothing_comes_from_outside(site: Path) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert {
        "start.html",
        "clerk.html",
        "reviewer.html",
        "publish.html",
        "rules-author.html",
        "researcher.html",
    } <= pages
    assert {"commands.html", "formats.html", "store.html", "cluster.html", "serve.html", "rules/unit.html"} <= pages
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert 'src="http' not in text, path
        assert "unpkg" not in text, path
    store = (site / "store.html").read_text(encoding="utf-8")
    assert all(f"<code>{name}</code>" in store for columns in TABLES.values() for name in columns)


@pytest.mark.parametrize(("word", "page"), [("满意度", "rules"), ("基线", "publish"), ("整改通知", "reviewer")])
def test_the_search_finds_chinese_words_by_double_click(browser: Any, site: Path, word: str, page: str) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    opened, outside = context.new_page(), []
    opened.on("request", lambda r: outside.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
    opened.goto((site / "index.html").as_uri())
    opened.locator("input.md-search__input").first.click()
    opened.keyboard.type(word)
    opened.keyboard.press("End")
    opened.locator(".md-search-result__item a").first.wait_for(timeout=30_000)
    links = opened.locator(".md-search-result__item a").evaluate_all("all => all.map(one => one.href)")
    context.close()
    assert any(page in link for link in links)
    assert outside == []
