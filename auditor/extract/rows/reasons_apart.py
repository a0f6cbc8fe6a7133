"""What stands in columns of its own beside that of reasons: measures, and the kinds of reasons that a row ticks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.layout.columns import Layout
from auditor.extract.lines.heads import BELOW
from auditor.extract.lines.outcome_heads import role_of
from auditor.extract.words.keys import clean, fold
from auditor.records.document import EMPTY, Cell
from auditor.records.place import NOWHERE

_MEASURES = re.compile(
    r"(?:拟?采取的?|下一步)?(?:整改|纠偏|改进|应对|补救|解决)(?:的)?(?:措施|举措|建议|办法|对策)(?:和?(?:建议|时限|情况))?(?:\(.*\))?"
)
_CAUSES = re.compile(r"(?:经费|资金|制度|人员|硬件|技术)(?:条件)?(?:保障|原因|因素)?")
_BOXES = re.compile(r"(?=.*[□☐])(?:[□☐☑☒√✓■]+[一-鿿]{2,8}[、,;]?)+")
_TICKED = re.compile(r"[☑☒√✓■]+([一-鿿]{2,8})")
Heads = tuple[tuple[int, str], ...]
TICKS = frozenset("√✓✔☑")
"""What a form is ticked with."""


def reasons_apart(cells: Sequence[Cell], base: int, layout: Layout) -> dict[str, Cell]:
    """Return what stands in columns of its own beside that of reasons: measures, and kinds of reasons that are ticked.

    A kind may stand under a word of its own, in one row of heads.
    """
    reasons = any(role_of(head) == "deviation" and not _MEASURES.fullmatch(fold(head)) for _, head in layout.ignored)
    said: dict[str, Cell] = {}
    for offset, head in layout.ignored:
        cell = _at(cells, base + offset)
        if cell.text in TICKS and _CAUSES.fullmatch(word := _last_of(head)):
            said["ticked"] = _more(said.get("ticked", EMPTY), replace(cell, text=word))
        elif role_of(head) == "deviation" and _is_boxes(cell):
            kinds = "、".join(_TICKED.findall(fold(cell.text)))
            said |= {"ticked": replace(cell, text=kinds)} if kinds else {}
        elif reasons and _MEASURES.fullmatch(fold(head)):
            said["measure"] = _placed(cell, cells)
    return said


def words_apart(columns: Heads, cells: Sequence[Cell], base: int) -> Heads:
    """Return the columns beside the targets without the one of boxes to tick, where the words have their own."""
    reasons = [offset for offset, head in columns if role_of(head) == "deviation"]
    boxes = [at for at in reasons if _is_boxes(_at(cells, base + at))]
    return tuple(one for one in columns if one[0] not in boxes) if len(reasons) > len(boxes) else columns


def _is_boxes(cell: Cell) -> bool:
    return bool(_BOXES.fullmatch(fold(cell.text)))


def _at(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if 0 <= at < len(cells) else EMPTY


def _placed(cell: Cell, row: Sequence[Cell]) -> Cell:
    """Return the cell; a blank one has the place of its row, which tells that the table has such a column."""
    place = next((one.place for one in row if one.text and one.place != NOWHERE), NOWHERE)
    return clean(cell) if cell.text else Cell("", place)


def _last_of(head: str) -> str:
    """Return the lowest of the words over a column, without what is printed before a colon: 偏差类别：经费."""
    return re.split(":", fold(head.partition(BELOW)[2] or head))[-1]


def _more(told: Cell, cell: Cell) -> Cell:
    return replace(told, text=f"{told.text}、{cell.text}") if told.text else cell
