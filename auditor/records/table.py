"""The budget tables beside 12 and 13 as figures: typed columns, rows with codes and levels, amounts with places."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from auditor.records.document import EMPTY, Cell, Grid
from auditor.records.place import NOWHERE, Place

RowKind = Literal["item", "subtotal", "total", "grand", "aside"]
Placed = Literal["printed", "moved", "uncertain"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``index`` in the grid, ``path`` of folded heads from top to bottom, ``role`` (rules/layouts/money.tsv).

    A unit that a head prints in brackets is not in the path but in ``unit``.

    ``side`` is 收入 or 支出 in a table with two sides, else "". ``amount`` says that it holds figures, ``money`` that
    these are amounts of money in ``unit`` (万元, 元, "" where the document does not say); a share in % or a number of
    pieces is no money. ``parts`` are the indexes of the columns whose sum this one is, by the heads.
    """

    index: int
    path: tuple[str, ...]
    role: str = ""
    side: str = ""
    amount: bool = False
    money: bool = False
    unit: str = ""
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a table: ``value`` in the unit of its column, None where what is printed cannot be read.

    ``step`` is half of the last printed digit: how far the figure may be rounded. ``column`` is the index of the
    column it belongs to. Where ``placed`` is moved, the text had printed it in another column and the sums prove
    this one; where it is uncertain, no sum may rest on the column.
    """

    value: Decimal | None
    cell: Cell
    column: int
    step: Decimal = Decimal(0)
    placed: Placed = "printed"


@dataclass(frozen=True, slots=True)
class Label:
    """A text of a row: the role of its column, the ``code`` printed before the name ("" for none), the tidy name."""

    role: str
    code: str
    name: str
    cell: Cell = EMPTY


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row, or one side of a row of a two-sided table.

    ``code`` and ``name`` are those of its most telling label (a function before an economic class). ``level`` is 1 for
    the topmost. ``kind`` is item, subtotal (小计), total (合计), grand (总计) or aside (其中 …: only a part of the row
    above). ``numbered`` says that the name begins with the number of a list (一、 (二) 3.). ``text`` is what messages
    call the row. ``money`` is false where the row counts people or cars.
    """

    code: str = ""
    name: str = ""
    text: str = ""
    level: int = 1
    kind: RowKind = "item"
    numbered: bool = False
    side: str = ""
    labels: tuple[Label, ...] = ()
    amounts: tuple[Amount, ...] = ()
    money: bool = True
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """Any table but 12 and 13: ``number`` ("01" … "11", "" unknown), title, ``money_unit`` (万元, 元, "" unknown).

    ``grids`` are the cells as read. ``kind`` is one of the kinds in rules/layouts/money.tsv (收支总表 …), "" unknown;
    ``columns`` and ``rows`` are what the grids say: every cell is a head, a label or an amount, nothing is dropped.
    ``notes`` is the prose below the title.
    """

    number: str
    title: str
    money_unit: str
    grids: tuple[Grid, ...]
    place: Place = NOWHERE
    kind: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[TableRow, ...] = ()
    notes: tuple[Cell, ...] = ()
