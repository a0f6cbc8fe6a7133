"""Where the columns of an indicator table stand, counted from its first level column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.extract.lines import Line
from auditor.extract.vocabulary import header

_TAIL = ("level1", "level2", "name", "operator", "value", "unit")
_ORDER = (*_TAIL, "explanation", "project", "activity", "total", "fiscal", "other", "goal", "agency")


@dataclass(frozen=True, slots=True)
class Layout:
    """``offsets`` gives the column of each logical name relative to level1; ``printed`` says that a header was found.

    ``ignored`` are (offset, header) of columns that are known but not modelled (weight, score, explanation …).
    """

    offsets: dict[str, int] = field(default_factory=lambda: {name: index for index, name in enumerate(_TAIL)})
    ignored: tuple[tuple[int, str], ...] = ()
    printed: bool = False
    level1: int = -1

    @property
    def is_usual(self) -> bool:
        """Return whether name, operator, value and unit stand side by side in the usual order."""
        return all(self.offsets.get(name) == index for index, name in enumerate(_TAIL) if index > 1)


def is_header(line: Line) -> bool:
    """Return whether the line is (part of) a table head: most of its cells are header words."""
    if line.prose:
        return False
    hits = 0
    for cell in line.filled:
        hits += bool(header(cell.text))
    return hits > 0 and hits >= 0.6 * len(line.filled)


def read_layout(lines: Sequence[Line]) -> Layout:
    """Return the layout that the first full header among ``lines`` prints, or the usual one."""
    for line in lines:
        columns = _columns(line)
        base = columns.get("level1", columns.get("level2", columns.get("name", -1)))
        if base < 0 or not {"name", "value"} <= columns.keys():
            continue
        shift = 0 if "level1" in columns else 1 if "level2" in columns else 2
        offsets = {name: column - base + shift for name, column in columns.items()}
        known = set(columns.values())
        ignored = tuple(
            (index - base + shift, cell.text)
            for index, cell in enumerate(line.cells)
            if cell.text and index not in known and index > base
        )
        return Layout(offsets, ignored, printed=True, level1=base - shift)
    return Layout()


def _columns(line: Line) -> dict[str, int]:
    """Return the column of each logical name in a header row; each name and each cell is used once."""
    columns: dict[str, int] = {}
    if not is_header(line):
        return columns
    for index, cell in enumerate(line.cells):
        words = header(cell.text) if cell.text else frozenset()
        free = next((name for name in _ORDER if name in words and name not in columns), "")
        if free and free != "explanation":
            columns[free] = index
        elif "name" in words and columns["name"] < columns.get("level1", -1):
            columns["name"] = index  # the first was a heading over all levels (绩效指标)
    return columns
