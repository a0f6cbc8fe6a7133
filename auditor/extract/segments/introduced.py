"""What introduces the indicators of a project: its facts in one row under their heads, or a heading that is its name.

Both become what a form prints, a label with its value beside it; 项目一 as such a label becomes 项目名称.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.lines.fund_heads import heads_funds, is_funds_figure
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import header, roles_of
from auditor.records.document import EMPTY, Grid, Prose, Row

_Block = Prose | Grid
_INDICATOR = frozenset({"name", "value", "level1", "level2"})
_TOLD = frozenset({"total", "goal", "agency"})
_NUMBERED = re.compile(
    r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]|项目[一二三四五六七八九十\d]{1,2}[:：、]?)\s*"
)
_COUNTED = re.compile(
    r"\s*(?:项目[(（]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)）]?|第[一二三四五六七八九十]{1,2}个项目)\s*"
)
_LABEL = re.compile(r"^\s*([^:：]{2,16})[:：]\s*\S")
_SENTENCE = re.compile(r"[:：。；;]")
_ANSWERED = _TOLD | {"actual", "detail", "remark"}
_BESIDE = _ANSWERED | {"deviation", "ministry", "kind", "total"}
_LABEL_OF = re.compile(r"[:：].*$", re.DOTALL)
_FACTS = frozenset({"code", "total", "goal"})
_BODIES = frozenset({"agency", "ministry"})
_MOST_LINES = 6
_MOST_BLOCKS = 12
_PAIR = 2  # a label, and what it says
_LONGEST_NAME = 40
_LONGEST_HEAD = 12
_AIMS = re.compile(r"^[^，,。；;、:：\d]{0,10}(?:目标|计划|任务)[^，,。；;、:：\d]{0,4}$")
_REACHED = re.compile(r"^[^，,。；;、:：\d]{0,10}(?:完成|实现|达成|进展|执行)[^，,。；;、:：\d]{0,6}$")
_NAME, _GOAL, _ACCOUNT = "项目名称", "预期目标", "实际完成情况"


def introduced(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks with the name and the facts of each project as labels with values."""
    return tuple(_introduced(blocks))


def _introduced(blocks: Sequence[_Block]) -> Iterator[_Block]:
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            yield replace(block, rows=tuple(_as_labels(block.rows, opens_indicators(blocks, at + 1))))
        else:
            yield block


def _as_labels(rows: Sequence[Row], indicators_follow: bool) -> Iterator[Row]:
    """Yield the rows; two of them that are heads of a project and its facts become a row for each fact."""
    at = 0
    rows = [_asked(row, below) for row, below in zip(rows, (*rows[1:], None), strict=True)]
    while at < len(rows):
        if _is_heads(rows[at : at + 2]) and (_leads_on(rows[at + 2 :]) if at + 2 < len(rows) else indicators_follow):
            heads, facts = rows[at], rows[at + 1]
            for head, fact in zip(heads.cells, facts.cells, strict=False):
                if head.text:
                    yield Row((head, fact, *(EMPTY,) * (len(heads.cells) - 2)), heads.place)
            at += 2
        else:
            yield _named(rows[at]) if _is_counted(rows[at]) and _leads_on(rows[at + 1 :]) else rows[at]
            at += 1


def _asked(row: Row, below: Row | None) -> Row:
    """Return the row; of its last two heads, over two texts, both are known where one is and the other says as much.

    Everyone words anew what heads the objective and what was reached of it (年初预计目标 | 年末完成概况).
    """
    last = [at for at, cell in enumerate(row.cells) if cell.text and cell.text != row.cells[at - 1].text][-_PAIR:]
    if below is None or len(last) < _PAIR or last[-1] >= len(below.cells):
        return row
    if not all(len(below.cells[at].text) > _LONGEST_HEAD for at in last):
        return row
    goal, told = (row.cells[at].text for at in last)
    if not (_AIMS.search(goal) and _REACHED.search(told) and len(set(row.texts)) <= _PAIR + 1):
        return row
    words = {last[0]: _GOAL if not header(goal) else goal, last[1]: _ACCOUNT if not header(told) else told}
    return replace(row, cells=tuple(replace(cell, text=words.get(at, cell.text)) for at, cell in enumerate(row.cells)))


def _is_counted(row: Row) -> bool:
    """Return whether a row begins with a number of a project (项目一) as the label of its name."""
    texts = row.texts
    if len(texts) < 2 or not _COUNTED.fullmatch(texts[0]) or header(texts[0]):
        return False
    return not header(texts[1]) and not is_amount(texts[1])


def _named(row: Row) -> Row:
    """Return the row with the label 项目名称 in place of its first text."""
    at = next(at for at, cell in enumerate(row.cells) if cell.text)
    return replace(row, cells=(*row.cells[:at], replace(row.cells[at], text=_NAME), *row.cells[at + 1 :]))


def _is_heads(pair: Sequence[Row]) -> bool:
    """Return whether the first of two rows heads facts of a project, and the second has one under each."""
    if len(pair) < 2 or len(pair[0].texts) < 2 or not all(map(header, pair[0].texts[:2])):
        return False
    words = [header(text) for text in pair[0].texts]
    known = frozenset[str]().union(*words)
    under = [two for one, two in zip(pair[0].cells, pair[1].cells, strict=False) if one.text]
    others = any(two.text for one, two in zip(pair[0].cells, pair[1].cells, strict=False) if not one.text)
    if not all(words) or known & _INDICATOR or others:
        return False
    if "project" not in known:  # its name stands on a line above
        bodies = known & _BODIES and all(one & (_BODIES | {"detail"}) for one in words)
        told = pair[1].texts
        if len(known & _FACTS) > 1 and told and len(told) <= len(words) and not any(map(header, told)):
            return True  # its code, money and objective in any order
        return bool(bodies) and answers_below(pair[0].texts, told)
    name = next((two.text for one, two in zip(pair[0].cells, under, strict=False) if "project" in header(one.text)), "")
    return bool(name) and not is_amount(name) and not any(header(cell.text) for cell in under if cell.text)


def _leads_on(rows: Sequence[Row]) -> bool:
    """Return whether the head of indicators comes next, with nothing but labels before it."""
    funds = False
    told = 0
    for at, row in enumerate(rows):
        if is_indicator_head(row):
            return True
        answers = at and answers_below(rows[at - 1].texts, row.texts)
        funds = heads_funds(row.cells) or (funds and any(map(is_funds_figure, row.texts)))
        told += not funds
        asks = row.filled and (header(row.texts[0]) or header(_LABEL_OF.sub("", row.texts[0])))
        if told > _MOST_LINES or (row.filled and not (funds or answers or asks)):
            return False
    return False


def is_indicator_head(row: Row) -> bool:
    """Return whether a row heads names of indicators and their targets, and no projects."""
    known = roles_of(row.texts)
    return {"name", "value"} <= known and "project" not in known


def opens_indicators(blocks: Sequence[_Block], at: int) -> bool:
    """Return whether the next grid, with at most a few lines before it, begins with a head of indicators.

    Between them the funds, the objective and other answers may stand in grids of their own, behind or below their
    labels.
    """
    grids = (block for block in blocks[at : at + _MOST_BLOCKS] if isinstance(block, Grid) and not _answers(block))
    grid = next(grids, None)
    return grid is not None and bool(grid.rows) and is_indicator_head(grid.rows[0])


def _answers(grid: Grid) -> bool:
    """Return whether a grid is one of funds, or has nothing but labels with their answers beside or below them."""
    rows = [row.texts for row in grid.rows if row.texts]
    if grid.rows and heads_funds(grid.rows[0].cells):
        return all(len(texts) == 1 or any(map(is_funds_figure, texts)) for texts in rows[1:])
    beside = all(is_answered(texts) for texts in rows)
    return beside or (len(rows) == _PAIR and answers_below(rows[0], rows[1]))


def is_answered(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row are one label and its answer, or a label alone that heads others."""
    if not texts or not header(texts[0]) & _ANSWERED:
        return False
    return len(texts) == 1 or (len(texts) == _PAIR and not header(texts[1]))


def answers_below(asked: Sequence[str], told: Sequence[str]) -> bool:
    """Return whether a row of labels has one answer below each, none of them a name or target of an indicator."""
    if not asked or len(asked) < len(told):
        return False
    if not all(header(text) & _BESIDE or _REACHED.search(text) for text in asked):
        return False
    return not any(header(text) for text in told)
