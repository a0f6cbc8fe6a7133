"""Verbs on how numbers are written: separators, blanks inside, full width, mixed precision of one column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from auditor.checks.context import Context
from auditor.checks.supply_words import HEAD13
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.columns import COLUMN_WORDS
from auditor.records.document import Cell, Row
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable
from auditor.text.numbers import decimals, parse_amount, read_printed
from auditor.text.width import fold

_WHOLE = re.compile(r"[0-9]+(?:\.[0-9]+)?|[\u4e00-\u9fff]+")
"""A plain number, or plain words."""
_MARK = re.compile("[.,，．。 \u3000\uff01-\U0010ffff]")
_DIGITS = re.compile(r"[\dOoIl|,.]+")
_FIGURE = re.compile(r"[-+]?[\d０-９][\d０-９.,，．。\s]*")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed amount: its table, cell and what it is about; the project or row it belongs to, where there is one."""

    table: str
    cell: Cell
    label: str
    project: Project | None = None
    indicator: Indicator | None = None


def malformed(budget: Budget, context: Context, *, faults: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit for every amount of any table whose writing has one of ``faults``.

    These are separator, points, blank, width, letters.

    The amount meant is inferred where the same digits stand elsewhere for the same item. In a text that came out of
    a conversion, the fault may be the conversion's: a step less severe, and blanks inside are one finding.
    """
    for entry, fault, meant in context.remember("odd figures", partial(_odd, budget, context)):
        if fault not in faults:
            continue
        facts = {
            "printed": entry.cell.text,
            "label": entry.label or "该单元格",
            "meant": f"（同一项别处写作{meant}）" if meant else "",
            "note": "原文由PDF等转换而来，也可能是转换造成，请核对原件。" if budget.converted else "",
        }
        yield Hit(
            facts,
            entry.indicator,
            entry.project,
            column="value" if entry.indicator else "",
            place=entry.cell.place,
            table=entry.table,
            text=entry.cell.text,
            severity="warning" if budget.converted and fault != "blank" else None,
            fold_key="" if fault == "blank" else f"{entry.label}|{entry.cell.text}",
        )


def _odd(budget: Budget, context: Context) -> list[tuple[Printed, str, str]]:
    """Return the amounts that are written in an odd way, what is odd, and the amount meant where it is known."""
    of_tables = (cell for table in budget.tables for grid in table.grids for row in grid.rows for cell in row.cells)
    others = [*_project_cells(budget), *_head_cells(budget), *_value_cells(budget, context)]
    if not any(_is_figure(cell.text) for cell in (*of_tables, *(entry.cell for entry in others))):
        return []
    cells = [*_table_cells(budget), *others]
    odd = [entry for entry in cells if _is_figure(entry.cell.text)]
    proof = _digits_elsewhere(cells)
    return [(entry, read_printed(entry.cell.text).fault, _meant(entry.cell.text, entry.label, proof)) for entry in odd]


def _is_figure(text: str) -> bool:
    """Return whether a text is meant as a number and is written in a way worth a look."""
    if not text or _WHOLE.fullmatch(text):
        return False
    if read_printed(text).fault == "letters":
        return True
    if not _FIGURE.fullmatch(text) or not _MARK.search(text):
        return False
    return not text.isascii() or parse_amount(text) is None


def _table_cells(budget: Budget) -> Iterator[Printed]:
    for table in budget.tables:
        for row in (row for grid in table.grids for row in grid.rows):
            label = ""
            for cell in row.cells:
                if cell.text[:1].isdigit():
                    label = label or _label(row)
                    yield Printed(table.number, cell, label)


def _label(row: Row) -> str:
    """Return the last text of a row that is no number: what the amounts of the row are about."""
    texts = [
        cell.text for cell in row.cells if cell.text and parse_amount(cell.text) is None and not _is_figure(cell.text)
    ]
    return texts[-1] if texts else ""


def _project_cells(budget: Budget) -> Iterator[Printed]:
    for project in budget.projects:
        for money in (project.total, project.fiscal, project.other):
            yield Printed("12", money.cell, project.name.text, project)


def _head_cells(budget: Budget) -> Iterator[Printed]:
    """Yield the amounts of the head of table 13 and of its main tasks."""
    head = budget.overall
    if head is None:
        return
    for one in head.amounts:
        yield Printed("13", one.amount.cell, one.label.text)
    funds = () if head.amounts else ("total", "fiscal", "basic", "project", "other")
    for name in funds:
        yield Printed("13", getattr(head, name).cell, HEAD13.get(name) or COLUMN_WORDS[name])
    for task in (*head.tasks, head.tasked):
        for money in (task.total, task.fiscal, task.other):
            yield Printed("13", money.cell, task.name.text)


def _value_cells(budget: Budget, context: Context) -> Iterator[Printed]:
    for item in budget.indicators:
        digits = _DIGITS.match(item.value.text + item.unit.text) if item.value.text else None
        if digits and digits.end() > len(item.value.text) and read_printed(digits.group()).fault == "letters":
            # ≥5OOO元 is taken apart where the digits end
            cell = replace(item.value, text=digits.group())
            yield Printed(str(item.table), cell, item.name.text, context.project_of(item), item)
        elif item.sign != "定性" and item.value.text[:1].isdigit():
            yield Printed(str(item.table), item.value, item.name.text, context.project_of(item), item)


def _digits_elsewhere(cells: list[Printed]) -> dict[str, set[str]]:
    """Return label → well-formed amounts that some table prints for it."""
    found: dict[str, set[str]] = {}
    for entry in cells:
        if entry.label and parse_amount(entry.cell.text) is not None:
            found.setdefault(fold(entry.label), set()).add(fold(entry.cell.text))
    return found


def _meant(text: str, label: str, proof: dict[str, set[str]]) -> str:
    digits = re.sub(r"\D", "", fold(text))
    return next((a for a in sorted(proof.get(fold(label), ())) if re.sub(r"\D", "", a) == digits), "")


def precision(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield one hit per table that prints an amount with fewer decimals than its equal elsewhere in the table.

    Only where the short figure is the rounding of a longer one: 4,356.56 beside 4,356.557803.
    """
    for table in budget.tables:
        hit = _rounded_twin(table)
        if hit:
            yield hit


def _rounded_twin(table: BudgetTable) -> Hit | None:
    cells = [c for g in table.grids for r in g.rows for c in r.cells if c.text[:1].isdigit() and "." in c.text]
    places = Counter(decimals(cell.text) for cell in cells if parse_amount(cell.text) is not None)
    if len(places) < 2:
        return None
    usual = max(places, key=lambda count: (places[count], count))
    exact = {amount for c in cells if decimals(c.text) == usual and (amount := parse_amount(c.text)) is not None}
    for cell in cells:
        amount = parse_amount(cell.text)
        if amount is None or decimals(cell.text) >= usual:
            continue
        twin = next((x for x in exact if x != amount and round(x, decimals(cell.text)) == amount), None)
        if twin is not None:
            return Hit(
                {"printed": cell.text, "exact": f"{twin:,}"}, place=cell.place, table=table.number, text=cell.text
            )
    return None
