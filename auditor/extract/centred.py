"""Level cells that were merged over several rows and are printed in the middle of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.items import Fields
from auditor.extract.kinds import kind_of
from auditor.extract.vocabulary import level
from auditor.records.document import Cell

# Kinds that stand below each first level.
BELOW = {
    "output": {"quantity", "quality", "time", "cost"},
    "benefit": {"benefit", "satisfaction"},
    "cost": {"cost"},
    "satisfaction": {"satisfaction"},
}


def centred(rows: Sequence[Fields]) -> list[Fields]:
    """Return the rows of one project with the level cells that are printed in the middle of their rows in all of them.

    Where the first row has its levels they are printed at the top, and nothing changes.
    """
    if not rows or (rows[0].level1.text and rows[0].level2.text):
        return list(rows)
    done = list(rows)
    second = _from_middle([row.level2 for row in rows])
    if second:
        done = [replace(row, level2=cell) for row, cell in zip(done, second, strict=True)]
    if not rows[0].level1.text:
        done = _with_first(done)
    return [_with_kind(row) for row in done]


def _with_first(rows: list[Fields]) -> list[Fields]:
    """Return the rows with a first level: the nearest one below which their kind stands, else by the middle."""
    kinds = [kind_of("", row.level2.text).kind for row in rows]
    labels = [index for index, row in enumerate(rows) if row.level1.text]
    middle = _from_middle([row.level1 for row in rows])
    done: list[Fields] = []
    for index, (row, kind) in enumerate(zip(rows, kinds, strict=True)):
        fitting = [at for at in labels if kind in BELOW.get(_first(rows[at]), set())]
        if row.level1.text:
            done.append(row)
        elif fitting:
            done.append(replace(row, level1=rows[min(fitting, key=lambda at: abs(at - index))].level1))
        else:
            done.append(replace(row, level1=middle[index]) if middle else row)
    return done


def _first(row: Fields) -> str:
    found = level(1, row.level1.text)
    return found.kind if found else ""


def _with_kind(row: Fields) -> Fields:
    kind = kind_of(row.level1.text, row.level2.text)
    return replace(row, kind=kind.kind, sub=kind.sub)


def _from_middle(cells: Sequence[Cell]) -> list[Cell] | None:
    """Return each row's label where blocks with their label in the middle cover all rows exactly, else None.

    Of an even number of rows all blocks have it in the upper middle one, or all in the lower.
    """
    labels = [index for index, cell in enumerate(cells) if cell.text]
    for lower in (0, 1):
        sizes = _cover(labels, (0, len(cells)), lower)
        if labels and sizes is not None:
            return [cells[at] for at, size in zip(labels, sizes, strict=True) for _ in range(size)]
    return None


def _cover(labels: Sequence[int], rows: tuple[int, int], lower: int) -> list[int] | None:
    """Return the sizes of the blocks from the first row to the end of ``rows`` whose middle rows are ``labels``."""
    start, end = rows
    if not labels:
        return [] if start == end else None
    above = labels[0] - start
    for size in (2 * above + 1, 2 * above if lower else 2 * above + 2):
        if 0 <= above < size <= end - start:
            rest = _cover(labels[1:], (start + size, end), lower)
            if rest is not None:
                return [size, *rest]
    return None
