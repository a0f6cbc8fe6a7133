"""``python -m bench.report`` measures the HTML report in a real browser: file size, opening, filtering, stepping.

Needs Playwright and the system's Chromium. Three reports: 60 projects as the samples have them, 5,000 findings, and one
project of 3,000 rows, each with a finding. What is measured is the time of the page's main thread on the processor, up
to the frame that shows the change and afterwards: it is the same on a machine that has other work to do.
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
LONG = 3000  # rows of one project
TIMES = 12
REST = 600  # ms between two changes: what the page does after its answer is not part of the next one
# Make one change and resolve after the frame that shows it.
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
  ACTS[act]();
  requestAnimationFrame(() => setTimeout(done));
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
        print(f"Milliseconds of the main thread, of {TIMES} changes: median and worst up to the frame that shows it.")
        print("“nothing” changes an attribute that no style looks at: what a frame costs on this machine.\n")
        print("| report | findings | size | open | view | filter | search | next | bulk | nothing |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        reports = (("60 projects", _sixty()), (f"{MANY} findings", _many()), (f"a project of {LONG} rows", _long()))
        for name, report in reports:
            path = Path(folder) / "report.html"
            path.write_bytes(render(report, "html"))
            for view in ("detail", "list"):
                print(_line(browser, name, report, path, view), flush=True)
        browser.close()
    return 0


def _line(browser: Any, name: str, report: Report, path: Path, view: str) -> str:
    """Return one line of the table."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    clock = page.context.new_cdp_session(page)
    clock.send("Performance.enable", {"timeDomain": "threadTicks"})
    start = _busy(clock)
    page.goto(path.as_uri())
    page.wait_for_timeout(REST)
    ready = _busy(clock) - start
    if view == "list":
        page.keyboard.press("v")
    found = sum(len(document.findings) for document in report.documents)
    shown = " | ".join(_times(page, clock, act) for act in ("chip", "search", "step", "bulk", "nothing"))
    page.close()
    return f"| {name} | {found} | {path.stat().st_size / 1e6:.2f} MB | {ready:.0f} | {view} | {shown} |"


def _busy(clock: Any) -> float:
    """Return how long the main thread of the page has worked, in ms."""
    metrics = {each["name"]: each["value"] for each in clock.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"] * 1000)


def _times(page: Any, clock: Any, act: str) -> str:
    """Return median and worst of what a change costs until it is shown, in ms."""
    costs = []
    for number in range(TIMES):
        before = _busy(clock)
        page.evaluate(_ONE, [act, number])
        costs.append(_busy(clock) - before)
        page.wait_for_timeout(REST)
    return f"{median(costs):.0f}, {max(costs):.0f}"


def _document(rows: int) -> Document:
    from auditor.readers import read_bytes

    return read_bytes(budget(rows).encode(), "synthetic.tsv")


def _read(rows: int) -> Budget:
    return api.extract(_document(rows))


def _sixty() -> Report:
    """Return a real audit of a document of about 60 projects, with the verdict of the gate."""
    from dataclasses import replace
    from datetime import date

    from auditor.config import Policy

    report = api.audit(_document(ROWS_60))
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


def _long() -> Report:
    """Return a report on one project of 3,000 rows with a finding at every one."""
    from dataclasses import replace

    report = _many()
    document = report.documents[0]
    read = document.budget
    assert read is not None
    project = read.projects[0]
    rows = tuple(replace(row, project=project.key) for row in read.indicators[:LONG])
    found = tuple(
        replace(one, where=replace(one.where, project_code=project.code, project_name=project.name.text))
        for one in document.findings[:LONG]
    )
    budget_of_one = replace(read, projects=(project,), indicators=rows)
    return replace(report, documents=(replace(document, findings=found, budget=budget_of_one),))


if __name__ == "__main__":
    sys.exit(main())
