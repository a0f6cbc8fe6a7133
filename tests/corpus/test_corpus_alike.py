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
from auditor.corpus import alike
from auditor.corpus.alike import Alike
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


def kept(known: Alike, texts: list[Pieces], bar: Bar) -> dict[frozenset[int], float]:
    found = known.near("objectives", {text_key(text): text for text in texts}, bar)
    assert found is not None
    return {frozenset(pair): share for pair, share in found.items()}


def test_texts_worked_in_and_out_are_compared_as_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "_AT_ONCE", 2000)  # so that all is done in several parts
    texts, bar = county()
    work: list[int] = []
    judge: Any = alike.judged
    monkeypatch.setattr(
        alike, "judged", lambda made, pairs, floor: work.append(len(pairs)) or judge(made, pairs, floor)
    )
    with duckdb.connect() as connection:
        known = Alike(connection, tmp_path / "alike.duckdb", "program")
        for some in (texts[5:], texts, texts[:-1], texts[20:], texts[::-1][:70] + texts[:9], []):
            assert kept(known, some, bar) == among_all(some, bar)
        before = len(work)
        known.near("objectives", {}, bar)
        assert len(work) == before == 5, "nothing is new, and texts were compared"
    assert len(among_all(texts, bar)) > 5
    assert work[2] * 2 < work[0], "one text less, and much is compared again"


def test_what_is_damaged_or_was_made_by_another_program_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "alike.duckdb"
    path.write_bytes(b"no database at all" * 1000)
    for mark in ("one", "one", "two"):
        with duckdb.connect() as connection:
            assert kept(Alike(connection, path, mark), TEXTS, BAR) == among_all(TEXTS, BAR)
    assert len(among_all(TEXTS, BAR)) == 1


def test_what_cannot_be_kept_is_not_known(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        nowhere = Alike(connection, tmp_path / "no folder" / "alike.duckdb", "one")
        assert kept(nowhere, TEXTS, BAR) == among_all(TEXTS, BAR)
    with duckdb.connect() as connection:
        known = Alike(connection, tmp_path / "alike.duckdb", "one")
        kept(known, TEXTS, BAR)
        connection.execute("DROP TABLE alike.objectives_bands")
        assert known.near("objectives", {text_key(TEXTS[0]): TEXTS[0]}, BAR) is None
        assert kept(known, TEXTS, BAR) == among_all(TEXTS, BAR), "it is not begun anew"
