"""Layouts tested by their own examples: a small table is read, by this layout, into the rows that it says."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract import extract
from auditor.extract.layout.families import Family
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.rulebook.book import Rulebook

_NAME = "样例.md"


def layout_faults(family: Family, book: Rulebook) -> Iterator[str]:
    """Yield what is wrong with a layout as Chinese sentences: no example, read by another layout, other rows."""
    if not family.examples:
        yield "缺少样例"
    for number, example in enumerate(family.examples, 1):
        document = read_bytes(example.text.encode(), _NAME)
        budget = extract(document, book.layouts, book.layout, book.vocabulary)
        names = [layout.name for layout in budget.layouts]
        if family.name not in names:
            shown = "、".join(filter(None, names)) or "任何版式"
            yield f"第{number}个样例没有认作这种版式（认作{shown}）"
        found = _rows(budget)
        for row in example.rows:
            if row not in found:
                yield f"第{number}个样例没有读出这一行：{'｜'.join(row)}"
        for row in found:
            if row not in example.rows:
                yield f"第{number}个样例多读出一行：{'｜'.join(row)}"


def _rows(budget: Budget) -> list[tuple[str, ...]]:
    """Return the indicators as examples write them."""
    names = {project.key: project.name.text for project in budget.projects}
    return [
        (
            names.get(row.project, row.activity.text),
            *(cell.text for cell in (row.level1, row.level2, row.name, row.operator, row.value, row.unit)),
        )
        for row in budget.indicators
    ]
