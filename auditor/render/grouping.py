"""Findings in the order in which a reviewer meets them: document, text, projects of table 12, table 13, others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Finding, Where
from auditor.records.report import DocumentReport, Report
from auditor.records.rule import FAMILIES, SEVERITIES
from auditor.records.stage import PROSE, TARGETS, title_of
from auditor.render.words import money_word, short_name

GroupKind = Literal["document", "prose", "project", "overall", "table"]
# A finding that touches this many projects belongs to none of them.
_MANY_PROJECTS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with its running number in the report (1-based)."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Group:
    """Findings about one thing: ``project`` is filled for kind "project", ``table`` for kind "table"."""

    kind: GroupKind
    title: str
    entries: tuple[Entry, ...]
    project: Project | None = None
    table: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One document of the report; ``index`` is 1-based. Only groups with findings are listed."""

    index: int
    document: DocumentReport
    groups: tuple[Group, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the numbered findings of all groups, in order."""
        return tuple(entry for group in self.groups for entry in group.entries)


def sections(report: Report) -> tuple[tuple[Section, ...], tuple[Entry, ...]]:
    """Return the documents with their findings grouped and numbered, and the numbered corpus findings."""
    done: list[Section] = []
    number = 1
    for index, document in enumerate(report.documents, start=1):
        groups, number = _groups(document, number)
        done.append(Section(index, document, groups))
    return tuple(done), tuple(Entry(n, f) for n, f in enumerate(report.corpus_findings, start=number))


def severity_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings per severity, all three present."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in SEVERITIES}


def family_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings per family, every known family present, in the order of the catalogue."""
    counts = Counter(finding.family for finding in findings)
    return {family: counts[family] for family in (*FAMILIES, *sorted(set(counts) - set(FAMILIES)))}


def all_findings(report: Report) -> tuple[Finding, ...]:
    """Return the findings of all documents and of the corpus."""
    return (*(finding for document in report.documents for finding in document.findings), *report.corpus_findings)


def verdict_notes(report: Report) -> tuple[str, ...]:
    """Return the notes of the verdict, () without one; files by name only, for a report travels."""
    notes = report.verdict.notes if report.verdict else ()
    names = sorted({document.source for document in report.documents}, key=len, reverse=True)
    return tuple(_renamed(note, names) for note in notes)


def _renamed(note: str, names: Iterable[str]) -> str:
    source = next((name for name in names if note.startswith(f"{name}：")), "")
    return short_name(source) + note[len(source) :] if source else note


def places(finding: Finding) -> tuple[Where, ...]:
    """Return the place of a finding and its related places, each once."""
    return tuple(dict.fromkeys((finding.where, *finding.related)))


def project_title(project: Project) -> str:
    """Return name, code and total of a project on one line."""
    amount = money_word(project.total.wan)
    details = " · ".join(part for part in (project.code, f"总额 {amount}" if amount else "") if part)
    name = project.name.text or "（项目名称未填）"
    return f"{name}（{details}）" if details else name


def _groups(document: DocumentReport, number: int) -> tuple[tuple[Group, ...], int]:
    """Return the groups of a document, numbered from ``number``, and the next free number."""
    budget = document.budget or Budget(document.source, document.sha256)
    projects = budget.projects
    rows = {indicator.order: indicator for indicator in budget.indicators}
    by_place: dict[tuple[GroupKind, str], list[Finding]] = {}
    for finding in document.findings:
        row = rows.get(finding.where.order) if finding.where.order is not None else None
        by_place.setdefault(_home(finding, row, projects), []).append(finding)
    done: list[Group] = []
    for kind, key in sorted(by_place, key=lambda home: _rank(home, projects)):
        found = sorted(by_place[kind, key], key=_reading_order)
        entries = tuple(Entry(n, f) for n, f in enumerate(found, start=number))
        number += len(entries)
        project = next((p for p in projects if kind == "project" and p.key == key), None)
        done.append(
            Group(kind, _title(kind, key, project, found[0].where), entries, project, key if kind == "table" else "")
        )
    return tuple(done), number


def _home(finding: Finding, row: Indicator | None, projects: tuple[Project, ...]) -> tuple[GroupKind, str]:
    """Return the kind of group a finding belongs to and the key of its project or table."""
    where = finding.where
    touched = {(place.project_code, place.project_name) for place in places(finding) if place.table in ("", "12")}
    if len(touched) >= _MANY_PROJECTS:
        return "document", ""
    key = row.project if row else _project_key(where, projects)
    if key and any(project.key == key for project in projects):
        return "project", key
    if where.table == "13" or (row and row.table == 13):
        return "overall", ""
    if where.stage == PROSE:
        return "prose", ""
    return ("table", where.table) if where.table not in ("", "12") else ("document", "")


def _project_key(where: Where, projects: tuple[Project, ...]) -> str:
    """Return the key of the project that ``where`` names by code, else by name; "" for none."""
    if where.table not in ("", "12"):
        return ""
    for project in projects:
        if where.project_code and where.project_code in (project.code, project.key):
            return project.key
    named = (p.key for p in projects if where.project_name and where.project_name == p.name.text)
    return "" if where.project_code else next(named, "")


def _rank(home: tuple[GroupKind, str], projects: tuple[Project, ...]) -> tuple[int, int, str]:
    """Return the sort key of a group."""
    kind, key = home
    keys = [project.key for project in projects]
    order: tuple[GroupKind, ...] = ("document", "prose", "project", "overall", "table")
    return order.index(kind), keys.index(key) if kind == "project" else 0, key


def overall_title(stage: str) -> str:
    """Return the heading of the table of the department as a whole."""
    title = title_of("13", stage)
    return f"{title} 部门整体支出绩效目标" if stage in {"", TARGETS} else title


def _title(kind: GroupKind, key: str, project: Project | None, where: Where) -> str:
    """Return the heading of a group; ``where`` is the place of its first finding."""
    if project is not None:
        kept = where.title if where.stage not in {"", TARGETS} else "项目"
        return f"{kept}：{project_title(project)}"
    titles = {"document": "整份文件", "prose": title_of("", PROSE), "overall": overall_title(where.stage)}
    return titles.get(kind, title_of(key))


def _reading_order(finding: Finding) -> tuple[int, int]:
    """Return the sort key within a group: findings on the whole first, then by row; then the worse first."""
    order = finding.where.order
    return -1 if order is None else order, SEVERITIES.index(finding.severity)
