"""What the labels of amounts in the head of table 13 mean, read from rules/layouts/head.tsv."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from auditor.extract.words.keys import fold
from auditor.extract.words.lead import is_amount
from auditor.extract.words.numbering import without_number
from auditor.extract.words.vocabulary import layout_lines, overall_label
from auditor.records.budget import HeadSide

_PART = re.compile(r"[-—–─·●•■*]*(?:其中|内含)[:,、]?|[-—–─]{1,4}|其中")
_MARKS = re.compile(r"^[·●•■*◆]+|[:]$")
_BRACKETED = re.compile(r"\([^()]*\)")
_BEFORE = re.compile(r"^(?:20\d\d年度?|本年度?|当年|全年|年度|部门|单位|本级)+(?=.{2})")
_LONGEST = 20
# 资金来源:财政拨款, 按支出:基本支出, 来源-其他资金
_OVER = re.compile(
    r"^(?:按[^:]{1,8}:|[^:]{2,8}(?:来源|结构|构成|情况|性质|用途|类别):|(?:收入|资金|来源|支出|用途)[:\-—–])(?=.)"
)
# O, o, l, I are often typed for 0 and 1; one such letter makes no number of a text without digits.
_TYPED = re.compile(r"(?=.*\d)[\dOolI][\dOolI.,]*[OolI][\dOolI.,]*")
_SHARE = re.compile(r"\d{1,3}(?:\.\d+)?%")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?")
INCOME = frozenset(
    {"income-total", "income-year", "special", "general", "fund", "capital", "business", "carried", "fiscal", "other"}
)


def is_figure(text: str) -> bool:
    """Return whether a text is meant as an amount, well written or not (4.862.30, 5OOO)."""
    return is_amount(text) or is_mistyped(text)


def is_mistyped(text: str) -> bool:
    """Return whether letters are typed for digits in an amount (5OOO)."""
    return bool(_TYPED.fullmatch(fold(text)))


def is_share(text: str, *, below: bool) -> bool:
    """Return whether a text is a share in per cent; ``below`` a head of shares a bare number is one."""
    return bool(_SHARE.fullmatch(fold(text)) or (below and _NUMBER.fullmatch(fold(text))))


def is_part(label: str) -> bool:
    """Return whether a label says that its amount is a part of one before it."""
    return bool(_PART.match(fold(label)))


@lru_cache(maxsize=1 << 12)
def role_of(label: str) -> str:
    """Return what the label of an amount means, "" where nobody knows."""
    if len(label) > _LONGEST:
        return ""
    key = _bare(label)
    if not key:
        return ""
    found = _first("role", key) or _first("role", _BEFORE.sub("", key))
    if found or overall_label(key) != "total":
        return found
    return "spend-total" if "支出" in key else "income-total" if "收入" in key else "total"


@lru_cache(maxsize=1 << 12)
def side_of(head: str) -> HeadSide:
    """Return which side a head is over, "" where it says nothing of that."""
    found = _first("side", _BEFORE.sub("", _bare(head))) if len(head) <= _LONGEST else ""
    return "income" if found == "income" else "spend" if found == "spend" else ""


def heads_list(head: str) -> bool:
    """Return whether a text is the title of a list of funds (部门整体支出资金（万元）)."""
    return len(head) <= _LONGEST and _first("head", _bare(head)) == "list"


def heads_shares(head: str) -> bool:
    """Return whether a head is over shares of the whole."""
    return len(head) <= _LONGEST and _first("head", _bare(head)) == "share"


def counts_something(head: str) -> bool:
    """Return whether a label is one of a number of posts, people or bodies, or of their rate."""
    return len(head) <= _LONGEST and bool(_first("count", _bare(head)))


def _bare(label: str) -> str:
    key = fold(without_number(_OVER.sub("", fold(without_number(label)))))
    part = _PART.match(key)
    return _MARKS.sub("", _BRACKETED.sub("", without_number(key[part.end() :] if part else key)))


def _first(kind: str, key: str) -> str:
    return next((name for name, pattern in _patterns(kind) if pattern.search(key)), "")


@cache
def _patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = [line.split("\t") for line in layout_lines("head.tsv")]
    return tuple((name, re.compile(pattern)) for of, name, pattern in rows if of == kind)
