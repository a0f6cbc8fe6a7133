"""Takes the pictures of README from the samples: terminal, report, batch page.

python docs/pictures/make.py [FOLDER]     (Chromium and playwright are needed; FOLDER is this one where it is left out)
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "samples"
CHROMIUM = os.environ.get("AUDITOR_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
WIDE, HIGH = 1200, 760
# What a terminal does with the few codes that the report uses.
_STYLES = {
    "1": "font-weight:bold",
    "2": "color:#9aa5b1",
    "31": "color:#ff8a80",
    "33": "color:#ffd180",
    "36": "color:#80d8ff",
}


def run(*arguments: str, cwd: Path) -> str:
    """Return what the program prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "auditor", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False).stdout


def terminal(text: str, command: str) -> str:
    """Return a page that looks like a terminal with the first lines of an answer."""
    parts, open_spans = [], 0
    for piece in re.split(r"(\x1b\[[\d;]*m)", text):
        if not piece.startswith("\x1b"):
            parts.append(html.escape(piece))
            continue
        codes = [code for code in piece[2:-1].split(";") if code in _STYLES]
        parts.append("</span>" * open_spans + "".join(f'<span style="{_STYLES[code]}">' for code in codes))
        open_spans = len(codes)
    shown = "".join(parts) + "</span>" * open_spans
    style = (
        "margin:0;padding:18px 22px;background:#1e252c;color:#e6edf3;font:15px/1.55 'Noto Sans Mono CJK SC',monospace"
    )
    return f'<meta charset="utf-8"><body style="{style}"><pre style="margin:0;font:inherit">$ {command}\n{shown}</pre>'


def take(browser: Any, address: str, target: Path, *, before: Any = None) -> None:
    """Save how a page looks."""
    page = browser.new_page(viewport={"width": WIDE, "height": HIGH}, color_scheme="light")
    page.goto(address)
    if before is not None:
        before(page)
    page.wait_for_timeout(300)
    page.screenshot(path=target)
    page.close()


def main(folder: Path) -> int:
    """Take all pictures; return 0, or 1 where there is no browser."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        print("no chromium on this machine (AUDITOR_CHROMIUM names another browser)", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work = Path(name)
        shutil.copytree(SAMPLES, work / "samples", ignore=shutil.ignore_patterns("make", "__pycache__"))
        sample = "samples/faulty-bureau-plain.tsv"
        text = _coloured(sample, work)
        run("audit", sample, "-f", "html", "-o", "report.html", cwd=work)
        run("batch", "samples/formats/two-departments.zip", "-o", "batch", cwd=work)
        (work / "terminal.html").write_text(terminal(text, f"auditor audit {sample}"), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        take(browser, (work / "terminal.html").as_uri(), folder / "terminal.png")
        take(browser, (work / "report.html").as_uri(), folder / "report.png")
        take(browser, (work / "batch" / "index.html").as_uri(), folder / "batch.png")
        browser.close()
    return 0


def _coloured(sample: str, work: Path) -> str:
    """Return the report as a terminal shows it, with colours."""
    code = (
        "import sys, auditor; from auditor.render.text_report import render_text;"
        " sys.stdout.reconfigure(encoding='utf-8'); print(render_text(auditor.audit(sys.argv[1]), colour=True))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "110"}
    command = [sys.executable, "-c", code, sample]
    return subprocess.run(command, cwd=work, env=environment, capture_output=True, encoding="utf-8", check=False).stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE))
