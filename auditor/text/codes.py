"""The code of a project (项目编码) as budgets print it: eight digits, a letter, twelve digits."""

from __future__ import annotations

import re

PROJECT_CODE = r"\d{8}[A-Z]\d{12}"
BEGUN_CODE = r"\d{8}[A-Z]\d{0,12}"
"""A code of which the end may be cut off."""
CODE_LENGTH = 21
OTHER_CODE = r"\d{2}[0-9A-Z]{12,28}"
"""Codes of other forms."""
ANY_CODE = re.compile(rf"(?<![0-9A-Za-z])({PROJECT_CODE}|{OTHER_CODE})(?![0-9A-Za-z])")
_BEHIND_NAME = re.compile(
    r"\s*[(（\[【]\s*(?:(?:项目)?(?:编码|代码|编号)\s*[:：]?\s*(?P<said>[0-9A-Z][0-9A-Za-z-]{3,29})"
    r"|(?P<bare>(?!GB|DB|JG|JT|CJ)(?=[0-9A-Z-]*\d{3})[A-Z]{1,6}[0-9A-Z-]{8,25}|\d{4,8}[A-Z]\d{6,18}|\d{12,24}))\s*[)）\]】]\s*$"
)
CODE_START = re.compile(rf"^{BEGUN_CODE}(?!\d)|^{OTHER_CODE}(?![0-9A-Za-z])")


def code_behind(name: str) -> tuple[str, str]:
    """Return (the name, the code) of a name with its code in brackets behind it, (the name, "") of any other."""
    found = _BEHIND_NAME.search(name)
    if not found or not found.start():
        return name, ""
    return name[: found.start()], found.group("said") or found.group("bare")
