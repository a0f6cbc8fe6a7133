"""Levels and targets as other places write them: both levels in one cell, other words, an operator without a number."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from auditor import api
from auditor.extract import extract
from auditor.extract.layout.profile import profiles
from auditor.extract.lines.stream import lines_of
from auditor.extract.words.vocabulary import installed, using
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.text.levels import Level, Levels
from tests.extract.extract_made import FORMATS, Shape, make, table, texts


def read(rows: list[list[str]], name: str = "x.md") -> Budget:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return extract(read_bytes("\n".join(["# 2026年项目支出绩效目标表", "", "单位：万元", "", *lines]).encode(), name))


HEAD = ["项目名称", "项目总额", "绩效目标", "指标类别", "指标名称", "指标值", "度量单位"]
ROWS = [
    ["渡口候船亭", "30.00", "建成候船亭。", "", "候船亭数量", "≥3", "座"],
    ["", "", "", "", "验收合格率", "≥95", "%"],
    ["", "", "", "", "候船条件", "有所改善", ""],
    ["", "", "", "", "乘客满意度", "≥90", "%"],
]
PAIRS = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
]


@pytest.mark.parametrize(
    "form",
    [
        *("{0}-{1}", "{0} - {1}", "{0}—{1}", "{0}——{1}", "{0}/{1}", "{0}·{1}", "{0}＞{1}", "{0}->{1}", "{0}→{1}"),
        *("{0}（{1}）", "{0}({1})", "【{0}】{1}", "{0}【{1}】", "{0} {1}", "{1}（{0}）", "{0}_{1}", "{0}、{1}"),
        *("{0}：{1}", "{0}｜{1}"),
    ],
)  # fmt: skip
def test_levels_in_one_cell_are_two(form: str) -> None:
    rows = [[*row[:3], form.format(*pair), *row[4:]] for row, pair in zip(ROWS, PAIRS, strict=True)]
    budget = read([HEAD, *rows])
    assert [(row.level1.text, row.level2.text) for row in budget.indicators] == PAIRS
    assert [row.name.text for row in budget.indicators] == [row[4] for row in ROWS]
    assert not budget.problems


def test_a_name_that_only_looks_like_two_levels_stays_a_name() -> None:
    head = ["项目名称", "项目总额", "一级指标", "二级指标", "三级指标", "指标值"]
    row = ["渡口候船亭", "30.00", "产出指标", "数量指标", "成本/经济成本", "≤30万元"]
    (read_row,) = read([head, row]).indicators
    assert read_row.name.text == "成本/经济成本"


def test_both_levels_of_a_merged_cell_are_those_of_the_rows_below() -> None:
    rows = [[*ROWS[0]], *([""] * 4 + row[4:] for row in ROWS), *([""] * 4 + row[4:] for row in ROWS)]
    rows[0][3] = "产出指标—数量指标"
    rows[5][3] = "满意度指标—服务对象满意度指标"
    budget = read([HEAD, *rows])
    assert {(item.level1.text, item.level2.text) for item in budget.indicators} == {
        ("产出指标", "数量指标"),
        ("满意度指标", "服务对象满意度指标"),
    }
    assert not budget.problems


def test_a_name_that_is_a_level_word_stays_a_name_where_the_first_level_has_rows_of_its_own() -> None:
    rows = [
        ["项目名称", "渡口候船亭", "", "", ""],
        ["预算金额", "30.00", "", "", ""],
        ["二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
        ["产出指标", "", "", "", ""],
        ["数量指标", "候船亭数量", "≥", "3", "座"],
        ["满意度指标", "", "", "", ""],
        ["服务对象满意度指标", "社会公众满意度", "≥", "88", "%"],
    ]
    last = read(rows).indicators[-1]
    assert (last.level2.text, last.name.text, last.value.text) == ("服务对象满意度指标", "社会公众满意度", "88")


def test_the_column_of_pairs_is_told_from_the_fullest_rows() -> None:
    """Below a merged cell a copied row lost the first cells, and the last; a row of signatures may be wider."""
    head = "编号\t项目名称\t预算金额\t指标分类\t指标内容\t指标值\t计量单位\t绩效目标"
    first = "1\t公厕除臭改造\t64\t产出/数量\t改造公厕座数\t≥16\t座\t改造公厕。"
    rest = ("产出/质量\t除臭设备合格率\t=100\t%", "效益/社会效益\t夜间照明覆盖率\t≥95\t%")
    text = "\n".join(["2026年项目绩效目标汇总表", "单位：万元", "", head, first, *rest])
    pairs = [(row.level1.text, row.level2.text) for row in extract(read_bytes(text.encode(), "x.txt")).indicators]
    assert pairs == [("产出", "数量"), ("产出", "质量"), ("效益", "社会效益")]
    head = "项目名称\t垃圾分类宣传\n预算金额（万元）\t12\n年度目标\t宣传垃圾分类\n指标类别\t指标名称\t指标值"
    rows = ("产出-数量\t宣传场次\t≥20场", "效益-社会效益\t居民知晓率\t≥90%", "填表人\t王某\t审核人\t李某")
    budget = extract(read_bytes("\n".join(["项目绩效目标表", "", head, *rows]).encode(), "x.txt"))
    assert [(row.level1.text, row.level2.text) for row in budget.indicators] == [("产出", "数量"), ("效益", "社会效益")]
    assert not any(problem.partial for problem in budget.problems)


@pytest.mark.parametrize("ending", ["值", "类", "类指标", "目标", "绩效指标"])
@pytest.mark.parametrize("kind", ["md", "xlsx", "copied"])
def test_levels_with_other_endings_are_levels(ending: str, kind: str) -> None:
    source, write = FORMATS[kind]
    shape = Shape(projects=2, owner="merged", levels="merged")
    made = table(make(Random(ending), shape), shape)
    for line in made.rows[1:]:
        for box in line:
            if box and box.text.endswith("指标"):
                box.text = (
                    box.text.removesuffix("指标").replace("满意度", "满意" if ending == "值" else "满意度") + ending
                )
    budget = extract(read_bytes(write(made), source))
    book = api.load_rules()
    levels = book.vocabulary.levels
    assert len(budget.indicators) == len(texts(made)) - 1
    assert not any(problem.partial for problem in budget.problems)
    assert all(levels.find(1, row.level1.text) and levels.find(2, row.level2.text) for row in budget.indicators)


@pytest.mark.parametrize("target", ["≥场", "≥%", "不少于人", "≤ 万元"])
def test_an_operator_without_a_number_lacks_its_value(target: str) -> None:
    head = ["项目名称", "项目总额", "一级指标", "二级指标", "三级指标", "指标值"]
    rows = [
        ["渡口候船亭", "30.00", "产出指标", "数量指标", "候船亭使用场次", target],
        ["", "", "产出指标", "质量指标", "验收合格率", "≥95%"],
    ]
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * 6, *rows)]
    text = "\n".join(["# 2026年项目支出绩效目标表", "", *lines])
    (document,) = api.audit(read_bytes(text.encode(), "x.md")).documents
    assert document.budget
    assert document.budget.indicators[0].value.text == ""
    assert "M06" in [finding.code for finding in document.findings]


def test_what_a_column_holds_is_told_by_the_words_of_the_document() -> None:
    grid = read_bytes("甲类,乙\n甲类,乙\n".encode(), "x.csv")
    plain = profiles(lines_of(grid), 2)
    known = Levels(
        ({**installed().levels.words[0], "甲类": Level("output", "level1_output")}, installed().levels.words[1])
    )
    with using(replace(installed(), levels=known)):
        assert (plain[0].level1, profiles(lines_of(grid), 2)[0].level1) == (0.0, 1.0)
