"""Small parts: the table of counts, readings, codes, the lexicon of confusable words."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.nlp.clause import split
from auditor.nlp.codes import char_key, clauses, word_key
from auditor.nlp.model import default_model
from auditor.nlp.pairs import default_pairs, read_pairs
from auditor.nlp.syllables import fuzzy, spellings
from auditor.nlp.table import dump, load


def test_table_finds_every_key_and_hardly_any_other() -> None:
    np = pytest.importorskip("numpy")
    keys = [char_key((8 + at, 9 + at % 7)) for at in range(5000)] + [word_key(at, at + 1) for at in range(5000)]
    counts = [1 + at % 900 for at in range(10000)]
    table = load(dump(np.array(keys, np.uint64), np.array(counts, np.int64)))
    wrong = [key for key, count in zip(keys, counts, strict=True) if abs(table.log(key) - math.log(count)) > 0.05]
    assert len(wrong) < 5
    assert min(table.log(key) for key in keys) >= 0
    strangers = [word_key(at + 7, at + 99) for at in range(20000)]
    assert sum(table.log(key) >= 0 for key in strangers) < 20


def test_clauses_fold_numbers_and_letters() -> None:
    assert clauses("完成12.5万元,购LED屏3块") == ["完成0万元", "购A屏0块"]


def test_clause_keeps_places() -> None:
    text = "共 3,200.5万元;设备 更新"
    money, renewal = split(text, default_model())
    assert money.symbols == "共0万元"
    assert renewal.symbols == "设备更新"
    assert text[slice(*renewal.span(0, 4))] == "设备 更新"
    assert "".join(renewal.words) == renewal.symbols


@pytest.mark.parametrize(("one", "two"), [("zhang", "zan"), ("lin", "ning"), ("sheng", "sen"), ("chi", "ci")])
def test_fuzzy_syllables_meet(one: str, two: str) -> None:
    assert fuzzy(one) == fuzzy(two)


def test_fuzzy_keeps_other_syllables_apart() -> None:
    assert len({fuzzy(one) for one in ("gao", "xiao", "hao", "n", "an", "bin")}) == 6


def test_spellings_are_few_and_need_every_character() -> None:
    assert spellings("行长", {"行": "ab", "长": "cd"}) == ["ac", "ad", "bc", "bd"]
    assert spellings("行x", {"行": "ab"}) == []


def test_lexicon_rows_are_sound() -> None:
    rules = default_pairs()
    assert len(rules) > 40
    for rule in rules:
        assert rule.wrong != rule.right
        assert 0.6 <= rule.confidence <= 1
        assert rule.why


def test_bad_lexicon_row_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "confusables.tsv"
    bad.write_text("wrong\tright\tconfidence\tbefore\tafter\twhy\n布署\t部署\t很高\t\t\t没有这个词\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"confusables\.tsv:2"):
        read_pairs(bad)
