"""Level cells that were merged over several rows and are printed in the first of them only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.extract.items import Fields, Item
from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.rows.centred import BELOW, are_centred, centred
from auditor.extract.rows.indicator import read_fields
from auditor.extract.rows.outcome import outcome_of
from auditor.extract.words.keys import tidy
from auditor.extract.words.kinds import kind_of
from auditor.extract.words.vocabulary import KINDS, level

_SHARE = 0.15


def without_levels(item: Item, line: Line, layout: Layout, column: int) -> Item:
    """Return ``item`` with the indicator of a row that prints no level word, where level1 would stand at ``column``."""
    after = column + layout.offsets.get("name", 2)
    if item.fields or column < 0 or line.prose or after >= len(line.cells) or not line.cells[after].text:
        return item
    fields, lost = read_fields(line.cells, (column, column + 2), layout)
    if not fields.name.text or not fields.value.text or fields.level1.text or fields.level2.text:
        return item
    return replace(item, fields=fields, lost=tuple(lost), outcome=outcome_of(line.cells, column, layout))


def with_doubt(item: Item, line: Line, layout: Layout) -> Item:
    """Return ``item``, doubtful where its row says more than the head has columns: nobody knows which stands where."""
    if not item.fields or not layout.printed or len(line.filled) <= layout.width or item.doubt:
        return item
    name = tidy(item.fields.name.text)
    return replace(item, doubt=f"“{name}”这一行的单元格比表头多，不能确定各格属于哪一列，请核对原件。")


def filled(items: Sequence[Item], *, whole: bool = False) -> list[Item]:
    """Return the items with blank level cells filled from above.

    In tables where such blanks are usual all are filled; elsewhere those at the top of a piece, where a merged cell
    goes on after a page break without its text. Nothing is printed in the middle of its rows in a ``whole`` table, and
    blanks are usual there where the same level is hardly ever printed twice, one below the other.
    """
    usual = _are_usual(items, whole=whole)
    if usual and not whole:
        items = _in_the_middle(items)
    done: list[Item] = []
    above: Fields | None = None
    key, piece = "", -1  # piece: where the last first level was printed
    for item in items:
        if item.anchor and item.key != key:
            above, key = item.fields, item.key
        full = item
        if item.fields and above and (usual or item.piece != piece):
            full = replace(item, fields=_from_above(item.fields, above))
        above = full.fields or above
        piece = item.piece if item.fields and item.fields.level1.text else piece
        done.append(full)
    return done


def _are_usual(items: Sequence[Item], *, whole: bool) -> bool:
    """Return whether a level that goes on is usually left blank."""
    rows = [item.fields for item in items if item.fields]
    if not whole:
        return sum(not fields.level1.text for fields in rows) > _SHARE * len(rows)
    return sum(not (fields.level1.text and fields.level2.text) for fields in rows) > _repeats(items)


def _repeats(items: Sequence[Item]) -> int:
    """Return how many rows print the first and the second level of the row above over again, within a project."""
    pairs = ((above.fields, below.fields) for above, below in pairwise(items) if not below.anchor)
    levels = [((a.level1.text, a.level2.text), (b.level1.text, b.level2.text)) for a, b in pairs if a and b]
    return sum(one == two and bool(two[1]) for one, two in levels)


def _in_the_middle(items: Sequence[Item]) -> list[Item]:
    """Return the items with level cells spread that are printed in the middle of the rows of their project."""
    done = list(items)
    blocks: list[list[int]] = [[]]
    key = ""
    for position, item in enumerate(items):
        if item.anchor and item.key != key:
            blocks.append([])
            key = item.key
        if item.fields:
            blocks[-1].append(position)
    rows = [[fields for position in block if (fields := items[position].fields)] for block in blocks]
    proven = any(map(are_centred, rows))
    for block, every in zip(blocks, rows, strict=True):
        for position, fields in zip(block, centred(every, proven=proven), strict=True):
            done[position] = replace(done[position], fields=fields)
    return done


def _from_above(fields: Fields, above: Fields) -> Fields:
    if fields.level1.text:
        return fields
    if not fields.level2.text:
        both = kind_of(above.level1.text, above.level2.text)
        return replace(fields, level1=above.level1, level2=above.level2, kind=both.kind, sub=both.sub)
    one = level(1, above.level1.text) if above.level1.text else None
    if one is None:
        # 项目决策 over 资金分配; one over 社会效益 is a first level of this form's own words, and holds for 满意度 too.
        fits = not level(2, fields.level2.text) or bool(level(2, above.level2.text))
    else:  # a kind that belongs below another first level contradicts; one that nobody knows belongs below any
        fits = one.kind not in BELOW or fields.kind not in KINDS or fields.kind in BELOW[one.kind]
    return replace(fields, level1=above.level1) if fits else fields
