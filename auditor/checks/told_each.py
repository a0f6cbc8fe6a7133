"""The verb on an amount for each person, day or month that words tell, against the row that has it (每人每天4元)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from auditor.checks.alike import pairs
from auditor.checks.attained import actual_of
from auditor.checks.context import Context
from auditor.checks.sentences import at
from auditor.checks.told_gaps import told_in_forms
from auditor.records.budget import Budget, Indicator
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount
from auditor.text.width import fold

_PER_UNIT = re.compile("[/·每]")


class Where(TypedDict):
    """Of which texts of the forms ``labels`` (a pattern) are, and what before an amount makes it no result."""

    labels: str
    unless: str


@dataclass(frozen=True, slots=True)
class _Each:
    """A row on an amount for each of something: for each of what, its amounts in 元, and the row."""

    per: frozenset[str]
    yuan: frozenset[Decimal]
    row: Indicator


def each(budget: Budget, context: Context, *, say: str, kinds: Mapping[str, str], where: Where) -> Iterator[Hit]:
    """Yield a hit where words tell another amount for each of something than the only row on it aims at and reached.

    ``say`` is a pattern of the amount and its unit (groups 1 and 2); ``kinds`` are patterns by name of what it may be
    for each of (每人, 人均, 生均). The words before it in its clause, and the name and unit of the row, are for each of
    the same, and have two characters more in common.
    """
    rows = [one for item in budget.indicators if (one := _row(item, kinds, context)) is not None]
    for sentence in told_in_forms(context, where["labels"]) if rows else ():
        found = list(re.finditer(say, sentence.text))
        told = {_yuan(match) for match in found}
        for match in found:
            clause = re.split("[,;。:()]", sentence.text[: match.start()])[-1] + match.group()
            behind = re.split("[,;。:()]", sentence.text[match.end() :])[0]
            row = _only(rows, clause, behind, kinds)
            if row is None or told & row.yuan or re.search(where["unless"], sentence.text[: match.start()] + behind):
                continue
            actual = row.row.outcome.actual.text if row.row.outcome else ""
            facts = {"stated": clause, "name": row.row.name.text, "target": context.read(row.row).target}
            yield at(sentence, {**facts, "actual": actual}, match.start(), match.end())


def _yuan(match: re.Match[str]) -> Decimal:
    return (parse_amount(match.group(1)) or Decimal(0)) * (10000 if match.group(2) == "万元" else 1)


def _per(text: str, kinds: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name, pattern in kinds.items() if re.search(pattern, text))


def _row(item: Indicator, kinds: Mapping[str, str], context: Context) -> _Each | None:
    target, actual = context.read(item), actual_of(item, context)
    if item.outcome is None or target.wan is None or not item.outcome.actual.text:
        return None
    amounts = {one.wan * 10000 for one in (target, actual) if one.wan is not None}
    unit = "".join(f"每{one}" for one in _PER_UNIT.split(target.unit_text)[1:])
    per = _per(fold(item.name.text) + unit, kinds)
    return _Each(per, frozenset(amounts), item) if per else None


def _only(rows: Sequence[_Each], clause: str, behind: str, kinds: Mapping[str, str]) -> _Each | None:
    """Return the only row that is for each of the same as a clause, where they speak of one matter."""
    per = _per(clause, kinds)
    same = [one for one in rows if per and one.per == per]
    said = pairs(_bare(clause, kinds)) | pairs(behind)
    about = [one for one in same if said & pairs(_bare(fold(one.row.name.text), kinds))]
    return about[0] if len(about) == 1 else None


def _bare(text: str, kinds: Mapping[str, str]) -> str:
    for pattern in kinds.values():
        text = re.sub(pattern, "|", text)
    return text
