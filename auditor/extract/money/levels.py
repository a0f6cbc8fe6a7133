"""How deep the rows of a budget table stand: by the numbering of their names, or by their codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from auditor.extract.money.figures import coded, figure
from auditor.extract.money.heads import TOTAL
from auditor.extract.words.keys import fold
from auditor.records.table import RowKind, TableRow
from auditor.text.numbers import chinese_number

_ORDINAL = re.compile(
    r"^(?:([一二三四五六七八九十]+)、|\(([一二三四五六七八九十]+)\)[、.]?|(\d{1,2})[、.](?!\d)|\((\d{1,2})\)[、.]?)"
)
_ASIDE = re.compile(r"^[(\[]?(?:其中|其中之一|内含|含)[:：、]?")
_BEGINS = re.compile(r"[(\[]?其中[:：、]|(?:上年|年初|年末|以前年度)?(?:结转|结余)|使用.{0,8}(?:结转|结余)")
_TOP = re.compile(r"结转|结余|弥补|动用|调入")
_FUND = re.compile("一般公共预算|政府性基金|国有资本|专户|单位资金|财政拨款")
_UNNUMBERED = (9, 1)
_MOST_PARTS = 12
Ordinal = tuple[int, int]  # the style of a number, and the number


def kind_of(texts: Sequence[str]) -> RowKind:
    """Return what kind of row has the folded ``texts`` as labels."""
    for text in texts:
        kind = _sum_word(text)
        if kind:
            return kind
    return "aside" if texts and _ASIDE.match(texts[0]) else "item"


@lru_cache(maxsize=1 << 13)
def _sum_word(text: str) -> RowKind | None:
    """Return which kind of sum a folded label names, None for none."""
    match = TOTAL.fullmatch(text)
    if match:
        return "total" if match.group(1) == "合计" else "grand"
    return "subtotal" if text.endswith("小计") else None


def begins_row(texts: Sequence[str]) -> bool:
    """Return whether cells surely begin a row of a budget table: a figure, a code, a numbering or a total is there.

    So do words that begin a line and end none: 其中, 上年结转, 结转下年.
    """
    return any(
        figure(text) or coded(text)[0] or ordinal(text) != _UNNUMBERED or ends_row(text) or _BEGINS.match(fold(text))
        for text in texts
        if text
    )


def ends_row(text: str) -> bool:
    """Return whether a text is the whole label of a row of sums: nothing of it is missing."""
    return bool(TOTAL.fullmatch(fold(text)))


def leveled(rows: Sequence[TableRow]) -> tuple[TableRow, ...]:
    """Return the rows (of one side) with their levels: by numbering where one counts on, else by codes."""
    numbered = sum(row.numbered for row in rows)
    if numbered > 1 or (numbered and not any(row.code for row in rows)):
        return tuple(_by_numbers(rows))
    return tuple(_with_rest(_by_codes(rows)))


def _with_rest(rows: Sequence[TableRow]) -> list[TableRow]:
    """Return the rows, those that complete a list which begins with 其中 (其中:甲, 乙) as a part of it."""
    done = list(rows)
    for at, row in enumerate(rows):
        if at and row.kind == "aside" and done[at - 1].kind == "item" and not row.code:
            end = _end_of_list(rows, at)
            done[at:end] = [_at(one, row.level, "aside") for one in rows[at:end]]
    return done


def _end_of_list(rows: Sequence[TableRow], first: int) -> int:
    """Return where the rows end that make up the row before ``first`` in each of its columns; ``first`` if none do."""
    whole = {one.column: one.value for one in rows[first - 1].amounts}
    added = dict.fromkeys(whole, Decimal(0))
    for at, row in enumerate(rows[first : first + _MOST_PARTS], first):
        if row.code or row.kind not in {"item", "aside"} or (row.kind == "aside" and at > first):
            break
        for one in row.amounts:
            added[one.column] = added.get(one.column, Decimal(0)) + (one.value or 0)
        if at > first and any(whole.values()) and added == whole:
            return at + 1
    return first


def is_numbered(name: str) -> bool:
    """Return whether a name begins with the number of a list."""
    return ordinal(name) != _UNNUMBERED


@lru_cache(maxsize=1 << 13)
def ordinal(name: str) -> Ordinal:
    """Return (style, number) of the numbering before a name; (9, 1) for a name without one."""
    match = _ORDINAL.match(_ASIDE.sub("", fold(name)))
    if match:
        for style, text in enumerate(match.groups()):
            if text:
                return style, int(text) if text.isdigit() else chinese_number(text) or 0
    return _UNNUMBERED


def _by_numbers(rows: Sequence[TableRow]) -> list[TableRow]:
    """Return the rows with levels: a list that starts again, or a name without number, is below the line above."""
    done: list[TableRow] = []
    stack: list[Ordinal] = []
    aside = 0  # the level of a list that begins with 其中, 0 outside one
    carried = 0  # the level of 上年结转, below which it is told by fund, 0 elsewhere
    for row in rows:
        if row.kind in {"total", "grand", "subtotal"}:
            done.append(row)
            stack, aside = ([], 0) if row.kind != "subtotal" else (stack, aside)
            carried = 0
            continue
        if carried and _is_carried_fund(row.name):
            done.append(_at(row, carried + 1, row.kind))
            continue
        _enter(stack, ordinal(row.name), row.name)
        level = len(stack)
        carried = _level_of_carried(row.name, level, carried)
        aside = level if row.kind == "aside" else aside if level >= aside else 0
        done.append(_at(row, level, "aside" if aside and row.kind == "item" else row.kind))
    return done


def _is_carried_fund(name: str) -> bool:
    return bool(_TOP.search(name) and _FUND.search(name)) and ordinal(name) == _UNNUMBERED


def _level_of_carried(name: str, level: int, carried: int) -> int:
    """Return the level of 上年结转 that a row is, or stands below; 0 elsewhere."""
    if _TOP.search(name) and not _FUND.search(name):
        return level
    return carried if level > carried else 0


def _enter(stack: list[Ordinal], now: Ordinal, name: str) -> None:
    """Put the numbering of a line on the stack of those above it."""
    style, number = now
    if now == _UNNUMBERED:
        while stack and (stack[-1] == now or _TOP.search(name)):
            stack.pop()
    elif number > 1:
        while stack and stack[-1] != (style, number - 1):
            stack.pop()
        stack[-1:] = []
    stack.append(now)


def _by_codes(rows: Sequence[TableRow]) -> list[TableRow]:
    """Return the rows with levels: a code stands below the shorter one above that it begins with (201, 20101)."""
    done: list[TableRow] = []
    stack: list[str] = []
    for row in rows:
        if row.kind == "item" and row.code:
            while stack and not (row.code.startswith(stack[-1]) and len(row.code) > len(stack[-1])):
                stack.pop()
            stack.append(row.code)
        done.append(_at(row, max(len(stack), 1) if row.kind == "item" and row.code else 1, row.kind))
    return done


def _at(row: TableRow, level: int, kind: RowKind) -> TableRow:
    return row if (row.level, row.kind) == (level, kind) else replace(row, level=level, kind=kind)
