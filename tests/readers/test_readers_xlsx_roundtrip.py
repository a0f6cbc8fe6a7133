"""Hand-made rows written as xlsx, docx, html and xls come back as the same rows."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from bench.extraction import f1, gold_of, rows_of
from samples.make.boxes import Table
from samples.make.docx_file import docx
from samples.make.html_file import html
from samples.make.xlsx_file import xlsx
from tests.readers.office_pages import Shape, pages, rows_in

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "samples" / "gold").glob("*-plain_indicators.csv"))
REAL = ROOT.parent / "shared" / "gold" / "000_indicators.csv"
SHAPES = {
    "merged": Shape(),
    "levels repeated": Shape(levels_merged=False),
    "nothing merged": Shape(projects_merged=False, levels_merged=False),
    "two-row head": Shape(two_row_head=True, agency=True),
    "glued": Shape(glued=True, levels_merged=False),
}


def xls(tables: list[Table]) -> bytes:
    """Return an old workbook."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for table in tables:
        page = book.add_sheet(table.name)
        for number, title in enumerate(table.titles):
            page.write_merge(number, number, 0, table.width - 1, title)
        for number, row in enumerate(table.rows, len(table.titles)):
            for column, box in enumerate(row):
                if box:
                    page.write_merge(number, number + box.rows - 1, column, column + box.columns - 1, box.text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS: dict[str, Callable[[list[Table]], bytes]] = {
    "a.xlsx": xlsx,
    "a.xls": xls,
    "a.docx": docx,
    "cut.docx": lambda tables: docx(tables, page_rows=9),
    "a.html": lambda tables: html(tables, "公开").encode(),
}


def come_back(gold: Path, name: str, shape: Shape) -> float:
    projects = rows_in(gold.with_name(gold.name.replace("indicators", "projects")))
    data = WRITERS[name](pages(rows_in(gold), projects, shape))
    return f1(rows_of(extract(read_bytes(data, name))), gold_of(str(gold)))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", WRITERS)
def test_samples_come_back(name: str, shape: str) -> None:
    assert SAMPLES
    for gold in SAMPLES:
        assert come_back(gold, name, SHAPES[shape]) == 1, gold.name


@pytest.mark.skipif(not REAL.is_file(), reason="the rows of a real document are not part of this repository")
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", WRITERS)
def test_rows_of_a_real_document_come_back(name: str, shape: str) -> None:
    assert come_back(REAL, name, SHAPES[shape]) >= 0.99
