"""The ledger of checks: every rule of a rulebook ran on a document, does not apply to it, or could not run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.checks.context import Context
from auditor.checks.needs import needs_of
from auditor.checks.sums import books, table_name
from auditor.checks.supply import Answer
from auditor.records.budget import Budget
from auditor.records.check import Check, State
from auditor.records.document import Problem
from auditor.records.report import DocumentReport
from auditor.records.rule import Rule
from auditor.records.table import BudgetTable

_UNREAD = "文件没有读出，无法检查。"


def ledger(rules: Iterable[Rule], answers: Mapping[str, Answer], crashed: Mapping[str, Problem]) -> tuple[Check, ...]:
    """Return what became of every rule on a document.

    ``answers`` say which of them ran, ``crashed`` are the problems of those that failed on a part.
    """
    return tuple(_check(rule, *_state(rule, answers, crashed)) for rule in rules)


def unread(rules: Iterable[Rule], reason: str = _UNREAD) -> tuple[Check, ...]:
    """Return the ledger of a document that was not read: no rule ran."""
    return tuple(_check(rule, "not_run", reason) for rule in rules)


def compared(document: DocumentReport, rules: Iterable[Rule], problems: Sequence[Problem]) -> DocumentReport:
    """Return the report with the rules across documents entered as run, those that ``problems`` name as not run."""
    across = {rule.name for rule in rules if rule.subject == "corpus"}
    checks = (_compared(one, problems) if one.rule in across else one for one in document.checks)
    return replace(document, checks=tuple(checks))


def _compared(check: Check, problems: Sequence[Problem]) -> Check:
    reason = next((problem.message for problem in problems if f"“{check.rule}”" in problem.message), "")
    return replace(check, state="not_run" if reason else "ran", reason=reason)


def no_tables(budget: Budget) -> tuple[Problem, ...]:
    """Return the problem of a budget in which nothing was found to be judged."""
    if budget.indicators or budget.projects or budget.overall:
        return ()
    names = [table.kind or table.title or "未识别表名" for table in budget.tables if table.rows]
    others = f"；读到其他表{len(names)}张（{'、'.join(dict.fromkeys(names))}）" if names else ""
    lines = sum(bool(cell.text) for cell in budget.prose)
    prose = f"；读到表格以外的文字{lines}段" if lines and not names else ""
    message = f"没有找到绩效指标表（预算12表、13表）{others}{prose}，请确认这是完整的部门预算文件。"
    return (Problem("extract.no-indicator-table", message, partial=True),)


def unchecked_tables(rules: Sequence[Rule], context: Context) -> tuple[Problem, ...]:
    """Return one problem for all budget tables that were recognised, but that no rule can judge."""
    # Rules that hold running text against a table judge it only where there is such text.
    told = [rule for rule in rules if context.budget.prose or "prose" not in needs_of(rule)]
    named = {word.partition("|")[0] for rule in told for word in _words(rule)}
    summed = any(rule.subject == "table" for rule in rules)
    idle = [table for table in context.budget.tables if table.rows and table.kind not in named]
    idle = [table for table in idle if not (summed and _adds_up(table, context))]
    if not idle:
        return ()
    names = "、".join(dict.fromkeys(_full_name(table) for table in idle))
    message = f"{names}已识别，但没有可以检查它的规则（没有合计，也不与其他表核对）。"
    return (Problem("engine.unchecked-table", message, idle[0].place),)


def _state(rule: Rule, answers: Mapping[str, Answer], crashed: Mapping[str, Problem]) -> Answer:
    return ("not_run", crashed[rule.name].message) if rule.name in crashed else answers[rule.name]


def _check(rule: Rule, state: State, reason: str) -> Check:
    return Check(rule.name, rule.code, rule.family, state, reason)


def _words(rule: Rule) -> Iterator[str]:
    """Yield the texts among the parameters of a rule, those in lists too."""
    for value in rule.params.values():
        every = value if isinstance(value, tuple) else (value,)
        yield from (one for one in every if isinstance(one, str))


def _adds_up(table: BudgetTable, context: Context) -> bool:
    """Return whether a table has a total and lines below it, or columns that are the sum of others."""
    if any(column.parts for column in table.columns):
        return True
    return any(book.totals and book.items for book in books(table, context))


def _full_name(table: BudgetTable) -> str:
    return f"{table_name(table)}（{table.kind}）" if table.kind and table.number else table_name(table)
