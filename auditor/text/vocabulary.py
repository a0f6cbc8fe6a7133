"""The vocabulary of indicator tables as one record, for extraction and checks: levels, heads, labels and units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.text.levels import Levels
from auditor.text.units import UnitTable
from auditor.text.width import fold

FILES = ("levels", "heads", "overall", "titles")
"""The lexicons of which a vocabulary is made."""
ROLES = (
    *("level1", "level2", "name", "operator", "value", "unit", "project", "agency", "total", "fiscal", "other"),
    *("goal", "activity", "polarity", "explanation", "weight", "actual", "score", "deviation", "basis", "prior"),
    *(
        "expected",
        "outlook",
        "progress",
        "state",
        "gap",
        "code",
        "agency_code",
        "ministry",
        "detail",
        "within",
        "serial",
        "remark",
        "kind",
    ),
)
"""What a column or a label may mean; those after goal and activity are known and kept out of the indicator."""
_NO_ROLES = ("prefix", "year", "period")
_COMPOSED = ("deviation", "expected", "outlook", "actual", "fiscal")
"""Roles whose heads are also known by their parts (未达进度原因及纠偏措施)."""
_PARTS = ("begins", "within", "ends")
_BESIDE = "beside_"
_BESIDE_ROLES = ("deviation", "expected", "outlook", "progress", "score", "weight", "state", "actual")
"""Roles of columns beside the target whose heads are known by parts only in a row of heads (年底完成 is a target)."""
_BRACKETED = re.compile(r"\([^()]*(?:\)|$)")  # one that a narrow column cut off is not closed
_TWO_HEADS = re.compile(r"([^()]+)\(([^()]{3,})\):?")
_YEAR = re.compile(r"20\d\d年(?:度)?(?=.)")
_MONTHS = re.compile(
    r"^(?:截[至止])?(?:20\d\d年)?"
    r"(?:\d{1,2}(?:月?[至到~—-]+\d{1,2})?月份?(?:\d{1,2}日|底|末)?|上半年|前三季度|第?[一二三四1-4]季度末?|前[\d一二三四五六七八九十]{1,2}个月)"
)
_NUMBERING = r"(?<![\d.])\d{1,2}(?!\.?\d)|[一二三四五六七八九十]{1,3}"
_JOINED = re.compile(r"[、/]|[及和](?=项目|实施单位|主管部门)")
_WITH = re.compile(r"[及和与]")
_SHORT = frozenset({"实际", "累计", "完成", "达到", "实现"})
_LONGEST_HEAD = 40
_LONGEST_LABEL = 20
_NONE: frozenset[str] = frozenset()
_SOURCES = frozenset({"fiscal", "other"})
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``heads`` gives the roles of a folded head, ``labels`` the part of table 13's head that a folded label names.

    ``prefix`` is what may stand before a head (区级), ``year`` and ``other_period`` say which period words name,
    ``cover`` is what headings and covers say without naming a department, ``heading`` what stands around the name of a
    project in a heading: such words, its number in a list, a year.
    """

    levels: Levels = field(default_factory=Levels)
    heads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    units: UnitTable = field(default_factory=dict)
    prefix: re.Pattern[str] = _NEVER
    year: re.Pattern[str] = _NEVER
    other_period: re.Pattern[str] = _NEVER
    cover: re.Pattern[str] = _NEVER
    heading: re.Pattern[str] = _NEVER
    composed: tuple[tuple[str, re.Pattern[str]], ...] = ()
    beside: tuple[tuple[str, re.Pattern[str]], ...] = ()

    # By identity: what was looked up in it is remembered, and a lookup must not hash whole lexicons.
    __hash__ = object.__hash__

    @classmethod
    def of(cls, lexicons: Mapping[str, Sequence[str]], units: UnitTable) -> Vocabulary:
        """Return the vocabulary in lexicons by "file.section" (a rulebook's) and a table of units."""
        heads: dict[str, set[str]] = {}
        for role, entries in _sections("heads", lexicons):
            for entry in entries if not _is_no_role(role) else ():
                heads.setdefault(fold(entry), set()).add(role)
        labels = {
            _BRACKETED.sub("", fold(entry)): part
            for part, entries in _sections("overall", lexicons)
            for entry in entries
        }
        known = {head: frozenset(roles) for head, roles in heads.items()}
        prefix, year, other = (_pattern(lexicons.get(f"heads.{name}", ())) for name in _NO_ROLES)
        words = _pattern(lexicons.get("titles.no_department", ()))
        cover = re.compile(rf"(?:{words.pattern}|\d|[一二三四五六七八九十、.:()的])+")
        around = _pattern((*lexicons.get("titles.project_heading", ()), *lexicons.get("titles.no_department", ())))
        heading = re.compile(rf"(?:{around.pattern}|{_NUMBERING}|20\d\d年?|[^\w])*")
        composed = tuple((role, _made_of(role, lexicons)) for role in _COMPOSED)
        beside = tuple((role, _made_of(_BESIDE + role, lexicons)) for role in _BESIDE_ROLES)
        return cls(Levels.of(lexicons), known, labels, units, prefix, year, other, cover, heading, composed, beside)

    def header(self, text: str) -> frozenset[str]:
        """Return the logical columns that a header cell may stand for; empty where it is no header word."""
        return _header(self, text) if len(text) <= _LONGEST_HEAD else _NONE

    def column(self, text: str) -> str:
        """Return the role of a column beside the target whose head nobody lists, by its parts; "" where they say none.

        Only a text in a row of heads is asked for: in a cell the same words may be a target.
        """
        keys = _header_keys(fold(text)) if len(text) <= _LONGEST_HEAD else ()
        return next((role for role, pattern in self.beside if any(pattern.fullmatch(key) for key in keys)), "")

    def period(self, *texts: str) -> int:
        """Return how near heads are to the year of the budget: 0 its own, 1 where they say nothing, 2 another period.

        The first text that says anything decides.
        """
        for text in texts:
            if self.year.search(text):
                return 0
            if self.other_period.search(text):
                return 2
        return 1

    def label(self, text: str) -> str:
        """Return which part of table 13's head ``text`` labels (department, goal …), "" where it is no label."""
        if len(text) > _LONGEST_LABEL:
            return ""
        key = _BRACKETED.sub("", fold(text)).rstrip(":")
        return self.labels.get(key) or self.labels.get(_without(self.prefix, key), "")


def unknown_roles(lexicons: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the sections of heads.txt that name no role: a pack misspelt it."""
    return [role for role, _ in _sections("heads", lexicons) if role not in ROLES and not _is_no_role(role)]


def _is_no_role(section: str) -> bool:
    """Return whether a section of heads.txt holds no whole heads: words before them, of periods, or parts of them."""
    role, _, part = section.rpartition("_")
    known = role in _COMPOSED or (role.startswith(_BESIDE) and role.removeprefix(_BESIDE) in _BESIDE_ROLES)
    return section in _NO_ROLES or (known and part in _PARTS)


def _made_of(role: str, lexicons: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return the pattern of the heads of a role that are made of its parts."""
    begins, within, ends = (_pattern(lexicons.get(f"heads.{role}_{part}", ())).pattern for part in _PARTS)
    return re.compile(rf"(?:{begins})(?:{begins}|{within}|{ends})*(?:{ends})(?:{within})*")


def header_keys(key: str) -> tuple[str, ...]:
    """Return the ways in which a folded head is looked up: as it is, without brackets, a year or months before it."""
    return _header_keys(key)


@lru_cache(maxsize=1 << 13)
def _header_keys(key: str) -> tuple[str, ...]:
    bare = key.rstrip(":")
    short = _BRACKETED.sub("", bare)
    undated = _YEAR.sub("", short)
    rest = _MONTHS.sub("", undated)
    # 截至6月底实际 is what was reached by then; 实际 alone is a piece of many a head.
    rest = "完成值" if rest != undated and rest in _SHORT else rest
    return tuple(dict.fromkeys((bare, short, undated, rest)))


def _header(words: Vocabulary, text: str) -> frozenset[str]:
    key = fold(text)
    if key not in words.heads and (both := _two_heads(words, key)):
        return both
    for each in (*_header_keys(key), *_header_keys(_without(words.prefix, key))):
        if each in words.heads:
            return words.heads[each]
    if both := _name_and_value(words, _BRACKETED.sub("", key)):
        return both
    source = words.heads.get(_without(words.prefix, _without(words.prefix, _BRACKETED.sub("", key.rstrip(":")))), _NONE)
    if source and source <= _SOURCES:
        return source  # 其中:市级财政拨款
    parts = [words.heads.get(part, _NONE) for part in _JOINED.split(_BRACKETED.sub("", key))]
    if all(parts):
        return _NONE.union(*parts)
    keys = (*_header_keys(key), *_header_keys(_without(words.prefix, key)))
    made = (role for each in keys for role, pattern in words.composed if pattern.fullmatch(each))
    return frozenset({role}) if (role := next(made, "")) else _NONE


def _two_heads(words: Vocabulary, key: str) -> frozenset[str]:
    """Return what a head means that prints another one in brackets (单位名称(项目名称)): both; none for any other."""
    match = _TWO_HEADS.fullmatch(key)
    roles = [words.heads.get(part, _NONE) for part in match.groups()] if match else []
    return _NONE.union(*roles) if roles and all(roles) else _NONE


def _name_and_value(words: Vocabulary, key: str) -> frozenset[str]:
    """Return both roles of a head of names with their targets (指标内容及目标值); none for any other."""
    for match in _WITH.finditer(key):
        one, two = words.heads.get(key[: match.start()], _NONE), words.heads.get(key[match.end() :], _NONE)
        if "name" in one and "value" in two:
            return frozenset({"name", "value"})
    return _NONE


def _without(prefix: re.Pattern[str], key: str) -> str:
    match = prefix.match(key)
    return key[match.end() :] if match else key


def _pattern(entries: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of words, the longest first; one that never matches for no words."""
    words = sorted(map(fold, entries), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))) if words else _NEVER


def _sections(file: str, lexicons: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    for name, entries in lexicons.items():
        stem, _, section = name.partition(".")
        if stem == file and section:
            yield section, entries
