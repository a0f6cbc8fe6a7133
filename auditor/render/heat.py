"""The heat map: where findings are, rows (projects, departments) by families, with the gravest and how many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from auditor.records.rule import FAMILIES, SEVERITIES
from auditor.render.words import family_word

Counts = Mapping[str, Mapping[str, int]]
# From so many findings on a cell is deeper.
_DEPTHS = (2, 5)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """What is in a cell: the gravest severity, how many, how deep it is shown (1 to 3), where it leads."""

    severity: str
    total: int
    depth: int
    href: str
    open: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row: what it is called, where it leads, a cell for every family (None where nothing is)."""

    word: str
    href: str
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """The families that occur, in the order of the catalogue, and the rows."""

    words: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def heat(rows: Sequence[tuple[str, str, Counts]], cell: Callable[[int, str], tuple[str, str]]) -> Heat:
    """Return the heat map of rows (word, link, family → severity → count).

    ``cell`` returns the link of a cell, and the key by which the page keeps its count, from row and family.
    """
    found = {family for *_, counts in rows for family, of in counts.items() if any(of.values())}
    families = [*(name for name in FAMILIES if name in found), *sorted(found - set(FAMILIES))]
    made = tuple(
        HeatRow(word, href, tuple(_cell(counts.get(name, {}), *cell(at, name)) for name in families))
        for at, (word, href, counts) in enumerate(rows)
    )
    return Heat(tuple(family_word(name) for name in families), made)


def _cell(counts: Mapping[str, int], href: str, key: str) -> HeatCell | None:
    total = sum(counts.values())
    if not total:
        return None
    worst = next(severity for severity in SEVERITIES if counts.get(severity))
    return HeatCell(worst, total, 1 + sum(total >= step for step in _DEPTHS), href, key)
