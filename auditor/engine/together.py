"""The report on several documents: what each has, and what the rules across documents find in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.bounds import OverTimeError, bounded
from auditor.config import Limits
from auditor.engine.corpus import audit_corpus, corpus_of
from auditor.engine.ledger import compared
from auditor.records.budget import Budget
from auditor.records.document import Problem
from auditor.records.finding import Finding
from auditor.records.report import Report
from auditor.rulebook import Rulebook


def together(report: Report, book: Rulebook, limits: Limits) -> Report:
    """Return the report with what the corpus rules find in its documents; a content counts once."""
    budgets: dict[str, Budget] = {}
    for place, document in enumerate(report.documents):
        if document.budget is not None:
            budgets.setdefault(document.sha256 or f"#{place}", document.budget)
    if len(budgets) < 2:
        return report
    found, problems = _across(tuple(budgets.values()), book, limits)
    documents = [compared(one, book.rules, problems) if one.budget else one for one in report.documents]
    if problems:
        # A comparison that broke off must not look like one that found nothing: the first document carries the problem.
        documents[0] = replace(documents[0], problems=(*documents[0].problems, *problems), status="partial")
    return replace(report, documents=tuple(documents), corpus_findings=found)


def _across(
    budgets: Sequence[Budget], book: Rulebook, limits: Limits
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """Return the findings of the corpus rules and their problems; each document has its time and memory here, too."""
    seconds, memory = limits.timeout * len(budgets), limits.memory * len(budgets)
    try:
        with bounded(seconds, memory):
            return audit_corpus(corpus_of(budgets), book)
    except OverTimeError:
        return (), _unrun(book, f"时间上限 {seconds:g} 秒")
    except MemoryError:
        return (), _unrun(book, "内存上限")


def _unrun(book: Rulebook, bound: str) -> tuple[Problem, ...]:
    """Return one problem for each rule across documents: it did not run, for the comparison went over a bound."""
    said = f"没有运行，文件之间的比较超过{bound}，没有比较；请分批审核，或用 auditor batch。"
    names = [rule.name for rule in book.rules if rule.subject == "corpus"]
    return tuple(Problem("audit.over-across", f"规则“{name}”{said}", partial=True) for name in names)
