"""Many budgets as flat rows, for checks that compare documents: small enough for a province in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from auditor.records.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class CorpusSource:
    """One document of a corpus; of a ``guest`` only some rows are here, as evidence: nothing is said about it."""

    name: str
    department: str = ""
    year: int | None = None
    sha256: str = ""
    guest: bool = False


@dataclass(frozen=True, slots=True)
class CorpusProject:
    """A project of table 12, the ``order``-th of its document; ``source`` is its place in Corpus.sources.

    ``total_wan`` is in 万元.
    """

    source: int
    key: str
    code: str = ""
    name: str = ""
    total_wan: Decimal | None = None
    objective: str = ""
    place: Place = NOWHERE
    order: int = 0


@dataclass(frozen=True, slots=True)
class CorpusRow:
    """An indicator; ``project`` is its place in Corpus.projects, -1 for table 13, where ``activity`` is filled.

    ``evaluated`` says that it stands in an evaluation or monitoring table, not in an approved one.
    """

    source: int
    order: int
    table: int
    project: int
    activity: str = ""
    level1: str = ""
    level2: str = ""
    name: str = ""
    sign: str = ""
    value: str = ""
    unit: str = ""
    place: Place = NOWHERE
    evaluated: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents, projects and indicators in a fixed order; the rows of a project follow each other."""

    sources: tuple[CorpusSource, ...] = ()
    projects: tuple[CorpusProject, ...] = ()
    rows: tuple[CorpusRow, ...] = ()


Item: TypeAlias = CorpusSource | CorpusProject | CorpusRow


@dataclass(frozen=True, slots=True)
class Match:
    """What a corpus check yields: the item it is about, the items of other documents that prove it, and facts.

    ``matter`` is what a decision is about: whose text it is and what it says, never how many others there are or which,
    for one more document would open every decision again. ``column``, ``text``, ``span`` and ``confidence`` are as in
    Hit.
    """

    item: Item
    others: tuple[Item, ...]
    matter: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    column: str = ""
    text: str = ""
    span: tuple[int, int] | None = None
    confidence: float | None = None
