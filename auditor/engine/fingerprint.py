"""Fingerprints: the identity of a finding that survives a new version of its document."""

from __future__ import annotations

import hashlib
import unicodedata

LENGTH = 16


def fingerprint(rule_name: str, project: str, indicator: str, content: str) -> str:
    """Return 16 hex digits over rule, project key (or activity), indicator name and content.

    Blanks and width do not count (NFKC, then every white space removed), so that a new layout of the same text keeps
    its waivers. Page, row and line must never be part of ``content``.
    """
    # A separator that no text holds keeps ("ab", "c") apart from ("a", "bc").
    text = "\x1f".join(_folded(part) for part in (rule_name, project, indicator, content))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def _folded(text: str) -> str:
    """Return ``text`` in NFKC without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
