"""The repaired text of a cell, where the facts of a hit name it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from auditor.records.finding import Hit, Repair
from auditor.records.rule import Rule

# From this confidence on a wrong character may be mended without asking.
_CERTAIN = 0.9
_SIGNS = frozenset({"≥", "≤", "=", ">", "<"})
_SHARE = re.compile(r"(\d+(?:\.\d+)?)%")


def repair(hit: Hit, rule: Rule, text: str) -> Repair | None:
    """Return the repair of a hit whose cell says ``text``, None where only the author can know.

    Wrong characters are mended at their span; an operator, unit or share is replaced where the facts name the right
    one. ``certain`` needs a typo of severity error and confidence ≥ 0.9.
    """
    after = next((made for make in _MAKERS if (made := make(hit, text, hit.facts))), "")
    if not after or after == text:
        return None
    severity = hit.severity or rule.severity
    confidence = rule.confidence if hit.confidence is None else hit.confidence
    certain = rule.family == "typo" and severity == "error" and confidence >= _CERTAIN and hit.span is not None
    return Repair(text, after, certain)


def _characters(hit: Hit, text: str, facts: Mapping[str, Any]) -> str:
    """Return the text with the wrong characters replaced (or taken out)."""
    if hit.span is None or "wrong" not in facts or "corrected" not in facts:
        return ""
    start, end = hit.span
    right = "" if str(facts.get("right", "")).startswith("（") else str(facts.get("right", ""))
    return text[:start] + right + text[end:] if text[start:end] == facts["wrong"] else ""


def _operator(hit: Hit, text: str, facts: Mapping[str, Any]) -> str:
    """Return the operator that the check wants."""
    wanted = str(facts.get("wanted", ""))
    return wanted if hit.column == "operator" and wanted in _SIGNS and text.strip() else ""


def _unit(hit: Hit, text: str, facts: Mapping[str, Any]) -> str:
    """Return the standard spelling of the unit, where it is named in full."""
    standard = str(facts.get("standard", ""))
    return standard if hit.column == "unit" and text.strip() and "…" not in standard else ""


def _share(hit: Hit, text: str, facts: Mapping[str, Any]) -> str:
    """Return the share in percent that was written as a fraction (0.95 before %)."""
    meant = _SHARE.fullmatch(str(facts.get("meant", "")))
    if hit.column != "value" or not meant:
        return ""
    try:
        return meant.group(1) if Decimal(text) * 100 == Decimal(meant.group(1)) else ""
    except InvalidOperation:
        return ""


_MAKERS: tuple[Callable[[Hit, str, Mapping[str, Any]], str], ...] = (_characters, _operator, _unit, _share)
