"""Verbs on groups of rows: the same indicator twice, one set copied into several projects."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from auditor.checks.alike import core, likeness
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


def other_words(budget: Budget, context: Context, *, floor: float, worded_floor: float) -> Iterator[Hit]:
    """Yield a hit for two indicators of one project that ask for the same in other words.

    Same level 2, same target and unit, the same digits in the names, and names that the judge takes for one with a
    probability of ``floor``, of ``worded_floor`` where the target is words (有所提升 says little by itself).
    """
    for group in context.groups:
        alike: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
        for item in group.indicators:
            reading = context.read(item)
            alike[reading.level, _target(reading)].append(item)
        for items in alike.values():
            for first, second in combinations(items, 2):
                one, two = context.read(first), context.read(second)
                if one.name == two.name or not one.name or not two.name or _numbers(one) != _numbers(two):
                    continue
                if context.same_meaning(one.name, two.name) >= (floor if one.numeric else worded_floor):
                    yield _hit(second, [first], context)


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


def copied_set(budget: Budget, context: Context, *, rows: int, share: float, related: float) -> Iterator[Hit]:
    """Yield a hit for the projects whose indicators, at least ``rows``, are the same but for a word or a figure.

    Two sets are one where ``share`` of the rows of the larger agree in target and in the name without the words of
    the two projects' own names. Projects whose names are ``related`` alike (two phases of one work) may share rows.
    """
    groups = [group for group in context.groups if group.project is not None and len(group.indicators) >= rows]
    near: dict[int, dict[int, int]] = defaultdict(dict)
    taken: set[int] = set()
    for number, other in _candidates(groups, context, share):
        if number in taken or other in taken:
            continue
        first, second = groups[number], groups[other]
        same = _same_rows(first, second, context)
        larger = max(len(first.indicators), len(second.indicators))
        if same >= share * larger and _unrelated(first, second, related):
            near[number][other] = same
            taken.add(other)
    for number, others in near.items():
        yield _copy(groups[number], [groups[other] for other in others], min(others.values()))


def _candidates(groups: Sequence[Group], context: Context, share: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs of groups whose targets may agree to ``share``, in order; names are compared only there.

    Sets that share that much have one of their rarest targets in common (prefix filtering, Chaudhuri et al. 2006), so
    the common ones (=100%), which nearly every project has, bring no pairs.
    """
    targets = [Counter(_target(context.read(item)) for item in group.indicators) for group in groups]
    holders = Counter(target for counted in targets for target in counted)
    seen: dict[str, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for number, counted in enumerate(targets):
        size = counted.total()
        rarest = sorted(counted.elements(), key=lambda target: (holders[target], target))
        for target in set(rarest[: size - math.ceil(share * size) + 1]):
            pairs.update((other, number) for other in seen[target])
            seen[target].append(number)
    yield from sorted(pairs)


def _same_rows(one: Group, other: Group, context: Context) -> int:
    """Return how many rows two projects share, names without the words of either project."""
    words = frozenset[str]().union(*(core(group.project.name.text) for group in (one, other) if group.project))
    first, second = (Counter(_row(context.read(item), words) for item in group.indicators) for group in (one, other))
    return (first & second).total()


def _row(reading: Reading, words: frozenset[str]) -> tuple[str, str]:
    """Return what is compared of a row: its name without the pairs of characters in ``words``, and its target."""
    name = reading.name
    own = {at + step for at in range(len(name) - 1) if name[at : at + 2] in words for step in (0, 1)}
    return "".join(char for at, char in enumerate(name) if at not in own), _target(reading)


def _unrelated(one: Group, other: Group, related: float) -> bool:
    names = [group.project.name.text for group in (one, other) if group.project]
    return len(names) == 2 and likeness(*names) < related


def _copy(first: Group, others: Sequence[Group], same: int) -> Hit:
    projects = tuple(group.project for group in others if group.project)
    names = "、".join(project.name.text for project in projects)
    how = "全部" if same == len(first.indicators) else f"{len(first.indicators)}条中的"
    return Hit({"rows": same, "how": how, "others": names}, project=first.project, related=projects)


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
