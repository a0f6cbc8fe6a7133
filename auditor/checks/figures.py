"""Verbs on how numbers are written: separators, blanks inside, full width, mixed precision of one column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.records.budget import Budget, BudgetTable
from auditor.records.document import Cell, Row
from auditor.records.finding import Hit
from auditor.text.numbers import decimals, parse_amount, read_printed
from auditor.text.width import fold

_FIGURE = re.compile(r"[-+]?[\d０-９][\d０-９.,，．\s]*")
_CODE = re.compile(r"\d{3,}-?")
Printed = tuple[str, Cell, str]


def malformed(budget: Budget, context: Context, *, faults: list[str]) -> Iterator[Hit]:
    """Yield a hit for every amount of any table whose writing has one of ``faults`` (separator, points, blank, width).

    The amount meant is inferred where another table prints the same digits for the same item.
    In a text that came out of a conversion, the fault may be the conversion's: a step less severe.
    """
    cells = [*_table_cells(budget), *_project_cells(budget), *_value_cells(budget, context)]
    bad = [(entry, read_printed(entry[1].text)) for entry in cells if _is_figure(entry[1].text)]
    proof: dict[str, set[str]] | None = None
    for (table, cell, label), printed in bad:
        if printed.fault not in faults:
            continue
        proof = proof if proof is not None else _digits_elsewhere(cells)
        meant = _meant(cell.text, label, proof)
        facts = {
            "printed": cell.text,
            "label": label or "该单元格",
            "meant": f"（其他表同一项目为{meant}）" if meant else "",
        }
        damaged = budget.converted and printed.fault != "blank"
        note = "原文由PDF等转换而来，也可能是转换造成，请核对原件。" if budget.converted else ""
        yield Hit(
            {**facts, "note": note},
            place=cell.place,
            table=table,
            text=cell.text,
            severity="warning" if damaged else None,
            fold_key=f"{label}|{cell.text}",
        )


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text)) and any(char in ".,，． \u3000" or char > "\uff00" for char in text)


def _table_cells(budget: Budget) -> Iterator[Printed]:
    for table in budget.tables:
        for row in (row for grid in table.grids for row in grid.rows):
            for cell in row.cells:
                if cell.text[:1].isdigit():
                    yield table.number, cell, _label(row)


def _label(row: Row) -> str:
    """Return the last text of a row that is no number: what the amounts of the row are about."""
    texts = [
        cell.text for cell in row.cells if cell.text and parse_amount(cell.text) is None and not _is_figure(cell.text)
    ]
    return texts[-1] if texts else ""


def _project_cells(budget: Budget) -> Iterator[Printed]:
    for project in budget.projects:
        for money in (project.total, project.fiscal, project.other):
            yield "12", money.cell, project.name.text


def _value_cells(budget: Budget, context: Context) -> Iterator[Printed]:
    for item in budget.indicators:
        if item.sign != "定性" and item.value.text[:1].isdigit():
            yield str(item.table), item.value, item.name.text


def _digits_elsewhere(cells: list[Printed]) -> dict[str, set[str]]:
    """Return label → well-formed amounts that some table prints for it."""
    found: dict[str, set[str]] = {}
    for _, cell, label in cells:
        if label and parse_amount(cell.text) is not None:
            found.setdefault(fold(label), set()).add(fold(cell.text))
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
