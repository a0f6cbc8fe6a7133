"""The rows of a budget table: labels with their codes, amounts by column, one row a side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from auditor.extract.money.align import Aligned, Plan, aligned
from auditor.extract.money.figures import coded, figure, is_blank
from auditor.extract.money.levels import is_numbered, kind_of
from auditor.extract.words.keys import fold, tidy
from auditor.records.document import Cell, Row
from auditor.records.table import Amount, Column, Label, TableRow

_STEPS = ("class", "section", "item")
# Which label a row is about: the first role here that has a code.
_CODE_ROLES = ("code", "function", "department", "government", "project", "catalogue", "agency", "name", "text")
_CODE_RANK = {role: number for number, role in enumerate(_CODE_ROLES)}
_NAME_RANK = {**_CODE_RANK, "name": -1}
_NO_RANK = 1000
_COUNTED = re.compile(r"\((?:单位:)?(?:个|人|人次|辆|台|批|批次|次|%|平方米|户)\)$")
_LABELS_IN_TEXT = 3


def rows_of(
    body: Sequence[Row], columns: Sequence[Column], *, shifting: bool, trimmed: bool = False
) -> Iterator[TableRow]:
    """Yield the rows below the heads, those of a two-sided table once for each side that holds anything.

    ``shifting`` says that the source may have lost or added blank cells (a converted text), ``trimmed`` that it
    prints no blank cells at the end of its rows.
    """
    plan = Plan.of(columns, trimmed=trimmed)
    sides = [(side, Plan.of([column for column in columns if column.side == side])) for side in plan.sides]
    above: dict[str, str] = {}
    last: dict[str, TableRow] = {}
    for row in body:
        placed = aligned(row, plan, last, shifting=shifting)
        for side, own in sides:
            made = _row(row, side, own, placed, above)
            if made.labels or made.amounts:
                last[side] = made
                yield made


def _row(row: Row, side: str, plan: Plan, placed: Aligned, above: dict[str, str]) -> TableRow:
    """Return the part of a row that stands on one side."""
    labels: list[Label] = []
    for column in plan.labels:
        cell = placed.cells.get(column.index)
        if cell is not None and cell.text:
            labels.append(_label(column, cell))
    amounts: list[Amount] = []
    for column in plan.amounts:
        cell = placed.cells.get(column.index)
        if cell is not None and not is_blank(cell.text):
            amounts.append(_amount(column, cell, placed))
    texts = [fold(label.cell.text) for label in labels]
    name = _best([(label.role, label.name) for label in labels], _NAME_RANK)
    return TableRow(
        code=_stepped(labels, above) or _best([(label.role, label.code) for label in labels], _CODE_RANK),
        name=name,
        text=" ".join(texts[:_LABELS_IN_TEXT]),
        kind=kind_of(texts),
        numbered=is_numbered(name),
        side=side,
        labels=tuple(labels),
        amounts=tuple(amounts),
        money=not any(text[-1] == ")" and _COUNTED.search(text) for text in texts if text),
        place=row.place,
    )


def _best(texts: Sequence[tuple[str, str]], rank: Mapping[str, int]) -> str:
    """Return the text whose role comes first in ``rank``; the last of those without a rank."""
    filled = [(rank.get(role, _NO_RANK - number), text) for number, (role, text) in enumerate(texts) if text]
    return min(filled)[1] if filled else ""


def _label(column: Column, cell: Cell) -> Label:
    code, name = coded(cell.text) if column.role not in {"serial", "year", "note"} else ("", tidy(cell.text))
    return Label(column.role, code, name, cell)


def _amount(column: Column, cell: Cell, placed: Aligned) -> Amount:
    found = figure(cell.text.rstrip("%％") if column.role == "share" else cell.text)
    if found is None:
        return Amount(None, cell, column.index, placed=placed.placed(column.index))
    return Amount(found[0], cell, column.index, found[1], placed.placed(column.index))


def _stepped(labels: Sequence[Label], above: dict[str, str]) -> str:
    """Return the code that 类, 款 and 项 make together in three columns; what is left blank stands above."""
    own = {label.role: label.code for label in labels if label.role in _STEPS and label.code}
    if not own:
        return ""
    lowest = max(_STEPS.index(role) for role in own)
    for number, role in enumerate(_STEPS):
        if role in own:
            above[role] = own[role]
            for later in _STEPS[number + 1 :]:
                above.pop(later, None)
    return _joined([above.get(role, "") for role in _STEPS[: lowest + 1]])


def _joined(steps: Sequence[str]) -> str:
    """Return one code of its steps; a step may be printed with those above it (201, 20103, 2010301)."""
    code = ""
    for step in steps:
        code = step if code and step.startswith(code) and len(step) > len(code) else code + step
    return code
