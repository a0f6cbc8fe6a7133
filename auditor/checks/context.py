"""What a check may ask about the document it runs on; built once per document by the engine."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol, TypeVar

from auditor.checks.reading import Reading, read_indicator
from auditor.checks.words import Words
from auditor.records.alike import Company, SameMeaning
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.records.edit import Edit, Proofreader
from auditor.records.guess import Categorizer, Guess, Wording
from auditor.records.meaning import MeaningJudge, PhraseMatcher
from auditor.text.units import UnitTable
from auditor.text.width import fold, has_han

Made = TypeVar("Made")
BENEFITS = ("economic", "social", "ecological", "sustainable")


class Endings(Protocol):
    """Pairs (and triples) of characters that never, and that seldom end a text."""

    @property
    def never(self) -> frozenset[str]:
        """Return pairs and triples that end no text."""
        ...

    @property
    def seldom(self) -> frozenset[str]:
        """Return pairs that end few texts."""
        ...


@dataclass(frozen=True, slots=True)
class _NoEndings:
    never: frozenset[str] = frozenset()
    seldom: frozenset[str] = frozenset()


NO_ENDINGS = _NoEndings()


@dataclass(frozen=True, slots=True)
class Models:
    """What the language side gives to checks: a proofreader, and loaders that run when a rule first asks.

    ``endings`` loads the pairs and triples that end no text, ``categorizer`` the model that files indicators,
    ``likeness`` the judge of names that say the same in other words, ``judge`` the judge of meaning, ``phrases`` what
    finds patterns of words, ``company`` what tells which words keep company.
    """

    proofreader: Proofreader | None = None
    endings: Callable[[], Endings] = lambda: NO_ENDINGS
    categorizer: Callable[[], Categorizer] | None = None
    likeness: Callable[[], SameMeaning] | None = None
    judge: Callable[[], MeaningJudge] | None = None
    phrases: Callable[[], PhraseMatcher] | None = None
    company: Callable[[], Company] | None = None


NO_MODELS = Models()


@dataclass(frozen=True, slots=True)
class Group:
    """The indicators that belong together: those of a project (table 12) or of an activity (table 13)."""

    key: str
    project: Project | None
    activity: str
    indicators: tuple[Indicator, ...]


class Context:
    """The document with its readings, groups, word lists and units. Checks read it and never change it."""

    def __init__(self, budget: Budget, words: Words, units: UnitTable, language: Models = NO_MODELS) -> None:
        """Keep the parts; everything derived is computed once, when first asked for."""
        self.budget = budget
        self.words = words
        self.units = units
        self._language = language
        self._edits: dict[str, tuple[Edit, ...]] = {}
        self._made: dict[Hashable, Any] = {}

    def remember(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` made for ``key`` the first time: rules share what is derived from the document."""
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made

    @cached_property
    def readings(self) -> Mapping[int, Reading]:
        """Return the meaning of every indicator by its order."""
        return {item.order: read_indicator(item, self.words, self.units) for item in self.budget.indicators}

    def read(self, indicator: Indicator) -> Reading:
        """Return the meaning of one indicator."""
        return self.readings[indicator.order]

    @cached_property
    def projects(self) -> Mapping[str, Project]:
        """Return the projects by key."""
        return {project.key: project for project in self.budget.projects}

    def project_of(self, indicator: Indicator) -> Project | None:
        """Return the project of a table-12 indicator."""
        return self.projects.get(indicator.project)

    @cached_property
    def evaluated(self) -> tuple[Project, ...]:
        """Return what an evaluation may be of: the projects, and the department (key "") where table 13 has rows."""
        head = self.budget.overall
        if head is None or all(item.project for item in self.budget.indicators):
            return self.budget.projects
        name = head.department if head.department.text else Cell(self.budget.department, head.place)
        whole = Project("", name=name, total=head.total, objective=head.objective, place=head.place)
        return (*self.budget.projects, replace(whole, execution=head.execution, details=head.details))

    def owner_of(self, indicator: Indicator) -> Project | None:
        """Return what the indicator evaluates: its project, else the department."""
        return self._owners.get(indicator.project)

    @cached_property
    def _owners(self) -> Mapping[str, Project]:
        return {one.key: one for one in self.evaluated}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Return projects (table 12, those without indicators too), then activities (table 13)."""
        rows: dict[tuple[int, str], list[Indicator]] = {(12, key): [] for key in self.projects}
        for item in self.budget.indicators:
            rows.setdefault((item.table, item.project if item.table == 12 else item.activity.text), []).append(item)
        return tuple(
            Group(key, self.projects.get(key) if table == 12 else None, "" if table == 12 else key, tuple(items))
            for (table, key), items in rows.items()
        )

    @cached_property
    def _by_project(self) -> Mapping[str, Group]:
        return {group.key: group for group in self.groups if group.project is not None}

    def indicators_of(self, project: Project) -> tuple[Indicator, ...]:
        """Return the indicators of a project in document order."""
        if not project.key:
            return tuple(item for item in self.budget.indicators if not item.project)
        group = self._by_project.get(project.key)
        return group.indicators if group else ()

    @cached_property
    def _group_of(self) -> Mapping[int, Group]:
        return {item.order: group for group in self.groups for item in group.indicators}

    def group_of(self, indicator: Indicator) -> Group:
        """Return the project or activity of an indicator with all its rows.

        What a rule needs of the whole group it asks once (``remember``): a group may have thousands of rows.
        """
        return self._group_of[indicator.order]

    @cached_property
    def _filled(self) -> Mapping[tuple[int, bool, str], tuple[int, int]]:
        """Return (rows, rows with a text in the column) by table, whether the target is a number, and column."""
        counts: dict[tuple[int, bool, str], tuple[int, int]] = {}
        for item in self.budget.indicators:
            numeric = self.read(item).numeric
            for column in ("level1", "level2", "name", "operator", "value", "unit"):
                rows, filled = counts.get((item.table, numeric, column), (0, 0))
                counts[item.table, numeric, column] = (rows + 1, filled + bool(getattr(item, column).text.strip()))
        return counts

    def usually_filled(self, indicator: Indicator, column: str) -> bool:
        """Return whether the other rows of the table fill ``column``: a blank there is missing.

        Rows with a number and rows with words are compared apart, since many layouts leave operator and unit of
        qualitative rows blank; where there is but one such row, all the others decide. An operator that is printed in
        front of the target has no column to be blank.
        """
        if column == "operator" and any(each.merged for each in self.budget.layouts if each.table == indicator.table):
            return False
        numeric = self.read(indicator).numeric
        rows, filled = self._filled.get((indicator.table, numeric, column), (0, 0))
        blank = not getattr(indicator, column).text.strip()
        rows -= blank
        if rows < 2 and column != "unit":
            others = self._filled.get((indicator.table, not numeric, column), (0, 0))
            return rows + others[0] > 0 and filled + others[1] == rows + others[0]
        return rows > 0 and filled >= 0.8 * rows

    def heads(self, column: str, table: int | None = None) -> bool:
        """Return whether the heads of the indicator tables (of table 12 or 13) print ``column``, filled or not.

        Of several heads all must; a table read without a head says nothing.
        """
        heads = [layout.columns for layout in self.budget.layouts if layout.columns and table in {None, layout.table}]
        return bool(heads) and all(column in columns for columns in heads)

    def has_model(self, name: str) -> bool:
        """Return whether the audit was given a model: proofreader, categorizer, likeness, judge or phrases."""
        return getattr(self._language, name) is not None

    def edits(self, texts: Sequence[str]) -> Mapping[str, tuple[Edit, ...]]:
        """Return the proofreader's edits by text; without a proofreader nothing is found."""
        missing = [text for text in dict.fromkeys(texts) if text and text not in self._edits]
        if missing and self._language.proofreader is not None:
            self._edits.update(zip(missing, self._language.proofreader(missing), strict=True))
        return self._edits

    def guess(self, indicator: Indicator) -> Guess | None:
        """Return what kind the classifier takes the row for, whatever its printed level; None without a classifier."""
        return self._categorizer(self._wording(indicator)) if self._categorizer else None

    def reasons(self, indicator: Indicator, level: str) -> tuple[str, ...]:
        """Return what the classifier holds for ``level``, in Chinese, strongest first."""
        return self._categorizer.why(self._wording(indicator), level) if self._categorizer else ()

    def _wording(self, indicator: Indicator) -> Wording:
        reading = self.read(indicator)
        return Wording(
            reading.name,
            reading.sign,
            reading.value,
            reading.unit_text,
            reading.dimension,
            reading.numeric,
            bool(reading.unit and reading.unit.per),
        )

    def same_meaning(self, names: Sequence[str], floor: float) -> list[tuple[str, str]]:
        """Return the pairs among different folded names that are the same in other words; none without a judge."""
        return self._likeness(names, floor) if len(names) > 1 and self._likeness else []

    @cached_property
    def judge(self) -> MeaningJudge | None:
        """Return the judge of meaning, None without one."""
        return self._language.judge() if self._language.judge else None

    def phrases(self, patterns: Sequence[Sequence[Mapping[str, Any]]], columns: Sequence[str]) -> Mapping[str, str]:
        """Return folded text → what matches one of ``patterns``, for the cells of ``columns`` that have it."""
        if self._language.phrases is None:
            return {}
        match = self._language.phrases()

        def make() -> tuple[object, Mapping[str, str]]:
            cells = (fold(getattr(item, column).text) for item in self.budget.indicators for column in columns)
            return patterns, match(patterns, list(dict.fromkeys(cells)))

        # The patterns are kept beside what they find: as long as they are, nothing else has their id.
        _, found = self.remember(("phrases", id(patterns), *columns), make)
        return found

    def company(self, text: str, beside: Sequence[str]) -> float:
        """Return how well the words of ``text`` suit those of the texts ``beside`` (-1..1); 0 without a judge."""
        return self._language.company()(text, beside) if self._language.company else 0.0

    @cached_property
    def _likeness(self) -> SameMeaning | None:
        return self._language.likeness() if self._language.likeness else None

    @cached_property
    def _categorizer(self) -> Categorizer | None:
        return self._language.categorizer() if self._language.categorizer else None

    def never_last(self, tail: str) -> bool:
        """Return whether official Chinese never ends a text with these two or three characters."""
        return tail in self._endings.never

    def continued(self, tail: str) -> str:
        """Return the one character that follows ``tail`` wherever else it stands in the document, or "".

        Only for a tail whose last two characters seldom end a text, and only where it stands elsewhere twice or more.
        """
        if tail[-2:] not in self._endings.seldom:
            return ""
        after = [text[at + len(tail) : at + len(tail) + 1] for text in self.texts for at in _places(tail, text)]
        following = {char for char in after if char}
        if len(following) != 1 or len(after) - after.count("") < 2:
            return ""
        char = following.pop()
        return char if has_han(char) else ""

    @cached_property
    def followers(self) -> Mapping[str, frozenset[str]]:
        """Return, for the last four characters of a text, the characters behind them elsewhere ("" for an end)."""
        found: dict[str, set[str]] = {text[-4:]: set() for text in self.texts if len(text) >= 4}
        for text in self.texts:
            for at in range(len(text) - 3):
                if text[at : at + 4] in found:
                    found[text[at : at + 4]].add(text[at + 4 : at + 5])
        return {tail: frozenset(chars) for tail, chars in found.items()}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the folded texts that authors wrote, each once."""
        cells = [project.objective for project in self.budget.projects]
        cells += [cell for item in self.budget.indicators for cell in (item.name, item.value)]
        return tuple(dict.fromkeys(fold(cell.text) for cell in cells))

    @cached_property
    def _endings(self) -> Endings:
        return self._language.endings()


def _places(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
