"""What a finding keeps of a long text: the part around what is meant, not the whole text once for each finding."""

from __future__ import annotations

from dataclasses import replace

from auditor.records.finding import Evidence, Hit

# A cell of a budget has some hundred characters; up to here a finding keeps all of it.
LONG = 4000
_AROUND, _NAME = 1000, 1000


def near(hit: Hit) -> Hit:
    """Return the hit with the part of its text around its span, where the text is long."""
    if len(hit.text) <= LONG:
        return hit
    kept = part(Evidence(hit.text, *(hit.span or (0, len(hit.text)))))
    return replace(hit, text=kept.text, span=(kept.start, kept.end) if hit.span else None)


def part(evidence: Evidence) -> Evidence:
    """Return the evidence with the part of its text around what is meant, where the text is long."""
    if len(evidence.text) <= LONG:
        return evidence
    first = max(0, evidence.start - _AROUND)
    end = min(evidence.end, evidence.start + _AROUND)
    return Evidence(evidence.text[first : end + _AROUND], evidence.start - first, end - first)


def name(text: str) -> str:
    """Return a text as a message quotes it: what no one could read in a sentence ends with an ellipsis."""
    return text if len(text) <= _NAME else f"{text[:_NAME]}…"
