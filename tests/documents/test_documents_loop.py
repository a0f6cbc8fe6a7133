"""The whole loop on a made-up workbook: audit, annotated copy, corrected copy, audit again, what is left."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from auditor import api
from auditor.engine.diff import diff
from auditor.render.annotate import annotate
from auditor.render.annotate.xlsx import correct
from samples.make.__main__ import _Maker as Maker
from samples.make.boxes import tables
from samples.make.xlsx_file import xlsx


def test_what_is_certain_is_repaired_and_nothing_else_changes(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    data = xlsx(tables(line for line, _ in Maker("faulty-bureau-plain.tsv").numbered))
    source = tmp_path / "甲局.xlsx"
    source.write_bytes(data)
    before = api.audit(source)
    report = before.documents[0]

    book = openpyxl.load_workbook(BytesIO(annotate(data, report)))
    commented = {
        (page.title, cell.coordinate) for page in book for row in page.iter_rows() for cell in row if cell.comment
    }
    placed = {(f.where.place.sheet, f.where.place.cell) for f in report.findings if f.where.place.cell}
    assert placed
    assert len(commented) >= len(placed) / 2
    typos = {(f.where.place.sheet, f.where.place.cell) for f in report.findings if f.family == "typo"}
    assert typos <= commented

    fixed, changes = correct(data, report)
    assert changes
    source.write_bytes(fixed)
    difference = diff(before, api.audit(source))
    certain = {f.fingerprint for f in report.findings if f.repair and f.repair.certain}
    resolved = [finding for change in difference.changes for finding in change.resolved]
    assert certain <= {finding.fingerprint for finding in resolved}
    assert difference.counts["new"] == 0

    old, new = (openpyxl.load_workbook(_mended(part)) for part in (data, fixed))
    touched = {(change.sheet, change.cell) for change in changes}
    for page in old:
        for row in page.iter_rows():
            for cell in row:
                same = new[page.title][cell.coordinate].value == cell.value
                assert same is ((page.title, cell.coordinate) not in touched)


def _mended(data: bytes) -> BytesIO:
    """Return the workbook as openpyxl can read it: through an annotated copy without findings."""
    from auditor.records.report import DocumentReport

    return BytesIO(annotate(data, DocumentReport("甲.xlsx", "", "ok")))
