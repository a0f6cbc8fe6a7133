"""Places in formats that know neither pages nor sheets."""

from __future__ import annotations

from collections.abc import Callable

from auditor.records.place import Place


def in_table(number: int) -> Callable[[int, int], Place]:
    """Return the function (0-based row, column) → Place for the table ``number`` (1-based, nested ones included).

    Word and web pages have no stable page numbers, so a cell is found by counting: 第3个表格第5行第2列.
    """
    return lambda row, column: Place(cell=f"第{number}个表格第{row + 1}行第{column + 1}列")
