"""Small parts: the tables of counts, symbols, sounds, the character model, the lexicon of confusable words."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.nlp.train.register import phrases
from auditor.nlp.typo import fuse
from auditor.nlp.typo.charlm import EDGE, HAN, NUMBER, windows
from auditor.nlp.typo.clause import split
from auditor.nlp.typo.codes import clauses
from auditor.nlp.typo.hashtable import dump, load
from auditor.nlp.typo.model import default_model
from auditor.nlp.typo.pairs import default_pairs, pair_edits, read_pairs
from auditor.nlp.typo.search import scored, search
from auditor.nlp.typo.syllables import fuzzy
from auditor.nlp.typo.symbols import row


def test_table_finds_every_key_and_hardly_any_other() -> None:
    np = pytest.importorskip("numpy")
    keys = [(at + 2) << 24 | at % 7 for at in range(5000)] + [at << 24 | at + 1 for at in range(5000)]
    counts = [1 + at % 900 for at in range(10000)]
    table = load(dump(np.array(keys, np.uint64), np.array(counts, np.int64)))
    wrong = [key for key, count in zip(keys, counts, strict=True) if abs(table.log(key) - math.log(count)) > 0.05]
    assert len(wrong) < 5
    assert min(table.log(key) for key in keys) >= 0
    strangers = [(at + 7) << 24 | at + 99 for at in range(20000)]
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


def test_lexicon_rows_are_sound() -> None:
    rules = default_pairs()
    assert len(rules) > 40
    for rule in rules:
        assert rule.wrong != rule.right
        assert rule.confidence == 0 or 0.5 <= rule.confidence <= 1
        assert rule.why
        assert rule.pattern.groups == 0


def test_bad_lexicon_row_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "confusables.tsv"
    bad.write_text("wrong\tright\tconfidence\tbefore\tafter\twhy\n布署\t部署\t很高\t\t\t没有这个词\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"confusables\.tsv:2"):
        read_pairs(bad)
    bad.write_text("# 只有条件写错\n布署\t部署\t0.9\t\t(目前\t没有这个词\n", encoding="utf-8")
    (rule,) = read_pairs(bad)
    with pytest.raises(RuleError, match=r"confusables\.tsv:2"):
        pair_edits("全面布署", [], (rule,))


@pytest.mark.parametrize("size", [1, 40, 3000, 60_000])
def test_fuse_finds_every_hash_and_hardly_any_other(size: int) -> None:
    np = pytest.importorskip("numpy")
    dice = np.random.default_rng(size)
    hashes = np.unique(dice.integers(0, 2**63, size, dtype=np.uint64))
    values = dice.integers(0, fuse.VALUES, len(hashes))
    held = fuse.load(fuse.dump(hashes, values))
    assert (held.find(hashes) == values).all()
    strangers = dice.integers(2**63, 2**64, 50_000, dtype=np.uint64)
    assert (held.find(strangers) >= 0).mean() < 0.003


def test_fuse_refuses_two_equal_hashes() -> None:
    np = pytest.importorskip("numpy")
    with pytest.raises(ValueError, match="equal"):
        fuse.dump(np.array([7, 7], np.uint64), np.array([1, 2]))


def test_row_keeps_places_and_texts_apart() -> None:
    texts = ["共 3,200.5万元;LED屏", "", "设备 更\n新"]
    found = row(texts, default_model().chars.symbols)
    for number, (first, end) in enumerate(zip(found.first, found.end, strict=True)):
        assert (found.owner[first:end] == number).all()
        assert found.ids[first - 1] == found.ids[end] == EDGE
    shown = [[texts[at][place] for place in found.place[found.owner == at]] for at in range(3)]
    assert shown == [list("共3万元;L屏"), [], list("设备更新")]
    assert found.ids[found.first[0] + 1] == NUMBER


def test_row_and_clause_see_the_same_symbols() -> None:
    model, text = default_model(), "购 LED屏12.5平方米,第3批"
    found = row([text], model.chars.symbols)
    places = [place for clause in split(text, model) for place in clause.places]
    marks = {at for at, char in enumerate(text) if char in ",;"}
    assert [int(place) for place in found.place[found.owner == 0] if place not in marks] == places


def test_character_model_prefers_what_is_usual_and_sums_to_one() -> None:
    np = pytest.importorskip("numpy")
    chars = default_model().chars
    ids = row(["保障机关正常运", "保障机关正常晕"], chars.symbols).ids
    usual, odd = chars.scores(windows(ids))[[7, 15]]
    assert usual > odd + 3
    after = np.zeros((4096, 5), np.uint16)
    after[:, 1:4] = chars.symbols[[ord(char) for char in "正常运"]]
    after[:, 4] = np.arange(4096)
    assert 0.9 < float(np.exp(chars.scores(after).astype(float)).sum()) < 1.1


def test_every_candidate_sounds_or_looks_alike_and_gains() -> None:
    model = default_model()
    found = row(["机房空调搞笑运转", "加强食品安全监都检查"], model.chars.symbols, model.sounding.wide)
    options = search(found, scored(found, model.chars), model.chars, model.sounding, model.sieve)
    assert len(options.start)
    assert (options.gain - options.cost > 0).all()
    assert (options.gain <= options.other).all()
    made = {"".join(model.han[symbol - HAN] for symbol in right if symbol) for right in options.right}
    assert {"高效", "督"} <= made


def test_phrases_are_single_or_combined(tmp_path: Path) -> None:
    path = tmp_path / "register.txt"
    path.write_text("# 说明\n经费 工资\n× 设备 管道 × 完好率 数量\n", encoding="utf-8")
    found = list(phrases(path))
    assert [phrase for phrase, _ in found] == ["经费", "工资", "设备完好率", "设备数量", "管道完好率", "管道数量"]
    assert found[0][1] > found[2][1] > 0
