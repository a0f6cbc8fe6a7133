"""Short names one slip apart: our deletion index beside rapidfuzz on every pair of a block, MinHashLSH and TF-IDF."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from bench.province import words

HEAD = ["names", "method", "planted", "recall", "found", "CPU s"]
Pairs = set[tuple[str, str]]


def planted(count: int, seed: int = 5) -> tuple[list[str], Pairs]:
    """Return usual names and, for every twentieth, a form with one character replaced; and (wrong, right)."""
    chance = random.Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        form = chance.choice([form for forms in words.NAMES for form in forms])
        thing = chance.choice(words.FIELDS) + chance.choice(words.FIELDS) + chance.choice(words.THINGS)[0]
        made[form.format(a=chance.choice(words.ACTIONS), t=thing, w=chance.choice(words.WHO))] = None
    names = list(made)
    pairs = set()
    for name in names[::20]:
        at = chance.randrange(1, len(name))
        wrong = name[:at] + chance.choice("甲乙丙丁戊己庚辛") + name[at + 1 :]
        pairs.add((wrong, name))
    return names, pairs


def deletion(usual: list[str], odd: list[str]) -> Pairs:
    """Return (odd, usual) names that share a form with one character less and have the same length."""
    index: dict[str, list[str]] = defaultdict(list)
    for name in usual:
        for form in _forms(name):
            index[form].append(name)
    return {
        (wrong, right)
        for wrong in odd
        for form in _forms(wrong)
        for right in index.get(form, ())
        if len(right) == len(wrong) and sum(a != b for a, b in zip(wrong, right, strict=True)) == 1
    }


def _forms(name: str) -> Iterable[str]:
    return {name[:place] + name[place + 1 :] for place in range(len(name))}


def minhash(usual: list[str], odd: list[str]) -> Pairs:
    """Return (odd, usual) names that datasketch's MinHashLSH finds alike by two-character shingles."""
    from datasketch import MinHash, MinHashLSH

    def hashed(name: str) -> MinHash:
        made = MinHash(num_perm=128)
        made.update_batch([name[i : i + 2].encode() for i in range(len(name) - 1)])
        return made

    index = MinHashLSH(threshold=0.6, num_perm=128)
    for name in usual:
        index.insert(name, hashed(name))
    return {(wrong, right) for wrong in odd for right in index.query(hashed(wrong))}


def tfidf(usual: list[str], odd: list[str]) -> Pairs:
    """Return (odd, most similar usual) names by TF-IDF over one and two characters."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 2)).fit(usual)
    matrix, wanted = vectors.transform(usual).T.tocsr(), vectors.transform(odd)
    found = set()
    for start in range(0, wanted.shape[0], 500):
        best = (wanted[start : start + 500] @ matrix).tocsr().argmax(axis=1)
        found |= {(odd[start + place], usual[int(at)]) for place, at in enumerate(best.A1)}
    return found


def measure(*, full: bool = False) -> list[list[str]]:
    """Return one line a method."""
    usual, wanted = planted(100_000 if full else 20_000)
    odd = sorted({wrong for wrong, _ in wanted})
    rows = []
    for name, method in _METHODS:
        start = time.process_time()
        try:
            found = method(usual, odd)
        except ImportError as error:
            rows.append([f"{len(usual):,}", name, str(len(wanted)), f"not installed: {error.name}", "-", "-"])
            continue
        took = time.process_time() - start
        recall = len(found & wanted) / len(wanted)
        rows.append([f"{len(usual):,}", name, str(len(wanted)), f"{recall:.4f}", str(len(found)), f"{took:.1f}"])
    return rows


_METHODS: tuple[tuple[str, Callable[[list[str], list[str]], Pairs]], ...] = (
    ("deletion index (auditor)", deletion),
    ("datasketch MinHashLSH", minhash),
    ("TF-IDF, most similar", tfidf),
)
