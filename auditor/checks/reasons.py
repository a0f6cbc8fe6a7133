"""Reasons of deviations that state none: nothing but words that fit any target (受客观因素影响，今后加强管理)."""

from __future__ import annotations

import re

from auditor.checks.context import Context
from auditor.text.width import fold

_MARKS = re.compile(r"[\W_]|[的地得了也并已较]")


def is_hollow(reason: str, section: str, context: Context) -> bool:
    """Return whether a reason, "" is none, is made of the words of ``section`` alone."""
    bare = _MARKS.sub("", fold(reason))
    words = sorted(context.words.entries(section), key=len, reverse=True)
    return bool(bare) and bool(re.fullmatch("|".join(map(re.escape, words)).join(("(?:", ")+")), bare))
