"""What the table of a project or row is for: to set targets (目标), to evaluate (自评) or to monitor (监控)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.checks.needs import needs_of
from auditor.records import stage
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.rule import Rule
from auditor.records.stage import EVALUATION, MONITORING, PROSE
from auditor.text.width import fold

_MONTHS = re.compile(
    r"(?:^|\D)1(?:月份?)?[至到~—-]+(\d{1,2})月|截[至止].*?(\d{1,2})月|前(\d{1,2})个月|^(?:20\d\d年)?(\d{1,2})月[末底]"
)
_SPAN = re.compile(r"1(?:月份?)?[至到~—-]+(\d{1,2})月")
_COVERS = re.compile(r"(?:监[控测]|^\(?20\d\d年).*?1(?:月份?(?:1日)?)?[至到~—-]+(?:20\d\d年)?(\d{1,2})月")
_BOTH = 2
_PERIODS = {"四季度": 12, "三季度": 9, "上半年": 6, "二季度": 6, "一季度": 3}
_TITLE = re.compile(r"^[^,;。]{0,40}监控[^,;。]{0,12}表(?:\(.*\))?$")
_YEAR = 12


def stage_of(project: Project, context: Context) -> str:
    """Return what the table of the project is for: 目标, 自评 or 监控; found once a project."""
    return context.remember(("stage", project.key), lambda: _stage(project, context))


def _stage(project: Project, context: Context) -> str:
    """Return the stage by the columns; what tells results without scores and covers a part of the year is monitored."""
    rows = [item.outcome for item in context.indicators_of(project)]
    found = stage.stage_of(rows, project.execution)
    scored = any(row.score.text for row in rows if row)
    partial = found == EVALUATION and not scored and context.remember("partial", lambda: _is_partial(context))
    return MONITORING if partial else found


def _is_partial(context: Context) -> bool:
    """Return whether a title or the heads say that the year is not over."""
    titled = any(_TITLE.search(fold(line.text)) for line in context.budget.prose)
    return titled or 0 < months_of(context) < _YEAR


def is_of_stage(project: Project | None, stages: Sequence[str], context: Context) -> bool:
    """Return whether a rule that is for the tables ``stages`` alone judges the project; no stages mean all tables."""
    return not stages or project is None or stage_of(project, context) in stages


def is_monitored(indicator: Indicator, context: Context) -> bool:
    """Return whether the row stands in a monitoring table, whose year is not over."""
    project = context.owner_of(indicator)
    return project is not None and stage_of(project, context) == MONITORING


def stage_of_table(table: str, context: Context) -> str:
    """Return what table 12 or 13 of the document is for, "" for any other and where there are several kinds of it."""
    stages = {layout.stage for layout in context.budget.layouts if str(layout.table) == table}
    return stages.pop() if len(stages) == 1 else ""


def stage_of_hit(hit: Hit, rule: Rule, context: Context) -> str:
    """Return what the part of the document is for in which a hit stands, "" for the other tables and the whole."""
    owner = hit.project or (context.owner_of(hit.indicator) if hit.indicator else None)
    if owner is not None:
        return stage_of(owner, context)
    if hit.table or hit.place is None:
        return stage_of_table(hit.table, context)
    return PROSE if "prose" in needs_of(rule) else ""


def months_differ(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit for each head of a monitoring table that covers other months than most of its heads say."""
    named = [
        *((head, None) for layout in budget.layouts for head in (*layout.ignored, *layout.columns)),
        *((label.rpartition("·")[2], cell) for one in context.evaluated for label, cell in one.details),
    ]
    told: dict[str, tuple[int, Cell | None]] = {}
    for head, cell in named:
        match = _SPAN.search(fold(head))
        if match:
            told.setdefault(fold(head), (int(match.group(1)), cell))
    counts = Counter(months for months, _ in told.values())
    title = next((int(match.group(1)) for line in budget.prose if (match := _COVERS.search(fold(line.text)))), 0)
    right = title if title in counts else max(counts, key=lambda one: counts[one], default=0)
    if len(counts) < _BOTH or (right != title and counts.most_common(2)[0][1] == counts.most_common(2)[1][1]):
        return
    for head, (months, cell) in told.items():
        if months != right:
            place = cell.place if cell else next(layout.place for layout in budget.layouts)
            yield Hit({"head": head, "right": str(right)}, text=head, place=place)


def months_of(context: Context) -> int:
    """Return how many months of the year a monitoring table covers, 0 where no head says so."""
    heads = [fold(head) for layout in context.budget.layouts for head in layout.ignored]
    said = (next(filter(None, match.groups())) for head in heads if (match := _MONTHS.search(head)))
    named = (months for period, months in _PERIODS.items() if any(period in head for head in heads))
    return next((int(months) for months in (*said, *named) if 0 < int(months) <= 12), 0)
