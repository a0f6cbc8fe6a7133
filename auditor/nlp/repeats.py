"""Doubled words: the same character or word typed twice where the language does not double it."""

from __future__ import annotations

import re

from auditor.nlp.clause import Clause
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.segment import cut
from auditor.records.edit import Edit

_WORD = re.compile(r"([一-鿿]{2,6})\1")
_CHAR = re.compile(r"([一-鿿])\1")
_FOUR = re.compile(r"([一-鿿])\1([一-鿿])\2")
_LEAST_CHAR_GAIN, _LEAST_WORD_GAIN = 9.0, 4.0
_CERTAIN_GAIN = 12.0
_FUNCTION = frozenset("的地得了和与及或在对是为把被将由从向于等并")


def repeat_edits(clause: Clause, model: Model, language: Language) -> list[Edit]:
    """Return the edits of kind ``doubled`` of a clause, with offsets in its text.

    A doubled word needs the whole stretch to be unknown as it stands; a doubled character needs, besides, that the
    second one belongs to no word and that the text reads far better with one of them. Forms that the language
    doubles (天天, 稳稳, 高高兴兴) are words of the dictionary or attested, so they stay.
    """
    found = [edit for match in _WORD.finditer(clause.symbols) if (edit := _word(clause, match, model, language))]
    for match in _CHAR.finditer(clause.symbols):
        if edit := _char(clause, match.start(), model, language):
            found.append(edit)
    return found


def _edit(clause: Clause, start: int, size: int, confidence: float) -> Edit:
    first, last = clause.span(start, start + 2 * size)
    once = clause.symbols[start : start + size]
    return Edit(first, last, once + once, once, confidence, "doubled", f"“{once}”连写了两次")


def _word(clause: Clause, match: re.Match[str], model: Model, language: Language) -> Edit | None:
    start, once = match.start(), match.group(1)
    edges = {*clause.starts, len(clause.symbols)}
    whole = start in edges and start + len(once) in edges and match.end() in edges
    if not whole or match.group() in model.counts or len(set(once)) == 1:
        return None
    tokens = cut(model.cutter, once)
    if any(language.word(token) < 0.0 for token in tokens) or language.pair(tokens[-1], tokens[0]) >= 0.0:
        return None
    return _edit(clause, start, len(once), 0.9 if len(once) < 5 else 0.85)


def _char(clause: Clause, start: int, model: Model, language: Language) -> Edit | None:
    symbols = clause.symbols
    if symbols[start : start + 2] in model.counts and model.counts[symbols[start : start + 2]] > 0:
        return None
    alone = [at for at, word in zip(clause.starts, clause.words, strict=True) if word == symbols[start]]
    function = symbols[start] in _FUNCTION
    # 机务段段长, 某街街道: the end of a name before a title or a level is doubled by right.
    if start + 1 not in alone and not (function and start in alone):
        return None
    if _FOUR.search(symbols[max(0, start - 2) : start + 4]):
        return None
    once = symbols[: start + 1] + symbols[start + 2 :]
    gain = language.text(once) - language.text(symbols)
    words = language.words(cut(model.cutter, once)) - language.words(clause.words)
    if gain < _LEAST_CHAR_GAIN or words < _LEAST_WORD_GAIN:
        return None
    # A text may begin in the middle of a word that the page before holds: there the doubling is only a guess.
    sure = 0.92 if gain >= _CERTAIN_GAIN else 0.8
    return _edit(clause, start, 1, sure if start else 0.5)
