"""What stands in the row of an indicator in columns that are kept out of it: its nature (定性), its explanation.

Verbs that hold these against name and target of the row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from auditor.checks.alike import core
from auditor.checks.context import Context
from auditor.checks.links import words_of
from auditor.records.budget import Budget, Indicator
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.place import Place
from auditor.text.operators import QUALITATIVE, sign
from auditor.text.width import fold, has_han

_A1 = re.compile(r"([A-Z]+)(\d+)")
_OFFICE = re.compile(r"(.*第\d+行)第(\d+)列")
_FORMULA = re.compile(r"[/÷×=]")
"""An explanation that is a formula names its terms in words of its own."""
_QUANTITATIVE = frozenset({"定量", "定量指标", "定量描述"})
_LEAST, _MOST = frozenset({"≥", ">"}), frozenset({"≤", "<"})
_FEW = 4
"""At most one row in so many is wrong: else the column means something else."""
_LONG = 8
_TELLING = 6
"""So many pairs of characters say what a text is about."""
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """A cell of a row and the column that it stands in."""

    cell: Cell
    column: str

    @property
    def text(self) -> str:
        """Return the folded text."""
        return fold(self.cell.text)


def _at(place: Place) -> tuple[Row, str] | None:
    """Return (row, column) of a place, None where it says no row; in a text source the column is unknown."""
    if place.cell and (office := _OFFICE.fullmatch(place.cell)):
        return ("", office.group(1)), office.group(2)
    if place.cell and (a1 := _A1.fullmatch(place.cell)):
        return (place.sheet or "", a1.group(2)), a1.group(1)
    return (("", str(place.line)), "") if place.line else None


def row_of(place: Place) -> Row | None:
    """Return the sheet and row of a place, None where it says no row."""
    at = _at(place)
    return at[0] if at else None


def beside(budget: Budget, context: Context) -> Mapping[int, tuple[Beside, ...]]:
    """Return what stands beside the rows in other columns, by the order of the row, found once a document."""
    return context.remember("beside", partial(_beside, budget))


def _beside(budget: Budget) -> Mapping[int, tuple[Beside, ...]]:
    rows: dict[Row, list[Beside]] = defaultdict(list)
    for aside in budget.aside:
        if aside.kind == "column" and (at := _at(aside.cell.place)):
            rows[at[0]].append(Beside(aside.cell, at[1]))
    placed = [(item, _at(item.name.place)) for item in budget.indicators] if rows else []
    return {item.order: tuple(rows[at[0]]) for item, at in placed if at and at[0] in rows}


def nature(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where a column of its own calls a number 定性, or a target in words without any number 定量.

    The column tells other rows apart from these, so that it means what it says.
    """
    told = [
        (item, one)
        for item in budget.indicators
        for one in beside(budget, context).get(item.order, ())
        if sign(one.cell.text) == QUALITATIVE or one.text in _QUANTITATIVE
    ]
    wrong = [(item, one) for item, one in told if _misnamed(item, one, context)]
    if len(wrong) * 2 >= len(told):
        return
    for item, one in wrong:
        facts = {"kind": one.cell.text, "target": context.read(item).target}
        yield Hit(facts, item, context.project_of(item), "value")


def _misnamed(item: Indicator, one: Beside, context: Context) -> bool:
    """Return whether a row is called what its target is not; a grade or a date may be called either."""
    reading = context.read(item)
    if sign(one.cell.text) == QUALITATIVE:
        return reading.numeric and bool(reading.unit_text)
    return bool(reading.value) and reading.sign == QUALITATIVE and not any(char.isdigit() for char in reading.value)


def direction(budget: Budget, context: Context, *, least: Sequence[str], most: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where a column of its own says that more is better (a word of ``least``: 正向) and the operator ≤.

    So it does where less is better (a word of ``most``) and the operator is ≥. Most rows of the document agree.
    """
    asked = dict.fromkeys(least, _LEAST) | dict.fromkeys(most, _MOST)
    told = [
        (item, one, item.sign in asked[one.text])
        for item in budget.indicators
        for one in beside(budget, context).get(item.order, ())
        if one.text in asked and item.sign in _LEAST | _MOST and context.read(item).numeric
    ]
    wrong = [(item, one) for item, one, agrees in told if not agrees]
    if len(wrong) * _FEW > len(told):
        return
    for item, one in wrong:
        facts = {"kind": one.cell.text, "target": context.read(item).target}
        yield Hit(facts, item, context.project_of(item), "operator")


def explanation(
    budget: Budget, context: Context, *, common: Sequence[str], trades: Sequence[str], share: float
) -> Iterator[Hit]:
    """Yield a hit where the explanation of a row has no word of it or its project, those of other rows having one.

    At least ``share`` of the explanations of the column speak of their row, and all but one of it or its project;
    words of the lists ``common`` say nothing, one of ``trades`` tells that it is of a trade which the project is not.
    Or the text is that of another row.
    """
    columns: dict[str, list[tuple[Indicator, Beside]]] = defaultdict(list)
    for item in budget.indicators:
        for one in beside(budget, context).get(item.order, ()):
            if len(one.text) >= _LONG and has_han(one.text) and not _FORMULA.search(one.text):
                columns[one.column].append((item, one))
    for rows in columns.values():
        strange = [(item, one) for item, one in rows if not core(one.text) & core(item.name.text)]
        if len(rows) - len(strange) < share * len(rows):
            continue
        unrelated = [item for item, one in strange if _unrelated(item, one, context, common, trades)]
        for item, one in strange:
            other = _of_another(item, one, context)
            if other or unrelated == [item]:
                facts = {"said": one.cell.text, "other": other}
                yield Hit(facts, item, context.project_of(item), "name", text=one.cell.text, place=one.cell.place)


def _of_another(item: Indicator, one: Beside, context: Context) -> str:
    """Return the name of another row of the group of which the explanation has all words, "" where there is none."""
    names = [other.name.text for other in context.group_of(item).indicators if other.order != item.order]
    return next((name for name in names if len(core(name)) > 1 and core(name) <= core(one.text)), "")


def _unrelated(item: Indicator, one: Beside, context: Context, common: Sequence[str], trades: Sequence[str]) -> bool:
    """Return whether a text of a trade has no word of what the project says, and the project none of the trade."""
    project = context.project_of(item)
    names = [other.name.text for other in context.group_of(item).indicators]
    around = [*names, context.budget.department]
    around += [project.name.text, project.objective.text] if project else []
    told = fold("|".join(around))
    mine = [trade for trade in trades if context.words.has(trade, one.text)]
    if not mine or any(context.words.has(trade, told) for trade in mine):
        return False
    own = frozenset.intersection(*(words_of((one.text,), context, section) for section in common))
    return len(own) >= _TELLING and not own & words_of(around, context, common[0])
