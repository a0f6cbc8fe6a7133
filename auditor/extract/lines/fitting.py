"""The cells of a row that prints fewer than the head, each under the head to which it fits best."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditor.extract.words.keys import fold
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import is_level, is_unit, level
from auditor.text.operators import is_qualitative, sign

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*%?")
_STRANGE = 3.0  # the cost of a cell under a head that it contradicts
_ODD = 1.0
_NEAR = 0.15  # two ways whose costs differ by less are equally good
_MOST = 2.5  # the cost of a row per which it still fits
_GAP = 2.0  # a cell left out right of one that is printed: what is merged stands left
_NO_UNIT = 0.3  # a target in words leaves the unit out
_LONGEST_UNIT = 12
_LONGEST_NAME = 60
# What it costs to leave a column out since a merged cell above covers it; what stands left is merged more often.
_LEFT_OUT = {
    **{"name": 1.5, "operator": 2.0, "value": 1.5, "unit": 1.0},
    **{"level1": 0.1, "level2": 0.2, "project": 0.3, "code": 0.3},
}
_LEADS = frozenset(
    {"within", "project", "code", "agency", "ministry", "total", "fiscal", "other", "goal", "activity", "serial"}
)
_SERIAL = frozenset({"serial"})
UNIT = frozenset({"unit"})
_LEVELS = {"level1": 1, "level2": 2}
# What a cell under a head must be.
_PROOFS: dict[str, Callable[[str], object]] = {
    **{"operator": sign},
    **dict.fromkeys(("total", "fiscal", "other"), is_amount),
}
# A blank cell at the end of the row that was not kept.
_CUT = {"value": 1.5, "operator": 1.0, "name": 2.0}


@dataclass(frozen=True, slots=True)
class Column:
    """A column under a head that may mean ``roles`` (empty where nobody knows it).

    ``again``: it is a level of a second set of indicators, merged like the first, though it stands right of names.
    """

    roles: frozenset[str]
    again: bool = False

    @property
    def left_out(self) -> float:
        """Return what it costs that a row prints no cell in the column, in the middle of its cells."""
        known = [_LEFT_OUT[role] for role in self.roles if role in _LEFT_OUT]
        return max(known, default=0.1 if self.roles & _LEADS else 0.5)

    @property
    def cut(self) -> float:
        """Return what it costs that a row ends before the column."""
        return max((_CUT[role] for role in self.roles if role in _CUT), default=0.6)

    def cost(self, text: str) -> float:
        """Return the cost of a cell with ``text`` in the column: 0 where it fits."""
        return _cost(self.roles, fold(text)) if text else 0.0


_Way = tuple[float, tuple[int, ...]]


def placed(texts: Sequence[str], columns: Sequence[Column]) -> tuple[int, ...] | None:
    """Return the column of each of ``texts`` (fewer than columns), None where they fit nowhere or as well twice."""
    ways: list[list[_Way]] = [[(0.0, ())], *([] for _ in texts)]  # by the number of cells placed
    unitless = is_unitless(texts)
    for at, column in enumerate(columns):
        following: list[list[_Way]] = [[] for _ in ways]
        for count, found in enumerate(ways):
            skip = column.cut if count == len(texts) else column.left_out
            gap = 0.0 if count == len(texts) or column.again else _GAP
            if unitless and column.roles == UNIT:
                skip, gap = _NO_UNIT, 0.0
            following[count] += [(cost + skip + gap * _prints(way, columns), way) for cost, way in found]
            if count < len(texts):
                price = column.cost(texts[count])
                following[count + 1] += [(cost + price, (*way, at)) for cost, way in found]
        ways = [_best(found, texts) for found in following]
    done = ways[-1]
    if not done or done[0][0] > _MOST or (len(done) > 1 and done[1][0] - done[0][0] < _NEAR):
        return None
    return done[0][1]


def is_unitless(texts: Sequence[str]) -> bool:
    """Return whether a row says 定性 and no unit: its target in words reaches over the column of units."""
    return is_qualitative(texts) and not any(is_unit(fold(text)) for text in texts)


def _prints(way: Sequence[int], columns: Sequence[Column]) -> bool:
    """Return whether a row prints anything so far but its number, which stands left of what is merged."""
    return any(columns[at].roles != _SERIAL for at in way)


def _best(ways: list[_Way], texts: Sequence[str]) -> list[_Way]:
    """Return the cheapest way, and the cheapest of those that put some text elsewhere."""
    found: list[_Way] = []
    seen: set[tuple[int, ...]] = set()
    for cost, way in sorted(ways):
        filled = tuple(at for at, text in zip(way, texts, strict=False) if text)
        if filled not in seen:
            seen.add(filled)
            found.append((cost, way))
        if len(found) == 2:
            break
    return found


def _cost(roles: frozenset[str], key: str) -> float:
    if not roles:
        return _ODD if _is_level(key) else 0.0
    return min(_role_cost(role, key) for role in roles)


def _role_cost(role: str, key: str) -> float:
    if role in _LEVELS:
        return 0.0 if level(_LEVELS[role], key) else _ODD if key.endswith("指标") else _STRANGE
    if role in _PROOFS:
        return 0.0 if _PROOFS[role](key) else _STRANGE
    if _is_level(key):
        return _STRANGE
    if sign(key):
        return _STRANGE if role in _LEADS | {"name", "unit"} else _ODD
    return _text_cost(role, key)


def _text_cost(role: str, key: str) -> float:
    words = bool(_HAN.search(key))
    if role in {"name", "project", "agency", "ministry", "activity"}:
        sentence = len(key) > _LONGEST_NAME or (role != "name" and key.endswith("。"))
        return _STRANGE if is_amount(key) or _NUMBER.fullmatch(key) else _ODD * sentence
    if role == "goal":
        return 0.0 if words else _STRANGE
    if role == "code":
        return _STRANGE if words and not any(char.isdigit() for char in key) else 0.0
    return _target_cost(role, key)


def _target_cost(role: str, key: str) -> float:
    if role == "value":
        return _STRANGE if is_unit(key) else 0.0
    if role == "unit":
        return _ODD if _NUMBER.fullmatch(key) or len(key) > _LONGEST_UNIT or key.endswith("。") else 0.0
    return 0.0


def _is_level(key: str) -> bool:
    """Return whether a text is a level word that says so (数量指标): a name may be 服务对象满意度."""
    return key.endswith("指标") and is_level(key)
