"""Counts to artefact: which words and n-grams are kept, how characters sound and look."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.nlp.segment import cut, tokenizer
from auditor.nlp.train.counts import Counts, Sorted, merged, word_ids
from auditor.nlp.typo.codes import WORD_KIND, clauses
from auditor.nlp.typo.sounding import READINGS
from auditor.nlp.typo.syllables import fuzzy
from auditor.nlp.typo.vocabulary import numbered

_ALIKE = 14
_HAN = re.compile(r"[一-鿿]+")


@dataclass(frozen=True, slots=True)
class Cuts:
    """Smallest counts that are kept: word pairs, words, general words, words offered as corrections.

    ``chars`` is how many n-grams of characters are kept.
    """

    pairs: int
    word: int
    general: int
    offered: int
    chars: int


DEFAULT = Cuts(pairs=4, word=4, general=5, offered=4, chars=11_000_000)
# A word of the general dictionary that is so frequent there is offered, too.
_OFFERED = 40


def is_han(text: str) -> bool:
    """Return whether a text is not empty and all Han."""
    return bool(_HAN.fullmatch(text))


def with_phrases(counts: Counts, phrases: Iterable[tuple[str, int]], dictionary: dict[str, int]) -> Counts:
    """Return the counts with the phrases of the field added, each as often as it counts."""
    import numpy as np

    ids, cutter = word_ids(dictionary), tokenizer(*numbered(dictionary))
    words, chars = Counter(counts.words), Counter(counts.chars)
    pairs = Counter[int]()
    for phrase, weight in phrases:
        for char in phrase:
            chars[char] += weight
        for clause in clauses(phrase):
            tokens = cut(cutter, clause)
            for token in tokens:
                words[token] += weight
            numbers = [0, *(ids.get(token, 1) for token in tokens), 0]
            for left, right in pairwise(numbers):
                pairs[left << 24 | right] += weight
    keys = np.array(sorted(pairs), np.int64)
    extra = Sorted(keys, np.array([pairs[int(key)] for key in keys], np.int64))
    return Counts(words, chars, merged([counts.pairs, extra]))


def vocabulary(counts: Counts, dictionary: Mapping[str, int], cuts: Cuts) -> dict[str, int]:
    """Return the words kept with their count in official texts (1 for a general word that these do not use)."""
    kept = {word: seen for word, seen in counts.words.items() if is_han(word) and seen >= cuts.word}
    for word, seen in dictionary.items():
        if is_han(word) and 2 <= len(word) <= 4 and seen >= cuts.general:
            kept.setdefault(word, 1)
    for mark in ("0", "A"):
        kept[mark] = counts.words.get(mark, 1)
    return dict(sorted(kept.items()))


def offered(kept: Mapping[str, int], dictionary: Mapping[str, int], cuts: Cuts) -> list[str]:
    """Return the words that a correction may put."""
    return [
        word
        for word, seen in kept.items()
        if is_han(word) and len(word) <= 4 and (seen >= cuts.offered or dictionary.get(word, 0) >= _OFFERED)
    ]


def pairs(
    counts: Counts, kept: Mapping[str, int], ids: Mapping[str, int], dictionary: dict[str, int], cuts: Cuts
) -> bytes:
    """Return the bytes of the table of pairs of words that reach their cut."""
    import numpy as np

    from auditor.nlp.typo.hashtable import dump

    old = word_ids(dictionary)
    number = np.full(len(old) + 2, -1, np.int64)
    number[0] = 0
    for word, place in old.items():
        number[place] = ids.get(word, -1) if word in kept else -1
    left, right = number[counts.pairs.keys >> 24], number[counts.pairs.keys & 0xFFFFFF]
    enough = (counts.pairs.counts >= cuts.pairs) & (left >= 0) & (right >= 0)
    keys = (left[enough] << 24 | right[enough]).astype(np.uint64) | np.uint64(WORD_KIND << 60)
    return dump(keys, counts.pairs.counts[enough])


def readings(kept: Mapping[str, int], dictionary: Iterable[str]) -> dict[str, list[str]]:
    """Return the toneless syllables of each character, likeliest first, after pypinyin.

    Readings in under 3 % of a character's uses in the vocabulary are dropped. Characters of the dictionary that the
    vocabulary does not use are there too: they are typed by mistake all the same.
    """
    from pypinyin import Style, lazy_pinyin

    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for word in kept:
        heard = lazy_pinyin(word, style=Style.NORMAL) if is_han(word) else []
        if len(heard) == len(word):
            for char, syllable in zip(word, heard, strict=True):
                uses[char][syllable] += kept[word]
    for char in sorted({char for word in dictionary for char in word if is_han(char)} - uses.keys()):
        uses[char][lazy_pinyin(char, style=Style.NORMAL)[0]] += 1
    return {
        char: [syllable for syllable, seen in found.most_common(READINGS) if seen >= 0.03 * found.total()]
        for char, found in sorted(uses.items())
    }


def classes(heard: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the class of each syllable: those that many do not tell apart; named by its first syllable."""
    first: dict[str, str] = {}
    return {
        syllable: first.setdefault(fuzzy(syllable), syllable)
        for syllable in sorted({syllable for found in heard.values() for syllable in found})
    }


def look_alikes(groups: Iterable[str], nearest: Iterable[str]) -> dict[str, str]:
    """Return for each character those that look like it, nearest first.

    A group is a run of characters that look alike; a line of ``nearest`` a character, a blank, its look-alikes.
    """
    found: dict[str, str] = {}
    for group in groups:
        for char in group:
            found[char] = found.get(char, "") + group.replace(char, "")
    for line in nearest:
        char, _, others = line.partition(" ")
        if not line.startswith("#"):
            found[char] = found.get(char, "") + others
    return {char: "".join(dict.fromkeys(others))[:_ALIKE] for char, others in found.items()}


def general_logs(dictionary: Mapping[str, int], kept: Iterable[str]) -> dict[str, int]:
    """Return ten times the logarithm of the count of each word in the general dictionary, characters left out."""
    return {word: round(10 * math.log(dictionary[word])) for word in kept if len(word) > 1 and dictionary.get(word)}
