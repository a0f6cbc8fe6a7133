"""Right lines full of names and words that no official text has: what the judge must learn to leave alone."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.nlp.lean import jieba_module

_SLOT = re.compile(r"\{(\w+)\}")
_HAN = re.compile(r"[一-鿿]+")
_FORMS = (
    "有限公司",
    "有限责任公司",
    "集团有限公司",
    "股份有限公司",
    "科技有限公司",
    "公司",
    "集团",
    "合作社",
    "商贸公司",
)
_TRADES = (
    "",
    "",
    "科技",
    "建设",
    "环保",
    "农业",
    "电子",
    "物业",
    "医药",
    "路桥",
    "园林",
    "信息",
    "食品",
    "机械",
    "能源",
    "置业",
)
_SETTLED = (
    "镇",
    "乡",
    "村",
    "街道",
    "社区",
    "路",
    "小区",
    "林场",
    "水库",
    "河",
    "沟村",
    "家湾",
    "新村",
    "工业园",
    "大桥",
)
_LAND = (
    "东西南北上下大小新龙虎凤石青白黄红清水山河溪泉林松柏桂花云霞阳月金银玉马牛羊沙湖江海安平兴"
    "永福祥和瑞丰富昌盛罗桥坪塘坝岭"
)


@dataclass(frozen=True, slots=True)
class Pools:
    """What the slots are filled from: characters of names, surnames, idioms, nouns, places."""

    given: str
    surnames: Sequence[str]
    idioms: Sequence[str]
    nouns: Sequence[str]
    places: Sequence[str]


def half(word: str) -> int:
    """Return the half, 0 or 1, that a word belongs to: the first trains, the second measures."""
    return zlib.crc32(word.encode()) % 2


def pools(surnames: Sequence[str], places: Sequence[str], part: int) -> Pools:
    """Return what one half of the general dictionary (jieba's, with its tags) and the lists give."""
    given: dict[str, int] = {}
    idioms, nouns = [], []
    for line in Path(jieba_module().__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines():
        word, seen, tag = line.split(" ")
        if not _HAN.fullmatch(word):
            continue
        if tag == "nr" and 2 <= len(word) <= 3 and word[0] in surnames:
            for char in word[1:]:
                given[char] = given.get(char, 0) + 1
        elif half(word) == part and tag in ("i", "l") and len(word) == 4:
            idioms.append(word)
        elif half(word) == part and tag in ("n", "nz", "vn") and 2 <= len(word) <= 4 and int(seen) >= 3:
            nouns.append(word)
    often = "".join(sorted(given, key=lambda char: (-given[char], char))[:600])
    return Pools(often, surnames, idioms, nouns, [one for one in places if half(one) == part])


class Filler:
    """Fills the slots of frames; same seed, same lines."""

    def __init__(self, pool: Pools, seed: int = 17) -> None:
        """Keep what slots are filled from."""
        self.pool = pool
        self.dice = random.Random(seed)

    def line(self, frame: str) -> str:
        """Return a frame with its slots filled."""
        made: Mapping[str, Callable[[], str]] = {
            "firm": self.firm,
            "person": self.person,
            "place": self.place,
            "idiom": lambda: self.dice.choice(self.pool.idioms),
            "word": lambda: self.dice.choice(self.pool.nouns),
        }
        return _SLOT.sub(lambda match: made[match.group(1)](), frame)

    def person(self) -> str:
        """Return a made-up name of a person."""
        given = "".join(self.dice.choices(self.pool.given, k=self.dice.choice((1, 2, 2, 2))))
        return self.dice.choice(self.pool.surnames) + given

    def place(self) -> str:
        """Return a made-up name of a village, town, street."""
        pool = _LAND + "".join(self.pool.surnames[:80]) + self.pool.given[:200]
        own = "".join(self.dice.choices(pool, k=self.dice.choice((1, 2, 2, 2, 3)))) + self.dice.choice(_SETTLED)
        return (self.dice.choice(self.pool.places) if self.dice.random() < 0.2 else "") + own

    def firm(self) -> str:
        """Return a made-up name of a firm."""
        where = self.dice.choice(self.pool.places) if self.dice.random() < 0.3 else ""
        brand = "".join(self.dice.choices(self.pool.given, k=self.dice.choice((2, 2, 2, 3))))
        if self.dice.random() < 0.2:
            brand = self.dice.choice(self.pool.nouns)[:3]
        trade = self.dice.choice(_TRADES)
        return where + brand + trade + self.dice.choice([form for form in _FORMS if not trade or trade not in form])


def lines(frames: Sequence[str], pool: Pools, count: int, seed: int = 17) -> list[str]:
    """Return ``count`` right lines, frames in turn."""
    filler = Filler(pool, seed)
    return [filler.line(frames[at % len(frames)]) for at in range(count)]
