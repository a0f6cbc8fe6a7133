"""Verbs on groups of rows: the same indicator twice, one set copied into several projects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from auditor.checks.alike import edit_ratio, stripped
from auditor.checks.context import Context, Group
from auditor.checks.reading import Reading
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit

_DIGITS = re.compile(r"\d+")


def same_name(budget: Budget, context: Context, *, same_target: bool) -> Iterator[Hit]:
    """Yield a hit for every name that stands twice in a project or activity, with equal targets or with two."""
    for group in context.groups:
        named: dict[str, list[Indicator]] = defaultdict(list)
        for item in group.indicators:
            named[context.read(item).name].append(item)
        for name, items in named.items():
            if len(items) < 2 or not name:
                continue
            targets = {_target(context.read(item)) for item in items}
            if (len(targets) == 1) == same_target:
                yield _hit(items[-1], items[:-1], context)


def other_words(budget: Budget, context: Context, *, synonyms: Sequence[str], floor: float) -> Iterator[Hit]:
    """Yield a hit for two indicators of one project that ask for the same in other words.

    Same level 2, same target and unit, and names that become equal (or ``floor`` alike) once the words of each line
    of ``synonyms`` count as one.
    """
    table = {word: str(number) for number, line in enumerate(synonyms) for word in line.split()}
    pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))) if table else None
    for group in context.groups:
        for first, second in combinations(group.indicators, 2):
            one, two = context.read(first), context.read(second)
            if one.level != two.level or not one.numeric or _target(one) != _target(two) or one.name == two.name:
                continue
            names = [_canonical(reading.name, pattern, table) for reading in (one, two)]
            if _numbers(one) == _numbers(two) and (names[0] == names[1] or edit_ratio(*names) >= floor):
                yield _hit(second, [first], context)


def _canonical(name: str, pattern: re.Pattern[str] | None, table: dict[str, str]) -> str:
    return stripped(pattern.sub(lambda match: f"<{table[match.group()]}>", name) if pattern else name)


def _numbers(reading: Reading) -> list[str]:
    """Return the digits in a name: 第1批 and 第2批 are two things."""
    return _DIGITS.findall(reading.name)


def _hit(item: Indicator, others: Sequence[Indicator], context: Context) -> Hit:
    facts = {
        "other": others[0].name.text,
        "other_target": _target(context.read(others[0])),
        "target": _target(context.read(item)),
        "times": len(others) + 1,
    }
    return Hit(facts, item, context.project_of(item), "name", related=tuple(others))


def _target(reading: Reading) -> str:
    return f"{reading.sign}{reading.value}{reading.unit_text}"


def copied_set(budget: Budget, context: Context, *, rows: int) -> Iterator[Hit]:
    """Yield a hit for every set of at least ``rows`` equal indicators that two or more projects share as a whole."""
    sets: dict[frozenset[tuple[str, str]], list[Group]] = defaultdict(list)
    for group in context.groups:
        if group.project is not None:
            key = frozenset((context.read(i).name, _target(context.read(i))) for i in group.indicators)
            if len(key) >= rows:
                sets[key].append(group)
    for key, groups in sets.items():
        if len(groups) > 1:
            first, *rest = groups
            names = "、".join(g.project.name.text for g in rest if g.project)
            related = tuple(g.project for g in rest if g.project)
            yield Hit({"rows": len(key), "others": names}, project=first.project, related=related)


def boilerplate(budget: Budget, context: Context, *, projects: int, share: float) -> Iterator[Hit]:
    """Yield one hit for every row (name without its filler words, and target) that many projects repeat."""
    seen: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for item in budget.indicators:
        if item.table == 12:
            reading = context.read(item)
            seen[(_plain_name(reading.name), _target(reading))].append(item)
    for (_, target), items in seen.items():
        count = len({item.project for item in items})
        if count >= projects and count >= share * len(budget.projects):
            facts = {"count": count, "target": target}
            yield Hit(facts, items[0], column="name", related=tuple(items[1:]))


def _plain_name(name: str) -> str:
    """Return a name without commas and the variable word of 按(照)工作进展/进度/安排/需求."""
    return re.sub(r"按照?(?:工作|工程|项目)?(?:进展|进度|安排|需求|要求|计划)|[,、。的]", "", name)
