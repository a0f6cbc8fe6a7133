"""Kinds of indicators as the heads of columns, each with the target beside it (数量指标 | 指标值)."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.extract.segments.kind_columns import kinds_apart
from auditor.readers import read_bytes
from auditor.records.budget import Budget

LEAD = ("项目名称", "预算金额", "年度绩效目标")
ONE = ("堤岸加固", "26", "加固堤岸，护住农田。")
TWO = ("苗圃管护", "9.5", "管好苗圃。")


def read(rows: list[tuple[str, ...]], how: str) -> Budget:
    title = "项目支出绩效目标表"
    if how == "html":
        cells = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
        return extract(read_bytes(f"<p>{title}</p><p>单位：万元</p><table>{cells}</table>".encode(), "x.html"))
    if how == "md":
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|" + "---|" * len(rows[0]))
        return extract(read_bytes("\n".join([title, "", "单位：万元", "", *lines]).encode(), "x.md"))
    return extract(read_bytes("\n".join([title, *(",".join(row) for row in rows)]).encode(), "x.csv"))


def told(found: Budget) -> list[tuple[str, ...]]:
    names = {project.key: project.name.text for project in found.projects}
    return [
        (names[row.project], row.level1.text + row.level2.text, row.name.text, row.sign + row.value.text, row.unit.text)
        for row in found.indicators
    ]


def goals(found: Budget) -> list[tuple[str, str, str]]:
    return [(one.name.text, str(one.total.wan), one.objective.text) for one in found.projects]


@pytest.mark.parametrize("how", ["html", "md", "csv"])
@pytest.mark.parametrize("last", [(), ("备注",)])
def test_one_kind_and_its_target(how: str, last: tuple[str, ...]) -> None:
    more = ("",) * len(last)
    head = (*LEAD, "数量指标", "指标值", *last)
    rows = [(*ONE, "加固堤岸长度", "≥1.2公里", *more), (*TWO, "管护苗圃面积", "=46亩", *more)]
    found = read([head, *rows, ("合计", "35.5", "", "", "", *more)], how)
    assert told(found) == [
        ("堤岸加固", "数量指标", "加固堤岸长度", "≥1.2", "公里"),
        ("苗圃管护", "数量指标", "管护苗圃面积", "=46", "亩"),
    ]
    assert goals(found) == [("堤岸加固", "26", ONE[2]), ("苗圃管护", "9.5", TWO[2])]
    assert [problem.message for problem in found.problems if problem.partial] == []


PAIRS = [
    (("数量指标", "指标值"), ("质量指标", "指标值"), ("满意度指标", "指标值")),
    (("数量指标名称", "数量指标值"), ("质量指标名称", "质量指标值"), ("满意度指标名称", "满意度指标值")),
    (("数量指标内容", "目标值"), ("质量指标内容", "目标值"), ("满意度指标内容", "目标值")),
    (("产出数量指标", "数量目标值"), ("产出质量指标", "质量目标值"), ("服务对象满意度指标", "满意度目标值")),
]


@pytest.mark.parametrize("how", ["html", "csv"])
@pytest.mark.parametrize("pairs", PAIRS)
def test_a_pair_of_columns_for_each_kind(how: str, pairs: tuple[tuple[str, str], ...]) -> None:
    head = ("序号", *LEAD, *(text for pair in pairs for text in pair))
    one = ("1", *ONE, "加固堤岸长度", "≥1.2公里", "验收合格率", "≥98%", "农户满意度", "≥90%")
    rest = ("", "", "", "", "新立护栏", "≥60米", "", "", "", "")
    two = ("2", *TWO, "管护苗圃面积", "46亩", "", "", "用苗单位满意度", "≥92%")
    found = read([head, one, rest, two], how)
    assert [(row[0], *row[2:]) for row in told(found)] == [
        ("堤岸加固", "加固堤岸长度", "≥1.2", "公里"),
        ("堤岸加固", "验收合格率", "≥98", "%"),
        ("堤岸加固", "农户满意度", "≥90", "%"),
        ("堤岸加固", "新立护栏", "≥60", "米"),
        ("苗圃管护", "管护苗圃面积", "46", "亩"),
        ("苗圃管护", "用苗单位满意度", "≥92", "%"),
    ]
    kinds = [text if text.endswith("指标") else text[:4] for text, _ in pairs[:2]]
    assert [row[1] for row in told(found)[:2]] == kinds
    assert goals(found) == [("堤岸加固", "26", ONE[2]), ("苗圃管护", "9.5", TWO[2])]
    assert [problem.message for problem in found.problems if problem.partial] == []


def test_operator_and_unit_may_have_columns_and_projects_may_be_merged() -> None:
    head = "<tr><th rowspan=2>项目名称</th><th rowspan=2>金额</th>"
    head += "<th colspan=4>数量指标</th><th colspan=4>质量指标</th></tr>"
    head += f"<tr>{'<th>指标名称</th><th>指标性质</th><th>指标值</th><th>计量单位</th>' * 2}</tr>"
    one = "<tr><td rowspan=2>堤岸加固</td><td rowspan=2>26</td><td>加固堤岸长度</td><td>≥</td><td>1.2</td><td>公里</td>"
    one += "<td>验收合格率</td><td>≥</td><td>98</td><td>%</td></tr>"
    more = "<tr><td>新立护栏</td><td>≥</td><td>60</td><td>米</td><td></td><td></td><td></td><td></td></tr>"
    two = "<tr><td>苗圃管护</td><td>9.5</td><td>管护苗圃面积</td><td>=</td><td>46</td><td>亩</td>"
    two += "<td>苗木成活率</td><td>≥</td><td>95</td><td>%</td></tr>"
    page = f"<p>项目支出绩效目标表</p><p>单位：万元</p><table>{head}{one}{more}{two}</table>"
    found = extract(read_bytes(page.encode(), "x.html"))
    assert told(found) == [
        ("堤岸加固", "数量指标", "加固堤岸长度", "≥1.2", "公里"),
        ("堤岸加固", "质量指标", "验收合格率", "≥98", "%"),
        ("堤岸加固", "数量指标", "新立护栏", "≥60", "米"),
        ("苗圃管护", "数量指标", "管护苗圃面积", "=46", "亩"),
        ("苗圃管护", "质量指标", "苗木成活率", "≥95", "%"),
    ]
    assert [problem.message for problem in found.problems if problem.partial] == []


@pytest.mark.parametrize(
    "rows",
    [
        [
            (*LEAD, "一级指标", "二级指标", "三级指标", "指标值"),
            (*ONE, "产出指标", "数量指标", "加固堤岸长度", "≥1.2公里"),
        ],
        [("项目名称", "堤岸加固", "数量指标", "指标值"), ("预算金额", "26", "加固堤岸长度", "≥1.2公里")],
    ],
)
def test_other_tables_are_read_as_before(rows: list[tuple[str, ...]]) -> None:
    document = read_bytes("\n".join(",".join(row) for row in rows).encode(), "x.csv")
    assert kinds_apart(document.blocks) == document.blocks
