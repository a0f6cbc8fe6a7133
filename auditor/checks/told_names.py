"""Verbs on whose evaluation a report is, and of which year: names of projects and years, beside its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypedDict

from auditor.checks.attained import points
from auditor.checks.context import Context
from auditor.checks.prose.project_names import is_misprint
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget, Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.width import fold

_ENDING = re.compile("(?:项目)?(?:支出)?$")
_PERIOD = re.compile(r"(20\d\d)年(?:度?1月?[至到~—-]+\d{1,2}月|[上下]半年|前?[一二三四]季度)")
_LONGEST = 60


class Scored(TypedDict):
    """A name before a score: ``say``, a pattern with both as groups 1 and 2; what fits ``unless`` is no name."""

    say: str
    unless: str


def names(budget: Budget, context: Context, *, say: Sequence[str], scored: Scored, apart: int) -> Iterator[Hit]:
    """Yield a hit where a report names the project of an evaluation otherwise than its table.

    Names that ``say`` finds (patterns, group 1) are misprints where at most ``apart`` characters differ; one before a
    score (``scored``) is another name where the score is that of a table whose name is not told there.
    """
    known = {_stem(one.name.text): one for one in context.evaluated if one.execution and one.key}
    for sentence in told(context) if known else ():
        for pattern in say:
            for match in re.finditer(pattern, sentence.text):
                near = [one for one in known if is_misprint(_stem(match.group(1)), one, apart)]
                if len(near) == 1 and not _is_known(match.group(1), known):
                    facts = {"stated": match.group(1), "name": known[near[0]].name.text}
                    yield at(sentence, facts, match.start(1), match.end(1))
        for match in re.finditer(scored["say"], sentence.text):
            if re.search(scored["unless"], match.group(1)) or _is_known(match.group(1), known):
                continue
            likest = [one for stem, one in known.items() if is_misprint(_stem(match.group(1)), stem, apart)]
            same = likest or [one for one in known.values() if _total(one) == Decimal(match.group(2))]
            if len(same) == 1:
                facts = {"stated": match.group(1), "name": same[0].name.text}
                yield at(sentence, facts, match.start(1), match.end(1))


def _stem(name: str) -> str:
    return _ENDING.sub("", fold(name))


def _is_known(said: str, known: dict[str, Project]) -> bool:
    stem = _stem(said)
    return any(one in stem or stem in one for one in known)


def _total(project: Project) -> Decimal | None:
    return points(project.execution.sum) if project.execution else None


def year(budget: Budget, context: Context, *, titles: Sequence[str], begins: str) -> Iterator[Hit]:
    """Yield a hit where a title of an evaluation (``titles``: patterns, group 1), or its account, is of another year.

    Titles are short lines of their own; an account is of the year with which it ``begins`` (a pattern).
    """
    right = budget.year
    if right is None or not any(one.execution for one in context.evaluated):
        return
    lines = [*budget.prose, *(one.cell for one in budget.aside if one.kind in {"title", "caption", "prose"})]
    for cell in {(line.place, line.text): line for line in lines if len(line.text) <= _LONGEST}.values():
        found = next((match for one in titles if (match := re.search(one, fold(cell.text)))), None)
        if found and int(found.group(1)) != right:
            yield _of_year(cell, found.group(1), right)
    for project in context.evaluated:
        cell = project.execution.actual if project.execution else Cell("")
        match = re.match(begins, fold(cell.text))
        if match and int(match.group(1)) < right:
            yield _of_year(cell, match.group(1), right)
        for _, told_cell in project.details:  # 2025年1—6月, from the heading of the project
            period = _PERIOD.fullmatch(fold(told_cell.text))
            if period and int(period.group(1)) != right:
                yield _of_year(told_cell, period.group(1), right)


def _of_year(cell: Cell, stated: str, right: int) -> Hit:
    return Hit({"stated": stated, "right": right, "line": cell.text[:20]}, text=cell.text, place=cell.place)
