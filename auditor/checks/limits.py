"""What the objective of a project sets as a limit, so that a row which asks for at most so many is meant."""

from __future__ import annotations

import re
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
    limit = re.compile(rf"(?:{at_most})[^\d]{{0,3}}{number}{_TIMES}|(?<![\d.]){number}(?:以内|之内|以下)")
    clauses = (clause for clause in _CLAUSES.split(fold(head.objective.text)) if limit.search(clause))
    return any(core(clause) & core(reading.name) for clause in clauses) == bool(wanted)
