"""What the heads of the columns beside the target mean, and what a table with such columns is for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from auditor.extract.lines.heads import BELOW
from auditor.extract.words.vocabulary import column, header
from auditor.records.stage import EVALUATION, MONITORING, TARGETS

_ROLES = ("weight", "actual", "expected", "score", "deviation", "outlook", "progress", "state", "gap")
CRITERIA = "评分标准(计分依据)"
"""The head of the criteria in a table that scores without targets, so that they are known from those beside targets."""
_QUARTER, _SO_FAR = re.compile(r"[一二三四1-4]季度|上半年"), re.compile("累计|季度末|截[至止]")
_PAIR = 2
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")


def role_of(head: str) -> str:
    """Return which column of an outcome a head means, "" for any other column."""
    if head == CRITERIA:
        return "basis"
    words = header(head.partition(BELOW)[0])
    return next((role for role in _ROLES if role in words), "") or ("" if words else column(head.partition(BELOW)[0]))


def tells_results(texts: Sequence[str]) -> bool:
    """Return whether one of the heads of a row is of what was reached, or will be."""
    return any(role_of(text) in {"actual", "expected"} for text in texts)


def quarters_of(heads: Sequence[str]) -> Mapping[str, str]:
    """Return the roles of columns that tell, a quarter each, what was reached: the last so far, and the one before.

    Where they do not say that each counts from the beginning of the year, nobody adds them up.
    """
    told = [head for head in heads if _QUARTER.search(head) and role_of(head) == "actual"]
    if len(told) < _PAIR:
        return {}
    so_far = all(_SO_FAR.search(head) for head in told)
    return dict.fromkeys(told, "") | ({told[-2]: "earlier", told[-1]: "actual"} if so_far else {})


def beside_target(heads: Sequence[tuple[int, str]], target: str) -> tuple[tuple[int, str], ...]:
    """Return those of the (column, head) that are of the time of the ``target`` under its head, or of no time.

    What was or will be reached in a year before that of the targets (2025年实际 beside 2027年目标) is what they build
    on: no result of theirs.
    """
    years = set(_YEAR.findall(target))
    if len(years) != 1:
        return tuple(heads)
    year = years.pop()
    return tuple((at, head) for at, head in heads if max(_YEAR.findall(head), default=year) >= year)


def stage_of(heads: Sequence[str], title: str) -> str:
    """Return what a table is for, by its title or by the columns that only one kind of table has."""
    roles = {role_of(head) for head in heads}
    if roles & {"expected", "outlook"} or "监控" in title:
        return MONITORING
    return EVALUATION if {"actual", "score"} <= roles or ("actual" in roles and "评" in title) else TARGETS
