"""Rows of sums between the indicators (产出指标小计, 小计): the points and the scores of a level, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.items import Item
from auditor.extract.layout.columns import Layout
from auditor.extract.lines.outcome_heads import role_of
from auditor.extract.lines.stream import Line
from auditor.extract.words.keys import clean, fold
from auditor.records.document import Cell
from auditor.records.outcome import LEVEL_SUM, LevelSum

_SUM = re.compile(r"(.{0,12}?)(?:指标)?(?:得分|分值)?(?:小计|合计)(?:\(.{0,12}\))?:?")
_ROLES = frozenset({"weight", "score"})


def with_level_sums(items: Sequence[Item], lines: Sequence[Line], layout: Layout) -> list[Item]:
    """Return the items; a row of sums of a level has them as details (小计·产出·score), and is no indicator.

    A sum that names no level is that of the indicators right above it.
    """
    sums = {line.place: told for line in lines if (told := _sums(line, layout))}
    done: list[Item] = []
    last = ""
    for item in items:
        last = item.fields.level1.text if item.fields and item.fields.name.text else last
        found = sums.get(item.place)
        if found and not (item.fields and item.fields.name.text and not _SUM.fullmatch(fold(item.fields.name.text))):
            level = found[0] or fold(last)
            details = tuple((f"{LEVEL_SUM}·{level}·{role}", cell) for role, cell in found[1])
            done.append(replace(item, fields=None, lost=(), outcome=None, details=details))
            continue
        done.append(item)
    return done


def _sums(line: Line, layout: Layout) -> tuple[str, tuple[tuple[str, Cell], ...]] | None:
    """Return (the level named, the sums by role) of a row of sums of a level, None for any other row."""
    if not layout.printed or line.prose or len(line.cells) != layout.width or not line.filled:
        return None
    match = _SUM.fullmatch(fold(line.filled[0].text))
    if match is None or not (match.group(1) or "小计" in match.group()):
        return None  # 合计 alone is that of all rows
    columns = ((role_of(head), layout.level1 + offset) for offset, head in layout.ignored)
    told = tuple((role, clean(line.cells[at])) for role, at in columns if role in _ROLES and line.cells[at].text)
    return (match.group(1), told) if told else None


def told_sums(details: Sequence[tuple[str, Cell]]) -> Iterator[LevelSum]:
    """Yield the printed sums of levels among the details."""
    for label, cell in details:
        name, _, rest = label.partition("·")
        level, _, role = rest.rpartition("·")
        if name == LEVEL_SUM and level:
            yield LevelSum(level, role, cell)
