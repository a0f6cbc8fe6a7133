"""The best correction of a clause by sound or look, with the numbers that speak for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import accumulate

from auditor.nlp.candidates import Candidate, candidates, windows
from auditor.nlp.clause import Clause, codes
from auditor.nlp.evidence import Gain, chars_after, features, words_gain
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.segment import cut

LEAST_CHARS = 6.0
LEAST_BOTH = 10.0
_EASE = 1.0
_KEPT = 6
_WIDEST = 6


@dataclass(frozen=True, slots=True)
class Guess:
    """A correction of symbols of a clause and the numbers of ``evidence.FEATURES``."""

    candidate: Candidate
    numbers: tuple[float, ...]


def _likely(clause: Clause, model: Model, language: Language) -> list[tuple[float, Candidate]]:
    marks = codes(clause.symbols)
    score = cache(partial(language.char, marks))
    found: list[tuple[float, Candidate]] = []
    for start, end in sorted(windows(clause, model, language)):
        options = candidates(clause, start, end, model)
        if not options:
            continue
        before = sum([score(at) for at in range(start + 1, min(end + 4, len(marks)))])
        if before > -LEAST_CHARS - _EASE * (end - start):
            continue
        for option in options:
            after = chars_after(marks, option, language, before + LEAST_CHARS)
            if after is not None:
                found.append((after - before, option))
    found.sort(key=lambda pair: (-pair[0], pair[1].start, pair[1].right))
    return found[:_KEPT]


def _text(clause: Clause, candidate: Candidate) -> str:
    return clause.symbols[: candidate.start] + candidate.right + clause.symbols[candidate.end :]


def corrected(clause: Clause, candidate: Candidate, model: Model) -> Clause:
    """Return the clause with the candidate in place."""
    symbols = _text(clause, candidate)
    words = cut(model.cutter, symbols)
    starts = tuple(accumulate(map(len, words), initial=0))[:-1]
    return Clause(symbols, clause.places, tuple(words), starts)


def whole_word(candidate: Candidate, after: Clause, taken: Sequence[Candidate]) -> Candidate:
    """Return the candidate widened to the words of the corrected clause that it touches: 运转, not 转.

    It is left as it is where that would reach into a correction already made.
    """
    bounds = [*after.starts, len(after.symbols)]
    start = max(bound for bound in bounds if bound <= candidate.start)
    end = min(bound for bound in bounds if bound >= candidate.end)
    if end - start > _WIDEST or any(start < one.end and one.start < end for one in taken):
        return candidate
    return replace(candidate, start=start, end=end, right=after.symbols[start:end])


def _rank(candidate: Candidate) -> tuple[bool, int]:
    return candidate.kind == "shape", len(candidate.right)


def guess(clause: Clause, model: Model, language: Language) -> Guess | None:
    """Return the likeliest correction of a clause, or None where nothing is clearly likelier than what stands."""
    likely = _likely(clause, model, language)
    if not likely:
        return None
    before = language.words(clause.words)
    scored: dict[str, Gain] = {}
    for chars, candidate in likely:
        gain = words_gain(clause, candidate, model, language, before)
        text = _text(clause, candidate)
        known = scored.get(text)
        # The same text reached by a longer replacement is the same correction: sound before look, tightest first.
        if known is None or _rank(candidate) < _rank(known.candidate):
            scored[text] = Gain(candidate, chars, gain.words, gain.after)
    ranked = sorted(scored.values(), key=lambda one: (-(one.chars + one.words), one.candidate.start))
    best = ranked[0]
    total = best.chars + best.words
    if total < LEAST_BOTH:
        return None
    margin = total - (ranked[1].chars + ranked[1].words) if len(ranked) > 1 else 20.0
    return Guess(best.candidate, features(clause, best, min(margin, 20.0), model, language))
