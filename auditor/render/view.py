"""What the HTML report shows, as plain records: blocks of rows, cells with their marks, cards of findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.records.finding import Finding

# Of two findings on the same characters the worse one colours them.
_WORST = {"error": 0, "warning": 1, "info": 2, "": 3}


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding's claim on a cell: ``start`` = ``end`` where it means the whole cell."""

    number: int
    severity: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters of a cell under one highlight ("" for none)."""

    text: str
    severity: str = ""


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its column, text in segments, the worst severity on it and the findings that point at it.

    ``repeated`` says that the row above has the same text.
    """

    column: str
    segments: tuple[Segment, ...]
    severity: str = ""
    marks: tuple[Mark, ...] = ()
    repeated: bool = False

    @property
    def empty(self) -> bool:
        """Return whether the source has nothing here."""
        return not any(segment.text.strip() for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Link:
    """A related place in words; ``href`` is "" where the report does not show it."""

    text: str
    href: str = ""


ROWS_OF_A_PIECE = 40


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as shown: ``links`` are its related places, ``places`` how many places it has in all.

    ``change`` is the repaired cell where it is known: text before, what goes, what comes, text after.
    """

    number: int
    finding: Finding
    where: str
    place: str
    column: str
    evidence: tuple[str, str, str]
    change: tuple[str, str, str, str] | None
    links: tuple[Link, ...]
    places: int


@dataclass(frozen=True, slots=True)
class RowView:
    """An indicator row of the source with the cards that belong under it."""

    anchor: str
    cells: tuple[CellView, ...]
    place: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled text in the head of a block (项目总额, 绩效目标 …)."""

    label: str
    cell: CellView


@dataclass(frozen=True, slots=True)
class Block:
    """A project, an activity of table 13, or findings on the whole: head, own cards, rows."""

    anchor: str
    kind: str
    title: CellView
    note: str = ""
    facts: tuple[Fact, ...] = ()
    cards: tuple[Card, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[RowView, ...] = ()

    @property
    def pieces(self) -> tuple[tuple[RowView, ...], ...]:
        """Return the rows in pieces: a browser lays out only the pieces of a long table that are seen."""
        return tuple(self.rows[start : start + ROWS_OF_A_PIECE] for start in range(0, len(self.rows), ROWS_OF_A_PIECE))

    @property
    def all_cards(self) -> tuple[Card, ...]:
        """Return the cards of the block and of its rows."""
        return (*self.cards, *(card for row in self.rows for card in row.cards))

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of cards per severity, worst first, without zeros."""
        found = [card.finding.severity for card in self.all_cards]
        return {severity: found.count(severity) for severity in ("error", "warning", "info") if severity in found}


def cell_view(column: str, text: str, marks: Iterable[Mark], *, above: str = "") -> CellView:
    """Return a cell with its highlights; ``above`` is the text of the cell over it."""
    kept = tuple(dict.fromkeys(marks))
    worst = min((mark.severity for mark in kept), key=_WORST.__getitem__, default="")
    repeated = bool(text) and text == above and not kept
    return CellView(column, segments(text, kept), worst, kept, repeated)


def segments(text: str, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """Return ``text`` cut where highlights begin and end; each piece has the worst severity that covers it."""
    spans = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    if not spans:
        return (Segment(text),) if text else ()
    cuts = sorted({0, len(text), *(mark.start for mark in spans), *(mark.end for mark in spans)})
    pieces = []
    for start, end in pairwise(cuts):
        covering = [mark.severity for mark in spans if mark.start <= start and end <= mark.end]
        pieces.append(Segment(text[start:end], min(covering, key=_WORST.__getitem__, default="")))
    return tuple(pieces)


def mark_in(text: str, number: int, finding: Finding) -> Mark:
    """Return the finding's mark on a cell that shows ``text``: where the evidence or its marked part stands, or all."""
    evidence = finding.evidence
    part = evidence.text[evidence.start : evidence.end] if 0 <= evidence.start < evidence.end else ""
    offset = text.find(evidence.text) + evidence.start if evidence.text in text else text.find(part)
    return (
        Mark(number, finding.severity, offset, offset + len(part))
        if part and offset >= 0
        else Mark(number, finding.severity)
    )


def change_of(finding: Finding) -> tuple[str, str, str, str] | None:
    """Return the repair as (text before, what goes, what comes, text after), None where there is none."""
    if finding.repair is None:
        return None
    old, new = finding.repair.before, finding.repair.after
    start, shorter = 0, min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return old[:start], old[start : len(old) - end], new[start : len(new) - end], old[len(old) - end :]
