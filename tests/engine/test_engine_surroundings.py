"""What of the source stands beside a finding: rows around its cell with their own names, the cell framed."""

from __future__ import annotations

from auditor.engine.surroundings import originals
from auditor.records.document import Cell, Document, Grid, Row
from auditor.records.finding import Evidence, Finding, Where
from auditor.records.place import Place


def sheet(count: int) -> Grid:
    rows = [
        Row(tuple(Cell(f"{name}{number}", Place(sheet="预算12表", cell=f"{name}{number}")) for name in "BCD"))
        for number in range(3, count + 3)
    ]
    return Grid(tuple(rows))


def text(count: int) -> Grid:
    rows = [
        Row((Cell("护林", Place(line=n)), Cell(f"巡护{n}次", Place(line=n)), Cell("", Place(line=n))), Place(line=n))
        for n in range(10, count + 10)
    ]
    return Grid(tuple(rows))


def finding(place: Place, evidence: str = "", mark: str = "a", part: tuple[int, int] = (0, 0)) -> Finding:
    where = Where("12", place=place)
    return Finding("r", "U01", "unit", "error", 0.9, "问题", "建议", mark * 16, where, Evidence(evidence, *part))


def shown(grid: Grid, *findings: Finding):
    return originals(Document("x", "0" * 64, "xlsx", (grid,)), findings).pieces


def test_a_sheet_has_its_letters_and_numbers_and_the_cell_is_framed() -> None:
    (piece,) = shown(sheet(20), finding(Place(sheet="预算12表", cell="C12")))
    assert piece.title == "工作表“预算12表”"
    assert piece.columns == ("B", "C", "D")
    assert [label for label, _ in piece.rows] == ["3", "4", "11", "12", "13"]
    (_, row, column) = piece.frames[0]
    assert piece.rows[row][1][column] == "C12"


def test_a_line_of_text_is_framed_at_the_cell_that_the_evidence_names() -> None:
    marked = finding(Place(line=15), "巡护15次 护林", "c", (6, 8))
    (piece,) = shown(text(9), finding(Place(line=15), "巡护15次"), finding(Place(line=16), "别的", "b"), marked)
    assert [label for label, _ in piece.rows] == ["10", "11", "14", "15", "16", "17"]
    assert piece.columns == ("1", "2")
    frames = {mark: (piece.rows[row][0], column) for mark, row, column in piece.frames}
    assert frames == {"a" * 16: ("15", 1), "b" * 16: ("16", -1), "c" * 16: ("15", 0)}


def test_rows_that_are_far_apart_are_two_pieces_and_long_texts_are_cut() -> None:
    found = shown(sheet(60), finding(Place(sheet="预算12表", cell="B10")), finding(Place(sheet="预算12表", cell="B50")))
    assert len(found) == 2
    long = Grid((Row((Cell("长" * 200, Place(line=1)),), Place(line=1)),))
    (piece,) = shown(long, finding(Place(line=1)))
    assert len(piece.rows[0][1][0]) == 60


def test_what_has_no_place_is_beside_nothing() -> None:
    assert shown(sheet(5), finding(Place()), finding(Place(sheet="另一表", cell="B3"))) == ()
