"""Merged cells of office files: who owns a row is known, nothing is weighed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from bench.extraction import rows_of
from samples.make.boxes import Box, Table
from samples.make.docx_file import docx
from samples.make.html_file import html
from samples.make.xlsx_file import xlsx
from tests.extract.extract_damage import Damage, make_projects
from tests.readers.office_pages import FIELDS, Shape, pages

WRITERS: dict[str, Callable[[list[Table]], bytes]] = {
    "a.xlsx": xlsx,
    "a.docx": docx,
    "cut.docx": lambda tables: docx(tables, page_rows=7),
    "a.html": lambda tables: html(tables, "公开").encode(),
}
SHAPES = (Shape(), Shape(levels_merged=False), Shape(projects_merged=False, levels_merged=False))


def read(name: str, tables: list[Table]) -> Budget:
    return extract(read_bytes(WRITERS[name](tables), name))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("repeat", [1, 3])
def test_rows_that_say_nothing_of_their_project_stay_with_it(name: str, shape: Shape, repeat: int) -> None:
    """Kinds in any order, the same names in every project: only the cells tell where a project ends."""
    for seed in range(3):
        made = make_projects(Random(seed), Damage(themed=False, regular=0.6, repeat=repeat))
        rows = [
            {"table": "12", "project_code": project.code, **dict(zip(FIELDS, row, strict=True))}
            for project in made
            for row in project.rows
        ]
        projects = [
            {"project_code": p.code, "project_name": p.name, "total_wan": p.total, "fiscal_wan": p.total,
             "other_wan": "", "goal_text": p.objective}
            for p in made
        ]  # fmt: skip
        budget = read(name, pages(rows, projects, shape))
        assert rows_of(budget) == Counter(tuple(row.values()) for row in rows)
        assert [project.objective.text for project in budget.projects] == [project.objective for project in made]


def form(name: str, total: str) -> Table:
    """Return a form of one project as the Ministry sets it: labels with the value beside them."""
    rows: list[list[Box | None]] = [
        [Box("项目名称"), Box(name, columns=4), None, None, None],
        [Box("实施单位"), Box("云岭区示范局", columns=4), None, None, None],
        [Box("项目资金（万元）", rows=3), Box("年度资金总额"), Box(total, columns=3), None, None],
        [None, Box("其中：财政拨款"), Box(total, columns=3), None, None],
        [None, Box("其他资金"), Box("", columns=3), None, None],
        [Box("年度总体目标"), Box(f"完成{name}的任务。", columns=4), None, None, None],
        [Box("绩效指标", rows=5), *(Box(text) for text in ("一级指标", "二级指标", "三级指标", "指标值"))],
        [None, Box("产出指标", rows=3), Box("数量指标", rows=2), Box("检修桥梁"), Box("≥3座")],
        [None, None, None, Box("更换栏杆"), Box("=120米")],
        [None, None, Box("质量指标"), Box("验收合格率"), Box("=100%")],
        [None, Box("满意度指标"), Box("服务对象满意度指标"), Box("村民满意度"), Box("≥95%")],
    ]
    return Table(name, ["项目支出绩效目标表"], rows)


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.html"])
def test_a_form_for_each_project(name: str) -> None:
    budget = read(name, [form("架桥补助", "12.5"), form("路灯更换", "7.25")])
    assert [(p.name.text, p.total.wan, p.fiscal.wan) for p in budget.projects] == [
        ("架桥补助", Decimal("12.5"), Decimal("12.5")),
        ("路灯更换", Decimal("7.25"), Decimal("7.25")),
    ]
    assert [project.objective.text for project in budget.projects] == ["完成架桥补助的任务。", "完成路灯更换的任务。"]
    shown = [(row.level1.text, row.level2.text, row.name.text, row.value.text) for row in budget.indicators]
    assert shown == 2 * [
        ("产出指标", "数量指标", "检修桥梁", "3"),
        ("产出指标", "数量指标", "更换栏杆", "120"),
        ("产出指标", "质量指标", "验收合格率", "100"),
        ("满意度指标", "服务对象满意度指标", "村民满意度", "95"),
    ]
    assert budget.problems == ()


def test_a_name_merged_over_two_targets_counts_in_both_rows() -> None:
    names = ("项目名称", "项目总额", "一级指标", "二级指标", "三级指标", "性质", "指标值", "单位")
    first = [Box("架桥补助", rows=2), Box("3", rows=2), Box("产出指标", rows=2), Box("数量指标", rows=2),
             Box("桥梁", rows=2), Box("≥"), Box("1"), Box("座")]  # fmt: skip
    second = [*[None] * 5, Box("≥"), Box("20"), Box("米")]
    budget = read("a.xlsx", [Table("12表", ["项目支出绩效目标表"], [[Box(text) for text in names], [*first], second])])
    assert [(row.name.text, row.value.text, row.unit.text) for row in budget.indicators] == [
        ("桥梁", "1", "座"),
        ("桥梁", "20", "米"),
    ]


def test_text_around_the_tables_of_an_authors_file_is_no_objective() -> None:
    body = [
        [Box(text) for text in ("架桥补助", "3.00", "便利过河", "产出指标", "数量指标", "桥梁", "≥", "1", "座")],
        [*[Box("")] * 3, *(Box(text) for text in ("满意度指标", "服务对象满意度指标", "村民满意度", "≥", "9", "%"))],
    ]
    names = ("项目名称", "项目总额", "绩效目标", "一级指标", "二级指标", "三级指标", "性质", "指标值", "单位")
    table = Table("12表", ["项目支出绩效目标表"], [[Box(text) for text in names], *body])
    behind = "<p>经办人电话见附件一览</p><table><tr><td>甲</td><td>乙</td></tr></table>"
    data = html([table], "公开").replace("</table>\n", f"</table>{behind}", 1)
    budget = extract(read_bytes(data.encode(), "a.html"))
    assert [project.objective.text for project in budget.projects] == ["便利过河"]
    assert [[cell.text for cell in table.grids[0].rows[0].cells] for table in budget.tables] == [["甲", "乙"]]
    assert budget.problems == ()


def sheet(*rows: list[str]) -> Budget:
    """Return what is read out of a workbook with one sheet of unmerged cells."""
    width = max(map(len, rows))
    boxes: list[list[Box | None]] = [[Box(text) for text in [*row, *[""] * (width - len(row))]] for row in rows]
    return read("a.xlsx", [Table("12项目支出绩效表", [], boxes)])


HEAD = [
    "序号",
    "项目名称",
    "项目总额",
    "绩效目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "指标值",
    "度量单位",
]
FIRST = ["1", "架桥补助", "12.5", "便利过河", "产出指标", "数量指标", "桥梁", "≥", "3", "座"]
SECOND = ["2", "路灯更换", "7", "点亮全村", "产出指标", "数量指标", "路灯", "≥", "30", "盏"]


def test_titles_labels_and_running_numbers_around_the_cells() -> None:
    above = [["附件3"], ["项目支出绩效表"], ["部门名称：云岭区示范局", "", "", "", "", "", "", "", "单位：万元"]]
    budget = sheet(*above, HEAD, FIRST, SECOND, ["填报人：甲", "", "联系电话：123"], ["注：按规定填报。"])
    assert [(p.name.text, p.total.wan) for p in budget.projects] == [
        ("架桥补助", Decimal("12.5")),
        ("路灯更换", Decimal(7)),
    ]
    assert [row.name.text for row in budget.indicators] == ["桥梁", "路灯"]
    assert budget.department == "云岭区示范局"
    assert budget.problems == ()
    assert budget.tables == ()


def test_amounts_in_yuan_are_said_beside_the_table() -> None:
    budget = sheet(["单位：元"], HEAD, [*FIRST[:2], "125000", *FIRST[3:]])
    assert budget.projects[0].total.wan == Decimal("12.5")


def test_a_last_row_that_only_looks_like_a_note_is_kept() -> None:
    more = ["", "", "", "", "", "", "目标：村民满意度", "≥", "95", "%"]
    budget = sheet(HEAD, FIRST, more)
    texts = [row.name.text for row in budget.indicators] + [problem.message for problem in budget.problems]
    assert any("村民满意度" in text for text in texts)


def repeated(*rows: str) -> Budget:
    """Return what is read out of a converted text that prints a merged cell in each of its rows."""
    lines = [f"| {row} |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0].split("|")))
    return extract(read_bytes("\n".join(["# 2026年项目支出绩效目标表", "单位：万元", "", *lines]).encode(), "x.md"))


STRANGE = (
    "经办股室 | 项目 | 年度预算 | 绩效总目标 | 考核方向 | 考核方向 | 考核事项 | 目标值",
    "经办股室 | 项目 | 年度预算 | 绩效总目标 | 一级 | 二级 | 考核事项 | 目标值",
)
MURALS = (
    "文物股 | 戏台彩绘保护 | 52 | 加固彩绘。 | 产出目标 | 数量目标 | 加固彩绘面积 | ≥140平方米",
    "文物股 | 戏台彩绘保护 | 52 | 加固彩绘。 | 产出目标 | 质量目标 | 加固验收合格率 | ≥98%",
)


@pytest.mark.parametrize("head", [STRANGE, [row.replace("经办股室", "单位") for row in STRANGE]])
def test_the_upper_row_of_a_repeated_head_is_no_indicator(head: tuple[str, ...]) -> None:
    """Few of its words are known, but most of its cells say what the row of heads below says."""
    budget = repeated(*head, *MURALS, *head, MURALS[0].replace("戏台彩绘", "石刻"))
    assert [row.name.text for row in budget.indicators] == ["加固彩绘面积", "加固验收合格率", "加固彩绘面积"]
    assert "考核方向" in [aside.cell.text for aside in budget.aside if aside.kind == "head"]
    assert not [one for one in budget.problems if "考核方向" in one.message or (one.partial and "考核" in one.message)]


LIST = "单位名称 | 项目名称 | 预算金额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
PAVING = (
    "市容股 | 盲道清障 | 7 | 清理盲道。 | 产出指标 | 数量指标 | 清障路段条数 | ≥35条",
    "市容股 | 盲道清障 | 7 | 清理盲道。 | 产出指标 | 质量指标 | 清障合格率 | ≥95%",
    "市容股 | 盲道清障 | 7 | 清理盲道。 | 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90%",
)


def test_an_amount_of_one_digit_may_be_repeated_in_each_row_of_its_project() -> None:
    budget = repeated(LIST, *PAVING)
    assert [(p.name.text, p.total.wan) for p in budget.projects] == [("盲道清障", Decimal(7))]
    assert len(budget.indicators) == len(PAVING)
    assert budget.problems == ()


def test_another_digit_in_the_row_of_a_project_is_not_lost_in_silence() -> None:
    budget = repeated(LIST, PAVING[0], PAVING[1].replace("| 7 |", "| 5 |"), PAVING[2])
    said = [problem.message for problem in budget.problems]
    assert any("5" in text for text in (*said, *(p.total.cell.text for p in budget.projects)))
