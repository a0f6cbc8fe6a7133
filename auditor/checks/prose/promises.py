"""The verb on the numbers of things that running text promises, against the targets and objectives of table 12."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.alike import core
from auditor.checks.context import Context
from auditor.checks.counted import COUNTED, Count, base_of, counts
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import year_before
from auditor.text.units import Unit
from auditor.text.width import fold

_SHORTEST = 4  # characters before a number that an objective has as well
_REACH = 600  # characters before a number in which its project and its year stand
_LEAST = 2  # pairs of characters of its words that a row's name has


@dataclass(frozen=True, slots=True)
class _Promise:
    """A number of things in table 12: ``words`` before it in an objective, or the pairs of the ``name`` of a row."""

    thing: str
    base: Decimal
    shown: str
    project: str
    words: str = ""
    name: frozenset[str] = frozenset()
    after: str = ""


def promises(budget: Budget, context: Context, *, unless: str, fill: str, stock: str) -> Iterator[Hit]:
    """Yield a hit where the text counts a thing otherwise than table 12 does, in the same words and the same unit.

    All words of the number stand in the name of a row, or are those before a number of an objective; under the name of
    the project a word is enough. The sum of what is so named, and any other number of table 12 in this unit, may be
    meant. ``unless`` (a pattern) is found before numbers that are no promise; words that only ``fill`` (a pattern) are
    left out. Where the headings or the sentence speak of a ``stock`` (a pattern), what is there is counted.
    """
    known = tuple(_promises(budget, context))
    things = {one.thing for one in known}
    for sentence in told(context) if known else ():
        end = 0
        for one in counts(sentence.text, context):
            start, end = _span(sentence.text, one, end)
            if _thing(one.unit) not in things or re.search(unless, one.before + one.words):
                continue
            before = sentence.text[max(0, start - _REACH) : start]
            if re.search(stock, sentence.under + before):
                continue
            if year_before(before, len(before)) not in {None, budget.year}:
                continue
            same = [each for each in known if each.thing == _thing(one.unit)]
            named = _last_named(before, {each.project for each in same})
            about = [each for each in same if _is_about(one, each, fill, sure=bool(named) and each.project == named)]
            right = {*(each.base for each in same), sum((each.base for each in about), Decimal(0))}
            if about and one.base not in right:
                facts = {"stated": f"{one.before[-12:]}{one.shown}", "shown": about[0].shown}
                yield at(sentence, facts, start, end)


def _promises(budget: Budget, context: Context) -> Iterator[_Promise]:
    for item in budget.indicators:
        reading = context.read(item)
        base = None if item.outcome and item.outcome.actual.text else base_of(reading)
        if base is not None and reading.unit is not None and reading.unit.dimension in COUNTED and item.table == 12:
            shown = f"{item.name.text}{reading.sign}{reading.value}{reading.unit_text}"
            owner = context.owner_of(item)
            name = fold(owner.name.text) if owner else ""
            yield _Promise(_thing(reading.unit), base, shown, name, name=core(item.name.text))
    for project in budget.projects:
        for one in counts(project.objective.text, context):
            if one.unit.dimension in COUNTED:
                shown = f"{one.before[-12:]}{one.shown}"
                yield _Promise(_thing(one.unit), one.base, shown, fold(project.name.text), one.before, after=one.after)


def _span(text: str, one: Count, after: int) -> tuple[int, int]:
    """Return where the number of a counted thing stands behind another: its unit may be printed in another way."""
    digits = ",?".join(plain(one.amount))
    match = re.compile(rf"(?<![\d.]){digits}(?![\d])").search(text, after)
    return match.span() if match else (after, len(text))


def _last_named(before: str, projects: Set[str]) -> str:
    """Return the project that a text names last, "" where it names none."""
    found = [(before.rfind(one), one) for one in projects if len(one) >= _SHORTEST and one in before]
    return max(found)[1] if found else ""


def _is_about(one: Count, known: _Promise, fill: str, *, sure: bool) -> bool:
    """Return whether a number is of the same thing as one of table 12; under the name of its project a word is enough.

    Without that the words before it are a part of one another, or all are in the name of the row.
    """
    said = re.sub(fill, "", one.before)
    if known.after and len(known.after) >= _SHORTEST and one.after == known.after:
        return True  # 完成12座泵站管护
    if known.words:
        shorter, longer = sorted((said, re.sub(fill, "", known.words)), key=len)
        same = longer.endswith(shorter) or (sure and shorter[-_LEAST:] == longer[-_LEAST:])
        return len(shorter) >= (_LEAST if sure else _SHORTEST) and same
    words = core(re.sub(fill, "", one.words))
    return len(words) >= (1 if sure else _LEAST) and words <= known.name


def _thing(unit: Unit) -> str:
    return unit.name.removeprefix("万")
