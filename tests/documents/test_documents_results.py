"""Lists of results, forms without levels, forms that say more than usual: read whole and judged."""

from __future__ import annotations

from pathlib import Path

import pytest

import auditor
from auditor import api
from auditor.extract.layout.columns import Layout
from auditor.extract.rows.outcome import below_rows
from auditor.records.document import Cell
from bench.beside.write import write

LIST = """
苇塘区文化馆2024年项目支出绩效自评结果一览表
单位：万元
序号 | 单位名称 | 项目名称 | 预算金额 | 支出金额 | 预算执行率 | 自评分数 | 自评等级
1 | 苇塘区文化馆 | 非遗展演 | 50.00 | 47.50 | 95.00% | 94.5 | 优
2 | 苇塘区文化馆 | 戏台修缮 | 20.00 | 16.00 | 80.00% | 83 | 良
合计 |  |  | 70.00 | 63.50 | 90.71% |  |
"""
FLAT = """
2024年度部门整体绩效自评表
部门名称 | 苇塘区就业培训中心 | < | < | 自评总分 | 99 | < | < | < | <
部门预算执行情况（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 执行率权重 | 执行率得分 | < | <
^ | 部门支出预算总量 | 800.00 | 810.00 | 729.00 | 90% | 10 | 9 | < | <
绩效指标 | 指标名称 | 计量单位 | 指标性质 | 指标值 | 全年完成值 | 得分系数 | 指标权重 | 指标得分 | 是否核心指标
^ | 开设培训班期数 | 期 | ≥ | 24 | 25 | 100% | 40 | 40 | 是
^ | 培训合格率 | % | ≥ | 92 | 95 | 100% | 30 | 30 | 否
^ | 学员满意度 | % | ≥ | 90 | 93 | 100% | 20 | 20 | 是
说明 | 其余资金结转下年使用。 | < | < | < | < | < | < | < | <
"""
FORM = """
项目支出绩效自评表
（2024年度）
公开14表
项目名称 | 河堤绿化 | < | < | < | < | <
主管部门 | 苇塘区水务局 | < | 实施单位 | 苇塘区河道所 | < | <
项目资金（万元） |  | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 90 | 81 | 10 | 90% | 9
^ | 其中：当年财政拨款 | 70 | 63 | － | 90% | －
^ | 上年结转资金 | 20 | 18 | － | 90% | －
^ | 其他资金 | 0 | 0 | － |  | －
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
项目决策（20分） | 项目立项 | 立项程序规范性 | 规范 | 规范 | 10 | 10
 | 资金分配 | 分配办法合理性 | 合理 | 合理 | 10 | 10
项目产出（50分） | 数量指标 | 绿化河堤长度 | ≥12公里 | 12公里 | 50 | 50
项目效益（20分） | 生态效益 | 达标排放河段比例 | ≥95% | 96% | 10 | 10
 | 满意度 | 居民满意度 | ≥90% | 94% | 10 | 10
总分 |  |  |  |  | 100 | 99
评价结论 | 自评得分99分，河堤面貌改善。 | < | < | < | < | <
自评等级 | 优☑ 良□ 中□ 差□ | < | < | < | < | <
"""
FAULTS = {
    "list.html": (
        LIST,
        ("47.50 | 95.00%", "47.50 | 98.00%", "E01"),
        ("83 | 良", "83 | 优", "E15"),
        ("63.50", "64.50", "S02"),
    ),
    "flat.html": (
        FLAT,
        ("24 | 25", "24 | 15", "E04"),
        ("10 | 9 |", "10 | 10 |", "E02"),
        ("| 30 | 30", "| 30 | 33", "E03"),
    ),
    "form.docx": (
        FORM,
        ("18 | － | 90%", "18 | － | 80%", "E25"),
        ("100 | 99", "105 | 99", "E27"),
        ("得分99分", "得分97分", "E28"),
        ("优☑ 良□", "优□ 良☑", "E15"),
        ("| 12公里", "| 9公里", "E04"),
    ),
}


@pytest.fixture(autouse=True)
def without_proofreader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the proofreader out: it takes seconds and has tests of its own."""
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)


def audited(text: str, form: str, folder: Path) -> auditor.DocumentReport:
    (document,) = auditor.audit(write(text, form, folder)).documents
    return document


@pytest.mark.parametrize("name", FAULTS)
def test_a_right_document_is_read_whole_and_silent_and_each_fault_is_found(name: str, tmp_path: Path) -> None:
    text, *faults = FAULTS[name]
    form = name.partition(".")[2]
    right = audited(text, form, tmp_path)
    assert right.status == "ok", right.problems
    assert [one.message for one in right.findings if one.severity != "info"] == []
    for old, new, _ in faults:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    found = {one.code for one in audited(text, form, tmp_path).findings if one.severity == "error"}
    assert {code for _, _, code in faults} <= found


def test_a_list_of_results_names_projects_not_their_agencies(tmp_path: Path) -> None:
    budget = api.extract(write(LIST, "xlsx", tmp_path))
    assert [project.name.text for project in budget.projects] == ["非遗展演", "戏台修缮"]
    assert [layout.stage for layout in budget.layouts] == ["自评"]


@pytest.mark.parametrize("label", ["自评总分", "综合得分", "总得分", "总分", "合计"])
@pytest.mark.parametrize("heads", ["分值 全年完成值 得分", "得分 分值 全年完成值"])
def test_a_row_of_sums_is_read_by_its_columns_whatever_stands_first(label: str, heads: str) -> None:
    columns = ["一级指标", "二级指标", "三级指标", "指标值", *heads.split()]
    printed = {"分值": "100", "得分": "96.5"}
    offsets = {"level1": 0, "level2": 1, "name": 2, "value": 3}
    layout = Layout(offsets, tuple(enumerate(columns))[4:], printed=True, level1=0, width=7, heads=tuple(columns))
    row = [Cell(label), *(Cell(printed.get(head, "")) for head in columns[1:])]
    said = {name: cell.text for name, cell in below_rows(row, layout)}
    assert said == {"总分·weight": "100", "总分·score": "96.5"}
