"""The department in a line of its own above the head of a list of projects (部门：某局), which is no row of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.items import Item
from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.segments.said import glued_label
from auditor.extract.words.vocabulary import header
from auditor.records.document import EMPTY, Cell

_BODIES = frozenset({"agency", "ministry"})


def without_body(lines: Sequence[Line], layout: Layout) -> tuple[list[Line], Cell]:
    """Return (the lines without that of the department, the department), EMPTY where none stands above the head.

    In a form of one project its labels are read with the others.
    """
    if layout.column("project") < 0 or not layout.rows:
        return list(lines), EMPTY
    head = next((at for at, line in enumerate(lines) if line is layout.rows[0]), 0)
    for at, line in enumerate(lines[:head]):
        name = _body(line)
        if name.text:
            return [*lines[:at], *lines[at + 1 :]], name
    return list(lines), EMPTY


def _body(line: Line) -> Cell:
    """Return the department of a line that says nothing else."""
    if line.prose or len(line.filled) != 1:
        return EMPTY
    parts = glued_label(line.filled[0])
    return replace(line.filled[0], text=parts[1]) if parts and header(parts[0]) & _BODIES else EMPTY


def with_body(items: Sequence[Item], body: Cell) -> list[Item]:
    """Return the items; the first project that names no agency takes the department above the table."""
    at = next((number for number, item in enumerate(items) if item.anchor), -1)
    if at < 0 or not body.text or items[at].agency.text:
        return list(items)
    details = (("单位名称", body), *items[at].details)  # an agency is kept without its place
    return [*items[:at], replace(items[at], agency=body, details=details), *items[at + 1 :]]
