"""``python -m bench.report`` measures the HTML report in a real browser: file size, opening, filtering, stepping.

Needs Playwright and the system's Chromium. Two reports: 60 projects as the samples have them, and 5,000 findings.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from auditor import api
from auditor.engine.gate import judge
from auditor.records.budget import Budget
from auditor.records.document import Document
from auditor.records.finding import Evidence, Finding, Where
from auditor.records.report import DocumentReport, Report, Ruleset
from auditor.records.rule import FAMILIES, SEVERITIES
from auditor.render import render
from bench.synthetic import budget

NAMES = ("chromium", "chromium-browser", "google-chrome")
ROWS_60 = 460  # indicator rows of about 60 projects
MANY = 5000
TIMES = 24
REST = 250  # ms between two changes: what the page does after its answer is not part of the next one
# Make one change and resolve, after the frame that shows it, with the time that took in ms.
_ONE = """([act, n]) => new Promise(done => {
  const chips = document.querySelectorAll('.chip[data-family]');
  const ACTS = {
    chip: () => chips[n % chips.length].click(),
    search: () => {
      document.getElementById('query').value = ['满意度', '河', '率', '费用', '万元', ''][n % 6];
      document.getElementById('filters').requestSubmit();
    },
    bulk: () => {
      const key = (k) => document.dispatchEvent(new KeyboardEvent('keydown', {key: k, bubbles: true}));
      key('*');
      key(n % 2 ? 'a' : 'd');
      document.getElementById('apply').click();
    },
    nothing: () => { document.getElementById('shown').dataset.n = n; },
    step: () => document.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true})),
  };
  const start = performance.now();
  ACTS[act]();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def main() -> int:
    """Print a table of what was measured; return 1 where there is no browser."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        print("no chromium on this machine", file=sys.stderr)
        return 1
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        print(f"The wait for the frame that shows a change, of {TIMES}: median, worst.")
        print(
            "“nothing” changes an attribute that no style looks at: what a frame costs on this machine at this load.\n"
        )
        print("| report | findings | size | open | view | filter | search | next | bulk | nothing |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        for name, report in (("60 projects", _sixty()), (f"{MANY} findings", _many())):
            path = Path(folder) / "report.html"
            path.write_bytes(render(report, "html"))
            for view in ("detail", "list"):
                print(_line(browser, name, report, path, view), flush=True)
        browser.close()
    return 0


def _line(browser: Any, name: str, report: Report, path: Path, view: str) -> str:
    """Return one line of the table."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.as_uri())
    ready = page.evaluate("performance.timing.domInteractive - performance.timing.navigationStart")
    if view == "list":
        page.keyboard.press("v")
    found = sum(len(document.findings) for document in report.documents)
    shown = " | ".join(_times(page, act) for act in ("chip", "search", "step", "bulk", "nothing"))
    page.close()
    return f"| {name} | {found} | {path.stat().st_size / 1e6:.2f} MB | {ready} ms | {view} | {shown} |"


def _times(page: Any, act: str) -> str:
    """Return median and worst of the time until a change is shown, in ms."""
    waits = []
    for number in range(TIMES):
        waits.append(page.evaluate(_ONE, [act, number]))
        page.wait_for_timeout(REST)
    return f"{median(waits):.0f}, {max(waits):.0f} ms"


def _read(rows: int) -> Budget:
    from auditor.readers import read_bytes

    document: Document = read_bytes(budget(rows).encode(), "synthetic.tsv")
    return api.extract(document)


def _sixty() -> Report:
    """Return a real audit of a document of about 60 projects, with the verdict of the gate."""
    from dataclasses import replace
    from datetime import date

    from auditor.config import Policy

    report = api.audit(_read(ROWS_60))
    return replace(report, verdict=judge(report, Policy(), (), date(2026, 1, 1)))


def _many() -> Report:
    """Return a report with a finding at every one of 5,000 rows."""
    read = _read(MANY)
    names = {project.key: project for project in read.projects}
    kinds = zip(cycle(FAMILIES), cycle(SEVERITIES), strict=False)
    found = []
    for row, (family, severity) in zip(read.indicators, kinds, strict=False):
        project = names[row.project]
        where = Where("12", project.code, project.name.text, row.name.text, "value", row.place, row.order)
        text = f"“{row.name.text}”的目标{row.sign}{row.value.text}{row.unit.text}不能考核。"
        advice, mark = "写明可以衡量的目标。", f"{row.order:016x}"
        evidence = Evidence(row.value.text, 0, len(row.value.text))
        found.append(Finding(f"{family}.made-up", "X01", family, severity, 0.9, text, advice, mark, where, evidence))
    document = DocumentReport(read.source, read.sha256, "ok", (), tuple(found), read)
    return Report("0", Ruleset(("core",), 1, "0" * 64), (document,))


if __name__ == "__main__":
    sys.exit(main())
