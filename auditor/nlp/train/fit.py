"""The judge: a small boosted forest fitted on made-up errors in texts that the counts have not seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from auditor.nlp.typo import judge
from auditor.nlp.typo.clause import split
from auditor.nlp.typo.corrections import Correction, corrections
from auditor.nlp.typo.discount import discount
from auditor.nlp.typo.features import FALLING, FEATURES, RISING
from auditor.nlp.typo.fluency import Fluency
from auditor.nlp.typo.hashtable import Table
from auditor.nlp.typo.marker import Marker
from auditor.nlp.typo.model import Model
from auditor.nlp.typo.pairs import default_pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ERROR_RATE = 0.2
_NARROW = 40
_BATCH = 2000
# Warnings and errors of `auditor proofread`.
REPORTED = (0.55, 0.85)
THRESHOLDS = (0.5, 0.6, 0.7, 0.85, 0.95)
BINS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Trial:
    """A correction of text number ``text``: its numbers, whether the text has an error, whether this mends it.

    ``discount`` is what it is doubted for besides the numbers.
    """

    numbers: tuple[float, ...]
    damaged: bool
    restores: bool
    text: int
    discount: float = 0.0


@dataclass(frozen=True, slots=True)
class Trials:
    """Guesses about ``clean`` sound and ``damaged`` damaged texts; ``weight`` is what each counts in fitting."""

    clean: int
    damaged: int
    made: tuple[Trial, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Fewer(Table):
    """A table of pairs that knows none with a word numbered in ``rare``."""

    rare: frozenset[int]

    def log(self, key: int) -> float:
        """Return what the table says of a pair, -1.0 where one of its words is rare."""
        return -1.0 if {key >> 24 & 0xFFFFFF, key & 0xFFFFFF} & self.rare else Table.log(self, key)


def narrowed(model: Model) -> Model:
    """Return the model without its rarer words: with it, sound texts hold words new to it, as real cells do."""
    seen = model.words.counts
    rare = frozenset(at for word, at in model.words.numbers.items() if 1 < seen[at] < _NARROW and len(word) > 1)
    words = replace(model.words, counts=[1 if at in rare else count for at, count in enumerate(seen)])
    return replace(model, words=words, grams=_Fewer(model.grams.homes, model.grams.prints, model.grams.logs, rare))


def trials(pairs: Sequence[Pair], model: Model) -> Trials:
    """Return the corrections of (typed, right) texts: of the typed one, and of the right one where it differs."""
    texts = list(dict.fromkeys([*pairs, *((right, right) for _, right in pairs)]))
    fluency = Fluency(model)
    made: list[Trial] = []
    for first in range(0, len(texts), _BATCH):
        batch = texts[first : first + _BATCH]
        clauses = [split(typed, model) for typed, _ in batch]
        for correction in corrections(clauses, [typed for typed, _ in batch], model, fluency):
            typed, right = batch[correction.text]
            known = typed != right, _restores(correction, typed, right), first + correction.text
            made.append(Trial(correction.numbers, *known, discount(correction, model.words.terms)))
    damaged = sum(typed != right for typed, right in texts)
    return Trials(len(texts) - damaged, damaged, tuple(made))


def _restores(correction: Correction, typed: str, right: str) -> bool:
    change = correction.change
    places = change.clause.places
    if len(typed) == len(right):
        own = places[change.start : change.end]
        return not change.grown and "".join(right[place] for place in own) == change.right
    at = places[change.start]
    return typed[:at] + change.right + typed[at + max(0, -change.grown) :] == right


def fitted(parts: Sequence[Trials]) -> dict[str, Any]:
    """Return the weights of the judge; sound texts weigh as where one text in five holds an error."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    sides = [1 if name in RISING else -1 if name in FALLING else 0 for name in FEATURES]
    forest = HistGradientBoostingClassifier(
        max_iter=500, max_leaf_nodes=18, learning_rate=0.04, l2_regularization=5.0, min_samples_leaf=20,
        monotonic_cst=sides, early_stopping=False, random_state=0,
    )  # fmt: skip
    made = [trial for part in parts for trial in part.made]
    weights = [weight for part in parts for weight in _weights(part)]
    forest.fit(_numbers(made), np.array([trial.restores for trial in made]), sample_weight=np.array(weights))
    trees = [_tree(stage[0].nodes) for stage in forest._predictors]
    return {"features": list(FEATURES), "base": float(forest._baseline_prediction.ravel()[0]), "trees": trees}


def _numbers(made: Sequence[Trial]) -> NDArray[np.float64]:
    import numpy as np

    return np.array([trial.numbers for trial in made]).reshape(-1, len(FEATURES))


def _weights(part: Trials) -> list[float]:
    scarce = (1 - ERROR_RATE) / ERROR_RATE * part.damaged / max(part.clean, 1)
    return [part.weight if trial.damaged else part.weight * scarce for trial in part.made]


def _tree(nodes: Any) -> list[list[float]]:
    return [
        [round(float(node["value"]), 5)]
        if node["is_leaf"]
        else [int(node["feature_idx"]), round(float(node["num_threshold"]), 4), int(node["left"]), int(node["right"])]
        for node in nodes
    ]


def measured(found: Trials, weights: Mapping[str, Any]) -> dict[str, Any]:
    """Return, at several thresholds of confidence, how many corrections restore and harm, and how sure is how right."""
    import numpy as np

    doubt = np.array([trial.discount for trial in found.made])
    sure = judge.probability(judge.load(weights).odds(_numbers(found.made)) - doubt)
    rows = {}
    for least in THRESHOLDS:
        kept = [trial for trial, chance in zip(found.made, sure, strict=True) if chance >= least]
        false = {trial.text for trial in kept if not trial.damaged}
        rows[str(least)] = {
            "recall": round(len({t.text for t in kept if t.damaged and t.restores}) / max(found.damaged, 1), 4),
            "wrong_corrections": round(sum(t.damaged and not t.restores for t in kept) / max(found.damaged, 1), 4),
            "false_alarms_per_1000_texts": round(1000 * len(false) / max(found.clean, 1), 3),
        }
    weight = np.array(_weights(found))
    right = np.array([trial.restores for trial in found.made])
    return {
        "clean_texts": found.clean,
        "damaged_texts": found.damaged,
        "at_confidence": rows,
        "reliability": list(_reliability(sure, right, weight)),
    }


def false_reports(texts: Sequence[str], model: Model) -> dict[str, float]:
    """Return how many of a thousand right texts the whole proofreader reports on, caution included, by confidence."""
    edits = [reading.edits for reading in Marker(model, default_pairs())(texts)]
    found = {str(least): sum(any(one.confidence >= least for one in some) for some in edits) for least in REPORTED}
    return {"texts": len(texts)} | {name: round(1000 * seen / max(len(texts), 1), 3) for name, seen in found.items()}


def _reliability(
    sure: NDArray[np.float64], right: NDArray[np.bool_], weight: NDArray[np.float64]
) -> Iterator[dict[str, float]]:
    """Yield, for each band of confidence, how many corrections lie in it and what share of them is right."""
    for low, high in pairwise(BINS):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            yield {
                "from": low,
                "to": high,
                "guesses": int(inside.sum()),
                "mean_confidence": round(float((sure * weight)[inside].sum() / weight[inside].sum()), 3),
                "right": round(float(weight[inside & right].sum() / weight[inside].sum()), 3),
            }
