"""Amounts of a project: which slot is which, and what they say in 万元."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from auditor.records.budget import NO_MONEY, Money
from auditor.records.document import Cell
from auditor.text.numbers import read_printed
from auditor.text.units import IN_WAN


def money(cell: Cell, unit: str) -> Money:
    """Return the amount in ``cell``, printed in ``unit`` (万元, 元, 千元, 亿元; 万元 where nothing is said)."""
    if not cell.text:
        return NO_MONEY
    value = read_printed(cell.text).value
    return Money(cell, None if value is None else value * IN_WAN.get(unit, Decimal(1)))


def project_money(slots: Sequence[Cell], unit: str) -> tuple[Money, Money, Money]:
    """Return (total, fiscal, other) of the amount columns of a project, from left to right, empty ones included.

    A fourth slot is a repetition of the total that took the place of a lost cell. Three equal amounts cannot be a
    total and its parts: the third is kept as printed and not understood.
    """
    cells = list(slots)
    if len(cells) > 3 and cells[2].text and cells[0].text in {"", cells[1].text}:
        cells = cells[1:]
    cells += [Cell()] * (3 - len(cells))
    total, fiscal, other = (money(cell, unit) for cell in cells[:3])
    if other.wan and total.wan == fiscal.wan == other.wan:
        other = Money(other.cell, None)
    return total, fiscal, other
