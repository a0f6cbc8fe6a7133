"""Which cell of a row belongs to which column, where a converted text lost or added blank cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, islice

from auditor.extract.money.figures import Figure, figure, is_blank, is_year
from auditor.extract.money.levels import ordinal
from auditor.records.document import Cell, Row
from auditor.records.table import Column, Placed, TableRow

_MOST_WAYS = 200
ZERO = Decimal(0)
Cells = Mapping[int, Cell]  # column index → the cell that belongs there


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of a table, sorted by what they are for: texts, figures, sums of others, sides.

    ``trimmed`` says that the source prints no blank cells at the end of its rows: a short row then only ends early.
    """

    columns: tuple[Column, ...]
    labels: tuple[Column, ...]
    amounts: tuple[Column, ...]
    sums: tuple[Column, ...]
    sides: tuple[str, ...]
    trimmed: bool = False

    @classmethod
    def of(cls, columns: Sequence[Column], *, trimmed: bool = False) -> Plan:
        """Return the plan of some columns."""
        labels = tuple(column for column in columns if not column.amount)
        amounts = tuple(column for column in columns if column.amount)
        sums = tuple(column for column in columns if column.parts)
        sides = tuple(dict.fromkeys(column.side for column in columns))
        return cls(tuple(columns), labels, amounts, sums, sides, trimmed)


@dataclass(frozen=True, slots=True)
class Aligned:
    """The cells of a row by column; ``moved`` are columns of cells printed elsewhere, ``open`` uncertain columns."""

    cells: Cells
    moved: frozenset[int] = frozenset()
    open: frozenset[int] = frozenset()

    def placed(self, column: int) -> Placed:
        """Return how sure it is that the amount in ``column`` belongs there."""
        return "uncertain" if column in self.open else "moved" if column in self.moved else "printed"


def aligned(row: Row, plan: Plan, last: Mapping[str, TableRow], *, shifting: bool) -> Aligned:
    """Return the cells of ``row`` by column: as printed unless that contradicts heads or sums.

    Where it does and the text may have shifted cells, they are put where labels stand below labels and all sums of
    the row come out, if there is just one such way; else the amounts are uncertain. ``last`` is the row above by side.
    """
    printed = dict(enumerate(row.cells))
    if not shifting:
        return Aligned(printed)
    width = len(plan.columns)
    fits = _in_kind(printed, plan) and not any(cell.text for cell in row.cells[width:])
    if len(row.cells) == width and fits:
        return _checked(row, plan)
    sided = (_by_kind(row, plan) or _by_side(row, plan, last)) if len(plan.sides) > 1 else None
    if sided is not None:
        return _put(sided, row)
    if fits and (len(row.cells) > width or plan.trimmed) and _sums(printed, plan) is not None:
        return Aligned(printed)
    return _open(_kept(row, plan)) if len(plan.sides) > 1 else _put_right(row, plan)


def _in_kind(cells: Cells, plan: Plan) -> bool:
    """Return whether no text stands in a column of amounts and no decimal figure among the labels."""
    for column in plan.amounts:
        text = cells[column.index].text if column.index in cells else ""
        if text and figure(text) is None and not is_blank(text) and not any(char.isdigit() for char in text):
            return False
    for column in plan.labels:
        text = cells[column.index].text if column.index in cells else ""
        if "." in text and figure(text) is not None:
            return False
    return True


def _checked(row: Row, plan: Plan) -> Aligned:
    """Return a complete row: where its sums fail although its figures in other columns add up, columns slipped."""
    printed = dict(enumerate(row.cells))
    if _sums(printed, plan) is not None:
        return Aligned(printed)
    ways = _proved(printed, plan)
    if not ways:
        return Aligned(printed)  # no other order helps: the figures themselves are wrong
    return _chosen(ways, row)


def _put(cells: Cells, row: Row) -> Aligned:
    """Return cells in columns that are sure, with those that the source had not printed there."""
    stays = {column for column, cell in enumerate(row.cells) if cells.get(column) is cell}
    return Aligned(cells, frozenset(set(cells) - stays))


def _open(cells: Cells) -> Aligned:
    """Return cells none of which is sure to stand in its column."""
    return Aligned(cells, open=frozenset(cells))


def _chosen(ways: Sequence[dict[int, Cell]], row: Row) -> Aligned:
    """Return the only way, or the first of several with the columns in which they differ left open."""
    columns = {column for way in ways for column in way}
    differ = {column for column in columns if len({id(way.get(column)) for way in ways}) > 1}
    return replace(_put(ways[0], row), open=frozenset(differ))


def _put_right(row: Row, plan: Plan) -> Aligned:
    """Return the cells of a row with too few or too many of them: texts first, then as many figures as there are."""
    filled = [cell for cell in row.cells if not is_blank(cell.text)]
    first = 1 + max((at for at, cell in enumerate(filled) if figure(cell.text) is None), default=-1)
    if first == 0 and plan.labels and is_year(filled[0].text if filled else ""):
        first = 1
    texts, figures = filled[:first], filled[first:]
    ordered = not plan.labels or not plan.amounts or plan.labels[-1].index < plan.amounts[0].index
    if not ordered or len(texts) > len(plan.labels) or len(figures) > len(plan.amounts):
        return _open(_kept(row, plan))
    named = _named(row, texts, plan)
    whole = dict(zip((column.index for column in plan.amounts), figures, strict=False))
    if len(figures) == len(plan.amounts):
        return _put(named | whole, row)
    ways = _proved(whole, plan)
    return _chosen([named | way for way in ways], row) if ways else _open(named | whole)


def _named(row: Row, texts: Sequence[Cell], plan: Plan) -> dict[int, Cell]:
    """Return the texts of a row by column: as printed where all stand below labels, else the last column last."""
    labels = {column.index for column in plan.labels}
    printed = {index: cell for index, cell in enumerate(row.cells) if any(cell is text for text in texts)}
    if set(printed) <= labels:
        return printed
    columns = plan.labels[len(plan.labels) - len(texts) :]
    return {column.index: cell for column, cell in zip(columns, texts, strict=True)}


def _ways(cells: Cells, plan: Plan) -> Iterator[dict[int, Cell]]:
    """Yield the ways to put the amounts of a row into columns without changing their order, labels as they are."""
    amounts = [column.index for column in plan.amounts]
    figures = [cells[i] for i in amounts if i in cells and not is_blank(cells[i].text)]
    labels = {column.index: cells[column.index] for column in plan.labels if column.index in cells}
    for chosen in islice(combinations(amounts, len(figures)), _MOST_WAYS):
        yield labels | dict(zip(chosen, figures, strict=True))


def _proved(cells: Cells, plan: Plan) -> list[dict[int, Cell]]:
    """Return the ways to put the amounts into columns in which a sum of the row comes out and none fails."""
    return [way for way in _ways(cells, plan) if _sums(way, plan)]


def _sums(cells: Cells, plan: Plan) -> int | None:
    """Return how many sum columns of the row are the sum of their parts, None where one is not."""
    count = 0
    for column in plan.sums:
        found = {i: figure(cells[i].text) for i in (column.index, *column.parts) if i in cells}
        total, parts = found.get(column.index), [part for i in column.parts if (part := found.get(i))]
        if not parts:
            continue
        if total is None or abs(sum((value for value, _ in parts), ZERO) - total[0]) > _slack(total, parts):
            return None
        count += 1
    return count


def _slack(total: Figure, parts: Sequence[Figure]) -> Decimal:
    """Return how far a sum may be off by the rounding of its printed digits."""
    return total[1] + sum((step for _, step in parts), ZERO)


def _by_kind(row: Row, plan: Plan) -> dict[int, Cell] | None:
    """Return the cells of a two-sided table in their order, texts below labels, if there is only one such way."""
    filled = [cell for cell in row.cells if not is_blank(cell.text)]
    kinds = [figure(cell.text) is not None for cell in filled]
    chosen = islice(combinations(plan.columns, len(filled)), _MOST_WAYS)
    fitting = [columns for columns in chosen if [column.amount for column in columns] == kinds]
    if not filled or len(fitting) != 1:
        return None
    return {column.index: cell for column, cell in zip(fitting[0], filled, strict=True)}


def _by_side(row: Row, plan: Plan, last: Mapping[str, TableRow]) -> dict[int, Cell] | None:
    """Return a row of a two-sided table put on the only side that it goes on, None where that is open.

    The numbering must follow that of the side's last row; where it follows both, the name must say 收入 or 支出.
    """
    filled = row.filled
    if not filled or len(filled) > len(plan.columns) // len(plan.sides):
        return None
    style, number = ordinal(filled[0].text)
    sides = [side for side in plan.sides if side in last and ordinal(last[side].name) == (style, number - 1)]
    named = [side for side in sides if side[:2] in filled[0].text]
    if len(sides) > 1:
        sides = named
    if len(sides) != 1 or not number:
        return None
    own = [column for column in plan.columns if column.side == sides[0]]
    fits = all(column.amount == (figure(cell.text) is not None) for column, cell in zip(own, filled, strict=False))
    return {column.index: cell for column, cell in zip(own, filled, strict=False)} if fits else None


def _kept(row: Row, plan: Plan) -> dict[int, Cell]:
    """Return the cells of a row that fits nowhere: texts below labels, figures below amounts, as far as columns reach.

    What is too much is joined to the last cell of its kind, so that nothing is lost.
    """
    kept: dict[int, Cell] = {}
    labels = [column.index for column in plan.labels]
    amounts = [column.index for column in plan.amounts]
    for cell in row.filled:
        free = amounts if figure(cell.text) is not None and amounts else labels or amounts
        index = next((index for index in free if index not in kept), free[-1])
        joined = f"{kept[index].text} {cell.text}" if index in kept else cell.text
        kept[index] = Cell(joined, kept[index].place if index in kept else cell.place)
    return kept
