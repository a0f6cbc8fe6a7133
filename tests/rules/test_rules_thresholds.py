"""A threshold that may move without an example noticing is a threshold that nobody chose."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from auditor.engine.selftest import rule_faults
from auditor.rulebook import Rulebook, load

FAMILIES = ("unit", "category", "conflict", "cost", "ambition", "truncated", "duplicate")
# Thresholds whose examples would have to be whole documents, or corpora; a name may only leave this list.
FILTERS = frozenset({"rows", "cases", "outcome", "unless", "any", "to"})
UNNOTICED = {
    "ambition.below-last-year drop",
    "ambition.all-exactly-met least",
    "ambition.far-exceeded least",
    "category.unknown-level rows",
    "category.unknown-level share",
    "conflict.table13-against-table12 likeness_floor",
    "cost.far-from-others departments",
    "cost.far-from-others score",
    "cost.far-from-others times",
    "cost.wrong-magnitude part",
    "duplicate.boilerplate projects",
    "duplicate.boilerplate share",
    "duplicate.boilerplate-share rows",
    "duplicate.boilerplate-share share",
    "duplicate.carried-over projects",
    "duplicate.carried-over share",
    "duplicate.copied-indicators common",
    "duplicate.copied-indicators likeness",
    "duplicate.copied-indicators rows",
    "duplicate.copied-objective common",
    "duplicate.copied-objective length",
    "duplicate.copied-objective likeness",
    "duplicate.copied-set related",
    "duplicate.copied-set rows",
    "duplicate.objective-of-another-year length",
    "duplicate.objective-of-another-year likeness",
    "duplicate.other-words floors",
    "truncated.prose-end least",
    "truncated.prose-end length",
    "truncated.repeated-text shortest",
    "truncated.same-width longest",
    "truncated.same-width share",
    "unit.ceiling-on-output cases.rows.number",  # it repeats the one of the filter, which is noticed
}


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def moved(value: Any) -> Iterator[Any]:
    """Yield a threshold set lower and higher; of a pair one after the other."""
    if isinstance(value, bool):
        return
    if isinstance(value, int | float):
        for factor in (0.7, 1.4):
            changed = value * factor
            step = 1 if factor > 1 else -1
            yield (round(changed) if round(changed) != value else value + step) if isinstance(value, int) else changed
    elif isinstance(value, tuple) and value and all(one is None or isinstance(one, int | float) for one in value):
        for at, one in enumerate(value):  # [0.7, null]: no most
            yield from ((*value[:at], other, *value[at + 1 :]) for other in moved(one))


def changed(params: Mapping[str, Any], plain: Collection[float] = ()) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (name of the threshold, parameters in which it moved), those in filters of rows and their cases, too.

    In a filter 0, 1 and 100 say what is meant: nothing, one, the whole.
    """
    for key, value in params.items():
        numbers = value if isinstance(value, tuple) else (value,)
        if key != "confidence" and not any(number in numbers for number in plain):
            yield from ((key, {**params, key: other}) for other in moved(value))
        inner = numbers if key in FILTERS else ()
        for place, one in enumerate(inner):
            for name, other in changed(one, (0, 1, 100)) if isinstance(one, Mapping) else ():
                whole = (*inner[:place], other, *inner[place + 1 :])
                yield f"{key}.{name}", {**params, key: whole if isinstance(value, tuple) else other}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_threshold_is_held_by_an_example(family: str, book: Rulebook) -> None:
    unnoticed = set()
    for rule in (rule for rule in book.rules if rule.family == family):
        for key, params in changed(rule.params):
            other = replace(rule, params=params)
            if not rule_faults(other, replace(book, rules=(other,))):
                unnoticed.add(f"{rule.name} {key}")
    assert unnoticed <= UNNOTICED
