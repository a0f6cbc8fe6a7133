"""Labels of a form that nobody knows: they stand where labels stand, with their answer beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.lines.stream import Line
from auditor.extract.rows.amounts import SLOTS
from auditor.extract.segments.said import Said
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import header, is_level
from auditor.text.operators import sign
from auditor.text.width import has_han

_SENTENCE = re.compile(r"[。；;！!？?，,]|^\s*\d")
_LABELLED = re.compile(r"\s*([^\W\d]{2,8})\s*[:：]\s*([^\s。；;：:]{1,40})\s*")  # 联系人：某某
_LONGEST = 16
HEADING = "栏目"
"""The label of a detail that only heads the labels right of it (政策资金（万元）)."""


def strange_labels(said: Sequence[Said], line: Line) -> tuple[list[tuple[str, Said]], list[Said]]:
    """Return (what labels that nobody knows say, each with its label; what is left).

    A text may hold both (联系人：某某).
    Two texts side by side, none of them labelled, are label and answer where the first may be a label; one that
    stands before a known label heads it.
    """
    told: list[tuple[str, Said]] = []
    left: list[Said] = []
    columns = [at for at, cell in enumerate(line.cells) if cell.text]
    at = 0
    while at < len(said):
        here, after = said[at], said[at + 1] if at + 1 < len(said) else None
        beside = next((c for c in columns if c > here.column and line.cells[c].text != here.cell.text), -1)
        answered = after is not None and _is_bare(after) and after.column == beside
        parts = _LABELLED.fullmatch(here.cell.text) if _is_bare(here) else None
        # An amount beside it is what 其中：本年拨款 says: the whole of that is the label.
        if parts and may_label(parts.group(1)) and not (answered and after and is_amount(after.cell.text)):
            told.append((parts.group(1), replace(here, cell=replace(here.cell, text=parts.group(2)))))
            at += 1
            continue
        if not may_label(here.cell.text) or beside < 0 or not (_is_bare(here) or (answered and _is_divided(here))):
            left.append(here)
        elif after and answered and _heads(after, said[at + 2 : at + 3]):
            told.append((HEADING, here))
        elif after and answered:
            told.append((here.cell.text, after))
            at += 1
        elif header(line.cells[beside].text):
            told.append((HEADING, here))
        else:
            left.append(here)
        at += 1
    return told, left


def strange_note(label: str, said: Said) -> tuple[str, bool]:
    """Return the note about an answer that is kept though nobody knows its label, and that nothing stays unread."""
    amount = "，没有当作金额检查" if is_amount(said.cell.text) else ""
    return f"不认识栏目“{label}”，它的“{said.cell.text}”作为说明保留{amount}。", False


def _heads(label: Said, then: Sequence[Said]) -> bool:
    """Return whether what seems an answer is a label itself: an amount stands beside it."""
    return may_label(label.cell.text) and any(_is_bare(each) and is_amount(each.cell.text) for each in then)


def _is_bare(said: Said) -> bool:
    return not said.label and not said.over


def _is_divided(said: Said) -> bool:
    """Return whether a label of an amount has a word beside it: a merged cell says it again before its parts.

    A text with a figure (总额96.5万元) is the amount, named once more.
    """
    return bool(said.words & {*SLOTS}) and not re.search(r"\d", said.cell.text)


def may_label(text: str) -> bool:
    """Return whether a text that is no known label may be one: short words, no sentence, no level."""
    if len(text) > _LONGEST or not has_han(text) or _SENTENCE.search(text):
        return False
    return not (is_level(text) or sign(text))
