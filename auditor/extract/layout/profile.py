"""What the cells of a column are, counted over the body of a table: signs, kinds, levels, targets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.extract.lines.stream import Line
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import current, header
from auditor.text.operators import QUALITATIVE, sign, split_leading
from auditor.text.units import parse_unit
from auditor.text.vocabulary import Vocabulary

_KIND = re.compile(r"(?:正向|反向|逆向|负向|定量|定性)(?:指标)?|[正逆反负]指标|预期性|约束性")
_POLAR = re.compile(r"(?:正向|反向|逆向|负向)(?:指标)?|[正逆反负]指标|定量(?:指标)?")
_LONGEST = 40
_Marks = tuple[bool, bool, bool, bool, bool, bool, bool, bool, bool]
_NO_MARKS: _Marks = (False, False, False, False, False, False, False, False, False)
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_TARGET = re.compile(r"[-+]?\d[\d,.]*.{0,8}")


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0..1) of the filled cells of a column; ``filled`` counts them.

    ``sign``: an operator that compares. ``kind``: 正向, 反向, 定性 and the like, ``polar`` without 定性. ``level1``,
    ``level2``: level words. ``target``: a number with at most a short unit. ``merged``: an operator and its number.
    ``text``: words that are none of these. ``unit``: a unit of the vocabulary.
    """

    filled: int = 0
    sign: float = 0.0
    kind: float = 0.0
    polar: float = 0.0
    level1: float = 0.0
    level2: float = 0.0
    target: float = 0.0
    merged: float = 0.0
    text: float = 0.0
    unit: float = 0.0


def profiles(lines: Sequence[Line], width: int) -> tuple[Profile, ...]:
    """Return the profile of each column of the lines that have ``width`` cells and are no header rows."""
    words = current()
    columns: list[list[_Marks]] = [[] for _ in range(width)]
    for line in lines:
        if line.prose or len(line.cells) != width:
            continue
        for column, cell in enumerate(line.cells):
            if cell.text and len(cell.text) <= _LONGEST and not header(cell.text):
                columns[column].append(_marks(cell.text, words))
            elif cell.text and len(cell.text) > _LONGEST:
                columns[column].append(_NO_MARKS)
    return tuple(_profile(marks) for marks in columns)


def _profile(marks: Sequence[_Marks]) -> Profile:
    count = len(marks)
    return Profile(count, *(sum(each) / count for each in zip(*marks, strict=True))) if count else Profile()


def is_kind(text: str) -> bool:
    """Return whether a cell says what kind of target stands beside it (正向, 反向, 定量, 定性), but no comparison."""
    return _marks(text, current())[1] if text else False


@lru_cache(maxsize=1 << 13)
def _marks(text: str, words: Vocabulary) -> _Marks:
    """Return the properties of a cell in the order of Profile's shares, by the ``words`` of the document."""
    key = fold(text)
    return (
        sign(key) not in {"", QUALITATIVE},
        bool(_KIND.fullmatch(key)),
        bool(_POLAR.fullmatch(key)),
        bool(words.levels.find(1, key)),
        bool(words.levels.find(2, key)),
        bool(_TARGET.fullmatch(key)),
        bool(split_leading(key)[0]),
        bool(_HAN.search(key))
        and not (sign(key) or words.levels.find(1, key) or words.levels.find(2, key) or _KIND.fullmatch(key)),
        parse_unit(key, words.units) is not None,
    )
