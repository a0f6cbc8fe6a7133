"""Labels that leave out a word which the place tells: 编码 and 目标 below the name of a project."""

from __future__ import annotations

import re

from auditor.extract.words.numbering import without_number
from auditor.extract.words.vocabulary import header, is_level

_LABELLED = re.compile(r"\s*([^\W\d]{2,8})\s*[:：]\s*(\S.*)", re.DOTALL)
_LEFT_OUT = (("项目", ""), ("绩效", ""), ("", "名称"))
_ASKED = frozenset({"code", "goal", "project"})


def labelled(text: str) -> tuple[str, str] | None:
    """Return (label, what it says) of a text that begins with a short label, known or not, else None."""
    found = _LABELLED.fullmatch(without_number(text))
    return (found.group(1), found.group(2)) if found and not is_level(found.group(1)) else None


def in_full(label: str) -> str:
    """Return what a label is in full (编码 → 项目编码, 目标 → 绩效目标), "" where nobody knows or it is so already."""
    if header(label):
        return ""
    return next((full for one, two in _LEFT_OUT if header(full := f"{one}{label}{two}") & _ASKED), "")
