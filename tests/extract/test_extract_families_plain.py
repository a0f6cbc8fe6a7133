"""Forms and tables as people leave them: no title, no amount, template rows, sums, sentences instead of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from samples.make.boxes import Box, Table
from samples.make.docx_file import docx
from samples.make.html_file import html
from samples.make.xlsx_file import xlsx
from tests.extract.extract_families import FAMILIES, Sheet


def budget(text: str) -> Budget:
    return extract(read_bytes(text.encode(), "x.txt"))


def rows(found: Budget) -> list[tuple[str, ...]]:
    return [(r.project, r.level2.text, r.name.text, r.sign, r.value.text, r.unit.text) for r in found.indicators]


FORM = """项目名称\t河道清淤\t\t\t
主管部门\t某县水利局\t项目期限\t1年\t
项目资金（万元）\t年度资金总额：\t100\t\t
年度总体目标\t清淤12公里。\t\t\t
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t指标1：清淤长度\t≥12公里
\t\t\t指标2：\t
\t\t\t……\t
\t\t时效指标\t完成时间\t2026年11月底前
\t效益指标\t社会效益指标\t受益人口\t不少于3万人
\t满意度指标\t满意度指标\t群众满意度\t95%以上
备注\t无\t\t\t
"""


def test_a_form_without_a_title_and_with_rows_of_the_template() -> None:
    found = budget(FORM)
    (project,) = found.projects
    assert (project.name.text, project.total.wan, project.agency) == ("河道清淤", Decimal(100), "某县水利局")
    details = [("主管部门", "某县水利局"), ("项目期限", "1年"), ("备注", "无")]
    assert [(label, cell.text) for label, cell in project.details] == details
    assert [row[2:] for row in rows(found)] == [
        ("指标1：清淤长度", "≥", "12", "公里"),
        ("完成时间", "", "2026年11月底前", ""),
        ("受益人口", "≥", "3", "万人"),
        ("群众满意度", "≥", "95", "%"),
    ]
    assert [problem.partial for problem in found.problems] == [False, False]


def test_what_a_label_that_nobody_knows_says_is_kept_and_said() -> None:
    found = budget(FORM.replace("项目期限\t1年", "审查意见编号\t甲七"))
    assert ("审查意见编号", "甲七") in [(label, cell.text) for label, cell in found.projects[0].details]
    assert [problem.partial for problem in found.problems if "甲七" in problem.message] == [False]


def test_a_text_without_a_label_is_a_problem() -> None:
    found = budget(FORM.replace("项目期限\t1年", "甲七号文，同意安排。"))
    assert any("甲七" in problem.message and problem.partial for problem in found.problems)


TABLE = """项目支出绩效表

项目名称\t项目总额\t绩效目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位
架桥补助\t12.50\t便利村民过河\t产出指标\t数量指标\t新建桥梁\t=\t1\t座
\t\t\t满意度指标\t服务对象满意度指标\t村民满意度\t≥\t90\t%
修路补助\t\t便利村民出行\t产出指标\t数量指标\t新建道路\t=\t1\t条
\t\t\t满意度指标\t服务对象满意度指标\t村民满意度\t≥\t90\t%
路灯补助\t3.50\t点亮村道\t产出指标\t数量指标\t路灯\t=\t10\t盏
"""


def test_a_project_whose_amount_is_missing_is_no_part_of_the_one_before() -> None:
    found = budget(TABLE)
    assert [(p.name.text, p.total.wan) for p in found.projects] == [
        ("架桥补助", Decimal("12.50")),
        ("修路补助", None),
        ("路灯补助", Decimal("3.50")),
    ]
    assert [row.project for row in found.indicators] == ["#1", "#1", "#2", "#2", "#3"]


def test_the_rest_of_a_name_on_the_next_row_is_no_project() -> None:
    torn = TABLE.replace("架桥补助\t12.50\t便利村民过河", "架桥补\t12.50\t便利村民").replace(
        "\n\t\t\t满", "\n助\t\t过河\t满", 1
    )
    first = budget(torn).projects[0]
    assert (first.name.text, first.objective.text) == ("架桥补助", "便利村民过河")


def test_an_agency_without_a_code_and_a_row_of_sums() -> None:
    head = "单位\t项目名称\t预算数\t年度目标\t一级指标\t二级指标\t三级指标\t指标值\n"
    lines = (
        "某局本级\t架桥\t12\t过河方便安全\t产出指标（50分）\t数量指标\t桥梁\t3座\n"
        "\t修路\t8\t出行方便\t产出指标（50分）\t数量指标\t道路\t≥4公里\n"
        "合计\t\t20\t\t\t\t\t\n"
    )
    found = budget("项目支出绩效目标申报表\n\n" + head + lines)
    assert [(p.name.text, p.agency, p.total.wan) for p in found.projects] == [
        ("架桥", "某局本级", Decimal(12)),
        ("修路", "某局本级", Decimal(8)),
    ]
    assert [row[2:] for row in rows(found)] == [("桥梁", "", "3", "座"), ("道路", "≥", "4", "公里")]
    assert [each.cell.text for each in found.aside if each.kind == "total"] == ["合计", "20"]
    assert found.problems == ()


NARRATIVE = """项目支出绩效情况

（一）项目名称：乡村道路养护

（二）主管部门：某县交通局

（三）年度目标：养护道路，保障通行。

（四）绩效指标：设1条数量指标：养护里程≥120公里；设2条质量指标：优良路率≥85%，指标2：验收合格率=100%；设1条时效指标：完成时间≤12月。
"""


def test_indicators_told_in_sentences() -> None:
    found = budget(NARRATIVE)
    (project,) = found.projects
    assert (project.name.text, project.objective.text) == ("乡村道路养护", "养护道路，保障通行。")
    assert [row[1:] for row in rows(found)] == [
        ("数量指标", "养护里程", "≥", "120", "公里"),
        ("质量指标", "优良路率", "≥", "85", "%"),
        ("质量指标", "验收合格率", "=", "100", "%"),
        ("时效指标", "完成时间", "≤", "12", "月"),
    ]


def test_sentences_that_only_speak_of_indicators_are_no_table() -> None:
    found = budget(
        "绩效管理要求\n\n各单位应当合理设置数量指标、质量指标和时效指标，指标应当量化。\n\n项目名称：另行公布\n"
    )
    assert (found.projects, found.indicators) == ((), ())


WRITERS: dict[str, Callable[[list[Table]], bytes]] = {
    "a.xlsx": xlsx,
    "a.docx": docx,
    "a.html": lambda tables: html(tables, "公开").encode(),
}


def office(sheet: Sheet) -> list[Table]:
    """Return the tables of a document as office files have them, titles above."""
    tables: list[Table] = []
    titles: list[str] = []
    for block in sheet.blocks:
        if isinstance(block, str):
            titles.append(block)
            continue
        rows: list[list[Box | None]] = [[Box(text) for text in row] for row in block]
        tables.append(Table(f"表{len(tables)}", titles, rows))
        titles = []
    return tables


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_row_of_a_family_in_office_files(family: str, name: str) -> None:
    sheet = FAMILIES[family](0)
    found = extract(read_bytes(WRITERS[name](office(sheet)), name))
    names = {project.key: project.name.text for project in found.projects}
    got = Counter((names.get(row[0], ""), *row[1:]) for row in rows(found))
    assert got == Counter((row[0], *row[2:]) for row in sheet.rows)
    shown = [(p.name.text, p.agency, p.total.cell.text, p.objective.text) for p in found.projects]
    assert shown == sheet.projects
