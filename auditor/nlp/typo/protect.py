"""Parts of a text that are left alone or nearly so: document numbers, addresses; titles, quotations; names."""

from __future__ import annotations

import re

from auditor.nlp.typo.clause import Clause

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
_LISTED, _LONGEST_ITEM = "、", 4
_MARKS = frozenset("、，。；：！？“”‘’《》（）()【】,;:!? \n\t")


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


def enumerated(text: str, first: int, last: int) -> bool:
    """Return whether text[first:last + 1] is part of an item made like one beside it, as in 近水、亲水、拥水.

    Such words are made up for the list. What is repeated must stand outside of the part that is meant.
    """
    start, end = _item(text, first, last)
    beside = []
    if text[start - 1 : start] == _LISTED:
        other = text[slice(*_item(text, start - 2, start - 2))]
        size = min(len(other), end - start)
        beside.append((start, other[-size:]))
    if text[end : end + 1] == _LISTED:
        other = text[slice(*_item(text, end + 1, end + 1))]
        size = min(len(other), end - start)
        beside.append((end - size, other[:size]))
    return any(_alike(text, at, other, range(first, last + 1)) for at, other in beside)


def _alike(text: str, at: int, other: str, meant: range) -> bool:
    """Return whether what stands at a place begins or ends as another item does, outside of the part that is meant."""
    size = len(other)
    if not 1 < size <= _LONGEST_ITEM or meant.start < at or meant.stop > at + size:
        return False
    ends = {at, at + size - 1}.difference(meant)
    return any(text[place] == other[place - at] for place in ends)


def _item(text: str, first: int, last: int) -> tuple[int, int]:
    """Return the span between the nearest marks around text[first:last + 1], of a few characters at most."""
    start, end = max(first, 0), last + 1
    while start > 0 and first - start <= _LONGEST_ITEM and text[start - 1] not in _MARKS:
        start -= 1
    while end < len(text) and end - last <= _LONGEST_ITEM and text[end] not in _MARKS:
        end += 1
    return start, end


def named_after(clause: Clause, end: int) -> bool:
    """Return whether the symbols after ``end`` are, within a few, the second half of a proper name (…街道, …公司)."""
    return any(_NAMED.match(clause.symbols, end + step) for step in range(_REACH))


def is_name(clause: Clause, end: int) -> bool:
    """Return whether what ends at ``end`` stands right before the second half of a proper name."""
    return _NAMED.match(clause.symbols, end) is not None
