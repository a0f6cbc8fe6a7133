"""What the rest of a document says: terms written one character longer or shorter elsewhere, spellings that recur."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from auditor.nlp.clause import Clause, codes
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.segment import cut
from auditor.records.edit import Edit

_SIDE = 3
_LEAST_ELSEWHERE = 2
_LEAST_EXTRA_GAIN = 8.0
_LEAST_LACKING_GAIN = 0.0
# Characters that come and go in a term without making it wrong: particles, numbers, levels, comparatives.
_FREE = frozenset("0A的地得了等和及与或并各每本该其一二三四五六七八九十两几多第级层省市县区乡镇村街年月日季度大小新老旧总副不未非无已再更最年上下内外前后中人")


@dataclass
class Support:
    """The clauses of a document by their surroundings; a text that stands there twice counts once."""

    joined: str = ""
    near: dict[str, set[int]] = field(default_factory=dict)
    apart: dict[str, dict[str, set[int]]] = field(default_factory=dict)

    def others(self, snippet: str) -> int:
        """Return how many times a snippet of symbols stands in the document besides once."""
        return max(0, self.joined.count(snippet) - 1)


def support(texts: Iterable[Sequence[Clause]]) -> Support:
    """Return the index over the clauses of each distinct text of a document."""
    made, parts = Support(), []
    for number, clauses in enumerate(texts):
        for clause in clauses:
            parts.append(clause.symbols)
            line = f"#{clause.symbols}#"
            for at in range(_SIDE, len(line) - _SIDE + 1):
                made.near.setdefault(line[at - _SIDE : at + _SIDE], set()).add(number)
            for at in range(_SIDE, len(line) - _SIDE):
                around = line[at - _SIDE : at] + line[at + 1 : at + 1 + _SIDE]
                made.apart.setdefault(around, {}).setdefault(line[at], set()).add(number)
    made.joined = "\n".join(parts)
    return made


@dataclass(frozen=True, slots=True)
class Reader:
    """The language that variants are held against."""

    model: Model
    language: Language

    def score(self, symbols: str) -> tuple[float, float]:
        """Return the scores of a clause by characters and by words."""
        marks = codes(symbols)
        words = cut(self.model.cutter, symbols)
        return self.language.chars(marks, 1, len(marks)), self.language.words(words)


def variants(clause: Clause, known: Support, reader: Reader) -> list[Edit]:
    """Return the edits of kind ``extra`` and ``lacking``: the same term stands elsewhere, twice or more, without slip.

    Agreement with the document is not enough (terms vary): the text as it stands must also be unusual where it differs.
    """
    line = f"#{clause.symbols}#"
    found = []
    for at in range(_SIDE, len(line) - _SIDE + 1):
        tight = line[at - _SIDE : at + _SIDE]
        if len(known.near.get(tight, ())) == 1 and tight in known.apart:
            found += _lacking(clause, at - 1, known.apart[tight], reader)
        around = line[at - _SIDE : at] + line[at + 1 : at + 1 + _SIDE]
        if len(around) == 2 * _SIDE and len(known.near.get(around, ())) >= _LEAST_ELSEWHERE:
            if len(known.apart[around][line[at]]) == 1:
                found += _extra(clause, at - 1, len(known.near[around]), reader)
    return found


def _confidence(elsewhere: int) -> float:
    return min(0.92, 0.8 + 0.03 * elsewhere)


def _extra(clause: Clause, at: int, elsewhere: int, reader: Reader) -> list[Edit]:
    symbols = clause.symbols
    char = symbols[at]
    if char in _FREE or char in symbols[at - 1 : at] + symbols[at + 1 : at + 2]:
        return []
    if (at, char) not in set(zip(clause.starts, clause.words, strict=True)):
        return []
    fixed = symbols[:at] + symbols[at + 1 :]
    before, after = reader.score(symbols), reader.score(fixed)
    if min(after[0] - before[0], after[1] - before[1]) < _LEAST_EXTRA_GAIN:
        return []
    start, end = clause.span(at, at + 1)
    why = f"本文件另有{elsewhere}处写作“{fixed[max(0, at - 3) : at + 3]}”,此处多“{char}”字"
    return [Edit(start, end, char, "", _confidence(elsewhere), "extra", why)]


def _lacking(clause: Clause, at: int, middles: dict[str, set[int]], reader: Reader) -> list[Edit]:
    likely = [(char, len(places)) for char, places in middles.items() if len(places) >= _LEAST_ELSEWHERE]
    if len(likely) != 1 or likely[0][0] in _FREE:
        return []
    char, elsewhere = likely[0]
    symbols = clause.symbols
    fixed = symbols[:at] + char + symbols[at:]
    before, after = reader.score(symbols), reader.score(fixed)
    if min(after[0] - before[0], after[1] - before[1]) < _LEAST_LACKING_GAIN:
        return []
    start, end = clause.span(at - 1, at)
    why = f"本文件另有{elsewhere}处写作“{fixed[max(0, at - 3) : at + 4]}”,此处少“{char}”字"
    return [Edit(start, end, symbols[at - 1], symbols[at - 1] + char, _confidence(elsewhere), "lacking", why)]
