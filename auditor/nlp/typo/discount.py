"""What a correction is doubted for besides the numbers that the judge weighs: names, pairs, terms, measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor.nlp.typo.compounds import QUANTITY_ENDS
from auditor.nlp.typo.corrections import Correction
from auditor.nlp.typo.features import FEATURES, Change, touched
from auditor.nlp.typo.judge import probability
from auditor.nlp.typo.model import Model
from auditor.nlp.typo.protect import named_after, parallel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME, _PAIR, _TERM, _MEASURE = 2.5, 2.0, 2.0, 2.0
_RIGHT_AFTER = FEATURES.index("right_after")


def chances(made: Sequence[Correction], model: Model) -> NDArray[np.float64]:
    """Return how likely each correction is: what the judge says of its numbers, less what it is doubted for besides."""
    import numpy as np

    odds = model.forest.odds(np.array([one.numbers for one in made]))
    return probability(odds - np.array([discount(one, model.words.terms) for one in made]))


def discount(correction: Correction, terms: frozenset[str]) -> float:
    """Return what the logarithm of the odds of a correction falls by."""
    change = correction.change
    clause = change.clause
    # A name before …街道 or …公司 is nobody's usual neighbour; a word that is (服务 社区) is no name.
    named = correction.numbers[_RIGHT_AFTER] < 0.0 and named_after(clause, change.end)
    paired = parallel(clause.symbols, change.start, change.end)
    # A word of a field that official texts seldom speak of (喜剧) is rare there and right all the same.
    term = _is_term(change, terms)
    # What ends with a measure (报告数) names an indicator.
    return _NAME * named + _PAIR * paired + _TERM * term + _MEASURE * _ends_with_measure(change)


def _is_term(change: Change, terms: frozenset[str]) -> bool:
    """Return whether what would be changed is within one word, and that word is a term."""
    inside = touched(change.clause.words, change.start, change.end).inside
    return len(inside) == 1 and inside[0] in terms


def _ends_with_measure(change: Change) -> bool:
    """Return whether a clause ends with a measure and the change would take that away."""
    symbols = change.clause.symbols
    return change.end == len(symbols) and symbols[-1] in QUANTITY_ENDS and change.symbols[-1:] != symbols[-1]
