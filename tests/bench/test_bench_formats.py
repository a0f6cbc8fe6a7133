"""Rows rendered by office libraries, and by reportlab in hard styles, are read back as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.extract import extract
from auditor.readers import read_file
from bench.extraction import f1, gold_of, rows_of
from bench.formats.__main__ import BARS, ROOT, Render, styles
from bench.formats.model import Gold

FOLDER = ROOT / "samples" / "gold"
GOLD = Gold(FOLDER / "faulty-bureau-plain_indicators.csv", FOLDER / "faulty-bureau-plain_projects.csv")
# Other programs are for the bench: they may be missing here, and take seconds.
STYLES = [
    pytest.param(kind, render, id=f"{kind}-{name}")
    for kind, name, render in styles("")
    if not name.startswith(("office", "chromium"))
]


@pytest.mark.parametrize(("kind", "render"), STYLES)
def test_rows_come_back_from_every_format(kind: str, render: Render, tmp_path: Path) -> None:
    found = rows_of(extract(read_file(render(GOLD.tables(), tmp_path))))
    assert f1(found, gold_of(str(GOLD.indicators))) >= BARS[kind]
