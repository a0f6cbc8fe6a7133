"""The best correction of a clause by sound or look, with the numbers that speak for it."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.nlp.candidates import Candidate, candidates, windows
from auditor.nlp.clause import Clause, codes
from auditor.nlp.evidence import Gain, chars_gain, features, stretch, words_gain
from auditor.nlp.language import Language
from auditor.nlp.model import Model

LEAST_CHARS = 5.0
LEAST_BOTH = 10.0
_EASE = 1.0
_KEPT = 6


@dataclass(frozen=True, slots=True)
class Guess:
    """A correction of symbols of a clause and the numbers of ``evidence.FEATURES``."""

    candidate: Candidate
    numbers: tuple[float, ...]


def _likely(clause: Clause, model: Model, language: Language) -> list[tuple[float, Candidate]]:
    marks = codes(clause.symbols)
    found: list[tuple[float, Candidate]] = []
    for start, end in sorted(windows(clause, model, language)):
        options = candidates(clause, start, end, model)
        if not options:
            continue
        before = stretch(marks, start, end, language)
        if before > -LEAST_CHARS - _EASE * (end - start):
            continue
        for option in options:
            gain = chars_gain(marks, option, language, before)
            if gain >= LEAST_CHARS:
                found.append((gain, option))
    found.sort(key=lambda pair: (-pair[0], pair[1].start, pair[1].right))
    return found[:_KEPT]


def _text(clause: Clause, candidate: Candidate) -> str:
    return clause.symbols[: candidate.start] + candidate.right + clause.symbols[candidate.end :]


def _rank(candidate: Candidate) -> tuple[bool, int]:
    return candidate.kind == "shape", len(candidate.right)


def guess(clause: Clause, model: Model, language: Language) -> Guess | None:
    """Return the likeliest correction of a clause, or None where nothing else is clearly likelier than what stands there."""
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
