"""The head rows of a budget table: where they end, the path of heads above every column, what the column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.extract.money.figures import figure, is_blank, is_year
from auditor.extract.money.words import NO_MONEY, NO_PARTS, amount_role, label_role, says_nothing
from auditor.extract.words.keys import fold
from auditor.records.document import Row
from auditor.records.table import Column

Path = tuple[str, ...]
TOTAL = re.compile(
    r"(?:本年|本级|当年|上年|全年)?(?:一般公共预算|政府性基金预算|财政拨款|项目|基本)?"
    r"(?:收入|支出|收支|预算|资金|部门|单位|采购)?(合计|总计)"
)
_NUMBERING = re.compile(r"\d{1,2}(?:=[\d+\-*/=()]+)?")
_LETTERS = frozenset("甲乙丙丁") | {"栏次", "行次", "栏目", "序号", "**"}
_CODED = re.compile(r"[\[(]?\d{3,}[\])]?(?:[-—]|$)|\d{2}-")
_LISTED = re.compile(r"[一1]、|\([一1]\)|1\.")
_DASH = re.compile("[-−－—–]+")
_UNIT = re.compile(r"[(（](万元|亿元|千元|元)[)）]")


def head_size(rows: Sequence[Row]) -> int:
    """Return how many rows from the top are heads: those above the first with a figure, a code or a lone 合计."""
    above: dict[int, Row] = {}
    for index, row in enumerate(rows):
        texts = [fold(text) for text in row.texts]
        if not is_numbering(texts) and _is_body(row, texts, above if index else None):
            return index
        above |= {column: row for column, cell in enumerate(row.cells[:-1]) if cell.text}
    return len(rows)


def is_numbering(texts: Sequence[str]) -> bool:
    """Return whether a row only numbers the columns: 栏次 1 2 3, or 1 2 3=1+2."""
    numbers = [text for text in texts if text not in _LETTERS]
    if not numbers or not all(_NUMBERING.fullmatch(text) for text in numbers):
        return False
    firsts = [int(re.split(r"\D", text)[0]) for text in numbers]
    counted = all(after - before == 1 for before, after in pairwise(firsts))
    return counted and firsts[0] <= 2 and (len(firsts) > 2 or len(numbers) < len(texts))


def _is_body(row: Row, texts: Sequence[str], above: Mapping[int, Row] | None) -> bool:
    """Return whether a row is none of the heads; ``above`` is the last head in each column, None for the first row."""
    figures = [text for text in texts if figure(text) and not is_year(text)]
    if figures or any(_CODED.match(text) or _LISTED.match(text) for text in texts):
        return True
    if above is not None and any(map(_DASH.fullmatch, texts)) and not _LETTERS & set(texts):
        return True  # dashes stand for no amount: heads have none
    if above is None or len(texts) != 1:
        return False
    return bool(TOTAL.fullmatch(texts[0])) or _stands_below(row, above)


def _stands_below(row: Row, above: Mapping[int, Row]) -> bool:
    """Return whether the one text of a row stands below a head that reaches over its own column only."""
    filled = next(column for column, cell in enumerate(row.cells) if cell.text)
    return filled in above and bool(above[filled].cells[filled + 1].text)


def columns_of(heads: Sequence[Row], body: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns, each with its path, side and role; a head that says little is helped by what stands below."""
    width = max((len(row.cells) for row in (*heads, *body)), default=0)
    numbered = [row for row in heads if not is_numbering([fold(text) for text in row.texts])]
    made = [_column(index, path) for index, path in enumerate(_paths(numbered, width))]
    shares = [_share_of_figures(body, index) for index in range(width)]
    return _sided([_by_content(column, share) for column, share in zip(made, shares, strict=True)])


def _paths(rows: Sequence[Row], width: int) -> list[Path]:
    """Return the path of heads above every column; a head reaches right over blanks below the same parent."""
    merged = any(cell.columns > 1 for row in rows for cell in row.cells)
    paths: list[Path] = [()] * width
    for row in rows:
        before, reach, last = list(paths), 0, ""
        for index in range(width):
            cell = row.cells[index] if index < len(row.cells) else None
            printed = fold(cell.text) if cell else ""
            if cell and printed:
                reach, last = index + cell.columns, printed
            elif index >= reach and (merged or not (index and before[index] == before[index - 1])):
                last = ""
            if last:
                paths[index] = (*before[index], last)
    return paths


def _column(index: int, path: Path) -> Column:
    unit = next((match.group(1) for head in reversed(path) if (match := _UNIT.search(head))), "")
    path = tuple(_UNIT.sub("", head) for head in path) if unit else path
    role = label_role(path[-1]) if path else ""
    if role:
        return Column(index, path, role)
    role = _amount_role(path)
    return Column(index, path, role, "", bool(role), bool(role) and role not in NO_MONEY, unit)


def _amount_role(path: Path) -> str:
    """Return the role of the lowest head, that of the head above where the lowest says nothing of its own (小计)."""
    if not path:
        return ""
    own, above = amount_role(path[-1]), amount_role(path[-2]) if len(path) > 1 else ""
    apart = next((role for head in path[:-1] if (role := amount_role(head)) in NO_PARTS), "")
    if own in NO_MONEY or apart:
        return own if own in NO_MONEY else apart
    if says_nothing(path[-1]) and above not in {"", "amount"}:
        return above
    return own


def _share_of_figures(body: Sequence[Row], index: int) -> float | None:
    """Return which share of the filled cells of a column are figures, None where none is filled."""
    texts = [row.cells[index].text for row in body if index < len(row.cells) and not is_blank(row.cells[index].text)]
    return sum(figure(text) is not None for text in texts) / len(texts) if texts else None


def _by_content(column: Column, share: float | None) -> Column:
    """Return the column as its cells show it where the head is in doubt: figures below, or hardly any."""
    if column.amount and column.role != "share" and share is not None and share < 0.5:
        return replace(column, role="text", amount=False, money=False)
    if not column.role and share is not None and share > 0.9 and column.path:
        return replace(column, role="amount", amount=True, money=True)
    return column if column.role else replace(column, role="text")


def _sided(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns with their sides where labels and figures alternate: income left, expenditure right."""
    groups = list(_groups(columns))
    names = [_side(group) for group in groups]
    if len(groups) < 2 or not {"收入", "支出"} <= set(names):
        return tuple(columns)
    for number, name in enumerate(names):
        if name in names[:number]:  # a second list of the same side: by economic class
            names[number] = f"{name}:{''.join(groups[number][0].path[-1:]) or number}"
    sides = {column.index: name for name, group in zip(names, groups, strict=True) for column in group}
    return tuple(replace(column, side=sides[column.index]) for column in columns)


def _groups(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Yield the columns in groups of labels followed by figures; labels behind the last figures belong to them."""
    group: list[Column] = []
    for column in columns:
        if group and not column.amount and group[-1].amount:
            yield group
            group = []
        group.append(column)
    if group:
        yield group


def _side(group: Sequence[Column]) -> str:
    """Return 收入 or 支出 as the heads of the group say, "" where they say neither or both."""
    words = {side for column in group if not column.amount for head in column.path for side in _sides_in(head)}
    return words.pop() if len(words) == 1 and any(column.amount for column in group) else ""


def _sides_in(head: str) -> list[str]:
    return [side for side in ("收入", "支出") if side in head]
