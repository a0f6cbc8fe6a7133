"""What a pack gives a core rule is checked against closed vocabularies, and its own file and line are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.api import load_rules
from auditor.engine.closed import closed_faults
from auditor.errors import RuleError
from auditor.rulebook import load

CHANGES = (
    ("kinds.conflict", "name_kinds: [money_totl]", "money_total"),
    ("kinds.conflict", "dimensions: [rato]", "ratio"),
    ("kinds.conflict", "dimension: [length]", "dimensions"),
    ("target.same_everywhere", "levels: [satisfacton]", "satisfaction"),
    ("absence.of_project", "column: totl", "total"),
)


def test_the_rules_of_the_installation_are_within_the_vocabularies() -> None:
    book = load(("core", "beijing", "example-bureau"))
    assert [fault for rule in book.rules + book.silenced for fault in closed_faults(rule, book)] == []


@pytest.mark.parametrize(("check", "given", "meant"), CHANGES)
def test_a_slip_in_a_pack_is_named_with_its_line(check: str, given: str, meant: str, tmp_path: Path) -> None:
    rule = next(rule for rule in load().rules if rule.check == check)
    (tmp_path / "own.yaml").write_text(f"- name: {rule.name}\n  with:\n    {given}\n", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_rules(("core", str(tmp_path)))
    assert (Path(caught.value.source or "").name, caught.value.line) == ("own.yaml", 2)
    assert f"是否想写“{meant}”" in caught.value.message
