"""The HTML report in a real browser: the content policy lets its own script run, and the script counts right."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from auditor.records.report import Report
from auditor.render import render

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--dump-dom")


@pytest.mark.skipif(BROWSER is None, reason="no chromium on this machine")
def test_script_runs_under_the_policy(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(render(report, "html"))
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    done = subprocess.run(
        [BROWSER or "", *FLAGS, profile, path.as_uri()], capture_output=True, check=False, timeout=120
    )
    dom = done.stdout.decode("utf-8", "replace")
    if "<html" not in dom:
        pytest.skip("chromium does not start here")
    assert 'class="on"' in dom
    assert "共 38 条意见" in dom
    assert "已处理 0 / 38" in dom
