"""Two reports compared: resolved, new, still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.records.finding import Finding
from auditor.records.report import DocumentReport


@dataclass(frozen=True, slots=True)
class Open:
    """A finding that is still there; ``before`` is how it was where its content changed, else None."""

    finding: Finding
    before: Finding | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One document, old against new (one of them None where it has no counterpart); ``notes`` are Chinese sentences.

    ``unknown`` are old findings of which the new report says nothing, because their document was not read.
    ``judged`` is False where one side was not read, or only in part.
    """

    old: DocumentReport | None
    new: DocumentReport | None
    resolved: tuple[Finding, ...] = ()
    fresh: tuple[Finding, ...] = ()
    open: tuple[Open, ...] = ()
    unknown: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    judged: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """The comparison of two reports; findings across documents are a Change without documents.

    ``said`` is what was decided on findings of the new report, in words, by their identity; ``waived`` how many of them
    the decisions let pass.
    """

    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    said: Mapping[int, str] = field(default_factory=dict)
    waived: int = 0

    @property
    def judged(self) -> bool:
        """Return whether every document could be compared whole."""
        return all(change.judged for change in self.changes)

    def of(self, finding: Finding) -> str:
        """Return what was decided on a finding, in words, "" where nothing was."""
        return self.said.get(id(finding), "")

    @property
    def counts(self) -> dict[str, int]:
        """Return how many findings are resolved, new, still open and unknown."""
        return {
            "resolved": sum(len(change.resolved) for change in self.changes),
            "new": sum(len(change.fresh) for change in self.changes),
            "open": sum(len(change.open) for change in self.changes),
            "unknown": sum(len(change.unknown) for change in self.changes),
        }
