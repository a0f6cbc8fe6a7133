"""Digests that name a thing by what it says, whatever its layout."""

from __future__ import annotations

import hashlib
import unicodedata

LENGTH = 16


def digest(*parts: str) -> str:
    """Return 16 hex digits over the parts; blanks and width do not count (NFKC, then every white space removed)."""
    # A separator that no text holds keeps ("ab", "c") apart from ("a", "bc").
    text = "\x1f".join("".join(unicodedata.normalize("NFKC", part).split()) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
