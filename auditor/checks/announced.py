"""How a form itself says that it scores (得分=分值×实际完成值÷年度指标值), and scores below that."""

from __future__ import annotations

import re
from decimal import Decimal

from auditor.checks.attained import points_of
from auditor.checks.context import Context
from auditor.checks.reported_row import Reported
from auditor.text.numbers import half_digit
from auditor.text.width import fold

_LEVELS = ("quantity", "quality", "timeliness", "cost", "benefit", "satisfaction")
"""Sections of levels.txt; what a level is called at the end of its words (…数量) is how a sentence calls it."""
_TAKEN_OFF = re.compile(r"扣减?\d|每.{1,8}扣")


def is_announced(row: Reported, say: str) -> bool:
    """Return whether a note of the form says (``say``) how such rows are scored, and none that points are taken off.

    A sentence that names levels speaks of their rows alone.
    """
    context = row.context
    levels = fold(f"{row.item.level1.text}{row.item.level2.text}")
    named = context.remember(("levels scored so", say), lambda: _levels_scored(context, say))
    return any(not words or any(word in levels for word in words) for words in named)


def _levels_scored(context: Context, say: str) -> list[frozenset[str]]:
    """Return the levels that each sentence names which says how is scored, none where points are taken off."""
    sentences = _sentences(context)
    if any(_TAKEN_OFF.search(text) or context.words.has("cues.scored_otherwise", text) for text in sentences):
        return []
    levels = [_called(section, context) for section in _LEVELS]
    scored = [sentence for sentence in sentences if re.search(say, sentence)]
    return [frozenset(word for word in levels if word and word in sentence) for sentence in scored]


def _called(section: str, context: Context) -> str:
    """Return the first ending of the words of a level (数量 of …数量), "" where it has none."""
    words = context.words.entries(f"levels.{section}")
    return next((word.lstrip("….") for word in words if word[0] in "…."), "")


def is_underpaid(row: Reported, slack: float) -> bool:
    """Return whether the score is less than the points times the share that was reached, by more than ``slack``.

    A score may be rounded to its last digit, a whole one down.
    """
    _, score = points_of(row.item)
    if row.right is None or score is None:
        return False
    whole = score == score.to_integral()
    room = Decimal(1) if whole else half_digit(row.cell("score").removesuffix("分"))
    return score < row.right - room - Decimal(str(slack))


def _sentences(context: Context) -> list[str]:
    """Return the sentences of the text and of the notes of the document."""

    def make() -> list[str]:
        notes = (one.cell for one in context.budget.aside if one.kind in {"note", "prose"})
        texts = (fold(cell.text) for cell in (*context.budget.prose, *notes))
        return [part for text in texts for part in re.split("[;。]", text) if part]

    return context.remember("sentences of text and notes", make)
