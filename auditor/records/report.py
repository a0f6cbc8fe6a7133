"""The result of an audit: findings per document, and the verdict of the gate."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from auditor.records.baseline import Baseline
from auditor.records.budget import Budget
from auditor.records.check import Check
from auditor.records.document import Problem
from auditor.records.finding import Finding
from auditor.records.original import Originals
from auditor.records.rule import SEVERITIES
from auditor.records.shown import brief, html_table
from auditor.records.skipped import Skipped

ReadStatus = Literal["ok", "partial", "unreadable"]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One input: what was read (``budget`` is None where nothing was), what was found, what could not be read.

    ``counted`` are the projects and indicators of a report read back, whose budget holds no rows.
    ``checks`` holds every rule of the rulebook once: whether it ran on this document, and why not. ``originals`` are
    the pieces of the source around the findings.
    """

    source: str
    sha256: str
    status: ReadStatus
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    budget: Budget | None = None
    counted: tuple[int, int] | None = None
    checks: tuple[Check, ...] = ()
    originals: Originals = field(default=Originals(), compare=False, repr=False)

    @property
    def rows(self) -> tuple[int, int]:
        """Return how many projects and indicators were read."""
        budget = self.budget
        return self.counted or ((len(budget.projects), len(budget.indicators)) if budget else (0, 0))

    @property
    def judged(self) -> bool:
        """Return whether something was read that rules could judge."""
        return any(self.rows) or bool(self.budget and self.budget.overall)


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Which rules ran: pack names in order, number of rules, sha256 over their content."""

    packs: tuple[str, ...]
    rules: int
    sha256: str


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """All documents of one call; ``decisions`` and ``verdict`` where the caller brought or asked for them.

    ``skipped`` are the files beside the documents, in their folders and archives, that were not opened.
    """

    tool_version: str
    ruleset: Ruleset
    documents: tuple[DocumentReport, ...]
    corpus_findings: tuple[Finding, ...] = ()
    decisions: tuple[Waiver, ...] = ()
    verdict: Verdict | None = None
    skipped: tuple[Skipped, ...] = ()

    def save(self, path: str | Path) -> Path:
        """Return ``path`` after writing the report to it, in the format of its suffix (.html .json .xlsx .md …).

        Raises ConfigError where no format has the suffix, or the file cannot be written.
        """
        # A convenience at the prompt: the record asks the program for it, and knows no renderer itself.
        import auditor

        return auditor.save(self, path)

    def __repr__(self) -> str:
        """Return how many documents and findings there are, in a line."""
        return brief("Report", documents=len(self.documents), **self._counts())

    def _repr_html_(self) -> str:
        """Return the first findings as a table, for notebooks."""
        found = [(one.source, finding) for one in self.documents for finding in one.findings]
        rows = ((source, one.severity, one.code, one.where.project_name, one.message) for source, one in found)
        caption = "，".join(f"{name} {count}" for name, count in self._counts().items())
        return html_table(caption, ("文件", "级别", "编号", "项目", "问题"), rows, len(found))

    def _counts(self) -> dict[str, int]:
        found = [finding.severity for one in self.documents for finding in one.findings]
        return {name: found.count(name) for name in SEVERITIES}


@dataclass(frozen=True, slots=True)
class Waiver:
    """A reviewer's decision on a finding: who, why, until when (ISO date or ""), when it was made (ISO or "").

    ``decision`` is 待核实, 采纳, 误报, 已整改 or "" (a plain waiver); only 误报 and "" waive. ``year``, ``document`` (a
    file name) and ``sha256`` (its first digits) say what it was made on, ``department`` whose documents alone it is
    about; see ``records.standing``. ``spot`` names rule and place without the content. ``remark`` is a note that
    decides nothing and is no reason; ``to`` is the colleague who shall look at it; ``note`` says
    in words which finding it is about.
    """

    fingerprint: str
    who: str
    why: str
    until: str = ""
    decision: str = ""
    when: str = ""
    department: str = ""
    note: str = ""
    year: int = 0
    document: str = ""
    sha256: str = ""
    spot: str = ""
    remark: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer: 0 passed, 1 blocked, 2 could not judge; ``sentence`` is Chinese and ready to print.

    ``original`` is the sentence as it would be without any decision; ``faults`` are the notes on what could not be
    judged; ``level`` names in words what the policy looks at. ``baseline`` says what one hides, None without.
    """

    exit_code: Literal[0, 1, 2]
    sentence: str
    blocking: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    original: str = ""
    faults: tuple[str, ...] = ()
    level: str = ""
    baseline: Baseline | None = None
