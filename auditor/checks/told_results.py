"""Verbs on what the words of an evaluation or a monitoring tell of results: that all was met, ratios, prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.alike import core, pairs
from auditor.checks.attained import actual_of, attained, percent, points_of
from auditor.checks.context import Context
from auditor.checks.reading import WAN
from auditor.checks.reported_words import ratio
from auditor.checks.sentences import told
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.numbers import half_digit, parse_amount, plain
from auditor.text.width import fold

_STOP = re.compile("[。;]")
_PRICE = re.compile(
    r"(?:每([\u4e00-\u9fff])[^\d,;。:()]{0,6}|([人户亩例次场件台班床座车头只册套])均[^\d,;。:()]{0,6})"
    r"(\d[\d,]*(?:\.\d+)?)(万元|元)(?!/)"
)
_MONEY = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)(万元|元)")
_VAGUE = re.compile("约|左右|其中|含|不等|平均|以[上下内]|至|超过|不[低少高]于|分别|标准|档|[(]|第[一二三四]")
_ALIKE = 2


@dataclass(frozen=True, slots=True)
class _Text:
    """A sentence, folded, with the cell in which it stands, and the project that it is about, None for a report."""

    text: str
    cell: Cell
    project: Project | None = None

    def hit(self, facts: Mapping[str, object], severity: bool = True) -> Hit:
        """Return a hit on the sentence; a doubtful one is a warning."""
        return Hit(
            facts, project=self.project, text=self.text, place=self.cell.place, severity=None if severity else "warning"
        )


def _texts(context: Context) -> list[_Text]:
    """Return the sentences of the report, of the accounts of what was reached and of the conclusions."""
    found = [_Text(one.text, one.cell) for one in told(context)]
    for project in context.evaluated:
        for cell in (project.execution.actual, project.execution.verdict) if project.execution else ():
            found += [_Text(part, cell, project) for part in re.split("(?<=[。])", fold(cell.text)) if part]
    return found


def all_met(budget: Budget, context: Context, *, say: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where words (a pattern ``say``) tell that all targets were met, and a row missed its own.

    Sentences in which ``unless`` is found tell of exceptions, and those that tell how many they are (the group
    ``count``) of fewer than there are. It is certain where the row lost points for that.
    """
    for text in _texts(context):
        match = re.search(say, text.text)
        if match is None or re.search(unless, text.text):
            continue
        every = _rows(text.project, budget, context)
        rows = _missed(every, context)
        if rows and int(match.groupdict().get("count") or len(every)) >= len(every):
            deducted = [row for row in rows if _is_deducted(row)]
            row = (deducted or rows)[0]
            actual = row.outcome.actual.text if row.outcome else ""
            facts = {
                "stated": match.group(),
                "name": row.name.text,
                "target": context.read(row).target,
                "actual": actual,
            }
            yield text.hit(facts, severity=bool(deducted))


def _rows(project: Project | None, budget: Budget, context: Context) -> Sequence[Indicator]:
    return context.indicators_of(project) if project else budget.indicators


def _missed(rows: Sequence[Indicator], context: Context) -> list[Indicator]:
    return [row for row in rows if (found := attained(row, context)) is not None and not found.met]


def missed_count(budget: Budget, context: Context, *, say: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where words tell another number of rows that missed their target (a pattern ``say``) than there are.

    The number is a group of ``say``; before it the sentence speaks of 指标 and of nothing that fits ``unless``. In the
    report the rows are those of the only evaluation. What a row without a number reached, its points tell; where they
    do not, nothing is said.
    """
    for text in _texts(context):
        match = re.search(say, text.text) if "指标" in text.text and "未" in text.text else None
        if match is None or "指标" not in text.text[: match.end()] or re.search(unless, text.text[: match.start()]):
            continue
        if text.project is None and len(context.evaluated) != 1:
            continue
        rows = _rows(text.project, budget, context)
        missed = _missed(rows, context)
        less = [row for row in rows if row in missed or _is_deducted(row)]
        stated = int(next(filter(None, match.groups())))
        if _are_known(rows, context) and stated not in {len(missed), len(less)}:
            names = "、".join(row.name.text for row in less) or "无"
            yield text.hit({"stated": match.group(), "count": len(less), "names": names})


def _are_known(rows: Sequence[Indicator], context: Context) -> bool:
    """Return whether every row tells, by its number or its points, whether its target was reached."""
    return all(attained(row, context) is not None or None not in points_of(row) for row in rows)


def _is_deducted(row: Indicator) -> bool:
    weight, score = points_of(row)
    return weight is not None and score is not None and score < weight


def part_above_whole(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where words tell of more than there are: 612人次中656人次."""
    for text in _texts(context):
        for whole, part, match in ratio(text.text):
            if part > whole and "÷" not in match.group():
                yield text.hit({"stated": match.group(), "whole": plain(whole), "part": plain(part)})


def share(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where so many of so many did what only one percentage of the table measures, and that is another one.

    The words behind the part have at least two pairs of characters in common with the name of the row.
    """
    rows = [row for row in budget.indicators if _is_percentage(row, context)]
    for text in _texts(context) if rows else ():
        for whole, part, match in ratio(text.text):
            behind = text.text[match.end() :].removeprefix(",")  # …,其中满意104份,满意度95%
            words = pairs(re.split("[,;。:()]", behind)[0])
            about = [row for row in rows if len(words & core(row.name.text)) >= _ALIKE]
            if len(about) != 1 or part > whole:
                continue
            reached = actual_of(about[0], context).amount or Decimal(0)
            right = part / whole * 100
            if abs(reached - right) > Decimal("0.1") + half_digit(str(reached)):
                facts = {"stated": match.group(), "right": percent(part / whole), "name": about[0].name.text}
                yield text.hit({**facts, "actual": about[0].outcome.actual.text if about[0].outcome else ""})


def _is_percentage(row: Indicator, context: Context) -> bool:
    unit = actual_of(row, context).unit if row.outcome and row.outcome.actual.text else None
    return unit is not None and unit.name == "%"


def price(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where a number of things, the price of each and their amount, alone in a passage, do not fit."""
    for text in _texts(context):
        for passage in _STOP.split(text.text):
            found = _priced(passage)
            if found:
                yield text.hit(found)


def _priced(passage: str) -> dict[str, object]:
    prices = list(_PRICE.finditer(passage))
    if len(prices) != 1 or _VAGUE.search(passage):
        return {}
    match = prices[0]
    unit = match.group(1) or match.group(2)
    counts = re.findall(rf"(?<![\d.])(\d[\d,]*)(?:个|名)?{re.escape(unit)}(?![均次])", passage)
    amounts = [one for one in _MONEY.finditer(passage) if one.start() != match.start(3)]
    if len(counts) != 1 or len(amounts) != 1:
        return {}
    number, each, total = (parse_amount(one) for one in (counts[0], match.group(3), amounts[0].group(1)))
    if not number or not each or not total:
        return {}
    each_step, total_step = (_step(one) for one in ((match.group(3), match.group(4)), amounts[0].groups()))
    yuan, paid = each * _factor(match.group(4)), total * _factor(amounts[0].group(2))
    if abs(number * yuan - paid) <= number * each_step + total_step:
        return {}
    right = number * yuan
    shown = f"{plain(round(right / WAN, 2))}万元" if right >= WAN else f"{plain(right)}元"
    return {"stated": match.group(), "count": f"{plain(number)}{unit}", "total": amounts[0].group(), "right": shown}


def _factor(unit: str) -> Decimal:
    return WAN if unit == "万元" else Decimal(1)


def _step(amount: Sequence[str]) -> Decimal:
    """Return half of the last printed digit of an amount, in 元."""
    return half_digit(amount[0]) * _factor(amount[1])
