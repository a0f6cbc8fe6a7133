"""What a name is as a whole, where it names nothing to be measured: an amount, a date, the name of its project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from auditor.checks.context import Context
from auditor.checks.reading import Reading
from auditor.records.budget import Indicator
from auditor.text.operators import split_bound
from auditor.text.units import parse_unit
from auditor.text.width import fold

Bare = Literal["amount", "date"]
WHOLE = re.compile(r"(\d[\d,]*(?:\.\d+)?)([^\d.].*)")
"""A number and all that follows it."""
_DATE = re.compile(
    r"(?:(?:19|20)\d\d年(?:度)?)?(?:全年|当年|年内|\d{1,2}月(?:\d{1,2}日)?(?:底|末)?(?:之?前)?)|(?:19|20)\d\d年(?:度)?"
)
_SHORT = 2  # a project of two characters (培训) is a word that rows need, too


def bare_of(reading: Reading, context: Context) -> Bare | None:
    """Return whether the name is but a number with its unit (20万元), or a date or span of time (全年); else None."""
    stated = WHOLE.fullmatch(split_bound(reading.name)[0])
    if stated is not None and parse_unit(stated.group(2), context.units) is not None:
        return "amount"
    return "date" if _DATE.fullmatch(reading.name) else None


def is_name_of_project(indicator: Indicator, context: Context, endings: str) -> bool:
    """Return whether the name is that of the project, with or without words of the list ``endings`` (项目, 经费)."""
    project, words = context.project_of(indicator), context.words.entries(endings)
    if project is None:
        return False
    own, name = (_without(fold(cell.text), words) for cell in (project.name, indicator.name))
    return len(own) > _SHORT and own == name


def _without(text: str, endings: Sequence[str]) -> str:
    """Return a text without the endings that it has."""
    while ending := next((one for one in endings if text.endswith(one) and len(text) > len(one)), ""):
        text = text.removesuffix(ending)
    return text
