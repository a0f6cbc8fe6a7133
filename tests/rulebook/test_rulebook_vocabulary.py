"""Levels, heads and units stand in one place, reach reading and judging alike, and grow with a pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import api
from auditor.errors import RuleError
from auditor.extract.words.vocabulary import header, using

TABLE = """项目支出绩效目标表

| 项目名称 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 考核事项 | 考核口径 |
|---|---|---|---|---|---|---|
| 架桥补助 | 12 | 便利群众过河 | 民生指标 | 受惠指标 | 新建便桥 | 3孔 |
| | | | 产出指标 | 质量指标 | 便桥验收合格率 | 100% |
"""
FILES = {
    "lexicons/levels.txt": "[level1_benefit]\n民生\n[social]\n受惠\n",
    "lexicons/heads.txt": "[name]\n考核事项\n[value]\n考核口径\n",
    "units.txt": "[thing]\n孔 1\n",
}


def pack(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_pack_adds_levels_heads_and_units(tmp_path: Path) -> None:
    document = tmp_path / "x.md"
    document.write_text(TABLE, encoding="utf-8")
    plain, own = api.load_rules(), api.load_rules(("core", pack(tmp_path / "own", FILES)))
    assert [row.unit.text for row in api.extract(document, rulebook=plain).indicators] == ["", "%"]
    first, second = api.extract(document, rulebook=own).indicators
    assert (first.name.text, first.value.text, first.unit.text) == ("新建便桥", "3", "孔")
    assert (second.name.text, second.value.text, second.unit.text) == ("便桥验收合格率", "100", "%")
    found = [finding.message for finding in api.Auditor(own)(document).findings]
    assert any("不是受惠指标考核的效果" in message for message in found)  # 孔 counts no effect
    assert plain.sha256 != own.sha256


def test_a_pack_changes_nothing_for_the_next_reading(tmp_path: Path) -> None:
    document = tmp_path / "x.md"
    document.write_text(TABLE, encoding="utf-8")
    before = api.extract(document).indicators
    api.extract(document, rulebook=api.load_rules(("core", pack(tmp_path / "own", FILES))))
    assert api.extract(document).indicators == before


def test_a_pack_takes_a_head_away(tmp_path: Path) -> None:
    own = api.load_rules(("core", pack(tmp_path / "own", {"lexicons/heads.txt": "[total]\n-金额\n"})))
    assert "total" in api.load_rules().vocabulary.header("金额")
    assert "total" not in own.vocabulary.header("金额")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"lexicons/heads.txt": "[vaule]\n考核口径\n"}, "是否想写“value”"),
        ({"units.txt": "[thing]\n孔\n"}, "第2行"),
    ],
)
def test_a_slip_in_a_pack_is_said(files: dict[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        api.load_rules(("core", pack(tmp_path / "own", files)))
    assert said in caught.value.message


def test_what_is_remembered_of_a_text_is_of_the_vocabulary_at_hand(tmp_path: Path) -> None:
    own = api.load_rules(("core", pack(tmp_path / "own", FILES))).vocabulary
    plain = api.load_rules().vocabulary
    told = []
    for words in (plain, own, plain, None, own):
        with using(words):
            told.append("name" in header("考核事项"))
    assert told == [False, True, False, False, True]
