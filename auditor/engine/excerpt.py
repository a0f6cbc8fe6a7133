"""Pieces of a text as a message quotes them: cut between clauses, never inside a word, and marked where cut.

What a check notes is part of the fingerprint and stays as it is; only what is shown is cut anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain

_BREAK = re.compile(r"[，,；;：:。！!？?、（）()\s]")
# So far from the place meant a clause may begin or end; a longer one is quoted whole up to here.
_REACH = 24
_FIGURES = ("printed", "sum", "difference", "amount")
_DELETED = "（删去）"


def shown(hit: Hit) -> Mapping[str, str]:
    """Return the facts of a hit that are shown otherwise than they are noted: quotations, and amounts said twice."""
    facts = hit.facts
    made: dict[str, str] = {}
    if hit.text and hit.span and "corrected" in facts:
        right = str(facts.get("right", ""))
        right = "" if right == _DELETED else right
        start, end = hit.span
        whole = hit.text[:start] + right + hit.text[end:]
        made |= {"right": right, "corrected": around(whole, start, start + len(right))}
    if hit.text and "tail" in facts:
        made["tail"] = around(hit.text, max(0, len(hit.text) - 4), len(hit.text))
    if "money_unit" in facts:
        made |= {name: figure(str(facts[name])) for name in _FIGURES if name in facts}
    if "ceiling_wan" in facts and str(facts.get("ceiling", "")).endswith(f"{facts['ceiling_wan']}万元"):
        made["ceiling_wan"] = ""
    return made


def figure(text: str) -> str:
    """Return an amount as every message writes it: no separators, no idle zeros; other texts as they are."""
    number = parse_amount(text)
    return text if number is None else plain(number)


def around(text: str, start: int, end: int) -> str:
    """Return the clause of ``text`` that holds [start, end), with an ellipsis where something is left out."""
    text_before, text_after = text[:start], text[end:]
    breaks = [match.end() for match in _BREAK.finditer(text_before) if match.end() < start]
    first = breaks[-1] if breaks and start - breaks[-1] <= _REACH else 0
    if start - first > _REACH:
        first = start - _REACH
    after = _BREAK.search(text_after)
    last = end + after.start() if after and after.start() <= _REACH else len(text)
    last = min(last, end + _REACH)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
