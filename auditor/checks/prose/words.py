"""The words before an amount that make it a rise or a fall, as patterns."""

from __future__ import annotations

import re

from auditor.checks.context import Context


def rise_and_fall(context: Context, rising: str, falling: str) -> tuple[str, str]:
    """Return the patterns of the words before a rise and before a fall (names of two lists of words)."""
    return context.words.either(rising), context.words.either(falling)


_NEAR = 40  # characters before an amount in which its word stands


def sign_before(before: str, words: tuple[str, str]) -> int:
    """Return 1 or -1 where the words before an amount say that it is a rise or a fall, else 0."""
    near = before[-_NEAR:]
    return next((sign for sign, one in zip((1, -1), words, strict=True) if re.search(f"(?:{one})[了约]*$", near)), 0)
