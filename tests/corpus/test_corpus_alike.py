"""What is kept of alike texts: worked in run by run it is what a comparison of all texts finds, for less work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from auditor import api
from auditor.checks.across.context import Across
from auditor.checks.across.cuts import held_of, texts_of
from auditor.checks.across.similar import Bar, Pieces, near_pairs, text_key
from auditor.corpus.kept import alike
from auditor.corpus.kept.alike import Kind
from auditor.corpus.kept.base import Kept
from auditor.engine.corpus import language
from bench.province import hidden

BAR = Bar(0.6, 24)
TEXTS: list[Pieces] = [
    ("整修山塘二十座并完善放水设施", "汛期前完成验收", "保障下游农田灌溉用水"),
    ("整修山塘二十座并完善放水设施", "汛期前完成验收", "保障下游各村农田灌溉用水"),
    ("更换机房空调并清洗风管", "室温全年保持稳定"),
]


def county() -> tuple[list[Pieces], Bar]:
    """Return the objectives of a county in which some are copies that hide."""
    book = api.load_rules()
    params = next(rule.params for rule in book.rules if rule.name == "duplicate.copied-objective")
    part = Across(hidden.county(1)[0], language(book))
    return list(dict.fromkeys(texts_of(part, params).values())), Bar(params["likeness"], held_of(params))


def among_all(texts: list[Pieces], bar: Bar) -> dict[frozenset[int], float]:
    pairs = near_pairs(texts, bar.likeness, held=bar.held)
    return {frozenset((text_key(texts[i]), text_key(texts[j]))): share for i, j, share in pairs}


def worked_in(kept: Kept, texts: list[Pieces], bar: Bar) -> dict[frozenset[int], float]:
    """Let projects hold these texts and no others; return the likeness of those that are alike."""
    told = {text_key(text): text for text in texts}
    kept.ask("DELETE FROM kept.holders")
    for key in told:
        kept.ask("INSERT INTO kept.holders VALUES ('objectives', ?, 1, 'p')", [key])
    kind = Kind(kept, "objectives", [bar])
    kind.work_in(told)
    found = kind.near(bar)
    ends = zip(found["one"].tolist(), found["other"].tolist(), strict=True)
    return dict(zip(map(frozenset, ends), found["share"].tolist(), strict=True))


def test_texts_worked_in_and_out_are_compared_as_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "_AT_ONCE", 2000)  # so that all is done in several parts
    texts, bar = county()
    work: list[int] = []
    judge: Any = alike.judged
    monkeypatch.setattr(
        alike, "judged", lambda made, pairs, floor: work.append(len(pairs)) or judge(made, pairs, floor)
    )
    with duckdb.connect() as connection:
        known = Kept(connection, tmp_path / "k.duckdb", "program")
        for some in (texts[5:], texts, texts[:-1], texts[20:], texts[::-1][:70] + texts[:9], []):
            assert worked_in(known, some, bar) == among_all(some, bar)
        before = len(work)
        worked_in(known, [], bar)
        assert len(work) == before, "nothing is new, and texts were compared"
    assert len(among_all(texts, bar)) > 5
    assert work[2] * 2 < work[0], "one text less, and much is compared again"


def test_what_another_program_left_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "k.duckdb"
    left = []
    for mark in ("one", "one", "two"):
        with duckdb.connect() as connection:
            known = Kept(connection, path, mark)
            left.append(len(known.ask("SELECT text FROM kept.holders")["text"]))
            assert worked_in(known, TEXTS, BAR) == among_all(TEXTS, BAR)
    assert left == [0, 3, 0]
    assert len(among_all(TEXTS, BAR)) == 1
