"""The amounts in the head of table 13 where it lists income and expenditure with their parts, in any layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.extract.lines.fund_heads import heads_funds
from auditor.extract.lines.heads import is_word
from auditor.extract.lines.stream import Line
from auditor.extract.projects.head_funds import with_funds
from auditor.extract.projects.head_words import (
    INCOME,
    heads_list,
    heads_shares,
    is_figure,
    is_part,
    is_share,
    role_of,
    side_of,
)
from auditor.extract.rows.amounts import bracketed_unit, money
from auditor.extract.rows.outcome import result_of
from auditor.extract.words.keys import clean
from auditor.extract.words.vocabulary import header, overall_label
from auditor.records.budget import HEAD_SUMS, HeadAmount, HeadSide, Money, Overall
from auditor.records.document import Cell
from auditor.text.money import says_nothing

_ASKS = frozenset({"agency", "ministry", "code", "agency_code", "project"})
_LEAST = 2  # amounts: one alone is no list
_LONGEST = 20
_ONCE = frozenset(
    {"income-total", "spend-total", "total", "fiscal", "basic", "project", "personnel", "public", "other"}
)
_GROUP = "预算构成"


@dataclass(slots=True)
class _Block:
    """The list being read: ``sides`` and ``shares`` are columns under heads of sides and of shares, ``unit`` theirs.

    ``heads`` are the labels of columns whose amounts stand in the next row, ``matrix`` those of sources (合计,
    财政拨款, 其他资金) over rows of expenditure, by column. ``taken`` are the lines that were read; after
    as many of these as ``gaps`` say there are figures that nobody could name.
    """

    unit: str
    amounts: list[HeadAmount] = field(default_factory=list)
    groups: list[Cell] = field(default_factory=list)
    taken: list[Line] = field(default_factory=list)
    sides: Mapping[int, HeadSide] = field(default_factory=dict)
    shares: frozenset[int] = frozenset()
    head_unit: str = ""
    heads: Sequence[Cell] = ()
    matrix: Mapping[int, Cell] = field(default_factory=dict)
    piece: int = -1
    gaps: list[int] = field(default_factory=list)


def with_amounts(head: Overall, lines: Sequence[Line], unit: str) -> tuple[Overall, list[Line]]:
    """Return the head with the amounts that ``lines`` list, in ``unit``, and the lines that say something else.

    Nothing is taken where an amount of the head stands outside the list, where one is named twice, or where the head
    is that of an evaluation: nobody knows then which is which.
    """
    block, parted = _Block(unit), _stacked([part for line in lines for part in _parted(line)])
    for at, line in enumerate(parted):
        following = parted[at + 1] if at + 1 < len(parted) else None
        if _is_account(line):
            return head, list(lines)
        if _read(block, line, following):
            block.taken.append(line)
        elif _has_amount(line):
            return head, list(lines)
        else:
            block.sides, block.shares, block.heads, block.matrix = {}, frozenset(), (), {}
            block.gaps += [len(block.taken)] if any(map(is_figure, line.texts)) else []
    amounts = tuple(_totalled(list(_sided(block.amounts))))
    named = [one.role for one in amounts if one.role in _ONCE]
    unread = any(0 < at < len(block.taken) for at in block.gaps)
    if unread or len(amounts) < _LEAST or len(set(named)) < len(named) or not _says_more(amounts, block):
        return head, list(lines)
    kept = {id(line) for line in block.taken}
    rest = [line for line in parted if id(line) not in kept]
    groups = tuple((_GROUP, clean(cell)) for cell in block.groups)
    return with_funds(replace(head, amounts=amounts, details=(*head.details, *groups))), rest


def _parted(line: Line) -> list[Line]:
    """Return a line in two where a label that asks for a text (部门名称 | 某局) stands left of amounts."""
    first = next((at for at, cell in enumerate(line.cells) if role_of(cell.text)), 0)
    asks = any(header(cell.text) & _ASKS or overall_label(cell.text) == "department" for cell in line.cells[:first])
    if not asks or not any(is_figure(cell.text) for cell in line.cells[first:]):
        return [line]
    before, behind = line.cells[:first], line.cells[first:]
    blank = (Cell(),)
    return [
        replace(line, cells=(*before, *blank * len(behind))),
        replace(line, cells=(*blank * len(before), *behind)),
    ]


def _stacked(lines: Sequence[Line]) -> list[Line]:
    """Return the lines; of labels in two rows over amounts (资金总额 over 财政拨款) all stand in the lower."""
    found = list(lines)
    for at in range(len(found) - 2):
        upper, lower, under = found[at : at + 3]
        if not len(upper.cells) == len(lower.cells) == len(under.cells) or upper.piece != under.piece:
            continue
        words = all(map(is_word, (*upper.texts, *lower.texts))) and not any(map(is_figure, upper.texts))
        moved = [column for column, cell in enumerate(upper.cells) if role_of(cell.text)]
        if not words or not moved or any(lower.cells[column].text for column in moved):
            continue
        cells = tuple(upper.cells[at] if at in moved else cell for at, cell in enumerate(lower.cells))
        if _heads_row(replace(lower, cells=cells), under):
            rest = tuple(Cell() if at in moved else cell for at, cell in enumerate(upper.cells))
            found[at : at + 2] = [replace(upper, cells=rest), replace(lower, cells=cells)]
    return found


def _totalled(amounts: Sequence[HeadAmount]) -> Iterator[HeadAmount]:
    """Yield the amounts; the sum of the year alone (本年收入合计) is that of its side where there is no other."""
    roles = {one.role for one in amounts}
    for one in amounts:
        name = one.role.replace("-year", "-total")
        yield replace(one, role=name) if name not in roles else one


def _says_more(amounts: Sequence[HeadAmount], block: _Block) -> bool:
    """Return whether a list says more than total, fiscal, basic, project and other funds in their usual order."""
    roles = [one.role for one in amounts]
    usual = ("spend-total", "income-total", "total", "sum", "fiscal", "basic", "project", "other")
    return True if block.sides or not set(roles) <= set(usual) else "basic" in roles or "project" in roles


def _is_account(line: Line) -> bool:
    """Return whether a line heads what was spent: an evaluation."""
    return heads_funds(line.filled) or any(result_of(text) == "spent" for text in line.texts)


def _has_amount(line: Line) -> bool:
    """Return whether a line that is none of the list has an amount of the funds all the same."""
    labelled = any(role_of(text) for text in line.texts)
    return labelled and any(is_figure(text) for text in line.texts)


def _read(block: _Block, line: Line, following: Line | None) -> bool:
    """Take a line of the list; return whether it is one."""
    if line.piece != block.piece:
        block.piece, block.sides, block.shares, block.head_unit = line.piece, {}, frozenset(), ""
        block.matrix = {}
    if block.heads:
        heads, block.heads = block.heads, ()
        return _below(block, heads, line)
    if any(map(is_figure, line.texts)):
        if block.matrix and _crossed(block, line):
            return True
        block.matrix = {}
        return _beside(block, line)
    if following and (matrix := _heads_matrix(line, following)):
        block.matrix, block.head_unit = matrix, _unit(line) or block.head_unit
        block.groups += [cell for at, cell in enumerate(line.cells) if cell.text and at not in matrix]
        return True
    if following and _heads_row(line, following):
        block.heads = line.cells
        block.head_unit = _unit(line) or block.head_unit
        return True
    return _titles(block, line, following) or _heads_sides(block, line, following)


def _titles(block: _Block, line: Line, following: Line | None) -> bool:
    """Take a line with nothing but the title of the list below it (部门整体支出资金（万元）)."""
    told = following is not None and any(role_of(text) for text in following.texts)
    if not told or len(line.filled) != 1 or not heads_list(line.filled[0].text):
        return False
    block.groups += line.filled
    block.head_unit = _unit(line) or block.head_unit
    return True


def _heads_row(line: Line, following: Line) -> bool:
    """Return whether each amount of the next line stands under a label of this one, and under nothing else."""
    if following.piece != line.piece or len(following.cells) != len(line.cells):
        return False
    under = [at for at, cell in enumerate(following.cells) if is_figure(cell.text)]
    roles = {at for at, cell in enumerate(line.cells) if role_of(cell.text)}
    beside = any(role_of(cell.text) for cell in following.filled)
    return len(under) >= _LEAST and roles >= set(under) and not beside


def _heads_matrix(line: Line, following: Line) -> dict[int, Cell]:
    """Return the labels of sources by column, where the next line is an expenditure with amounts under them."""
    if following.piece != line.piece or len(following.cells) != len(line.cells) or not all(map(is_word, line.texts)):
        return {}
    heads = {at: cell for at, cell in enumerate(line.cells) if role_of(cell.text) in INCOME | {"sum", "total"}}
    under = {at for at, cell in enumerate(following.cells) if is_figure(cell.text)}
    wholes = [at for at, cell in heads.items() if role_of(cell.text) in {"sum", "total"}]
    labels = [cell for cell in following.cells[: min(heads, default=0)] if role_of(cell.text)]
    return heads if len(wholes) == 1 and under and under <= set(heads) and len(heads) >= _LEAST and labels else {}


def _crossed(block: _Block, line: Line) -> bool:
    """Take an expenditure with its sources: its whole, and of the row of sums what comes of each source."""
    first = min(block.matrix)
    labels = [cell for cell in line.cells[:first] if cell.text]
    figures = {at: cell for at, cell in enumerate(line.cells) if is_figure(cell.text)}
    role = role_of(labels[-1].text) if labels else ""
    if not role or not set(figures) <= set(block.matrix) or not all(map(_is_group, labels)):
        return False
    for at, cell in figures.items():
        source = role_of(block.matrix[at].text)
        if source in {"sum", "total"}:
            block.amounts.append(_amount(block, labels[-1], cell, role, "spend" if role == "sum" else ""))
        elif role in HEAD_SUMS:
            block.amounts.append(_amount(block, block.matrix[at], cell, source, ""))
        else:
            one = _amount(block, block.matrix[at], cell, source, "")
            block.amounts.append(replace(one, role="within", side=""))
    block.groups += labels[:-1]
    return True


def _below(block: _Block, heads: Sequence[Cell], line: Line) -> bool:
    """Take a row of amounts below their labels."""
    for label, cell in zip(heads, line.cells, strict=True):
        role = role_of(label.text)
        if role and (is_figure(cell.text) or says_nothing(cell.text)):
            at = line.cells.index(cell)
            block.amounts.append(_amount(block, label, cell, role, _over(block.sides, at) if role in HEAD_SUMS else ""))
        else:
            block.groups += [one for one in (label, cell) if one.text]
    return True


def _heads_sides(block: _Block, line: Line, following: Line | None) -> bool:
    """Take a line that heads columns of income and of expenditure, or of shares, over a line with amounts."""
    sides = {at: side_of(cell.text) for at, cell in enumerate(line.cells) if side_of(cell.text)}
    if not sides or following is None or following.piece != line.piece or not all(map(is_word, line.texts)):
        return False
    block.sides = sides
    block.shares = frozenset(at for at, cell in enumerate(line.cells) if heads_shares(cell.text))
    block.head_unit = _unit(line)
    block.groups += line.filled
    return True


def _beside(block: _Block, line: Line) -> bool:
    """Take a line of labels, each with its amount right of it and maybe its share; return whether it is one."""
    found: list[HeadAmount] = []
    groups: list[Cell] = []
    label, at = Cell(), -1
    for column, cell in enumerate(line.cells):
        if not cell.text:
            continue
        if found and not label.text and is_share(cell.text, below=column in block.shares):
            found[-1] = replace(found[-1], share=clean(cell))
        elif is_figure(cell.text) or (label.text and says_nothing(cell.text)):
            one = _labelled(block, label, cell, (at, column)) if label.text else _again(block, found, cell, column)
            if one is None:
                return False
            found.append(one)
            label = Cell()
        elif says_nothing(cell.text):
            continue
        else:
            groups += [label] * bool(label.text)
            label, at = cell, column
    if label.text or not found or not all(map(_is_group, groups)):
        return False
    block.amounts += _within(found)
    block.groups += groups
    return True


def _within(found: Sequence[HeadAmount]) -> Iterator[HeadAmount]:
    """Yield the amounts of a row; a source behind 其中 that follows an expenditure is a part of that alone."""
    for before, one in zip((None, *found), found, strict=False):
        of_it = (
            one.nested and one.side == "income" and before and before.side == "spend" and before.role not in HEAD_SUMS
        )
        yield replace(one, role="within", side="") if of_it else one


def _is_group(cell: Cell) -> bool:
    """Return whether a text before a label may be a word over several (预算情况): no number, no sentence."""
    return len(cell.text) <= _LONGEST and is_word(cell.text)


def _labelled(block: _Block, label: Cell, cell: Cell, columns: tuple[int, int]) -> HeadAmount | None:
    """Return the amount beside a label, None where nobody knows what the label means."""
    side = _over(block.sides, columns[0])
    role = role_of(label.text)
    if side and (not role or (role == "other" and side == "spend")):
        return _amount(block, label, cell, "unnamed", side) if _is_group(label) else None
    if not role or (side and role not in HEAD_SUMS and side != ("income" if role in INCOME else "spend")):
        return None
    return _amount(block, label, cell, role, _over(block.sides, columns[1]) if role in HEAD_SUMS else "")


def _again(block: _Block, found: Sequence[HeadAmount], cell: Cell, column: int) -> HeadAmount | None:
    """Return the amount that stands right of another one: the sum of the next side, whose label is printed once."""
    if not found or found[-1].role != "sum":
        return None
    side = _over(block.sides, column)
    return _amount(block, found[-1].label, cell, "sum", side) if side and side != found[-1].side else None


def _amount(block: _Block, label: Cell, cell: Cell, role: str, side: HeadSide) -> HeadAmount:
    unit = bracketed_unit(label.text) or block.head_unit or block.unit
    own: HeadSide = "" if role in {"total", "sum", "unnamed"} else "income" if role in INCOME else "spend"
    amount = money(cell, unit) if not says_nothing(cell.text) else Money(cell)
    return HeadAmount(clean(label), role, own or side, amount, nested=is_part(label.text))


def _over(sides: Mapping[int, HeadSide], column: int) -> HeadSide:
    """Return the side of a column: that of the next head of a side left of it."""
    return next((sides[at] for at in sorted(sides, reverse=True) if at <= column), "")


def _unit(line: Line) -> str:
    return next((unit for text in line.texts if (unit := bracketed_unit(text))), "")


def _sided(amounts: Sequence[HeadAmount]) -> Iterator[HeadAmount]:
    """Yield the amounts; a sum below parts of one side alone is that of this side."""
    since: set[str] = set()
    for one in amounts:
        if one.role == "sum" and not one.side and len(since) == 1:
            side: HeadSide = "income" if since == {"income"} else "spend"
            yield replace(one, side=side)
        else:
            yield one
        since = set() if one.role in HEAD_SUMS else since | ({one.side} - {""})
