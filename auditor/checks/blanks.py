"""The verb on what an evaluation leaves blank: what was spent, its rate, the account, the scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.checks.attained import NOTHING, points_of
from auditor.checks.context import Context
from auditor.checks.stages import stage_of
from auditor.records.budget import Indicator, Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.outcome import Execution
from auditor.records.place import NOWHERE
from auditor.text.width import fold

_SHOWN = 2  # rows named


def evaluated(project: Project, context: Context, *, stages: Sequence[str], cells: Mapping[str, str]) -> Iterator[Hit]:
    """Yield one hit that names all that a table of ``stages`` asks for and leaves blank.

    ``cells`` are those of the whole (spent_cell, rate, sum, actual), with what they are called. Of the rows it is the
    score, and what was reached where the score is blank too, if another row has them: a lone blank beside a score is
    told by the row itself.
    """
    if stage_of(project, context) not in stages:
        return
    spent = project.execution or Execution()
    blank = [(word, cell) for name, word in cells.items() if _is_blank(cell := getattr(spent, name))]
    rows = context.indicators_of(project)
    scored = any(points_of(item)[1] is not None for item in rows)
    asked = [item for item in rows if scored and _is_unscored(item)]
    named = [word for word, _ in blank] + ([_named(asked)] if asked else [])
    if named:
        place = blank[0][1].place if blank else asked[0].place
        yield Hit(
            {"blanks": "、".join(named), "count": len(named)}, project=project, text=project.name.text, place=place
        )


def _is_blank(cell: Cell) -> bool:
    return not cell.text.strip() and cell.place != NOWHERE


def _is_unscored(item: Indicator) -> bool:
    return item.outcome is not None and fold(item.outcome.score.text) in NOTHING and bool(points_of(item)[0])


def _named(rows: Sequence[Indicator]) -> str:
    names = "、".join(f"“{item.name.text}”" for item in rows[:_SHOWN])
    untold = all(item.outcome and fold(item.outcome.actual.text) in NOTHING for item in rows)
    what = "实际完成值和得分" if untold else "得分"
    return f"{names}的{what}" if len(rows) <= _SHOWN else f"{names}等{len(rows)}条指标的{what}"
