"""The main tasks of a department inside the head of table 13: a small list of tasks, what they are, what they cost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from auditor.extract.lines.heads import is_word
from auditor.extract.lines.stream import Line
from auditor.extract.projects.head_words import is_figure, role_of
from auditor.extract.rows.amounts import SLOTS, money, unit_in_head
from auditor.extract.words.keys import clean, fold, tidy
from auditor.extract.words.lead import SUM, is_amount
from auditor.extract.words.vocabulary import header, overall_label
from auditor.records.budget import NO_MONEY, Money, Overall, Task
from auditor.records.document import Cell

Funded = TypeVar("Funded", Overall, Task)
_LABEL = "年度主要任务"
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_OVER_ALL = re.compile(r"年度|项目[)）]?$")
_ENDS = frozenset({"goal", "department", "note"})
_FUNDS = frozenset({"total", "fiscal", "basic", "project", "other"})
_TOLD = re.compile(
    r"(?:^|[、,，;；。\s])(?:\d{1,2}[.、])?([^、,，;；。()（）:：\s]{2,40})[(（](\d[\d,.]*(?:万|亿)?元)[)）]"
)
_LEAST = 2
_LEVELS = 2  # heads of an indicator side by side: those of the table below
_INDICATOR = frozenset({"level1", "level2", "name", "value"})


@dataclass(slots=True)
class Tasks:
    """Reads the rows of such a list; ``unit`` is that of its amounts where its own head prints none.

    ``heads`` are the rows of its head, none outside a list. A copy prints merged cells once: its rows are shorter than
    the head, and what they say is told by its order (``leaves``), not by its column.
    """

    unit: str
    heads: list[Line] = field(default_factory=list)
    leaves: list[str] = field(default_factory=list)
    rows: int = 0

    def begins(self, line: Line) -> bool:
        """Return whether the line heads the tasks (任务名称 beside what they are or cost) or divides their amounts."""
        if any({*words} & _INDICATOR or is_amount(text) for words, text in zip(line.words, line.texts, strict=True)):
            return False
        if _name_column(line) >= 0:
            self.heads, self.rows = [line], 0
        elif self.heads and not self.rows and all(map(_slot, line.texts)):
            self.heads.append(line)
        else:
            return False
        self.leaves = _leaves(self.heads)
        return True

    def goes_on(self, line: Line) -> bool:
        """Return whether the line is a task or their sum; what the form says after the tasks ends them."""
        ends = self.heads and _ends(line) and not (self._in_columns(line) and _names_task(line, self.heads))
        if self.heads and (ends or (self._in_columns(line) and _names_other(line, self.heads[0]))):
            self.heads = []
        self.rows += bool(self.heads)
        return bool(self.heads)

    def told(self, head: Overall, line: Line) -> Overall:
        """Return the head with a task more, or with its funds where the line is the sum of the tasks."""
        said = list(self._said(line))
        unit = unit_in_head(self.heads) or self.unit
        if _is_sum(line):
            label = next(cell for cell in line.filled if SUM.fullmatch(fold(cell.text)))
            return _with_sum(head, said, label, unit)
        task, details = _task(said, self.leaves[0], unit)
        if not task.name.text and head.tasks:
            task = replace(task, name=replace(head.tasks[-1].name, rows=1))  # merged over several rows
        return replace(head, tasks=(*head.tasks, replace(task, place=line.place)), details=(*head.details, *details))

    def _in_columns(self, line: Line) -> bool:
        return all(len(each.cells) == len(line.cells) for each in self.heads)

    def _said(self, line: Line) -> Iterator[tuple[str, Cell]]:
        """Yield the cells of a row, each with its head; without the words over all tasks that stand left of them."""
        if self._in_columns(line):
            over = {at: cell.text for each in self.heads for at, cell in enumerate(each.cells) if cell.text}
            first = _name_column(self.heads[0])
            serials = {at for at, head in over.items() if "serial" in header(head)}
            cells = [(over.get(at, ""), cell) for at, cell in enumerate(line.cells) if at >= first or at in serials]
        else:
            cells_of = line.cells[-len(self.leaves) :]
            start = len(self.leaves) - len(cells_of) if _is_sum(line) else 0
            cells = list(zip(self.leaves[start:], cells_of, strict=False))
        yield from ((over, cell) for over, cell in cells if cell.text)


def told_in(cell: Cell) -> tuple[Task, ...]:
    """Return the tasks that a cell lists, each with what it costs in brackets (航道疏浚（120万元）、…), else ()."""
    found = _TOLD.findall(tidy(cell.text))
    if len(found) < _LEAST:
        return ()
    told = ((replace(cell, text=name), replace(cell, text=amount)) for name, amount in found)
    return tuple(Task(name=name, total=money(amount, "万元"), place=cell.place) for name, amount in told)


def _name_column(line: Line) -> int:
    """Return the column of the tasks' names in a row that heads them, −1 where it is no such row.

    Words over the whole list (年度主要任务) may stand left of it; below them the names may be those of projects.
    """
    if line.prose or not all(words or is_word(text) for words, text in zip(line.words, line.texts, strict=True)):
        return -1
    texts = [cell.text for cell in line.cells]
    tasks = [at for at, text in enumerate(texts) if _names_tasks(text)]
    if not tasks or not any(_slot(text) or overall_label(text) == "content" for text in texts):
        return -1
    projects = [at for at, text in enumerate(texts) if "project" in header(text)]
    over = projects and len(tasks) == 1 and _OVER_ALL.search(texts[tasks[0]])
    return projects[0] if over else max(tasks)


def _names_tasks(head: str) -> bool:
    return "activity" in header(head) or overall_label(head) == "task"


def _leaves(heads: Sequence[Line]) -> list[str]:
    """Return the heads of single columns in order, from the names on: of the amounts those below what is over them."""
    first, *below = heads
    texts = [cell.text for cell in first.cells[_name_column(first) :] if cell.text]
    divided = [text for line in below for text in line.texts]
    over = next((at for at in range(len(texts) - 1, -1, -1) if _slot(texts[at])), len(texts)) if divided else len(texts)
    return [*texts[:over], *divided, *texts[over + 1 :]]


def _ends(line: Line) -> bool:
    """Return whether a line begins with a label of what the form says next."""
    first = line.filled[0].text
    if _is_sum(line):
        return False
    if sum(bool(words & _INDICATOR) for words in line.words) >= _LEVELS:
        return True
    if len(line.filled) == 1 and overall_label(first) == "label":
        return True
    if overall_label(first) in _ENDS or "goal" in header(first):
        return True
    return any(overall_label(text) in _FUNDS for text in line.texts[:2])


def _names_task(line: Line, heads: Sequence[Line]) -> bool:
    """Return whether a row is a task with the name of a part of the funds (基本支出 | 人员经费… | 420.00 | 420.00)."""
    if overall_label(line.texts[0]) not in {"basic", "project"}:
        return False
    over = {at: cell.text for each in heads for at, cell in enumerate(each.cells) if cell.text}
    slots = [at for at, head in over.items() if _slot(head)]
    figures = [at for at, cell in enumerate(line.cells) if is_figure(cell.text)]
    named = line.cells[_name_column(heads[0])].text == line.texts[0]
    return named and figures == slots[: len(figures)] and len(figures) > len(slots) // _LEAST


def _names_other(line: Line, head: Line) -> bool:
    """Return whether other words stand left of the tasks' names than over all of them."""
    if _is_sum(line):
        return False
    beside = _name_column(head)
    known = {cell.text for cell in head.cells[:beside]}
    return any(cell.text and cell.text not in known and not is_amount(cell.text) for cell in line.cells[:beside])


def _is_sum(line: Line) -> bool:
    return any(SUM.fullmatch(fold(text)) for text in line.texts[:2])


def _slot(head: str) -> str:
    """Return which amount stands under a head, "" where none does."""
    words = header(head)
    return next((slot for slot in SLOTS if slot in words), "")


def _task(said: Sequence[tuple[str, Cell]], named: str, unit: str) -> tuple[Task, list[tuple[str, Cell]]]:
    """Return the task that a row tells, its name under the head ``named``, and what else it says, as details."""
    task = Task()
    details: list[tuple[str, Cell]] = []
    earlier = _earlier([over for over, _ in said])
    for over, cell in said:
        slot, label = "" if over in earlier else _slot(over), overall_label(over)
        if over == named:
            task = replace(task, name=clean(cell))
        elif label == "content" and not task.content.text:
            task = replace(task, content=clean(cell))
        elif "project" in header(over) and not task.project.text:
            task = replace(task, project=clean(cell))
        elif slot and getattr(task, slot) == NO_MONEY:
            task = with_fund(task, slot, money(cell, unit))
        else:
            details.append((_label(over), clean(cell)))
    return task, details


def _earlier(heads: Sequence[str]) -> frozenset[str]:
    """Return the heads of amounts that name an earlier year than another one does (2025年预算 beside 2026年预算)."""
    years = {head: found.group() for head in heads if (found := _YEAR.search(head)) and _slot(head)}
    return frozenset(head for head, year in years.items() if year < max(years.values()))


def _with_sum(head: Overall, said: Sequence[tuple[str, Cell]], label: Cell, unit: str) -> Overall:
    """Return the head with the sums of the tasks; what else their row says is kept as details."""
    told = Task(name=clean(label), place=label.place)
    earlier = _earlier([over for over, _ in said])
    more: list[tuple[str, Cell]] = []
    for over, cell in said:
        slot = "" if over in earlier else _slot(over)
        if slot and is_figure(cell.text) and getattr(told, slot) == NO_MONEY:
            told = with_fund(told, slot, money(cell, unit))
        elif cell is not label:
            more.append((_label(over), clean(cell)))
    # Of several sums the last is that of all tasks; those before it are of some of them.
    before = (head.tasked.total, head.tasked.fiscal, head.tasked.other)
    more += [(_label(head.tasked.name.text), one.cell) for one in before if one.cell.text]
    return replace(head, tasked=told, details=(*head.details, *more))


def with_sums(head: Overall) -> Overall:
    """Return the head, with the sums of its tasks as its funds where it prints no others: some forms have only them."""
    printed = (head.total, head.fiscal, head.basic, head.project, head.other)
    if head.amounts or any(one != NO_MONEY for one in printed) or role_of(head.tasked.name.text) == "project":
        return head
    if not head.tasked.other.cell.text:
        return replace(head, total=head.tasked.total)  # what is not fiscal has no column
    return replace(head, total=head.tasked.total, fiscal=head.tasked.fiscal, other=head.tasked.other)


def with_fund(record: Funded, slot: str, amount: Money) -> Funded:
    """Return the record with an amount in one of its fields."""
    changed: dict[str, Any] = {slot: amount}
    return replace(record, **changed)


def _label(over: str) -> str:
    return f"{_LABEL}·{fold(over)}".rstrip("·")
