"""Level cells that were merged over several rows and are printed in the middle of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from auditor.extract.items import Fields
from auditor.extract.words.kinds import kind_of
from auditor.extract.words.vocabulary import level
from auditor.records.document import Cell

_MONEY = ("元", "成本", "费", "预算", "支出", "金额", "经费", "造价")
_TIME = ("时", "期", "月", "季", "天", "日", "进度", "计划", "年")
_COUNTS = ("个", "项", "次", "人", "户", "台", "套", "场")
_MOST = 200  # ways to cover; more are tried for no table of real size
# Kinds that stand below each first level.
BELOW = {
    "output": {"quantity", "quality", "time", "cost"},
    "benefit": {"benefit", "satisfaction"},
    "cost": {"cost"},
    "satisfaction": {"satisfaction"},
}


def are_centred(rows: Sequence[Fields]) -> bool:
    """Return whether the rows of one project prove that levels are printed in the middle of theirs.

    The first row has no second level, or its first level is the one that is printed further down.
    """
    if not rows or (rows[0].level2.text and rows[0].level1.text):
        return False
    if not rows[0].level2.text:
        return any(row.level2.text for row in rows)
    below = next((_first(row) for row in rows if row.level1.text), "")
    return kind_of("", rows[0].level2.text).kind in BELOW.get(below, set())


def centred(rows: Sequence[Fields], *, proven: bool = True) -> list[Fields]:
    """Return the rows of one project with the level cells that are printed in the middle of their rows in all of them.

    Where the first row has its levels they are printed at the top, and so it is with second levels unless it is
    ``proven`` for the table; then only a row changes whose own first level (满意度指标 of a satisfaction) is printed
    further down.
    """
    firsts = any(row.level1.text for row in rows)
    if not rows or (rows[0].level2.text and (rows[0].level1.text or not firsts or not proven)):
        return _with_own(rows)
    done = list(rows)
    second = min(_covers([row.level2 for row in rows]), key=lambda cells: _odd(rows, cells), default=None)
    if second:
        done = [replace(row, level2=cell) for row, cell in zip(done, second, strict=True)]
    if firsts and not rows[0].level1.text:
        done = _with_first(done)
    return [_with_kind(row) for row in done]


def _with_first(rows: list[Fields]) -> list[Fields]:
    """Return the rows with a first level: the nearest one below which their kind stands, else by the middle."""
    kinds = [kind_of("", row.level2.text).kind for row in rows]
    labels = [index for index, row in enumerate(rows) if row.level1.text]
    middle = next(_covers([row.level1 for row in rows]), None)
    done: list[Fields] = []
    for index, (row, kind) in enumerate(zip(rows, kinds, strict=True)):
        fitting = [at for at in labels if kind in BELOW.get(_first(rows[at]), set())]
        if row.level1.text:
            done.append(row)
        elif fitting:
            fitting = [at for at in fitting if _first(rows[at]) == kind] or fitting
            done.append(replace(row, level1=rows[min(fitting, key=lambda at: abs(at - index))].level1))
        else:
            done.append(replace(row, level1=middle[index]) if middle else row)
    return done


def _with_own(rows: Sequence[Fields]) -> list[Fields]:
    """Return the rows; one without a first level takes that of its own kind where it is printed only further down."""
    done = list(rows)
    for index, row in enumerate(rows):
        kind = "" if row.level1.text or not row.level2.text else kind_of("", row.level2.text).kind
        own = [at for at, other in enumerate(rows) if other.level1.text and _first(other) == kind]
        if kind and own and own[0] > index:
            done[index] = replace(row, level1=rows[own[0]].level1)
    return done


def _first(row: Fields) -> str:
    found = level(1, row.level1.text)
    return found.kind if found else ""


def _with_kind(row: Fields) -> Fields:
    kind = kind_of(row.level1.text, row.level2.text)
    return replace(row, kind=kind.kind, sub=kind.sub)


def _odd(rows: Sequence[Fields], cells: Sequence[Cell]) -> int:
    """Return how many rows would be strange below their second level: costs without money, rates that count.

    A first level that would not stand in the middle of its rows counts too.
    """
    odd = _askew(rows, cells)
    for row, cell in zip(rows, cells, strict=True):
        kind = kind_of("", cell.text).kind
        text = row.name.text + row.value.text + row.unit.text
        odd += kind == "cost" and not any(word in text for word in _MONEY)
        odd += kind == "time" and not any(word in text for word in _TIME)
        odd += kind == "quantity" and "%" in text
        odd += kind == "quality" and "%" not in text and text[-1:] in _COUNTS
        odd += (kind == "satisfaction") != ("满意" in text)
    return odd


def _askew(rows: Sequence[Fields], cells: Sequence[Cell]) -> int:
    """Return how many first levels would not stand in the middle of the rows whose second level belongs below them."""
    kinds = [kind_of("", cell.text).kind for cell in cells]
    askew = 0
    for index, row in enumerate(rows):
        below = BELOW.get(_first(row), set()) if row.level1.text else set()
        if not below:
            continue
        start = end = index
        while start and kinds[start - 1] in below and not rows[start - 1].level1.text:
            start -= 1
        while end + 1 < len(rows) and kinds[end + 1] in below and not rows[end + 1].level1.text:
            end += 1
        askew += index not in {(start + end) // 2, (start + end + 1) // 2}
    return askew


def _covers(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield each row's label, for each way in which blocks with their label in the middle cover all rows exactly.

    Of an even number of rows all blocks have it in the upper middle one, or all in the lower.
    """
    labels = [index for index, cell in enumerate(cells) if cell.text]
    found = (sizes for lower in (0, 1) for sizes in _sizes(labels, (0, len(cells)), lower) if labels)
    for sizes in islice(found, _MOST):
        yield [cells[at] for at, size in zip(labels, sizes, strict=True) for _ in range(size)]


def _sizes(labels: Sequence[int], rows: tuple[int, int], lower: int) -> Iterator[list[int]]:
    """Yield the sizes of the blocks from the first row to the end of ``rows`` whose middle rows are ``labels``."""
    start, end = rows
    if not labels and start == end:
        yield []
    if not labels:
        return
    above = labels[0] - start
    for size in (2 * above + 1, 2 * above if lower else 2 * above + 2):
        if 0 <= above < size <= end - start:
            yield from ([size, *rest] for rest in _sizes(labels[1:], (start + size, end), lower))
