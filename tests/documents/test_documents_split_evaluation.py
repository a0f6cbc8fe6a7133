"""An evaluation whose form is printed as several tables, with a report above it: read as one, and judged together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import docx
import pytest

from auditor import api
from auditor.records.report import DocumentReport

REPORT = """
某县渔港管理站2025年度部门整体支出绩效自评报告
一、预算执行
全年预算310.00万元；全年支出279.00万元，预算执行率90.00%。
二、自评结论
部门整体支出绩效自评设置三级指标4项，自评得分98.20分。等级为“优”。
三、履职情况
泊位维修完成后，进港船舶平均等待时间26分钟，码头照明设施完好率96.5%。
"""
TABLES = """
部门名称 | 某县渔港管理站 | 填报单位 | 某县渔港管理站

资金执行情况（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 290.00 | 310.00 | 279.00 | 10 | 90.00% | 9.00
其中：渔港运行经费 | 180.00 | 185.00 | 180.00 | — | — | —
泊位维修经费 | 110.00 | 125.00 | 99.00 | — | — | —

年度主要任务 | 主要内容 | 预算数 | 执行数 | 执行率
渔港运行 | 值守、照明、保洁 | 185.00 | 180.00 | 97.30%
泊位维修 | 12个泊位护舷更换 | 125.00 | 99.00 | 79.20%

年度总体目标 | 预期目标 | 实际完成情况
 | 维修泊位12个，组织渔船安全检查40次。 | 全年组织实施2个项目，维修泊位12个，组织“渔船”安全检查44次。

一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值 | 分值 | 得分 | 偏差原因及拟采取措施
产出指标 | 数量指标 | 维修泊位数量 | =12个 | 12个 | 30 | 30 |
 | 时效指标 | 泊位维修完成时间 | 2025年9月20日前 | 2025年9月12日 | 20 | 20 |
效益指标 | 社会效益指标 | 进港船舶平均等待时间 | ≤30分钟 | 26分钟 | 30 | 30 |
 | 社会效益指标 | 码头照明设施完好率 | ≥98% | 96.5% | 10 | 9.20 | 7月台风损坏灯具9盏，已全部更换。
总分（含预算执行率10分） |  |  |  |  | 100 | 98.20 | 自评等级：优
"""
FAULTS: Mapping[str, tuple[str, str]] = {
    "arithmetic.funds-parts": ("110.00 | 125.00 | 99.00 |", "110.00 | 125.00 | 90.00 |"),
    "arithmetic.task-rate": ("97.30%", "93.70%"),
    "conflict.report-execution": ("全年支出279.00万元", "全年支出297.00万元"),
    "conflict.report-count": ("三级指标4项", "三级指标6项"),
    "conflict.report-score": ("自评得分98.20分", "自评得分92.80分"),
    "conflict.report-grade": ("等级为“优”", "等级为“良”"),
    "conflict.report-named-results": ("平均等待时间26分钟", "平均等待时间62分钟"),
    "conflict.account-numbers": ("安全检查44次", "安全检查44次，维修泊位21个"),
    "conflict.account-count": ("全年组织实施2个项目，维修泊位12个", "全年组织实施3个项目"),
    "conflict.full-score-not-reached": ("2025年9月12日", "2025年9月22日"),
    "unit.impossible-result": ("96.5% | 10", "169.5% | 10"),
}


@pytest.fixture(autouse=True)
def without_proofreader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the proofreader out: it takes seconds and has tests of its own."""
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)


def audited(report: str, tables: str, folder: Path) -> DocumentReport:
    """Return the report on a Word file of paragraphs and a table for each block of lines."""
    made = docx.Document()
    for line in report.strip().splitlines():
        made.add_paragraph(line)
    made.add_paragraph("附：部门整体支出绩效自评表（2025年度）")
    for block in tables.strip("\n").split("\n\n"):
        rows = [[text.strip() for text in line.split("|")] for line in block.splitlines()]
        table = made.add_table(len(rows), max(map(len, rows)))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
        made.add_paragraph("说明：按单位账务填列。")
    path = folder / "evaluation.docx"
    made.save(str(path))
    (document,) = api.audit(path).documents
    return document


def test_a_right_form_in_several_tables_is_whole_and_silent(tmp_path: Path) -> None:
    document = audited(REPORT, TABLES, tmp_path)
    assert document.status == "ok", document.problems
    assert [one.message for one in document.findings if one.severity == "error"] == []
    assert not {one.rule for one in document.findings} & set(FAULTS)
    assert document.budget is not None
    assert document.budget.overall is not None
    assert document.budget.overall.department.text == "某县渔港管理站"
    spent = document.budget.overall.execution
    assert spent is not None
    assert [row.label for row in spent.parts] == ["其中:渔港运行经费", "泊位维修经费"]


def test_its_faults_are_found_together(tmp_path: Path) -> None:
    report, tables = REPORT, TABLES
    for right, wrong in FAULTS.values():
        assert (report + tables).count(right) == 1, right
        report, tables = report.replace(right, wrong), tables.replace(right, wrong)
    found = {one.rule for one in audited(report, tables, tmp_path).findings}
    assert set(FAULTS) - found == set()
