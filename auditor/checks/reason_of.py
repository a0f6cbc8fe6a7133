"""What a row says of itself and what it says of another one: reasons, kinds of reasons ticked, results, measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.checks.alike import core, pairs
from auditor.checks.attained import NOTHING, actual_of, attained
from auditor.checks.context import Context
from auditor.checks.reported_row import Reported
from auditor.records.budget import Indicator
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
    """Return whether what was reached is word for word that of the row above or below, in the unit of that one alone."""
    rows = row.context.group_of(row.item).indicators
    at = next((at for at, one in enumerate(rows) if one is row.item), -1)
    told, wanted, got = row.cell("actual"), row.context.read(row.item).unit, row.actual.unit
    if at < 0 or not told or wanted is None or got is None or wanted.names & got.names:
        return False
    beside = [rows[one] for one in (at - 1, at + 1) if 0 <= one < len(rows)]
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


@dataclass(frozen=True, slots=True)
class _Named:
    """What names the things of a row or a project: pairs of characters, but for those of common words."""

    own: frozenset[str]
    common: str

    def shared(self, text: frozenset[str]) -> int:
        return sum(not re.search(self.common, pair) for pair in self.own & text)


def is_of_other_row(row: Reported, common: str) -> bool:
    """Return whether a reason has nothing of its own row, and names the things of another one.

    That is an effect (满意度) beside a row of outputs that was reached, for it hinders no output, or a row of another
    project of which this project has nothing at all.
    """
    reason = _MARKS.sub("", row.cell("reason"))
    said = pairs(reason)
    name = fold(row.item.name.text)
    if len(reason) < _LEAST or any(pair in said for pair in core(name) if not re.search(common, pair)):
        return False
    level = row.context.read(row.item).level
    inside = any(
        _Named(core(other.name.text), common).shared(said) >= _LEAST and _is_reached(other, row.context)
        for other in row.context.group_of(row.item).indicators
        if other is not row.item and level in _OUTPUTS and row.context.read(other).level in _EFFECTS
    )
    return inside or _is_of_other_project(row, said, common)


def _is_reached(item: Indicator, context: Context) -> bool:
    found = attained(item, context)
    return found is not None and found.met


def _is_of_other_project(row: Reported, said: frozenset[str], common: str) -> bool:
    own = row.context.owner_of(row.item)
    if own is None or not own.key:
        return False
    texts = [own.name.text, own.objective.text, own.execution.actual.text if own.execution else ""]
    texts += [one.name.text for one in row.context.indicators_of(own)]
    if sum(_Named(pairs(_MARKS.sub("", fold(text))), common).shared(said) for text in texts) >= _FOREIGN:
        return False
    return any(_Named(core(other.name.text), common).shared(said) >= _LEAST for other in _others(row))


def _others(row: Reported) -> Iterator[Indicator]:
    """Yield the rows of other projects of the document that missed their targets."""
    own = row.context.owner_of(row.item)
    for project in row.context.evaluated:
        if project is not own:
            yield from (one for one in row.context.indicators_of(project) if not _is_reached(one, row.context))
