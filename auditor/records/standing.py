"""Which decisions hold for a finding: those on this document of this year. All others are earlier opinions.

The page of the HTML report does the same in ``reports/web/src/standing.ts``; both are tested on one list of cases.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report, Waiver

PENDING, ACCEPTED, FALSE_ALARM, REPAIRED = "待核实", "采纳", "误报", "已整改"
DECISIONS = (PENDING, ACCEPTED, FALSE_ALARM, REPAIRED)
# Two states that nobody writes as a word: a waiver without one, and reviewers who differ.
PLAIN, DISPUTED = "豁免", "意见不一致"
WAIVING = (FALSE_ALARM, PLAIN)
STATES = (*DECISIONS, PLAIN, DISPUTED)
# So many digits of a content's hash name a document in a decision.
DIGITS = 16
# From July on a decision may be about the budget of the coming year.
_SEASON = 7
Bearing = Literal["holds", "earlier", "none"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A document as decisions know it; "" and 0 where it does not say."""

    source: str = ""
    sha256: str = ""
    department: str = ""
    year: int = 0

    @property
    def name(self) -> str:
        """Return the file name without its folder."""
        return short(self.source)

    def like(self, other: Subject) -> bool:
        """Return whether two documents are of one department (or of two of one name) and year."""
        return (self.department, self.year) == (other.department, other.year)


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding as decisions know it; ``coded`` where its project has a code."""

    fingerprint: str
    spot: str = ""
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What was decided on one finding: ``held`` counts (one a reviewer), ``earlier`` is shown and waives nothing."""

    held: tuple[Waiver, ...] = ()
    earlier: tuple[Waiver, ...] = ()

    @property
    def state(self) -> str:
        """Return one of ``STATES``, "" where nobody said anything: the last decision, or that reviewers differ."""
        said = [entry for entry in self.held if entry.decision != PENDING]
        if not said:
            return PENDING if self.held else ""
        if len({waives(entry) for entry in said}) > 1:
            return DISPUTED
        return _last(said).decision or PLAIN

    @property
    def decided(self) -> bool:
        """Return whether somebody decided on the finding: a note alone decides nothing."""
        return self.state not in ("", PENDING)

    @property
    def waived(self) -> bool:
        """Return whether the finding passes the gate."""
        return self.state in WAIVING


class Opinions:
    """All decisions, asked finding by finding; ``subjects`` are the documents of the run."""

    def __init__(self, decisions: Iterable[Waiver], subjects: Sequence[Subject], today: date) -> None:
        """Index the decisions that have not expired by fingerprint and by spot."""
        self._subjects, self._today = subjects, today
        self._prints: dict[str, list[Waiver]] = {}
        self._spots: dict[str, list[Waiver]] = {}
        for entry in decisions:
            if not expired(entry, today):
                self._prints.setdefault(entry.fingerprint, []).append(entry)
                if entry.spot:
                    self._spots.setdefault(entry.spot, []).append(entry)

    def on(self, asked: Asked, subject: Subject, present: Collection[str]) -> Standing:
        """Return what was decided on a finding of ``subject``, whose fingerprints are ``present``."""
        sorted_out: dict[Bearing, list[Waiver]] = {"holds": [], "earlier": [], "none": []}
        for entry in self._prints.get(asked.fingerprint, ()):
            sorted_out[self._bearing(entry, subject, asked.coded)].append(entry)
        # The same rule at the same place said something else then: that was another finding.
        moved = (entry for entry in self._spots.get(asked.spot, ()) if entry.fingerprint not in present)
        sorted_out["earlier"] += [entry for entry in moved if entry.department in ("", subject.department)]
        return Standing(_latest(sorted_out["holds"]), _latest(sorted_out["earlier"]))

    def _bearing(self, entry: Waiver, subject: Subject, coded: bool) -> Bearing:
        """Return what a decision on this fingerprint is to a document.

        The same content is the same document. Else the year must agree; a project code then names the project, and
        without one it must be a new version under the same name, which no other document of the run has.
        """
        if entry.department and entry.department != subject.department:
            return "none"
        if entry.sha256 and subject.sha256.startswith(entry.sha256):
            return "holds"
        if not self._of_year(entry, subject):
            return "earlier"
        if not (entry.sha256 or entry.document):
            return "holds"
        if not subject.year:
            return "earlier"
        if coded:
            return "holds"
        if entry.sha256 and any(other.sha256.startswith(entry.sha256) for other in self._subjects):
            return "none"
        name = short(entry.document)
        named = [other for other in self._subjects if other.name == name and other.like(subject)]
        return "holds" if subject.name == name and len(named) <= 1 else "earlier"

    def _of_year(self, entry: Waiver, subject: Subject) -> bool:
        """Return whether a decision can be about the year of a document; one that names none, by when it was made."""
        if entry.year:
            return entry.year == subject.year
        if not entry.when:
            return True
        years = {subject.year} if subject.year else _seasons(self._today)
        return bool(years & _seasons(datetime.fromisoformat(entry.when).date()))


def subjects_of(report: Report) -> tuple[Subject, ...]:
    """Return the documents of a report as decisions know them, in their order."""
    return tuple(map(subject_of, report.documents))


def subject_of(document: DocumentReport) -> Subject:
    """Return one document as decisions know it."""
    budget = document.budget
    year = budget.year or 0 if budget else 0
    return Subject(document.source, document.sha256, budget.department if budget else "", year)


def owned(report: Report) -> tuple[tuple[Finding, Subject], ...]:
    """Return every finding with its document, those across documents last: they are of a year, but of no department."""
    subjects = subjects_of(report)
    found = [
        (finding, subject)
        for document, subject in zip(report.documents, subjects, strict=True)
        for finding in document.findings
    ]
    years = {subject.year for subject in subjects if subject.year}
    across = Subject(year=years.pop() if len(years) == 1 else 0)
    return (*found, *((finding, across) for finding in report.corpus_findings))


def standings(
    report: Report, decisions: Iterable[Waiver], today: date
) -> tuple[tuple[Finding, Subject, Standing], ...]:
    """Return every finding of ``report`` with its document and what was decided on it."""
    made = Opinions(decisions, subjects_of(report), today)
    known = owned(report)
    present: dict[Subject, set[str]] = {}
    for finding, subject in known:
        present.setdefault(subject, set()).add(finding.fingerprint)
    return tuple((f, subject, made.on(asked(f), subject, present[subject])) for f, subject in known)


def asked(finding: Finding) -> Asked:
    """Return a finding as decisions know it."""
    return Asked(finding.fingerprint, finding.spot, bool(finding.where.project_code))


def expired(waiver: Waiver, today: date) -> bool:
    """Return whether the waiver ended before ``today`` (its last day still counts)."""
    return bool(waiver.until) and date.fromisoformat(waiver.until) < today


def waives(waiver: Waiver) -> bool:
    """Return whether the decision lets a finding pass: 采纳 and 已整改 agree with it, 待核实 leaves it open."""
    return waiver.decision in ("", FALSE_ALARM)


def moment(waiver: Waiver) -> float:
    """Return when a decision was made as seconds (a moment without a zone is local time), 0 where it does not say."""
    return datetime.fromisoformat(waiver.when).timestamp() if waiver.when else 0.0


def short(source: str) -> str:
    """Return a file name without its folders, those of an archive too."""
    return source.replace("\\", "/").rpartition("/")[2]


def _last(entries: Sequence[Waiver]) -> Waiver:
    """Return the latest decision; of equal ones the one given last."""
    return max(reversed(entries), key=moment)


def _latest(entries: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """Return the last decision of each reviewer: another version of a document makes nobody disagree with himself."""
    by: dict[str, list[Waiver]] = {}
    for entry in entries:
        by.setdefault(entry.who, []).append(entry)
    return tuple(_last(group) for group in by.values())


def _seasons(day: date) -> set[int]:
    """Return the years whose budgets are reviewed at ``day``."""
    return {day.year, day.year + 1} if day.month >= _SEASON else {day.year}
