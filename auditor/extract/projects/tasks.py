"""The main tasks of a department in the upright form of table 13: a small table inside its head."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from auditor.extract.lines.stream import Line
from auditor.extract.rows.amounts import money
from auditor.extract.words.keys import clean, fold
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import header, overall_label
from auditor.records.budget import NO_MONEY, Money, Overall

_SLOTS = ("total", "fiscal", "other")
_ENDS = frozenset({"goal", "department", "note", "total"})
_LABEL = "年度主要任务"


@dataclass(slots=True)
class Tasks:
    """Reads the rows of the tasks; ``unit`` is that of their amounts. ``over`` is what is printed over each column."""

    unit: str
    over: dict[int, str] = field(default_factory=dict)

    def begins(self, line: Line) -> bool:
        """Return whether the line heads the tasks (任务名称 beside their amounts) or goes on with that head."""
        texts = {index: cell.text for index, cell in enumerate(line.cells) if cell.text}
        words = [header(text) or ({"label"} if overall_label(text) else set()) for text in texts.values()]
        if not all(words) or any(is_amount(text) for text in texts.values()):
            return False
        if not any("activity" in each for each in words) and not self.over:
            return False
        if self.over and overall_label(line.filled[0].text) in _ENDS - {"total"}:
            return False
        if any({"level1", "level2", "name"} & set(each) for each in words):
            return False
        self.over |= texts
        return True

    def goes_on(self, line: Line, label: str) -> bool:
        """Return whether the line is a task or their sum; what the form says after the tasks ends them."""
        if label in _ENDS:
            self.over = {}
        return bool(self.over)

    def told(self, head: Overall, line: Line) -> Overall:
        """Return the head with a task as details, or with its funds where the line is the sum of the tasks."""
        details = list(head.details)
        is_sum = any(overall_label(cell.text) == "sum" for cell in line.filled)
        for index, cell in enumerate(line.cells):
            if not cell.text or overall_label(cell.text):
                continue
            said = header(self.over.get(index, ""))
            slot = next((word for word in _SLOTS if word in said), "")
            if is_sum and slot and is_amount(cell.text) and getattr(head, slot) == NO_MONEY:
                head = _with_fund(head, slot, money(cell, self.unit))
            else:
                details.append((f"{_LABEL}·{fold(self.over.get(index, ''))}".rstrip("·"), clean(cell)))
        return replace(head, details=tuple(details))


def _with_fund(head: Overall, slot: str, amount: Money) -> Overall:
    if slot == "total":
        return replace(head, total=amount)
    return replace(head, fiscal=amount) if slot == "fiscal" else replace(head, other=amount)
