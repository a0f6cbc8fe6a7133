"""Projects told in lines and rows of labels: lists below a name, sentences on funds, bands between rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from auditor.extract.words.funds_text import funds_in
from auditor.records.budget import Budget
from auditor.text.codes import code_behind
from tests.extract.extract_blocks import FORMATS, Block, Write, read

HEAD = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"]
PROJECTS = (
    {"name": "牧道桥涵加固", "code": "QH2027-14", "total": "27.40", "fiscal": "25.00", "other": "2.40"},
    {"name": "人畜饮水点维护", "code": "QH2027-22", "total": "13.10", "fiscal": "13.10", "other": "0.00"},
)
GOALS = ("加固桥涵9座，10月底前完工，验收合格率达到100%。", "维护饮水点31处，水质抽检合格率达到96%以上。")
ROWS = (
    [
        ["产出指标", "数量指标", "加固桥涵座数", "=", "9", "座"],
        ["产出指标", "质量指标", "验收合格率", "=", "100", "%"],
        ["成本指标", "经济成本指标", "单座加固费用", "≤", "3", "万元/座"],
    ],
    [
        ["产出指标", "数量指标", "维护饮水点处数", "=", "31", "处"],
        ["满意度指标", "服务对象满意度指标", "牧民满意度", "≥", "92", "%"],
    ],
)
TITLE = ["# 预算12表 项目支出绩效目标表", "单位名称：青禾镇牧业站　　金额单位：万元"]
NAMES = (
    "（{number}）{name}",
    "### 项目{number}：{name}",
    "**项目名称：{name}**",
    "### {name}",
    "{number}、{name}（{code}）",
)
LISTS = {
    "a list of labels": [
        "- 项目编码：{code}",
        "- 项目资金总额：{total}",
        "- 其中：财政拨款 {fiscal}，其他资金 {other}",
        "- 年度绩效目标：{goal}",
    ],
    "many labels": [
        *("• 年度绩效目标：{goal}", "• 主管部门：青禾镇人民政府", "• 实施单位：青禾镇牧业站", "• 项目类别：特定目标类"),
        *(
            "• 联系人：某某",
            "• 项目期限：1年",
            "• 资金总额：{total}万元",
            "• 财政资金：{fiscal}万元",
            "• 其他资金：{other}万元",
        ),
    ],
    "a sentence": ["项目预算{total}万元，其中一般公共预算拨款{fiscal}万元，其他资金{other}万元。", "年度目标：{goal}"],
    "a sentence below": [
        *(
            "绩效目标：{goal}",
            "2027年安排资金{total}万元（县级财政{fiscal}万元、自筹资金{other}万元）。",
            "绩效指标如下：",
        ),
    ],
    "all in one line": [
        "项目编码：{code}　项目总额：{total}　财政资金：{fiscal}　其他资金：{other}",
        "年度绩效目标：{goal}",
    ],
    "an objective below its label": [
        "资金总额：{total}，其中：财政资金{fiscal}，其他资金{other}",
        "年度绩效目标：",
        "{goal}",
    ],
}
ORDERS = (
    (0, 1, 2, 3, 4, 5),
    (2, 0, 1, 4, 5, 3),
    (1, 0, 2, 3, 4, 5),
    (3, 4, 5, 0, 1, 2),
    (4, 5, 0, 1, 2, 3),
    (2, 4, 5, 3, 0, 1),
)
BANDS = {
    "cells": [
        ["项目编码：{code}", "项目名称：{name}", "", "总额：{total}", "财政资金：{fiscal}", "其他资金：{other}"],
        ["年度绩效目标", "{goal}"],
    ],
    "pairs": [
        ["项目编码", "{code}", "项目名称", "{name}", "总额", "{total}"],
        ["财政资金", "{fiscal}", "其他资金", "{other}"],
        ["绩效目标", "{goal}"],
    ],
    "a name without label": [
        ["{number}、{name}", "资金总额：{total}万元", "财政拨款：{fiscal}万元", "自筹资金：{other}万元"],
        ["绩效目标：{goal}"],
    ],
    "a sentence": [
        ["项目名称：{name}"],
        ["项目预算{total}万元，其中财政拨款{fiscal}万元，其他资金{other}万元。"],
        ["年度绩效目标：{goal}"],
    ],
}


def told(found: Budget) -> list[tuple[object, ...]]:
    """Return what each project says, with the names of its indicators."""
    return [
        (
            *(
                each.name.text.removesuffix(f"（{PROJECTS[at]['code']}）"),
                each.total.wan,
                each.fiscal.wan,
                each.other.wan,
            ),
            each.objective.text.rstrip("。"),
            [tuple(cell.text for cell in (row.level1, row.name, row.operator, row.value, row.unit)) for row in own],
        )
        for at, each in enumerate(found.projects)
        for own in [[row for row in found.indicators if row.project == each.key]]
    ]


TRUE = [
    (
        *(each["name"], Decimal(each["total"]), Decimal(each["fiscal"]), Decimal(each["other"]), goal.rstrip("。")),
        [(row[0], *row[2:]) for row in rows],
    )
    for each, goal, rows in zip(PROJECTS, GOALS, ROWS, strict=True)
]


def filled(texts: Sequence[str], at: int) -> list[str]:
    return [text.format(**PROJECTS[at], goal=GOALS[at], number="一二"[at]) for text in texts]


def plain(write: Write, text: str) -> str:
    """Return a line as a format has it: marks of Markdown are known to Markdown alone."""
    return text if write is FORMATS[0] else text.replace("**", "").removeprefix("- ")


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize("lines", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_with_its_labels_below(write: Write, lines: Sequence[str], name: str) -> None:
    blocks: list[Block] = [*TITLE]
    for at, rows in enumerate(ROWS):
        blocks += [plain(write, text) for text in filled([name, *lines], at)]
        blocks.append([HEAD, *rows])
    found = read(write, blocks)
    assert told(found) == TRUE
    assert not [problem.message for problem in found.problems if problem.partial]


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize("band", BANDS.values(), ids=BANDS)
@pytest.mark.parametrize("order", ORDERS)
def test_rows_of_labels_below_the_only_head(write: Write, band: Sequence[Sequence[str]], order: Sequence[int]) -> None:
    table = [[HEAD[at] for at in order]]
    for number, rows in enumerate(ROWS):
        table += [(filled(row, number) + [""] * len(HEAD))[: len(HEAD)] for row in band]
        table += [[row[at] for at in order] for row in rows]
    found = read(write, [*TITLE, table])
    assert told(found) == TRUE
    assert not found.problems


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize(
    "line",
    [
        *(
            "预算13表　　编制单位：青禾镇牧业站　　2027年",
            "预算13表 填报单位：青禾镇牧业站 2027年",
            "公开13表 2027年度 单位：万元",
        ),
        *("表13　青禾镇牧业站　2027年　金额单位：万元", "13表　2027年　　单位名称：青禾镇牧业站"),
    ],
)
def test_a_line_with_the_number_of_the_table_stands_below_its_title(write: Write, line: str) -> None:
    head = [
        ["部门名称", "青禾镇牧业站", "", "部门预算总额（万元）", "40.50", ""],
        ["年度总体目标", GOALS[0], "", "", "", ""],
    ]
    found = read(write, ["# 部门整体支出绩效目标表", line, [*head, HEAD, *ROWS[0]]])
    assert (found.department, found.year, len(found.indicators)) == ("青禾镇牧业站", 2027, 3)
    assert found.overall
    assert found.overall.total.wan == Decimal("40.50")
    assert not found.problems


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("其中：财政拨款 25.00，其他资金 2.40", "财政拨款：25.00；其他资金：2.40"),
        ("本项目2027年预算安排27.4万元，全部为财政拨款。", "项目预算：27.4万元；财政拨款：27.4万元"),
        (
            "项目总投资27.40万元，由财政拨款25.00万元和自筹资金2.40万元组成",
            "项目总投资：27.40万元；财政拨款：25.00万元；自筹资金：2.40万元",
        ),
        ("资金来源：财政拨款25万元、其他资金2.4万元", "财政拨款：25万元；其他资金：2.4万元"),
        (
            "项目总额 58.00,财政资金 55.60,其他资金 2.40(万元)",
            "项目总额：58.00万元；财政资金：55.60万元；其他资金：2.40万元",
        ),
        ("其中：财政拨款（万元） 25，其他资金（万元） 2.4", "财政拨款（万元）：25；其他资金（万元）：2.4"),
        *(
            (text, "")
            for text in ("总额：27.40", "修建牧道9公里，资金27万元", "项目预算30万元，来源为社会捐赠和财政拨款")
        ),
        *(
            (text, "")
            for text in (
                "加固桥涵9座。",
                "2027年收入总计1012万元，其中财政拨款1002万元",
                "",
                "项目预算30万元，财政拨款",
            )
        ),
    ],
)
def test_a_text_that_only_tells_of_funds_is_labels(text: str, labels: str) -> None:
    assert funds_in(text) == labels


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (
            [
                "**项目名称：{name}（{code}）**",
                "项目预算{total}万元，其中财政拨款{fiscal}万元，其他资金{other}万元。",
                "目标：{goal}",
            ],
            True,
        ),
        (
            [
                "**项目名称：{name}（编码：{code}）**",
                "资金总额：{total}万元；财政资金{fiscal}万元；其他资金{other}万元",
                "年度目标：{goal}",
            ],
            True,
        ),
        (
            [
                "### {name}",
                "编码 {code}，预算{total}万元（财政拨款{fiscal}万元、其他资金{other}万元）。",
                "**年度目标** {goal}",
            ],
            False,
        ),
        (
            [
                "> 项目{number}　{name}　编码{code}　资金{total}万元（财政{fiscal}万元，其他{other}万元）",
                "> 绩效目标：{goal}",
            ],
            False,
        ),
    ],
)
def test_short_labels_and_codes(write: Write, lines: Sequence[str], code: bool) -> None:
    blocks: list[Block] = ["# 预算12表 项目支出绩效目标表", "填报单位：青禾镇牧业站　预算年度：2027年　金额单位：万元"]
    for at, rows in enumerate(ROWS):
        texts = [plain(write, text) for text in filled(lines, at)]
        blocks += [text if write is FORMATS[0] else text.removeprefix("> ") for text in texts]
        blocks.append([HEAD, *rows])
    found = read(write, blocks)
    assert told(found) == TRUE
    assert [each.code for each in found.projects] == [each["code"] * code for each in PROJECTS]
    assert found.year == 2027
    assert not [problem.message for problem in found.problems if problem.partial]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("牧道桥涵加固（QH2027-14-3）", ("牧道桥涵加固", "QH2027-14-3")),
        ("牧道桥涵加固（项目编码：QH27-14）", ("牧道桥涵加固", "QH27-14")),
        ("牧道桥涵加固【632721270000118】", ("牧道桥涵加固", "632721270000118")),
        *(
            (name, (name, ""))
            for name in ("牧道桥涵加固（一期）", "草原监测（5G）", "牧道加固（20270101-20271231）", "（QH2027-14-3）")
        ),
        *((name, (name, "")) for name in ("围栏加固（GB50300-2013）", "牧道桥涵加固（2027年）", "牧道桥涵加固")),
    ],
)
def test_a_code_stands_in_brackets_behind_the_name(name: str, parts: tuple[str, str]) -> None:
    assert code_behind(name) == parts
