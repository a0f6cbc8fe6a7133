"""``python -m auditor.nlp.train.likeness``: from labelled pairs of names to the likeness model, in one go.

Words and their rarity come from the made-up rows (models/category/rows.tsv), never from the pairs, so that the
measurement meets unknown words as a new document does.
"""

from __future__ import annotations

import csv
import hashlib
import json
import logging
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from auditor.nlp.likeness import SYNONYMS, WEIGHTS, LikenessModel, Vocabulary, make_vocabulary, pairs_of, read_synonyms
from auditor.resources import folder
from auditor.text.width import fold

PARTS = 10
FLOORS = (0.5, 0.6, 0.7, 0.8, 0.9)
Pair = tuple[str, str, bool]


def read_names(path: Path) -> list[str]:
    """Return the folded names of a table of rows, each once, sorted."""
    with path.open(encoding="utf-8", newline="") as file:
        return sorted({fold(row["name"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)})


def read_pairs(path: Path) -> list[Pair]:
    """Return the labelled pairs (folded)."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(fold(row["one"]), fold(row["other"]), row["same"] == "1") for row in rows]


def learn_vocabulary(names: Sequence[str], synonyms: str) -> Vocabulary:
    """Return the vocabulary of the names: two-character words that jieba sees in them, and the rarity of everything.

    Longer words are left to be cut: 垃圾清运 must meet 清运垃圾.
    """
    import jieba

    jieba.setLogLevel(logging.ERROR)
    cutter = jieba.Tokenizer()
    cutter.initialize()
    seen = {word for name in names for word in cutter.cut(name) if re.fullmatch(r"[\u4e00-\u9fff]{2}", word)}
    rough = make_vocabulary(read_synonyms(synonyms), dict.fromkeys(sorted(seen), 0.0), {}, 0.0)
    words = Counter(word for name in names for word in set(rough.cut(name)))
    pairs = Counter(pair for name in names for pair in pairs_of(rough.cut(name)))
    rare_words = {word: _rarity(words[word], len(names)) for word in sorted(seen | set(words))}
    rare_pairs = {pair: _rarity(times, len(names)) for pair, times in sorted(pairs.items()) if times > 1}
    return make_vocabulary(rough.synonyms, rare_words, rare_pairs, _rarity(0, len(names)))


def _rarity(times: int, names: int) -> float:
    """Return the inverse document frequency, smoothed as in scikit-learn."""
    return round(math.log((names + 1) / (times + 1)) + 1, 3)


def fit(vocabulary: Vocabulary, pairs: Sequence[Pair]) -> LikenessModel:
    """Return the judge fitted on the pairs."""
    from sklearn.linear_model import LogisticRegression

    numbers = [vocabulary.features(one, other) for one, other, _ in pairs]
    machine = LogisticRegression(max_iter=500).fit(numbers, [same for *_, same in pairs])
    weights = tuple(round(float(value), 4) for value in machine.coef_[0])
    return LikenessModel(vocabulary, weights, round(float(machine.intercept_[0]), 4))


def cross_validated(vocabulary: Vocabulary, pairs: Sequence[Pair], parts: int = PARTS) -> list[float]:
    """Return the probability of each pair by a judge that never saw it nor another pair that shares a name with it."""
    parts_of = _parts(pairs, parts)
    chances = [0.0] * len(pairs)
    for part in range(parts):
        judge = fit(vocabulary, [pair for pair, own in zip(pairs, parts_of, strict=True) if own != part])
        for number, (one, other, _) in enumerate(pairs):
            if parts_of[number] == part:
                chances[number] = judge.chance(one, other)
    return chances


def _parts(pairs: Sequence[Pair], parts: int) -> list[int]:
    """Return the part of each pair; pairs with a name in common are in one part."""
    group: dict[str, int] = {}
    for number, (one, other, _) in enumerate(pairs):
        known = {group[name] for name in (one, other) if name in group}
        target = min(known, default=number)
        group.update({name: target for name, own in group.items() if own in known})
        group[one] = group[other] = target
    order = {own: place for place, own in enumerate(sorted(set(group.values())))}
    return [order[group[one]] % parts for one, *_ in pairs]


def metrics(pairs: Sequence[Pair], chances: Sequence[float]) -> dict[str, Any]:
    """Return precision and recall of "the same" by threshold."""
    same = [label for *_, label in pairs]
    return {
        "pairs": {"same": sum(same), "different": len(same) - sum(same)},
        "at": {str(floor): _at(same, [chance >= floor for chance in chances]) for floor in FLOORS},
    }


def _at(same: Sequence[bool], said: Sequence[bool]) -> dict[str, float]:
    both = sum(one and other for one, other in zip(same, said, strict=True))
    return {"precision": round(both / max(1, sum(said)), 3), "recall": round(both / max(1, sum(same)), 3)}


def write(model: LikenessModel, measured: dict[str, Any], inputs: Iterable[Path], out: Path) -> None:
    """Write weights, metrics and manifest to the folder ``out``; the same inputs give the same bytes."""
    vocabulary = model.vocabulary
    stored = {
        "weights": model.weights,
        "bias": model.bias,
        "unseen": vocabulary.unseen,
        "rare_words": vocabulary.rare_words,
        "rare_pairs": vocabulary.rare_pairs,
    }
    data = (json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    (out / WEIGHTS).write_bytes(data)
    (out / "metrics.json").write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    manifest = {
        "files": {WEIGHTS: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}},
        "inputs": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in inputs},
        "retrain": "python -m auditor.nlp.train.likeness",
    }
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def train(home: Path, names: Path, out: Path) -> dict[str, Any]:
    """Return the metrics of the judge trained on the pairs in ``home``; it is written to ``out``."""
    vocabulary = learn_vocabulary(read_names(names), (home / SYNONYMS).read_text(encoding="utf-8"))
    pairs = read_pairs(home / "pairs.tsv")
    measured = metrics(pairs, cross_validated(vocabulary, pairs))
    write(fit(vocabulary, pairs), measured, (home / "pairs.tsv", home / SYNONYMS, names), out)
    return measured


if __name__ == "__main__":
    models = folder("models")
    made = train(models / "pairs", models / "category" / "rows.tsv", models / "pairs")
    print(json.dumps(made, ensure_ascii=False, indent=1))
