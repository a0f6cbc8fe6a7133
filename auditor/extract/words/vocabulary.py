"""What header and level words mean while a document is read: the vocabulary of its rulebook, else the installed one."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from typing import TypeVar

from auditor.extract.words.keys import fold
from auditor.extract.words.numbering import NUMBER, without_number
from auditor.resources import folder
from auditor.text.levels import Level
from auditor.text.units import parse_unit, read_units
from auditor.text.vocabulary import FILES, ROLES, Vocabulary, header_keys
from auditor.text.wordlists import sections_of

__all__ = ["KINDS", "ROLES", "Level", "glued_level", "header", "header_keys", "level", "overall_label"]

KINDS = ("cost", "quantity", "quality", "time", "benefit", "satisfaction")
# Hundreds of places ask for a word: the vocabulary of the document at hand is known to all of them, not handed through.
_now: ContextVar[Vocabulary | None] = ContextVar("vocabulary", default=None)
_MOST_KEPT = 1 << 14
_GROUP = re.compile(rf"\s*(?:{NUMBER})?\s*[^\d:：]{{2,6}}[:：]\s*{NUMBER}\s*")
Told = TypeVar("Told")
Asked = TypeVar("Asked", bound=Hashable)


@contextmanager
def using(words: Vocabulary | None) -> Iterator[None]:
    """Read with ``words`` (None: with those of the installation) inside the block."""
    token = _now.set(words)
    try:
        yield
    finally:
        _now.reset(token)


def current() -> Vocabulary:
    """Return the vocabulary of the document that is being read."""
    return _now.get() or installed()


@cache
def installed() -> Vocabulary:
    """Return the vocabulary that came with the installation."""
    root = folder("rules")
    lexicons: dict[str, tuple[str, ...]] = {}
    for stem in FILES:
        lexicons |= sections_of(stem, (root / "lexicons" / f"{stem}.txt").read_text(encoding="utf-8"))
    return Vocabulary.of(lexicons, read_units(root))


def remembered(tell: Callable[[Asked], Told]) -> Callable[[Asked], Told]:
    """Return ``tell``, which asks the vocabulary about a text or texts, with what it told of the last ones kept."""

    @lru_cache(maxsize=_MOST_KEPT)
    def told(words: Vocabulary, asked: Asked) -> Told:
        return tell(asked)

    @wraps(tell)
    def ask(asked: Asked) -> Told:
        return told(_now.get() or installed(), asked)

    return ask


def level(number: int, text: str) -> Level | None:
    """Return what ``text`` means as a first (1) or second (2) level, or None where it is no level word."""
    return (_now.get() or installed()).levels.find(number, text)


def is_level(text: str) -> bool:
    """Return whether ``text`` is a level word, of the first or of the second level."""
    return (_now.get() or installed()).levels.knows(text)


def said_level(number: int, text: str) -> Level | None:
    """Return what a cell that surely is a first (1) or second (2) level says, None where nobody knows."""
    return current().levels.said(number, text)


@remembered
def header(text: str) -> frozenset[str]:
    """Return the logical columns that a header cell may stand for; empty where it is no header word.

    The number of a list before a label says nothing (1.项目年度目标完成情况).
    """
    return _or_bare(current().header, text) or frozenset()


@remembered
def roles_of(texts: tuple[str, ...]) -> frozenset[str]:
    """Return all logical columns that the texts of a row may head: most rows head none, and every step asks."""
    return frozenset[str]().union(*map(header, texts))


def column(text: str) -> str:
    """Return the role of a column beside the target by the parts of its head, "" where they say none."""
    return current().column(text)


def period(*texts: str) -> int:
    """Return how near heads are to the year of the budget: 0 its own, 1 they say nothing, 2 another period."""
    return current().period(*texts)


def no_department(text: str) -> bool:
    """Return whether a text before 部门预算 is nothing but words of headings and covers."""
    return bool(current().cover.fullmatch(fold(text)))


def is_around_project(text: str) -> bool:
    """Return whether what stands beside the name of a project is nothing but numbers of lists and words of headings."""
    return bool(current().heading.fullmatch(text))


@remembered
def overall_label(text: str) -> str:
    """Return which part of table 13's head ``text`` labels (department, goal, total …), "" where it is no label."""
    return _or_bare(current().label, text) or ""


def _or_bare(tell: Callable[[str], Told], text: str) -> Told | None:
    """Return what is told of a text, or else of its label alone."""
    bare = _bare(text)
    return tell(text) or (tell(bare) if bare != text else None)


def _bare(text: str) -> str:
    """Return a label without its number in a list, and without the group that it opens (1.资金来源：（1）…)."""
    group = _GROUP.match(text)
    return text[group.end() :] if group else without_number(text)


def is_unit(key: str) -> bool:
    """Return whether a folded text is a unit of the vocabulary, alone or with a denominator."""
    return bool(key) and parse_unit(key, current().units) is not None


def same_unit(one: str, other: str) -> bool:
    """Return whether two texts are one unit, in whatever spelling."""
    first, second = parse_unit(one, current().units), parse_unit(other, current().units)
    if first is None or second is None:
        return fold(one) == fold(other)
    return (first.name, first.per) == (second.name, second.per)


def glued_level() -> re.Pattern[str]:
    """Return the pattern of a cell that glues level1, level2 and name (groups 1 to 3), blanks already removed."""
    return _glued(current())


def level_words() -> tuple[str, ...]:
    """Return all words of both levels, the longest first."""
    return tuple(sorted(set().union(*current().levels.words), key=len, reverse=True))


@lru_cache(maxsize=16)
def _glued(words: Vocabulary) -> re.Pattern[str]:
    first = _alternatives(words, 0, suffix="(?:绩效)?指标")
    second = _alternatives(words, 1, suffix="(?:指标)?")
    return re.compile(rf"({first})[-—:_/]?({second}(?:\([^()]*\))?)[-—:_/]?(.+)", re.DOTALL)


def _alternatives(words: Vocabulary, number: int, suffix: str) -> str:
    """Return the pattern of the words of a level with ``suffix``; a word that is one with 指标 only keeps it."""
    known = sorted(words.levels.words[number], key=len, reverse=True)
    return f"(?:{'|'.join(re.escape(word) + ('' if word.endswith('指标') else suffix) for word in known)})"


def layout_lines(name: str) -> list[str]:
    """Return the lines of a file in rules/layouts/ without blank lines and comments."""
    text = (folder("rules") / "layouts" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
