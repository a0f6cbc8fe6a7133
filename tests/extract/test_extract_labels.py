"""What stands over a table and over its columns: titles with the number below, departments behind labels, heads."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.extract.lines.stream import Line
from auditor.extract.segments.facts import department_of
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.place import Place

HEAD = "项目名称,资金总额,总体目标,一级指标,二级指标,三级指标,指标值"
ROWS = (
    "河道清淤,18,清淤两段河道,产出指标,数量指标,清淤河段数,≥2段",
    ",,,产出指标,质量指标,清淤验收合格率,≥95%",
    ",,,满意度指标,服务对象满意度指标,沿岸居民满意度,≥90%",
)
TITLE = "项目支出绩效目标表"


def read(*lines: str, source: str = "x.csv") -> Budget:
    return extract(read_bytes("\n".join(lines).encode(), source))


def form(*above: str) -> str:
    """Return a page with table 13 as a form, below what stands above it."""
    rows = (
        ("部门（单位）名称", "柳溪县图书馆"),
        ("年度履职目标", "办好阅览和借阅"),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "重点工作任务完成", "新增图书册数", "≥800册"),
        ("效益指标", "满意度", "读者满意度", "≥90%"),
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><body>{''.join(above)}<table>{table}</table></body></html>"


@pytest.mark.parametrize(
    "above",
    [
        ("<h2>部门整体支出绩效目标表</h2>", "<p>2026年度　预算13表</p>"),
        ("<h2>部门整体支出绩效表</h2>", "<p>表13</p>"),
        ("<p>预算13表</p>", "<h2>部门整体支出绩效目标表</h2>"),
    ],
)
def test_the_number_below_a_title_belongs_to_its_table(above: tuple[str, ...]) -> None:
    found = read(form(*above), source="x.html")
    assert [(row.table, row.name.text) for row in found.indicators] == [(13, "新增图书册数"), (13, "读者满意度")]
    assert (found.department, found.problems) == ("柳溪县图书馆", ())


def test_the_number_of_another_table_begins_that_table() -> None:
    found = read(form("<h2>项目支出绩效目标表</h2>", "<p>预算13表</p>"), source="x.html")
    assert "extract.empty-table" in [problem.code for problem in found.problems]


@pytest.mark.parametrize(
    "line",
    [
        "单位：柳溪县水务站",
        "单位：柳溪县水务站,,,,,,金额单位：万元",
        "预算单位：柳溪县水务站,,,,,,",
        "部门名称：柳溪县水务站",
        "部门：柳溪县水务站,,,,,,金额单位：万元",
        "填报单位：柳溪县水务站,,,,,,单位：万元",
    ],
)
def test_a_department_is_read_without_its_label(line: str) -> None:
    found = read(TITLE, line, HEAD, *ROWS)
    assert found.department == "柳溪县水务站"
    assert len(found.indicators) == len(ROWS)
    assert found.problems == ()


@pytest.mark.parametrize(
    "order",
    [
        (5, 6, 4, 3, 0, 1, 2),
        (3, 4, 5, 6, 0, 1, 2),
        (4, 3, 6, 5, 2, 1, 0),
    ],
)
def test_columns_in_any_order_stand_under_their_heads(order: tuple[int, ...]) -> None:
    whole = [[*ROWS[0].split(",")[:3], *row.split(",")[3:]] for row in ROWS]
    table = [",".join(cells[at] for at in order) for cells in (HEAD.split(","), *whole)]
    found = read(TITLE, "部门：柳溪县水务站,,,,,,金额单位：万元", *table)
    assert [(row.level1.text, row.level2.text, row.name.text, row.value.text) for row in found.indicators] == [
        ("产出指标", "数量指标", "清淤河段数", "2"),
        ("产出指标", "质量指标", "清淤验收合格率", "95"),
        ("满意度指标", "服务对象满意度指标", "沿岸居民满意度", "90"),
    ]
    assert [project.name.text for project in found.projects] == ["河道清淤"]
    assert found.problems == ()


def test_a_department_stands_in_the_title_of_an_explanation() -> None:
    assert read("2026年柳溪县水务站预算说明", "", "一、收入说明。", source="x.md").department == "柳溪县水务站"


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("柳溪县水务站2026年项目绩效目标表", "柳溪县水务站"),
        ("附件3：柳溪县水务站2026年度项目支出绩效目标申报表", "柳溪县水务站"),
        ("柳溪县水务站（2026年度）绩效运行监控表", "柳溪县水务站"),
        ("柳溪县水务站（本级）2026年项目绩效目标表", "柳溪县水务站(本级)"),
        ("柳溪县人民政府2026年项目支出绩效目标表", "柳溪县人民政府"),
        ("2026年项目支出绩效目标表", ""),
        ("柳溪县2026年项目绩效目标表", ""),
        ("河道清淤项目2026年绩效目标表", ""),
        ("全县各学校2026年项目绩效目标表", ""),
    ],
)
def test_a_department_stands_before_the_year_in_the_title_of_a_table(title: str, department: str) -> None:
    assert read(title, HEAD, *ROWS).department == department


@pytest.mark.parametrize(
    ("source", "department"),
    [
        ("柳溪县水务站2026年预算.csv", "柳溪县水务站"),
        ("县/2_柳溪县水务站-2026年度项目绩效.csv", "柳溪县水务站"),
        ("20260115柳溪县水务站（2026）.csv", "柳溪县水务站"),
        ("项目绩效2026.csv", ""),
        ("报送财政局2026年.csv", ""),
        ("2026柳溪县水务站.csv", ""),
    ],
)
def test_a_department_stands_before_the_year_in_the_name_of_the_file(source: str, department: str) -> None:
    assert read(TITLE, HEAD, *ROWS, source=source).department == department


def test_a_department_stands_before_the_year_in_the_name_of_a_sheet() -> None:
    place = Place(sheet="柳溪县水务站2026年")
    assert department_of([Line((Cell(TITLE, place),), place)], "x.xlsx", None, ()) == "柳溪县水务站"


@pytest.mark.parametrize("sign", ["≥", "≤", "不低于"])
def test_an_operator_alone_is_no_target(sign: str) -> None:
    found = read(TITLE, HEAD, ROWS[0], ROWS[1].replace("≥95%", sign), ROWS[2])
    row = found.indicators[1]
    assert (row.operator.text, row.value.text, row.unit.text) == (sign, "", "")


def test_a_column_that_is_not_taken_is_one_note() -> None:
    rows = [f"{row},说明第{n}项" for n, row in enumerate(ROWS)]
    found = read(TITLE, f"{HEAD},指标内容", *rows)
    assert len(found.indicators) == len(ROWS)
    assert [(each.message, each.partial) for each in found.problems] == [("“指标内容”一列没有采用。", False)]


def test_a_second_column_of_names_stays_content_where_the_first_is_blank() -> None:
    rows = [row.replace("清淤验收合格率", "") for row in ROWS]
    found = read(TITLE, f"{HEAD},指标内容", rows[0], f"{rows[1]},清淤验收合格率", rows[2])
    assert "清淤验收合格率" in "".join(each.message for each in found.problems if each.partial)


@pytest.mark.parametrize("mark", [",", "\t", ";"])
@pytest.mark.parametrize("code", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    "heads",
    [
        ("一级指标", "二级指标", "细化指标"),
        ("指标大类", "指标小类", "考核事项"),
        ("指标维度", "指标分类", "指标事项"),
    ],
)
def test_a_head_that_nobody_knows_is_that_of_the_names_between_levels_and_targets(
    mark: str, code: str, heads: tuple[str, ...]
) -> None:
    lines = [TITLE, f"部门：柳溪县水务站{mark * 6}"]
    lines.append(mark.join(("项目名称", "资金总额", "总体目标", *heads, "目标值")))
    lines += [mark.join(row.split(",")) for row in ROWS]
    found = extract(read_bytes("\n".join(lines).encode(code), "x.csv"))
    assert [row.name.text for row in found.indicators] == ["清淤河段数", "清淤验收合格率", "沿岸居民满意度"]
    assert [row.value.text for row in found.indicators] == ["2", "95", "90"]
    said = [each.message for each in found.problems]
    assert f"三级指标一列的表头写作{heads[2]}，按三级指标读入。" in said
    assert not any(each.partial for each in found.problems)


@pytest.mark.parametrize("gap", ["    ", "　　", "   "])
@pytest.mark.parametrize("goal", ["年度目标", "年度日标"])
def test_a_form_whose_cells_are_parted_by_wide_blanks(gap: str, goal: str) -> None:
    lines = (
        ("项目名称", "河道清淤"),
        ("主管部门", "柳溪县水利局", "实施单位", "柳溪县水务站"),
        ("项目资金（万元）", "年度资金总额：", "18"),
        ("其中：财政拨款", "18"),
        (goal, "清淤两段河道，改善水质。"),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        *(tuple(row.split(",")[3:]) for row in ROWS),
    )
    found = read(TITLE, "（2026年度）", *map(gap.join, lines), source="x.txt")
    assert [(each.name.text, each.total.cell.text) for each in found.projects] == [("河道清淤", "18")]
    assert [row.name.text for row in found.indicators] == ["清淤河段数", "清淤验收合格率", "沿岸居民满意度"]
    said = found.projects[0].objective.text + "".join(each.message for each in found.problems)
    assert "清淤两段河道" in said


def test_running_numbers_of_the_rows_of_a_form_are_not_lost_content() -> None:
    rows = (
        ("项目名称", "河道清淤"),
        ("年度绩效目标", "清淤两段河道，验收合格率达到95%以上"),
        ("序号", "一级指标", "二级指标", "三级指标", "全年目标值", "指标解释"),
        ("1", "产出指标", "数量指标", "清淤河段数", "≥2段", "含支流"),
        ("2", "产出指标", "质量指标", "清淤验收合格率", "≥95%", "按段计"),
        ("3", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "问卷"),
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    found = read(f"<h2>{TITLE}</h2><table>{table}</table>", source="x.html")
    assert [row.name.text for row in found.indicators] == ["清淤河段数", "清淤验收合格率", "沿岸居民满意度"]
    assert not [problem for problem in found.problems if problem.code == "extract.unplaced"]


def test_a_number_left_of_the_levels_that_is_no_running_number_is_told() -> None:
    rows = (
        ("项目名称", "河道清淤"),
        ("备用", "一级指标", "二级指标", "三级指标", "全年目标值"),
        ("17", "产出指标", "数量指标", "清淤河段数", "≥2段"),
        ("9", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%"),
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    found = read(f"<h2>{TITLE}</h2><table>{table}</table>", source="x.html")
    assert [problem.partial for problem in found.problems if "17" in problem.message] == [True]


@pytest.mark.parametrize("label", ["项目一", "项目（2）", "第三个项目"])
def test_a_numbered_label_asks_for_the_name_of_a_project(label: str) -> None:
    rows = (
        (label, "河道清淤", "", "项目资金（万元）", "18"),
        ("年度绩效目标", "清淤两段河道。", "", "", ""),
        ("一级指标", "二级指标", "三级指标", "指标性质", "指标值"),
        ("产出指标", "数量指标", "清淤河段数", "≥", "2段"),
        ("满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥", "90%"),
    )
    found = read(TITLE, *(",".join(row) for row in rows))
    assert [(one.name.text, one.total.cell.text, one.objective.text) for one in found.projects] == [
        ("河道清淤", "18", "清淤两段河道。")
    ]
    assert [row.name.text for row in found.indicators] == ["清淤河段数", "沿岸居民满意度"]


def test_two_labels_in_a_line_of_text_part_the_amount_from_the_period() -> None:
    found = read(
        f"<h2>{TITLE}</h2><p>项目名称：河道清淤</p><p>项目金额：27.60万元　　实施期限：2027年1月1日至2027年12月31日</p>"
        "<table><tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>"
        "<tr><td>产出指标</td><td>数量指标</td><td>清淤河段数</td><td>≥2段</td></tr>"
        "<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>沿岸居民满意度</td><td>≥90%</td></tr></table>",
        source="x.html",
    )
    assert [str(one.total.wan) for one in found.projects] == ["27.60"]
    assert not [cell.text for cell in found.prose if "项目金额" in cell.text]


@pytest.mark.parametrize("unit", ["单位：万元", "金额单位：万元"])
def test_the_department_of_table_13_stands_beside_the_unit_of_money(unit: str) -> None:
    tasks = (
        ("部门职责", "办好阅览和借阅", ""),
        ("部门年度目标（2027年）", "新增图书800册", ""),
        ("部门年度重点工作任务", "", ""),
        ("任务名称", "主要内容", "预算申报金额"),
        ("图书采购", "采购图书800册", "12"),
        ("合计", "", "12"),
        ("部门整体支出绩效指标", "", ""),
    )
    rows = (*tasks, ("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "新增图书册数", "≥800册"))
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<h2>部门整体支出绩效目标表</h2><p>部门名称：柳溪县图书馆　　　{unit}</p><table>{table}</table>"
    found = read(page, source="x.html")
    assert found.overall is not None
    assert (found.overall.department.text, found.overall.objective.text) == ("柳溪县图书馆", "新增图书800册")
    assert [(task.name.text, str(task.total.wan)) for task in found.overall.tasks] == [("图书采购", "12")]
    assert not [problem for problem in found.problems if problem.code == "extract.unplaced"]


def test_numbered_notes_below_a_table_are_notes_each() -> None:
    notes = ("注：1.执行率按全年执行数计算。", "2.年中追加22.50万元，指标值未作调整。", "3.满意度不低于90%的得满分。")
    rows = (HEAD, *ROWS, *(f"{note},,,,,," for note in notes))
    found = read(TITLE, *rows)
    assert len(found.indicators) == len(ROWS)
    assert not [problem for problem in found.problems if problem.code == "extract.unplaced"]


def test_a_number_behind_the_name_of_a_department_is_its_code() -> None:
    page = f"<h2>{TITLE}</h2><table><tr><td>项目名称</td><td>河道清淤</td></tr>"
    page += "<tr><td>主管部门</td><td>柳溪县水务局 213001</td></tr>"
    rows = (
        "一级指标,二级指标,三级指标,指标值",
        "产出指标,数量指标,清淤河段数,≥2段",
        "满意度指标,服务对象满意度指标,居民满意度,≥90%",
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split(",")) + "</tr>" for row in rows)
    assert read(f"{page}{table}</table>", source="x.html").department == "柳溪县水务局"


@pytest.mark.parametrize("head", [("项目", "内容"), ("填报事项", "具体内容")])
def test_a_head_over_labels_and_answers_is_a_head(head: tuple[str, str]) -> None:
    rows = (head, ("项目名称", "河道清淤"), ("主管部门", "柳溪县水务局"))
    indicators = ("一级指标,二级指标,三级指标,指标值", *(row.split(",", 3)[-1] for row in ROWS))
    found = read(TITLE, *(",".join(row) for row in rows), *indicators)
    assert [project.name.text for project in found.projects] == ["河道清淤"]
    assert not [problem for problem in found.problems if problem.code == "extract.unplaced"]


def test_the_first_budget_of_the_year_is_not_the_last_one() -> None:
    rows = (
        ("部门（单位）名称", "柳溪县图书馆"),
        ("年度预算（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "总额", "196.00", "185.00", "168.72", "10", "91.20%", "9.12"),
        ("", "基本支出", "121.00", "120.00", "118.72", "", "98.93%", ""),
        ("", "项目支出", "75.00", "65.00", "50.00", "", "76.92%", ""),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("产出指标", "数量指标", "新增图书册数", "≥800册", "810册", "90", "90"),
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    found = read(f"<h2>2026年度部门整体支出绩效自评表</h2><table>{table}</table>", source="x.html")
    assert found.overall is not None
    assert found.overall.execution is not None
    assert (str(found.overall.execution.budget), str(found.overall.execution.planned)) == ("196.00", "185.00")


def test_a_numbered_note_below_a_list_is_no_project() -> None:
    notes = ("注：1.各项目权重合计100分。", "2.亩次指一亩普查一次。")
    found = read(TITLE, HEAD, *ROWS, *(f"{note},,,,,," for note in notes))
    assert [project.name.text for project in found.projects] == ["河道清淤"]


@pytest.mark.parametrize(
    "line",
    [
        "部门名称：柳溪县图书馆",
        "部门名称：柳溪县图书馆　　年度：2027　　单位：万元",
        "部门名称：柳溪县图书馆　　单位：万元",
    ],
)
def test_the_department_of_table_13_in_a_line_above_it(line: str) -> None:
    rows = (
        ("年度履职目标", "办好阅览"),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "新增图书册数", "≥800册"),
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    found = read(f"<h2>部门整体支出绩效目标表</h2><p>{line}</p><table>{table}</table>", source="x.html")
    assert found.overall is not None
    assert found.overall.department.text == "柳溪县图书馆"


@pytest.mark.parametrize("label", ["支出类别", "项目预算执行情况（万元）"])
def test_heads_of_funds_are_no_heads_of_indicators(label: str) -> None:
    rows = (
        ("项目名称", "河道清淤", "", "", "", "", ""),
        ("", label, "预算数（A）", "执行数（B）", "执行率（B/A）", "", ""),
        ("", "合计", "180", "171.9", "95.5%", "", ""),
        ("", "其中：财政拨款", "150", "142.5", "95%", "", ""),
        ("一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分"),
        ("产出指标", "数量指标", "清淤河段数", "50", "≥2段", "2段", "50"),
        ("满意度指标", "服务对象满意度指标", "沿岸居民满意度", "40", "≥90%", "92%", "40"),
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    found = read(f"<h2>2026年度项目支出绩效自评表</h2><table>{table}</table>", source="x.html")
    told = [(row.name.text, row.value.text, row.outcome.actual.text) for row in found.indicators if row.outcome]
    assert told == [("清淤河段数", "2", "2段"), ("沿岸居民满意度", "90", "92%")]


def test_marks_of_markdown_are_no_content() -> None:
    found = read(
        f"# {TITLE}",
        "",
        "**单位名称**：柳溪县水务局　**预算年度**：2027年　**金额单位**：万元",
        "",
        "| 项目名称 | 资金总额 | 一级指标 | 二级指标 | 三级指标 | 方向 | 指标值 |",
        "|---|---|---|---|---|:-:|---|",
        "| 河道清淤 | 18 | 产出指标 | 数量指标 | 清淤河段数 | ≥ | 2段 |",
        "| 河道清淤 | 18 | 满意度指标 | 服务对象满意度指标 | 沿岸居民满意度 | ≥ | 90% |",
        source="x.md",
    )
    assert [row.name.text for row in found.indicators] == ["清淤河段数", "沿岸居民满意度"]
    assert not [cell.text for cell in found.prose if "**" in cell.text]


def test_notes_with_numbers_in_their_labels_are_no_projects() -> None:
    notes = ("注1：清淤按河段计。", "注2：居民满意度由镇政府调查。")
    found = read(TITLE, HEAD, *ROWS, *(f"{note},,,,,," for note in notes))
    assert [project.name.text for project in found.projects] == ["河道清淤"]
