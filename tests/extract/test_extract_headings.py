"""Headings that name a project again above its table, and rows of sums: no content, so nothing is said of them."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.extract.accounts.kept import Kept
from auditor.extract.words.numbering import without_number
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.place import Place

PROJECTS = (("地名标志更新", "45.00"), ("界桩联合检查", "62.00"), ("区划图集编印", "18.00"))
NUMERALS = "一二三"


def markdown(heading: str) -> str:
    """Return projects one below the other, each with a heading above its two tables."""
    lines = ["2026年项目支出绩效目标表", "", "部门：某县民政局　金额单位：万元", ""]
    for at, (name, amount) in enumerate(PROJECTS):
        told = heading.format(number=at + 1, numeral=NUMERALS[at], name=name, amount=amount)
        lines += [told, "", f"| 项目名称 | {name} | 主管部门 | 某县民政局 |", "|---|---|---|---|"]
        lines += [f"| 项目金额（万元） | {amount} | 实施期限 | 一年 |"]
        lines += [f"| 年度目标 | 全年{name}不少于{at + 3}批次，成果通过验收。 |  |  |", ""]
        lines += ["| 一级指标 | 二级指标 | 三级指标 | 指标值 |", "|---|---|---|---|"]
        lines += [f"| 产出指标 | 数量指标 | 完成批次 | ≥{at + 3}批次 |", "|  | 质量指标 | 验收合格率 | ≥98% |"]
        lines += ["| 满意度指标 | 服务对象满意度指标 | 使用单位满意度 | ≥92% |", ""]
    return "\n".join(lines)


def read(text: str) -> Budget:
    return extract(read_bytes(text.encode(), "x.md"))


def names(found: Budget) -> list[str]:
    return [project.name.text for project in found.projects]


@pytest.mark.parametrize(
    "heading",
    [
        *("{number}. {name}", "## {numeral}、{name}", "（{numeral}）{name}项目", "**{number}.“{name}”项目**"),
        *("项目{number}　{name}", "第{numeral}部分　{name}", "{numeral}、2026年{name}", "{number}、某县民政局 {name}"),
        *("{name}绩效目标如下：", "【{name}】", "{number}.{name}（{amount}万元）", "序号{number} {name}"),
    ],
)
def test_a_heading_that_only_names_a_project_is_no_content(heading: str) -> None:
    found = read(markdown(heading))
    assert (names(found), len(found.indicators)) == ([name for name, _ in PROJECTS], 9)
    assert found.problems == ()


@pytest.mark.parametrize(
    "heading", ["{number}. {name}（98.50万元）", "{number}. {name}与设备采购", "{number}. 防汛物资储备"]
)
def test_what_a_heading_says_beside_the_name_is_told(heading: str) -> None:
    found = read(markdown(heading))
    assert len(found.indicators) == 9
    assert any(problem.partial for problem in found.problems)


def table(*more: tuple[int, str]) -> str:
    """Return the projects in one table, with more rows before those with the numbers."""
    rows = ["项目名称\t项目金额\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值"]
    for at, (name, amount) in enumerate(PROJECTS):
        rows.append(f"{name}\t{amount}\t{name}不少于{at + 3}批次。\t产出指标\t数量指标\t完成批次\t≥{at + 3}批次")
        rows.append("\t\t\t产出指标\t质量指标\t验收合格率\t≥98%")
    for place, row in reversed(more):
        rows.insert(place, row + "\t" * (6 - row.count("\t")))
    return "2026年项目支出绩效目标表\n\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize("label", ["合计", "总 计", "合计：", "某县民政局合计", "合计（3个项目）", "本页小计", "共计"])
@pytest.mark.parametrize("place", [1, 3, 7])
def test_a_row_of_sums_is_left_aside_as_one(label: str, place: int) -> None:
    found = extract(read_bytes(table((place, f"{label}\t125.00")).encode(), "x.txt"))
    assert (names(found), len(found.indicators)) == ([name for name, _ in PROJECTS], 6)
    assert [(each.kind, each.cell.text) for each in found.aside if each.cell.text in {label, "125.00"}] == [
        ("total", label),
        ("total", "125.00"),
    ]
    assert found.problems == ()


def test_an_amount_is_no_code_with_the_end_of_another_amount_behind_it() -> None:
    """125.00 was taken for the code 125 and .00, which stands in every amount."""
    kept = Kept({Place(line=1): 1, Place(line=2): 2})
    kept.add((Cell("45.00", Place(line=1)), Cell("某县民政局", Place(line=1))))
    assert not kept.holds(Cell("125.00", Place(line=2)))
    assert kept.holds(Cell("125-某县民政局", Place(line=2)))


def test_a_number_is_held_by_its_own_rows_alone() -> None:
    """30 of a row far below was taken for part of 130."""
    places = [Place(line=line) for line in range(1, 40)]
    kept = Kept({place: place.line or 0 for place in places})
    kept.add((Cell("设备130台", places[0]), Cell("专用设备", places[0])))
    assert kept.holds(Cell("30", places[2]))
    assert not kept.holds(Cell("30", places[30]))
    assert kept.holds(Cell("专用", places[30]))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("（三）牧道养护", "牧道养护"),
        ("2．牧道养护", "牧道养护"),
        ("牧道年报（2027）》编写", "牧道年报（2027）》编写"),
        ("目标：修订牧区志（2018—2027），印刷90册", "目标：修订牧区志（2018—2027），印刷90册"),
        ("12.5万元", "12.5万元"),
    ],
)
def test_only_a_number_at_the_beginning_is_that_of_a_list(text: str, rest: str) -> None:
    assert without_number(text) == rest
