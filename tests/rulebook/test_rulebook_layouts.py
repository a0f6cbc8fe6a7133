"""A pack may bring table layouts; they reach every reading and count in the identity of the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import api
from auditor.errors import ConfigError

LAYOUT = "name: own\nheads: [考核要点, 考核标准]\ncolumns: {考核要点: name, 考核标准: value}\n"
TABLE = """项目支出绩效目标表

项目名称\t预算数\t绩效目标\t一级指标\t二级指标\t考核要点\t考核标准
架桥补助\t12\t便利过河\t产出指标\t数量指标\t新建桥梁\t3座
"""


def pack(folder: Path, text: str) -> Path:
    (folder / "layouts").mkdir(parents=True)
    (folder / "layouts" / "own.yaml").write_text(text, encoding="utf-8")
    return folder


def test_an_audit_reads_by_the_layouts_of_its_packs(tmp_path: Path) -> None:
    document = tmp_path / "x.txt"
    document.write_text(TABLE, encoding="utf-8")
    plain, own = api.load_rules(), api.load_rules(("core", pack(tmp_path / "own", LAYOUT)))
    assert (plain.layouts, own.layouts) == ((), (tmp_path / "own" / "layouts",))
    budgets = [api.extract(document, rulebook=book) for book in (plain, own)]
    assert ["own" in {layout.name for layout in budget.layouts} for budget in budgets] == [False, True]
    assert [(row.name.text, row.value.text) for row in budgets[1].indicators] == [("新建桥梁", "3")]
    assert plain.sha256 != own.sha256


def test_a_malformed_layout_is_said_before_any_document(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        api.load_rules(("core", pack(tmp_path / "own", "name: own\nheds: [a]\n")))
