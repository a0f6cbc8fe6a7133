"""Hit (what a check yields) and Finding (what a reviewer reads)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.records.budget import Indicator, Project
from auditor.records.identity import digest
from auditor.records.place import NOWHERE, Place
from auditor.records.rule import Severity
from auditor.records.shown import brief, html_table
from auditor.records.stage import title_of


@dataclass(frozen=True, slots=True)
class Hit:
    """A bare observation: the subject, the column it is about, and the facts that the rule's template names.

    ``column`` is one of level1 level2 name operator value unit total fiscal other objective project_name activity,
    or "". ``span`` is (start, end) within the text of that column. ``severity`` and ``confidence``, where given,
    replace the rule's own (a check may know that this case is weaker). ``fold_key`` joins equal hits of a folding rule.
    ``offered`` are facts that a wording may name: they are the hit's own where it does.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    indicator: Indicator | None = None
    project: Project | None = None
    column: str = ""
    span: tuple[int, int] | None = None
    text: str = ""
    place: Place | None = None
    table: str = ""
    related: tuple[Indicator | Project, ...] = ()
    severity: Severity | None = None
    confidence: float | None = None
    fold_key: str = ""
    offered: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a finding in the words of the document; ``table`` is "12", "13", "01" … or "".

    ``order`` is the Indicator.order of the row meant, None for findings about no single row. ``source`` names the
    document and is filled for findings across documents only. ``stage`` is what this part of the document is for (目标,
    自评, 监控, 说明; "" for the other tables): it decides what reports call it.
    """

    table: str = ""
    project_code: str = ""
    project_name: str = ""
    indicator: str = ""
    column: str = ""
    place: Place = NOWHERE
    order: int | None = None
    source: str = ""
    stage: str = ""

    @property
    def title(self) -> str:
        """Return what reports call the table or text, "" for the whole document."""
        return title_of(self.table, self.stage)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The text that proves it; [start, end) is the part to highlight."""

    text: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """What the cell of a finding would say instead: ``before`` is its whole text, ``after`` the proposed one.

    ``certain`` is true where a program may write it without asking: one wrong character in a known word, never an
    amount, an operator or anything that only the author can know.
    """

    before: str
    after: str
    certain: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """A worded defect. The fingerprint holds rule, project, indicator and content, never page, row or line."""

    rule: str
    code: str
    family: str
    severity: Severity
    confidence: float
    message: str
    suggestion: str
    fingerprint: str
    where: Where
    evidence: Evidence
    basis: tuple[str, ...] = ()
    related: tuple[Where, ...] = ()
    repair: Repair | None = None

    def __repr__(self) -> str:
        """Return the finding in a line."""
        return brief("Finding", code=self.code, severity=self.severity, message=self.message)

    def _repr_html_(self) -> str:
        """Return the finding as a small table, for notebooks."""
        rows = (("问题", self.message), ("建议", self.suggestion), ("证据", self.evidence.text))
        return html_table(f"{self.code} {self.rule}", ("", self.severity), rows, len(rows))

    @property
    def spot(self) -> str:
        """Return the identity of rule and place without the content; the name of a project outlives its code."""
        where = self.where
        return digest(self.rule, where.project_name or where.project_code, where.table, where.indicator, where.column)


def said_of(finding: Finding) -> dict[str, Any]:
    """Return what a finding says, without its place, by column."""
    return {
        "rule": finding.rule,
        "code": finding.code,
        "family": finding.family,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def told_of(finding: Finding) -> dict[str, Any]:
    """Return what a finding says and where it stands, by column; None for a part of its place that is not known."""
    where, place = finding.where, finding.where.place
    return {
        **said_of(finding),
        "fingerprint": finding.fingerprint,
        "table": where.table,
        "stage": where.stage,
        "project_code": where.project_code,
        "project_name": where.project_name,
        "indicator": where.indicator,
        "column": where.column,
        "page": place.page,
        "line": place.line,
        "sheet": place.sheet,
        "cell": place.cell,
        "evidence": finding.evidence.text,
    }
