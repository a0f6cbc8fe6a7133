"""Every rule of every pack: its examples, its verb, and the pages made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.api import load_rules, proofreader_for
from auditor.cli.proofread import ERROR_FROM, HINT_FROM, WARNING_FROM
from auditor.engine.selftest import rule_faults
from auditor.records.edit import Proofreader
from auditor.records.rule import Rule
from auditor.rulebook import Rulebook
from auditor.rulebook.packs import named_packs, rules_folder
from auditor.rulebook.pages import pages

ROOT = Path(__file__).resolve().parents[2]
BOOK = load_rules(named_packs(rules_folder()))


@pytest.fixture(scope="module")
def proofreader() -> Proofreader | None:
    """Return the proofreader, loaded once."""
    return proofreader_for(BOOK.rules)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in BOOK.rules])
def test_a_rule_does_what_its_examples_say(rule: Rule, proofreader: Proofreader | None) -> None:
    assert rule_faults(rule, BOOK, proofreader) == ()


def test_there_are_rules() -> None:
    assert len(BOOK.rules) > 20


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in BOOK.rules])
def test_a_rule_belongs_to_the_family_its_name_says(rule: Rule) -> None:
    assert rule.name.partition(".")[0] == rule.family


def test_proofread_reports_words_at_the_levels_of_the_rules() -> None:
    spelling = [rule.params for rule in BOOK.rules if rule.check == "spelling.edits"]
    words = [params["levels"] for params in spelling if "homophone" in params["kinds"]]
    assert words == [{"error": ERROR_FROM, "warning": WARNING_FROM, "info": HINT_FROM}]


def test_pages_do_not_lag_behind_rules() -> None:
    wanted = pages(load_rules())
    folder = ROOT / "docs" / "rules"
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    assert found == wanted, "请运行 python -m auditor.rulebook.pages 重新生成 docs/rules/"


def test_a_rulebook_says_which_provisions_it_cites() -> None:
    book: Rulebook = BOOK
    assert {name for rule in book.rules for name in rule.basis} <= set(book.provisions)
