"""What a page prints around a table: the number of the page, the numbers of the columns below their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extract.words.keys import fold

PAGE_NUMBER = re.compile(r"[-—–－第/共页(]*\d{1,4}(?:[-—–－第/共页,()]+\d{0,4})*")
_COUNTED = re.compile(r"[(]?(\d{1,2})[)]?(?:=.+)?")
_ROUND = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FIRST = frozenset({"栏次", "甲"})
_LEAST = 4  # columns


def is_page_mark(key: str) -> bool:
    """Return whether a folded text is a page number that says so (第1页,共3页); a bare figure may be a cell's."""
    return "页" in key and bool(PAGE_NUMBER.fullmatch(key))


def counts_columns(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row are the numbers of its columns, from 1 on."""
    keys = [fold(text) for text in texts]
    keys = keys[1:] if keys and keys[0] in _FIRST else keys
    return len(keys) >= _LEAST and all(_number(text) == at for at, text in enumerate(keys, 1))


def _number(key: str) -> int:
    match = _COUNTED.fullmatch(key)
    if match:
        return int(match.group(1))
    return _ROUND.find(key) + 1 if len(key) == 1 else 0
