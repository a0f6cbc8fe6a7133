"""Short names one slip apart, and names reworded: our two searches beside MinHashLSH and TF-IDF."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from auditor.checks.across.similar import near_pairs
from bench.province import words

HEAD = ["names", "changed by", "method", "planted", "recall", "found", "CPU s"]
Pairs = set[tuple[str, str]]
Method = Callable[[list[str], list[str]], Pairs]


def planted(count: int, changed: Callable[[str, random.Random], str], seed: int = 5) -> tuple[list[str], Pairs]:
    """Return usual names and, for every twentieth, a changed form: (changed, usual)."""
    chance = random.Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        form = chance.choice([form for forms in words.NAMES for form in forms])
        thing = chance.choice(words.FIELDS) + chance.choice(words.FIELDS) + chance.choice(words.THINGS)[0]
        made[form.format(a=chance.choice(words.ACTIONS), t=thing, w=chance.choice(words.WHO))] = None
    names = list(made)
    known = set(names)
    pairs = {(changed(name, chance), name) for name in names[::20]}
    return names, {(other, name) for other, name in pairs if other not in known}


def slip(name: str, chance: random.Random) -> str:
    """Return a name with one character replaced."""
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice("甲乙丙丁戊己庚辛") + name[at + 1 :]


def rewording(name: str, chance: random.Random) -> str:
    """Return a name with a word put in, left out or said otherwise."""
    for word, other in chance.sample(_WORDS, len(_WORDS)):
        if word in name:
            return name.replace(word, other)
    at = chance.randrange(2, len(name) - 1)
    return name[:at] + chance.choice(("及相关", "等", "各类")) + name[at:]


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


def bands(usual: list[str], odd: list[str]) -> Pairs:
    """Return (odd, usual) names that the search for copies finds alike."""
    texts = [*usual, *odd]
    near = near_pairs([(text,) for text in texts], 0.35)
    return {(texts[j], texts[i]) for i, j, _ in near if i < len(usual) <= j}


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
    """Return one line a method and kind of change."""
    rows = []
    for kind, changed in (("one character", slip), ("rewording", rewording)):
        usual, wanted = planted(100_000 if full else 20_000, changed)
        odd = sorted({wrong for wrong, _ in wanted})
        for name, method in _METHODS:
            rows.append([f"{len(usual):,}", kind, name, str(len(wanted)), *_line(method, usual, odd, wanted)])
    return rows


def _line(method: Method, usual: list[str], odd: list[str], wanted: Pairs) -> list[str]:
    start = time.process_time()
    try:
        found = method(usual, odd)
    except ImportError as error:
        return [f"not installed: {error.name}", "-", "-"]
    took = time.process_time() - start
    return [f"{len(found & wanted) / len(wanted):.4f}", str(len(found)), f"{took:.1f}"]


_REWORDED = """
数量/总数 完成/实施 任务量/工作量 规模/总量 总数/数量 使用/应用 单位/机构 覆盖/涉及 涉及/覆盖 受益/获益 惠及/服务
服务/惠及 返修/维修 故障/损坏 人数/人次 纳入/列入 差错/失误 损坏/故障 分布/布设 配备/配置
"""
_WORDS = [tuple(pair.split("/")) for pair in _REWORDED.split()]
_METHODS: tuple[tuple[str, Method], ...] = (
    ("deletion index (auditor, slips)", deletion),
    ("bands + exact (auditor, copies)", bands),
    ("datasketch MinHashLSH", minhash),
    ("TF-IDF, most similar", tfidf),
)
