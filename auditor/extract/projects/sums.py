"""The row of a table of projects that sums their amounts (合计, at its end or at its top)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.extract.lines.stream import Line
from auditor.extract.projects.head_words import is_figure
from auditor.extract.rows.amounts import SLOTS, money
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import SUM, is_sum
from auditor.records.budget import Money, Project, ProjectSum
from auditor.records.document import Cell

_FEWEST = 2


def sums_of(lines: Sequence[Line], projects: Sequence[Project], unit: str) -> tuple[ProjectSum, ...]:
    """Return the sums that a table prints of the amounts of all its projects, column by column.

    Only where one row sums (several may be those of agencies), and every project has its amount in the same column.
    """
    rows = [line for line in lines if not line.prose and _sums(line)]
    if len(rows) != 1 or len(projects) < _FEWEST:
        return ()
    columns = {id(cell): at for line in lines for at, cell in enumerate(line.cells) if cell.text}
    return tuple(_sums_in(rows[0], projects, columns, unit))


def _sums(line: Line) -> bool:
    """Return whether a line is a row of sums of projects: its label and amounts, no level, no target."""
    return is_sum(line.texts) and any(map(is_figure, line.texts))


def _sums_in(row: Line, projects: Sequence[Project], columns: Mapping[int, int], unit: str) -> Iterator[ProjectSum]:
    label = next(cell for cell in row.filled if SUM.fullmatch(fold(cell.text)))
    for slot in SLOTS:
        amounts: list[Money] = [getattr(project, slot) for project in projects]
        stand = {_column(one.cell, columns) for one in amounts}
        at = stand.pop() if len(stand) == 1 else -1
        if 0 <= at < len(row.cells) and is_figure(row.cells[at].text):
            yield ProjectSum(slot, label, money(row.cells[at], unit), tuple(amounts))


def _column(cell: Cell, columns: Mapping[int, int]) -> int:
    return columns.get(id(cell), -1)
