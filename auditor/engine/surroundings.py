"""Which rows of the source stand beside a finding: those around its cell, and the heads of its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor.records.document import Document, Grid, Row
from auditor.records.finding import Finding
from auditor.records.original import Originals, Piece
from auditor.records.place import Place

# Rows shown before and after the row of a finding, rows at the head of a table, characters of a cell.
_AROUND, _HEAD, _LONGEST = 1, 2, 60
_Spot = tuple[int, int, int]


def originals(document: object, findings: Sequence[Finding]) -> Originals:
    """Return the pieces of the tables in which the findings stand; none where no place is known, or no Document."""
    if not isinstance(document, Document):
        return Originals()
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    spots = _spots(grids)
    wanted: dict[int, list[tuple[Finding, int, int]]] = {}
    for finding in findings:
        found = spots.get(_key(finding.where.place)) or spots.get(_row_key(finding.where.place))
        if found is not None:
            grid, row, column = found
            wanted.setdefault(grid, []).append((finding, row, _column(grids[grid].rows[row], column, finding)))
    pieces = (piece for grid in sorted(wanted) for piece in _pieces(grids[grid], wanted[grid]))
    return Originals(tuple(pieces))


def _spots(grids: Sequence[Grid]) -> dict[tuple[object, ...], _Spot]:
    """Return where in the grids every place is; a line of text is a whole row."""
    spots: dict[tuple[object, ...], _Spot] = {}
    for number, grid in enumerate(grids):
        for at, row in enumerate(grid.rows):
            spots.setdefault(_row_key(row.place), (number, at, -1))
            before = None
            for column, cell in enumerate(row.cells):
                if cell.place is before:
                    continue  # all cells of a line of text have its place
                before = cell.place
                known = before.cell is not None or before.bbox is not None
                spots.setdefault(_key(before), (number, at, column if known else -1))
    for nowhere in (_key(Place()), _row_key(Place())):
        spots.pop(nowhere, None)
    return spots


def _key(place: Place) -> tuple[object, ...]:
    return place.page, place.line, place.sheet, place.cell, place.bbox


def _row_key(place: Place) -> tuple[object, ...]:
    return "row", place.page if place.line is not None else None, place.line


def _column(row: Row, column: int, finding: Finding) -> int:
    """Return the column of a finding whose place is a line: the cell that says what is marked, or the evidence."""
    evidence = finding.evidence
    text = evidence.text
    if column >= 0 or not text:
        return column
    marked = text[evidence.start : evidence.end].strip()
    exact = [at for at, cell in enumerate(row.cells) if cell.text and cell.text == marked]
    if exact:
        return exact[-1]
    same = (at for at, cell in enumerate(row.cells) if cell.text and (cell.text == text or cell.text in text))
    return max(same, key=lambda at: len(row.cells[at].text), default=-1)


def _pieces(grid: Grid, wanted: Sequence[tuple[Finding, int, int]]) -> Iterator[Piece]:
    """Yield the runs of rows around the findings of one grid, each below the heads of the table."""
    rows = sorted({row for _, row, _ in wanted})
    runs: list[list[int]] = []
    for row in rows:
        near = range(max(0, row - _AROUND), min(len(grid.rows), row + _AROUND + 1))
        if runs and near.start <= runs[-1][-1] + 1:
            runs[-1] += [at for at in near if at > runs[-1][-1]]
        else:
            runs.append(list(near))
    for run in runs:
        shown = [*(at for at in range(min(_HEAD, run[0]))), *run]
        places = {at: number for number, at in enumerate(shown)}
        frames = tuple((one.fingerprint, places[row], column) for one, row, column in wanted if row in run)
        yield _piece(grid, shown, frames)


def _piece(grid: Grid, shown: Sequence[int], frames: tuple[tuple[str, int, int], ...]) -> Piece:
    rows = [grid.rows[at] for at in shown]
    width = max((len(_filled(row)) for row in rows), default=0)
    cells = tuple(
        (_label(row, at), tuple(_short(cell.text) for cell in row.cells[:width]))
        for row, at in zip(rows, shown, strict=True)
    )
    place = rows[0].cells[0].place if rows and rows[0].cells else Place()
    title = f"工作表“{place.sheet}”" if place.sheet else (f"第 {place.page} 页" if place.page else "")
    return Piece(title, _letters(rows, width), cells, frames)


def _filled(row: Row) -> Sequence[object]:
    """Return the cells up to the last that says something."""
    last = max((at for at, cell in enumerate(row.cells) if cell.text), default=-1)
    return row.cells[: last + 1]


def _letters(rows: Iterable[Row], width: int) -> tuple[str, ...]:
    """Return the letters of a sheet's columns, numbers where it is no sheet."""
    names = [str(at + 1) for at in range(width)]
    for row in rows:
        for at, cell in enumerate(row.cells[:width]):
            if cell.place.sheet and cell.place.cell:
                names[at] = cell.place.cell.rstrip("0123456789")
    return tuple(names)


def _label(row: Row, at: int) -> str:
    """Return the number of a row as the source counts it."""
    for cell in row.cells:
        if cell.place.sheet and cell.place.cell:
            return cell.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    line = row.place.line or next((cell.place.line for cell in row.cells if cell.place.line), None)
    return str(line or at + 1)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
