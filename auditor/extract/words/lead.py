"""What stands left of the indicator: agency, project, amounts and objective, told apart by their content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.items import Item
from auditor.extract.words.keys import fold
from auditor.records.document import EMPTY, Cell
from auditor.text.codes import ANY_CODE, CODE_START
from auditor.text.money import is_money

_AGENCY = re.compile(r"^\d{3,9}[-—–－](?=\D)")
_AMOUNT = re.compile(r"[-+]?\d[\d.,]*")
_LONGEST_AMOUNT = 30
# What a form prints where nobody filled in an indicator.
BLANK = re.compile(r"(?:指标|目标)?\d{0,2}[:.、]?|[.…]+|[—-]+")
TOTAL = re.compile(r"(?:(?:权重|分值)?(?:合|总|小)计|总分)(?:\(.{1,20}\))?")
# A row of sums under its heads: 单位小计, 某局合计, 合计(3个项目) too.
SUM = re.compile(r".{0,30}(?:合|总|小|共)计(?:\(.{0,20}\))?[:：]?|总分(?:\(.{1,20}\))?")
_RATE = re.compile(r"[-+]?\d{1,4}(?:\.\d+)?%")
_DASH = re.compile(r"[-—–－/]+")  # where nothing is to be summed
_COUNT = re.compile(r"共?\d{1,5}(?:个项目|[个项])")


_KIND = re.compile(r"[^\W\d]{2,12}")  # before 小计: of which projects (运转类)


def read_lead(item: Item, cells: Sequence[Cell], edge: int) -> Item:
    """Return ``item`` with agency, project, amounts and objective read out of the cells left of column ``edge``."""
    texts = [fold(cell.text) if cell.text else "" for cell in cells]
    if not any(texts):
        return item
    agency = next((i for i, text in enumerate(texts) if _AGENCY.match(text) and not CODE_START.match(text)), -1)
    owner = _owner_column(cells, texts, agency)
    if is_sum([cell.text for cell in cells if cell.text]):
        return replace(item, lost=(*item.lost, *(cell for cell in cells if cell.text)))
    amounts = [i for i, cell in enumerate(cells) if i > owner and i != agency and is_amount(cell.text)]
    others = [i for i, text in enumerate(texts) if text and i not in {agency, owner, *amounts}]
    goal = _goal_column(others, owner, edge, amounts)
    rest = [i for i in others if i != goal]
    anchor = owner >= 0
    if not anchor and len(rest) == 1 and rest[0] < edge - 1:
        owner = rest.pop()  # a piece of a name
    cell_at = dict(enumerate(cells))
    return replace(
        item,
        agency=cell_at.get(agency, EMPTY),
        owner=cell_at.get(owner, EMPTY),
        anchor=anchor,
        key=key_of(texts[owner]) if anchor else "",
        amounts=_slots(cells, amounts, owner + 1 if anchor else amounts[0], goal, edge) if amounts else (),
        objective=cell_at.get(goal, EMPTY),
        lost=(*item.lost, *(cells[i] for i in rest)),
    )


def is_sum(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row are a sum and nothing else: its label, amounts, how many it sums, of what."""
    folded = [fold(text) for text in texts if not _DASH.fullmatch(fold(text))]
    sums = [bool(SUM.fullmatch(text)) for text in folded]
    if not any(sums):
        return False
    others = [text for one, text in zip(sums, folded, strict=True) if not one]
    words = [text for text in others if not (is_amount(text) or _COUNT.fullmatch(text) or _RATE.fullmatch(text))]
    kind = len(words) == 1 and len(others) > 1 and folded[0] == words[0] and bool(_KIND.fullmatch(words[0]))
    return not words or kind


def key_of(text: str) -> str:
    """Return what tells a project from others: the code in ``text``, or all of it."""
    found = ANY_CODE.search(text)
    return found.group(1) if found else text


def is_amount(text: str) -> bool:
    """Return whether ``text`` is a printed amount, well formed or not, or one with a unit of money (189.8万元)."""
    if not text:
        return False
    if text[0] in "+-0123456789０１２３４５６７８９" and _AMOUNT.fullmatch(fold(text)):
        return True
    return len(text) <= _LONGEST_AMOUNT and is_money(text)


def _owner_column(cells: Sequence[Cell], texts: list[str], agency: int) -> int:
    """Return the column of the project: its code, else a text that an amount follows directly, else −1."""
    for index, text in enumerate(texts):
        if CODE_START.match(text):
            return index
    for index in range(len(cells) - 1):
        if texts[index] and index != agency and not is_amount(cells[index].text) and is_amount(cells[index + 1].text):
            return index
    return -1


def _slots(cells: Sequence[Cell], amounts: list[int], start: int, goal: int, edge: int) -> tuple[Cell, ...]:
    """Return the amount columns from ``start`` up to the objective, empty ones included."""
    end = goal if goal > amounts[0] else max(amounts[-1] + 1, edge - 1)
    return tuple(cells[i] if i in amounts else EMPTY for i in range(start, end))


def _goal_column(others: list[int], owner: int, edge: int, amounts: list[int]) -> int:
    """Return the column of the objective: the last text after the amounts, or the text next to the indicator."""
    if not others:
        return -1
    last = others[-1]
    if owner >= 0:
        return last if last > owner else -1
    if amounts:
        return last if last > amounts[-1] else -1
    # A single short piece at the far left continues the project's name, next to the indicator it is an objective.
    return last if last >= edge - 2 and (last > 0 or edge <= 1) else -1
