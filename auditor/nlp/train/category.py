"""``python -m auditor.nlp.train.category [--rows FILE]``: from labelled rows to the category model, in one go.

Rows come from models/category/rows.tsv (made up: field, level, name, operator, value, unit) and, where given, from
a table of real rows (url, level2, name, operator, value, unit), which is read but never copied.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.nlp.category import SCALE, WEIGHTS, CategoryModel, features
from auditor.records.guess import Wording
from auditor.resources import folder
from auditor.text.numbers import parse_amount
from auditor.text.operators import sign, split_leading
from auditor.text.units import UnitTable, parse_table, parse_unit
from auditor.text.width import fold

INVERSE_PENALTY = 0.6
FEWEST = 2
"""A piece that occurs in fewer rows gets no weight."""
FOLDS = 10
SURE = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_LEVELS = {
    "数量": "quantity",
    "质量": "quality",
    "时效": "timeliness",
    "成本": "cost",
    "经济效益": "economic",
    "社会效益": "social",
    "生态效益": "ecological",
    "环境效益": "ecological",
    "可持续": "sustainable",
    "满意度": "satisfaction",
}
_SIDE_COST = re.compile("社会成本|环境成本|生态成本")
_UNIT_TAIL = re.compile(r"[^\d年日前后内上下左右~-]{1,6}")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row; ``source`` is its field or page: rows of one source are never on both sides of a split."""

    source: str
    level: str
    wording: Wording
    real: bool


def wording(cells: dict[str, str], units: UnitTable) -> Wording:
    """Return what the classifier sees of a row given as cells (name, operator, value, unit), as the checks read it."""
    mark, value, unit = sign(cells["operator"]), fold(cells["value"]), fold(cells["unit"])
    if not mark:
        leading, rest = split_leading(cells["value"])
        mark, value = (leading, rest) if leading else (mark, value)
    amount = parse_amount(value)
    if amount is None and not unit and (match := _NUMBER.match(value)) and _UNIT_TAIL.fullmatch(value[match.end() :]):
        amount, unit = parse_amount(match.group()), value[match.end() :]
    known = parse_unit(unit, units)
    dimension = known.dimension if known else ""
    return Wording(fold(cells["name"]), mark, value, unit, dimension, amount is not None, bool(known and known.per))


def level_of(text: str) -> str:
    """Return the kind that a level-2 text names, "" where it names none of the nine (社会成本 is harm, no cost)."""
    if _SIDE_COST.search(text):
        return ""
    return next((level for word, level in _LEVELS.items() if word in text), "")


def read_rows(made: Path, real: Path | None = None) -> list[Row]:
    """Return the labelled rows of both tables; real rows without a name or a known level are left out."""
    units = parse_table((folder("rules") / "units.txt").read_text(encoding="utf-8"))
    with made.open(encoding="utf-8", newline="") as file:
        rows = [
            Row(cells["field"], cells["level"], wording(cells, units), False)
            for cells in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    if real is not None:
        with real.open(encoding="utf-8", newline="") as file:
            rows += [
                Row(cells["url"], level_of(cells["level2"]), wording(cells, units), True)
                for cells in csv.DictReader(file)
                if cells["name"] and level_of(cells["level2"])
            ]
    return rows


def fit(rows: Sequence[Row], temperature: float = 1.0) -> CategoryModel:
    """Return the model of the rows: logistic regression over pieces, its scores divided by ``temperature``."""
    from sklearn.linear_model import LogisticRegression

    matrix, pieces = _matrix(rows)
    machine = LogisticRegression(C=INVERSE_PENALTY, max_iter=500).fit(matrix, [row.level for row in rows])
    weights = {
        piece: tuple(round(float(value) * SCALE / temperature) for value in machine.coef_[:, number])
        for number, piece in enumerate(pieces)
    }
    bias = tuple(round(float(value) * SCALE / temperature) for value in machine.intercept_)
    return CategoryModel(tuple(map(str, machine.classes_)), bias, weights)


def _matrix(rows: Sequence[Row]) -> tuple[Any, list[str]]:
    """Return the rows as a sparse matrix of zeros and ones, and the piece of each column."""
    from scipy.sparse import csr_matrix

    bags = [features(row.wording) for row in rows]
    counts = Counter(piece for bag in bags for piece in bag)
    pieces = sorted(piece for piece, times in counts.items() if times >= FEWEST)
    column = {piece: number for number, piece in enumerate(pieces)}
    cells = [(line, column[piece]) for line, bag in enumerate(bags) for piece in bag if piece in column]
    ones = [1.0] * len(cells)
    shape = (len(rows), len(pieces))
    return csr_matrix((ones, tuple(zip(*cells, strict=True))), shape=shape), pieces


def folds(rows: Sequence[Row], count: int = FOLDS) -> list[list[int]]:
    """Return the row numbers of each fold; a source is in one fold only, and folds are of about equal size."""
    sizes = Counter(row.source for row in rows)
    loads = [0] * count
    fold_of = {}
    for source, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[source] = loads.index(min(loads))
        loads[fold_of[source]] += size
    return [[number for number, row in enumerate(rows) if fold_of[row.source] == part] for part in range(count)]


def cross_validated(rows: Sequence[Row], count: int = FOLDS) -> list[dict[str, float]]:
    """Return, row by row, the chances by level that a model gives which never saw the row's source."""
    chances: list[dict[str, float]] = [{} for _ in rows]
    for held in folds(rows, count):
        out = set(held)
        model = fit([row for number, row in enumerate(rows) if number not in out])
        for number in held:
            given = model.chances(features(rows[number].wording))
            chances[number] = dict(zip(model.levels, given, strict=True))
    return chances


def best_temperature(rows: Sequence[Row], chances: Sequence[dict[str, float]]) -> float:
    """Return the temperature (Guo et al. 2017) that makes held-out probabilities honest: least log loss."""
    return min((step / 20 for step in range(10, 61)), key=lambda t: _log_loss(rows, chances, t))


def tempered(chances: dict[str, float], temperature: float) -> dict[str, float]:
    """Return the chances as a model with this temperature gives them."""
    powers = {level: max(chance, 1e-12) ** (1 / temperature) for level, chance in chances.items()}
    total = sum(powers.values())
    return {level: power / total for level, power in powers.items()}


def _log_loss(rows: Sequence[Row], chances: Sequence[dict[str, float]], temperature: float) -> float:
    from math import log

    pairs = zip(rows, chances, strict=True)
    return -sum(log(tempered(given, temperature).get(row.level, 1e-12)) for row, given in pairs) / len(rows)


def metrics(rows: Sequence[Row], chances: Sequence[dict[str, float]]) -> dict[str, Any]:
    """Return held-out accuracy (all, made-up, real rows), by level, by confidence, and the calibration error."""
    best = [max(given, key=given.__getitem__) for given in chances]
    sure = [max(given.values()) for given in chances]
    right = [row.level == level for row, level in zip(rows, best, strict=True)]
    real = [row.real for row in rows]
    by_level = {}
    for level in sorted({row.level for row in rows}):
        hits = sum(ok for ok, row in zip(right, rows, strict=True) if row.level == level)
        said, true = best.count(level), sum(row.level == level for row in rows)
        by_level[level] = {"rows": true, "precision": _share(hits, said), "recall": _share(hits, true)}
    return {
        "rows": {"made": real.count(False), "real": real.count(True)},
        "accuracy": _share(sum(right), len(right)),
        "accuracy_made": _share(
            sum(ok for ok, is_real in zip(right, real, strict=True) if not is_real), real.count(False)
        ),
        "accuracy_real": _share(sum(ok for ok, is_real in zip(right, real, strict=True) if is_real), real.count(True)),
        "calibration_error": _calibration_error(right, sure),
        "by_level": by_level,
        "at_confidence": {str(floor): _at(right, sure, floor) for floor in SURE},
    }


def _share(part: float, whole: float) -> float:
    return round(part / whole, 3) if whole else 0.0


def _at(right: Sequence[bool], sure: Sequence[float], floor: float) -> dict[str, float]:
    kept = [ok for ok, chance in zip(right, sure, strict=True) if chance >= floor]
    return {"answered": _share(len(kept), len(right)), "accuracy": _share(sum(kept), len(kept))}


def _calibration_error(right: Sequence[bool], sure: Sequence[float]) -> float:
    """Return the mean distance between confidence and accuracy over ten bins, weighted by rows."""
    bins: list[list[tuple[bool, float]]] = [[] for _ in range(10)]
    for ok, chance in zip(right, sure, strict=True):
        bins[min(9, int(chance * 10))].append((ok, chance))
    return round(sum(abs(sum(ok - chance for ok, chance in part)) for part in bins) / len(right), 3)


def write(model: CategoryModel, measured: dict[str, Any], made: Path, out: Path) -> None:
    """Write weights, metrics and manifest to the folder ``out``; the same rows give the same bytes."""
    stored = {
        "levels": model.levels,
        "bias": model.bias,
        "weights": dict(sorted(model.weights.items())),
    }
    data = (json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    out.mkdir(parents=True, exist_ok=True)
    (out / WEIGHTS).write_bytes(data)
    (out / "metrics.json").write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    manifest = {
        "files": {WEIGHTS: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}},
        "inputs": {made.name: hashlib.sha256(made.read_bytes()).hexdigest()},
        "settings": {"inverse_penalty": INVERSE_PENALTY, "fewest": FEWEST, "temperature": measured["temperature"]},
        "retrain": "python -m auditor.nlp.train.category --rows <真实指标行.csv>",
    }
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def train(made: Path, real: Path | None, out: Path) -> dict[str, Any]:
    """Return the metrics of the model trained on both tables; the model is written to ``out``."""
    rows = read_rows(made, real)
    chances = cross_validated(rows)
    temperature = best_temperature(rows, chances)
    calibrated = [tempered(given, temperature) for given in chances]
    measured = {"temperature": temperature, "folds": FOLDS, **metrics(rows, calibrated)}
    write(fit(rows, temperature), measured, made, out)
    return measured


def main() -> None:
    """Train from the command line and print the metrics."""
    home = folder("models") / "category"
    parser = argparse.ArgumentParser(prog="python -m auditor.nlp.train.category", description="训练指标归类模型")
    parser.add_argument("--rows", type=Path, help="真实指标行（csv：url,level2,name,operator,value,unit）")
    parser.add_argument("--made", type=Path, default=home / "rows.tsv", help="自编指标行（tsv）")
    parser.add_argument("--out", type=Path, default=home, help="模型写到哪里")
    given = parser.parse_args()
    print(json.dumps(train(given.made, given.rows, given.out), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
