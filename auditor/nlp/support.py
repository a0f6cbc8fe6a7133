"""What the rest of a document says: terms written one character longer or shorter elsewhere, spellings that recur."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from auditor.nlp.clause import Clause, codes
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.segment import cut
from auditor.records.edit import Edit

# So many symbols must agree around the place where a character is too many or too few, split like this around it.
_SPAN, _LEFTS = 6, (3, 5, 1)
_LEAST_ELSEWHERE = 2
_LEAST_EXTRA_GAIN = 8.0
_LEAST_LACKING_GAIN = 0.0
# Characters that come and go in a term without making it wrong: particles, numbers, levels, negations.
_FREE = frozenset(
    "0A的地得了等和及与或并各每本该其一二三四五六七八九十两几多第级层省市县区乡镇村街年月日季度新老旧总副"
    "不未非无已再更最上下内外前后"
)


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
            line = clause.symbols
            for at in range(len(line) - _SPAN + 1):
                made.near.setdefault(line[at : at + _SPAN], set()).add(number)
            for left in _LEFTS:
                for at in range(left, len(line) - _SPAN + left):
                    made.apart.setdefault(_around(line, at, left), {}).setdefault(line[at], set()).add(number)
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
    line = clause.symbols
    found: dict[int, Edit] = {}
    for left in _LEFTS:
        for at in range(left, len(line) - _SPAN + left + 1):
            edit = _variant(clause, line, (at, left), known, reader)
            if edit:
                found.setdefault(edit.start, edit)
    return list(found.values())


def _around(line: str, at: int, left: int) -> str:
    """Return the symbols around line[at], ``|`` in its place: ``left`` before it, the rest of the span after it."""
    return line[at - left : at] + "|" + line[at + 1 : at + 1 + _SPAN - left]


def _variant(clause: Clause, line: str, where: tuple[int, int], known: Support, reader: Reader) -> Edit | None:
    at, left = where
    tight = line[at - left : at - left + _SPAN]
    middles = known.apart.get(tight[:left] + "|" + tight[left:])
    if middles and len(known.near[tight]) == 1:
        return _lacking(clause, at, middles, reader)
    around = _around(line, at, left)
    elsewhere = len(known.near.get(around.replace("|", ""), ()))
    if elsewhere >= _LEAST_ELSEWHERE and len(around) > _SPAN and len(known.apart[around][line[at]]) == 1:
        return _extra(clause, at, elsewhere, reader)
    return None


def _confidence(elsewhere: int) -> float:
    return min(0.92, 0.8 + 0.03 * elsewhere)


def _extra(clause: Clause, at: int, elsewhere: int, reader: Reader) -> Edit | None:
    symbols = clause.symbols
    char = symbols[at]
    if char in _FREE or char in symbols[at - 1 : at] + symbols[at + 1 : at + 2]:
        return None
    if (at, char) not in set(zip(clause.starts, clause.words, strict=True)):
        return None
    fixed = symbols[:at] + symbols[at + 1 :]
    before, after = reader.score(symbols), reader.score(fixed)
    if min(after[0] - before[0], after[1] - before[1]) < _LEAST_EXTRA_GAIN:
        return None
    start, end = clause.span(at, at + 1)
    why = f"本文件另有{elsewhere}处写作“{fixed[max(0, at - 3) : at + 3]}”，此处多“{char}”字"
    return Edit(start, end, char, "", _confidence(elsewhere), "extra", why)


def _lacking(clause: Clause, at: int, middles: dict[str, set[int]], reader: Reader) -> Edit | None:
    likely = [(char, len(places)) for char, places in middles.items() if len(places) >= _LEAST_ELSEWHERE]
    if len(likely) != 1 or likely[0][0] in _FREE:
        return None
    char, elsewhere = likely[0]
    symbols = clause.symbols
    if symbols[at - 1] in "0A":
        return None
    fixed = symbols[:at] + char + symbols[at:]
    before, after = reader.score(symbols), reader.score(fixed)
    if min(after[0] - before[0], after[1] - before[1]) < _LEAST_LACKING_GAIN:
        return None
    start, end = clause.span(at - 1, at)
    why = f"本文件另有{elsewhere}处写作“{fixed[max(0, at - 3) : at + 4]}”,此处少“{char}”字"
    return Edit(start, end, symbols[at - 1], symbols[at - 1] + char, _confidence(elsewhere), "lacking", why)
