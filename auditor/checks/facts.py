"""What a document says of a project or the department beside objective, amounts and rows: a label and its text.

Verbs on these: the term of a project, whether it is new, who pays for it, instructions left in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.checks.context import Context
from auditor.records.budget import Budget, Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.dates import reversed_span
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?=年|[-./—–~至到]|$)")
_OPEN = re.compile(r"起|开始|以来|长期|每年|今后|持续")


@dataclass(frozen=True, slots=True)
class Fact:
    """A text with its label (folded); ``project`` is None where it is said of the department."""

    label: str
    cell: Cell
    project: Project | None

    @property
    def text(self) -> str:
        """Return the folded text."""
        return fold(self.cell.text)

    @property
    def whose(self) -> str:
        """Return how a message calls whom the text is about."""
        return f"“{self.project.name.text}”" if self.project else "部门整体"

    def hit(self, said: dict[str, str]) -> Hit:
        """Return the hit about this text."""
        known = {"label": self.label, "whose": self.whose}
        table = "12" if self.project else "13"
        return Hit({**known, **said}, project=self.project, place=self.cell.place, table=table, text=self.cell.text)


def facts_of(budget: Budget) -> Iterator[Fact]:
    """Yield all that the document says beside its known fields, of projects first, then of the department."""
    for project in budget.projects:
        yield from (Fact(fold(label), cell, project) for label, cell in project.details)
    head = budget.overall
    if head is not None:
        yield from (Fact(fold(label), cell, None) for label, cell in head.details)
        yield from (Fact("主要内容", task.content, None) for task in head.tasks if task.content.text)


def phrases(budget: Budget, context: Context, *, words: str) -> Iterator[Hit]:
    """Yield a hit for each text that still holds an instruction of the form, a phrase of the list ``words``."""
    for fact in facts_of(budget):
        found = context.words.search(words, fact.text)
        if found:
            yield fact.hit({"phrase": found.group()})


def backwards(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit for each text with a span of time that ends before it begins."""
    for fact in facts_of(budget):
        if span := reversed_span(fact.text):
            yield fact.hit({"span": span})


def outside_year(budget: Budget, context: Context, *, terms: str) -> Iterator[Hit]:
    """Yield a hit where the term of a project (a label of the list ``terms``) does not hold the year of the budget."""
    year = budget.year
    for fact in facts_of(budget):
        told = [int(one) for one in _YEAR.findall(fact.text)]
        if year is None or not told or not context.words.has(terms, fact.label):
            continue
        begun = min(told) <= year and (max(told) >= year or (len(told) == 1 and _OPEN.search(fact.text)))
        if not begun:
            yield fact.hit({"term": fact.cell.text, "year": str(year)})


def begun_before(budget: Budget, context: Context, *, kinds: str, new: str, begins: str) -> Iterator[Hit]:
    """Yield a hit where a project is called new (a word of ``new`` under a label of ``kinds``) and began years ago.

    When it began is said under a label of ``begins``; money under one that names an earlier year says so, too.
    """
    year = budget.year
    facts = [fact for fact in facts_of(budget) if fact.project is not None] if year else []
    for fact in facts:
        if year is None or not context.words.has(kinds, fact.label) or not context.words.is_one(new, fact.text):
            continue
        own = [other for other in facts if other.project is fact.project]
        early = next((other for other in own if _is_earlier(other, year, context, begins)), None)
        if early is not None:
            yield fact.hit({"kind": fact.cell.text, "other": early.label, "told": early.cell.text})


def _is_earlier(fact: Fact, year: int, context: Context, begins: str) -> bool:
    """Return whether a text says that there was something of the project before the year."""
    told = [int(one) for one in _YEAR.findall(fact.text)]
    if context.words.has(begins, fact.label):
        return bool(told) and min(told) < year
    of_year = _YEAR.search(fact.label)
    paid = parse_amount(fact.text) if of_year and int(of_year.group(1)) < year and "预算" in fact.label else None
    return bool(paid)


def sole_source(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where a text says that fiscal funds pay for all (``say``, a pattern), beside other funds."""
    told = re.compile(say)
    texts = [*facts_of(budget), *(Fact("绩效目标", one.objective, one) for one in budget.projects)]
    for fact in texts:
        other = fact.project.other if fact.project else budget.overall.other if budget.overall else None
        found = told.search(fact.text)
        if found and other is not None and other.wan:
            yield fact.hit({"stated": found.group(), "other": plain(other.wan)})
