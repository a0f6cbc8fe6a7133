"""Parts of a text that are left alone or nearly so: document numbers, addresses; titles, quotations; names."""

from __future__ import annotations

import re

from auditor.nlp.clause import Clause

_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|‘[^‘’]*’|「[^「」]*」")
_PROTECTED = re.compile(
    r"[一-鿿]{1,12}[〔\[【(（]\s*[0-9０-９]{4}\s*[〕\]】)）]\s*第?\s*[0-9０-９]+\s*号"
    r"|(?:https?://|www\.)\S+"
)
_RUN = re.compile(r"\S+")
_NAMED = re.compile(
    r"(?:街道|镇|乡|村|社区|小区|路|大道|高速|街|巷|胡同|桥|河|江|沟|湖|水库|山|岭|峰|寺|庙|市|县|旗|州|岛|港|矿|电站|林场|农场|牧场"
    r"|景区|遗址|公司|集团|科技|股份|实业|药业|新材|生物|大学|学院|中学|小学|幼儿园|医院|事务所|研究院|村委会|居委会|先生|女士|同志)"
)
_REACH = 3


def protected(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text in which no spelling is judged."""
    found = [match.span() for match in _PROTECTED.finditer(text)]
    # Apart from the pattern above, which would look for an @ after every character of a text.
    runs = _RUN.finditer(text) if "@" in text else ()
    return found + [run.span() for run in runs if "@" in run.group()]


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans of titles and quoted words."""
    return [match.span() for match in _QUOTED.finditer(text)]


def within(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Return whether [start, end) touches one of the spans."""
    return any((start < last and first < end) or first <= start == end <= last for first, last in spans)


def parallel(symbols: str, start: int, end: int) -> bool:
    """Return whether symbols[start:end] touch a character that is repeated two places on, as in 知法懂法 or 节水惜水.

    Such pairs are made up freely, so their words are often unknown; a slip of the pen hardly makes one.
    """
    return any(
        symbols[at] == symbols[at + 2] != symbols[at + 1]
        for at in range(max(0, start - 2), min(end, len(symbols) - 2))
        if start < at + 3 and at < end
    )


def named_after(clause: Clause, end: int) -> bool:
    """Return whether the symbols after ``end`` are, within a few, the second half of a proper name (…街道, …公司)."""
    return any(_NAMED.match(clause.symbols, end + step) for step in range(_REACH))
