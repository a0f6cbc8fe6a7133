"""Fingerprints: the identity of a finding that survives a new version of its document."""

from __future__ import annotations

from auditor.records.identity import digest


def fingerprint(rule_name: str, project: str, indicator: str, content: str) -> str:
    """Return 16 hex digits over rule, project key (or activity), indicator name and content.

    Blanks and width do not count, so that a new layout of the same text keeps its decisions. Page, row and line must
    never be part of ``content``.
    """
    return digest(rule_name, project, indicator, content)
