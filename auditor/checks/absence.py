"""Verbs on what the head asks for and nobody filled in: a column of a table, of a project, a cell of a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.checks.better import usual_sign
from auditor.checks.context import Context
from auditor.checks.gaps import Blank, Gaps, gaps, slipped
from auditor.checks.stages import stage_of_table
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.columns import COLUMN_WORDS
from auditor.records.finding import Hit
from auditor.records.place import Place
from auditor.records.rule import Severity
from auditor.records.stage import title_of
from auditor.text.width import fold

_OF_PROJECT = frozenset({"objective", "total", "agency"})
_CONVERTED = "（文本由转换得来，请核对原件）"


def column(budget: Budget, context: Context, *, columns: Sequence[str], weak: Sequence[str]) -> Iterator[Hit]:
    """Yield one hit for every one of ``columns`` that the head prints and that is blank throughout, or in a project.

    For the columns in ``weak`` it is a warning, and nothing in a text that was converted: there the cells of merged
    columns get lost. A warning, too, is a column that is mostly blank in such a text.
    """
    for name in columns if not budget.converted else [name for name in columns if name not in weak]:
        note = _CONVERTED if budget.converted else ""
        for hit in _projects_blank(name, context) if name in _OF_PROJECT else _rows_blank(name, context):
            facts = {**hit.facts, "column_name": COLUMN_WORDS[name], "note": note}
            severity: Severity | None = "warning" if name in weak else hit.severity
            yield replace(hit, facts=facts, column=name, severity=severity)


def _rows_blank(column: str, context: Context) -> Iterator[Hit]:
    for blank in gaps(column, context).together:
        if blank.group is None:
            mostly = len(blank.rows) < blank.asked
            title = title_of(str(blank.table), stage_of_table(str(blank.table), context))
            facts = {"what": f"{title}的{blank.asked}条指标" + (f"中有{len(blank.rows)}条" if mostly else "都")}
            severity: Severity | None = "warning" if mostly else None
            place, head = _head(blank, context), COLUMN_WORDS[column]
            rows = tuple(blank.rows)
            yield Hit(facts, place=place, table=str(blank.table), text=head, severity=severity, related=rows)
        else:
            name = blank.group.project.name.text if blank.group.project else blank.group.activity
            first, *others = blank.rows
            yield Hit({"what": f"“{name}”的{blank.asked}条指标都"}, first, blank.group.project, related=tuple(others))


def _head(blank: Blank, context: Context) -> Place:
    """Return the place of the table, that of its first blank row where the table has none."""
    places = (each.place for each in context.budget.layouts if each.table == blank.table)
    return next(places, None) or blank.rows[0].place


def _projects_blank(column: str, context: Context) -> Iterator[Hit]:
    """Yield the hit on a column that no project fills; a lone project is of_project's."""
    projects = context.budget.projects
    if len(projects) > 1 and context.heads(column, 12) and not any(_text(one, column) for one in projects):
        yield Hit({"what": f"{len(projects)}个项目都"}, project=projects[0], related=projects[1:])


def of_project(project: Project, context: Context, *, column: str, shortest: int = 0) -> Iterator[Hit]:
    """Yield a hit for a project whose ``column`` (objective, total) is blank, or shorter than ``shortest`` characters.

    Another project must fill it, or the head of a lone one print it.
    """
    text = _text(project, column)
    projects = context.budget.projects
    lone = len(projects) == 1 and context.heads(column, 12)
    if not lone and not any(_text(other, column) for other in projects):
        return
    if not text:
        yield Hit({"text": ""}, project=project, column=column)
    elif len(text) < shortest:
        yield Hit({"text": text}, project=project, column=column, severity="warning", confidence=0.7)


def _text(project: Project, column: str) -> str:
    if column == "agency":
        return project.agency
    return fold(project.objective.text if column == "objective" else getattr(project, column).cell.text)


def cell(indicator: Indicator, context: Context, *, column: str, together: bool = False) -> Iterator[Hit]:
    """Yield a hit where the cell ``column`` of a row is blank that its table prints and other rows fill.

    A layout without the column (operator merged into the value) fills it nowhere, so nothing is missing there.
    ``together``: rows of a column that is blank throughout, too, which are ``column``'s else. The
    fact ``slipped`` is a target that stands in place of the unit, ``repaired`` the target with the operator it takes,
    ``term`` the target for all years of the project that is printed beside the blank one of the year.
    An operator missing before a number is a warning: the number may be read as a plain =. Where a converted text
    leaves it out more than once it is its habit, and worth a look.
    """
    moved = slipped(indicator, context) if column == "value" else ""
    found = gaps(column, context)
    shared = context.remember(("together", column), lambda: _doubts(found.together)) if together else {}
    if not moved and indicator.order not in shared and indicator.order not in found.rows:
        return
    reading = context.read(indicator)
    numeric = column == "operator" and reading.numeric
    repaired = usual_sign(reading, context) + reading.value + reading.unit_text if numeric else ""
    note = _CONVERTED if indicator.order in shared and context.budget.converted else ""
    term = indicator.outcome.term.text if indicator.outcome and column == "value" else ""
    facts = {"repaired": repaired, "slipped": moved, "doubt": note, "term": term}
    doubtful = shared.get(indicator.order, False) or bool(term)  # nothing may be due in this year
    yield Hit(facts, indicator, column=column, severity=_weaker(numeric, doubtful, found, context))


def blank(items: Sequence[Indicator], context: Context, *, column: str, together: bool = False) -> Sequence[Indicator]:
    """Return the rows of which ``cell`` may say something: those whose ``column`` is blank."""
    return [item for item in items if not getattr(item, column).text.strip()]


def _weaker(numeric: bool, doubtful: bool, found: Gaps, context: Context) -> Severity | None:
    """Return the severity of a blank cell that may be no fault of the author's, None for that of the rule."""
    if numeric and context.budget.converted and len(found.rows) > 1:
        return "info"
    return "warning" if numeric or doubtful else None


def _doubts(blanks: Sequence[Blank]) -> Mapping[int, bool]:
    """Return, by order of the rows, whether other rows fill the column: in a converted text that is a doubt."""
    return {
        item.order: blank.group is None and len(blank.rows) < blank.asked for blank in blanks for item in blank.rows
    }
