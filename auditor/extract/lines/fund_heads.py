"""What heads the columns of funds (全年预算数, 全年执行数, 执行率 …), and what may stand below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extract.words.keys import fold
from auditor.records.document import Cell

_FUND_HEADS = (
    re.compile("预算(?!执行率|执行数)"),
    re.compile("执行(?:数|金额|额)|[年月度季已]执行$|支出(?!率|进度)"),
    re.compile("执行率|支出率|进度"),
    re.compile("分值|权重"),
    re.compile("得分"),
)
_FUND_COLUMNS, _LONGEST_HEAD = 3, 16
_FIGURE = re.compile(r"[-+]?[\d.,]+%?")
_AMOUNTS = re.compile(r"[-+]?[\d.,]+(?:%|万元|元|分)?|[-—–/－]+|无")


def heads_funds(cells: Sequence[Cell]) -> bool:
    """Return whether a line heads the columns of funds (全年预算数, 全年执行数, 执行率 …), whatever it begins with."""
    texts = [fold(cell.text) for cell in cells if cell.text]
    if any(_FIGURE.fullmatch(text) for text in texts):
        return False
    heads = [
        [kind.pattern for kind in _FUND_HEADS if kind.search(text)] for text in texts if len(text) <= _LONGEST_HEAD
    ]
    return len({kind for kinds in heads for kind in kinds}) >= _FUND_COLUMNS <= sum(map(bool, heads))


def is_funds_figure(text: str) -> bool:
    """Return whether a cell of a table of funds is an amount, a rate or a sign for none."""
    return bool(_AMOUNTS.fullmatch(fold(text)))
