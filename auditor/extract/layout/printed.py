"""Which columns the head of an indicator table prints, whether or not anybody filled them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extract.layout.columns import Layout
from auditor.extract.lines.stream import Line
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header

_NAMES = {"goal": "objective", "project": "project_name"}
_LONGEST = 20  # a label of a form is short
# Labels of a form that surely ask for the field itself: 绩效目标 alone is as often the title of a part of the form.
_ASKS = {"goal": re.compile(r"总体|年度|全年|总目标"), "total": re.compile(r"总额|总金额|项目预算|项目金额")}


def printed_columns(layout: Layout, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the columns that the head prints under the names of records; of a form also its labels without a value."""
    if not layout.printed:
        return ()
    # A column may be assumed that the head does not print, so that cells beyond it are read.
    names = {name for name in layout.offsets if any(layout.heads[layout.column(name) :][:1])}
    if "project" not in names:
        # 全年目标 may head targets; a label above the heads (年度总体目标, blank) may be read as a row of the head.
        names |= _blank_labels([line for line in lines if not (layout.heads_with(line) and _names_columns(line))])
    return tuple(sorted(_NAMES.get(name, name) for name in names))


def _blank_labels(lines: Sequence[Line]) -> set[str]:
    """Return the fields that labels ask for and that have nothing beside any such label."""
    filled: dict[str, bool] = {}
    for line in lines:
        for at, cell in enumerate(line.cells):
            role = _asked(cell.text)
            if role:
                filled[role] = filled.get(role, False) or _has_value(line, at, cell.text)
    return {role for role, has_value in filled.items() if not has_value}


def _names_columns(line: Line) -> bool:
    return any(header(cell.text) & {"name", "level1", "level2"} for cell in line.filled)


def _asked(text: str) -> str:
    """Return the field that a label asks for, "" where it asks for none."""
    roles = header(text) if 0 < len(text) <= _LONGEST else frozenset()
    role = next(iter(roles)) if len(roles) == 1 else ""
    return role if role in _ASKS and _ASKS[role].search(fold(text)) else ""


def _has_value(line: Line, at: int, label: str) -> bool:
    """Return whether something that is no label and not the label again stands right of it."""
    for cell in line.cells[at + 1 :]:
        if cell.text and cell.text != label:
            return not header(cell.text)
    return False
