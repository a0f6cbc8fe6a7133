"""Which level-2 kind (数量 质量 时效 …) an indicator belongs to: a linear model over pieces of its texts.

Trained with scikit-learn (auditor.nlp.train.category), applied here in plain Python: a row costs some hundred
additions, and scikit-learn, which takes a second to import, is not needed at run time.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from auditor.errors import ConfigError
from auditor.records.guess import Guess, Wording
from auditor.resources import folder
from auditor.text.dates import speaks_of_time
from auditor.text.units import DIMENSIONS

WEIGHTS = "weights.json"
SCALE = 1_000
"""Weights are kept as whole numbers of 1/SCALE."""
REASONS = 3
_MOST_KEPT = 20_000
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_TEMPLATE = re.compile(r"^(?:指标)?\d+[:.、]|\([^()]*[≥≤*%][^()]*\)|[★*]")
_WHERE = {"n": "名称", "v": "指标值"}
_QUOTED = {"s": "指标性质为", "u": "单位是"}
_PLAIN = {"p": "单位带分母", "t": "指标值说到时间", "q0": "指标值是文字", "q1": "指标值是数字"}


def features(wording: Wording) -> list[str]:
    """Return the pieces of a row that carry weights, each once, sorted; the first letter says what it is.

    n: one to three characters of the name (^ and $ are its ends), v: one or two of a value in words, s: operator,
    d: dimension of the unit, u: unit, p: unit with a denominator, q: value is a number, t: value speaks of time.
    Digits count as 0.
    """
    name = _DIGITS.sub("0", _TEMPLATE.sub("", wording.name))
    found = {f"n{piece}" for piece in _pieces(name, 3)}
    found.add(f"s{wording.sign}")
    found.add(f"d{wording.dimension or ('?' if wording.unit else '')}")
    found.add(f"q{int(wording.numeric)}")
    if wording.compound:
        found.add("p")
    if wording.numeric:
        found.add(f"u{wording.unit}")
    else:
        found.update(f"v{piece}" for piece in _pieces(_DIGITS.sub("0", wording.value), 2))
        if speaks_of_time(wording.value):
            found.add("t")
    return sorted(found)


def _pieces(text: str, longest: int) -> Iterator[str]:
    marked = f"^{text}$"
    for size in range(1, longest + 1):
        for start in range(len(marked) - size + 1):
            piece = marked[start : start + size]
            if piece not in {"^", "$"}:
                yield piece


@dataclass(frozen=True, slots=True)
class CategoryModel:
    """Weights by piece, one a level in the order of ``levels``, in 1/SCALE; calling it gives the guess for a row.

    Departments share most of their rows, so what was guessed of the last ones is kept.
    """

    levels: tuple[str, ...]
    bias: Sequence[int]
    weights: Mapping[str, Sequence[int]]
    _guesses: dict[Wording, Guess] = field(default_factory=dict, repr=False, compare=False)

    def chances(self, pieces: Sequence[str]) -> tuple[float, ...]:
        """Return the probability of each level; unknown pieces say nothing."""
        known = [self.weights[piece] for piece in pieces if piece in self.weights]
        scores = [sum(column) / SCALE for column in zip(self.bias, *known, strict=True)]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return tuple(power / total for power in powers)

    def __call__(self, wording: Wording) -> Guess:
        """Return the likeliest level with its probability."""
        if wording not in self._guesses:
            if len(self._guesses) >= _MOST_KEPT:
                self._guesses.clear()
            self._guesses[wording] = self._guess(wording)
        return self._guesses[wording]

    def _guess(self, wording: Wording) -> Guess:
        chances = self.chances(features(wording))
        best = max(range(len(chances)), key=chances.__getitem__)
        return Guess(self.levels[best], chances[best])

    def why(self, wording: Wording, level: str) -> tuple[str, ...]:
        """Return the pieces that speak most for ``level`` against the mean of the levels, in Chinese, none twice."""
        best = self.levels.index(level)
        gains = {}
        for piece in features(wording):
            row = self.weights.get(piece)
            # A single character inside a name is no reason that a reader could follow.
            if row is not None and not (piece[0] in "nv" and len(piece.strip("nv^$")) < 2 and "$" not in piece):
                gains[piece] = row[best] - sum(row) / len(row)
        chosen: list[str] = []
        for piece in sorted(gains, key=lambda key: (-gains[key], key)):
            inside = any(_overlap(piece, other) for other in chosen)
            if gains[piece] > 0 and not inside and len(chosen) < REASONS:
                chosen.append(piece)
        return tuple(filter(None, map(_in_chinese, chosen)))


def _overlap(one: str, other: str) -> bool:
    """Return whether one piece repeats what another says (合格 after 合格率; the unit after its dimension)."""
    if one[0] != other[0]:
        return {one[0], other[0]} == {"u", "d"}
    first, second = one[1:].strip("^$"), other[1:].strip("^$")
    return first in second or second in first or first[-1:] == second[:1] or second[-1:] == first[:1]


def _in_chinese(piece: str) -> str:
    """Return a piece as a reason that a reviewer can check; "" for what is no reason by itself."""
    kind, text = piece[0], piece[1:]
    if kind in _WHERE:
        return _WHERE[kind] + _shown(text)
    if kind == "d":
        return f"单位是{DIMENSIONS[text]}" if text in DIMENSIONS else ""
    if kind in _QUOTED and text:
        return f"{_QUOTED[kind]}“{text}”"
    return _PLAIN.get(piece, "")


def _shown(text: str) -> str:
    """Return how a piece of a name or value stands in it."""
    bare = text.strip("^$")
    if text.startswith("^"):
        return f"就是“{bare}”" if text.endswith("$") else f"以“{bare}”开头"
    return f"以“{bare}”结尾" if text.endswith("$") else f"含“{bare}”"


def read_model(source: Path) -> CategoryModel:
    """Return the model of a folder. Raises ConfigError where it is missing, damaged or not what the manifest says."""
    try:
        data = (source / WEIGHTS).read_bytes()
        manifest = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
        if manifest["files"][WEIGHTS]["sha256"] != hashlib.sha256(data).hexdigest():
            raise ConfigError("模型文件 models/category/weights.json 与清单不符（可能损坏），请重新安装 auditor。")
        stored = json.loads(data)
        return CategoryModel(tuple(stored["levels"]), tuple(stored["bias"]), dict(stored["weights"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError("模型文件 models/category 缺失或损坏，请重新安装 auditor。") from error


@cache
def load_categorizer() -> CategoryModel:
    """Return the model that came with the installation, read once. Raises ConfigError as ``read_model``."""
    return read_model(folder("models") / "category")
