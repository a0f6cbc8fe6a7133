"""The verb on a cause told in a sentence of its own (减少的主要原因是…), against the change that it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.checks.prose.words import rise_and_fall, sign_before
from auditor.checks.sentences import Sentence, at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import shares, sums

_FAR = 3  # sentences back, within the paragraph


def cause_direction(budget: Budget, context: Context, *, say: str, words: tuple[str, str]) -> Iterator[Hit]:
    """Yield a hit where a sentence names the cause of a rise, and all changes told before are falls, or the other way.

    ``say`` is a pattern of how such a sentence or clause begins, with the groups ``rise`` and ``fall``; ``words`` are
    the lists of words before a rise and a fall. The changes are those before it up to a semicolon, or else those of the
    last sentence of its paragraph that tells any.
    """
    patterns = rise_and_fall(context, *words)
    every = told(context)
    for position, sentence in enumerate(every):
        for match in re.finditer(rf"(?:^|(?<=[,;])){say}", sentence.text):
            begin = max(sentence.text.rfind(mark, 0, match.start()) for mark in ";。") + 1
            own = _signs_of(sentence.text[begin : match.start()], patterns)
            before = every[max(0, position - _FAR) : position] if not begin else ()
            told_of = own or next((one for one in _signs(sentence, before, patterns) if one), set())
            if told_of == {-1 if match["rise"] else 1}:
                yield at(sentence, {"found": match.group()}, match.start(), match.end())


def _signs(sentence: Sentence, before: Sequence[Sentence], patterns: tuple[str, str]) -> Iterator[set[int]]:
    """Yield the signs of the changes of each sentence before one in its paragraph, the nearest first."""
    for one in reversed(before):
        if one.cell is not sentence.cell:
            return
        yield _signs_of(one.text, patterns)


def _signs_of(text: str, patterns: tuple[str, str]) -> set[int]:
    """Return the signs of all changes that a text tells as amounts or rates."""
    places = [*(one.start for one in sums(text)), *(one.start for one in shares(text))]
    return {sign for place in places if (sign := sign_before(text[:place], patterns))}
