"""What a row says of itself and what it says of another one: reasons, kinds of reasons ticked, results, measures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.checks.alike import core, pairs
from auditor.checks.attained import NOTHING, actual_of, attained
from auditor.checks.context import Context
from auditor.checks.reported_row import Reported
from auditor.records.budget import Indicator, Project
from auditor.records.place import NOWHERE
from auditor.text.width import fold

_KIND = re.compile(r"^([^:,。;]{2,8}):")
_MARKS = re.compile(r"[\W_]")
_EFFECTS = frozenset({"satisfaction", "economic", "social", "ecological", "sustainable"})
_OUTPUTS = frozenset({"quantity", "quality", "timeliness"})
_LEAST, _FOREIGN = 3, 2


def has_measure(row: Reported) -> bool:
    """Return whether a measure is stated; a form without a column for measures asks for none."""
    outcome = row.item.outcome
    return outcome is None or outcome.measure.place == NOWHERE or row.cell("measure") not in NOTHING


def is_result_beside(row: Reported) -> bool:
    """Return whether what was reached is that of the row above or below, in the unit of that one alone."""
    rows = row.context.budget.indicators
    at = row.item.order
    told, wanted, got = row.cell("actual"), row.context.read(row.item).unit, row.actual.unit
    if not told or wanted is None or got is None or wanted.names & got.names:
        return False
    own = row.context.group_of(row.item)
    beside = [rows[one] for one in (at - 1, at + 1) if 0 <= one < len(rows)]
    beside = [other for other in beside if row.context.group_of(other) is own]
    return any(_tells(other, told) and _in_own_unit(other, row.context) for other in beside)


def _tells(item: Indicator, told: str) -> bool:
    return item.outcome is not None and fold(item.outcome.actual.text) == told


def _in_own_unit(item: Indicator, context: Context) -> bool:
    wanted, got = context.read(item).unit, actual_of(item, context).unit
    return wanted is not None and got is not None and bool(wanted.names & got.names)


def is_ticked_otherwise(row: Reported, kinds: Mapping[str, str]) -> bool:
    """Return whether a row ticks one kind of reasons (人员保障), and its reason has words of other kinds alone."""
    reason = row.cell("reason")
    named = _KIND.match(reason)
    kind = row.cell("ticked") or (named.group(1) if named else "")
    told = reason[named.end() :] if named else reason
    own = [words for name, words in kinds.items() if name in kind]
    if len(own) != 1 or re.search(own[0], told):
        return False
    return any(re.search(words, told) for words in kinds.values() if words is not own[0])


def is_of_other_row(row: Reported, common: str) -> bool:
    """Return whether a reason has nothing of its own row, and names the things of another one.

    That is an effect (满意度) beside a row of outputs that was reached, for it hinders no output, or a missed row of
    another project, where nothing in the reason is of this project.
    """
    said = {pair for pair in pairs(_MARKS.sub("", row.cell("reason"))) if not re.search(common, pair)}
    own = row.context.owner_of(row.item)
    if own is None or core(fold(row.item.name.text)) & said:
        return False
    output = row.context.read(row.item).level in _OUTPUTS
    if output and _most_shared(said, _effects(row.context).get(own.key, {})) >= _LEAST:
        return True
    words = row.context.remember(("words of", own.key), lambda: _words_of(own, row.context))
    if len(said & words) >= _FOREIGN:
        return False
    return bool(own.key) and _most_shared(said, row.context.remember("missed", lambda: _missed(row.context))) >= _LEAST


def _most_shared(said: Iterable[str], rows: Mapping[str, Sequence[int]]) -> int:
    """Return how many pairs of characters a text shares with the row with which it shares most."""
    counts = Counter(row for pair in said for row in rows.get(pair, ()))
    return max(counts.values(), default=0)


def _effects(context: Context) -> Mapping[str, Mapping[str, Sequence[int]]]:
    """Return, by project, the rows of effects that were reached, by the pairs of characters of their names."""

    def found() -> Mapping[str, Mapping[str, Sequence[int]]]:
        return {one.key: _by_pair(_reached_effects(one, context)) for one in context.evaluated}

    return context.remember("reached effects", found)


def _reached_effects(project: Project, context: Context) -> Iterator[Indicator]:
    for item in context.indicators_of(project):
        if context.read(item).level in _EFFECTS and _is_reached(item, context):
            yield item


def _missed(context: Context) -> Mapping[str, Sequence[int]]:
    """Return the rows that missed their targets, by the pairs of characters of their names."""
    rows = (item for project in context.evaluated for item in context.indicators_of(project))
    return _by_pair(item for item in rows if not _is_reached(item, context))


def _by_pair(rows: Iterable[Indicator]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for item in rows:
        for pair in core(item.name.text):
            found.setdefault(pair, []).append(item.order)
    return found


def _words_of(project: Project, context: Context) -> frozenset[str]:
    """Return the pairs of characters of all that a project says of itself."""
    texts = [project.name.text, project.objective.text, project.execution.actual.text if project.execution else ""]
    texts += [one.name.text for one in context.indicators_of(project)]
    return frozenset[str]().union(*(pairs(_MARKS.sub("", fold(text))) for text in texts))


def _is_reached(item: Indicator, context: Context) -> bool:
    found = attained(item, context)
    return found is not None and found.met
