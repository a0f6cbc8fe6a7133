"""The judge: a small boosted forest fitted on made-up errors in clauses that the counts have not seen."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from auditor.nlp.clause import Clause, split
from auditor.nlp.codes import clauses
from auditor.nlp.evidence import FEATURES
from auditor.nlp.judge import log_odds, probability
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.spelling import guess
from auditor.nlp.train.damage import Typist, cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

ERROR_RATE = 0.02
_NARROW = 40
RISING = ("chars_gain", "words_gain", "right_count", "left_after", "right_after", "margin", "exact", "familiar")
FALLING = ("wrong_count", "left_before", "right_before")
THRESHOLDS = (0.5, 0.6, 0.7, 0.85, 0.95)


@dataclass(frozen=True, slots=True)
class Trial:
    """A guess about one clause: its numbers, whether the clause was damaged, whether the guess restores it."""

    numbers: tuple[float, ...]
    damaged: bool
    restores: bool


@dataclass(frozen=True, slots=True)
class Trials:
    """Guesses about ``clean`` sound and ``damaged`` damaged clauses."""

    clean: int
    damaged: int
    made: tuple[Trial, ...]


def _trial(right: str, typed: str, model: Model, language: Language) -> Trial | None:
    (clause,) = split(typed, model)
    return _guessed(clause, right, model, language)


def narrowed(model: Model) -> Model:
    """Return the model without its rarer words: with it, sound clauses hold words new to it, as real cells do."""
    rare = {word for word, seen in model.counts.items() if 1 < seen < _NARROW and len(word) > 1}
    counts = {word: 1 if word in rare else seen for word, seen in model.counts.items()}
    return replace(model, counts=counts, ids={word: place for word, place in model.ids.items() if word not in rare})


def trials(lines: Sequence[str], model: Model, typist: Typist, most: int, *, narrow: bool = False) -> Trials:
    """Return the guesses about at most ``most`` clauses of held-out lines, each as it is and damaged.

    With ``narrow`` the clauses as they are are also read by the narrowed model.
    """
    chosen = [clause for line in lines for clause in clauses(line) if 3 <= len(clause) <= 40]
    random.Random(1).shuffle(chosen)
    readers = [(one, Language(one)) for one in ([model, narrowed(model)] if narrow else [model])]
    made: list[Trial | None] = []
    clean = damaged = 0
    for clause in cells(chosen[:most], model, typist):
        for reader, language in readers:
            clean += 1
            made.append(_trial(clause, clause, reader, language))
        typed = typist.damaged(clause)
        if typed != clause:
            damaged += 1
            made.append(_trial(clause, typed, *readers[0]))
    return Trials(clean, damaged, tuple(trial for trial in made if trial))


def pair_trials(pairs: Sequence[tuple[str, str]], model: Model) -> Trials:
    """Return the guesses about the clauses of (typed, right) sentences of other registers."""
    language = Language(model)
    made: list[Trial | None] = []
    clean = damaged = 0
    for typed, right in pairs:
        if len(typed) != len(right):
            continue
        for clause in split(right, model):
            clean += 1
            made.append(_guessed(clause, clause.symbols, model, language))
        for clause in split(typed, model):
            truth = "".join(right[place] for place in clause.places)
            if len(truth) == len(clause.symbols) and truth != clause.symbols:
                damaged += 1
                made.append(_guessed(clause, truth, model, language))
    return Trials(clean, damaged, tuple(trial for trial in made if trial))


def _guessed(clause: Clause, truth: str, model: Model, language: Language) -> Trial | None:
    found = guess(clause, model, language)
    if found is None:
        return None
    chosen = found.candidate
    part = slice(chosen.start, chosen.end)
    damaged = clause.symbols != truth
    return Trial(found.numbers, damaged, chosen.right == truth[part] != clause.symbols[part])


def fitted(parts: Sequence[Trials]) -> dict[str, Any]:
    """Return the weights of the judge; clean clauses weigh as where one clause in fifty holds an error."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    sides = [1 if name in RISING else -1 if name in FALLING else 0 for name in FEATURES]
    forest = HistGradientBoostingClassifier(
        max_iter=150, max_leaf_nodes=8, learning_rate=0.08, l2_regularization=5.0, min_samples_leaf=20,
        monotonic_cst=sides, early_stopping=False, random_state=0,
    )  # fmt: skip
    made = [trial for part in parts for trial in part.made]
    numbers: NDArray[np.float64] = np.array([trial.numbers for trial in made])
    truth = np.array([trial.restores for trial in made])
    forest.fit(numbers, truth, sample_weight=np.array([weight for part in parts for weight in _weights(part)]))
    trees = [_tree(stage[0].nodes) for stage in forest._predictors]
    return {"features": list(FEATURES), "base": float(forest._baseline_prediction.ravel()[0]), "trees": trees}


def _weights(part: Trials) -> list[float]:
    scarce = (1 - ERROR_RATE) / ERROR_RATE * part.damaged / max(part.clean, 1)
    return [1.0 if trial.damaged else scarce for trial in part.made]


def _tree(nodes: Any) -> list[list[float]]:
    return [
        [round(float(node["value"]), 5)]
        if node["is_leaf"]
        else [int(node["feature_idx"]), round(float(node["num_threshold"]), 4), int(node["left"]), int(node["right"])]
        for node in nodes
    ]


def measured(found: Trials, weights: Mapping[str, Any]) -> dict[str, Any]:
    """Return recall, wrong corrections and false alarms at several thresholds of confidence."""
    sure = [(trial, probability(log_odds(trial.numbers, weights))) for trial in found.made]
    rows = {}
    for least in THRESHOLDS:
        kept = [trial for trial, chance in sure if chance >= least]
        rows[str(least)] = {
            "recall": round(sum(trial.restores for trial in kept) / max(found.damaged, 1), 4),
            "wrong_corrections": round(sum(t.damaged and not t.restores for t in kept) / max(found.damaged, 1), 4),
            "false_alarms_per_1000_clauses": round(1000 * sum(not t.damaged for t in kept) / max(found.clean, 1), 3),
        }
    return {"clean_clauses": found.clean, "damaged_clauses": found.damaged, "at_confidence": rows}
