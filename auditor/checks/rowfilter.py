"""Which rows a rule means: a filter that a bureau writes in YAML. A row must meet every line of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict

from auditor.checks.better import lower_is_better
from auditor.checks.context import Context
from auditor.checks.reading import Reading
from auditor.errors import RuleError
from auditor.records.budget import Indicator, Project
from auditor.text.nearest import hint
from auditor.text.width import fold


class RowFilter(TypedDict, total=False):
    """The lines of a filter; texts are compared folded, so that full and half width are the same.

    ``level`` kinds of the second level, as sections of levels.txt (quantity, cost …; "" for none that is known);
    ``kind`` kinds of the name, as sections of names.txt ("" for none); ``dimension`` of the unit (money, ratio …);
    ``level1``, ``level2``, ``name``, ``unit`` words of which the cell holds one; ``units`` the unit as a whole;
    ``ending`` the last word of the name; ``words`` for columns the word lists of which the cell holds a word;
    ``sign`` operators (≥ ≤ = > < 定性, "" for none); ``numeric`` whether the target is a number, ``number`` its least
    and most; ``countable`` whether the unit counts people, events or things; ``unwanted`` whether less of it is better;
    ``length`` the least and most characters of the name; ``unless`` a filter of rows that are not meant.
    """

    level: Sequence[str]
    level1: Sequence[str]
    level2: Sequence[str]
    name: Sequence[str]
    kind: Sequence[str]
    ending: Sequence[str]
    length: Sequence[int]
    words: Mapping[str, Sequence[str]]
    sign: Sequence[str]
    numeric: bool
    number: Sequence[float]
    unit: Sequence[str]
    units: Sequence[str]
    dimension: Sequence[str]
    countable: bool
    unwanted: bool
    unless: RowFilter


_Test = Callable[[Indicator, Context, Any], bool]


def taken(project: Project, context: Context, rows: RowFilter) -> list[Indicator]:
    """Return the rows of a project that the filter takes, in the order of the document."""
    return [item for item in context.indicators_of(project) if takes(item, context, rows)]


def takes(indicator: Indicator, context: Context, rows: RowFilter) -> bool:
    """Return whether the filter takes the row. Raises RuleError for a line that no filter has."""
    unknown = next((key for key in rows if key not in _TESTS), "")
    if unknown:
        raise RuleError(f"筛选条件没有“{unknown}”{hint(unknown, _TESTS)}，可用：{'、'.join(_TESTS)}。")
    return all(_TESTS[key](indicator, context, wanted) for key, wanted in rows.items())


def turned(reading: Reading, wanted: str) -> dict[str, str]:
    """Return the facts of a wrong operator: the target, the operator wanted and the target with it."""
    target = reading.target
    return {"wanted": wanted, "target": target, "repaired": wanted + target.removeprefix(reading.sign)}


def _holds(column: str) -> _Test:
    """Return the test whether a cell holds one of some words."""

    def test(item: Indicator, _: Context, wanted: Sequence[str]) -> bool:
        text = fold(getattr(item, column).text)
        return any(fold(str(word)) in text for word in wanted)

    return test


def _is(column: str) -> _Test:
    """Return the test whether what a reading says is one of some values."""
    return lambda item, context, wanted: getattr(context.read(item), column) in wanted


def _is_so(column: str) -> _Test:
    """Return the test whether what a reading says is as true as wanted."""
    return lambda item, context, wanted: getattr(context.read(item), column) == bool(wanted)


def _numbered(item: Indicator, context: Context, wanted: Sequence[float]) -> bool:
    amount = context.read(item).amount
    return amount is not None and Decimal(str(wanted[0])) <= amount <= Decimal(str(wanted[1]))


def _worded(item: Indicator, context: Context, wanted: Mapping[str, Sequence[str]]) -> bool:
    """Return whether every column of ``wanted`` holds a word of one of its lists."""
    cells = ((fold(getattr(item, column).text), sections) for column, sections in wanted.items())
    return all(any(context.words.has(section, text) for section in sections) for text, sections in cells)


_TESTS: Mapping[str, _Test] = {
    "level": _is("level"),
    "level1": _holds("level1"),
    "level2": _holds("level2"),
    "name": _holds("name"),
    "kind": _is("kind"),
    "ending": lambda item, context, wanted: context.read(item).head.endswith(tuple(wanted)),
    "length": lambda item, context, wanted: wanted[0] <= len(context.read(item).name) <= wanted[1],
    "words": _worded,
    "sign": _is("sign"),
    "numeric": _is_so("numeric"),
    "number": _numbered,
    "unit": _holds("unit"),
    "units": _is("unit_text"),
    "dimension": _is("dimension"),
    "countable": _is_so("countable"),
    "unwanted": lambda item, context, wanted: lower_is_better(context.read(item), context) == bool(wanted),
    "unless": lambda item, context, wanted: not takes(item, context, wanted),
}
