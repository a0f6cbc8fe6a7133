"""The other budget tables as one long table: a row for each amount, in csv, json, xlsx or parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from auditor.records.budget import Budget
from auditor.records.table import Amount, BudgetTable, Column, TableRow
from auditor.render.flat_table import Shape, written
from auditor.text.width import tidy

TABLE_COLUMNS: tuple[str, ...] = (
    "document",
    "table",
    "kind",
    "title",
    "page",
    "line",
    "sheet",
    "cell",
    "side",
    "code",
    "name",
    "level",
    "row",
    "labels",
    "column",
    "role",
    "amount",
    "unit",
    "text",
    "placed",
)
TABLE_SHAPE = Shape(
    "预算表金额",
    TABLE_COLUMNS,
    (24, 6, 20, 36, 6, 7, 12, 8, 8, 14, 32, 6, 9, 60, 36, 12, 18, 7, 18, 10),
    {"page": "Int64", "line": "Int64", "level": "Int64", "amount": "float64"},
)
_NO_COLUMN = Column(-1, ())


def table_rows(budgets: Iterable[Budget]) -> Iterator[dict[str, Any]]:
    """Yield one dict per amount of the tables beside 12 and 13, with the keys of ``TABLE_COLUMNS``.

    ``amount`` is a Decimal in ``unit`` (万元, 元, % …; "" where the document names none), None where ``text``, what is
    printed, cannot be read. A row without amounts, and a table without rows, is one dict with empty columns: what
    was printed is never left out.
    """
    for budget in budgets:
        for table in budget.tables:
            head = (budget.source, table.number, table.kind, table.title)
            columns = {column.index: column for column in table.columns}
            for row in table.rows:
                for amount in row.amounts or (None,):
                    yield _row(head, table, row, amount, columns)
            if not table.rows:
                yield _row(head, table, TableRow(place=table.place), None, columns)


def render_table_rows(budgets: Iterable[Budget], format: str) -> bytes:
    """Return the amounts of ``budgets`` as csv (RFC 4180, UTF-8 without BOM), json, xlsx or parquet.

    Raises ConfigError for an unknown format, or where openpyxl or pyarrow is needed and not installed.
    """
    return written(table_rows(budgets), TABLE_SHAPE, format)


def _row(
    head: tuple[str, ...], table: BudgetTable, row: TableRow, amount: Amount | None, columns: dict[int, Column]
) -> dict[str, Any]:
    place = amount.cell.place if amount else row.place
    column = columns.get(amount.column, _NO_COLUMN) if amount else _NO_COLUMN
    values = (
        *head,
        place.page,
        place.line,
        place.sheet or "",
        place.cell or "",
        row.side,
        row.code,
        row.name,
        row.level,
        row.kind,
        " | ".join(tidy(label.cell.text) for label in row.labels),
        "/".join(column.path),
        column.role,
        amount.value if amount else None,
        _unit(table, row, column) if amount else "",
        amount.cell.text if amount else "",
        amount.placed if amount else "",
    )
    return dict(zip(TABLE_COLUMNS, values, strict=True))


def _unit(table: BudgetTable, row: TableRow, column: Column) -> str:
    """Return the unit of money, % for a share, "" for numbers of people and things."""
    if column.role == "share":
        return "%"
    return (column.unit or table.money_unit) if column.money and row.money else ""
