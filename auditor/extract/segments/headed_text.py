"""Texts divided by headings in brackets (【总体目标】…【产出指标-数量指标】…)."""

from __future__ import annotations

import re

from auditor.extract.segments.paired import pair_of
from auditor.extract.words.vocabulary import header, is_level

HEADING = re.compile(r"【([^【】]{2,30})】[:：]?\s*")
_OTHER = re.compile(r"[(（]([^()（）]{2,30})[)）][:：]?|[\[〔［]([^\[\]〔〕［］]{2,30})[\]〕］][:：]?")
_BEFORE = frozenset("\n \t)）]】。；;")
_SIDE = re.compile(r"[^\W\d]{0,6}(?:说明|备注|概况|情况|依据)")
_NUMBERED = re.compile(r"(?<=[)）】。；;\s])\s*(?=指标\d{1,2}[:：])")  # paragraphs of a page print without a blank
_LEAST = 2  # headings of levels


def headed(text: str, least: int = _LEAST) -> list[tuple[str, str]]:
    """Return (heading, text below it) of a text with ``least`` headings of levels or more, [] for any other."""
    pieces = HEADING.split(squared(text))
    below = ((pieces[at].strip(), pieces[at + 1].strip()) for at in range(1, len(pieces), 2))
    parts = [("", pieces[0].strip()), *below]
    return parts if sum(is_levels(heading) for heading, _ in parts) >= least else []


def squared(text: str) -> str:
    """Return a text whose headings stand in the brackets 【】, whichever they have, and each 指标1： on a line."""
    return _OTHER.sub(_squared, _NUMBERED.sub("\n", text))


def _squared(match: re.Match[str]) -> str:
    heading = match.group(1) or match.group(2)
    before = match.string[match.start() - 1] if match.start() else "\n"
    at_start = before in _BEFORE and (is_levels(heading) or bool(_SIDE.fullmatch(heading)) or "goal" in header(heading))
    whole = "指标" in heading and pair_of(heading) is not None  # both levels: a heading wherever it stands
    return f"\n【{heading}】" if whole or at_start else match.group()


def is_levels(heading: str) -> bool:
    """Return whether a heading is a level, or both with a mark between them."""
    return "指标" in heading and (is_level(heading) or pair_of(heading) is not None)
