"""Lines that say which project the rows below belong to: the label 项目名称, alone or among labels in one text."""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.extract.lines.stream import Line
from auditor.extract.segments.glued import parted
from auditor.extract.segments.said import Said, glued_label
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import header
from auditor.records.document import Cell

_UNIT = r"(?:金额|货币|计量)?单位\s*[:：]\s*(?:人民币)?[百千万亿]*元\s*[)）]?"
_FIRST = r"(?<![\s,，;；、(（])[\s,，;；、(（]"  # of a run of separators: it is searched from there alone
_BEFORE, _BEHIND = re.compile(rf"\s*[(（]?{_UNIT}[\s,，;；、]+"), re.compile(rf"{_FIRST}[\s,，;；、(（]*{_UNIT}\s*$")


def names_project(line: Line) -> bool:
    """Return whether the line begins with a label 项目名称 that has the name beside it, in its cell or the next.

    In one text other labels may stand before it (主管部门:某局 项目名称:某项目).
    """
    first = line.filled[0].text
    beside = line.filled[1].text if len(line.filled) > 1 else ""
    if "project" in header(first):
        return bool(beside) and not header(beside) and not is_amount(beside)
    return any("project" in said.words and said.cell.text for said in answers_in(line.filled[0]))


def answers_in(cell: Cell) -> list[Said]:
    """Return what the labels in one text say (主管部门:某局;实施单位:某站), [] where it begins with none."""
    glued = glued_label(cell)
    return parted(Said(glued[0], "", replace(cell, text=glued[1]))) if glued else []


def unit_cut(line: Line) -> tuple[Line, Cell] | None:
    """Return (the line without it, the unit of money) that stands before or behind the name of a project in one text.

    None where the line names no project: all of it is a caption then.
    """
    cell = line.filled[0]
    found = _BEFORE.match(cell.text) or _BEHIND.search(cell.text) if len(line.filled) == 1 else None
    if not found:
        return None
    rest = replace(cell, text=f"{cell.text[: found.start()]}{cell.text[found.end() :]}")
    if not rest.text.strip():
        return None
    named = replace(line, cells=tuple(rest if each is cell else each for each in line.cells))
    return (named, replace(cell, text=found.group().strip(" \t\u3000,，;；、"))) if names_project(named) else None
