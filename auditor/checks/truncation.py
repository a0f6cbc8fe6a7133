"""Verbs on texts that stop in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.rule import Severity
from auditor.text.width import fold

_OPEN = {"“": "”", "《": "》", "(": ")", "〔": "〕", "【": "】"}
LONG = 16
_LAST_UNIT = re.compile(r"\d([\u4e00-\u9fff]{1,4})$")
_CLAUSE = re.compile(r"[,;:。!?、]")
Spot = tuple[Cell, str, Indicator | None, Project | None]


def cut_off(
    budget: Budget, context: Context, *, columns: Sequence[str], bare_verbs: str, shortest: int
) -> Iterator[Hit]:
    """Yield a hit for every text of ``columns`` that stops in the middle, with the reason.

    Reasons: it ends with a comma or a conjunction, a bracket or quotation stays open, its last clause is a bare verb
    of list ``bare_verbs``, or its last two characters never end anything in official Chinese (a word was cut).
    Texts under ``shortest`` characters are too short to judge, unless a target stops within its unit (接报后24小).
    """
    for cell, column, indicator, project in spots(budget, columns):
        text = fold(cell.text)
        reason = _half_unit(text, indicator, context) if column != "name" else ""
        if len(text) < shortest and not reason:
            continue
        reason = reason or stops(text, context, bare_verbs)
        if reason:
            shown = cell.text + (indicator.unit.text if indicator and column == "value" else "")
            facts = {"reason": reason, "tail": shown[-12:], "column_name": COLUMN_NAMES[column]}
            tail = (max(0, len(cell.text) - 4), len(cell.text))
            yield Hit(facts, indicator, project, column, tail, text=cell.text, place=cell.place)


def _half_unit(text: str, indicator: Indicator | None, context: Context) -> str:
    """Return why a target stops within its unit, in the cell of the value or of the unit, "" where it does not."""
    unit = fold(indicator.unit.text) if indicator else ""
    half = _LAST_UNIT.search(text + unit)
    if half is None or not context.words.is_one("endings.half_units", half.group(1)):
        return ""
    return f"单位“{half.group(1)}”不完整"


COLUMN_NAMES = {"objective": "绩效目标", "name": "指标名称", "value": "指标值"}


def spots(budget: Budget, columns: Sequence[str]) -> Iterator[Spot]:
    """Yield the cells of ``columns`` with their column, indicator and project."""
    projects = {project.key: project for project in budget.projects}
    if "objective" in columns:
        yield from ((project.objective, "objective", None, project) for project in budget.projects)
    for item in budget.indicators:
        for column in ("name", "value"):
            if column in columns:
                yield getattr(item, column), column, item, projects.get(item.project)


def stops(text: str, context: Context, bare_verbs: str) -> str:
    """Return why a folded text is seen to stop in the middle, "" where it is not."""
    dangling = context.words.entries("endings.dangling")
    if text.endswith(dangling) and not text.endswith(context.words.entries("endings.whole")):
        return f"以“{next(word for word in dangling if text.endswith(word))}”结尾"
    for opening, closing in _OPEN.items():
        if text.count(opening) > text.count(closing) and text.rfind(opening) > text.rfind(closing):
            return f"“{opening}”没有配对"
    if clause := _empty_clause(text, context, bare_verbs):
        return f"“{clause}”后面没有内容"
    if context.words.ending(text)[0]:
        return ""
    # A triple is weaker evidence than a pair: only in texts long enough to meet the limit of a field.
    if context.never_last(text[-2:]) or (len(text) >= LONG and context.never_last(text[-3:])):
        return "末尾的文字不成词"
    missing = context.continued(text[-3:]) if len(text) >= LONG - 2 else ""
    return f"本文件别处同样的文字后面都有“{missing}”" if missing else ""


def _empty_clause(text: str, context: Context, bare_verbs: str) -> str:
    """Return the last clause where it says nothing: a bare verb, or before a full stop a stub (并在。); else ""."""
    *before, last = _CLAUSE.split(text)
    if before and last and context.words.is_one(bare_verbs, last.lstrip("并且") or last):
        return last
    *before, last = _CLAUSE.split(text.rstrip("。"))
    return last if before and context.words.is_one("endings.stubs", last) else ""


def repeated(budget: Budget, context: Context, *, shortest: int) -> Iterator[Hit]:
    """Yield a hit for every objective in which a run of ``shortest`` or more characters stands twice.

    That is how a text looks that was printed again after a page break. In a converted document it may be the
    conversion's doing: a step less severe.
    """
    for cell, column, indicator, project in spots(budget, ("objective", "value")):
        text = fold(cell.text)
        run = _twice(text, shortest) if len(text) >= 2 * shortest else ""
        if run:
            facts = {"run": run, "column_name": COLUMN_NAMES[column], "length": len(run)}
            severity: Severity | None = "info" if budget.converted else None
            yield Hit(facts, indicator, project, column, text=cell.text, place=cell.place, severity=severity)


def _twice(text: str, shortest: int) -> str:
    """Return the first run of at least ``shortest`` characters that stands twice without overlap, or ""."""
    seen: dict[str, int] = {}
    for at in range(len(text) - shortest + 1):
        first = seen.setdefault(text[at : at + shortest], at)
        if at - first < shortest:
            continue
        length = shortest
        while at + length < len(text) and first + length < at and text[first + length] == text[at + length]:
            length += 1
        return text[at : at + length]
    return ""
