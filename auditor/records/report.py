"""The result of an audit: findings per document, and the verdict of the gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from auditor.records.budget import Budget
from auditor.records.document import Problem
from auditor.records.finding import Finding

ReadStatus = Literal["ok", "partial", "unreadable"]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One input: what was read (``budget`` is None where nothing was), what was found, what could not be read."""

    source: str
    sha256: str
    status: ReadStatus
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    budget: Budget | None = None


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Which rules ran: pack names in order, number of rules, sha256 over their content."""

    packs: tuple[str, ...]
    rules: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Report:
    """All documents of one call; ``decisions`` and ``verdict`` where the caller brought or asked for them."""

    tool_version: str
    ruleset: Ruleset
    documents: tuple[DocumentReport, ...]
    corpus_findings: tuple[Finding, ...] = ()
    decisions: tuple[Waiver, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A reviewer's decision on a finding: who, why, until when (ISO date or ""), when it was made (ISO or "").

    ``decision`` is 采纳, 误报, 已整改 or "" (a plain waiver); only 误报 and "" waive. ``department``, where given,
    limits it to the documents of that department; ``note`` says in words which finding it is about.
    """

    fingerprint: str
    who: str
    why: str
    until: str = ""
    decision: str = ""
    when: str = ""
    department: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer: 0 passed, 1 blocked, 2 could not judge; ``sentence`` is Chinese and ready to print."""

    exit_code: Literal[0, 1, 2]
    sentence: str
    blocking: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
