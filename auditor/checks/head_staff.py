"""The verb on the staff that the head of table 13 counts: all of them, and of which sorts they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.width import fold

_PART = r"[^\d,;、。:()]{1,14}\d{1,6}[人名]"
_COUNTED = re.compile(rf"(\d{{1,6}})[人名][,;(]?其中[:,]?((?:{_PART})(?:(?:[、,;]|以?及|和)+{_PART})+)(?=[。;)]|$|,)")
_ONE = re.compile(r"([^\d,;、。:()]{1,14}?)(\d{1,6})[人名]")
_AND = re.compile(r"^(?:以?及|和|有)")
_SORTS = 3
_NEAR = 20  # one in so many


def counts(budget: Budget, context: Context, *, overlaps: str) -> Iterator[Hit]:
    """Yield a hit where the sorts behind 其中 are more people than all of them (88人，其中教师42人、…).

    Fewer are a warning, of three sorts or more that are nearly all. Sorts with the pattern ``overlaps`` (党员, 女) may
    count somebody twice.
    """
    head = budget.overall
    for label, cell in head.details if head else ():
        for found in _COUNTED.finditer(fold(cell.text)):
            if not re.search(overlaps, found.group(2)):
                yield from _hits(label, cell, found)


def _hits(label: str, cell: Cell, found: re.Match[str]) -> Iterator[Hit]:
    total = int(found.group(1))
    sorts = [(_AND.sub("", name), int(number)) for name, number in _ONE.findall(found.group(2))]
    added = sum(number for _, number in sorts)
    nearly = len(sorts) >= _SORTS and 0 < total - added <= max(1, total // _NEAR)
    if added <= total and not nearly:
        return
    facts = {
        "label": label,
        "total": total,
        "parts": " + ".join(f"{name}{number}" for name, number in sorts),
        "sum": added,
        "word": "多出" if added > total else "少",
        "difference": abs(added - total),
    }
    yield Hit(facts, place=cell.place, table="13", text=cell.text, severity=None if added > total else "warning")
