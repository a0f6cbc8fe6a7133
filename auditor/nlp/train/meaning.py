"""``python -m auditor.nlp.train.meaning [--readings FOLDER]``: from labelled rows and objectives to the judges.

Each judge is two logistic regressions of scikit-learn over pieces of the texts: whether there is a fault, and which.
Every chance in the metrics was given by a model that never saw the source (page, field) of the row.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.nlp.component import cut_texts
from auditor.nlp.meaning.features import objective_pieces, subject_pieces, target_pieces
from auditor.nlp.meaning.judges import SCALE, WEIGHTS, Judge
from auditor.nlp.meaning.words import bare
from auditor.nlp.train.meaning_rows import UNKNOWN, Aim, Example, made_aims, made_rows, read_aims, read_rows
from auditor.records.meaning import GOOD
from auditor.resources import folder

INVERSE_PENALTY = 0.6
KIND_PENALTY = 0.3
FEWEST = 2
"""A piece that occurs in fewer rows gets no weight."""
LIGHTEST = 6
"""Weights of less than this (in 1/SCALE) are dropped: they move no chance by a hundredth."""
FOLDS = 10
FLOORS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Sample:
    """What a judge learns from: the pieces of one text, the kind of fault (GOOD for none), and how sure that is."""

    source: str
    pieces: frozenset[str]
    label: str
    weight: float = 1.0
    real: bool = False
    listed: bool = False


def row_samples(examples: Sequence[Example]) -> dict[str, list[Sample]]:
    """Return the samples of the judges ``target`` and ``subject``."""
    words = cut_texts([bare(text) for one in examples for text in (one.row.name, one.row.value)])
    found: dict[str, list[Sample]] = {"target": [], "subject": []}
    for one in examples:
        name, value = words.get(bare(one.row.name), ()), words.get(bare(one.row.value), ())
        rest = (one.weight, one.real, one.listed)
        if one.subject != UNKNOWN and name:
            pieces = frozenset(subject_pieces(one.row, name, one.row.name.endswith("。")))
            found["subject"].append(Sample(one.source, pieces, one.subject, *rest))
        if one.target != UNKNOWN and value:
            pieces = frozenset(target_pieces(one.row, name, value))
            found["target"].append(Sample(one.source, pieces, one.target, *rest))
    return found


def aim_samples(aims: Sequence[Aim]) -> list[Sample]:
    """Return the samples of the judge ``objective``."""
    words = cut_texts([aim.text for aim in aims])
    return [Sample(aim.source, frozenset(objective_pieces(aim.text, words[aim.text])), aim.label) for aim in aims]


def machine(samples: Sequence[Sample], answer: Callable[[Sample], Any], penalty: float) -> tuple[Any, list[str], Any]:
    """Return (fitted logistic regression of scikit-learn, the piece of each column, the matrix) for ``answer``."""
    from sklearn.linear_model import LogisticRegression

    counts = Counter(piece for one in samples for piece in one.pieces)
    columns = sorted(piece for piece, times in counts.items() if times >= FEWEST)
    matrix = _matrix(samples, columns)
    made = LogisticRegression(C=penalty, max_iter=2_000)
    made.fit(matrix, [answer(one) for one in samples], sample_weight=[one.weight for one in samples])
    return made, columns, matrix


def _matrix(samples: Sequence[Sample], columns: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix

    at = {piece: number for number, piece in enumerate(columns)}
    cells = [(line, at[piece]) for line, one in enumerate(samples) for piece in one.pieces if piece in at]
    shape = (len(samples), len(columns))
    return csr_matrix(([1.0] * len(cells), tuple(zip(*cells, strict=True))), shape=shape)


def fit(samples: Sequence[Sample], slope: float = 1.0, shift: float = 0.0) -> Judge:
    """Return the judge of the samples; ``slope`` and ``shift`` calibrate its score."""
    whether, columns, _ = machine(samples, lambda one: one.label != GOOD, INVERSE_PENALTY)
    bad = [one for one in samples if one.label != GOOD]
    which, kind_columns, _ = machine(bad, lambda one: one.label, KIND_PENALTY)
    fault = {piece: _whole(value) for piece, value in zip(columns, whether.coef_[0], strict=True)}
    rows = zip(kind_columns, which.coef_.T, strict=True)
    kinds = {piece: tuple(map(_whole, row)) for piece, row in rows}
    return Judge(
        tuple(map(str, which.classes_)),
        _whole(whether.intercept_[0]),
        {piece: weight for piece, weight in fault.items() if abs(weight) >= LIGHTEST},
        tuple(map(_whole, which.intercept_)),
        {piece: row for piece, row in kinds.items() if max(map(abs, row)) >= 10 * LIGHTEST},
        slope,
        shift,
    )


def _whole(value: float) -> int:
    return round(float(value) * SCALE)


def folds(samples: Sequence[Sample], count: int = FOLDS) -> list[list[int]]:
    """Return the numbers of the samples of each fold; a source is in one fold only, folds are of about equal size."""
    sizes = Counter(one.source for one in samples)
    loads = [0] * count
    fold_of = {}
    for source, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[source] = loads.index(min(loads))
        loads[fold_of[source]] += size
    return [[number for number, one in enumerate(samples) if fold_of[one.source] == part] for part in range(count)]


def held_out(samples: Sequence[Sample]) -> list[tuple[float, str]]:
    """Return, sample by sample, (score, kind) of a judge that never saw the source of the sample."""
    found = [(0.0, "")] * len(samples)
    for part in folds(samples):
        out = set(part)
        judge = fit([one for number, one in enumerate(samples) if number not in out])
        for number in part:
            found[number] = judge.score(samples[number].pieces), judge.kind(samples[number].pieces)
    return found


def calibration(samples: Sequence[Sample], scores: Iterable[float]) -> tuple[float, float]:
    """Return (slope, shift) that turn held-out scores into honest chances (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    made = LogisticRegression(C=1e6).fit(
        [[score] for score in scores],
        [one.label != GOOD for one in samples],
        sample_weight=[one.weight for one in samples],
    )
    return round(float(made.coef_[0][0]), 3), round(float(made.intercept_[0]), 3)


def metrics(samples: Sequence[Sample], chances: Sequence[float], kinds: Sequence[str]) -> dict[str, Any]:
    """Return held-out recall, precision and backing (a reading says something of the row) by chance and origin."""
    found: dict[str, Any] = {}
    for origin, real in (("made", False), ("real", True)):
        mine = [
            (one, chance, kind) for one, chance, kind in zip(samples, chances, kinds, strict=True) if one.real is real
        ]
        if not mine:
            continue
        faulty = [(one, kind) for one, chance, kind in mine if one.label != GOOD]
        named = _share(sum(kind == one.label for one, kind in faulty), len(faulty))
        found[origin] = {"rows": len(mine), "faulty": len(faulty), "kind": named}
        found[origin] |= {str(floor): _at([(one, c) for one, c, _ in mine], floor, len(faulty)) for floor in FLOORS}
    return found


def _at(rows: Sequence[tuple[Sample, float]], floor: float, faulty: int) -> dict[str, float]:
    said = [one for one, chance in rows if chance >= floor]
    right = sum(one.label != GOOD for one in said)
    figures = {"recall": _share(right, faulty), "precision": _share(right, len(said))}
    if any(one.listed for one in said):
        figures["backed"] = _share(sum(one.listed for one in said), len(said))
    return figures


def _share(part: float, whole: float) -> float:
    return round(part / whole, 3) if whole else 0.0


def samples_of(home: Path, readings: Path | None) -> dict[str, list[Sample]]:
    """Return the samples of the three judges, made up in ``home`` and, where given, of a folder with readings."""
    examples = made_rows(home) + (read_rows(readings) if readings else [])
    aims = made_aims(home) + (read_aims(readings) if readings else [])
    return {**row_samples(examples), "objective": aim_samples(aims)}


def train(home: Path, readings: Path | None, out: Path) -> dict[str, Any]:
    """Return the metrics of the judges trained anew; they are written to ``out``, the same rows give the same bytes."""
    measured: dict[str, Any] = {"folds": FOLDS}
    judges: dict[str, Judge] = {}
    for name, samples in samples_of(home, readings).items():
        judged = held_out(samples)
        slope, shift = calibration(samples, [score for score, _ in judged])
        judges[name] = fit(samples, slope, shift)
        empty = Judge((), 0, {"": SCALE}, (), {}, slope, shift)
        chances = [_chance(empty, score) for score, _ in judged]
        measured[name] = metrics(samples, chances, [kind for _, kind in judged])
    _write(judges, measured, home / "meaning", out)
    return measured


def _chance(judge: Judge, score: float) -> float:
    """Return the calibrated chance of a score."""
    import math

    return 1 / (1 + math.exp(-max(-40.0, min(40.0, judge.slope * score + judge.shift))))


def _write(judges: dict[str, Judge], measured: dict[str, Any], inputs: Path, out: Path) -> None:
    stored = {
        name: {
            "labels": judge.labels,
            "bias": judge.bias,
            "fault": dict(sorted(judge.fault.items())),
            "kind_bias": judge.kind_bias,
            "kinds": dict(sorted(judge.kinds.items())),
            "slope": judge.slope,
            "shift": judge.shift,
        }
        for name, judge in judges.items()
    }
    out.mkdir(parents=True, exist_ok=True)
    files = {
        WEIGHTS: (json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n").encode(),
    }
    for name, data in files.items():
        (out / name).write_bytes(data)
    made = ("rows.tsv", "objectives.tsv")
    manifest = {
        "files": {name: {"sha256": _sha256(data), "bytes": len(data)} for name, data in files.items()},
        "inputs": {name: _sha256((inputs / name).read_bytes()) for name in made},
        "settings": {"inverse_penalty": INVERSE_PENALTY, "kind_penalty": KIND_PENALTY, "fewest": FEWEST},
        "retrain": "python -m auditor.nlp.train.meaning --readings <读数目录>",
    }
    (out / "metrics.json").write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main() -> None:
    """Train from the command line and print the metrics."""
    home = folder("models")
    parser = argparse.ArgumentParser(prog="python -m auditor.nlp.train.meaning", description="训练语义判断模型")
    parser.add_argument("--readings", type=Path, help="真实指标行及其人工读数所在目录（只读取，不复制）")
    parser.add_argument("--out", type=Path, default=home / "meaning", help="模型写到哪里")
    given = parser.parse_args()
    print(json.dumps(train(home, given.readings, given.out), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
