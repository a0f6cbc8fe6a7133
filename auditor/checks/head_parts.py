"""Verbs on a head of table 13 with few amounts: its sources, and 基本支出 and 项目支出 beside labels of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.records.budget import AMONG, NO_MONEY, Budget, Overall
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.rule import Severity
from auditor.text.numbers import plain, read_printed
from auditor.text.told_parts import ToldPart, told_parts
from auditor.text.width import fold

_PARTS = ("基本支出", "项目支出")
_CENT = Decimal("0.01")
_SEVERAL = 2
_ROUNDED = Decimal("0.00015")


def funds(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the total is not the fiscal and the other funds, in a head that has no more sources than these.

    A head that lists its amounts with their parts (``amounts``) is added up by head_sums.
    """
    head = budget.overall
    if head is None or head.amounts or head.total.wan is None or head.fiscal.wan is None:
        return
    added = head.fiscal.wan + (head.other.wan or Decimal(0))
    if abs(added - head.total.wan) > _ROUNDED:
        facts = {
            "total": plain(head.total.wan),
            "sum": plain(added),
            "difference": plain(abs(added - head.total.wan)),
        }
        yield Hit(facts, place=head.total.cell.place, table="13", text=head.total.cell.text)


def parts(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where both are not what the head divides: the total, the fiscal funds, or the total but other funds.

    An error where the projects of table 12 prove it: together with 基本支出 they reach the total.
    """
    head = budget.overall
    cells = _cells(head) if head and head.execution is None and not head.amounts else None
    if head is None or cells is None:
        return
    basic, projects = (read_printed(cell.text).value for cell in cells)
    total, fiscal, other = (read_printed(one.cell.text).value for one in (head.total, head.fiscal, head.other))
    if not basic or not projects or not total or head.total.wan is None:
        return
    added, whole = basic + projects, (total, fiscal, total - (other or 0))
    if any(abs(one - added) <= _CENT for one in whole if one is not None):
        return
    factor = head.total.wan / total
    listed = _listed(budget)
    proved = listed is not None and abs(listed + (basic - total) * factor) <= _CENT
    facts = {
        "total": plain(head.total.wan),
        "sum": plain(added * factor),
        "difference": plain(abs(added - total) * factor),
        "note": f"；项目绩效表各项目合计{plain(listed)}万元，加上基本支出正好是总额" if listed and proved else "",
    }
    severity: Severity = "error" if proved and not budget.converted else "warning"
    yield Hit(facts, place=cells[1].place, table="13", text=cells[1].text, severity=severity)


def told(budget: Budget, context: Context, *, complete: Sequence[Sequence[str]]) -> Iterator[Hit]:
    """Yield a hit where the parts told in one cell beside an amount of the head (其中：…) are not what it is.

    They are more than it, or less where each has a word of its own of one of ``complete``: then they are all.
    """
    head = budget.overall
    for label, cell in head.details if head and head.execution is None else ():
        name, _, end = label.rpartition("·")
        found = told_parts(cell.text) if head and end == AMONG else ()
        whole = _whole(head, name, found) if head and found else None
        if whole is None:
            continue
        added = sum((one.amount for one in found), Decimal(0))
        every = any(_are_all([one.name for one in found], words) for words in complete)
        if added - whole > _CENT or (every and whole - added > _CENT):
            facts = {
                "label": name,
                "total": plain(whole),
                "parts": " + ".join(f"{one.name}{plain(one.amount)}" for one in found),
                "sum": plain(added),
                "difference": plain(abs(added - whole)),
            }
            yield Hit(facts, place=cell.place, table="13", text=cell.text)


def _whole(head: Overall, name: str, found: Sequence[ToldPart]) -> Decimal | None:
    """Return the amount of a label in the unit of its parts, None where that is not known for certain."""
    usual = {"基本支出": head.basic, "项目支出": head.project}
    named = [one.amount for one in head.amounts if fold(one.label.text) == name] or [usual.get(name, NO_MONEY)]
    units = {one.unit for one in found}
    if len(named) != 1 or len(units) != 1:
        return None
    unit = units.pop()
    return read_printed(named[0].cell.text).value if not unit else named[0].wan if unit == "万元" else None


def _are_all(names: Sequence[str], words: Sequence[str]) -> bool:
    return len(names) == len(words) and all(sum(word in name for name in names) == 1 for word in words)


def natures(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where an evaluation prints 基本支出 and 项目支出 for several columns and they fail one of its totals.

    That the two divide the total is proven by a column (全年预算数, 全年执行数) in which they add up to it.
    """
    head = budget.overall
    spent = head.execution if head else None
    if head is None or spent is None:
        return
    rows = [
        [amount.wan, *_amounts(head, label)] for amount, label in zip((head.basic, head.project), _PARTS, strict=True)
    ]
    totals = [one for one in (spent.budget, spent.planned, spent.spent) if one is not None]
    sums = [one + two for one, two in zip(*rows, strict=False) if one is not None and two is not None]
    if len(sums) < _SEVERAL or len(set(totals)) < _SEVERAL or head.basic.wan is None or head.total.wan is None:
        return
    whole = head.total.wan
    if not any(_is_one(sums[0], total) for total in (*totals, whole)) and any(
        _is_one(one, total) for one in sums[1:] for total in totals
    ):
        facts = {"total": plain(whole), "sum": plain(sums[0]), "difference": plain(abs(sums[0] - whole))}
        yield Hit(facts, place=head.basic.cell.place, table="13", text=head.basic.cell.text)


def _is_one(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _CENT


def _amounts(head: Overall, label: str) -> list[Decimal | None]:
    """Return the further amounts that the head prints behind one of the two labels; rates and dashes are none."""
    texts = [cell.text for name, cell in head.details if name.partition("·")[0].removeprefix("其中:") == label]
    return [read_printed(text).value for text in texts if read_printed(text).value is not None and "%" not in text]


def _cells(head: Overall) -> tuple[Cell, Cell] | None:
    """Return the cells of 基本支出 and 项目支出 where these, once each, are all the expenditure beside labels."""
    told = {label: cell for label, cell in head.details if label.endswith("支出")}
    several = sum(label.endswith("支出") for label, _ in head.details) > len(_PARTS)
    if several or set(told) != set(_PARTS) or head.basic.cell.text or head.project.cell.text:
        return None
    return told[_PARTS[0]], told[_PARTS[1]]


def _listed(budget: Budget) -> Decimal | None:
    """Return what the projects of table 12 cost together, None where that of one is not known or there is but one."""
    totals = [project.total.wan for project in budget.projects if project.total.wan is not None]
    if len(totals) < max(_SEVERAL, len(budget.projects)):
        return None
    return sum(totals, Decimal(0))
