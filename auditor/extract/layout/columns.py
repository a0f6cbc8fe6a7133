"""Where the columns of an indicator table stand, counted from its first level column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from auditor.extract.layout.families import Family, Likely, heads_family, known_families, recognised
from auditor.extract.layout.profile import profiles
from auditor.extract.layout.roles import Choice, choose
from auditor.extract.lines.heads import heads_at, heads_by_place, is_header, is_upper, repeats_head, sub_heads
from auditor.extract.lines.stream import Line
from auditor.extract.words.vocabulary import header, roles_of

__all__ = ["Layout", "is_header", "read_layout"]
_OF_INDICATORS = frozenset({"level1", "level2", "name"})
_TAIL = ("level1", "level2", "name", "operator", "value", "unit")
_LEADS = ("project", "code", "agency", "ministry", "total", "fiscal", "other", "goal", "activity")


@dataclass(frozen=True)
class Layout:
    """``offsets`` gives the column of each logical name relative to level1; ``printed`` says that a header was found.

    ``ignored`` are (offset, header) of columns that are not modelled (weight, score, explanation …); ``unknown`` are
    the headers among them that nobody knows. ``width`` counts the columns of the head, ``notes`` are Chinese
    sentences about a choice between columns with whether a part stays unread; ``guess`` is the layout recognised and
    ``heads`` what is printed over each column, in the lines ``rows``. ``by_head`` says that even the cells left of
    the indicator are read as the head says, since their content does not tell what they are; ``form`` that each
    project has a form of its own; ``own`` that the file is the author's own, in which no conversion moved a cell;
    ``whole`` that every row stands under the head cell by cell, so that the head alone says what each cell is;
    ``topped`` that each project begins in the row with its name.
    """

    offsets: dict[str, int] = field(default_factory=lambda: {name: index for index, name in enumerate(_TAIL)})
    ignored: tuple[tuple[int, str], ...] = ()
    printed: bool = False
    level1: int = -1
    width: int = 0
    unknown: tuple[str, ...] = ()
    notes: tuple[tuple[str, bool], ...] = ()
    guess: Likely | None = None
    heads: tuple[str, ...] = ()
    rows: tuple[Line, ...] = ()
    by_head: bool = False
    form: bool = False
    own: bool = False
    whole: bool = False
    topped: bool = False

    def heads_with(self, line: Line) -> bool:
        """Return whether ``line`` is one of those that print this head, or prints it once more."""
        return any(line is row or line.texts == row.texts for row in self.rows)

    @property
    def edge(self) -> int:
        """Return the first column of the indicator that the head prints, −1 where it prints none."""
        return min((self.column(name) for name in ("level1", "level2", "name") if self.column(name) >= 0), default=-1)

    @property
    def shared(self) -> bool:
        """Return whether agencies and their projects stand in one column (单位名称、项目名称)."""
        column = self.column("project")
        return column >= 0 and "agency" in header(self.heads[column])

    @cached_property
    def is_usual(self) -> bool:
        """Whether name, operator, value and unit stand side by side in the usual order."""
        return all(self.offsets.get(name) == index for index, name in enumerate(_TAIL) if index > 1)

    @property
    def has_levels(self) -> bool:
        """Return whether a column for a level is printed (or nothing is, so that the usual ones are believed)."""
        return not self.printed or bool({"level1", "level2"} & self.offsets.keys())

    @property
    def leads(self) -> frozenset[int]:
        """Return the columns that tell of the project, wherever they stand: its own, and all left of the indicator."""
        tail = {self.column(name) for name in (*_TAIL, "polarity")}
        named = {self.column(name) for name in _LEADS} - {-1}
        return frozenset((named | set(range(max(self.edge, 0)))) - tail)

    def column(self, name: str) -> int:
        """Return the column that the head prints for a logical name, −1 where it has none."""
        return self.level1 + self.offsets[name] if self.printed and name in self.offsets else -1


def read_layout(
    lines: Sequence[Line], title: str = "", families: Sequence[Family] | None = None, year: int | None = None
) -> Layout:
    """Return the layout that the first full header among ``lines`` prints, or the usual one; ``year``: the budget's."""
    kinds = known_families() if families is None else families
    for index, line in enumerate(lines):
        if not is_header(line) and not heads_family(kinds, line) and not heads_by_place(lines, index):
            continue
        if _heads_funds(line) and any(map(_heads_indicators, lines[index + 1 :])):
            continue
        heads = heads_at(lines, index)
        body = profiles(lines[index:], len(line.cells))
        guess = recognised(kinds, lines, heads, body, title)
        choice = choose(heads, body, guess.family.columns if guess else {}, year)
        if {"name", "value"} <= choice.columns.keys():
            first = index - (index > 0 and (repeats_head(lines, index - 1) or is_upper(lines, index - 1)))
            rows = tuple(lines[first : index + 1 + sub_heads(lines, index)])
            return replace(_placed(choice, [head.text for head in heads], guess), rows=rows)
    return Layout(guess=recognised(kinds, lines, (), (), title))


def _heads_funds(line: Line) -> bool:
    """Return whether a line heads what was planned and spent, and nothing of an indicator."""
    words = roles_of(line.texts)
    return {"total", "actual"} <= words and not words & (_OF_INDICATORS | {"value"})


def _heads_indicators(line: Line) -> bool:
    return is_header(line) and len(roles_of(line.texts) & _OF_INDICATORS) > 1


def _placed(choice: Choice, heads: Sequence[str], guess: Likely | None) -> Layout:
    """Return the layout of a choice of columns, counted from where level1 stands or would stand."""
    columns = choice.columns
    base = columns.get("level1", columns.get("level2", columns["name"]))
    shift = 0 if "level1" in columns else 1 if "level2" in columns else 2
    return Layout(
        offsets={name: column - base + shift for name, column in columns.items()},
        ignored=tuple((column - base + shift, head) for column, head in choice.ignored if column > base),
        printed=True,
        level1=base - shift,
        width=len(heads),
        unknown=tuple(head for column, head in choice.unknown if column > base),
        notes=choice.notes,
        guess=guess,
        heads=tuple(heads),
    )
