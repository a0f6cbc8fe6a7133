"""Verbs on an evaluation or monitoring table beside the approved table of that year in another document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.checks.across.context import Across
from auditor.checks.reading import Reading
from auditor.records.corpus import Corpus, CorpusRow, Match

_SHOWN = 4


def plan_key(row: CorpusRow, context: Across) -> str:
    """Return under which key a row meets the rows of the same project (or department) and year, "" for none."""
    year = context.year_of(row)
    if row.project < 0:
        return f"{year}|13|{context.departments[row.source]}" if year else ""
    project = context.corpus.projects[row.project]
    name = context.owner(row)
    return f"{year}|12|{name}" if year and (name or project.code) else ""


def changed_targets(corpus: Corpus, context: Across) -> Iterator[Match]:
    """Yield a match for every row of an evaluation whose target is another number than the approved one.

    Both say the same year, project (code, or name with the department or two rows in common) and indicator. Of several
    approved versions one that agrees is enough; a sign that only one of the two prints is no difference.
    """
    for rows, plans in _pairs(corpus, context):
        named = _by_name(plans, context)
        for row in rows:
            approved = named.get(context.fold(row.name), ())
            differing = [plan for plan in approved if _differs(context.read(plan), context.read(row))]
            if approved and len(differing) == len(approved):
                facts = {"approved": context.read(approved[0]).target, "now": context.read(row).target}
                matter = (*context.whose(row), *facts.values())
                yield Match(row, (approved[0],), matter, facts | {"year": context.year_of(row)}, "value")


def dropped_rows(corpus: Corpus, context: Across, *, share: float) -> Iterator[Match]:
    """Yield a match where an evaluation leaves out approved indicators, though it has ``share`` of them."""
    for rows, plans in _pairs(corpus, context):
        names = {context.fold(row.name) for row in rows}
        named = _by_name(plans, context)
        missing = [found[0] for name, found in named.items() if name not in names]
        if missing and len(named) - len(missing) >= share * len(named):
            shown = "、".join(f"“{row.name}”" for row in missing[:_SHOWN])
            owner = rows[0] if rows[0].project < 0 else corpus.projects[rows[0].project]
            facts = {"count": len(missing), "names": shown, "year": context.year_of(rows[0])}
            matter = (*context.whose(owner), *sorted(context.fold(row.name) for row in missing))
            yield Match(owner, tuple(missing[:_SHOWN]), matter, facts, text=shown)


def _pairs(corpus: Corpus, context: Across) -> Iterator[tuple[list[CorpusRow], list[CorpusRow]]]:
    """Yield (rows of an evaluation, approved rows of the same project and year in other documents)."""
    wanted = {plan_key(row, context) for row in corpus.rows if row.evaluated} - {""}
    groups: dict[str, dict[tuple[int, int], list[CorpusRow]]] = defaultdict(lambda: defaultdict(list))
    for row in corpus.rows:
        if wanted and (key := plan_key(row, context)) in wanted:
            groups[key][row.source, row.project].append(row)
    for owners in groups.values():
        plans = [rows for rows in owners.values() if not rows[0].evaluated]
        for rows in owners.values():
            if rows[0].evaluated:
                known = [one for one in plans if one[0].source != rows[0].source and _same(one, rows, context)]
                if known:
                    yield rows, [row for one in known for row in one]


def _same(plan: Sequence[CorpusRow], rows: Sequence[CorpusRow], context: Across) -> bool:
    """Return whether two sets of rows are of one project: the code, the department or two names say so."""
    one, other = plan[0], rows[0]
    if one.project >= 0 and other.project >= 0:
        codes = {context.corpus.projects[row.project].code for row in (one, other)} - {""}
        if len(codes) == 2 or (len(codes) == 1 and _coded(one, other, context)):
            return len(codes) == 1
    if context.departments[one.source] == context.departments[other.source]:
        return True
    return len(_names(plan, context) & _names(rows, context)) > 1


def _coded(one: CorpusRow, other: CorpusRow, context: Across) -> bool:
    return all(context.corpus.projects[row.project].code for row in (one, other))


def _names(rows: Iterable[CorpusRow], context: Across) -> set[str]:
    return {context.fold(row.name) for row in rows if row.name}


def _by_name(rows: Iterable[CorpusRow], context: Across) -> Mapping[str, list[CorpusRow]]:
    """Return the rows by name, without names that one document has twice."""
    found: dict[str, list[CorpusRow]] = defaultdict(list)
    for row in rows:
        if row.name:
            found[context.fold(row.name)].append(row)
    return {name: same for name, same in found.items() if len({row.source for row in same}) == len(same)}


def _differs(plan: Reading, row: Reading) -> bool:
    """Return whether two targets are surely not the same: numbers of one kind that differ, or opposite signs."""
    if plan.amount is None or row.amount is None:
        return False
    one, other = _size(plan), _size(row)
    if one[1] != other[1]:
        return False
    opposite = {plan.sign, row.sign} in ({"≥", "≤"}, {">", "<"})
    return one[0] != other[0] or opposite


def _size(reading: Reading) -> tuple[Decimal, str]:
    """Return the number of a target in the base of its unit, and what it measures."""
    amount = reading.amount or Decimal(0)
    if reading.unit is None:
        return amount, reading.unit_text
    if reading.unit.dimension == "money":
        return amount * reading.unit.factor, "money" + "|".join(reading.unit.per)
    return amount * reading.unit.factor, reading.unit.name.removeprefix("万") + "|".join(reading.unit.per)
