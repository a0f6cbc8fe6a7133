"""The verb on what the main tasks of a department spent (年度主要任务): their sum as the list prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.records.budget import Overall, Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

_TASK = re.compile("年度主要任务·(?!.*(?:率|得分|分值|情况|内容|预计))(.+)")
_FEWEST = 2
_CENT = Decimal("0.01")


def sums(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit for each column of the list of tasks, beside that of their budgets, that fails its own sum.

    The sum stands behind the tasks. That the list is whole is proven by the budgets, or by another column, that add up.
    """
    head = context.budget.overall
    if head is None or project.key or len(head.tasks) < _FEWEST:
        return
    columns = [(name, cells) for name, cells in _columns(head).items() if len(cells) == len(head.tasks) + 1]
    read = [(name, cells, values) for name, cells in columns if (values := _values(cells))]
    if not (_are_planned(head) or any(_adds_up(values) and any(values) for _, _, values in read)):
        return
    seen: set[tuple[Decimal, ...]] = set()
    for name, cells, values in read:
        if not _adds_up(values) and tuple(values) not in seen:
            seen.add(tuple(values))
            *parts, whole = values
            added = sum(parts, Decimal(0))
            facts = {"head": name, "total": plain(whole), "sum": plain(added), "difference": plain(abs(added - whole))}
            yield Hit(facts, project=project, text=cells[-1].text, place=cells[-1].place)


def overspent(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit for each main task of which more was spent than budgeted, where the list tells both in its unit."""
    head = context.budget.overall
    if head is None or project.key:
        return
    columns = _columns(head)
    name = next((one for one in columns if re.search("执行|支出|完成金额|总额", one)), "")
    cells = columns.get(name, [])
    for task, cell in zip(head.tasks, cells, strict=False) if len(cells) >= len(head.tasks) else ():
        planned, spent = parse_amount(fold(task.total.cell.text)), parse_amount(fold(cell.text))
        if planned and spent is not None and spent > planned:
            facts = {"row": task.name.text, "spent": plain(spent), "planned": plain(planned)}
            yield Hit(facts, project=project, text=cell.text, place=cell.place)


def _columns(head: Overall) -> dict[str, list[Cell]]:
    """Return the cells of the list of tasks by the head over them, but for those of rates, scores and words."""
    found: dict[str, list[Cell]] = {}
    for label, cell in head.details:
        if match := _TASK.fullmatch(label):
            found.setdefault(match.group(1), []).append(cell)
    return found


def _values(cells: Sequence[Cell]) -> list[Decimal]:
    """Return the numbers of a column, [] where a cell has none."""
    values = [parse_amount(fold(cell.text)) for cell in cells]
    return [one for one in values if one is not None] if None not in values else []


def _adds_up(values: Sequence[Decimal]) -> bool:
    return abs(sum(values[:-1], Decimal(0)) - values[-1]) <= _CENT


def _are_planned(head: Overall) -> bool:
    """Return whether the budgets of the tasks add up to what the list prints as their sum."""
    totals = [task.total.wan for task in head.tasks]
    whole = head.tasked.total.wan
    known = [one for one in totals if one is not None]
    return whole is not None and len(known) == len(totals) and abs(sum(known, Decimal(0)) - whole) <= _CENT
