"""A made-up department as the auditor sees it: straight as a Budget, or as text that is read and extracted."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from auditor.extract import extract
from auditor.extract.money import typed
from auditor.readers import read_bytes
from auditor.records import budget as record
from auditor.records.document import Cell, Grid, Row
from auditor.records.place import Place
from auditor.records.table import BudgetTable
from auditor.text.operators import sign
from samples.make.layout import table12
from samples.make.model import Department, Indicator, Project
from samples.make.tables import Line, money_tables, spending, table13, yuan


def lines_of(department: Department) -> list[Line]:
    """Return the document line by line, edits of tables 01–11 applied."""
    lines = [*money_tables(department), *table12(department, damaged=False), *table13(department)]
    for edit in department.edits:
        _apply(edit.table, edit.key, (edit.old, edit.new), lines)
    return lines


def _apply(table: str, key: str, change: tuple[str, str], lines: list[Line]) -> None:
    """Print another text in the first row of the table that holds ``key`` and the old text."""
    for line in lines:
        cells = line.cells or []
        if line.table == table and key in "".join(cells) and change[0] in cells:
            cells[cells.index(change[0])] = change[1]
            return
    raise ValueError(f"table {table} has no {change[0]!r} in a row with {key!r}")


def through_text(department: Department) -> record.Budget:
    """Return what reading and extracting the department's text makes of it."""
    text = "\n".join("\t".join(line.cells) if line.cells is not None else line.text for line in lines_of(department))
    return extract(read_bytes((text + "\n").encode(), "bench.tsv"))


def straight(department: Department) -> record.Budget:
    """Return the department as records, without any reader in between."""
    lines = lines_of(department)
    rows = [row for project in department.projects for row in project.rows] + department.activities
    return record.Budget(
        source="bench",
        sha256="",
        department=department.name,
        year=int(department.year),
        projects=tuple(_project(project, number) for number, project in enumerate(department.projects, start=1)),
        indicators=tuple(_indicator(row, order) for order, row in enumerate(rows)),
        overall=_overall(department, lines),
        tables=_tables(lines),
    )


def _cell(text: str, line: int) -> Cell:
    return Cell(text, Place(line=line))


def _money(amount: Decimal, line: int) -> record.Money:
    return record.Money(_cell(yuan(amount), line), amount) if amount else record.NO_MONEY


def _project(project: Project, number: int) -> record.Project:
    line = number * 100
    return record.Project(
        key=project.code,
        code=project.code,
        name=_cell(project.name, line),
        total=_money(project.total, line),
        fiscal=_money(project.fiscal, line),
        other=_money(project.other, line),
        objective=_cell(project.goal, line),
        place=Place(line=line),
    )


def _indicator(row: Indicator, order: int) -> record.Indicator:
    line = 1000 + order
    texts = (row.level1, row.level2, row.name, row.operator, row.value, row.unit)
    cells = tuple(_cell(text, line) for text in texts)
    in_project = row.table == 12
    return record.Indicator(
        row.table,
        order,
        *cells,
        sign=sign(row.operator),
        project=row.owner if in_project else "",
        activity=_cell("" if in_project else row.owner, line),
        place=Place(line=line),
    )


def _overall(department: Department, lines: list[Line]) -> record.Overall:
    fiscal = [x for x in spending(department) if x.is_fiscal]
    every = sum((x.amount for x in spending(department)), Decimal(0))
    basic = sum((x.amount for x in fiscal if not x.is_project), Decimal(0))
    project = sum((x.amount for x in fiscal if x.is_project), Decimal(0))
    amounts = [every, basic + project, basic, project, every - basic - project]
    printed = next(
        (line.cells for line in lines if line.table == "13" and yuan(amounts[1]) in (line.cells or [])), None
    )
    money = [_printed(printed, index, amount) for index, amount in enumerate(amounts)]
    name, duty = _cell(department.name, 9000), _cell(department.duty, 9001)
    return record.Overall(name, *money, duty, Place(line=9000))


def _printed(cells: list[str] | None, index: int, amount: Decimal) -> record.Money:
    """Return the amount as the head of table 13 prints it, which an edit may have changed."""
    text = cells[index + 2].replace(",", "") if cells and cells[index + 2] else ""
    return _money(Decimal(text) if text else amount, 9000)


def _tables(lines: list[Line]) -> tuple[BudgetTable, ...]:
    found = []
    numbered = [(line, number) for number, line in enumerate(lines, start=1) if line.cells is not None]
    for number, group in groupby(numbered, key=lambda pair: pair[0].table):
        if number in {"12", "13"}:
            continue
        rows = tuple(Row(tuple(_cell(text, n) for text in line.cells or []), Place(line=n)) for line, n in group)
        found.append(BudgetTable(number, "", "万元", (Grid(rows),)))
    return typed(found, converted=False)
