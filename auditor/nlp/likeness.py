"""Whether two indicator names ask for the same thing: TF-IDF over words and characters, synonyms counted as one.

What decides is what is left on either side once the common words are gone: 第一批/第二批 and 村民/企业 leave
something on both sides, 改造户数/完成改造户数 next to nothing. A logistic regression over four numbers, fitted on
labelled pairs (models/pairs/pairs.tsv, see auditor.nlp.train.likeness), weighs this; applied here in plain Python.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from auditor.errors import ConfigError
from auditor.resources import folder
from auditor.text.width import fold

WEIGHTS = "weights.json"
SYNONYMS = "synonyms.txt"
LONGEST = 6
REMEMBERED = 20_000
"""So many cut names are kept; a batch of thousands of documents must not fill the memory."""
VAGUE, EXACT = "数量", ("人数", "次数")
"""培训人数 and 培训数量 count the same where unit and target are equal."""
_MARKS = re.compile(r"[\s“”\"'‘’《》、,.;:。()%]+")
_RUN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The first word of each line by every word of it, and the words that change no meaning."""

    first: Mapping[str, str]
    light: frozenset[str]


def read_synonyms(text: str) -> Synonyms:
    """Return the synonyms of a file: one meaning a line; a line that begins with ``-`` lists words of no weight."""
    first: dict[str, str] = {}
    light: set[str] = set()
    for line in text.splitlines():
        words = [fold(word) for word in line.split("#", 1)[0].split()]
        if words[:1] == ["-"]:
            light.update(words[1:])
            continue
        for word in words:
            first.setdefault(word, words[0])
    return Synonyms(first, frozenset(light))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How names are cut into words (longest first), and how rare words and pairs of characters are (TF-IDF)."""

    synonyms: Synonyms
    words: frozenset[str]
    rare_words: Mapping[str, float]
    rare_pairs: Mapping[str, float]
    unseen: float
    _cut: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def cut(self, name: str) -> tuple[str, ...]:
        """Return the words of a folded name, synonyms by their first word, without words of no weight."""
        if name not in self._cut:
            if len(self._cut) >= REMEMBERED:
                self._cut.clear()
            found = (self.synonyms.first.get(w, w) for w in self._split(name) if w not in self.synonyms.light)
            self._cut[name] = tuple(found)
        return self._cut[name]

    def _split(self, name: str) -> Iterator[str]:
        text = _MARKS.sub("", name)
        at = 0
        while at < len(text):
            run = _RUN.match(text, at)
            end = run.end() if run else at + self._reach(text, at)
            yield text[at:end]
            at = end

    def _reach(self, text: str, at: int) -> int:
        return next(
            (size for size in range(min(LONGEST, len(text) - at), 1, -1) if text[at : at + size] in self.words), 1
        )

    def features(self, one: str, other: str) -> tuple[float, float, float, float]:
        """Return cosine by words, cosine by pairs of characters, and the smaller and larger weight left over."""
        first, second = Counter(self.cut(one)), Counter(self.cut(other))
        left = self._left(first, second), self._left(second, first)
        words = _cosine(first, second, self.rare_words, self.unseen)
        pairs = _cosine(pairs_of(self.cut(one)), pairs_of(self.cut(other)), self.rare_pairs, self.unseen)
        return words, pairs, min(left), max(left)

    def _left(self, mine: Counter[str], theirs: Counter[str]) -> float:
        """Return the weight of the words of ``mine`` that ``theirs`` lacks; a vague count meets an exact one."""
        lacking = mine - theirs
        added = theirs - mine
        for exact in EXACT:
            if (lacking[VAGUE] and added[exact]) or (lacking[exact] and added[VAGUE]):
                lacking.pop(VAGUE, None)
                lacking.pop(exact, None)
        return sum(self.rare_words.get(word, self.unseen) * times for word, times in lacking.items())


def pairs_of(words: Sequence[str]) -> Counter[str]:
    """Return the pairs of neighbouring characters of the words put together, ends included."""
    text = f"^{''.join(words)}$"
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _cosine(one: Counter[str], other: Counter[str], rare: Mapping[str, float], unseen: float) -> float:
    def length(bag: Counter[str]) -> float:
        return math.sqrt(sum((times * rare.get(item, unseen)) ** 2 for item, times in bag.items()))

    shared = sum(one[item] * other[item] * rare.get(item, unseen) ** 2 for item in one if item in other)
    both = length(one) * length(other)
    return shared / both if both else 0.0


@dataclass(frozen=True, slots=True)
class LikenessModel:
    """The fitted judge; calling it gives the probability that two folded names mean the same."""

    vocabulary: Vocabulary
    weights: tuple[float, ...]
    bias: float

    def __call__(self, one: str, other: str) -> float:
        """Return the probability (0..1); 0 where no word is left of a name."""
        if not self.vocabulary.cut(one) or not self.vocabulary.cut(other):
            return 0.0
        score = self.bias + sum(
            weight * value for weight, value in zip(self.weights, self.vocabulary.features(one, other), strict=True)
        )
        return 1 / (1 + math.exp(-score))


def read_model(source: Path) -> LikenessModel:
    """Return the model of a folder. Raises ConfigError where it is missing, damaged or not what the manifest says."""
    try:
        data = (source / WEIGHTS).read_bytes()
        words = (source / SYNONYMS).read_bytes()
        manifest = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
        if manifest["files"][WEIGHTS]["sha256"] != hashlib.sha256(data).hexdigest():
            raise ConfigError("模型文件 models/pairs/weights.json 与清单不符（可能损坏），请重新安装 auditor。")
        stored = json.loads(data)
        rare_words, rare_pairs = dict(stored["rare_words"]), dict(stored["rare_pairs"])
        vocabulary = make_vocabulary(read_synonyms(words.decode()), rare_words, rare_pairs, float(stored["unseen"]))
        return LikenessModel(vocabulary, tuple(stored["weights"]), float(stored["bias"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError("模型文件 models/pairs 缺失或损坏，请重新安装 auditor。") from error


def make_vocabulary(
    synonyms: Synonyms, rare_words: Mapping[str, float], rare_pairs: Mapping[str, float], unseen: float
) -> Vocabulary:
    """Return the vocabulary in which all words of the synonyms and of the table are known."""
    words = frozenset(word for word in (*rare_words, *synonyms.first, *synonyms.light) if len(word) > 1)
    return Vocabulary(synonyms, words, rare_words, rare_pairs, unseen)


@cache
def load_likeness() -> LikenessModel:
    """Return the model that came with the installation, read once. Raises ConfigError as ``read_model``."""
    return read_model(folder("models") / "pairs")
