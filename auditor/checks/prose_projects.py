"""Verbs on the projects in running text: their number, their money and their names against the tables of projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from auditor.checks.context import Context
from auditor.checks.identities import known_figures
from auditor.checks.prose_names import lines_of, name_before
from auditor.checks.sentences import Sentence, at, is_of_the_year, told
from auditor.checks.sums import Ledger, books, in_wan, table_name
from auditor.records.budget import Budget, Project
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable
from auditor.text.numbers import plain
from auditor.text.statements import Sum, sums, told_like
from auditor.text.width import fold

_COUNTS = re.compile(r"[\d一二三四五六七八九十东西南北上下前后新老]|[A-Za-z]")
_QUOTED = re.compile(r"[“\"]([^”\"]{5,40})[”\"]")
_OF_ONE = re.compile("项目名称[:：]")  # the facts of one project, as a form above its rows has them
_GOALS = re.compile("绩效(?!工资|奖)")
_CENT = Decimal("0.01")
_SHORTEST = 4
# What may stand before a project's name in the words before an amount.
_LEADS = re.compile(r"(?:^|[是为括排中目于年“\".、)即和及]|经费|资金)$")


@dataclass(frozen=True, slots=True)
class _Listed:
    """A project that a table lists: every amount of it in 万元 with its rounding, the first being the whole."""

    name: str
    amounts: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class _List:
    """A table's list of projects, their total in 万元 with its rounding, and what messages call the table."""

    projects: tuple[_Listed, ...]
    total: Decimal
    step: Decimal
    table: str


def _lists(budget: Budget, context: Context) -> tuple[_List, ...]:
    """Return what table 12 and the only table 项目支出表 list, each where all its projects have an amount."""
    return context.remember("lists of projects", lambda: tuple(_made(budget, context)))


def _made(budget: Budget, context: Context) -> Iterator[_List]:
    totals = [project.total.wan for project in budget.projects]
    known = [total for total in totals if total is not None]
    if totals and len(known) == len(totals):
        listed = [_Listed(fold(one.name.text), tuple(_amounts(one))) for one in budget.projects]
        yield _List(tuple(listed), sum(known, Decimal(0)), _CENT, "项目绩效表")
    tables = [table for table in budget.tables if table.kind == "项目支出表"]
    made = [_of_ledger(book, tables[0]) for book in books(tables[0], context)] if len(tables) == 1 else []
    yield from [one for one in made if one] if len(made) == 1 else ()


def _amounts(project: Project) -> Iterator[tuple[Decimal, Decimal]]:
    for money in (project.total, project.fiscal, project.other):
        if money.wan is not None:
            yield money.wan, _CENT


def _of_ledger(book: Ledger, table: BudgetTable) -> _List | None:
    """Return the list of a table with a row or more a project, None where a row of it is in doubt."""
    rows: dict[str, list[tuple[Decimal, Decimal]]] = {}
    total = step = Decimal(0)
    for entry in book.items:
        name = next((fold(label.name) for label in entry.row.labels if label.role == "project"), "")
        factors = {index: in_wan(column, table) for index, column in book.columns.items()}
        amounts = [(one.value * f, one.step * f) for index, one in entry.figures.items() if (f := factors[index])]
        if not amounts and not entry.doubtful and not re.search(r"\w", name):
            continue
        if not name or not amounts or entry.doubtful or entry.row.level != 1:
            return None
        rows.setdefault(name, []).extend(amounts)
        total, step = total + amounts[0][0], step + amounts[0][1]
    listed = tuple(_Listed(name, tuple(amounts)) for name, amounts in rows.items())
    return _List(listed, total, step, table_name(table)) if listed else None


def performance(budget: Budget, context: Context, *, say: str, count: Mapping[str, str], unless: str) -> Iterator[Hit]:
    """Yield a hit where the text states another sum, or number, of the projects than each table that lists them.

    ``say`` is a pattern of the words before the sum. ``count`` are patterns of the number of projects (a group): in
    sentences on 绩效 (``goals``), and of that of all projects in any other one (``every``), if it is not one of some
    of them (``unless``).
    """
    lists = _lists(budget, context)
    for sentence in told(context) if lists else ():
        if _OF_ONE.search(sentence.text):
            continue
        on_goals = bool(_GOALS.search(sentence.text))
        match = re.search(count["goals" if on_goals else "every"], sentence.text)
        if not on_goals and (match is None or re.search(unless, sentence.text[: match.end()])):
            continue
        yield from _other_sum(sentence, lists, say)
        stated = next((group for group in match.groups() if group), "") if match else ""
        if match and stated and all(int(stated) != len(one.projects) for one in lists):
            facts = {"stated": f"{stated}个", "table": f"{len(lists[0].projects)}个", "what": "项目个数"}
            yield at(sentence, {**facts, "where": lists[0].table}, match.start(), match.end())


def _other_sum(sentence: Sentence, lists: Sequence[_List], say: str) -> Iterator[Hit]:
    given = [amount for amount in sums(sentence.text) if re.search(say, amount.words)]
    whole = sum((amount.wan for amount in given), Decimal(0))
    slack = sum((amount.step for amount in given), Decimal(0))
    listed = sums(sentence.text.partition("其中")[0])
    every = [*(amount.wan for amount in listed), whole]  # of a sum and its parts one is the whole
    if given and all(abs(one - each.total) > slack + each.step for one in every for each in lists):
        amount = given[0]
        facts = {"stated": amount.shown, "table": told_like(lists[0].total, amount), "what": "项目总额合计"}
        yield at(sentence, {**facts, "where": lists[0].table}, amount.start, amount.end)


def above_projects(budget: Budget, context: Context, *, say: str, figures: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a document without table 12 says more money for projects with objectives than for projects."""
    known = any(project.total.wan is not None for project in budget.projects)
    found = None if known else known_figures(budget, figures, context)
    whole = [(one.table, figure) for one in found or () for figure in one.figures]
    for sentence in told(context) if whole else ():
        if "绩效" not in sentence.text or "项目" not in sentence.text or "整体" in sentence.text:
            continue
        for amount in sums(sentence.text):
            if re.search(say, amount.words) and all(
                amount.wan > one.value + one.step + amount.step for _, one in whole
            ):
                facts = {"stated": amount.shown, "table": whole[0][0], "amount": plain(whole[0][1].value)}
                yield at(sentence, facts, amount.start, amount.end)


def project_amounts(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the text gives a project another amount than each table that lists it."""
    lists = _lists(budget, context)
    for sentence in told(context) if lists else ():
        for amount in sums(sentence.text):
            named = [(each, one) for each in lists for one in each.projects if _names(amount, one.name)]
            if not named or not is_of_the_year(sentence.text, amount, context):
                continue
            longest = max((one.name for _, one in named), key=len)
            own = [(each, one) for each, one in named if one.name == longest]
            others = lines_of(budget, context).get(longest)
            known = [pair for _, one in own for pair in one.amounts]
            known += [(one.value, one.step) for one in (others.figures if others else ())]
            if all(abs(value - amount.wan) > step + amount.step for value, step in known):
                facts = {"stated": amount.shown, "total": told_like(known[0][0], amount), "where": own[0][0].table}
                yield at(sentence, {**facts, "name": longest}, amount.start, amount.end)


def _names(amount: Sum, project: str) -> bool:
    """Return whether the words before an amount end in the name of a project, or quote it last."""
    if len(project) < _SHORTEST:
        return False
    bare = name_before(amount.words)
    if project in (bare, bare.removesuffix("项目"), *_QUOTED.findall(amount.words)[-1:]):
        return True
    before = bare.removesuffix("项目").removesuffix(project)
    return bare.removesuffix("项目") != before and bool(_LEADS.search(before))


def project_names(budget: Budget, context: Context, *, length: int, apart: int) -> Iterator[Hit]:
    """Yield a hit where the text names a project almost as a table does: at most ``apart`` characters differ.

    Names in quotation marks and names before amounts count, in sentences on projects, from ``length`` characters up.
    """
    listed = [one.name for each in _lists(budget, context) for one in each.projects]
    every_name = dict.fromkeys([*(fold(one.name.text) for one in budget.projects), *listed])
    known = [name for name in every_name if len(name) >= length]
    every = {*known, *(fold(row.name) for table in budget.tables for row in table.rows)}
    for sentence in told(context) if known else ():
        if "项目" not in sentence.text:
            continue
        for name, start in _named(sentence.text):
            if len(name) < length or any(name in one or one in name for one in every if one):
                continue
            near = [one for one in known if _is_misprint(name, one, apart)]
            if len(near) == 1:
                yield at(sentence, {"name": name, "table": near[0]}, start, start + len(name))


def _is_misprint(name: str, known: str, apart: int) -> bool:
    """Return whether two names differ in at most ``apart`` characters, none of which counts or numbers."""
    if abs(len(name) - len(known)) > 1:
        return False
    alike = SequenceMatcher(None, name, known, autojunk=False)
    odd = [(name[a:b], known[c:d]) for kind, a, b, c, d in alike.get_opcodes() if kind != "equal"]
    differing = sum(max(len(one), len(other)) for one, other in odd)
    return 0 < differing <= apart and not any(_COUNTS.search(one + other) for one, other in odd)


def _named(sentence: str) -> Iterator[tuple[str, int]]:
    for match in _QUOTED.finditer(sentence):
        yield match.group(1), match.start(1)
    for amount in sums(sentence):
        name = name_before(amount.words)
        start = sentence.rfind(name, 0, amount.start)
        if name and start >= 0:
            yield name, start
