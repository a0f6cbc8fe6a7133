"""A row of an evaluation or a monitoring table with what it reports, held against its target."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from auditor.checks.attained import Attained, actual_of, attained, points_of
from auditor.checks.context import Context
from auditor.checks.reading import Reading
from auditor.records.budget import Indicator
from auditor.records.document import Cell
from auditor.text.width import fold

_NUMBER = re.compile(r"([\d.,]+)")  # a forecast of at least so much is none of so much
_UNTICKED, _TICK = re.compile(r"[□☐]\s*[一-鿿]{2,24}(?![一-鿿])"), re.compile(r"\s*[☑☒√✓■]\s*")
TICKED = re.compile("[☑☒√✓■]")
"""A box that is ticked."""
_SIGNED = re.compile(r"(?:[≥=>]|不(?:低|少|小)于|大于等于|至少)?([\d.,]+)")


@dataclass(frozen=True)
class Reported:
    """A row with what it reports; ``found`` and ``expected`` are None where nothing can be compared with the target."""

    item: Indicator
    context: Context

    @cached_property
    def found(self) -> Attained | None:
        """What was reached, held against the target."""
        return attained(self.item, self.context)

    @cached_property
    def expected(self) -> Attained | None:
        """What is expected of the whole year, held against the target."""
        return self._held_against(self.item.outcome.expected, _NUMBER) if self.item.outcome else None

    @cached_property
    def term(self) -> Attained | None:
        """The target of all years, held against that of the year."""
        return self._held_against(self.item.outcome.term, _SIGNED) if self.item.outcome else None

    @cached_property
    def forecast(self) -> Reported | None:
        """The row with what is expected in the place of what was reached, None where that is no number."""
        item = self._with_result(self.item.outcome.expected, _NUMBER) if self.item.outcome else None
        return Reported(item, self.context) if item else None

    def _held_against(self, cell: Cell, pattern: re.Pattern[str]) -> Attained | None:
        item = self._with_result(cell, pattern)
        return attained(item, self.context) if item else None

    def _with_result(self, cell: Cell, pattern: re.Pattern[str]) -> Indicator | None:
        number = pattern.match(fold(cell.text))
        if self.item.outcome is None or number is None:
            return None
        value, unit = replace(cell, text=number.group(1)), replace(cell, text=fold(cell.text)[number.end() :])
        told = replace(self.item.outcome, actual=replace(cell, text=value.text + unit.text), value=value, unit=unit)
        return replace(self.item, outcome=told)

    @cached_property
    def actual(self) -> Reading:
        """The meaning of what was reached."""
        return actual_of(self.item, self.context)

    @cached_property
    def spent(self) -> Decimal | None:
        """What the whole project spent, in 万元."""
        owner = self.context.owner_of(self.item)
        return owner.execution.spent if owner and owner.execution else None

    @cached_property
    def right(self) -> Decimal | None:
        """The points that the share of the target that was reached earns, None where no share is known."""
        weight, _ = points_of(self.item)
        share = self.found.share if self.found and not self.found.limit else None
        return None if weight is None or share is None else weight * share

    @cached_property
    def dimension(self) -> str:
        """The dimension of the target's unit, "" where it has none or counts by something else (元/人)."""
        unit = self.context.read(self.item).unit
        return unit.dimension if unit is not None and not unit.per else ""

    @property
    def boxed(self) -> bool:
        """Whether kinds of reasons are to be ticked in its cell: the words stand elsewhere."""
        return bool(self.item.outcome and _UNTICKED.search(fold(self.item.outcome.reason.text)))

    def ticks(self, name: str) -> int:
        """Return how many boxes of a cell of the outcome are ticked."""
        said = fold(getattr(self.item.outcome, name).text) if self.item.outcome else ""
        return len(TICKED.findall(said))

    def cell(self, name: str) -> str:
        """Return the folded text of a cell of the outcome, "" where the row has none.

        Of a list of boxes (□确定能☑有可能) it is those with a tick, 、 between them.
        """
        said = fold(getattr(self.item.outcome, name).text) if self.item.outcome else ""
        return "、".join(filter(None, _TICK.split(_UNTICKED.sub("", said)))) if _UNTICKED.search(said) else said
