"""What the objective of a project sets as a limit, so that a row which asks for at most so many is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from auditor.checks.alike import core
from auditor.checks.context import Context
from auditor.records.budget import Indicator
from auditor.text.width import fold

_CLAUSES = re.compile(r"[,;。](?!\d{3})")
_TIMES = "(?!月|小时|工作日|百分点)"
"""What may stand behind 个 and makes it a time."""


def is_capped(item: Indicator, context: Context, wanted: Any) -> bool:
    """Return whether it is so, or not, that the objective calls the row's number the most (不超过90台次, 90台次以内).

    The clause must be on the same matter: it shares a pair of characters with the name.
    """
    reading, project = context.read(item), context.project_of(item)
    head = project or context.budget.overall
    if head is None or not reading.numeric:
        return not wanted
    at_most = "|".join(context.words.entries("phrases.at_most"))
    number = rf"{re.escape(reading.value)}{re.escape(reading.unit_text)}"
    most = rf"(?:{at_most})(?:[^\d]{{0,3}}|[^,;。]*、){number}{_TIMES}"
    limit = re.compile(rf"{most}|(?<![\d.]){number}(?:以内|之内|以下)")
    clauses = (clause for clause in _CLAUSES.split(fold(head.objective.text)) if limit.search(clause))
    return any(core(clause) & core(reading.name) for clause in clauses) == bool(wanted)


def is_attended(item: Indicator, context: Context, wanted: Any) -> bool:
    """Return whether it is so, or not, that the row counts sessions (培训班 ≤ 6期) and another asks for the people.

    So many people cannot come to fewer sessions than they need: the sessions alone are limited.
    """
    reading = context.read(item)
    taught = context.words.pattern("cues.taught")
    works = set(taught.findall(reading.name)) if taught else set()
    if not works or not context.words.is_one("cues.session_units", reading.unit_text):
        return not wanted
    others = (context.read(row) for row in _rows_beside(item, context))
    asked = (one.name for one in others if one.dimension == "people" and one.numeric and one.sign in {"≥", ">", "="})
    return any(work in name for name in asked for work in works) == bool(wanted)


def _rows_beside(item: Indicator, context: Context) -> Sequence[Indicator]:
    project = context.project_of(item)
    return context.indicators_of(project) if project else ()
