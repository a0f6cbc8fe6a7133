"""Which rows a rule means: a filter that a bureau writes in YAML. A row must meet every line of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, TypedDict

from auditor.checks.beside import beside
from auditor.checks.better import Way, last_of, lower_is_better, pleased, sounds_bad, unbounded, way_of
from auditor.checks.context import Context
from auditor.checks.limits import is_attended, is_capped
from auditor.checks.named import Bare, bare_of, is_name_of_project
from auditor.checks.phrases import lists_options
from auditor.checks.reading import Reading
from auditor.checks.words import bare_name
from auditor.errors import RuleError
from auditor.records.budget import Indicator
from auditor.text.dates import speaks_of_time
from auditor.text.nearest import hint
from auditor.text.width import fold

RowColumn = Literal["level1", "level2", "name", "operator", "value", "unit"]
TimeColumn = Literal["name", "value", "unit"]
Branch = Literal["level1_output", "level1_benefit", "level1_satisfaction", "level1_cost"]
Fault = Literal["spelling", "each", "glued", "inverted"]


class RowFilter(TypedDict, total=False):
    """The lines of a filter; texts are compared folded, so that full and half width are the same.

    ``level`` kinds of the second level, as sections of levels.txt (quantity, cost …; "" for none that is known),
    ``branch`` those of the first;
    ``kind`` kinds of the name, as sections of names.txt ("" for none); ``dimension`` of the unit (money, ratio …);
    ``level1``, ``level2``, ``name``, ``value``, ``unit`` words of which the cell holds one, ``units`` the whole unit;
    ``ending`` the last word of the name, ``ends`` lists of words of which the name ends in one, ``stem`` lists of which
    it does without its last word (发布 of 简报发布期数);
    ``words`` for columns the word lists of which the cell holds a word;
    ``bare`` what the name is as a whole, an amount or a date, ``project_name`` the list of words that it may have more
    or less than the name of the project;
    ``exactly`` as words, where the cell as a whole is an entry; ``opens`` lists of words with which the name begins,
    ``last`` two lists of which the first holds the last word in the name; ``time`` columns of which one speaks of time;
    ``filled`` columns that are not blank; ``length`` the least and most characters of the name;
    ``options`` whether the target lists options instead of choosing;
    ``sign`` operators (≥ ≤ = > < 定性, "" for none); ``numeric`` whether the target is a number, ``number`` its least
    and most (null: any), ``below`` and ``above`` bounds that it does not reach; ``integer`` whether it is whole;
    ``countable`` whether the unit counts people, events or things; ``per`` whether it counts for each of something;
    ``frequency`` whether the target says how often (1次/月, 每季度1次);
    ``fault`` what is wrong with the unit; ``way`` which way its number should go (see better.way_of);
    ``unwanted`` whether less of it is better, ``bad`` whether that may be so; ``pleased`` whether it is a satisfaction,
    ``unbounded`` whether its percentage may pass 100;
    ``project`` word lists of which the name of the project holds a word,
    ``capped`` whether its objective says that the number is the most, ``attended`` whether it counts sessions, for
    which another row of the project asks for people, ``beside`` lists of which a cell in another column of the row is
    made up (会计凭证、合同);
    ``any`` filters of which one takes the row; ``unless`` a filter of rows that are not meant.
    """

    level: Sequence[str]
    branch: Sequence[Branch]
    level1: Sequence[str]
    level2: Sequence[str]
    name: Sequence[str]
    value: Sequence[str]
    kind: Sequence[str]
    ending: Sequence[str]
    ends: Sequence[str]
    stem: Sequence[str]
    length: tuple[int, int]
    bare: Sequence[Bare]
    project_name: str
    words: Mapping[str, Sequence[str]]
    exactly: Mapping[str, Sequence[str]]
    opens: Sequence[str]
    last: tuple[str, str]
    time: Sequence[TimeColumn]
    options: bool
    filled: Sequence[RowColumn]
    sign: Sequence[str]
    numeric: bool
    number: tuple[float | None, float | None]
    below: float
    above: float
    integer: bool
    unit: Sequence[str]
    units: Sequence[str]
    dimension: Sequence[str]
    countable: bool
    per: bool
    frequency: bool
    fault: Sequence[Fault]
    way: Sequence[Way]
    unwanted: bool
    bad: bool
    pleased: bool
    unbounded: bool
    project: Sequence[str]
    capped: bool
    attended: bool
    beside: Sequence[str]
    any: Sequence[RowFilter]
    unless: RowFilter


OFTEN = re.compile(
    r"(?:每|一|1)(?:个)?(?:年度?|季度?|月|周|日|天|旬|学期)[^\d,;。]{0,4}?"
    r"[\d一二两三四五六七八九十]+(?:次|场|场次|期|回|轮|批次|趟)(?:及?以上)?"
)
"""A target in words that says how often (每季度1次, 每月更新一次)."""
_BETWEEN = re.compile(r"[、,;/]|以?及|和")
_Test = Callable[[Indicator, Context, Any], bool]


def _said(column: str, context: Context) -> Mapping[int, str]:
    """Return what the readings of all rows say in ``column``, by order: found once, asked by nearly every filter."""

    def make() -> Mapping[int, str]:
        return {order: getattr(reading, column) for order, reading in context.readings.items()}

    return context.remember(("said", column), make)


def taken(items: Sequence[Indicator], context: Context, rows: RowFilter) -> Sequence[Indicator]:
    """Return those of some rows that the filter takes, in their order. Raises RuleError for a line that none has.

    A line is asked of all rows that the others have left: first what a reading says, last what must be thought over.
    """
    lines: Mapping[str, Any] = rows
    for key, wanted in sorted(lines.items(), key=_cost) if len(lines) > 1 else lines.items():
        if not items and key in _LINES:
            continue
        match key:
            case "any":
                orders = {item.order for one in rows["any"] for item in taken(items, context, one)}
                items = [item for item in items if item.order in orders]
            case "unless":
                orders = {item.order for item in taken(items, context, rows["unless"])}
                items = [item for item in items if item.order not in orders]
            case _ if key in _SAID:
                said = _said(_SAID[key], context)
                items = [item for item in items if said[item.order] in wanted]
            case _ if key in _TESTS:
                test = _TESTS[key]
                items = [item for item in items if test(item, context, wanted)]
            case _:
                raise RuleError(f"筛选条件没有“{key}”{hint(key, _LINES)}，可用：{'、'.join(_LINES)}。")
    return items


def _cost(line: tuple[str, Any]) -> int:
    return 0 if line[0] in _SAID else 2 if line[0] in {"words", "way", "any", "unless"} else 1


def takes(indicator: Indicator, context: Context, rows: RowFilter) -> bool:
    """Return whether the filter takes the row. Raises as ``taken``."""
    return bool(taken((indicator,), context, rows))


def turned(reading: Reading, wanted: str) -> dict[str, str]:
    """Return the facts of a wrong operator: the target, the operator wanted and the target with it."""
    target = reading.target
    return {"wanted": wanted, "target": target, "repaired": wanted + target.removeprefix(reading.sign)}


def text_of(item: Indicator, context: Context, column: str) -> str:
    """Return the folded text of a cell; that of the value without an operator, or a unit, that is written into it."""
    return context.read(item).value if column == "value" else fold(getattr(item, column).text)


def _way(item: Indicator, context: Context) -> Way:
    """Return which way the number of the row should go, found once for all rules."""
    return context.remember(("way", item.order), lambda: way_of(context.read(item), context))


def _holds(column: str) -> _Test:
    """Return the test whether a cell holds one of some words."""

    def test(item: Indicator, context: Context, wanted: Sequence[str]) -> bool:
        text = text_of(item, context, column)
        return any(fold(str(word)) in text for word in wanted)

    return test


def _is_so(column: str) -> _Test:
    """Return the test whether what a reading says is as true as wanted."""
    return lambda item, context, wanted: getattr(context.read(item), column) == bool(wanted)


def _judged(judge: Callable[[Reading, Context], bool]) -> _Test:
    """Return the test whether ``judge`` says of a reading what is wanted."""
    return lambda item, context, wanted: judge(context.read(item), context) == bool(wanted)


def _numbered(test: Callable[[Decimal, Any], bool]) -> _Test:
    """Return the test of a number; a target that has none passes no such test."""

    def numbered(item: Indicator, context: Context, wanted: Any) -> bool:
        amount = context.read(item).amount
        return amount is not None and test(amount, wanted)

    return numbered


def _between(amount: Decimal, bounds: Sequence[float | None]) -> bool:
    least, most = bounds
    return (least is None or amount >= _exact(least)) and (most is None or amount <= _exact(most))


def _exact(number: float) -> Decimal:
    return Decimal(str(number))


def _worded(item: Indicator, context: Context, wanted: Mapping[str, Sequence[str]]) -> bool:
    """Return whether every column of ``wanted`` holds a word of one of its lists."""
    cells = ((text_of(item, context, column), sections) for column, sections in wanted.items())
    return all(any(context.words.has(section, text) for section in sections) for text, sections in cells)


def _of_project(item: Indicator, context: Context, wanted: Sequence[str]) -> bool:
    """Return whether the name of the row's project holds a word of one of the lists."""
    project = context.project_of(item)
    return project is not None and any(context.words.has(section, fold(project.name.text)) for section in wanted)


def _is_entry(item: Indicator, context: Context, wanted: Mapping[str, Sequence[str]]) -> bool:
    """Return whether every column of ``wanted`` is, with or without 指标 at its end, an entry of one of its lists."""
    for column, sections in wanted.items():
        text = text_of(item, context, column)
        forms = (text, text.removesuffix("指标"))
        if not any(context.words.is_one(section, form) for section in sections for form in forms):
            return False
    return True


def _opens(item: Indicator, context: Context, wanted: Sequence[str]) -> bool:
    """Return whether the first word of one of the lists begins the name, but for one character before it (新建)."""
    found = (context.words.search(section, context.read(item).name) for section in wanted)
    return any(match is not None and match.start() <= 1 for match in found)


def _ends(item: Indicator, context: Context, wanted: Sequence[str]) -> bool:
    name = bare_name(context.read(item).name)
    return any(name.endswith(context.words.entries(section)) for section in wanted)


def _stems(item: Indicator, context: Context, wanted: Sequence[str]) -> bool:
    reading = context.read(item)
    stem = bare_name(reading.name).removesuffix(reading.head)
    return any(stem.endswith(context.words.entries(section)) for section in wanted)


def _is_last(item: Indicator, context: Context, wanted: Sequence[str]) -> bool:
    """Return whether no word of the second list ends after the last of the first: Chinese puts the head last."""
    first, second = (last_of(context, section, context.read(item).name) for section in wanted)
    return first >= second


def _speaks_of_time(item: Indicator, context: Context, wanted: Sequence[str]) -> bool:
    reading = context.read(item)
    texts = {"name": reading.name, "value": reading.value, "unit": reading.unit_text}
    return any(speaks_of_time(texts[column]) for column in wanted) or ("unit" in wanted and is_frequency(reading))


def _stands_beside(item: Indicator, context: Context, wanted: Sequence[str]) -> bool:
    """Return whether a cell in another column of the row is nothing but entries of the lists."""
    cells = (_BETWEEN.split(one.text) for one in beside(context.budget, context).get(item.order, ()))
    return any(all(any(context.words.is_one(name, part) for name in wanted) for part in parts) for parts in cells)


def is_frequency(reading: Reading) -> bool:
    """Return whether the unit is a frequency (次/年)."""
    return reading.unit is not None and any(speaks_of_time(f"1{per}") for per in reading.unit.per)


def word_of(indicator: Indicator, context: Context, rows: RowFilter) -> str:
    """Return the word that a row has of the lists that ``rows`` asks for in the first of its columns, "" for none.

    Where it asks for options it is these.
    """
    if rows.get("options"):
        return lists_options(indicator, context)
    for column, sections in rows.get("words", {}).items():
        found = (context.words.search(section, text_of(indicator, context, column)) for section in sections)
        return next((match.group() for match in found if match), "")
    return ""


_SAID: Mapping[str, str] = {
    "level": "level",
    "branch": "level1",
    "kind": "kind",
    "sign": "sign",
    "units": "unit_text",
    "dimension": "dimension",
}
"""Lines that ask for one of some values of what a reading says, and where it says it."""
_TESTS: Mapping[str, _Test] = {
    "level1": _holds("level1"),
    "level2": _holds("level2"),
    "name": _holds("name"),
    "value": _holds("value"),
    "ending": lambda item, context, wanted: context.read(item).head.endswith(tuple(wanted)),
    "ends": _ends,
    "stem": _stems,
    "length": lambda item, context, wanted: wanted[0] <= len(context.read(item).name) <= wanted[1],
    "bare": lambda item, context, wanted: bare_of(context.read(item), context) in wanted,
    "project_name": is_name_of_project,
    "words": _worded,
    "exactly": _is_entry,
    "opens": _opens,
    "last": _is_last,
    "time": _speaks_of_time,
    "options": lambda item, context, wanted: bool(lists_options(item, context)) == bool(wanted),
    "filled": lambda item, context, wanted: all(text_of(item, context, column) for column in wanted),
    "numeric": _is_so("numeric"),
    "number": _numbered(_between),
    "below": _numbered(lambda amount, bound: amount < _exact(bound)),
    "above": _numbered(lambda amount, bound: amount > _exact(bound)),
    "integer": _numbered(lambda amount, wanted: (amount == amount.to_integral_value()) == bool(wanted)),
    "unit": _holds("unit"),
    "countable": _is_so("countable"),
    "per": lambda item, context, wanted: bool(context.read(item).per) == bool(wanted),
    "frequency": _judged(lambda reading, _: is_frequency(reading) or bool(OFTEN.fullmatch(reading.value))),
    "fault": lambda item, context, wanted: (unit := context.read(item).unit) is not None and unit.fault in wanted,
    "way": lambda item, context, wanted: _way(item, context) in wanted,
    "unwanted": _judged(lower_is_better),
    "bad": _judged(sounds_bad),
    "pleased": _judged(pleased),
    "unbounded": _judged(unbounded),
    "project": _of_project,
    "capped": is_capped,
    "attended": is_attended,
    "beside": _stands_beside,
}
_LINES = (*_SAID, *_TESTS, "any", "unless")
"""All lines that a filter may have."""
