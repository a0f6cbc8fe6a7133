"""The same page in Firefox, where one is installed that Playwright can drive by WebDriver BiDi."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from auditor.records.report import Report
from auditor.render import render


def test_firefox_filters_decides_merges_and_prints(firefox: Any, report: Report, tmp_path: Path) -> None:
    import pypdfium2

    path, told = tmp_path / "report.html", []
    path.write_bytes(render(report, "html"))
    firefox.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    firefox.on("pageerror", lambda error: told.append(str(error)))
    firefox.on("request", lambda request: told.append(request.url) if request.url != path.as_uri() else None)
    firefox.goto(path.as_uri())
    firefox.click("#who")
    firefox.keyboard.type("jia")
    firefox.click("h1")
    firefox.keyboard.press("j")
    firefox.keyboard.press("a")
    data = firefox.evaluate("JSON.parse(document.getElementById('data').textContent)")
    value = data["rows"][0][data["keys"].index("print")]
    first = data["words"][value] if isinstance(value, int) else value
    row = {"fingerprint": first, "decision": "误报", "who": "乙", "why": "特例"}
    (tmp_path / "b.json").write_text(json.dumps({"decisions": [row]}), encoding="utf-8")
    firefox.set_input_files("#file", tmp_path / "b.json")
    firefox.locator("#told", has_text="读入 1 条，其中 1 条意见不一致").wait_for()
    firefox.select_option("#decision", "conflict")
    firefox.locator("#shown", has_text="显示 1 / 38 条意见").wait_for()
    firefox.wait_for_selector("#detail:not([aria-busy=true])", state="attached")
    seen = "all => all.filter(e => !e.closest('[hidden]')).map(e => e.dataset.n)"
    assert firefox.eval_on_selector_all("#detail .card", seen) == ["1"]
    document = pypdfium2.PdfDocument(firefox.pdf())
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    # Firefox writes fonts into a PDF so that not every character can be read back: numbers and letters can.
    assert "1/38" in text
    assert "jia" in text
    assert told == []
