"""Tables with merged cells, as office files show them: what the writers of xlsx, docx and html have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from samples.make.model import Indicator, Project
from samples.make.tables import Line

LEVELS = 2


@dataclass
class Box:
    """A cell with the rows and columns that it covers."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass
class Table:
    """A table: per row, one entry a column, None where another box covers it. ``name`` is short, for a sheet."""

    name: str = ""
    titles: list[str] = field(default_factory=list)
    rows: list[list[Box | None]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return max(map(len, self.rows))


def tables(lines: Iterable[Line]) -> list[Table]:
    """Return the tables of a document, each with the lines of prose before it; table 12 with merged cells."""
    found: list[Table] = []
    prose: list[str] = []
    body: list[Line] = []
    for line in [*lines, Line("end")]:
        if line.cells is not None:
            body.append(line)
        elif body and line.text:
            found.append(_table(prose, body))
            prose, body = [line.text], []
        elif line.text:
            prose.append(line.text)
    return found


def merge_down(rows: list[list[Box | None]], first: int, last: int, column: int) -> None:
    """Merge the cells of a column from row ``first`` to row ``last`` into the first of them."""
    box = rows[first][column]
    if box is None:
        return
    box.rows = last - first + 1
    for row in range(first + 1, last + 1):
        rows[row][column] = None


def runs(keys: Sequence[object]) -> list[tuple[int, int]]:
    """Return (first, last) of every run of equal neighbours."""
    starts = [i for i, key in enumerate(keys) if i == 0 or key != keys[i - 1]]
    return [(start, end - 1) for start, end in zip(starts, [*starts[1:], len(keys)], strict=True)]


def merge_projects(rows: list[list[Box | None]], owners: Sequence[object], levels: int) -> None:
    """Merge, for every run of equal owners, the cells left of column ``levels``, and the two level columns."""
    for first, last in runs(owners):
        for column in range(levels):
            merge_down(rows, first, last, column)
        texts = [[box.text if box else "" for box in row[levels : levels + LEVELS]] for row in rows[first : last + 1]]
        for depth in range(1, LEVELS + 1):
            for start, end in runs([tuple(text[:depth]) for text in texts]):
                merge_down(rows, first + start, first + end, levels + depth - 1)


def _table(prose: list[str], body: list[Line]) -> Table:
    rows: list[list[Box | None]] = [[Box(cell) for cell in line.cells or []] for line in body]
    number = body[0].table
    if number == "12":
        indicators = rows[1:]
        merge_projects(indicators, [_owner(line) for line in body[1:]], levels=6)
        rows = [rows[0], *indicators]
    elif number == "13":
        _merge_overall(rows)
    return Table(f"{number}表", [text for text in prose if text.strip()], rows)


def _owner(line: Line) -> str:
    about = line.about
    if isinstance(about, Project):
        return about.code
    return about.owner if isinstance(about, Indicator) else ""


def _merge_overall(rows: list[list[Box | None]]) -> None:
    """Merge the cells of the head of table 13, and the activities of its indicators."""
    head = next(i for i, row in enumerate(rows) if any(box and box.text == "活动" for box in row))
    for row in rows[:head]:
        _merge_right(row)
    merge_down(rows, 1, 3, 0)
    activities = [row[2].text if row[2] else "" for row in rows[head + 1 :]]
    for first, last in runs(activities):
        merge_down(rows, head + 1 + first, head + 1 + last, 2)
    merge_down(rows, 4, len(rows) - 1, 0)


def _merge_right(row: list[Box | None]) -> None:
    """Let a text reach over the blank cells after it."""
    for index in range(len(row) - 1, 0, -1):
        box, before = row[index], row[index - 1]
        if (box and not box.text and before and before.text) or (box and not box.text and before and not before.text):
            before.columns = box.columns + 1
            row[index] = None
