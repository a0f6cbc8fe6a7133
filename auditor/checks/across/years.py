"""Verbs on the same department in two years that follow each other: targets that fall, plans carried over unread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from auditor.checks.across.context import Across
from auditor.checks.reading import Reading
from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, Match

Key: TypeAlias = tuple[str, str, str]
_LATER_IS_WORSE = frozenset({"timeliness"})


def lower_targets(corpus: Corpus, context: Across, *, drop: float) -> Iterator[Match]:
    """Yield a match for every numeric target that is weaker than last year's by more than the share ``drop``.

    A floor or an exact number is weaker when it is lower, a ceiling on time when it is later. A number of things may
    fall as far as the project's total does. The same department, project (or activity), name and unit are compared.
    """
    for rows in _by_key(corpus, context).values():
        for year, row in rows.items():
            last = rows.get(year - 1)
            if last is not None and (facts := _weaker(last, row, context, drop)):
                matter = (*context.whose(row), *facts.values())
                yield Match(row, (last,), matter, facts | {"year": year, "last_year": year - 1}, "value")


def _by_key(corpus: Corpus, context: Across) -> dict[Key, dict[int, CorpusRow]]:
    """Return department, owner and name → year → row, of names that are unique in their project."""
    found: dict[Key, dict[int, CorpusRow]] = defaultdict(dict)
    twice: set[tuple[Key, int]] = set()
    for row in corpus.rows:
        if context.departments[row.source] not in context.in_years:
            continue
        year = context.year_of(row)
        owner, name = context.owner(row), context.fold(row.name)
        if not (year and owner and name):
            continue
        key = (context.departments[row.source], owner, name)
        if year in found[key]:
            twice.add((key, year))
        found[key][year] = row
    for key, year in twice:
        del found[key][year]
    return {key: rows for key, rows in found.items() if len(rows) > 1}


def _weaker(last: CorpusRow, row: CorpusRow, context: Across, drop: float) -> dict[str, str]:
    """Return the facts where the target of ``row`` is weaker than that of ``last``, {} where it is not."""
    if last.value == row.value:
        return {}
    before, now = context.read(last), context.read(row)
    if not _comparable(before, now):
        return {}
    old, new = before.amount or Decimal(0), now.amount or Decimal(0)
    if now.sign == "≤":
        weaker = now.level in _LATER_IS_WORSE and old > 0 and float(new / old) > 1 + drop
    else:
        weaker = old > 0 and float(new / old) < 1 - drop and not _paid_less(last, row, new / old, context)
    if not weaker:
        return {}
    return {"before": f"{before.sign}{before.value}{before.unit_text}", "now": f"{now.sign}{now.value}{now.unit_text}"}


def _comparable(before: Reading, now: Reading) -> bool:
    """Return whether two targets are numbers of one unit with one operator that are no ceilings on money."""
    if before.amount is None or now.amount is None or before.sign != now.sign or now.sign not in {"≥", "=", ">", "≤"}:
        return False
    if before.unit and now.unit:
        same = bool(before.unit.names & now.unit.names)
    else:
        same = before.unit is now.unit and before.unit_text == now.unit_text
    return same and now.dimension != "money" and now.level != "cost"


def _paid_less(last: CorpusRow, row: CorpusRow, ratio: Decimal, context: Across) -> bool:
    """Return whether a count fell no further than the money of its project: less is done with less."""
    if row.project < 0 or last.project < 0 or not context.read(row).countable:
        return False
    before, now = context.corpus.projects[last.project].total_wan, context.corpus.projects[row.project].total_wan
    return bool(before and now is not None and now / before <= ratio * Decimal("1.05"))


def carried_over(corpus: Corpus, context: Across, *, projects: int, share: float) -> Iterator[Match]:
    """Yield one match for every document that repeats last year's projects to the letter, figures included.

    At least ``projects`` of them, and ``share`` of those that stand in both years: objective and all rows are equal.
    """
    plans: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for place, project in enumerate(corpus.projects):
        if (year := context.year_of(project)) and project.name:
            plans[context.departments[project.source], context.fold(project.name)][year] = place
    both: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for years in plans.values():
        for year, place in years.items():
            if year - 1 in years:
                both[corpus.projects[place].source].append((years[year - 1], place))
    for source, pairs in both.items():
        equal = [(before, now) for before, now in pairs if _content(before, context) == _content(now, context)]
        if len(equal) >= projects and len(equal) >= share * len(pairs):
            olds: tuple[CorpusProject, ...] = tuple(corpus.projects[before] for before, _ in equal)
            names = "、".join(f"“{corpus.projects[now].name}”" for _, now in equal[:3])
            facts = {"count": len(equal), "all": len(pairs), "names": names, "last_year": context.year_of(olds[0])}
            matter = sorted(context.fold(corpus.projects[now].name) for _, now in equal)
            yield Match(corpus.sources[source], olds, (*context.home(source), *matter), facts, text=names)


def _content(project: int, context: Across) -> tuple[object, ...]:
    """Return everything that a project promises: its objective and its rows."""
    rows = tuple(
        tuple(context.fold(text) for text in (row.name, row.sign, row.value, row.unit))
        for row in context.rows_of(project)
    )
    return context.fold(context.corpus.projects[project].objective), rows
