"""Evaluations, monitoring tables and weights of made-up departments, in layouts of several provinces and formats."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import auditor
from auditor import api

HERE = Path(__file__).resolve().parent


def _forms() -> ModuleType:
    path = HERE.parent / "extract" / "extract_forms.py"
    spec = importlib.util.spec_from_file_location("extract_forms_of_evaluations", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


FORMS = _forms()

MINISTRY = """
项目名称 | 高标准农田管护项目 | < | < | < | < | < | <
主管部门 | 松原沟县农业农村局 | < | < | 实施单位 | 松原沟县农田建设中心 | < | <
项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 120 | 120 | 108 | 10 | 90% | 9
^ | 其中：当年财政拨款 | 120 | 120 | 108 | － | 90% | －
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | 管护农田面积3000亩，维修灌溉泵站15座。 | < | < | 管护农田面积3050亩，维修灌溉泵站15座。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
产出指标（50分） | 数量指标 | 管护农田面积 | ≥3000亩 | 3050亩 | 15 | 15 |
^ | ^ | 维修灌溉泵站数量 | ≥15座 | 15座 | 10 | 10 |
^ | 质量指标 | 泵站维修验收合格率 | =100% | 100% | 10 | 10 |
^ | 时效指标 | 维修完成时间 | 2025年10月底前 | 2025年9月 | 5 | 5 |
^ | 成本指标 | 管护总成本 | ≤120万元 | 108万元 | 10 | 10 |
效益指标（30分） | 社会效益指标 | 受益农户数量 | ≥860户 | 700户 | 30 | 24.4 | 两个村组道路施工，影响供水
满意度指标（10分） | 服务对象满意度指标 | 受益农户满意度 | ≥90% | 93% | 10 | 10 |
总分 | < | < | < | < | 100 | 93.4 |
"""
# what is changed in the clean form, and the rule that must see it
MINISTRY_FAULTS = (
    ("108 | 10 | 90% | 9", "108 | 10 | 96% | 9.6", "arithmetic.execution-rate"),
    ("108 | 10 | 90% | 9", "108 | 10 | 90% | 10", "arithmetic.execution-score"),
    ("=100% | 100% | 10 | 10", "=100% | 100% | 10 | 13", "arithmetic.score-above-points"),
    ("≥15座 | 15座 | 10 | 10", "≥15座 | 9座 | 10 | 10", "conflict.full-score-not-reached"),
    ("≥15座 | 15座 | 10 | 10", "≥15座 | 9座 | 10 | 6", "missing.deviation-reason"),
    ("2025年9月 | 5", "2026年1月 | 5", "conflict.full-score-not-reached"),
    ("108万元 | 10 | 10", "119万元 | 10 | 10", "cost.above-spent"),
    ("700户 | 30 | 24.4", "700户 | 30 | 28", "conflict.score-above-share"),
    ("≥3000亩 | 3050亩", "≥3000亩 |", "missing.achievement"),
    ("3050亩 | 15 | 15", "3050亩 | 25 | 15", "arithmetic.points-sum"),
    ("3050亩 | 15 | 15", "3050亩 | 20 | 15", "arithmetic.level-points"),
    ("100 | 93.4", "100 | 98.4", "arithmetic.score-sum"),
    ("管护农田面积3050亩，维修灌溉泵站15座", "管护农田面积3050亩，维修灌溉泵站18座", "conflict.account-numbers"),
)

SICHUAN = """
项目名称 | 图书馆夜间开放补助 | < | < | < | < | < | < | < | <
预算单位 | 柳溪市图书馆 | < | < | < | < | < | < | < | <
项目总额（万元） | 36 | < | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 未完成原因分析
产出指标 | 数量指标 | 夜间开放天数 | ≥ | 260 | 天 | 271 | 30 | 30 |
产出指标 | 质量指标 | 设备完好率 | ≥ | 97 | % | 98.5 | 20 | 20 |
效益指标 | 社会效益指标 | 夜间到馆人次 | ≥ | 42000 | 人次 | 45210 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 夜间读者满意度 | ≥ | 92 | % | 94 | 10 | 10 |
"""
SICHUAN_FAULTS = (
    ("271 | 30 | 30", "190 | 30 | 30", "conflict.full-score-not-reached"),
    ("98.5 | 20 | 20", "98.5 | 20 | 21", "arithmetic.score-above-points"),
    ("45210 | 30 | 30", "88000 | 30 | 30", "missing.deviation-reason"),
    ("94 | 10 | 10", "94 | 5 | 5", "arithmetic.points-sum"),
)

ANHUI = """
项目名称 | 农村供水水质检测 | < | < | < | < | < | <
主管部门 | 青谷县水利局 | < | < | 实施单位 | 青谷县供水站 | < | <
资金情况（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 45 | 50 | 50 | 10 | 100% | 10
一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 | 未完成原因和改进措施
产出指标 | 数量指标 | 检测水样数量 | 25 | ≥480份 | 492份 | 25 |
产出指标 | 质量指标 | 检测结果复核一致率 | 25 | ≥98% | 99% | 25 |
效益指标 | 社会效益指标 | 水质异常处置率 | 30 | =100% | 100% | 30 |
满意度指标 | 服务对象满意度指标 | 用水户满意度 | 10 | ≥88% | 90% | 10 |
"""
ANHUI_FAULTS = (
    ("25 | ≥480份 | 492份 | 25", "25 | ≥480份 | 355份 | 25", "conflict.full-score-not-reached"),
    ("50 | 10 | 100% | 10", "50 | 10 | 92% | 9.2", "arithmetic.execution-rate"),
    ("10 | ≥88% | 90% | 10", "20 | ≥88% | 90% | 10", "arithmetic.points-sum"),
)

MONITORING = """
项目名称 | 社区食堂运营补贴 | < | < | < | < | < | <
主管部门 | 明溪区民政局 | < | < | 实施单位 | 明溪区养老服务中心 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-8月完成情况 | 全年预计完成情况 | 偏差原因分析 | 完成目标可能性
产出指标 | 数量指标 | 补贴社区食堂数量 | ≥30个 | 22个 | 30个 | | 确定能
产出指标 | 质量指标 | 食品抽检合格率 | =100% | 100% | 100% | | 确定能
成本指标 | 经济成本指标 | 补贴资金总成本 | ≤90万元 | 58万元 | 90万元 | | 确定能
满意度指标 | 服务对象满意度指标 | 就餐老人满意度 | ≥90% | 92% | 92% | | 确定能
"""
MONITORING_FAULTS = (
    ("22个 | 30个 |", "5个 | 30个 |", "missing.monitored-reason"),
    ("22个 | 30个 |", "22个 | 25个 |", "conflict.monitored-outlook"),
    ("58万元 | 90万元", "97万元 | 90万元", "cost.monitored-above-ceiling"),
)
# The reasons and the outlook are divided below their heads, and ticked.
TICKED = """
项目名称 | 河道保洁 | < | < | < | < | < | < | < | <
主管部门 | 青谷县水利局 | < | < | < | 实施单位 | 青谷县河道站 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-9月完成情况 | 全年预计完成情况 | 偏差原因分析 | < | 完成目标可能性 | <
^ | ^ | ^ | ^ | ^ | ^ | 人员保障 | 原因说明 | 确定能 | 完全不可能
产出指标 | 数量指标 | 保洁河道长度 | ≥86公里 | 71公里 | 86公里 | | | √ |
产出指标 | 质量指标 | 河面垃圾清除率 | ≥98% | 99% | 99% | | | √ |
满意度指标 | 服务对象满意度指标 | 沿河居民满意度 | ≥90% | 92% | 92% | | | √ |
"""
TICKED_FAULTS = (
    ("86公里 | | | √ |", "86公里 | | | | √", "conflict.hopeless-outlook"),
    ("71公里 | 86公里", "71公里 | 75公里", "conflict.monitored-outlook"),
)

KINDS = {
    "项目支出绩效自评表": (MINISTRY, MINISTRY_FAULTS),
    "2025年度项目支出绩效自评表": (SICHUAN, SICHUAN_FAULTS),
    "项目绩效自评表": (ANHUI, ANHUI_FAULTS),
    "项目支出绩效运行监控表": (MONITORING, MONITORING_FAULTS),
    "项目绩效目标运行监控表": (TICKED, TICKED_FAULTS),
}


@pytest.fixture(autouse=True)
def without_proofreader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the proofreader out: it takes seconds and has tests of its own."""
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)


def audited(title: str, cells: str, kind: str, folder: Path) -> auditor.DocumentReport:
    texts = [[text.strip() for text in line.split("|")] for line in cells.strip().splitlines()]
    form = FORMS.Form({"title": title, "note": "（2025年度）"}, FORMS._boxes(texts), ())
    (document,) = auditor.audit(FORMS.write(form, kind, folder)).documents
    return document


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html", "blank.md", "repeated.md"])
@pytest.mark.parametrize("title", KINDS)
def test_a_right_form_is_silent_in_every_format(title: str, kind: str, tmp_path: Path) -> None:
    document = audited(title, KINDS[title][0], kind, tmp_path)
    assert document.status == "ok", document.problems
    assert [one.message for one in document.findings if one.severity == "error"] == []
    found = {one.rule for one in document.findings}
    assert not found & {fault[2] for _, faults in KINDS.values() for fault in faults}


def faults() -> Iterator[tuple[str, str, str, str]]:
    for title, (_, listed) in KINDS.items():
        yield from ((title, right, wrong, rule) for right, wrong, rule in listed)


@pytest.mark.parametrize("kind", ["xlsx", "blank.md"])
@pytest.mark.parametrize(("title", "right", "wrong", "rule"), list(faults()))
def test_a_planted_fault_is_found(title: str, right: str, wrong: str, rule: str, kind: str, tmp_path: Path) -> None:
    cells = KINDS[title][0]
    assert cells.count(right) == 1, right
    document = audited(title, cells.replace(right, wrong), kind, tmp_path)
    assert rule in {one.rule for one in document.findings}


def test_tables_say_what_they_are_for(tmp_path: Path) -> None:
    stages = {}
    for title, (cells, _) in KINDS.items():
        budget = audited(title, cells, "xlsx", tmp_path).budget
        assert budget is not None
        stages[title] = {layout.stage for layout in budget.layouts}
    assert list(stages.values()) == [{"自评"}, {"自评"}, {"自评"}, {"监控"}, {"监控"}]


DEPARTMENT = """
部门名称 | 青谷县水利局 |  |  |  |  |  |
年度预算执行情况（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
 | 年度资金总额 | 800 | 860 | 774 | 10 | 90% | 9
 | 其中：基本支出 | 500 | 520 | 510 |  |  |
 | 项目支出 | 300 | 340 | 264 |  |  |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
产出指标 | 数量指标 | 维修渠道长度 | ≥12公里 | 12.5公里 | 40 | 40 |
产出指标 | 质量指标 | 渠道维修验收合格率 | =100% | 100% | 10 | 10 |
效益指标 | 社会效益指标 | 供水保证率 | ≥95% | 96% | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 用水户满意度 | ≥90% | 92% | 10 | 10 |
"""


@pytest.mark.parametrize("kind", ["xlsx", "html", "blank.md"])
def test_the_funds_of_a_departments_evaluation_are_not_those_of_table_13(kind: str, tmp_path: Path) -> None:
    document = audited("部门整体支出绩效自评表", DEPARTMENT, kind, tmp_path)
    assert [one.message for one in document.findings if one.severity == "error"] == []
    wrong = audited("部门整体支出绩效自评表", DEPARTMENT.replace("12.5公里", "8公里"), kind, tmp_path)
    assert "conflict.full-score-not-reached" in {one.rule for one in wrong.findings}


_HEADS = (
    *("项目名称", "实施单位", "年初预算数", "全年执行数", "执行率", "一级指标", "二级指标", "三级指标"),
    *("年度指标值", "实际完成值", "分值", "得分", "未完成原因"),
)
COLUMNS = f"""
{" | ".join(_HEADS)}
渠道清淤 | 青谷县水利站 | 50 | 45 | 90% | 产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里 | 12公里 | 50 | 50 |
^ | ^ | ^ | ^ | ^ | 产出指标 | 质量指标 | 清淤验收合格率 | =100% | 100% | 20 | 20 |
^ | ^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 供水保证率 | ≥95% | 96% | 20 | 20 |
^ | ^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 92% | 10 | 10 |
"""


@pytest.mark.parametrize("kind", ["xlsx", "html", "blank.md", "repeated.md"])
def test_a_table_of_projects_is_an_evaluation_too(kind: str, tmp_path: Path) -> None:
    right = audited("项目支出绩效自评汇总表", COLUMNS, kind, tmp_path)
    assert [one.message for one in right.findings if one.severity == "error"] == []
    wrong = audited("项目支出绩效自评汇总表", COLUMNS.replace("| 90% |", "| 80% |", 1), kind, tmp_path)
    assert "arithmetic.execution-rate" in {one.rule for one in wrong.findings}
