"""Lists whose indicators one cell tells under headings in brackets: a row each, whichever brackets, in every format."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

HEAD = ["单位编码", "单位名称（项目类别/支出项目）", "年度预算安排", "项目内容", "绩效目标"]
BOAT = """【总体目标】
养护渡口3处，保障村民安全过渡
【产出指标-数量指标】
指标1：养护渡口数（≥3处）
指标2：渡工培训次数（≥2次）
【产出指标-时效指标】
指标1：汛前检修时间（5月底前）
【产出指标-成本指标】
指标1：养护成本（≤286400元）
【效益指标-社会效益指标】
指标1：过渡安全（有效保障）
【满意度指标-服务对象满意度指标】
指标1：村民满意度（≥90%）
【其他说明】
渡口名录见附件"""
LAMP = "【总体目标】\n更换航标灯12盏\n【产出指标-数量指标】\n指标1：更换航标灯数（≥12盏）"
ROWS = [
    ["", "某县港航局", "346400", "", ""],
    ["052003", "某县渡口管理站", "346400", "", ""],
    ["", "其他运转类", "286400", "", ""],
    ["052003", "渡口养护", "286400", "【项目概况】：养护三处渡口。", BOAT],
    ["", "特定目标类", "60000", "", ""],
    ["052003", "航标灯更换", "60000", "【项目概况】：更换旧灯。", LAMP],
]
WANTED = [
    ("渡口养护", "产出指标", "数量指标", "养护渡口数", "≥", "3", "处"),
    ("渡口养护", "产出指标", "数量指标", "渡工培训次数", "≥", "2", "次"),
    ("渡口养护", "产出指标", "时效指标", "汛前检修时间", "", "5月底前", ""),
    ("渡口养护", "产出指标", "成本指标", "养护成本", "≤", "286400", "元"),
    ("渡口养护", "效益指标", "社会效益指标", "过渡安全", "", "有效保障", ""),
    ("渡口养护", "满意度指标", "服务对象满意度指标", "村民满意度", "≥", "90", "%"),
    ("航标灯更换", "产出指标", "数量指标", "更换航标灯数", "≥", "12", "盏"),
]


def _page(kind: str, brackets: str = "【】") -> bytes:
    cells = [[text.translate(str.maketrans("【】", brackets)) for text in row] for row in [HEAD, *ROWS]]
    title = "某县港航局2027年项目绩效目标和指标"
    if kind == "txt":
        return "\n\n".join([title, *(text for row in cells for text in row if text)]).replace("\n【", "\n\n【").encode()
    if kind == "html":
        rows = [
            "".join(f"<td>{''.join(f'<p>{part}</p>' for part in text.split(chr(10)))}</td>" for text in row)
            for row in cells
        ]
        return f"<h2>{title}</h2><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>".encode()
    if kind == "md":
        lines = [f"| {' | '.join(text.replace(chr(10), '<br>') for text in row)} |" for row in cells]
        return "\n".join([f"# {title}", "", lines[0], "|---" * 5 + "|", *lines[1:]]).encode()
    from openpyxl import Workbook

    book = Workbook()
    for row in [[title], *cells]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(budget: Budget) -> list[tuple[str, ...]]:
    names = {project.key: project.name.text for project in budget.projects}
    return [
        (
            names[row.project],
            *(cell.text for cell in (row.level1, row.level2, row.name, row.operator, row.value, row.unit)),
        )
        for row in budget.indicators
    ]


@pytest.mark.parametrize(
    ("kind", "brackets"),
    [("html", "【】"), ("xlsx", "【】"), ("md", "【】"), ("txt", "【】"), ("html", "[]"), ("xlsx", "（）")],
)
def test_each_indicator_of_a_cell_is_a_row_and_the_headings_between_are_no_projects(kind: str, brackets: str) -> None:
    budget = extract(read_bytes(_page(kind, brackets), f"a.{kind}"))
    assert _rows(budget) == WANTED
    assert not [problem.message for problem in budget.problems if problem.partial]
    boat, lamp = budget.projects
    assert (boat.objective.text, lamp.objective.text) == ("养护渡口3处，保障村民安全过渡", "更换航标灯12盏")
    assert {boat.agency, lamp.agency} == {"某县渡口管理站"}
    # No unit is printed: the costs of the first project are its amount, in 元.
    assert (boat.total.wan, lamp.total.wan) == (Decimal("28.64"), Decimal(6))
    assert any("没有写金额单位" in problem.message for problem in budget.problems)


def test_a_project_without_indicators_stays_a_project() -> None:
    lines = [row for row in ROWS if "类" not in row[1]]
    cells = [HEAD, *lines, ["052003", "码头维修", "41000", "【项目概况】：维修码头。", ""]]
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in cells)
    budget = extract(read_bytes(f"<h2>项目绩效目标</h2><table>{rows}</table>".encode(), "a.html"))
    assert [project.name.text for project in budget.projects] == ["渡口养护", "航标灯更换", "码头维修"]
