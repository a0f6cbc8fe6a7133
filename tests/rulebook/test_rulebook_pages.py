"""Rule pages and skeletons."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import ConfigError
from auditor.records.rule import Rule
from auditor.rulebook import Provision, Rulebook, load
from auditor.rulebook.pages import main, pages, plain, rule_page
from auditor.rulebook.skeleton import skeleton

RULE = Rule(
    "unit.a", "U01", "unit", "error", 0.9, "indicator", "kinds.conflict", "问题|一", "改法一",
    params={"kinds": ("money", "a,b")}, why="理由一", basis=("某法第一条",), fires=({"name": "甲", "value": ""},),
)  # fmt: skip
PROVISION = Provision("某法第一条", "《某法》第一条", "原句一")


def test_a_page_says_everything() -> None:
    page = rule_page(RULE, {"某法第一条": PROVISION})
    for part in (
        "U01 unit.a",
        "错误",
        "0.9",
        "问题|一",
        "改法一",
        "理由一",
        "《某法》第一条",
        "原句一",
        "甲",
        '"a,b"',
        '""',
    ):
        assert part in page
    assert "不应报" not in page
    assert not set(plain(page)) & set("#`")


def test_one_page_a_family_and_an_index() -> None:
    found = pages(Rulebook((RULE,), provisions={"某法第一条": PROVISION}))
    assert sorted(found) == ["README.md", "unit.md"]
    assert "| U01 | [unit.a](unit.md) |" in found["README.md"]
    assert "问题\\|一" in found["README.md"]


def test_writing_removes_pages_of_no_rule(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("x", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert not (tmp_path / "gone.md").exists()
    assert (tmp_path / "README.md").is_file()


def test_a_skeleton_passes_the_schema(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "new.yaml").write_text(skeleton("unit.new-one", Rulebook((RULE,))), encoding="utf-8")
    (rule,) = load(("core",), tmp_path).rules
    assert (rule.name, rule.code, rule.family) == ("unit.new-one", "U02", "unit")
    assert rule.fires == rule.silent == ()


@pytest.mark.parametrize(("name", "said"), [("unit.a", "已经存在"), ("units.b", "是否想写“unit”"), ("Unit", "小写")])
def test_a_bad_name_gets_no_skeleton(name: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        skeleton(name, Rulebook((RULE,)))
