"""The verb on an account of what was reached that is on another project of the document (套用其他项目的文字)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.links import words_of
from auditor.records.budget import Project
from auditor.records.finding import Hit
from auditor.text.width import fold

_NUMBERS = re.compile(r"[\d.,]+")
_TIMES = 4


def foreign(project: Project, context: Context, *, common: str, least: int) -> Iterator[Hit]:
    """Yield a hit where an account has next to no word of its project, but those of another one of the document.

    Words are pairs of characters, of the name, the objective and the rows; those of the list ``common`` link nothing.
    ``least`` pairs are the other project's alone, and more than four times as many as the account has of its own.
    """
    cell = project.execution.actual if project.execution else None
    others = [one for one in context.budget.projects if one.key != project.key and context.indicators_of(one)]
    if cell is None or not cell.text or not others:
        return
    own = _words(project, context, common)
    said = words_of((_NUMBERS.sub("|", fold(cell.text)),), context, common)
    mine = len(said & own)
    theirs, other = max(
        ((len((said & _words(one, context, common)) - own), one) for one in others), key=lambda pair: pair[0]
    )
    if theirs >= least and theirs > mine * _TIMES:
        yield Hit({"other": other.name.text}, project=project, text=cell.text, place=cell.place, related=(other,))


def _words(project: Project, context: Context, common: str) -> frozenset[str]:
    def make() -> frozenset[str]:
        rows = (item.name.text for item in context.indicators_of(project))
        return words_of((project.name.text, project.objective.text, *rows), context, common)

    return context.remember(("words of an evaluated project", common, project.key), make)
