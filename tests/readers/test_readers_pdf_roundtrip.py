"""The rows of whole departments, drawn as hard PDF tables in many ways, come back exactly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes, read_file
from auditor.records.budget import Budget
from auditor.records.document import Grid
from auditor.text.operators import sign
from samples.make.pdfs import A4, Style, pdf_of, table_12, table_13
from tests.readers.pdf_files import ROOT, rows_of

pytest.importorskip("reportlab")

LEAST_F1 = 0.97
LEAST_WITHOUT_LINES = 0.85
SAMPLES = [ROOT / "samples" / "gold" / name for name in ("clean-agency", "faulty-bureau-plain")]
REAL = ROOT.parent / "shared" / "gold" / "000"
TRUETYPE = [
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("C:/Windows/Fonts/simsun.ttc"),
    Path("/System/Library/Fonts/STHeiti Light.ttc"),
]
WIDE = (A4[1], 760.0)
STYLES = {
    "plain": Style(),
    "centred in pieces": Style(ruling="pieces", centred=True),
    "bars, no head repeated, page numbers": Style(ruling="bars", repeat=False, footer="第 {} 页"),
    "turned 90": Style(rotate=90, centred=True),
    "turned 180": Style(rotate=180),
    "turned 270": Style(rotate=270),
    "landscape and portrait": Style(alternate=True, page=WIDE),
    "larger type": Style(size=9.0),
    "no lines": Style(ruling="none"),
}


def drawn(stem: Path, style: Style) -> bytes:
    projects, indicators = rows_of(stem)
    tables = [table_12(projects, indicators, agency="008-某某局")]
    if any(row["table"] == "13" for row in indicators):
        tables.append(table_13(indicators))
    return pdf_of(tables, style)


def found(budget: Budget) -> Counter[tuple[str, ...]]:
    codes = {project.key: project.code for project in budget.projects}
    return Counter(
        (
            str(row.table),
            codes[row.project] if row.table == 12 else row.activity.text,
            *(cell.text for cell in (row.level1, row.level2, row.name)),
            row.sign,
            row.value.text,
            row.unit.text,
        )
        for row in budget.indicators
    )


def gold(stem: Path) -> Counter[tuple[str, ...]]:
    names = ("table", "project_code", "level1", "level2", "name", "operator", "value", "unit")
    return Counter(
        tuple(sign(row[name]) if name == "operator" else row[name] for name in names) for row in rows_of(stem)[1]
    )


def least(style: Style) -> float:
    return LEAST_WITHOUT_LINES if style.ruling == "none" else LEAST_F1


def f1(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("stem", SAMPLES, ids=lambda stem: stem.name)
def test_rows_of_the_samples_come_back(stem: Path, style: Style) -> None:
    budget = extract(read_bytes(drawn(stem, style), "a.pdf"))
    assert f1(found(budget), gold(stem)) >= least(style)
    if style.ruling != "none":
        assert not [problem for problem in budget.problems if problem.partial]


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_rows_of_a_real_document_come_back(style: Style) -> None:
    if not REAL.with_name("000_indicators.csv").exists():
        pytest.skip("the hand-made rows of a real document are not beside this checkout")
    budget = extract(read_bytes(drawn(REAL, style), "a.pdf"))
    assert f1(found(budget), gold(REAL)) >= least(style)


def test_rows_in_an_embedded_font_come_back() -> None:
    font = next((path for path in TRUETYPE if path.exists()), None)
    if font is None:
        pytest.skip("no Chinese TrueType font on this machine")
    for stem in SAMPLES:
        budget = extract(read_bytes(drawn(stem, Style(font=str(font))), "a.pdf"))
        assert f1(found(budget), gold(stem)) >= LEAST_F1


def test_projects_and_their_amounts_come_back() -> None:
    projects, _ = rows_of(SAMPLES[0])
    budget = extract(read_bytes(drawn(SAMPLES[0], Style(centred=True)), "a.pdf"))
    assert [project.code for project in budget.projects] == [row["project_code"] for row in projects]
    assert [project.name.text for project in budget.projects] == [row["project_name"] for row in projects]
    assert [str(project.total.wan) for project in budget.projects] == [row["total_wan"] for row in projects]
    assert [project.objective.text for project in budget.projects] == [row["goal_text"] for row in projects]


def test_merged_cells_cover_every_row_of_a_page_once() -> None:
    for block in read_bytes(drawn(SAMPLES[1], Style()), "a.pdf").blocks:
        if not isinstance(block, Grid):
            continue
        covered = Counter(
            (index + down, column + right)
            for index, row in enumerate(block.rows)
            for column, cell in enumerate(row.cells)
            if cell.place.bbox
            for down in range(cell.rows)
            for right in range(cell.columns)
        )
        width = len(block.rows[0].cells)
        assert covered == Counter((row, column) for row in range(len(block.rows)) for column in range(width))


@pytest.mark.parametrize("name", ["hard-tables.pdf"])
def test_the_bundled_sample_holds_the_rows_of_its_department(name: str) -> None:
    budget = extract(read_file(ROOT / "samples" / "formats" / name))
    assert found(budget) == gold(SAMPLES[0])
