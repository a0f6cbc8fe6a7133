"""What header and level words mean, read from rules/layouts/."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from auditor.extract.keys import fold
from auditor.resources import folder

KINDS = ("cost", "quantity", "quality", "time", "benefit", "satisfaction")
_LONGEST_LEVEL = 24
_SCORE = re.compile(r"\([^()]*\)分?$|[\d.]+分$")
_SUFFIX = re.compile(r"(?:绩效)?(?:指标|目标)?等?$")
_BRACKETED = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"20\d\d年(?:度)?(?=.)")
_JOINED = re.compile(r"[、/]|及(?=项目)|和(?=项目)")
# What a column or a label may mean; those after goal and activity are known and kept out of the indicator.
ROLES = (
    *("level1", "level2", "name", "operator", "value", "unit", "project", "agency", "total", "fiscal", "other"),
    *("goal", "activity", "polarity", "explanation", "weight", "actual", "score", "deviation", "basis", "prior"),
    *("code", "ministry", "detail", "within", "serial", "remark", "kind"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """What a level cell says: its ``kind`` (one of KINDS, output or other) and the name of its sub-kind."""

    kind: str
    sub: str


def level(number: int, text: str) -> Level | None:
    """Return what ``text`` means as a first (1) or second (2) level, or None where it is no level word."""
    return _level(number, text) if 2 <= len(text) <= _LONGEST_LEVEL else None


@lru_cache(maxsize=4096)
def _level(number: int, text: str) -> Level | None:
    key = _SCORE.sub("", fold(text)).rstrip(":")
    words = _levels(number)
    return words.get(_SUFFIX.sub("", key)) or words.get(key)


def header(text: str) -> frozenset[str]:
    """Return the logical columns that a header cell may stand for; empty where it is no header word."""
    return _header(text) if len(text) <= 40 else frozenset()


@lru_cache(maxsize=4096)
def _header(text: str) -> frozenset[str]:
    table = _headers()
    for key in header_keys(fold(text)):
        if key in table:
            return table[key]
    parts = [table.get(part, frozenset()) for part in _JOINED.split(_BRACKETED.sub("", fold(text)))]
    return frozenset().union(*parts) if all(parts) else frozenset()


@lru_cache(maxsize=1 << 13)
def header_keys(key: str) -> tuple[str, ...]:
    """Return the ways in which a folded head is looked up: as it is, without brackets, without a year."""
    bare = key.rstrip(":")
    short = _BRACKETED.sub("", bare)
    return tuple(dict.fromkeys((bare, short, _YEAR.sub("", short))))


@cache
def glued_level() -> re.Pattern[str]:
    """Return the pattern of a cell that glues level1, level2 and name (groups 1 to 3), blanks already removed."""
    first = _alternatives(1, suffix="(?:绩效)?指标")
    second = _alternatives(2, suffix="(?:指标)?")
    return re.compile(rf"({first})[-—:_/]?({second}(?:\([^()]*\))?)[-—:_/]?(.+)", re.DOTALL)


def overall_label(text: str) -> str:
    """Return which part of table 13's head ``text`` labels (department, goal, total …), "" where it is no label."""
    return _overall().get(_BRACKETED.sub("", fold(text)).rstrip(":"), "") if len(text) <= 20 else ""


@cache
def _overall() -> dict[str, str]:
    rows = (line.split("\t") for line in layout_lines("overall.tsv"))
    return {_BRACKETED.sub("", fold(word)): part for part, words in rows for word in words.split()}


@cache
def _levels(number: int) -> dict[str, Level]:
    rows = [row for row in _level_rows() if row[0] == number]
    return {fold(word): Level(kind, sub) for _, kind, sub, words in rows for word in words}


@cache
def level_words() -> tuple[str, ...]:
    """Return all words of both levels, the longest first."""
    return tuple(sorted({*_levels(1), *_levels(2)}, key=len, reverse=True))


def _alternatives(number: int, suffix: str) -> str:
    words = sorted(_levels(number), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))}){suffix}"


@cache
def _level_rows() -> tuple[tuple[int, str, str, tuple[str, ...]], ...]:
    rows = (line.split("\t") for line in layout_lines("levels.tsv"))
    return tuple((int(number), kind, sub, tuple(words.split())) for number, kind, sub, words in rows)


@cache
def _headers() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in layout_lines("headers.tsv"):
        logical, alias = line.split("\t")
        table.setdefault(fold(alias), set()).add(logical)
    return {alias: frozenset(logical) for alias, logical in table.items()}


def layout_lines(name: str) -> list[str]:
    """Return the lines of a file in rules/layouts/ without blank lines and comments."""
    text = (folder("rules") / "layouts" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
