"""The tables beside 12 and 13 as typed columns and rows."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from auditor.extract.money import doubts, typed
from auditor.extract.money.figures import coded, figure
from auditor.extract.money.words import kind_of_title
from auditor.records.document import Cell, Grid, Row
from auditor.records.place import Place
from auditor.records.table import BudgetTable, TableRow

Cells = list[list[str]]


def table(rows: Cells, title: str = "支出总表", number: str = "", unit: str = "万元") -> BudgetTable:
    made = tuple(
        Row(tuple(Cell(text, Place(line=line)) for text in row), Place(line=line)) for line, row in enumerate(rows, 1)
    )
    return BudgetTable(number, title, unit, (Grid(made),))


def one(rows: Cells, title: str = "支出总表", *, converted: bool = True) -> BudgetTable:
    (made,) = typed([table(rows, title)], converted=converted)
    return made


def shown(row: TableRow) -> dict[int, str]:
    return {
        amount.column: f"{amount.value}{'' if amount.placed == 'printed' else ' ' + amount.placed}"
        for amount in row.amounts
    }


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部门收支总体情况表", "收支总表"),
        ("收入预算总表", "收入总表"),
        ("部门支出总体情况表", "支出总表"),
        ("财政拨款收支预算总表", "财政拨款收支总表"),
        ("收入支出决算总表", "收支总表"),
        ("一般公共预算财政拨款支出表", "一般公共预算支出表"),
        ("一般公共预算基本支出情况表", "一般公共预算基本支出表"),
        ("财政拨款（不含政府性基金）“三公”经费预算表", "三公经费表"),
        ("政府性基金预算财政拨款支出表", "政府性基金预算支出表"),
        ("国有资本经营预算财政拨款支出表", "国有资本经营预算支出表"),
        ("政府购买服务预算财政拨款明细表", "政府购买服务表"),
        ("政府采购预算明细表", "政府采购表"),
        ("部门预算项目支出表", "项目支出表"),
        ("项目支出绩效目标表", ""),
        ("会议安排表", ""),
    ],
)
def test_titles_say_the_kind(title: str, kind: str) -> None:
    assert kind_of_title(title) == kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", "1234.50"),
        ("-3.2", "-3.2"),
        ("−3.2", "-3.2"),
        ("－3.2", "-3.2"),
        ("3,384700", "3.384700"),
        ("29. 7780", "29.7780"),
        ("１２.５", "12.5"),
        ("0", "0"),
    ],
)
def test_figures(text: str, value: str) -> None:
    found = figure(text)
    assert found is not None
    assert found[0] == Decimal(value)


@pytest.mark.parametrize("text", ["12.3.4", "见附件", "", "12%", "2026年"])
def test_no_figures(text: str) -> None:
    assert figure(text) is None


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("2010101-行政运行", "2010101", "行政运行"),
        ("[30101] 基本工资", "30101", "基本工资"),
        ("301工资福利支出", "301", "工资福利支出"),
        ("A-货物", "A", "货物"),
        ("30101", "30101", ""),
        ("2026年安排", "", "2026年安排"),
        ("（2）公务用车购置", "", "（2）公务用车购置"),
        ("12个村", "", "12个村"),
    ],
)
def test_codes_before_names(text: str, code: str, name: str) -> None:
    assert coded(text) == (code, name)


def test_columns_have_paths_roles_and_parts() -> None:
    made = one(
        [
            ["科目编码", "", "", "名称", "合计", "基本支出", "", "", "项目支出", "增减（%）"],
            ["类", "款", "项", "", "", "小计", "人员经费", "公用经费", "", ""],
            ["201", "01", "02", "会务", "9.0", "5.0", "3.0", "2.0", "4.0", "2.5%"],
        ]
    )
    roles = [column.role for column in made.columns]
    assert roles == ["class", "section", "item", "name", "total", "basic", "personnel", "office", "project", "share"]
    assert made.columns[6].path == ("基本支出", "人员经费")
    assert {column.index: column.parts for column in made.columns if column.parts} == {4: (5, 8), 5: (6, 7)}
    assert [column.money for column in made.columns[4:]] == [True] * 5 + [False]
    (row,) = made.rows
    assert (row.code, row.name) == ("2010102", "会务")
    assert shown(row)[9] == "2.5"


def test_parts_printed_beside_their_whole() -> None:
    heads = ["科目", "合计", "财政拨款", "一般公共预算", "政府性基金", "基本支出", "人员经费", "公用经费"]
    made = one([heads, ["甲", "6", "6", "4", "2", "", "", ""]])
    assert {column.role: column.parts for column in made.columns if column.parts} == {
        "total": (2, 5),
        "fiscal": (3, 4),
        "basic": (6, 7),
    }


def test_codes_make_levels_and_blank_steps_stand_above() -> None:
    made = one(
        [
            ["类", "款", "项", "名称", "合计"],
            ["213", "", "", "农林水支出", "30"],
            ["", "03", "", "水利", "30"],
            ["", "", "05", "水利工程", "10"],
            ["", "", "06", "防汛", "20"],
            ["221", "", "", "住房保障支出", "5"],
            ["", "", "", "合 计", "35"],
        ]
    )
    assert [(row.code, row.level, row.kind) for row in made.rows] == [
        ("213", 1, "item"),
        ("21303", 2, "item"),
        ("2130305", 3, "item"),
        ("2130306", 3, "item"),
        ("221", 1, "item"),
        ("", 1, "total"),
    ]


def test_a_two_sided_table_gives_a_row_a_side_with_levels_by_numbers() -> None:
    made = one(
        [
            ["收入", "", "支出", ""],
            ["项目", "本年预算", "项目", "本年预算"],
            ["一、本年收入", "9.0", "一、本年支出", "9.5"],
            ["（一）一般公共预算", "9.0", "（一）教育支出", "9.5"],
            ["二、上年结转", "0.5", "二、结转下年", ""],
            ["收入总计", "9.5", "支出总计", "9.5"],
        ],
        "收支总表",
    )
    assert [(row.side, row.level, row.kind, row.name) for row in made.rows] == [
        ("收入", 1, "item", "一、本年收入"),
        ("收入", 2, "item", "（一）一般公共预算"),
        ("收入", 1, "item", "二、上年结转"),
        ("收入", 1, "grand", "收入总计"),
        ("支出", 1, "item", "一、本年支出"),
        ("支出", 2, "item", "（一）教育支出"),
        ("支出", 1, "item", "二、结转下年"),
        ("支出", 1, "grand", "支出总计"),
    ]


def test_what_was_left_over_is_told_by_fund_below_its_line() -> None:
    made = one(
        [
            ["收入", "金额", "支出", "金额"],
            ["一、当年收入", "80", "一、教育支出", "92"],
            ["（一）一般公共预算", "80", "", ""],
            ["二、上年结转", "12", "", ""],
            ["一般公共预算结转", "9", "", ""],
            ["政府性基金结转", "3", "", ""],
            ["收入总计", "92", "支出总计", "92"],
        ],
        "财政拨款收支总表",
    )
    assert [row.level for row in made.rows if row.side == "收入" and row.kind == "item"] == [1, 2, 1, 2, 2]


def test_dashes_below_the_heads_are_a_row() -> None:
    made = one([["项目名称", "金额"], ["—", "—"], ["渠道清淤", "12"], ["合计", "12"]], "项目支出表")
    assert [column.path for column in made.columns] == [("项目名称",), ("金额",)]
    assert [row.name for row in made.rows] == ["—", "渠道清淤", "合计"]


def test_rows_of_a_list_that_only_names_some_parts_are_asides() -> None:
    made = one(
        [
            ["项目", "预算数"],
            ["1、公务接待费", "2"],
            ["2、公务用车费", "5"],
            ["其中：（1）运行维护费", "3"],
            ["（2）购置费", "1"],
            ["3、会议费", "1"],
            ["4、公务用车保有量（辆）", "7"],
        ]
    )
    assert [(row.kind, row.level, row.money) for row in made.rows] == [
        ("item", 1, True),
        ("item", 1, True),
        ("aside", 2, True),
        ("aside", 2, True),
        ("item", 1, True),
        ("item", 1, False),
    ]


def test_heads_that_a_page_repeats_and_numbers_of_columns_are_no_rows() -> None:
    heads = [["科目", "合计", "基本支出", "项目支出"], ["栏次", "1", "2", "3=1-2"]]
    made = one([*heads, ["甲", "3", "1", "2"], *heads, ["乙", "3", "", "3"]])
    assert [row.name for row in made.rows] == ["甲", "乙"]


def test_a_second_table_below_one_title_stands_alone() -> None:
    first, second = (
        table([["科目", "金额"], ["甲", "3.5"]]),
        table([["单位名称", "项目名称", "预算数"], ["乙", "丙", "4.5"]]),
    )
    made = typed([BudgetTable("", "支出总表", "万元", (*first.grids, *second.grids))], converted=False)
    assert [[column.path[-1] for column in piece.columns] for piece in made] == [
        ["科目", "金额"],
        ["单位名称", "项目名称", "预算数"],
    ]


HEADS = ["科目编码", "名称", "合计", "基本支出", "项目支出"]
TOTAL = ["合计", "", "14.0", "9.0", "5.0"]


def test_blank_cells_that_a_text_lost_are_put_back_where_the_sums_tell() -> None:
    rows = [["2010101", "甲", "9.0", "9.0", ""], ["2010102", "乙", "5.0", "5.0"], TOTAL]
    made = one([HEADS, *rows])
    assert shown(made.rows[1]) == {2: "5.0", 4: "5.0 moved"}


def test_where_sums_do_not_tell_the_column_is_uncertain_and_said_so() -> None:
    made = one([HEADS, ["2010101", "甲", "9.0", "9.0", ""], ["2010102", "乙", "5.0", "5.0"]])
    assert [amount.placed for amount in made.rows[1].amounts] == ["printed", "uncertain"]
    (problem,) = doubts([made])
    assert (problem.code, problem.place.line, problem.partial) == ("extract.uncertain-columns", 3, False)
    assert "1行" in problem.message


def test_a_source_that_trims_its_rows_only_ends_them_early() -> None:
    made = one([HEADS, ["2010101", "甲", "9.0", "9.0"], ["2010102", "乙", "5.0", "", "5.0"], TOTAL])
    assert shown(made.rows[0]) == {2: "9.0", 3: "9.0"}


def test_an_added_blank_cell_is_taken_out() -> None:
    made = one([HEADS, ["2010101", "甲", "", "9.0", "4.0", "5.0"], ["合计", "", "9.0", "4.0", "5.0"]])
    assert shown(made.rows[0]) == {2: "9.0 moved", 3: "4.0 moved", 4: "5.0 moved"}


def test_an_authors_own_file_keeps_its_columns() -> None:
    made = one(
        [HEADS, ["2010101", "甲", "9.0", "4.0", "4.0"], ["2010102", "乙", "5.0", "见说明", "5.0"], TOTAL],
        converted=False,
    )
    assert shown(made.rows[0]) == {2: "9.0", 3: "4.0", 4: "4.0"}
    assert shown(made.rows[1]) == {2: "5.0", 3: "None", 4: "5.0"}


def test_a_short_row_of_a_two_sided_table_goes_to_the_side_that_counts_on() -> None:
    made = one(
        [
            ["收入", "", "支出", ""],
            ["项目", "本年预算", "项目", "本年预算"],
            ["一、拨款", "9.0", "一、教育支出", "3.0"],
            ["", "", "二、交通支出", ""],
            ["三、农林支出", "6.0"],
            ["收入总计", "9.0", "支出总计", "9.0"],
        ],
        "收支总表",
    )
    assert [(row.name, shown(row)) for row in made.rows if row.side == "支出"][2] == ("三、农林支出", {3: "6.0 moved"})


def slipped(*, witness: bool) -> list[BudgetTable]:
    """Return a table in which an amount slipped into the neighbour column, and one that shows the right split."""
    heads = ["支出功能分类科目", "部门经济分类科目", "合计", "基本支出", "项目支出"]
    rows = [[f"2010{n}01-甲{n}", f"3010{n}-乙", "2.0", "", "2.0"] for n in range(1, 5)]
    total = ["合计", "", "8.0", "2.0", "6.0"]
    right = [[f"2010{n}01", f"甲{n}", "2.0", "2.0" if n == 3 else "", "" if n == 3 else "2.0"] for n in range(1, 5)]
    tables = [table([heads, *rows, total])]
    if witness:
        tables.append(table([HEADS, *right, TOTAL], "一般公共预算支出表"))
    return list(typed(tables, converted=True))


def test_a_slipped_amount_is_put_right_by_the_table_that_prints_the_same_codes() -> None:
    first, _ = slipped(witness=True)
    assert [shown(row) for row in first.rows[1:3]] == [{2: "2.0", 4: "2.0"}, {2: "2.0", 3: "2.0 moved"}]


def test_a_slipped_amount_that_could_be_one_of_several_is_uncertain() -> None:
    (first,) = slipped(witness=False)
    assert {amount.placed for row in first.rows[:4] for amount in row.amounts if amount.column == 4} == {"uncertain"}


def test_a_slipped_amount_that_can_only_be_one_is_put_right() -> None:
    rows = [["2010101", "甲", "4.0", "", "4.0"], ["2010102", "乙", "5.0", "", "5.0"], ["合计", "", "9.0", "4.0", "5.0"]]
    assert shown(one([HEADS, *rows]).rows[0]) == {2: "4.0", 3: "4.0 moved"}


@pytest.mark.parametrize("seed", range(40))
def test_no_cell_disappears(seed: int) -> None:
    random = Random(seed)
    words = [
        "合计",
        "其中：车辆",
        "2010101-运行",
        "一、收入",
        "12.50",
        "-3.2",
        "7,000",
        "（二）其他",
        "",
        "",
        "见说明",
        "301",
    ]
    heads = [random.sample([*HEADS, "收入", "支出", "预算数", ""], 5) for _ in range(random.randint(1, 2))]
    body = [[random.choice(words) for _ in range(random.randint(2, 7))] for _ in range(8)]
    for converted in (True, False):
        made = typed([table([*heads, *body])], converted=converted)
        kept = "\n".join(
            [head for piece in made for column in piece.columns for head in column.path]
            + [label.cell.text for piece in made for row in piece.rows for label in row.labels]
            + [amount.cell.text for piece in made for row in piece.rows for amount in row.amounts]
            + [cell.text for piece in made for cell in piece.notes]
        )
        assert [
            text
            for row in [*heads, *body]
            for text in row
            if text and text.replace("（", "(") not in kept.replace("（", "(")
        ] == []
