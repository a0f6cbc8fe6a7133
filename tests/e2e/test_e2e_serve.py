"""The local page in a real browser: files in, report, decisions on disk, downloads, and nothing that leaves."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="没有安装 starlette（组件 serve）")

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
TOML = '[rules]\ndisable = ["typo", "category", "vague", "duplicate"]\n'


@pytest.fixture
def served(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Return (page, folder of work, what the browser complained about) of a running ``auditor serve``."""
    (tmp_path / "auditor.toml").write_text(TOML, encoding="utf-8")
    config = ["--config", str(tmp_path / "auditor.toml")]
    (tmp_path / "work").mkdir()
    command = [sys.executable, "-m", "auditor", "serve", str(tmp_path / "work"), "--no-browser", *config]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        address = "http" + process.stdout.readline().strip().partition("http")[2]
        context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page, told = context.new_page(), []
        page.on("console", lambda m: told.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda r: told.append(r.url) if not r.url.startswith((address, "blob:", "data:")) else None)
        page.goto(address, wait_until="load")
        try:
            yield page, tmp_path / "work", told
        finally:
            context.close()
            process.terminate()
            process.wait(30)


def test_from_files_to_decisions_on_disk(served: Any, tmp_path: Path) -> None:
    page, work, told = served
    page.set_input_files("#files", [SAMPLES / "faulty-bureau.md", SAMPLES / "clean-agency.md"])
    page.get_by_role("button", name="faulty-bureau.md").wait_for(timeout=120_000)
    page.get_by_text("已审核 2 份文件").wait_for(timeout=120_000)
    page.get_by_role("button", name="faulty-bureau.md").click()
    frame = page.frame_locator("#frame")
    frame.locator("#who").wait_for()
    frame.locator("#who").fill("张三")
    frame.locator("#who").press("Tab")
    frame.locator(".card .open").first.click()
    page.keyboard.press("a")
    page.get_by_text("已保存 1 条").wait_for(timeout=20_000)
    (kept,) = work.iterdir()
    (entry,) = json.loads(kept.read_text(encoding="utf-8"))["decisions"]
    assert (entry["who"], entry["decision"]) == ("张三", "采纳")
    with page.expect_download() as saving:
        page.locator("#opinions").click()
    assert saving.value.suggested_filename == "faulty-bureau.审核意见表.xlsx"
    with page.expect_download() as saving:
        page.locator("#notice").click()
    saving.value.save_as(tmp_path / "n.docx")
    assert (tmp_path / "n.docx").read_bytes()[:2] == b"PK"
    page.get_by_role("button", name="返回列表").click()
    page.get_by_role("button", name="汇总和跨文件比较").click()
    page.frame_locator("#frame").get_by_role("heading", name="批量审核汇总").wait_for()
    page.frame_locator("#frame").get_by_role("link", name="faulty-bureau.md").first.click()
    page.frame_locator("#frame").locator("#who").wait_for()
    page.get_by_role("button", name="返回列表").click()
    page.get_by_role("button", name="清除这一批").click()
    page.locator(".drop").wait_for(state="detached")
    page.get_by_role("button", name="退出").click()
    page.get_by_text("程序已经退出").wait_for()
    assert told == []


def test_files_dropped_on_the_page_and_a_folder_chosen(served: Any, tmp_path: Path) -> None:
    page, _, told = served
    data = page.evaluate_handle(
        """text => { const held = new DataTransfer();
        held.items.add(new File([text], "甲局.md")); held.items.add(new File(["MZ"], "工具.exe")); return held; }""",
        (SAMPLES / "clean-agency.md").read_text(encoding="utf-8"),
    )
    page.dispatch_event("#zone", "drop", {"dataTransfer": data})
    page.get_by_text("已审核 1 份文件").wait_for(timeout=120_000)
    page.get_by_text("不认识的文件类型“.exe”").wait_for()
    page.get_by_role("button", name="甲局.md").wait_for()
    (tmp_path / "各局" / "乙局").mkdir(parents=True)
    shutil.copy(SAMPLES / "clean-agency.md", tmp_path / "各局" / "乙局" / "预算.md")
    page.set_input_files("#folder", tmp_path / "各局")
    page.get_by_role("button", name="各局/乙局/预算.md").wait_for(timeout=120_000)
    # The browser writes down that a file was refused; nothing else may be said.
    assert [text for text in told if "400" not in text] == []


def test_the_page_can_be_used_by_everybody(served: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="没有安装 axe-playwright-python")
    page, *_ = served
    # The page's own policy forbids foreign scripts, so the checks run on a copy of it without one.
    found = axe.Axe().run(_copy(page))
    assert found.response["violations"] == []


def _copy(page: Any) -> Any:
    """Return the page as it stands, in a page of its own without a policy."""
    html = page.content().replace('<script src="serve.js" defer=""></script>', "")
    style = (ROOT / "reports" / "html" / "serve.css").read_text(encoding="utf-8")
    other = page.context.new_page()
    other.set_content(html.replace('<link rel="stylesheet" href="serve.css">', f"<style>{style}</style>"))
    return other
