"""The judges as they run in an audit: sums of whole numbers, no scikit-learn (see auditor.nlp.train.meaning)."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from auditor.errors import ConfigError
from auditor.nlp.meaning.features import objective_pieces, subject_pieces, target_pieces
from auditor.nlp.meaning.reasons import reasons
from auditor.nlp.meaning.words import Words, bare
from auditor.records.meaning import GOOD, NO_OPINION, Opinion, RowOpinion, RowText
from auditor.resources import folder

WEIGHTS = "weights.json"
SCALE = 1_000
"""Weights are kept as whole numbers of 1/SCALE."""
UNLIKELY = 0.2
"""Below this chance nothing is said of kind and reasons; no rule reports so little."""
_MOST_KEPT = 20_000
Asked = TypeVar("Asked", bound=Hashable)
Told = TypeVar("Told")
Cutter = Callable[[Sequence[str]], Mapping[str, Words]]


@dataclass(frozen=True, slots=True)
class Judge:
    """One judge: ``fault`` weighs by piece whether there is a fault, ``kinds`` which; both in 1/SCALE.

    ``slope`` and ``shift`` turn the score into an honest chance (Platt 1999).
    """

    labels: tuple[str, ...]
    bias: int
    fault: Mapping[str, int]
    kind_bias: Sequence[int]
    kinds: Mapping[str, Sequence[int]]
    slope: float = 1.0
    shift: float = 0.0

    def score(self, pieces: Set[str]) -> float:
        """Return the score for a fault before calibration; unknown pieces say nothing."""
        return (self.bias + sum(map(self.fault.__getitem__, pieces & self.fault.keys()))) / SCALE

    def chance(self, pieces: Set[str]) -> float:
        """Return the probability of a fault."""
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, self.slope * self.score(pieces) + self.shift))))

    def kind(self, pieces: Set[str]) -> str:
        """Return the likeliest fault, given that there is one."""
        known = [self.kinds[piece] for piece in pieces & self.kinds.keys()]
        scores = [sum(column) for column in zip(self.kind_bias, *known, strict=True)]
        return self.labels[max(range(len(scores)), key=scores.__getitem__)]

    def opinion(self, pieces: Set[str], words: Words) -> Opinion:
        """Return kind, chance and, where a fault is not unlikely, the reasons among ``words``."""
        chance = self.chance(pieces)
        if chance < UNLIKELY:
            return Opinion(GOOD, round(chance, 3))
        weighed = {piece: self.fault[piece] for piece in pieces & self.fault.keys()}
        return Opinion(self.kind(pieces), round(chance, 3), reasons(weighed, words))


@dataclass(frozen=True, slots=True)
class Judges:
    """The judges of targets, names and objectives; ``cut`` makes words of texts (the spaCy pipeline).

    Departments share most of their rows, so what was thought of the last ones is kept.
    """

    target: Judge
    subject: Judge
    objective: Judge
    cut: Cutter
    _rows: dict[RowText, RowOpinion] = field(default_factory=dict, repr=False, compare=False)
    _objectives: dict[str, Opinion] = field(default_factory=dict, repr=False, compare=False)

    def rows(self, rows: Sequence[RowText]) -> list[RowOpinion]:
        """Return what is thought of each row."""
        return _kept(self._rows, rows, self._judged)

    def objectives(self, texts: Sequence[str]) -> list[Opinion]:
        """Return what is thought of each folded objective."""
        return _kept(self._objectives, texts, self._objectives_judged)

    def _judged(self, rows: Sequence[RowText]) -> Iterator[RowOpinion]:
        texts = [(bare(row.name), "" if row.numeric else bare(row.value)) for row in rows]
        words = self.cut([text for pair in texts for text in pair])
        parted = (tuple(words.get(text, ()) for text in pair) for pair in texts)
        return (self._row(row, name, value) for row, (name, value) in zip(rows, parted, strict=True))

    def _row(self, row: RowText, name: Words, value: Words) -> RowOpinion:
        """Return what is thought of a row by the words of its name, and of a target in words."""
        if not name:
            return RowOpinion()
        subject = self.subject.opinion(subject_pieces(row, name, row.name.endswith("。")), name)
        target = self.target.opinion(target_pieces(row, name, value), value) if value else NO_OPINION
        return RowOpinion(target, subject)

    def _objectives_judged(self, texts: Sequence[str]) -> Iterator[Opinion]:
        words = self.cut(texts)
        return (
            self.objective.opinion(objective_pieces(text, words[text]), words[text]) if text else NO_OPINION
            for text in texts
        )


def _kept(
    kept: dict[Asked, Told], asked: Sequence[Asked], judge: Callable[[list[Asked]], Iterator[Told]]
) -> list[Told]:
    """Return what ``judge`` says of each thing asked, from what is ``kept`` where it was asked before."""
    if len(kept) > _MOST_KEPT:
        kept.clear()
    told = {one: known for one in asked if (known := kept.get(one)) is not None}
    fresh = [one for one in dict.fromkeys(asked) if one not in told]
    told.update(zip(fresh, judge(fresh), strict=True))
    kept.update(told)
    return [told[one] for one in asked]


def read_judges(source: Path, cut: Cutter) -> Judges:
    """Return the judges of a folder. Raises ConfigError where they are missing, damaged or not as the manifest says."""
    try:
        data = (source / WEIGHTS).read_bytes()
        manifest = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
        if manifest["files"][WEIGHTS]["sha256"] != hashlib.sha256(data).hexdigest():
            raise ConfigError("模型文件 models/meaning/weights.json 与清单不符（可能损坏），请重新安装 auditor。")
        stored = json.loads(data)
        target, subject, objective = (_judge(stored[name]) for name in ("target", "subject", "objective"))
        return Judges(target, subject, objective, cut)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError("模型文件 models/meaning 缺失或损坏，请重新安装 auditor。") from error


def _judge(stored: Mapping[str, Any]) -> Judge:
    return Judge(
        tuple(stored["labels"]),
        int(stored["bias"]),
        dict(stored["fault"]),
        tuple(stored["kind_bias"]),
        dict(stored["kinds"]),
        float(stored["slope"]),
        float(stored["shift"]),
    )


@cache
def load_judges() -> Judges:
    """Return the judges that came with the installation, over the pipeline; read once. Raises as ``read_judges``."""
    from auditor.nlp.component import cut_texts

    return read_judges(folder("models") / "meaning", cut_texts)
