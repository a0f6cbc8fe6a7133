"""The running text of made-up budgets (部门预算说明) against their tables, in several formats."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest

import auditor
from auditor import api

TITLE = "云杉县水务局2026年部门预算"
PROSE = (
    "第一部分 部门概况",
    "一、主要职责：负责全县供水、排水和河道管理，组织编制水务规划并监督实施。",
    "第二部分 预算编制说明",
    "一、收支情况。2026年收入预算910.00万元，比上年增加40.00万元，增长4.6%，主要原因是新增泵站管护任务。"
    "支出预算910.00万元，其中：基本支出380.00万元，占41.76%；项目支出530.00万元，占58.24%。",
    "二、“三公”经费情况。2026年“三公”经费预算5.50万元，其中：因公出国（境）费0万元，公务接待费1.00万元，"
    "公务用车购置费0万元，公务用车运行维护费4.50万元。公务接待费比上年减少0.50万元，下降33.33%，主要原因是压减接待批次。",
    "三、政府性基金情况。本部门没有政府性基金预算安排的支出。",
    "四、绩效目标情况。本部门2026年共有项目2个，涉及资金530.00万元，全部编报了绩效目标。",
)
TABLES: dict[str, list[list[str]]] = {
    "预算01表 收支总表": [
        ["收入项目", "预算数", "支出项目", "预算数"],
        ["一、一般公共预算拨款收入", "910.00", "一、农林水支出", "910.00"],
        ["收入总计", "910.00", "支出总计", "910.00"],
    ],
    "预算03表 支出总表": [
        ["编码", "科目", "合计", "基本支出", "项目支出"],
        ["2130301", "行政运行", "380.00", "380.00", ""],
        ["2130306", "水利工程运行与维护", "530.00", "", "530.00"],
        ["合计", "", "910.00", "380.00", "530.00"],
    ],
    "预算08表 政府性基金预算支出表": [
        ["编码", "科目", "合计", "基本支出", "项目支出"],
        ["合计", "", "", "", ""],
    ],
    "预算10表 “三公”经费预算表": [
        ["年度", "“三公”经费合计", "因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行费"],
        ["2026", "5.50", "", "1.00", "", "4.50"],
    ],
}
HEAD = [
    *("预算单位", "项目名称", "项目总额", "财政资金", "其他资金", "绩效目标"),
    *("一级指标", "二级指标", "三级指标", "指标性质", "本年指标值", "度量单位"),
]
ROWS = {
    "泵站管护": ("300.00", "管护排涝泵站15座，汛期能够正常运行。", ("管护泵站数量", "15", "座"), "泵站运行完好率"),
    "河道保洁": ("230.00", "保洁河道120公里，河面没有成片漂浮物。", ("保洁河道长度", "120", "公里"), "河道保洁合格率"),
}


def twelve() -> list[list[str]]:
    rows = [HEAD]
    for name, (total, goal, (count, number, unit), quality) in ROWS.items():
        owner = ["云杉县水务局", name, total, total, "", goal]
        rows += [
            [*owner, "产出指标", "数量指标", count, "≥", number, unit],
            [*owner, "产出指标", "质量指标", quality, "≥", "95", "%"],
            [*owner, "产出指标", "时效指标", "任务完成时限", "≤", "11", "月"],
            [*owner, "成本指标", "经济成本指标", f"{name}总成本", "≤", total, "万元"],
            [*owner, "效益指标", "社会效益指标", "受益群众投诉处理率", "≥", "98", "%"],
            [*owner, "满意度指标", "服务对象满意度指标", "沿线居民满意度", "≥", "90", "%"],
        ]
    return rows


def parts(text: str) -> list[tuple[str, Any]]:
    """Return the document: paragraphs of prose, then captions and tables."""
    made: list[tuple[str, Any]] = [("p", line) for line in text.split("\n")]
    for title, rows in {**TABLES, "预算12表 年度项目支出绩效表": twelve()}.items():
        made += [("p", title), ("p", "（单位：万元）"), ("t", rows)]
    return made


def write(text: str, kind: str, folder: Path) -> Path:
    path = folder / f"预算.{kind}"
    if kind == "docx":
        docx = pytest.importorskip("docx")
        document = docx.Document()
        for what, content in parts(text):
            if what == "p":
                document.add_paragraph(content)
                continue
            table = document.add_table(len(content), len(content[0]))
            for row, cells in zip(table.rows, content, strict=True):
                for cell, value in zip(row.cells, cells, strict=True):
                    cell.text = value
        document.save(str(path))
        return path
    lines = [_page(what, content, kind) for what, content in parts(text)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _page(what: str, content: Any, kind: str) -> str:
    if what == "p":
        return f"<p>{html.escape(content)}</p>" if kind == "html" else f"{content}\n"
    if kind == "html":
        return f"<table>{''.join('<tr>' + ''.join(f'<td>{c}</td>' for c in row) + '</tr>' for row in content)}</table>"
    rows = [f"| {' | '.join(row)} |" for row in content]
    return "\n".join([rows[0], "|" + "---|" * len(content[0]), *rows[1:], ""])


RIGHT = "\n".join((TITLE, *PROSE))
FAULTS = (
    ("增加40.00万元", "增加XX万元", "vague.prose-placeholder"),
    ("减少0.50万元，下降", "增加（减少）0.50万元，下降", "vague.prose-placeholder"),
    ("主要原因是压减接待批次。", "主要原因是　　。", "missing.prose-reason"),
    ("收入预算910.00万元", "收入预算960.00万元", "conflict.prose-amount"),
    ("基本支出380.00万元，占41.76%", "基本支出370.00万元，占40.66%", "conflict.prose-amount"),
    ("公务接待费1.00万元", "公务接待费1.50万元", "conflict.prose-amount"),
    ("经费预算5.50万元", "经费预算6.00万元", "arithmetic.prose-official-expenses"),
    ("项目支出530.00万元，占", "项目支出510.00万元，占", "arithmetic.prose-parts"),
    ("占58.24%", "占62.24%", "arithmetic.prose-share"),
    ("增长4.6%", "增长6.4%", "arithmetic.prose-change"),
    ("增长4.6%", "下降4.6%", "arithmetic.prose-change"),
    ("涉及资金530.00万元", "涉及资金503.00万元", "conflict.prose-performance-funds"),
    ("共有项目2个", "共有项目3个", "conflict.prose-performance-funds"),
    ("水务局2026年部门预算", "水务局2025年部门预算", "conflict.title-year"),
    (TITLE, "青塘区就业管理中心2026年部门预算", "conflict.title-department"),
)


@pytest.fixture(autouse=True)
def without_proofreader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the proofreader out: it takes seconds and has tests of its own."""
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)


@pytest.mark.parametrize("kind", ["md", "html", "docx"])
def test_a_right_text_is_silent(kind: str, tmp_path: Path) -> None:
    (document,) = auditor.audit(write(RIGHT, kind, tmp_path)).documents
    assert document.status == "ok", document.problems
    assert [one.message for one in document.findings if one.severity != "info"] == []


@pytest.mark.parametrize("kind", ["md", "html", "docx"])
@pytest.mark.parametrize(("right", "wrong", "rule"), FAULTS)
def test_a_planted_contradiction_is_found(right: str, wrong: str, rule: str, kind: str, tmp_path: Path) -> None:
    assert RIGHT.count(right) == 1, right
    (document,) = auditor.audit(write(RIGHT.replace(right, wrong), kind, tmp_path)).documents
    found = {one.rule: one for one in document.findings}
    assert rule in found
    evidence = found[rule].evidence
    assert 0 <= evidence.start < evidence.end <= len(evidence.text)
    # The sentence is shown as it is printed, not as it is compared.
    assert evidence.text in RIGHT.replace(right, wrong)


def test_a_denied_fund_with_an_amount_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        TABLES["预算08表 政府性基金预算支出表"][0],
        ["2120801", "补偿支出", "60.00", "", "60.00"],
        ["合计", "", "60.00", "", "60.00"],
    ]
    monkeypatch.setitem(TABLES, "预算08表 政府性基金预算支出表", rows)
    (document,) = auditor.audit(write(RIGHT, "md", tmp_path)).documents
    assert "conflict.prose-denied" in {one.rule for one in document.findings}


def test_what_last_year_was_is_not_compared_with_this_years_tables(tmp_path: Path) -> None:
    more = "五、上年情况。2025年收入预算870.00万元，2025年“三公”经费预算6.00万元，执行数5.20万元。"
    (document,) = auditor.audit(write(f"{RIGHT}\n{more}", "md", tmp_path)).documents
    assert [one.message for one in document.findings if one.severity == "error"] == []
