"""Words that sound like a word of the document's other texts: 音质成本 in one cell, 印制 in others."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.nlp.segment import cut
from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.general import how_often
from auditor.nlp.typo.protect import is_name
from auditor.nlp.typo.sounding import unlike
from auditor.nlp.typo.support import Reader
from auditor.records.edit import Edit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SIZES = (2, 3)
_SYMBOL_BITS, _SOUND_BITS, _TEXT_BITS = 13, 9, 20
# A document with more ways to write a sound than this says nothing about any of them.
_MOST_WAYS = 6
# Evidence in nats that a correction needs in a document of so many symbols, and for an error: in a longer document
# more words sound alike by chance. What the clause itself must gain, and what a syllable that only sounds near costs.
_NEEDED, _DOCUMENT, _CERTAIN = 7.0, 1000, 4.0
_LEAST_GAIN, _LOOSE = 1.0, 1.0
_SYMBOLS_A_WORD, _DISCOUNT, _SHORTEST = 1.7, 0.5, 600
_LIKELY, _SURE = 0.75, 0.88
_EVERYDAY = 20  # times that a general dictionary has seen a word
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半第")
_COUNTED = frozenset("数次")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Text number ``text`` alone writes ``wrong``; ``others`` texts write ``right``, which sounds the same."""

    text: int
    wrong: str
    right: str
    others: int


def echoes(texts: Sequence[Sequence[Clause]], reader: Reader) -> dict[int, list[Edit]]:
    """Return edits of kind ``homophone`` by the number of a text (given as its clauses).

    A word that no other text has is held against a word that others have and that sounds like it. For that one speak
    how much better the clause reads with it, and how much more often than official texts the document has it.
    """
    found: dict[int, list[Edit]] = {}
    length = sum(len(clause.symbols) for clauses in texts for clause in clauses)
    for size in _SIZES:
        for pair in _pairs(texts, size, reader):
            for clause in texts[pair.text]:
                edit = _edit(clause, pair, length, reader) if pair.wrong in clause.symbols else None
                if edit:
                    found.setdefault(pair.text, []).append(edit)
    return found


def _pairs(texts: Sequence[Sequence[Clause]], size: int, reader: Reader) -> Iterator[_Pair]:
    import numpy as np

    joined = "\n".join(clause.symbols for clauses in texts for clause in clauses)
    counts = [sum(len(clause.symbols) + 1 for clause in clauses) for clauses in texts]
    points = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    if len(points) <= size:
        return
    owner = np.repeat(np.arange(len(texts)), counts)[: len(points)]
    sounding = reader.model.sounding
    wide = sounding.wide[np.minimum(points, 0xFFFF)]
    forms, sounds = _packed(wide, _SYMBOL_BITS, size), _packed(sounding.loose[:, 0][wide], _SOUND_BITS, size)
    heard = _all(sounding.loose[:, 0][wide] > 0, size)
    places = np.flatnonzero(heard)
    _, first = np.unique(forms[places] << _TEXT_BITS | owner[places], return_index=True)
    places = places[first]
    _, where, seen = np.unique(forms[places], return_index=True, return_counts=True)
    where = places[where]
    order = np.argsort(sounds[where], kind="stable")
    sound = sounds[where][order]
    starts = np.flatnonzero(np.concatenate([[True], sound[1:] != sound[:-1]]))
    ends = np.append(starts[1:], len(sound))
    several = (ends - starts > 1) & (ends - starts <= _MOST_WAYS)
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        ways = [(joined[where[at] : where[at] + size], int(seen[at]), int(owner[where[at]])) for at in order[start:end]]
        yield from _heard(ways, reader)


def _packed(values: NDArray[np.uint16], bits: int, size: int) -> NDArray[np.int64]:
    """Return for each place the ``size`` values from there on as one number (the last places hold nothing of use)."""
    import numpy as np

    made = np.zeros(len(values), np.int64)
    for step in range(size):
        made[: len(values) - size + 1] |= values[step : len(values) - size + 1 + step].astype(np.int64) << bits * step
    return made


def _all(known: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
    """Return for each place whether the ``size`` symbols from there on are all known."""
    import numpy as np

    made = np.zeros(len(known), bool)
    made[: len(known) - size + 1] = True
    for step in range(size):
        made[: len(known) - size + 1] &= known[step : len(known) - size + 1 + step]
    return made


def _heard(ways: Sequence[tuple[str, int, int]], reader: Reader) -> Iterator[_Pair]:
    """Yield the pairs among the ways to write a sound (spelling, texts that have it, one of these)."""
    count, terms = reader.model.words.count, reader.model.words.terms
    for wrong, seen, text in ways:
        if seen > 1 or wrong in terms or not _NUMERALS.isdisjoint(wrong):
            continue
        word = count(wrong) > 0
        for right, others, _ in ways:
            if right == wrong or count(right) <= 0 or not _NUMERALS.isdisjoint(right):
                continue
            if _counts(wrong) and _counts(right):
                continue
            # Input methods offer words: what is no word has one character wrong, not two.
            if word or sum(one != two for one, two in zip(wrong, right, strict=True)) == 1:
                yield _Pair(text, wrong, right, others)


def _counts(word: str) -> bool:
    """Return whether a word says in one character what is counted (箱数, 例数, 架次): each thing has its own."""
    return word[1:] in _COUNTED


def _edit(clause: Clause, pair: _Pair, length: int, reader: Reader) -> Edit | None:
    start = clause.symbols.index(pair.wrong)
    end = start + len(pair.wrong)
    # 石硚村 may be the name of another village than 石桥村.
    if not clause.is_whole(start, end) or is_name(clause, end) or _are_two_words(pair, reader):
        return None
    fixed = clause.symbols[:start] + pair.right + clause.symbols[end:]
    if pair.right not in cut(reader.model.cutter, fixed):
        return None
    evidence = max(0.0, _lift(pair, length, reader)) - _LOOSE * unlike(pair.wrong, pair.right, reader.model.sounding)
    needed = _NEEDED + max(0.0, math.log(length / _DOCUMENT)) - evidence
    gain = reader.gain(clause, fixed, max(_LEAST_GAIN, needed))
    if gain < max(_LEAST_GAIN, needed):
        return None
    why = f"本文件另有{pair.others}处写作“{pair.right}”，此处“{pair.wrong}”与前后文不搭"
    confidence = _SURE if gain - needed >= _CERTAIN else _LIKELY
    return Edit(*clause.span(start, end), pair.wrong, pair.right, confidence, "homophone", why)


def _are_two_words(pair: _Pair, reader: Reader) -> bool:
    """Return whether both are words that have no character and no sound in common: 疑似 is no slip for 医师."""
    apart = set(pair.wrong).isdisjoint(pair.right) and how_often(pair.wrong) >= _EVERYDAY
    return apart and unlike(pair.wrong, pair.right, reader.model.sounding) > 0


def _lift(pair: _Pair, length: int, reader: Reader) -> float:
    """Return the logarithm of how much more often than official texts the document has the right word."""
    model = reader.model
    share = (pair.others - _DISCOUNT) * _SYMBOLS_A_WORD / max(length, _SHORTEST)
    return math.log(share) - math.log(model.words.count(pair.right) / model.total)
