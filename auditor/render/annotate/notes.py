"""Findings gathered by place, and the words of a comment."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from auditor.records.finding import Finding, Where
from auditor.records.rule import SEVERITIES, SEVERITY_WORDS, Severity
from auditor.render.grouping import places
from auditor.render.words import visible

AUTHOR, INITIALS = "auditor", "审"
_LONGEST = 4000
# A finding repeated at hundreds of places is noted at the first of them.
_MOST_PLACES = 40
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Note:
    """The findings at one place; ``where`` is the place as the first of them names it."""

    where: Where
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """Return the worst severity."""
        return min((finding.severity for finding in self.findings), key=SEVERITIES.index)

    @property
    def text(self) -> str:
        """Return the words of the comment: each finding with its advice."""
        return "\n\n".join(words(finding) for finding in self.findings)[:_LONGEST]


def words(finding: Finding) -> str:
    """Return one finding as the text of a comment, unseen characters shown."""
    lines = [f"【{SEVERITY_WORDS[finding.severity]} {finding.code}】{finding.message}"]
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    if finding.basis:
        lines.append(f"依据：{'；'.join(finding.basis)}")
    return visible("\n".join(lines))


def gathered(findings: Iterable[Finding], key: Callable[[Where], Key | None]) -> tuple[dict[Key, Note], list[Finding]]:
    """Return the notes by the place that ``key`` makes of a Where, and the findings whose own place has none."""
    at: dict[Key, list[tuple[Where, Finding]]] = {}
    homeless = []
    for finding in findings:
        if key(finding.where) is None:
            homeless.append(finding)
        for where in places(finding)[:_MOST_PLACES]:
            found = key(where)
            if found is not None and all(other is not finding for _, other in at.get(found, ())):
                at.setdefault(found, []).append((where, finding))
    notes = {place: Note(here[0][0], tuple(finding for _, finding in here)) for place, here in at.items()}
    return notes, homeless
