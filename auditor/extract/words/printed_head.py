"""Heads that got a known word for what is printed, which stands behind it in brackets (三级指标〔考评事项〕)."""

from __future__ import annotations

import re

from auditor.extract.words.keys import fold

_RENAMED = re.compile(r"(?:一级指标|二级指标|三级指标|指标性质|指标值|度量单位)\(〔(.+)〕\)")


def renamed(known: str, printed: str) -> str:
    """Return a known head with the one that is printed."""
    return f"{known}(〔{fold(printed)}〕)"


def as_printed(head: str) -> str:
    """Return the head that is printed, of one that got a known word the word in its brackets."""
    match = _RENAMED.fullmatch(head)
    return match.group(1) if match else head
