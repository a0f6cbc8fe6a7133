"""Verbs on the money of the main tasks in the head of table 13: their sums, their sources, project expenditure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from auditor.checks.context import Context
from auditor.records.budget import Budget, Money, Overall, Task
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.width import fold

_ROUNDED = Decimal("0.0001")
"""Sums in 万元 agree to the 元."""
_SUMS = {"total": "", "fiscal": "财政拨款", "other": "其他资金"}
Slot = Literal["total", "fiscal", "other"]
_SLOTS: Sequence[Slot] = ("total", "fiscal", "other")


def sums(budget: Budget, context: Context, *, of: Sequence[Slot]) -> Iterator[Hit]:
    """Yield a hit for each column ``of`` amounts whose sum is not what the main tasks of table 13 add up to (万元).

    A blank among fiscal or other funds is nothing; a task without any amount of its own makes the sum unsure.
    """
    head = budget.overall
    for slot in of if head else ():
        facts = _off(head, slot) if head else {}
        if facts and head:
            cell = _money(head.tasked, slot).cell
            yield Hit({**facts, "column": _SUMS[slot]}, place=cell.place, table="13", text=cell.text)


def sources(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit for each main task whose fiscal and other funds are not its total (万元).

    So for the row of their sums, where the columns add up or nobody can tell.
    """
    head = budget.overall
    rows = [*head.tasks, *([] if any(_off(head, slot) for slot in _SLOTS) else [head.tasked])] if head else []
    divided = any(row.other.cell.text for row in rows)
    for row in rows:
        total, fiscal, other = row.total.wan, row.fiscal.wan, row.other.wan
        if total is None or fiscal is None or (other is None and (row.other.cell.text or divided)):
            continue
        added = fiscal + (other or Decimal(0))
        if added - total > _ROUNDED or (divided and total - added > _ROUNDED):
            both = (
                f"财政拨款与其他资金之和（{plain(fiscal)} + {plain(other)}）" if other is not None else "其中的财政拨款"
            )
            facts = {
                "task": fold(row.name.text),
                "total": plain(total),
                "parts": both,
                "sum": plain(added),
                "difference": plain(abs(added - total)),
            }
            yield Hit(facts, place=row.total.cell.place, table="13", text=row.total.cell.text)


def against_projects(budget: Budget, context: Context, *, names: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where the main tasks cost together something else than what the head prints as project expenditure.

    That is certain where their sum is called so (a name of ``names``: 项目支出合计); else only where they cost more
    than all projects and not what the department spends in all, and no task is one of the basic expenditure (a name
    with the pattern ``unless``): a department may leave tasks out.
    """
    head = budget.overall
    spent, total = (_project(head), head.tasked.total.wan) if head else (None, None)
    if head is None or head.execution is not None or spent is None or total is None or _off(head, "total"):
        return
    named = context.words.is_one(names, fold(head.tasked.name.text))
    known = (head.total.wan, head.fiscal.wan, spent + (head.other.wan or Decimal(0)))
    running = any(re.search(unless, fold(task.name.text)) for task in head.tasks)
    more = total > spent and not running and not any(_equal(one, total) for one in known)
    if abs(total - spent) <= _ROUNDED or not (named or more):
        return
    facts = {
        "label": fold(head.tasked.name.text),
        "total": plain(total),
        "spent": plain(spent),
        "difference": plain(abs(total - spent)),
    }
    cell = head.tasked.total.cell
    yield Hit(facts, place=cell.place, table="13", text=cell.text, severity=None if named else "warning")


def _equal(one: Decimal | None, other: Decimal) -> bool:
    return one is not None and abs(one - other) <= _ROUNDED


def _off(head: Overall, slot: Slot) -> dict[str, str]:
    """Return the facts where the tasks do not add up to their printed sum in a column, nothing where they do."""
    printed = _money(head.tasked, slot)
    amounts = [_money(task, slot) for task in head.tasks]
    blank = [one for one in amounts if not one.cell.text]
    unsure = any(one.wan is None and one.cell.text for one in amounts) or (slot == "total" and bool(blank))
    if printed.wan is None or unsure or len(blank) == len(amounts):
        return {}
    added = sum((one.wan for one in amounts if one.wan is not None), Decimal(0))
    if abs(added - printed.wan) <= _ROUNDED:
        return {}
    return {"total": plain(printed.wan), "sum": plain(added), "difference": plain(abs(added - printed.wan))}


def _money(task: Task, slot: Slot) -> Money:
    return {"total": task.total, "fiscal": task.fiscal, "other": task.other}[slot]


def _project(head: Overall) -> Decimal | None:
    """Return the project expenditure that the head prints."""
    listed = [one.amount.wan for one in head.amounts if one.role == "project"]
    return listed[0] if listed else head.project.wan
