"""Units (度量单位): their dimension, size, denominator and standard spelling, by a table kept in rules/units.txt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from auditor.text.width import fold

UNITS = "units.txt"
_PER_SPLIT = re.compile(r"[·•*.、×]|/")
_COUNTED = frozenset({"people", "event", "thing", "volume", "mass"})
_VISITED = frozenset({"people", "thing"})
_ANY = frozenset({"个", "项"})
"""Before 次 these are no unit: 3个次要问题."""
_EACH = re.compile(r"^每(?:个|一)?")
DIMENSIONS = {
    "money": "金额",
    "ratio": "比率",
    "time": "时间",
    "people": "人数",
    "event": "次数",
    "lesson": "学时",
    "thing": "件数",
    "energy": "电量、热量",
    "area": "面积",
    "length": "长度",
    "volume": "体积",
    "mass": "重量",
    "score": "分数",
    "rank": "等级",
}
"""What a dimension of units.txt is called in a sentence."""
IN_WAN: Mapping[str, Decimal] = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10000),
}
"""What one of a plain unit of money is in 万元; tables, totals and stakes know these, without rules/units.txt."""

_EITHER = re.compile(r"([^()]{1,4})\(([^()]{1,3})\)")


@dataclass(frozen=True, slots=True)
class Atom:
    """A simple unit of the table: ``factor`` converts to the base unit of its ``dimension`` (元 for money).

    ``other`` is the second word of a unit of two (套 of 台(套), 人次 of 人(次)).
    """

    name: str
    dimension: str
    factor: Decimal
    standard: bool = True
    other: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed. ``dimension`` and ``factor`` are those of the numerator; ``per`` names the denominators.

    ``fault`` is "" or: spelling (another spelling of a known unit), each (``/每项目``), glued (``元/人年``),
    inverted (people per lesson, anything per money). ``standard`` is the spelling to use.
    ``other`` is the second word of a unit of two (台(套)), whose ``name`` is the first.
    """

    text: str
    dimension: str
    factor: Decimal
    name: str
    per: tuple[str, ...] = ()
    fault: str = ""
    standard: str = ""
    other: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Return every word for what the unit counts: 台 and 套 of 台(套)."""
        return frozenset({self.name, self.other or self.name})


UnitTable = Mapping[str, Atom]


def read_units(rules: Path) -> UnitTable:
    """Return the units of the folder ``rules``, those that came with the installation."""
    return parse_table((rules / UNITS).read_text(encoding="utf-8"))


def parse_table(text: str, base: UnitTable | None = None) -> dict[str, Atom]:
    """Return the units of a table file by comparison key, over those of ``base``; the first entry of a file holds.

    Raises ValueError with the 1-based line of a bad entry.
    """
    table: dict[str, Atom] = {}
    dimension = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        if line.startswith("["):
            dimension = line.strip("[]")
            continue
        accepted, _, rejected = line.partition("!")
        words = accepted.split()
        if len(words) < 2 or not dimension:
            raise ValueError(f"第{number}行不是“单位 系数 [其他写法]”：{raw.strip()}")
        try:
            factor = Decimal(words[1])
        except ArithmeticError as error:
            raise ValueError(f"第{number}行的系数不是数字：{words[1]}") from error
        for word in (words[0], *words[2:]):
            table.setdefault(fold(word), _atom(words[0], dimension, factor))
        for word in rejected.split():
            table.setdefault(fold(word), _atom(words[0], dimension, factor, standard=False))
    return {**(base or {}), **table}


def _atom(name: str, dimension: str, factor: Decimal, *, standard: bool = True) -> Atom:
    either = _EITHER.fullmatch(name)
    first, second = either.groups() if either else (name, "")
    return Atom(first, dimension, factor, standard, second)


def parse_unit(text: str, table: UnitTable) -> Unit | None:
    """Return the unit that ``text`` prints, or None where the table does not know it (or the text is empty)."""
    key = fold(text)
    if not key:
        return None
    atom = _known(key, table)
    if atom:
        fault = "" if atom.standard else "spelling"
        return Unit(text, atom.dimension, atom.factor, atom.name, (), fault, atom.name, atom.other)
    head, slash, tail = key.partition("/")
    numerator = _known(head, table)
    if not slash or not numerator or not tail:
        return None
    return _compound(text, numerator, tail, table)


def _known(key: str, table: UnitTable) -> Atom | None:
    """Return the unit of a table, also where 万 multiplies one that counts (万羽) or 次 counts visits to it (站次)."""
    atom = table.get(key)
    if atom is None and key.startswith("万") and (one := table.get(key[1:])) and one.dimension in _COUNTED:
        return Atom(f"万{one.name}", one.dimension, one.factor * 10000, one.standard)
    if atom is None and key.endswith("次") and (one := table.get(key[:-1])) and one.dimension in _VISITED:
        return Atom(f"{one.name}次", "event", one.factor) if key[:-1] not in _ANY else None
    if atom is None and (either := _EITHER.fullmatch(key)):
        visits = _known(f"{either.group(1)}次", table) if either.group(2) == "次" else None  # 人(次): 人 or 人次
        return _either(_known(either.group(1), table), visits or _known(either.group(2), table))
    return atom


def _either(one: Atom | None, two: Atom | None) -> Atom | None:
    """Return the unit of things counted by one word or another (卷(件), 台(套)), None where one of them counts none."""
    if one is None or two is None or not {one.dimension, two.dimension} <= _COUNTED:
        return None
    return Atom(one.name, one.dimension, one.factor, other=two.name)


def _compound(text: str, numerator: Atom, tail: str, table: UnitTable) -> Unit:
    per, fault = _denominators(tail, table)
    if not numerator.standard:
        fault = "spelling"
    standard = f"{numerator.name}/{'·'.join(per)}"
    below = _dimension(per[0], table) if per else ""
    if (below == "lesson" and numerator.dimension in {"people", "thing"}) or (below == "money" != numerator.dimension):
        fault, standard = "inverted", f"{per[0]}/{'·'.join((numerator.name, *per[1:]))}"
    return Unit(text, numerator.dimension, numerator.factor, numerator.name, per, fault, standard)


def _denominators(tail: str, table: UnitTable) -> tuple[tuple[str, ...], str]:
    """Return the denominators and the fault of writing them (each, glued, or "")."""
    names: list[str] = []
    fault = ""
    for part in _PER_SPLIT.split(tail):
        bare = _EACH.sub("", part)
        if bare != part:
            fault = "each"
        if not bare:
            continue
        atom = table.get(bare)
        pieces = [bare] if atom else _unglue(bare, table)
        if len(pieces) > 1:
            fault = fault or "glued"
        names.extend(table[piece].name if piece in table else piece for piece in pieces)
    # 人·次 as a denominator is the unit 人次 written with its parts: keep the parts, they are the standard writing.
    return tuple(names), fault


def _unglue(word: str, table: UnitTable) -> list[str]:
    """Return ``人年`` as 人 + 年 where both parts are units and the whole is none; else the word itself.

    Only of people: what work is counted in by the time of a thing (队天, 床日, 站年) is a unit of the trade.
    """
    for cut in range(1, len(word)):
        first, second = table.get(word[:cut]), table.get(word[cut:])
        if first and second and first.dimension == "people" and second.dimension == "time":
            return [word[:cut], word[cut:]]
    return [word]


def _dimension(name: str, table: UnitTable) -> str:
    atom = table.get(fold(name))
    return atom.dimension if atom else ""
