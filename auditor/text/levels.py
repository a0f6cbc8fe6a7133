"""What a first-level and a second-level cell of an indicator say, by the words of rules/lexicons/levels.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.text.width import fold

_FILE = "levels."
_FIRST = "level1_"
_ENDING = "…"
_LONGEST = 24
_BENEFITS = frozenset({"benefit", "economic", "social", "ecological", "sustainable"})
_KINDS = {"timeliness": "time"} | dict.fromkeys(_BENEFITS, "benefit")
_NUMBER = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十\d]{1,2}[、.)]|\d(?:[.-]\d{1,2}){1,2}[、.)]?)(?=\D)"
)
_SCORE = re.compile(r"(?:\([^()]*\)分?|[\d.]+分)$")
_BRACKETED = re.compile(r"\([^()]*\)")
_SUFFIX = re.compile(r"(?:绩效)?(?:类?指标|目标|类|值)?等?$")
_SAID = re.compile(r"(?:指标|目标)等?$")
_JOINED = re.compile(r"[、/,]|以?及|[和与或]")
_SHARED = ("效益", "成本", "影响", "")  # what joined words may have in common behind the last of them


@dataclass(frozen=True, slots=True)
class Level:
    """What a level cell says: its ``kind`` for the order of rows, and its section ``sub`` in levels.txt.

    ``kind`` is cost, quantity, quality, time, benefit, satisfaction, output (first level only) or other.
    """

    kind: str
    sub: str

    @property
    def judged(self) -> str:
        """Return the kind that rules speak of: cost for cost-social, level1_output …; other kinds are "" to them."""
        name = self.sub.partition("-")[0]
        return "" if name in {"other", f"{_FIRST}other"} else name


@dataclass(frozen=True, slots=True)
class Levels:
    """The words of both levels by comparison key; ``endings`` are those of cells that surely are levels."""

    words: tuple[Mapping[str, Level], Mapping[str, Level]] = ({}, {})
    endings: tuple[Mapping[str, Level], Mapping[str, Level]] = ({}, {})
    prefix: re.Pattern[str] = field(default=re.compile(r"(?!)"))

    # By identity: what was looked up in it is remembered, and a lookup must not hash whole lexicons.
    __hash__ = object.__hash__

    @classmethod
    def of(cls, lexicons: Mapping[str, Sequence[str]]) -> Levels:
        """Return the levels of lexicons by "file.section" (a rulebook's); of a word given twice the first holds."""
        words: tuple[dict[str, Level], dict[str, Level]] = ({}, {})
        endings: tuple[dict[str, Level], dict[str, Level]] = ({}, {})
        for name, entries in lexicons.items():
            section = name.removeprefix(_FILE)
            if section in {name, "prefix"}:
                continue
            number = 0 if section.startswith(_FIRST) else 1
            meaning = _meaning(section)
            for entry in entries:
                into = endings if entry.startswith(_ENDING) else words
                into[number].setdefault(fold(entry.lstrip(_ENDING)), meaning)
        longest = sorted(map(fold, lexicons.get(f"{_FILE}prefix", ())), key=len, reverse=True)
        prefix = re.compile("^(?:" + "|".join(map(re.escape, longest)) + ")(?=..)") if longest else re.compile(r"(?!)")
        return cls(words, endings, prefix)

    def find(self, number: int, text: str) -> Level | None:
        """Return what ``text`` means as a first (1) or second (2) level, None where it is no level word."""
        return _find(self, number, text) if 2 <= len(text) <= _LONGEST else None

    def knows(self, text: str) -> bool:
        """Return whether ``text`` is a level word, of the first or of the second level."""
        return 2 <= len(text) <= _LONGEST and _knows(self, text)

    def said(self, number: int, text: str) -> Level | None:
        """Return what a cell of the first or second level says, by its ending too; None where nobody knows."""
        return _said(self, number, text) if len(text) >= 2 else None


def _meaning(section: str) -> Level:
    name = section.removeprefix(_FIRST).partition("-")[0]
    return Level(_KINDS.get(name, name), section)


@lru_cache(maxsize=1 << 13)
def _find(levels: Levels, number: int, text: str) -> Level | None:
    words = levels.words[number - 1]
    for key in _keys(fold(text), levels.prefix):
        if found := words.get(key):
            return found
        if joined := _joined(key, words):
            return joined
    return None


@lru_cache(maxsize=1 << 13)
def _knows(levels: Levels, text: str) -> bool:
    return bool(levels.find(1, text) or levels.find(2, text))


def _keys(text: str, prefix: re.Pattern[str]) -> Iterator[str]:
    """Yield the ways in which a folded level cell is looked up."""
    whole = _SCORE.sub("", _NUMBER.sub("", text.rstrip(":"))).rstrip(":")
    for key in dict.fromkeys((whole, _BRACKETED.sub("", whole))):
        bare = _SUFFIX.sub("", key)
        yield bare
        yield key
        if _SAID.search(key) and prefix.match(key):
            yield prefix.sub("", bare)
            yield prefix.sub("", key)


def _joined(key: str, words: Mapping[str, Level]) -> Level | None:
    """Return what words say together (社会、经济、生态效益): the level of all, where they differ that of their kind."""
    parts = _JOINED.split(key)
    if len(parts) < 2 or not all(parts):
        return None
    for shared in _SHARED:
        if not parts[-1].endswith(shared):
            continue
        named = [part if part.endswith(shared) else part + shared for part in parts]
        found = [words[_SUFFIX.sub("", part)] for part in named if _SUFFIX.sub("", part) in words]
        if len(found) == len(parts) and len({level.kind for level in found}) == 1:
            same = len({level.sub for level in found}) == 1
            return found[0] if same else Level(found[0].kind, found[0].kind)
    return None


@lru_cache(maxsize=1 << 13)
def _said(levels: Levels, number: int, text: str) -> Level | None:
    if found := levels.find(number, text):
        return found
    key = _SUFFIX.sub("", _SCORE.sub("", fold(text).rstrip(":")))
    endings = levels.endings[number - 1]
    return next((endings[key[at:]] for at in range(1, len(key)) if key[at:] in endings), None)
