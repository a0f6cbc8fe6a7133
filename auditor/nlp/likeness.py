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
LONGEST = 9
FEW = 12
"""So many names are all compared that have any word in common."""
ABBREVIATED = 0.9
"""How sure it is that 公厕 and 公共厕所 are one word, where all else in two names is the same."""
REMEMBERED = 20_000
"""So many names are kept as compared; a batch of thousands of documents must not fill the memory."""
VAGUE, EXACT = "数量", ("人数", "次数")
"""培训人数 and 培训数量 count the same where unit and target are equal."""
_COUNTS = frozenset({VAGUE, *EXACT})
_DENIED = frozenset("不未非无")
_SHORTEST = 2
_FULL = 4
"""A word in full has at most so many times the characters of its abbreviation."""
_MARKS = re.compile(r"[\s“”\"'‘’《》、,.;:。()%]+")
_RUN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The first word of each line by every word of it, and the words that change no meaning."""

    first: Mapping[str, str]
    light: frozenset[str]


def _plain(text: str) -> str:
    """Return a text as names are compared: folded, without marks, Latin letters small (PM2.5: pm25)."""
    return _MARKS.sub("", fold(text)).lower()


def read_synonyms(text: str) -> Synonyms:
    """Return the synonyms of a file: one meaning a line; a line that begins with ``-`` lists words of no weight."""
    first: dict[str, str] = {}
    light: set[str] = set()
    for line in text.splitlines():
        words = [_plain(word) for word in line.split("#", 1)[0].split()]
        if words[:1] == ["-"]:
            light.update(words[1:])
            continue
        for word in words:
            first.setdefault(word, words[0])
    return Synonyms(first, frozenset(light))


@dataclass(frozen=True, slots=True)
class Profile:
    """A name as compared: its words and pairs of neighbouring characters, and the lengths of both as vectors."""

    words: Counter[str]
    pairs: Counter[str]
    words_length: float
    pairs_length: float
    spelled: tuple[tuple[str, str], ...] = ()
    """Each word as it stands in the name, and the first word of its meaning."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How names are cut into words (longest first), and how rare words and pairs of characters are (TF-IDF)."""

    synonyms: Synonyms
    words: frozenset[str]
    rare_words: Mapping[str, float]
    rare_pairs: Mapping[str, float]
    unseen: float
    _known: dict[str, Profile] = field(default_factory=dict, repr=False, compare=False)

    def cut(self, name: str) -> tuple[str, ...]:
        """Return the words of a folded name, synonyms by their first word, without words of no weight."""
        return tuple(word for _, word in self._spelled(name))

    def _spelled(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return each word of weight as it stands in a name, with the first word of its meaning."""
        told = (word for word in self._split(name) if word not in self.synonyms.light)
        return tuple((word, self.synonyms.first.get(word, word)) for word in told)

    def _split(self, name: str) -> Iterator[str]:
        text = _plain(name)
        at = 0
        while at < len(text):
            run = _RUN.match(text, at)
            end = at + self._reach(text, at)
            if run and end < run.end():  # a word may be longer than the letters in it (so2), never a part of them
                end = run.end()
            yield text[at:end]
            at = end

    def _reach(self, text: str, at: int) -> int:
        longest = min(LONGEST, len(text) - at)
        return next((size for size in range(longest, 1, -1) if text[at : at + size] in self.words), 1)

    def weight(self, word: str) -> float:
        """Return how rare a word is (inverse document frequency)."""
        return self.rare_words.get(word, self.unseen)

    def profile(self, name: str) -> Profile:
        """Return the profile of a folded name; the last REMEMBERED are kept."""
        known = self._known.get(name)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            spelled = self._spelled(name)
            words = [word for _, word in spelled]
            counted, pairs = Counter(words), pairs_of(words)
            lengths = _length(counted, self.rare_words, self.unseen), _length(pairs, self.rare_pairs, self.unseen)
            known = self._known[name] = Profile(counted, pairs, *lengths, spelled)
        return known

    def features(self, one: str, other: str) -> tuple[float, float, float, float]:
        """Return cosine by words, cosine by pairs of characters, and the smaller and larger weight left over."""
        first, second = self.profile(one), self.profile(other)
        left = self._left(first.words, second.words), self._left(second.words, first.words)
        words = _shared(first.words, second.words, self.rare_words, self.unseen)
        pairs = _shared(first.pairs, second.pairs, self.rare_pairs, self.unseen)
        words_both = first.words_length * second.words_length
        pairs_both = first.pairs_length * second.pairs_length
        by_words = words / words_both if words_both else 0.0
        return by_words, pairs / pairs_both if pairs_both else 0.0, min(left), max(left)

    def abbreviated(self, one: str, other: str) -> bool:
        """Return whether two names differ only by a word of two characters or more that the other writes in full.

        A word that the other begins or ends with (案件, 信访案件) is no abbreviation but a wider word. All characters
        of the short word stand in the long one (巡河, 河道巡查), which has at most twice as many, or more where it
        begins alike and has them in their order (非遗, 非物质文化遗产).
        """
        first, second = self.profile(one), self.profile(other)
        short, full = sorted((_only(first, second), _only(second, first)), key=len)
        if len(short) < _SHORTEST or full.startswith(short) or full.endswith(short) or not first.words & second.words:
            return False
        if _DENIED & (set(full) - set(short)):
            return False
        if len(full) <= 2 * len(short):
            return not Counter(short) - Counter(full)
        rest = iter(full)
        return len(full) <= _FULL * len(short) and short[0] == full[0] and all(char in rest for char in short)

    def _left(self, mine: Counter[str], theirs: Counter[str]) -> float:
        """Return the weight of the words of ``mine`` that ``theirs`` lacks; a vague count meets an exact one."""
        lacking = mine - theirs
        added = theirs - mine
        for exact in EXACT:
            if (lacking[VAGUE] and added[exact]) or (lacking[exact] and added[VAGUE]):
                lacking.pop(VAGUE, None)
                lacking.pop(exact, None)
        return sum(self.weight(word) * times for word, times in lacking.items())


def _only(mine: Profile, theirs: Profile) -> str:
    """Return the characters of the words that the other name lacks, counts (数量, 人次) aside.

    A single character may be a piece of a word that nobody knows: it stays.
    """
    told = ((word, first) for word, first in mine.spelled if len(word) == 1 or first not in theirs.words)
    return "".join(word for word, first in told if first not in _COUNTS)


def pairs_of(words: Sequence[str]) -> Counter[str]:
    """Return the pairs of neighbouring characters of the words put together, ends included."""
    text = f"^{''.join(words)}$"
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _length(bag: Counter[str], rare: Mapping[str, float], unseen: float) -> float:
    return math.sqrt(sum((times * rare.get(item, unseen)) ** 2 for item, times in bag.items()))


def _shared(one: Counter[str], other: Counter[str], rare: Mapping[str, float], unseen: float) -> float:
    return sum(times * other[item] * rare.get(item, unseen) ** 2 for item, times in one.items() if item in other)


@dataclass(frozen=True, slots=True)
class LikenessModel:
    """The fitted judge; calling it finds the pairs of one meaning among names."""

    vocabulary: Vocabulary
    weights: tuple[float, ...]
    bias: float

    def chance(self, one: str, other: str) -> float:
        """Return the probability (0..1) that two folded names mean the same; 0 where no word is left of one."""
        if not self.vocabulary.profile(one).words or not self.vocabulary.profile(other).words:
            return 0.0
        return ABBREVIATED if self.vocabulary.abbreviated(one, other) else self.weighed(one, other)

    def weighed(self, one: str, other: str) -> float:
        """Return the probability by the fitted weights alone."""
        numbers = self.vocabulary.features(one, other)
        score = self.bias + sum(weight * value for weight, value in zip(self.weights, numbers, strict=True))
        return 1 / (1 + math.exp(-score))

    def __call__(self, names: Sequence[str], floor: float) -> list[tuple[str, str]]:
        """Return the pairs among the names with a chance of at least ``floor``, in the order of the names.

        Of many names only those with a telling word in common are compared, so that they cost little more than few.
        """
        most = self.most_left(floor) if len(names) > FEW else math.inf
        prefixes = [self._prefix(name, most) for name in names]
        holders: dict[str, list[int]] = {}
        found: list[tuple[str, str]] = []
        for number, (name, prefix) in enumerate(zip(names, prefixes, strict=True)):
            near = sorted({other for word in prefix for other in holders.get(word, ())})
            found.extend((names[other], name) for other in near if self.chance(names[other], name) >= floor)
            for word in prefix:
                holders.setdefault(word, []).append(number)
        return found

    def most_left(self, floor: float) -> float:
        """Return the weight that may be left over on a side of a pair whose chance reaches ``floor``."""
        by_words, by_pairs, smaller, larger = self.weights
        best = self.bias + max(by_words, 0.0) + max(by_pairs, 0.0)
        cost = -(larger + max(smaller, 0.0))
        return (best - math.log(floor / (1 - floor))) / cost if cost > 0 else math.inf

    def _prefix(self, name: str, most: float) -> frozenset[str]:
        """Return the rarest words of a name: a name of one meaning has one of them, as the others weigh too little."""
        words = self.vocabulary.profile(name).words
        found: set[str] = set()
        passed = 0.0
        for word in sorted(words, key=lambda word: (-self.vocabulary.weight(word), word)):
            if passed > most:
                break
            found.add(VAGUE if word in EXACT else word)
            passed += self.vocabulary.weight(word) * words[word]
        return frozenset(found)


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
