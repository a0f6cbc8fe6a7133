"""What a corpus check may ask: departments, folded texts and groups of rows, each computed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property

from auditor.checks.across.similar import Rarity
from auditor.checks.reading import Reading, read_indicator
from auditor.checks.words import Words
from auditor.records.budget import Indicator
from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, CorpusSource, Item
from auditor.records.document import Cell
from auditor.text.units import UnitTable
from auditor.text.width import fold

_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_NO_WORD = re.compile(r"[^A-Za-z\u3400-\u9fff]+")


ON_EVALUATIONS = frozenset({"across.changed_targets", "across.dropped_rows"})
"""The checks that look at evaluations, too; all others compare approved tables only."""


def planned(corpus: Corpus) -> Corpus:
    """Return the corpus without the rows of evaluations, which repeat the approved ones of their year."""
    if not any(row.evaluated for row in corpus.rows):
        return corpus
    return replace(corpus, rows=tuple(row for row in corpus.rows if not row.evaluated))


def never_alike(one: str, other: str) -> bool:
    """Return False: without a language model no two characters sound or look alike."""
    return False


def never_cut(text: str) -> Sequence[str]:
    """Return the text as one word: without a language model nothing is known of its words."""
    return [text]


@dataclass(frozen=True, slots=True)
class Wordbook:
    """What every check across documents knows of words: lexicons, units, characters that sound or look alike, words."""

    words: Words
    units: UnitTable
    alike: Callable[[str, str], bool] = never_alike
    cut: Callable[[str], Sequence[str]] = never_cut


@dataclass(frozen=True, slots=True)
class Whole:
    """What a part of a corpus cannot tell of the whole. ``spread`` and ``common`` hold what several departments have.

    ``departments``: how many there are. ``spread``: in how many each name stands, where in two at least.
    ``common``: what more departments than a check asks for write, name and target. ``rarity``: of shingles, by what
    is compared. ``near``: likeness of alike texts, named by their keys. ``groups``: the group of each
    text that has another like it or equal to it. ``prices``: thing and logarithm of its price by source and order of
    a row, of all that have one. ``meant``: names that hardly anybody writes → the usual name. None: they are found.
    """

    departments: int = 0
    spread: Mapping[str, int] = field(default_factory=dict)
    common: frozenset[tuple[str, ...]] = frozenset()
    rarity: Mapping[str, Rarity] = field(default_factory=dict)
    near: Mapping[str, Mapping[tuple[int, int], float]] = field(default_factory=dict)
    groups: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    prices: Mapping[tuple[int, int], tuple[str, float]] | None = None
    meant: Mapping[str, str] | None = None


class _Folded(dict[str, str]):
    """Comparison keys by text: a corpus repeats its texts, so most are looked up."""

    def __missing__(self, text: str) -> str:
        found = self[text] = fold(text)
        return found


class Across:
    """The corpus with its derived tables; ``whole`` where the corpus is a part of a larger one."""

    _SHARED = ("departments", "department_numbers", "in_years", "spans")
    _OF_WHOLE = ("department_count", "spread", "neighbours")

    def __init__(self, corpus: Corpus, language: Wordbook, whole: Whole | None = None) -> None:
        """Keep the parts; everything derived is computed when first asked for."""
        self.corpus = corpus
        self.words, self.units, self.alike = language.words, language.units, language.alike
        self.cut = language.cut
        self.whole = whole
        # The comparison key of a text; asked for several times a row, so a look-up and no method of ours.
        self.fold: Callable[[str], str] = _Folded().__getitem__

    def told(self, whole: Whole | None) -> Across:
        """Return this corpus with what is already derived of it, as a part of ``whole``."""
        if whole is None:
            return self
        for name in self._SHARED:
            getattr(self, name)
        made = copy(self)
        made.whole = whole
        for name in self._OF_WHOLE:
            made.__dict__.pop(name, None)
        return made

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """Return the department of each source: its folded name, or the document itself where it names none."""
        return tuple(fold(one.department) or f"#{one.name}" for one in self.corpus.sources)

    @cached_property
    def department_numbers(self) -> tuple[int, ...]:
        """Return a small number for the department of each source."""
        numbers: dict[str, int] = {}
        return tuple(numbers.setdefault(name, len(numbers)) for name in self.departments)

    @cached_property
    def in_years(self) -> frozenset[str]:
        """Return the departments that have documents of several years."""
        years: dict[str, set[int]] = {}
        for name, source in zip(self.departments, self.corpus.sources, strict=True):
            years.setdefault(name, set()).add(source.year or 0)
        return frozenset(name for name, some in years.items() if len(some) > 1)

    def source_of(self, item: Item) -> CorpusSource:
        """Return the document of an item."""
        return item if isinstance(item, CorpusSource) else self.corpus.sources[item.source]

    def year_of(self, item: Item) -> int:
        """Return the year of an item's document, 0 where unknown."""
        return self.source_of(item).year or 0

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return (first, end) of the rows of each project within Corpus.rows."""
        found = [(0, 0)] * len(self.corpus.projects)
        for place, row in enumerate(self.corpus.rows):
            if row.project >= 0:
                first, end = found[row.project]
                found[row.project] = (first if end else place, place + 1)
        return tuple(found)

    def rows_of(self, project: int) -> tuple[CorpusRow, ...]:
        """Return the rows of the project at a place of Corpus.projects."""
        first, end = self.spans[project]
        return self.corpus.rows[first:end]

    def home(self, source: int) -> tuple[str, str]:
        """Return department and year of a source, whatever its file is called."""
        return self.departments[source], str(self.corpus.sources[source].year or "")

    def whose(self, item: CorpusProject | CorpusRow) -> tuple[str, ...]:
        """Return department, year and project (or activity) of a project or row, and the name of the row."""
        if isinstance(item, CorpusProject):
            return *self.home(item.source), item.code or self.fold(item.name)
        if item.project < 0:
            return *self.home(item.source), self.fold(item.activity), self.fold(item.name)
        return *self.whose(self.corpus.projects[item.project]), self.fold(item.name)

    def owner(self, row: CorpusRow) -> str:
        """Return the key of the project or activity of a row, without the year that its name may hold."""
        name = row.activity if row.project < 0 else self.corpus.projects[row.project].name
        return _YEAR.sub("", self.fold(name))

    @cached_property
    def department_count(self) -> int:
        """Return how many departments there are."""
        return self.whole.departments if self.whole else len(set(self.departments))

    @cached_property
    def spread(self) -> Mapping[str, int]:
        """Return in how many departments each folded indicator name of table 12 stands, where in two at least."""
        if self.whole:
            return self.whole.spread
        import numpy

        names: dict[str, int] = {}
        width = max(self.department_numbers, default=0) + 1
        pairs = numpy.fromiter(
            (
                names.setdefault(self.fold(row.name), len(names)) * width + self.department_numbers[row.source]
                for row in self.corpus.rows
                if row.table == 12
            ),
            dtype=numpy.int64,
        )
        counts = numpy.bincount(numpy.unique(pairs) // width, minlength=len(names))
        return {name: count for name, count in zip(names, counts.tolist(), strict=True) if count > 1}

    @cached_property
    def neighbours(self) -> frozenset[str]:
        """Return the pairs of characters that stand beside each other in a name that several departments write."""
        return frozenset(name[at : at + 2] for name in self.spread for at in range(len(name) - 1))

    def read(self, row: CorpusRow) -> Reading:
        """Return the meaning of a row."""
        return read_indicator(as_indicator(row), self.words, self.units)


def as_indicator(row: CorpusRow, project: str = "") -> Indicator:
    """Return a row as the Indicator it was."""
    names = ("level1", "level2", "name", "value", "unit", "activity")
    level1, level2, name, value, unit, activity = (Cell(getattr(row, each), row.place) for each in names)
    head = (row.table, row.order, level1, level2, name, Cell(row.sign), value, unit, row.sign, project)
    return Indicator(*head, activity=activity, place=row.place)


def letters(text: str) -> str:
    """Return a folded text without digits, marks and blanks: what stays when somebody copies and changes numbers."""
    return _NO_WORD.sub("", text)
