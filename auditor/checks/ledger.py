"""The other budget tables as figures: columns with their header paths, rows with labels, two-sided income tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.records.budget import BudgetTable
from auditor.records.document import Cell, Row
from auditor.text.numbers import chinese_number, decimals, parse_amount, read_printed
from auditor.text.width import fold

_AMOUNT_HEAD = re.compile(
    r"合计|小计|总计|总额|总数|金额|预算数|支出|经费|费用|收入|费$|资金|其他$|加油|维修|保险|预算$|拨款$|基金$"
)
_NO_AMOUNT = re.compile(r"编码|代码|科目|名称|类别|领域|目录|年度$|单位|序号|级$")
_TOTAL = re.compile(r"(?:本年|本级)?(?:收入|支出|收支)?(合计|总计)")
_ORDINAL = re.compile(r"^(?:([一二三四五六七八九十]+)、|\(([一二三四五六七八九十]+)\)|(\d+)[、.])")
_CODE = re.compile(r"\d{5,}|(?:19|20)\d{2}")
_COMMA_POINT = re.compile(r"\d+,\d{4,}")
_AMOUNTS = frozenset({"预算数", "金额", "预算金额", "本年预算", "本年预算数", "年初预算数"})
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount of a table with its cell; ``step`` is half of its last printed digit."""

    value: Decimal
    cell: Cell
    step: Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its label (its text cells), whether it is a total row, and its figures by column index."""

    label: str
    total: bool
    figures: dict[int, Figure]
    row: Row


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table with columns: the header path of every amount column, and the rows below."""

    number: str
    columns: dict[int, Path]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a side of an income table: ``depth`` by its numbering; ``kind`` item, sum (合计) or grand (总计)."""

    label: str
    figure: Figure | None
    depth: int
    kind: str
    cell: Cell


def figure(cell: Cell) -> Figure | None:
    """Return the amount in a cell; a comma that can only be a decimal point (2,458100) is read as one."""
    text = cell.text
    if (not text[:1].isdigit() and text[:1] != "-") or _CODE.fullmatch(text):
        return None
    value = parse_amount(text)
    if value is None:
        printed = read_printed(text)
        value = printed.value if printed.fault in {"blank", "width"} else None
        if value is None and _COMMA_POINT.fullmatch(fold(text)):
            text = fold(text).replace(",", ".")
            value = parse_amount(text)
    if value is None:
        return None
    return Figure(value, cell, Decimal(5).scaleb(-decimals(text) - 1))


def two_sided(table: BudgetTable) -> bool:
    """Return whether the table has income left and expenditure right."""
    heads = [fold(cell.text) for grid in table.grids[:1] for row in grid.rows[:2] for cell in row.cells]
    amounts = sum(head in _AMOUNTS for head in heads)
    return amounts >= 2 and all(any(head in (side, f"{side}项目") for head in heads) for side in ("收入", "支出"))


def sides(table: BudgetTable) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of the left and of the right side, in order over all pages."""
    return tuple(_leveled(list(_pairs(table, column))) for column in (0, 2))


def _pairs(table: BudgetTable, column: int) -> Iterator[tuple[str, Cell, Cell]]:
    for row in (row for grid in table.grids for row in grid.rows):
        if len(row.cells) > column + 1:
            label = fold(row.cells[column].text)
            if label and label not in {"收入", "支出", "项目", "收入项目", "支出项目"}:
                yield label, row.cells[column], row.cells[column + 1]


def _leveled(lines: list[tuple[str, Cell, Cell]]) -> tuple[Line, ...]:
    """Return the lines with depths: a numbering that starts again at 一 is a list below the line before it."""
    result: list[Line] = []
    stack: list[tuple[int, int]] = []
    for label, cell, amount in lines:
        total = _TOTAL.fullmatch(label)
        if total:
            result.append(Line(label, figure(amount), 0, "sum" if total.group(1) == "合计" else "grand", cell))
            stack = []
            continue
        style, number = _ordinal(label)
        while stack and number != 1 and stack[-1] != (style, number - 1):
            stack.pop()
        if stack and stack[-1] == (style, number - 1):
            stack[-1] = (style, number)
        else:
            stack.append((style, number))
        result.append(Line(label, figure(amount), len(stack), "item", cell))
    return tuple(result)


def _ordinal(label: str) -> tuple[int, int]:
    match = _ORDINAL.match(label)
    if not match:
        return 3, 1
    for style, text in enumerate(match.groups()):
        if text:
            return style, int(text) if text.isdigit() else chinese_number(text) or 0
    return 3, 1


def ledger(table: BudgetTable, nested: Sequence[str] = ()) -> Ledger:
    """Return a table with columns; pages that repeat no header continue the columns of the first.

    ``nested`` are lines ``whole=part+part``: columns printed side by side although one is the sum of the others.
    """
    first = table.grids[0].rows if table.grids else ()
    head = _header_size(first)
    columns = {i: path for i, path in enumerate(_nest(_paths(first[:head]), nested)) if _is_amount(path)}
    rows = [*first[head:], *(row for grid in table.grids[1:] for row in grid.rows)]
    width = max((len(row.cells) for row in first), default=0)
    entries = tuple(_entry(row, columns) for row in rows if len(row.cells) == width)
    return Ledger(table.number, columns, tuple(e for e in entries if e.figures or e.total))


def _header_size(rows: tuple[Row, ...]) -> int:
    """Return the number of rows above the first with an amount or with nothing but 合计."""
    for index, row in enumerate(rows):
        texts = [fold(cell.text) for cell in row.cells if cell.text]
        if any(figure(cell) for cell in row.cells) or (len(texts) == 1 and index and _TOTAL.fullmatch(texts[0])):
            return index
    return len(rows)


def _paths(rows: tuple[Row, ...]) -> list[Path]:
    """Return the header path of every column; a label reaches right over blanks below the same parent."""
    width = max((len(row.cells) for row in rows), default=0)
    paths: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        labels = [fold(cell.text) for cell in row.cells] + [""] * (width - len(row.cells))
        before = [tuple(path) for path in paths]
        for index, printed in enumerate(labels):
            spans = index > 0 and before[index] == before[index - 1] and len(paths[index - 1]) > len(before[index])
            label = printed or (paths[index - 1][-1] if spans else "")
            if label:
                paths[index].append(label)
    return [tuple(path) for path in paths]


def _nest(paths: list[Path], nested: Sequence[str]) -> list[Path]:
    """Return the paths with parts put below the column that is their sum."""
    for whole, parts in ((w, p.split("+")) for w, _, p in (line.partition("=") for line in nested)):
        for parent in [path[:-1] for path in paths if path[-1:] == (whole,)]:
            if any(path[:-1] == parent and path[-1] in parts for path in paths):
                moved = {(*parent, part): (*parent, whole, part) for part in parts}
                moved[(*parent, whole)] = (*parent, whole, "小计")
                paths = [moved.get(path, path) for path in paths]
    return paths


def _is_amount(path: Path) -> bool:
    return bool(path) and bool(_AMOUNT_HEAD.search(path[-1])) and not _NO_AMOUNT.search(path[-1])


def _entry(row: Row, columns: dict[int, Path]) -> Entry:
    figures = {i: found for i in columns if i < len(row.cells) and (found := figure(row.cells[i])) is not None}
    texts = [fold(cell.text) for i, cell in enumerate(row.cells) if cell.text and i not in figures]
    total = any(_TOTAL.fullmatch(text) for text in texts)
    return Entry(" ".join(texts[:3]), total, figures, row)
