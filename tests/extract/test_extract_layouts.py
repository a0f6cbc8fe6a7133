"""Tables found by title or header, columns by header and content, in the layouts of other places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.extract import extract
from auditor.extract.lines.stream import lines_of
from auditor.readers import read_bytes
from auditor.records.budget import Budget, Indicator
from auditor.records.document import Cell, Document, Grid, Prose, Row

HEAD = "项目名称\t项目总额\t绩效目标\t一级指标\t二级指标\t三级指标\t指标性质\t本年绩效指标值\t绩效度量单位"
ROW = "架桥补助\t12.50\t便利村民过河\t产出指标\t数量指标\t新建桥梁\t=\t1\t座"
MORE = "\t\t\t满意度指标\t服务对象满意度指标\t村民满意度\t≥\t90\t%"


def budget(*lines: str, source: str = "x.txt") -> Budget:
    return extract(read_bytes("\n".join(lines).encode(), source))


def shown(row: Indicator) -> tuple[str, ...]:
    return tuple(cell.text for cell in (row.level1, row.level2, row.name, row.operator, row.value, row.unit))


@pytest.mark.parametrize(
    "title",
    [
        "预算表12 年度项目支出绩效表",
        "## 预算12表 项目支出绩效目标表",
        "**附表12 项目绩效表**",
        "项目支出绩效目标表（2027年度）",
        "预算14表 项目支出绩效目标申报表",
        "",
    ],
)
def test_the_project_table_is_found_whatever_its_title(title: str) -> None:
    found = budget(title, "", "金额单位:万元", "", HEAD, ROW, MORE)
    assert [project.name.text for project in found.projects] == ["架桥补助"]
    assert [row.project for row in found.indicators] == ["#1", "#1"]
    assert found.tables == ()


def test_title_and_unit_on_one_line_and_amounts_in_yuan() -> None:
    found = budget("预算12表 项目支出绩效表 单位:元", "", HEAD, ROW.replace("12.50", "125,000.00"), MORE)
    assert found.projects[0].total.wan == Decimal("12.5")
    assert found.projects[0].total.cell.text == "125,000.00"


def test_another_table_keeps_its_number_title_unit_and_grids() -> None:
    first = ("预算表01 收支总表", "", "金额单位：元", "", "项目\t预算数", "收入\t5", "", "支出\t4", "")
    found = budget(*first, "预算2表 收入总表", "", "a\tb")
    assert [(t.number, t.title, t.money_unit, len(t.grids)) for t in found.tables] == [
        ("01", "收支总表", "元", 2),
        ("02", "收入总表", "", 1),
    ]


def test_a_title_printed_again_on_the_next_page_goes_on_with_the_table() -> None:
    title = "预算表12 年度项目支出绩效表"
    found = budget(title, HEAD, ROW, "\x0c" + title, HEAD, MORE)
    assert [row.project for row in found.indicators] == ["#1", "#1"]
    assert [row.place.page for row in found.indicators] == [1, 2]


def test_a_title_inside_the_table_opens_it() -> None:
    found = budget("预算01表 收支总表\t", "收入\t1", "预算12表 项目支出绩效表\t", HEAD, ROW)
    assert (len(found.tables), len(found.projects)) == (1, 1)


def test_target_in_one_cell_is_split_and_weight_columns_are_named() -> None:
    head = "项目名称\t预算数\t年度目标\t一级指标\t二级指标\t三级指标\t指标值\t分值"
    row = "架桥补助\t12.50\t便利村民过河\t产出指标(50分)\t数量指标\t新建桥梁\t≥3座\t20"
    found = budget("项目支出绩效目标表", "", head, row)
    assert shown(found.indicators[0])[2:] == ("新建桥梁", "≥", "3", "座")
    assert (found.problems, found.layouts[0].ignored) == ((), ("分值",))


def test_a_column_that_nobody_knows_is_a_problem() -> None:
    found = budget("项目支出绩效目标表", "", HEAD + "\t经办股室", ROW + "\t行财股", MORE + "\t行财股")
    assert [problem.code for problem in found.problems] == ["extract.column"]
    assert "经办股室" in found.problems[0].message


def test_unit_before_the_operator() -> None:
    head = "项目名称\t预算数\t一级指标\t二级指标\t三级指标\t计量单位\t指标性质\t指标值"
    found = budget("项目支出绩效目标表", "", head, "架桥补助\t12.50\t产出指标\t数量指标\t新建桥梁\t座\t≥\t3")
    assert shown(found.indicators[0])[3:] == ("≥", "3", "座")


def test_a_qualitative_target_one_column_too_far_right() -> None:
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, ROW.replace("=\t1\t座", "定性\t\t结构牢固"))
    assert shown(found.indicators[0])[3:] == ("定性", "结构牢固", "")


def test_a_missing_operator_and_a_missing_value_stay_missing() -> None:
    rows = (ROW.replace("=\t1\t座", "\t优良\t"), MORE.replace("≥\t90\t%", "≥\t\t%"))
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, *rows)
    assert [shown(row)[3:] for row in found.indicators] == [("", "优良", ""), ("≥", "", "%")]


def test_a_row_without_a_name_is_a_row_and_a_row_of_no_project_is_a_problem() -> None:
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, ROW, "\t\t\t产出指标\t质量指标\t\t≥\t90\t%")
    assert found.problems == ()
    assert [(row.name.text, row.sign, row.value.text) for row in found.indicators][-1] == ("", "≥", "90")
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, MORE)
    assert [(p.code, p.partial) for p in found.problems] == [("extract.layout", True), ("extract.unplaced", True)]
    assert found.indicators == ()


def test_code_name_and_objective_come_together_again() -> None:
    rows = (
        "33010526T00000000 0009-架桥 补\t12.50\t便利村民过\t产出指标\t数量指标\t新建桥梁\t=\t1\t座",
        "",
        "助\t\t过河,保障安全。\t满意度指标\t服务对象满意度指标\t村民满意度\t≥\t90\t%",
    )
    project = budget("预算表12 年度项目支出绩效表", "", HEAD, *rows).projects[0]
    assert (project.code, project.name.text) == ("33010526T000000000009", "架桥补助")
    assert project.objective.text == "便利村民过河,保障安全。"


def test_a_broken_row_is_mended() -> None:
    broken = ("\t\t\t产出指标\t质量指标\t验收", "合格率\t≥\t90\t%")
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, ROW, *broken, MORE)
    assert [shown(row)[2:] for row in found.indicators][1] == ("验收合格率", "≥", "90", "%")


@pytest.mark.parametrize("level", ["数量指标", "产出指标", "成本目标"])
def test_a_row_that_begins_with_a_level_is_no_piece_of_the_row_before(level: str) -> None:
    """Two short rows have the usual number of cells together."""
    rows = (*["满意度指标\t满意度\t村民满意度\t≥90%"] * 2, "便利过河\t及时", f"{level}\t桥墩\t≥3座")
    found = lines_of(read_bytes("\n".join(rows).encode(), "x.txt"))
    assert [len(line.cells) for line in found] == [4, 4, 2, 3]


def test_a_level_cut_before_another_level_is_mended() -> None:
    broken = ("\t\t\t效益指标\t社会", "效益指标\t出行时间缩短\t≥\t9\t分钟")
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, ROW, *broken, MORE)
    assert shown(found.indicators[1])[1:] == ("社会效益指标", "出行时间缩短", "≥", "9", "分钟")


def test_projects_without_code_and_amount_by_their_column() -> None:
    head = "项目名称\t绩效目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位"
    rows = (
        "架桥补助\t便利过河\t产出指标\t数量指标\t新建桥梁\t=\t1\t座",
        "\t\t满意度指标\t服务对象满意度指标\t村民满意度\t≥\t90\t%",
        "修路补助\t便利出行\t产出指标\t数量指标\t道路长度\t=\t4\t公里",
    )
    found = budget("项目支出绩效目标表", "", head, *rows)
    assert [(p.key, p.name.text) for p in found.projects] == [("#1", "架桥补助"), ("#2", "修路补助")]
    assert [row.project for row in found.indicators] == ["#1", "#1", "#2"]


def test_a_project_on_every_row_is_one_project() -> None:
    second = MORE.replace("\t\t\t", "架桥补助\t12.50\t便利村民过河\t", 1)
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, ROW, second)
    assert (len(found.projects), len(found.indicators), found.problems) == (1, 2, ())
    assert found.projects[0].objective.text == "便利村民过河"


def placed(**columns: str) -> str:
    """Return a tab row of eight cells, filled by column (c0 … c7)."""
    return "\t".join(columns.get(f"c{index}", "") for index in range(8))


OVERALL = (
    "预算13表 部门整体绩效目标表",
    "",
    "(2027年度)",
    "",
    placed(c0="部门名称", c2="望山县水利局"),
    placed(c6="其他资金", c2="预算支出总额", c0="总体资金情况(万元)", c3="财政拨款"),
    placed(c7="基本支出", c5="项目支出", c3="合计", c4="基本支出", c6="合计"),
    placed(c1="其他说明"),
    placed(c2="110.5", c3="100.5", c4="60.5", c5="40", c6="10"),
    placed(c0="整体绩效目标", c1="整体绩效目标", c2="管好水,用好水。"),
)


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_overall_table_with_glued_levels_at_any_shift(lost: int) -> None:
    rows = (
        "\t\t活动\t绩效指标\t指标性质\t指标值\t度量单位\t",
        "\t\t防汛值守\t产出指标数量指标值守天数\t≥\t120\t天\t"[lost:],
    )
    found = budget(*OVERALL, *rows)
    row = found.indicators[0]
    assert (row.table, row.activity.text) == (13, "防汛值守")
    assert shown(row) == ("产出指标", "数量指标", "值守天数", "≥", "120", "天")
    head = found.overall
    assert head is not None
    amounts = [head.total, head.fiscal, head.basic, head.project, head.other]
    assert [amount.wan for amount in amounts] == list(map(Decimal, ("110.5", "100.5", "60.5", "40", "10")))
    assert (found.department, found.year, head.objective.text) == ("望山县水利局", 2027, "管好水,用好水。")


def test_overall_table_with_separate_levels_and_an_activity_printed_once() -> None:
    head = "活动\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t"
    rows = (
        "防汛值守\t产出指标\t数量指标\t值守天数\t≥\t120\t天\t",
        "\t产出指标\t质量指标\t到岗率\t=\t100\t%\t",
        "河道清障\t产出指标\t数量指标\t清障里程\t≥\t9\t公里\t",
    )
    found = budget(*OVERALL, head, *rows)
    assert [row.activity.text for row in found.indicators] == ["防汛值守", "防汛值守", "河道清障"]


@pytest.mark.parametrize(
    ("source", "line", "year"),
    [("部门预算2026.txt", "", 2026), ("x.txt", "某局2025年部门预算", 2025), ("x.txt", "", None)],
)
def test_year(source: str, line: str, year: int | None) -> None:
    assert budget(line, "", "预算表12 年度项目支出绩效表", "", HEAD, ROW, source=source).year == year


def test_department_from_the_agency_column() -> None:
    row = "623001-望山县水利局\t" + ROW
    found = budget("预算表12 年度项目支出绩效表", "", "单位名称\t" + HEAD, row, "\t" + MORE)
    assert (found.department, found.projects[0].agency) == ("望山县水利局", "望山县水利局")


FORM = (
    "项目名称\t架桥补助\t\t\t",
    "主管部门\t望山县交通局\t\t\t",
    "年度资金总额\t12.5\t\t\t",
    "其中：财政拨款\t10\t其他资金\t2.5\t",
    "总体目标\t便利村民过河\t\t\t",
    "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
    "\t产出指标\t数量指标\t新建桥梁\t＝1座",
    "绩效指标\t\t质量指标\t验收合格率\t≥95%",
)


def test_one_form_a_project() -> None:
    second = (FORM[0].replace("架桥", "修路"), *FORM[1:])
    title = "项目支出绩效目标表"
    found = budget(title, "", *FORM, "", title, "", *second)
    assert [(p.name.text, p.objective.text, p.agency) for p in found.projects] == [
        ("架桥补助", "便利村民过河", "望山县交通局"),
        ("修路补助", "便利村民过河", "望山县交通局"),
    ]
    assert [(p.total.wan, p.fiscal.wan, p.other.wan) for p in found.projects] == [
        (Decimal("12.5"), Decimal(10), Decimal("2.5"))
    ] * 2
    assert [shown(row)[1:] for row in found.indicators][:2] == [
        ("数量指标", "新建桥梁", "=", "1", "座"),
        ("质量指标", "验收合格率", "≥", "95", "%"),
    ]
    assert [row.project for row in found.indicators] == ["#1", "#1", "#2", "#2"]


def test_level_cells_merged_over_rows_count_for_all_of_them() -> None:
    rows = (
        ROW,
        "\t\t\t\t\t引桥长度\t≥\t30\t米",
        "\t\t\t\t质量指标\t验收合格率\t=\t100\t%",
        MORE,
        "架路补助\t3.00\t便利出行\t产出指标\t数量指标\t新建道路\t=\t1\t条",
    )
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, *rows)
    assert [shown(row)[:3] for row in found.indicators] == [
        ("产出指标", "数量指标", "新建桥梁"),
        ("产出指标", "数量指标", "引桥长度"),
        ("产出指标", "质量指标", "验收合格率"),
        ("满意度指标", "服务对象满意度指标", "村民满意度"),
        ("产出指标", "数量指标", "新建道路"),
    ]


def test_a_row_broken_over_three_lines_is_mended() -> None:
    broken = ("\t\t\t产出指标\t质量指标\t验收", "一次", "合格率\t≥\t90\t%")
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, ROW, MORE, *broken, MORE)
    assert [shown(row)[2:] for row in found.indicators][2] == ("验收一次合格率", "≥", "90", "%")
    assert found.projects[0].objective.text == "便利村民过河"


def test_page_furniture_is_no_objective() -> None:
    lines = (HEAD, ROW, "", "望山县交通局预算", "— 3 —", "", MORE, "", "望山县交通局预算", "— 4 —", "", MORE)
    assert budget("预算表12 年度项目支出绩效表", "", *lines).projects[0].objective.text == "便利村民过河"


def test_an_objective_goes_on_in_prose_between_two_pages() -> None:
    lines = (HEAD, ROW, "", "和上学的孩子。", "", MORE)
    assert budget("预算表12 年度项目支出绩效表", "", *lines).projects[0].objective.text == "便利村民过河和上学的孩子。"


@pytest.mark.parametrize(("rows", "projects"), [(3, "11122"), (4, "11112")])
def test_a_merged_cell_holds_the_rows_that_it_covers(rows: int, projects: str) -> None:
    second = ROW.replace("架桥", "修路").split("\t")
    table = [HEAD.split("\t"), ROW.split("\t"), *[MORE.split("\t")] * 3, MORE.split("\t")]
    table[rows + 1] = second
    cells = [[Cell(text) for text in row] for row in table]
    cells[1][0] = Cell("架桥补助", rows=rows)
    grid = Grid(tuple(Row(tuple(row)) for row in cells))
    found = extract(Document("x.xlsx", "", "xlsx", (Prose("预算表12 项目绩效表"), grid)))
    assert "".join(row.project[1] for row in found.indicators) == projects


def test_a_project_table_that_cannot_be_understood_or_is_empty_is_said() -> None:
    title = "预算表12 年度项目支出绩效表"
    found = budget(title, "", "这是一段说明\t那是另一段说明", "再一段没有列的文字\t还有一段文字在这里")
    assert ("extract.layout", True) in {(problem.code, problem.partial) for problem in found.problems}
    assert ("extract.empty-table", True) in {(p.code, p.partial) for p in budget(title, "", HEAD, "").problems}
    assert not any(problem.partial for problem in budget(title, "", "本部门无项目支出，此表为空。", HEAD, "").problems)


def test_a_malformed_amount_is_kept_and_not_understood() -> None:
    rows = (ROW.replace("12.50", "3,384700"), ROW.replace("架桥", "修路").replace("12.50", "29. 778000"))
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, *rows)
    totals = [(p.total.cell.text, p.total.wan) for p in found.projects]
    assert totals == [("3,384700", None), ("29. 778000", Decimal("29.778000"))]


def test_glued_levels_and_signs_of_formulas_in_a_project_table() -> None:
    glued = ROW.replace("产出指标\t数量指标\t新建桥梁\t=", "产出指标数量指标新建桥梁\t$\\geq$")
    found = budget("预算表12 年度项目支出绩效表", "", HEAD, glued, MORE)
    assert shown(found.indicators[0])[:3] == ("产出指标", "数量指标", "新建桥梁")
    assert [(row.sign, row.value.text) for row in found.indicators] == [("≥", "1"), ("≥", "90")]
    assert found.projects[0].objective.text == "便利村民过河"


@pytest.mark.parametrize(
    ("lines", "department"),
    [
        (["# 2026年部门预算"], ""),
        (["附件1：2026年部门预算公开表"], ""),
        (["2026年度部门预算目录"], ""),
        (["望山县2026年部门预算公开"], ""),
        (["# 望山县水利局2026年部门预算"], "望山县水利局"),
        (["2026年望山县水利局部门预算公开"], "望山县水利局"),
        (["附件2 望山县人大常委会办公室2026年度部门预算"], "望山县人大常委会办公室"),
        (["关于望山县水利局2026年部门预算公开的说明"], "望山县水利局"),
        (["2026年部门预算", "部门：305_望山县水利局 金额单位：万元"], "望山县水利局"),
        (["区级预算单位名称：望山县水利局"], "望山县水利局"),
        (["单位：万元", "填报单位：305-望山县水利局"], "望山县水利局"),
        (["中央主管部门：水利部"], ""),
    ],
)
def test_the_department_in_headings_and_labels(lines: list[str], department: str) -> None:
    assert budget(*(f"{line}\n" for line in lines), "预算12表 项目支出绩效表", "", HEAD).department == department
