"""Every provision that was read is accounted for; the rules named exist; the page is up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.rulebook import Provision, load
from auditor.rulebook.coverage import Covered, every_pack, faults, main, page, read_coverage

ROOT = Path(__file__).resolve().parents[2]
PACKS = [("core",), ("core", "beijing"), ("core", "beijing", "example-bureau")]


@pytest.mark.parametrize("packs", PACKS, ids="+".join)
def test_every_provision_is_covered_and_every_rule_exists(packs: tuple[str, ...]) -> None:
    covered = read_coverage()
    assert len(covered) > 25
    wrong = [fault for fault in faults(covered, load(packs)) if "不存在" not in fault or packs == PACKS[-1]]
    assert not wrong, "\n".join(wrong)


def test_the_page_is_up_to_date() -> None:
    shown = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert shown == page(read_coverage(), every_pack()), "run python -m auditor.rulebook.coverage"


def test_a_provision_left_out_is_a_fault() -> None:
    book = load()
    more = replace(
        book, provisions={**book.provisions, "某法第九条": Provision("某法第九条", "《某法》第九条", "原句")}
    )
    assert faults(read_coverage(), more) == ("条文“某法第九条”没有列入对照。",)


def test_an_unknown_rule_and_an_unknown_provision_are_faults() -> None:
    wrong = faults((*read_coverage(), Covered(provision="某法", rules=("unit.amount-in-percnt",))), load())
    assert any("“某法”不在" in fault for fault in wrong)
    assert any("unit.amount-in-percnt" in fault and "是否想写“unit.amount-in-percent”" in fault for fault in wrong)


def test_a_rule_that_cites_what_is_not_listed_is_a_fault() -> None:
    book = load()
    cited = replace(book, rules=(replace(book.rules[0], basis=("预算法第十四条",)),), silenced=())
    assert any(book.rules[0].name in fault and "引用" in fault for fault in faults(read_coverage(), cited))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- provision: 甲\n  rule: [a]\n", "rules"),
        ("- provision: 甲\n  source: 乙\n  not_checked: 丙\n", "只写一个"),
        ("- provision: 甲\n", "not_checked"),
    ],
)
def test_a_malformed_entry_names_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "coverage.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as error:
        read_coverage(tmp_path)
    assert said in str(error.value)
    assert error.value.line is not None


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    target = tmp_path / "page.md"
    assert main([str(target)]) == 0
    assert "预算法" in target.read_text(encoding="utf-8")
