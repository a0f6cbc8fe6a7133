"""Heads of tables copied from a browser: a cell over several columns prints once above the heads of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from math import ceil

from auditor.extract.lines.fitting import Column
from auditor.extract.words.vocabulary import header, level, roles_of
from auditor.records.document import EMPTY, Cell, Row

_HEAD = 0.6
_LEAST = 4  # columns
_NEAR = 3  # rows below a head
_USUAL = ("一级指标", "二级指标")
_LEVELS = frozenset({"level1", "level2"})
_TOGETHER = frozenset({"within"})
_PARTS = _LEVELS | {"name"}
_TARGETS = frozenset({"value", "prior", "actual"})


@dataclass(frozen=True, slots=True)
class CopiedHead:
    """The columns that a head prints; ``rows`` are its rows with a cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def levels(self) -> int:
        """Return the first column of a level."""
        return next(at for at, column in enumerate(self.columns) if column.roles & _LEVELS)


def head_at(rows: Sequence[Row], at: int) -> CopiedHead | None:
    """Return the head of indicators that begins at row ``at``, in one row or two, None where there is none."""
    one = rows[at]
    if not _is_head(one):
        return None
    two = rows[at + 1] if at + 1 < len(rows) and _is_head(rows[at + 1]) else None
    if not two or len(two.cells) == len(one.cells):
        return _head([cell.text for cell in one.cells], (one,)) or _over_levels(one, rows[at + 1 : at + 1 + _NEAR])
    parts = _parts(one, two)
    if not parts:
        return None
    wide, below = zip(*_columns(one, parts), strict=True)
    texts = [low.text or high.text for low, high in zip(below, wide, strict=True)]
    return _head(texts, (replace(one, cells=wide), replace(two, cells=below)))


def _is_head(row: Row) -> bool:
    filled = row.texts
    most = len(filled) - ceil(_HEAD * len(filled))  # texts that are no head
    return (
        len(filled) > 1
        and bool(roles_of(filled))
        and not any(islice((text for text in filled if not header(text)), most, None))
    )


def _head(texts: Sequence[str], rows: tuple[Row, ...]) -> CopiedHead | None:
    roles = [header(text) for text in texts]
    first = next((at for at, each in enumerate(roles) if each & _LEVELS), 0)
    names = next((at for at, each in enumerate(roles) if at > first and "name" in each), len(roles))
    # Left of the levels 绩效指标 names all columns together.
    columns = tuple(
        Column(_TOGETHER if at < first and "name" in each else each, again=at > names and bool(each & _LEVELS))
        for at, each in enumerate(roles)
    )
    words = frozenset[str]().union(*(column.roles for column in columns))
    fits = len(columns) >= _LEAST and "name" in words and words & {"value", "operator"} and words & _LEVELS
    return CopiedHead(columns, rows) if fits else None


def _over_levels(one: Row, below: Sequence[Row]) -> CopiedHead | None:
    """Return the head with the usual words for both levels where one word (指标分类) reaches over their columns."""
    for row in below:
        texts = [cell.text for cell in row.cells]
        at = next((at for at, pair in enumerate(pairwise(texts)) if level(1, pair[0]) and level(2, pair[1])), -1)
        if at < 0 or len(texts) != len(one.cells) + 1:
            continue
        both = (replace(one.cells[at], text=_USUAL[0]), replace(one.cells[at], text=_USUAL[1]))
        whole = replace(one, cells=(*one.cells[:at], *both, *one.cells[at + 1 :]))
        return _head([cell.text for cell in whole.cells], (whole,))
    return None


def _parts(one: Row, two: Row) -> dict[int, list[Cell]]:
    """Return the cells of the lower row by the cell of the upper one under which they stand, none where unsure.

    Those are the cells that name indicators together (绩效指标, 年度绩效指标), the last where none does; a set begins
    where a head comes again. Targets of several years stand under the only head of targets.
    """
    above = [header(cell.text) for cell in one.cells]
    if not header(two.cells[0].text) & _PARTS:
        targets = [at for at, words in enumerate(above) if "value" in words]
        divided = len(targets) == 1 and all(header(cell.text) & _TARGETS for cell in two.cells)
        return {targets[0]: list(two.cells)} if divided else {}
    first = max((at for at, words in enumerate(above) if words & _LEVELS), default=-1)
    wide = [at for at, words in enumerate(above) if at > first and words & {"name", "within"}]
    sets: list[list[Cell]] = [[]]
    seen: set[frozenset[str]] = set()
    for cell in two.cells:
        words = header(cell.text)
        if words & _PARTS and words in seen and len(wide) > len(sets):
            sets.append([])
            seen = set()
        seen.add(words)
        sets[-1].append(cell)
    groups = wide[-len(sets) :] or [len(above) - 1]
    return dict(zip(groups, sets, strict=True)) if len(groups) == len(sets) else {}


def _columns(one: Row, parts: dict[int, list[Cell]]) -> Iterator[tuple[Cell, Cell]]:
    """Yield (upper cell, lower cell) of every column."""
    for at, cell in enumerate(one.cells):
        below = parts.get(at, [EMPTY])
        yield from zip([cell, *[EMPTY] * (len(below) - 1)], below, strict=True)
