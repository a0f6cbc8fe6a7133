"""A text that is the name of an indicator with its target (技术入户率≥95%): the two apart."""

from __future__ import annotations

import re

_SIGN = r"[≥≤≧≦＞＜＝=><]|大于等于|小于等于|不低于|不少于|不超过|不高于|不小于|不大于|大于|小于|等于|达到"
_TARGETS = (
    re.compile(rf"(?P<name>.+?)\s*[:：,，(（]?\s*(?P<value>(?:{_SIGN})\s*\d[^()（）]*(?:[(（][^()（）]*[)）])?)[)）]?"),
    re.compile(r"(?P<name>[^:：]+)[:：]\s*(?P<value>.+)"),
    re.compile(r"(?P<name>\D{2,}?)\s*(?P<value>\d[\d,]*(?:\.\d+)?\s*[^\d，,]{0,8})"),
    re.compile(r"(?P<name>.{2,}?)(?P<value>(?:有所|明显|显著|持续|不断|进一步|逐步|有效)\w{2,4})"),
)


def tells_target(text: str) -> bool:
    """Return whether some part of a text tells a target."""
    return any(pattern.search(text) for pattern in _TARGETS)


def name_and_target(text: str) -> tuple[str, str]:
    """Return the name and the target that a text tells, (the text, "") where it tells none."""
    for pattern in _TARGETS:
        match = pattern.fullmatch(text)
        if match:
            return match.group("name").strip(" 　,，:：(（"), match.group("value").strip()
    return text, ""
