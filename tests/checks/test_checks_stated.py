"""What one row states twice and not alike: proved from the cells, so an error; and what looks like it and is right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor import api
from auditor.readers import read_bytes
from auditor.records.finding import Finding
from auditor.rulebook import load

HEAD = (
    "| 项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |\n"
    + "|---" * 9
    + "|"
)
LEVELS = {
    "数量": "产出",
    "质量": "产出",
    "时效": "产出",
    "社会效益": "效益",
    "服务对象满意度": "满意度",
    "经济成本": "成本",
}
PROJECT = "内河航标维护 | 80 | 更换航标灯60座，正常发光率98%以上"
GOOD = (
    ("数量", "更换航标灯数量", "≥", "60", "座"),
    ("质量", "航标灯正常发光率", "≥", "98", "%"),
    ("时效", "汛期前完成更换", "≤", "5", "月"),
)
Row = tuple[str, str, str, str, str]


def document(*rows: Row) -> str:
    """Return a table 12 of one project with ``rows`` behind three good ones."""
    lines = (
        f"| {PROJECT} | {LEVELS[level]}指标 | {level}指标 | {' | '.join(rest)} |" for level, *rest in (*GOOD, *rows)
    )
    return "\n".join(["某县航道站2026年部门预算", "", "预算12表 年度项目支出绩效表", "", "（万元）", "", HEAD, *lines])


Audited = Callable[..., list[Finding]]


@pytest.fixture(scope="module")
def audited() -> Audited:
    auditor = api.Auditor(load())

    def audited(*rows: Row) -> list[Finding]:
        found = auditor(read_bytes(document(*rows).encode(), "表.md")).findings
        return [one for one in found if one.where.indicator and one.severity != "info"]

    return audited


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("服务对象满意度", "渡客对候船环境的满意度", "", "是", "是/否"), "U35"),
        (("服务对象满意度", "船主是否满意", "定性", "是", ""), "U35"),
        (("时效", "趸船大修交付时间", "定性", "有", ""), "U35"),
        (("时效", "趸船大修完工日期", "定性", "显著提升", ""), "K20"),
        (("社会效益", "渡口看护服务期", "定性", "机制健全", ""), "K20"),
        (("质量", "水尺校核覆盖率", "", "1", ""), "U36"),
        (("质量", "浮标定位合格率(97%)", "≥", "95", "%"), "K21"),
        (("数量", "配发救生衣800件", "≥", "600", "件"), "K21"),
        (("质量", "险情漏报率", "≤", "2起", "%"), "U37"),
        (("数量", "救生设备配备率", "", "100%800件", ""), "U37"),
        (("数量", "巡航艇出航", "≥", "-30", "航次"), "N05"),
        (("社会效益", "降低碍航事件影响定性", "定性", "碍航时长比上年少10天", ""), "T07"),
        (("经济成本", "12万元", "=", "100", "%"), "M26"),
        (("时效", "2026年12月底前", "定性", "全部完成", ""), "M26"),
        (("数量", "滩地平整面积", "≥", "6", "公里"), "U39"),
        (("数量", "救助渔民户数", "≥", "60", "人次"), "U08"),
        (("质量", "航道图更新质量", "定性", "好中差", ""), "V01"),
    ],
)
def test_cells_that_contradict_each_other_are_an_error(row: Row, code: str, audited: Audited) -> None:
    found = audited(row)
    assert (code, "error") in {(one.code, one.severity) for one in found if one.where.indicator == row[1]}


@pytest.mark.parametrize(
    "row",
    [
        ("时效", "趸船大修完工日期", "定性", "枯水期结束前"),
        ("质量", "是否通过船检", "定性", "是"),
        ("质量", "浮标定位合格率", "≥", "95", "%"),
        ("数量", "每期培训船员30人", "≥", "90", "人"),
        ("社会效益", "过闸船舶较上年增加5%", "≥", "5", "%"),
        ("数量", "12米级巡航艇出航", "≥", "300", "航次"),
        ("质量", "水上事故定性", "定性", "均经两级复核并归档"),
        ("数量", "滩地平整面积", "≥", "6", "公顷"),
        ("数量", "救助渔民人数", "≥", "60", "人次"),
        ("时效", "水情数据处理窗口", "≥", "8", "小时"),
        ("时效", "航道调整公示时间", "≥", "5", "个工作日"),
        ("时效", "执法记录保存时间", "≥", "3", "年"),
        ("质量", "船舱消毒处理持续时间", "≥", "30", "分钟"),
        ("数量", "水上看守所在押人数", "≤", "60", "人"),
        ("数量", "岸线清漂用油量", "≤", "6", "吨"),
        ("质量", "冷藏舱温度控制", "≥", "-18", "℃"),
        ("数量", "完工上年结转趸船6艘", "≥", "9", "艘"),
        ("质量", "断面水质类别", "定性", "Ⅲ类"),
        ("服务对象满意度", "船户有效投诉率", "≤", "2", "%"),
        ("经济成本", "每万尾鱼苗采购成本", "≤", "800", "元/万尾"),
    ],
)
def test_what_looks_like_it_and_is_right_is_no_error(row: Row, audited: Audited) -> None:
    found = audited((*row, "")[:5])
    assert [one for one in found if one.severity == "error"] == []


def test_a_bound_in_the_unit_is_read_as_the_operator(audited: Audited) -> None:
    found = audited(("时效", "险情到场时间", "", "30", "分钟内"))
    assert [one.code for one in found if one.where.indicator == "险情到场时间"] == ["U38"]


def test_rows_without_a_name_are_one_finding_that_names_each(audited: Audited) -> None:
    rows = tuple((level, "", "≥", number, "个") for level, number in (("数量", "6"), ("质量", "7"), ("时效", "8")))
    (found,) = (one for one in audited(*rows) if one.code == "M08")
    assert found.severity == "error"
    assert [where.place.line for where in (found.where, *found.related)] == [12, 13, 14]


def test_an_operator_missing_before_a_number_is_a_warning(audited: Audited) -> None:
    found = [one for one in audited(("数量", "巡航次数", "", "60", "次")) if one.code == "M05"]
    assert [(one.where.indicator, one.severity) for one in found] == [("巡航次数", "warning")]


def test_a_text_that_leaves_out_operators_again_and_again_has_a_habit(audited: Audited) -> None:
    """In a converted text they are worth a look, and hidden from the list of what goes back."""
    rows = (("数量", "巡航次数", "", "60", "次"), ("数量", "航道图册", "", "300", "册"))
    assert [one.code for one in audited(*rows) if one.code == "M05"] == []


def test_a_ceiling_that_may_be_of_all_years_is_a_warning(audited: Audited) -> None:
    rows = (("经济成本", "船闸改造概算", "≤", "900", "万元"), ("经济成本", "船闸改造成本", "≤", "900", "万元"))
    found = {one.where.indicator: one.severity for one in audited(*rows) if one.code == "C01"}
    assert found == {"船闸改造概算": "warning", "船闸改造成本": "error"}
