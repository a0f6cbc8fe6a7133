"""Objectives copied with changes: our search beside datasketch's MinHashLSH and TF-IDF with cosine likeness."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from auditor.checks.across.context import letters
from auditor.checks.across.similar import near_pairs
from bench.province.model import FIRST_YEAR, Province

HEAD = ["texts", "method", "planted", "recall", "pairs", "precision", "CPU s"]
Pairs = set[tuple[int, int]]
_FLOOR = 0.6


def planted(count: int, seed: int = 3) -> tuple[list[str], Pairs]:
    """Return objectives, every tenth followed by a copy with one to four places changed, and the pairs."""
    province = Province(count // 10 + 2, projects=10, seed=seed)
    places = ((number, place) for number in range(province.departments) for place in range(province.projects))
    texts = [letters(province.project(number, place, FIRST_YEAR).objective) for number, place in places]
    texts = list(dict.fromkeys(texts))[:count]
    chance, pairs = random.Random(seed), set()
    for place in range(0, len(texts) - 1, 10):
        copy = texts[place]
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(copy) - 2)
            copy = copy[:at] + chance.choice(("", "及其", "等")) + copy[at + 2 :]
        texts[place + 1] = copy
        pairs.add((place, place + 1))
    return texts, pairs


def ours(texts: list[str]) -> Pairs:
    """Return the pairs of the product."""
    return {(i, j) for i, j, _ in near_pairs([(text,) for text in texts], _FLOOR)}


def datasketch(texts: list[str]) -> Pairs:
    """Return the pairs of datasketch's MinHashLSH at its usual 128 permutations."""
    from datasketch import MinHash, MinHashLSH

    index, found = MinHashLSH(threshold=_FLOOR, num_perm=128), set()
    for place, text in enumerate(texts):
        hashed = MinHash(num_perm=128)
        hashed.update_batch([text[i : i + 3].encode() for i in range(len(text) - 2)])
        found |= {(other, place) for other in index.query(hashed)}
        index.insert(place, hashed)
    return found


def tfidf(texts: list[str]) -> Pairs:
    """Return the pairs of TF-IDF over three characters with a cosine of at least 0.6."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(analyzer="char", ngram_range=(3, 3)).fit_transform(texts)
    found: Pairs = set()
    for start in range(0, matrix.shape[0], 2000):
        near = (matrix[start : start + 2000] @ matrix.T).tocoo()
        strong = near.data >= _FLOOR
        rows, columns = near.row[strong] + start, near.col[strong]
        found |= {(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if i < j}
    return found


def measure(*, full: bool = False) -> list[list[str]]:
    """Return one line a size and method; TF-IDF grows with the square and stops at 20,000 texts."""
    methods: list[tuple[str, Callable[[list[str]], Pairs], int]] = [
        ("auditor (bands + exact)", ours, 10**9),
        ("datasketch MinHashLSH", datasketch, 100_000),
        ("TF-IDF, cosine", tfidf, 20_000),
    ]
    rows = []
    for size in (5_000, 20_000, 100_000) if full else (5_000, 20_000):
        texts, wanted = planted(size)
        for name, method, most in methods:
            if size <= most:
                rows.append([f"{size:,}", name, *_line(method, texts, wanted)])
    return rows


def _line(method: Callable[[list[str]], Pairs], texts: list[str], wanted: Pairs) -> list[str]:
    start = time.process_time()
    try:
        found = method(texts)
    except ImportError as error:
        return [str(len(wanted)), f"not installed: {error.name}", "-", "-", "-"]
    took = time.process_time() - start
    right = len(found & wanted)
    precision = f"{right / len(found):.4f}" if found else "-"
    return [str(len(wanted)), f"{right / len(wanted):.4f}", str(len(found)), precision, f"{took:.1f}"]
