"""Real documents, read where they lie: the proofreader stays quiet on their cells."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from auditor.nlp import load_proofreader

_SHARED = Path(__file__).resolve().parents[3] / "shared"


def _sure(texts: list[str]) -> int:
    found = load_proofreader()(texts)
    return sum(edit.confidence >= 0.8 for edits in found for edit in edits)


def test_real_indicator_rows_raise_no_alarm() -> None:
    path = _SHARED / "data" / "indicator_rows.csv"
    if not path.exists():
        pytest.skip("没有 shared/data/indicator_rows.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    by_page: dict[str, list[str]] = {}
    for row in rows:
        by_page.setdefault(row["url"], []).extend(row[key] for key in ("level1", "level2", "name", "value", "unit"))
    cells = sum(map(len, by_page.values()))
    assert cells > 1000
    assert sum(_sure(texts) for texts in by_page.values()) <= cells / 1000


@pytest.mark.parametrize("which", [0, 1])
def test_real_documents_raise_few_alarms(which: int) -> None:
    paths = sorted((_SHARED / "seeds").glob("*.txt"))
    if len(paths) <= which:
        pytest.skip("没有 shared/seeds 的两份文件")
    texts = [
        cell.strip()
        for line in paths[which].read_text(encoding="utf-8").splitlines()
        for cell in re.split(r"[|\t]", line)
    ]
    assert len(texts) > 1000
    assert _sure(texts) <= 3
