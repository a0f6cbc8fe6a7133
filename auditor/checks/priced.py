"""The verb on what an objective pays for each of something against the price or standard of the row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.alike import is_within, pairs
from auditor.checks.context import Context
from auditor.checks.counted import leading_unit
from auditor.checks.measure import named_alike, priced_thing
from auditor.checks.reading import WAN, Reading
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount
from auditor.text.units import parse_unit
from auditor.text.width import fold

_PRICE = re.compile(r"(?<![\d.,~—-])(\d[\d,]*(?:\.\d+)?)(万元|元)(?:/([\u4e00-\u9fff·]{1,6}))?(?![\d~—-])")
_CLAUSES, _PIECES = re.compile(r"[,;。]"), re.compile(r"[,;。、:()]")
_EACH = re.compile(
    r"每一?((?:(?!每)[\u4e00-\u9fff]){1,4})|([人户亩例生次场件台班床座车头只册套])均|单([人户亩例次场件台班床座车册套份])"
)
_EACH_WORD = re.compile(r"每.|[人户亩例生次场件台班床座车头只册套]均|单[人户亩例次场件台班床座车册套份]")
_TIMES = frozenset({"年", "年度", "项目"})
_GENERIC = pairs("标准") | pairs("成本") | pairs("单价") | pairs("价格") | pairs("费用") | pairs("金额")
_MOST, _LEAST = (
    re.compile(r"不[高多]于|不超过?|控制在|以内|[之以]下|≤|最高"),
    re.compile(r"不[低少]于|以上|≥|最低|至少"),
)
_SETS, _HALF = 2, 0.5
Row = tuple[Indicator, Reading]
Per = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """A price of an objective: ``yuan`` for each of something, the clause that says it and how it is printed."""

    yuan: Decimal
    clause: str
    shown: str


def prices(project: Project, context: Context, *, gains: str) -> Iterator[Hit]:
    """Yield a hit where the objective sets another price for each of something than the row of the same words.

    Of as many prices as rows all but one agree, or one price and one row share words that no other has. A price beside
    a word of ``gains`` (增收) is paid by nobody. What the objective caps may be less in the row.
    """
    text = fold(project.objective.text)
    said = _said(text, context, gains)
    rows: dict[Per, list[Row]] = defaultdict(list)
    for item in context.indicators_of(project) if said else ():
        reading = context.read(item)
        thing = priced_thing(reading, context)
        each = reading.per or ((thing,) if thing else ())
        if reading.wan is not None and each and reading.level in {"cost", ""}:
            rows[_per(each, context)].append((item, reading))
    for per, items in rows.items():
        for (item, reading), one in _apart(said.get(per, ()), items, text):
            yield Hit({"stated": one.shown, "target": reading.target}, item, project, "value", related=(project,))


def _apart(said: Sequence[_Said], rows: Sequence[Row], text: str) -> Iterator[tuple[Row, _Said]]:
    """Yield each row with the price of the objective that it does not agree with."""
    open_rows = [row for row in rows if all(one.yuan != _yuan(row[1]) for one in said)]
    unmet = [one for one in said if all(one.yuan != _yuan(reading) for _, reading in rows)]
    in_line = len(said) == len(rows) >= _SETS and len(open_rows) == len(unmet) == 1
    for row in open_rows:
        of_row = [one for one in unmet if in_line or _shares(row, one, text if len(said) == len(rows) == 1 else "")]
        if len(of_row) == 1 and (in_line or sum(_shares(other, of_row[0]) for other in rows) <= 1):
            one, yuan = of_row[0], _yuan(row[1])
            lower = yuan < one.yuan and (_MOST.search(one.clause) or row[1].sign in {"≥", ">"})
            if not lower and not (yuan > one.yuan and _LEAST.search(one.clause)):
                yield row, one


def _shares(row: Row, one: _Said, text: str = "") -> bool:
    """Return whether a row and a price are for the same, by a pair of characters that prices do not all have.

    Half of what the row says stands in ``text``, where it is the only price for its only row.
    """
    own = pairs(_EACH_WORD.sub("|", row[1].name)) - _GENERIC
    return bool(own & pairs(_EACH_WORD.sub("|", one.clause))) or is_within(own, text, _HALF)


def _yuan(reading: Reading) -> Decimal:
    return (reading.wan or Decimal(0)) * WAN


def _said(text: str, context: Context, gains: str) -> dict[Per, list[_Said]]:
    """Return the prices of an objective by what they are for each of."""
    found: dict[Per, list[_Said]] = defaultdict(list)
    for match in _PRICE.finditer(text):
        piece = _PIECES.split(text[: match.start()])[-1]
        clause = _CLAUSES.split(text[: match.start()])[-1] + match.group() + _CLAUSES.split(text[match.end() :])[0]
        per, amount = _per(_things(piece, match.group(3) or "", context), context), parse_amount(match.group(1))
        if per and amount is not None and not context.words.has(gains, piece):
            yuan = amount * (WAN if match.group(2) == "万元" else 1)
            found[per].append(_Said(yuan, clause, match.group()))
    return found


def _things(piece: str, tail: str, context: Context) -> list[str]:
    """Return what a price is for each of: behind its slash, else what its piece says (每吨每年, 人均)."""
    if tail:
        unit = parse_unit(f"元/{tail}", context.units)
        return list(unit.per) if unit else []
    said = (next(group for group in match.groups() if group) for match in _EACH.finditer(piece))
    units = (leading_unit(text, context) for text in said)
    return [unit.name for unit in units if unit is not None]


def _per(things: Sequence[str], context: Context) -> Per:
    """Return the things of a denominator, each by one of its names; a year is the whole budget."""
    return frozenset(named_alike(thing, context) for thing in things if thing not in _TIMES)
