"""Reports that the page keeps while it is open: whole, in a folder of its own, and put into words when asked for."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from auditor import api
from auditor.config import Config, Policy
from auditor.corpus.discover import Task
from auditor.corpus.worker import named
from auditor.engine.decisions import settle
from auditor.errors import ConfigError
from auditor.files import save_whole
from auditor.records.report import DocumentReport, Report, Ruleset, Waiver
from auditor.records.standing import expired
from auditor.rulebook import Rulebook, kept_words


def keeping(config: Config, book: Rulebook, home: Path) -> Callable[[str], DocumentReport]:
    """Return what audits a document in a worker process and keeps its report below ``home``."""
    proofreader = api.proofreader_for(book.rules, book.second_opinion, kept_words(book))
    audit = api.Auditor(book, proofreader, config.max_bytes, config.limits)

    def kept(path: str) -> DocumentReport:
        report = audit(path)
        save_whole(_place(home, path), pickle.dumps(report))
        return report

    return kept


def find(home: Path, task: Task) -> DocumentReport | None:
    """Return the report of a document under its label, None where its worker died with it."""
    try:
        # Written by a process of ours into a folder that only this user can open.
        report = pickle.loads(_place(home, task.path).read_bytes())
    except OSError:
        return None
    return named(report, task) if isinstance(report, DocumentReport) else None


def _place(home: Path, path: str) -> Path:
    return home / "kept" / sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def whole(document: DocumentReport, ruleset: Ruleset, decisions: tuple[Waiver, ...], policy: Policy) -> Report:
    """Return the report on one document with the verdict of the gate and the decisions that still hold."""
    from auditor import __version__

    report = Report(__version__, ruleset, (document,))
    current = tuple(decision for decision in decisions if not expired(decision, date.today()))
    return replace(report, decisions=current, verdict=api.gate(report, policy, decisions))


def notice(report: Report) -> bytes:
    """Return the 整改通知 of the one document of ``report``; raises ConfigError where there is nothing to send back."""
    from auditor.render.notice import chosen
    from auditor.render.notice import notice as write

    document, today = report.documents[0], date.today()
    said = {id(one.finding): one.standing for one in settle(report, report.decisions, today)}
    findings = chosen(document, said)
    if not findings:
        raise ConfigError("没有需要整改的意见。")
    return write(document, findings, day=today, decisions=report.decisions)
