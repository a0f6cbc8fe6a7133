"""What the program wrote itself is not audited as a budget, whatever the file is called now."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.errors import UnreadableError
from auditor.readers import read_bytes
from auditor.records.report import Report
from auditor.render import render
from auditor.render.notice import notice
from auditor.render.rows import render_rows
from auditor.render.table_rows import render_table_rows

# Department documents that speak of such things, too.
NEIGHBOURS = (
    "# 绩效指标审核意见\n\n我单位对审核意见逐条作了整改。\n",
    "|序号|项目|修改建议|整改情况|\n|---|---|---|---|\n|1|路灯维护|补充单位|已改|\n",
    "document,name\n1,路灯维护\n",
)


def test_exports_and_reports_are_told_apart(report: Report) -> None:
    budgets = [one.budget for one in report.documents if one.budget]
    (first, *_) = report.documents
    made = {
        "a.html": render(report, "html"),
        "a.md": render(report, "markdown"),
        "a.xlsx": render(report, "xlsx"),
        "b.csv": render_rows(budgets, "csv"),
        "b.xlsx": render_rows(budgets, "xlsx"),
        "c.csv": render_table_rows(budgets, "csv"),
        "d.docx": notice(first, first.findings, day=date(2026, 3, 4)),
    }
    for name, data in made.items():
        with pytest.raises(UnreadableError, match="本程序导出"):
            read_bytes(data, name)


@pytest.mark.parametrize("text", NEIGHBOURS)
def test_what_others_wrote_is_read(text: str) -> None:
    assert read_bytes(text.encode(), "e.csv" if text.startswith("document") else "e.md").blocks
