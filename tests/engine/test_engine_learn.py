"""Learning from decisions: what evidence changes, what is left alone, and that the result is a pack like any other."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from auditor.api import load_rules
from auditor.engine.learn import Floors, Observation, interval, learned, pack_files

BOOK = load_rules()
GOOD, BAD, RARE = "unit.amount-in-percent", "cost.far-below-total", "unit.spelling"
KNOWN = {rule.name: rule for rule in BOOK.rules}


def seen(shares: dict[str, float], each: int = 40, documents: int = 8) -> list[Observation]:
    """Return made-up decisions: of every rule ``each``, right with its share, over some documents."""
    pick = random.Random(7)
    rows = []
    for rule, share in shares.items():
        for number in range(each):
            known = KNOWN[rule]
            right = pick.random() < share
            rows.append(Observation(rule, known.family, known.confidence, f"d{number % documents}", right))
    return rows


@pytest.fixture(scope="module")
def rules() -> Sequence[str]:
    return [name for name in (GOOD, BAD) if name in KNOWN]


def other(family: str) -> str:
    """Return a rule of another family, so that the tests do not hang on one name."""
    return next(name for name, rule in KNOWN.items() if rule.family == family and rule.severity == "warning")


def test_a_rule_that_reviewers_refuse_is_lowered_or_silenced() -> None:
    refused, doubted = other("ambition"), other("vague")
    lesson = learned(seen({GOOD: 0.97, refused: 0.02, doubted: 0.35}), BOOK.rules)
    changes = {change.rule: change for change in lesson.changes}
    assert lesson.after is not None
    assert lesson.before is not None
    assert lesson.after < lesson.before
    assert changes[refused].off
    assert (changes[doubted].off, changes[doubted].severity) == (False, "info")
    assert changes[doubted].confidence < 0.55
    assert (changes[GOOD].off, changes[GOOD].severity) == (False, "")
    assert changes[GOOD].confidence > 0.9


def test_below_the_floor_nothing_changes() -> None:
    few = learned(seen({GOOD: 0.5, other("vague"): 0.5}, each=6), BOOK.rules)
    assert few.changes == ()
    assert "太少" in few.why
    one_document = learned(seen({GOOD: 0.2}, each=60, documents=1), BOOK.rules)
    assert one_document.changes == ()


def test_a_rule_with_few_decisions_is_left_alone_and_said() -> None:
    rare = other("duplicate")
    rows = seen({GOOD: 0.95, other("vague"): 0.1}) + seen({rare: 0.0}, each=4)
    lesson = learned(rows, BOOK.rules)
    assert rare not in {change.rule for change in lesson.changes}
    assert rare in {rule for rule, *_ in lesson.kept}


def test_noise_changes_nothing() -> None:
    """Decisions that agree with the confidences that stand in the rules teach nothing."""
    names = [name for name, rule in KNOWN.items() if rule.confidence == 0.9][:4]
    lesson = learned(seen(dict.fromkeys(names, 0.9), each=30), BOOK.rules)
    assert not any(change.off or change.severity for change in lesson.changes)
    assert all(abs(change.confidence - change.before) < 0.12 for change in lesson.changes)


def test_the_order_of_decisions_does_not_matter() -> None:
    rows = seen({GOOD: 0.97, other("vague"): 0.2})
    again = learned(list(reversed(rows)), BOOK.rules)
    assert learned(rows, BOOK.rules).changes == again.changes


def test_decisions_on_rules_that_are_gone_are_left_out() -> None:
    gone = [Observation("unit.gone", "unit", 0.9, f"d{at % 5}", False) for at in range(50)]
    assert learned(gone, BOOK.rules).changes == ()


def test_the_interval_holds_the_share() -> None:
    for right, decisions in ((0, 10), (5, 10), (10, 10), (97, 100)):
        least, most = interval(right, decisions)
        assert 0 <= least <= right / decisions <= most <= 1.0001
    assert interval(50, 100)[1] - interval(50, 100)[0] < interval(5, 10)[1] - interval(5, 10)[0]


def test_the_result_is_a_pack(tmp_path: Path) -> None:
    doubted = other("vague")
    lesson = learned(seen({GOOD: 0.97, doubted: 0.3}), BOOK.rules, Floors())
    pack = tmp_path / "本地校准"
    pack.mkdir()
    for name, text in pack_files(lesson, BOOK.rules).items():
        (pack / name).write_text(text, encoding="utf-8")
    book = load_rules(("core", pack))
    adjusted = {rule.name: rule for rule in book.rules}
    assert adjusted[doubted].severity == "info"
    assert adjusted[doubted].message == KNOWN[doubted].message
    changed = {entry["name"] for entry in yaml.safe_load((pack / "learned.yaml").read_text(encoding="utf-8"))}
    assert {name for name, rule in adjusted.items() if rule != KNOWN[name]} <= changed
    report = (pack / "report.md").read_text(encoding="utf-8")
    assert doubted in report
    assert "对数损失" in report
