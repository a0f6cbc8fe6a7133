"""Counts to artefact: which words and n-grams are kept, how characters sound and look."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from auditor.nlp.codes import WORD_KIND, char_code, clauses
from auditor.nlp.segment import cut, tokenizer, with_prefixes
from auditor.nlp.syllables import code, fuzzy_codes, spellings
from auditor.nlp.train.counts import Counts, Sorted, merged, word_ids

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HAN = re.compile(r"[一-鿿]+")


@dataclass(frozen=True, slots=True)
class Cuts:
    """Smallest counts that are kept: character n-grams by order, word pairs, words, words offered as corrections."""

    chars: Mapping[int, int]
    pairs: int
    word: int
    general: int
    offered: int
    phrase_weight: int = 40


DEFAULT = Cuts({1: 1, 2: 3, 3: 10, 4: 28}, pairs=4, word=4, general=20, offered=15)


def is_han(text: str) -> bool:
    """Return whether a text is not empty and all Han."""
    return bool(_HAN.fullmatch(text))


def with_phrases(counts: Counts, phrases: Iterable[str], dictionary: dict[str, int], weight: int) -> Counts:
    """Return the counts with the phrases of the field added, each ``weight`` times."""
    import numpy as np

    ids, cutter = word_ids(dictionary), tokenizer(with_prefixes(dictionary))
    words = Counter(counts.words)
    chars: dict[int, Counter[int]] = {order: Counter() for order in counts.chars}
    pairs = Counter[int]()
    for clause in (clause for phrase in phrases for clause in clauses(phrase)):
        tokens = cut(cutter, clause)
        words.update({token: weight * tokens.count(token) for token in set(tokens)})
        numbers = [0, *(ids.get(token, 1) for token in tokens), 0]
        pairs.update(left << 24 | right for left, right in pairwise(numbers))
        marks = [1, *map(char_code, clause), 1]
        for order, seen in chars.items():
            for at in range(len(marks) - order + 1):
                packed = 0
                for mark in marks[at : at + order]:
                    packed = packed << 15 | mark
                seen[packed] += 1

    def added(base: Sorted, extra: Counter[int]) -> Sorted:
        keys = np.array(sorted(extra), np.int64)
        return merged([base, Sorted(keys, np.array([extra[int(key)] * weight for key in keys], np.int64))])

    joined = {order: added(base, chars[order]) for order, base in counts.chars.items()}
    return Counts(words, joined, added(counts.pairs, pairs), counts.held_out)


def vocabulary(counts: Counts, dictionary: Mapping[str, int], cuts: Cuts) -> dict[str, int]:
    """Return the words kept with their count in official texts (1 for a general word that these do not use)."""
    kept = {word: seen for word, seen in counts.words.items() if is_han(word) and seen >= cuts.word}
    for word, seen in dictionary.items():
        if is_han(word) and 2 <= len(word) <= 4 and seen >= cuts.general * (1 if len(word) == 2 else 10):
            kept.setdefault(word, 1)
    for mark in ("0", "A"):
        kept[mark] = counts.words.get(mark, 1)
    return dict(sorted(kept.items()))


def grams(
    counts: Counts, kept: Mapping[str, int], ids: Mapping[str, int], dictionary: dict[str, int], cuts: Cuts
) -> bytes:
    """Return the bytes of the table of character n-grams and word pairs that reach their cut."""
    import numpy as np

    from auditor.nlp.table import dump

    keys: list[NDArray[np.uint64]] = []
    values: list[NDArray[np.int64]] = []
    for order, found in counts.chars.items():
        enough = found.counts >= cuts.chars[order]
        keys.append(found.keys[enough].astype(np.uint64) | np.uint64(order << 60))
        values.append(found.counts[enough])
    old = word_ids(dictionary)
    number = np.full(len(old) + 2, -1, np.int64)
    number[0] = 0
    for word, place in old.items():
        number[place] = ids.get(word, -1) if word in kept else -1
    left, right = number[counts.pairs.keys >> 24], number[counts.pairs.keys & 0xFFFFFF]
    enough = (counts.pairs.counts >= cuts.pairs) & (left >= 0) & (right >= 0)
    keys.append((left[enough] << 24 | right[enough]).astype(np.uint64) | np.uint64(WORD_KIND << 60))
    values.append(counts.pairs.counts[enough])
    return dump(np.concatenate(keys), np.concatenate(values))


@dataclass(frozen=True, slots=True)
class Sounds:
    """Readings of characters, words by fuzzy reading, exact readings of the words offered."""

    syllables: tuple[str, ...]
    readings: dict[str, str]
    spoken: dict[str, str]
    sounds: dict[str, str]


def sounds(kept: Mapping[str, int], cuts: Cuts) -> Sounds:
    """Return how the vocabulary sounds, after pypinyin; readings in under 3 % of a character's uses are dropped."""
    from pypinyin import Style, lazy_pinyin

    spoken_as = {word: lazy_pinyin(word, style=Style.NORMAL) for word in kept if is_han(word)}
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for word, heard in spoken_as.items():
        if len(heard) == len(word):
            for char, syllable in zip(word, heard, strict=True):
                uses[char][syllable] += kept[word]
    readings = {
        char: [syllable for syllable, seen in found.most_common(3) if seen >= 0.03 * found.total()]
        for char, found in sorted(uses.items())
    }
    syllables = tuple(sorted({syllable for found in readings.values() for syllable in found}))
    codes = {syllable: code(place) for place, syllable in enumerate(syllables)}
    coded = {char: "".join(codes[syllable] for syllable in found) for char, found in readings.items()}
    offered = [word for word in spoken_as if len(word) <= 4 and kept[word] >= _least(word, cuts)]
    spoken: dict[str, str] = {}
    for word in sorted(offered):
        read_as = "".join(codes.get(syllable, "") for syllable in spoken_as[word])
        if len(read_as) == len(word):
            spoken[word] = read_as
    return Sounds(syllables, coded, spoken, _by_sound(spoken, coded, fuzzy_codes(syllables), kept))


def _by_sound(
    spoken: Mapping[str, str], coded: Mapping[str, str], fuzzy: dict[int, str], kept: Mapping[str, int]
) -> dict[str, str]:
    """Return the words of each fuzzy reading, most frequent first; a single character stands under all its readings."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, read_as in spoken.items():
        options = spellings(word, coded) if len(word) == 1 else [read_as]
        for key in sorted({option.translate(fuzzy) for option in options}):
            found[key].append(word)
    return {key: " ".join(sorted(words, key=lambda word: (-kept[word], word))) for key, words in found.items()}


def _least(word: str, cuts: Cuts) -> int:
    return cuts.offered * (200 if len(word) == 1 else 1)


def look_alikes(groups: Iterable[str]) -> dict[str, str]:
    """Return for each character the others of its groups; a group is a run of characters that look alike."""
    found: dict[str, str] = {}
    for group in groups:
        for char in group:
            others = found.get(char, "") + "".join(other for other in group if other != char)
            found[char] = "".join(dict.fromkeys(others))
    return found


def artefact(
    counts: Counts, dictionary: dict[str, int], shapes: Iterable[str], cuts: Cuts
) -> tuple[dict[str, Any], bytes]:
    """Return the two parts of the artefact: the words (a plain dict for marshal) and the bytes of the n-gram table."""
    kept = vocabulary(counts, dictionary, cuts)
    ids = {"": 0} | {word: place for place, word in enumerate(kept, 2)}
    heard = sounds(kept, cuts)
    general = {
        word: round(10 * math.log(seen))
        for word, seen in sorted(dictionary.items())
        if len(word) > 1 and 0 < kept.get(word, 0) < 2000
    }
    known = {
        "counts": with_prefixes(kept),
        "size": len(kept),
        "general": general,
        "readings": heard.readings,
        "spoken": heard.spoken,
        "sounds": heard.sounds,
        "shapes": look_alikes(shapes),
        "syllables": heard.syllables,
        "total": sum(kept.values()),
    }
    return known, grams(counts, kept, ids, dictionary, cuts)
