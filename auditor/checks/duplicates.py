"""Verbs on groups of rows: the same indicator twice, one set copied into several projects."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Literal

from auditor.checks.alike import core, edit_ratio, likeness
from auditor.checks.context import BENEFITS, Context, Group
from auditor.checks.counted import base_of
from auditor.checks.reading import Reading
from auditor.checks.rowfilter import RowFilter, taken
from auditor.checks.twins import Shared, has_all_of, have_in_common
from auditor.checks.words import bare_name
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.width import fold

_LONG = 2000
"""Longer texts are only compared as they are: matching costs their product."""
_DIGITS = re.compile(r"\d+")
_LEAST, _MOST, _WHOLE = frozenset({"≥", ">"}), frozenset({"≤", "<"}), Decimal(100)
Targets = Literal["same", "differ", "opposite"]
Within = Literal["project", "document"]
ALL: RowFilter = {}
Row = tuple[str, str]
"""A name and a target, as compared between projects."""


def twice(
    budget: Budget, context: Context, *, targets: Targets, within: Within = "project", rows: RowFilter = ALL
) -> Iterator[Hit]:
    """Yield a hit for every name that rows of the filter have twice ``within`` a project (or activity) or document.

    ``targets``: the ``same``, or they ``differ``; ``opposite`` one asks for at least and another for at most: then the
    rarer is wrong.
    """
    every = (group.indicators for group in context.groups) if within == "project" else (budget.indicators,)
    for items in every:
        for found in _namesakes(taken(items, context, rows), context):
            if targets == "opposite":
                yield from _opposite(found, context)
            elif (len({context.read(item).target for item in found}) == 1) == (targets == "same"):
                yield _hit(found[-1], found[:-1], context)


def _namesakes(items: Sequence[Indicator], context: Context) -> list[list[Indicator]]:
    """Return the rows that share a name, two or more."""
    named: dict[str, list[Indicator]] = defaultdict(list)
    for item in items:
        named[context.read(item).name].append(item)
    return [found for name, found in named.items() if name and len(found) > 1]


def _opposite(items: Sequence[Indicator], context: Context) -> Iterator[Hit]:
    least = [item for item in items if context.read(item).sign in {"≥", ">"}]
    most = [item for item in items if context.read(item).sign in {"≤", "<"}]
    if least and most:
        odd, usual = (least, most) if len(least) < len(most) else (most, least)
        facts = {"other_operator": usual[0].sign, "count": len(usual)}
        yield Hit(facts, odd[0], column="operator", related=(*odd[1:], usual[0]))


def two_targets(budget: Budget, context: Context, *, heads: Sequence[Sequence[str]], light: str) -> Iterator[Hit]:
    """Yield a hit for two rows on one thing, named with different words of one list of ``heads``, and two targets.

    A list are the endings that ask for the same: 率 and 比率, 时间 and 用时. The rest of the names has the same
    characters, in any order and but for those of ``light`` (损坏管道修复时间, 管道损坏后修复用时).
    """
    for group in context.groups:
        named: dict[tuple[str, ...], list[Indicator]] = defaultdict(list)
        for item in group.indicators:
            reading = context.read(item)
            number, stem = _stem(bare_name(reading.name), heads, light)
            if reading.numeric and stem and not reading.per:
                named[reading.level, reading.dimension, str(number), stem].append(item)
        for items in named.values():
            readings = [context.read(item) for item in items]
            targets = {(one.sign, _rounded(base_of(one))) for one in readings}
            if len({one.name for one in readings}) == len(targets) == len(items) > 1:
                yield _hit(items[-1], items[:-1], context)


def complements(budget: Budget, context: Context, *, pairs: str) -> Iterator[Hit]:
    """Yield a hit for a rate that may be higher than what its opposite in the same project leaves of 100 %.

    ``pairs`` is a list of opposites in one word each (在线/离线): 在线率 ≥ 95 % leaves 5 % for 离线率.
    """
    words = [tuple(pair.split("/")) for pair in context.words.entries(pairs)]
    for group in context.groups:
        rates = {item: reading for item in group.indicators if _is_rate(reading := context.read(item))}
        named = {reading.name: item for item, reading in rates.items()}
        for item, reading in rates.items():
            names = (reading.name.replace(one, two, 1) for one, two in words if one in reading.name)
            other = next((named[name] for name in names if name in named), item)
            least, most = reading.amount, rates[other].amount
            if other is item or reading.sign in _MOST or rates[other].sign in _LEAST or least is None or most is None:
                continue
            if most > (rest := _WHOLE - least):
                facts = {"rest": plain(rest), "other": rates[other].target, "name": rates[other].name}
                yield Hit(facts, item, column="value", related=(other,))


def _is_rate(reading: Reading) -> bool:
    return reading.numeric and reading.unit_text == "%"


def _rounded(base: Decimal | None) -> Decimal | None:
    """Return an amount without the rounding of its unit: 24小时 are 1天."""
    return None if base is None else round(base, 6)


def _stem(name: str, heads: Sequence[Sequence[str]], light: str) -> tuple[int, str]:
    """Return the number of the list that has the ending of a name and the characters before it, in their order."""
    lists = [(number, words) for number, words in enumerate(heads) if name.endswith(tuple(words))]
    found = ((len(head), number) for number, words in lists for head in words if name.endswith(head))
    length, number = max(found, default=(0, 0))
    return number, "".join(sorted(char for char in name[: len(name) - length] if char not in light)) if length else ""


def other_words(
    budget: Budget, context: Context, *, floors: Sequence[float], digits: int, shared: Shared
) -> Iterator[Hit]:
    """Yield a hit for two indicators of one project that ask for the same in other words.

    Same level 2 (a number may stand under two benefits), same target and unit, the same digits in the names, and names
    that the judge takes for one with a probability of the first of ``floors``, of the second where the target is words
    (有所提升 says little by itself). A count of ``digits`` digits before its zeros (372) tells by itself: one name may
    then have but some characters more. Two names that the judge does not know may be alike as ``shared`` says.
    """
    for group in context.groups:
        alike: dict[tuple[str, str, bool, tuple[str, ...]], dict[str, Indicator]] = defaultdict(dict)
        for item in group.indicators:
            reading = context.read(item)
            level = "benefit" if reading.numeric and reading.level in BENEFITS else reading.level
            key = (level, reading.target, reading.numeric, _numbers(reading))
            alike[key].setdefault(reading.name, item)  # the same name twice is another rule's
        for (_, _, numeric, _), named in alike.items():
            found = context.same_meaning(list(named), floors[0 if numeric else 1])
            found = found or _with_more(named, digits, context)
            if numeric:
                found += [
                    pair
                    for pair in combinations(named, 2)
                    if pair not in found and _share(pair, named, context, shared)
                ]
            for one, two in found:
                yield _hit(named[two], [named[one]], context)


def _share(pair: tuple[str, str], named: Mapping[str, Indicator], context: Context, shared: Shared) -> bool:
    return have_in_common((named[pair[0]], named[pair[1]]), context, shared)


def _with_more(named: Mapping[str, Indicator], digits: int, context: Context) -> list[tuple[str, str]]:
    """Return the only two names of a telling count where one has but some characters more."""
    if len(named) != 2 or not _telling(context.read(next(iter(named.values()))), digits):
        return []
    short, longer = sorted(named, key=len)
    return [(longer, short)] if has_all_of(longer, short) and not _attains(short, longer, context) else []


def _telling(reading: Reading, digits: int) -> bool:
    """Return whether the target is a count of so many digits before its zeros: two rows have it by no chance."""
    value = reading.value.replace(",", "")
    return reading.countable and value.isdigit() and len(value.strip("0")) >= digits


def _attains(short: str, longer: str, context: Context) -> bool:
    """Return whether the longer name alone says that something was attained (达标村数): all of it may be aimed at."""
    said = [word for word in context.words.entries("cues.rate_words") if word in longer and word not in short]
    return bool(said)


def _numbers(reading: Reading) -> tuple[str, ...]:
    """Return the digits in a name: 第1批 and 第2批 are two things."""
    return tuple(_DIGITS.findall(reading.name))


def _hit(item: Indicator, others: Sequence[Indicator], context: Context) -> Hit:
    facts = {
        "other": others[0].name.text,
        "other_target": context.read(others[0]).target,
        "target": context.read(item).target,
        "times": len(others) + 1,
    }
    return Hit(facts, item, context.project_of(item), "name", related=tuple(others))


def copied_set(budget: Budget, context: Context, *, rows: int, share: float, related: float) -> Iterator[Hit]:
    """Yield a hit for the projects whose indicators, at least ``rows``, are the same but for a word or a figure.

    Two sets are one where ``share`` of the rows of the larger agree in target and in the name without the words that
    only few projects have in their names. Projects whose names are ``related`` alike (phases of one work) may share.
    """
    groups = [group for group in context.groups if group.project is not None and len(group.indicators) >= rows]
    own = _own_words(budget)
    sets = [Counter(_row(context.read(item), own) for item in group.indicators) for group in groups]
    prefixes = _prefixes(sets, share)
    holders: dict[Row, list[int]] = defaultdict(list)
    for number, prefix in enumerate(prefixes):
        for row in prefix:
            holders[row].append(number)
    taken: set[int] = set()
    for number, first in enumerate(groups):
        if number in taken:
            continue
        near = {
            other: same
            for other in sorted({other for row in prefixes[number] for other in holders[row]} - taken)
            if other > number
            and (same := (sets[number] & sets[other]).total()) >= share * max(sets[number].total(), sets[other].total())
            and _unrelated(first, groups[other], related)
        }
        taken.update(near)
        if near:
            yield _copy(first, [groups[other] for other in near], min(near.values()))


def _own_words(budget: Budget) -> frozenset[str]:
    """Return the pairs of characters that stand in the names of few projects (two, or a twentieth of them all)."""
    counts = Counter(pair for project in budget.projects for pair in core(project.name.text))
    few = max(2, len(budget.projects) // 20)
    return frozenset(pair for pair, times in counts.items() if times <= few)


def _row(reading: Reading, own: frozenset[str]) -> Row:
    """Return what is compared of a row: its name without the pairs of characters in ``own``, and its target."""
    name = reading.name
    gone = {at + step for at in range(len(name) - 1) if name[at : at + 2] in own for step in (0, 1)}
    return "".join(char for at, char in enumerate(name) if at not in gone), reading.target


def _prefixes(sets: Sequence[Counter[Row]], share: float) -> list[frozenset[Row]]:
    """Return the rarest rows of each set, as many as two sets that agree to ``share`` cannot do without.

    Prefix filtering (Chaudhuri et al. 2006): such sets have one of these in common, so the rows that nearly every
    project has (验收合格率=100%) bring no pairs to compare, and the cost stays near the number of rows.
    """
    holders = Counter(row for rows in sets for row in rows)
    found = []
    for rows in sets:
        rarest = sorted(rows.elements(), key=lambda row: (holders[row], row))
        found.append(frozenset(rarest[: len(rarest) - math.ceil(share * len(rarest)) + 1]))
    return found


def _unrelated(one: Group, other: Group, related: float) -> bool:
    names = [group.project.name.text for group in (one, other) if group.project]
    return len(names) == 2 and likeness(*names) < related


def _copy(first: Group, others: Sequence[Group], same: int) -> Hit:
    projects = tuple(group.project for group in others if group.project)
    names = "、".join(project.name.text for project in projects)
    how = "全部" if same == len(first.indicators) else f"{len(first.indicators)}条中的"
    return Hit({"rows": same, "how": how, "others": names}, project=first.project, related=projects)


def copied_objective(budget: Budget, context: Context, *, shortest: int, alike: float, related: float) -> Iterator[Hit]:
    """Yield a hit for every objective that another project of the document has as well, almost word by word.

    Objectives of ``shortest`` characters or more that match to ``alike`` and begin or end alike; projects whose names
    are ``related`` alike (phases of one work) may share one.
    """
    seen: dict[str, tuple[Project, str]] = {}
    for project in budget.projects:
        text = fold(project.objective.text)
        if len(text) < shortest:
            continue
        ends = (f"^{text[: shortest // 2]}", f"{text[-shortest // 2 :]}$")
        for first, other in (seen[end] for end in ends if end in seen):
            if _near(text, other, alike) and likeness(first.name.text, project.name.text) < related:
                yield Hit({"other": first.name.text}, project=project, column="objective", related=(first,))
                break
        for end in ends:
            seen.setdefault(end, (project, text))


def _near(text: str, other: str, alike: float) -> bool:
    """Return whether two texts match to ``alike``; lengths decide first, since matching is slow."""
    if text == other:
        return True
    comparable = len(text) <= _LONG and abs(len(other) - len(text)) <= (1 - alike) * len(text)
    return comparable and edit_ratio(other, text) >= alike


def boilerplate(budget: Budget, context: Context, *, projects: int, share: float) -> Iterator[Hit]:
    """Yield one hit for every row (name without its filler words, and target) that many projects repeat."""
    seen: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for item in budget.indicators:
        if item.table == 12:
            reading = context.read(item)
            seen[(_plain_name(reading.name), reading.target)].append(item)
    for (_, target), items in seen.items():
        count = len({item.project for item in items})
        if count >= projects and count >= share * len(budget.projects):
            facts = {"count": count, "target": target}
            yield Hit(facts, items[0], column="name", related=tuple(items[1:]))


def _plain_name(name: str) -> str:
    """Return a name without commas and the variable word of 按(照)工作进展/进度/安排/需求."""
    return re.sub(r"按照?(?:工作|工程|项目)?(?:进展|进度|安排|需求|要求|计划)|[,、。的]", "", name)
