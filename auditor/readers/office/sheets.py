"""Sheets of any workbook format → blocks: the sheet's name, its cells as a grid, what is hidden or left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.readers.gridding import Raw, flat, grid
from auditor.records.document import Grid, Problem, Prose
from auditor.records.place import Place

_SHOWN = 6


@dataclass(slots=True)
class Sheet:
    """A sheet as its file has it; rows and columns are 0-based.

    ``texts`` are the cells with text, ``merges`` the (rows, columns) of merged ranges by their top left corner.
    ``unread`` are formulas that hold no result, ``errors`` cells that show one (#REF!). ``cut`` says that rows are
    missing, ``twice`` are rows whose number the file gives to two rows.
    """

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    unread: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    cut: bool = False
    twice: list[int] = field(default_factory=list)


@lru_cache(maxsize=1 << 12)
def letters(column: int) -> str:
    """Return the letters of a 0-based column (0 → A, 26 → AA)."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """Return the A1 address of a 0-based row and column."""
    return f"{letters(column)}{row + 1}"


def blocks(sheet: Sheet, max_cells: int) -> tuple[tuple[Prose | Grid, ...], tuple[Problem, ...]]:
    """Return (blocks, problems) of a sheet: its name as a line of prose, then its cells; nothing of an empty sheet."""
    name, merges, single = sheet.name, sheet.merges, (1, 1)
    cells = [Raw(*position, text, *merges.get(position, single)) for position, text in sheet.texts.items()]
    made, left_out = grid(cells, lambda row, column: Place(None, None, name, address(row, column)), max_cells)
    problems = tuple(_problems(sheet, left_out))
    if made is None:
        return (), problems
    return (Prose(flat(sheet.name), Place(sheet=sheet.name)), made), problems


def _problems(sheet: Sheet, left_out: int) -> Iterable[Problem]:
    place = Place(sheet=sheet.name)
    if sheet.cut or left_out:
        yield Problem(
            "read.too-large", f"工作表“{sheet.name}”太大，只读了前一部分，请拆分后再读。", place, partial=True
        )
    if sheet.unread:
        yield Problem(
            "read.formula",
            f"工作表“{sheet.name}”有 {len(sheet.unread)} 个公式没有保存计算结果"
            f"（{_list([address(*cell) for cell in sheet.unread])}），这些单元格没有读出，"
            "请用表格软件打开并保存后再试。",
            place,
            partial=True,
        )
    if sheet.twice:
        shown = _list([str(row + 1) for row in sheet.twice])
        message = f"工作表“{sheet.name}”里有重复的行号（第 {shown} 行），两行并在了一起，请用表格软件打开并保存后再试。"
        yield Problem("read.repeated-row", message, place, partial=True)
    if sheet.errors:
        message = f"工作表“{sheet.name}”有 {len(sheet.errors)} 个单元格显示错误值"
        yield Problem(
            "read.error-value", f"{message}（{_list([address(*cell) for cell in sheet.errors])}），请核对公式。", place
        )
    if not sheet.texts:
        return
    if sheet.hidden:
        yield Problem("read.hidden-sheet", f"工作表“{sheet.name}”是隐藏的，已照常读取。", place)
    rows = sorted(sheet.hidden_rows & {row for row, _ in sheet.texts})
    if rows:
        shown = _list([str(row + 1) for row in rows])
        yield Problem("read.hidden", f"工作表“{sheet.name}”有隐藏的行（第 {shown} 行），已照常读取。", place)
    columns = sorted(sheet.hidden_columns & {column for _, column in sheet.texts})
    if columns:
        shown = _list([letters(column) for column in columns])
        yield Problem("read.hidden", f"工作表“{sheet.name}”有隐藏的列（{shown} 列），已照常读取。", place)


def _list(names: Sequence[str]) -> str:
    """Return the first few names, and how many there are where they are more."""
    more = f"等共 {len(names)} 处" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
