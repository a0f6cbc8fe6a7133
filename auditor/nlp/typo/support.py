"""What the rest of a document says: terms written one character longer or shorter elsewhere, spellings that recur."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import add

from auditor.nlp.segment import cut
from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.fluency import Fluency
from auditor.nlp.typo.general import is_word
from auditor.nlp.typo.measures import every_measure
from auditor.nlp.typo.model import Model
from auditor.nlp.typo.names import listed
from auditor.records.edit import Edit

# So many symbols must agree around the place where a character is too many or too few, split like this around it.
_SPAN, _LEFTS = 6, (3, 5, 1, 2, 4)
_LEAST_ELSEWHERE = 2
_LEAST_EXTRA_GAIN = 8.0
# Every further place without the character takes the place of so much evidence from the language.
_PLACE_WORTH = 0.5
_LEAST_LACKING_GAIN = 2.0
# A word of two characters that stands so many times elsewhere is no slip.
_SHORT, _OFTEN = 2, 3
# A character of so low a log probability that stands so many times elsewhere is of the document's matter.
_TOPIC, _RARE = 2, -8.8
_COUNTED = frozenset({"数", "数量"})
# Characters that come and go in a term without making it wrong: particles, numbers, levels, negations.
FREE = frozenset(
    "0A的地得了等和及与或并各每本该其一二三四五六七八九十两几多第级层省市县区乡镇村街年月日季度新老旧总副"
    "不未非无已再更最上下内外前后"
)


@dataclass
class Support:
    """In how many texts of a document a run of symbols stands; a text that stands there twice counts once.

    ``gaps`` holds, for each way to split a run, what stands in the gap of longer runs that stand in two texts or more;
    ``ends`` holds the first and last symbols of the runs that do: what has others differs by more than a character.
    """

    joined: str = ""
    short: Counter[str] = field(default_factory=Counter)
    long: Counter[str] = field(default_factory=Counter)
    gaps: dict[int, dict[str, dict[str, int]]] = field(default_factory=dict)
    ends: set[str] = field(default_factory=set)
    _counted: dict[str, int] = field(default_factory=dict)

    def count(self, snippet: str) -> int:
        """Return how many times a snippet of symbols stands in the document; the same slip is often asked for."""
        found = self._counted.get(snippet)
        if found is None:
            found = self._counted[snippet] = self.joined.count(snippet)
        return found

    def others(self, snippet: str) -> int:
        """Return how many times a snippet of symbols stands in the document besides once."""
        return max(0, self.count(snippet) - 1)


def support(texts: Iterable[Sequence[Clause]]) -> Support:
    """Return the index over the clauses of each distinct text of a document."""
    made, parts = Support(), []
    for clauses in texts:
        short, long = set[str](), set[str]()
        for clause in clauses:
            line = clause.symbols
            parts.append(line)
            short.update([line[at : at + _SPAN] for at in range(len(line) - _SPAN + 1)])
            long.update([line[at : at + _SPAN + 1] for at in range(len(line) - _SPAN)])
        made.short.update(short)
        made.long.update(long)
    made.joined = "\n".join(parts)
    made.gaps = {left: {} for left in _LEFTS}
    recurring = (run for runs in (made.short, made.long) for run, seen in runs.items() if seen >= _LEAST_ELSEWHERE)
    made.ends = {run[0] + run[-1] for run in recurring}
    for run, seen in made.long.items():
        if seen >= _LEAST_ELSEWHERE:
            for left in _LEFTS:
                made.gaps[left].setdefault(run[:left] + run[left + 1 :], {})[run[left]] = seen
    return made


@dataclass(frozen=True, slots=True)
class Reader:
    """The language that variants are held against."""

    model: Model
    fluency: Fluency

    def alone(self, char: str) -> float:
        """Return the log probability of a character by itself."""
        chars = self.model.chars
        return float(chars.single[chars.symbols[ord(char)]])

    def gain(self, clause: Clause, meant: str, least: float) -> float:
        """Return how much more usual a clause would be as it is meant: by words or by characters, the smaller.

        Words alone are asked where they gain less than the least that is of use: most do, and characters cost more.
        """
        words = self.fluency.words(cut(self.model.cutter, meant)) - self.fluency.words(clause.words)
        if words < least:
            return words
        after, before = self.fluency.texts(meant, clause.symbols)
        return min(words, after - before)


def variants(clause: Clause, known: Support, reader: Reader) -> list[Edit]:
    """Return the edits of kind ``extra`` and ``lacking``: the same term stands elsewhere, twice or more, without slip.

    Agreement with the document is not enough (terms vary): the text as it stands must also be unusual where it differs.
    """
    line, ends = clause.symbols, known.ends
    # Runs as they stand (short) or with a character too many (long) that have an end in common with a recurring run.
    near = {
        at for size in (_SPAN, _SPAN + 1) for at, both in enumerate(map(add, line, line[size - 1 :])) if both in ends
    }
    short = {at: run for at in near if known.short.get(run := line[at : at + _SPAN]) == 1}
    long = {at: run for at in near if known.long.get(run := line[at : at + _SPAN + 1]) == 1}
    firsts = sorted(short.keys() | long.keys())
    found: dict[int, Edit] = {}
    for left in _LEFTS if firsts else ():
        gaps = known.gaps[left]
        for first in firsts:
            edit = None
            if (middles := gaps.get(short.get(first, ""))) is not None:
                edit = _lacking(clause, first + left, middles, reader)
            if edit is None and (whole := long.get(first)):
                elsewhere = known.short.get(whole[:left] + whole[left + 1 :], 0)
                edit = _extra(clause, first + left, elsewhere, reader) if elsewhere >= _LEAST_ELSEWHERE else None
            if edit:
                found.setdefault(edit.start, edit)
    return list(found.values())


def _confidence(elsewhere: int) -> float:
    return min(0.92, 0.8 + 0.03 * elsewhere)


def counted(edit: Edit, clause: Clause) -> bool:
    """Return whether an edit takes the measure before a closing 数 for part of a word (训练室|间|数, 检修|扇|数)."""
    start = clause.places.index(edit.start)
    symbols = clause.symbols
    at = next((len(symbols) - len(one) - 1 for one in _COUNTED if symbols.endswith(one)), -1)
    if edit.kind == "extra" and at != start + _dropped(edit):
        return False
    return start <= at < start + len(edit.wrong) and symbols[at] in every_measure()


def _dropped(edit: Edit) -> int:
    """Return which character of what stands an edit of kind ``extra`` leaves out, -1 where it is more than one."""
    stood = edit.wrong
    return next((at for at in range(len(stood)) if stood[:at] + stood[at + 1 :] == edit.right), -1)


def meant(edit: Edit, clause: Clause, known: Support) -> bool:
    """Return whether the document shows that what an edit calls wrong is meant.

    It stands there often, a word of the dictionary once more, and what it should be nowhere; it shortens what stands
    there in full (解戒, 解除戒毒); a character too many stands there beside its neighbour without the other one (葬区,
    beside 生态葬区).
    """
    stood = edit.wrong
    if edit.kind == "extra":
        at = _dropped(edit)
        return at >= 0 and _stands_apart(clause, clause.places.index(edit.start) + at, known)
    if len(stood) != _SHORT or len(edit.right) != _SHORT:
        return False
    least = 1 if is_word(stood) else _OFTEN
    often = known.others(stood) >= least and not known.count(edit.right)
    return often or re.search(f"{stood[0]}[^\n]{stood[1]}[^\n]", known.joined) is not None


def recurs(edit: Edit, clause: Clause, known: Support) -> bool:
    """Return whether the word of a term that an edit calls wrong stands elsewhere as often as the other term.

    The word is the two of three symbols that are not the same in both terms (检定费, 鉴定费); it stands beside others.
    Not so where the other term stands between the same symbols elsewhere (桑枝食用菌示范).
    """
    word, right, at = edit.wrong, edit.right, clause.places.index(edit.start)
    if edit.kind not in ("homophone", "shape") or not len(word) == len(right) == _SHORT + 1:
        return False
    first = int(word[0] == right[0])
    word, at = word[first:][:_SHORT], at + first
    if not is_word(word):
        return False
    if _stands_so(edit, clause, known):
        return False
    before, after = clause.symbols[max(0, at - 1) : at], clause.symbols[at + _SHORT :][:1]
    others = sum(
        known.joined[end : end + 1].strip() != after and not before == known.joined[start - 1 : start].strip() != ""
        for start, end in (one.span() for one in re.finditer(word, known.joined))
    )
    return others >= max(1, known.count(right))


def _stands_so(edit: Edit, clause: Clause, known: Support) -> bool:
    """Return whether what an edit makes stands elsewhere, with two symbols on either side."""
    start = clause.places.index(edit.start)
    end = start + len(edit.wrong)
    before, after = clause.symbols[max(0, start - _SHORT) : start], clause.symbols[end : end + _SHORT]
    return len(before) == len(after) == _SHORT and known.count(before + edit.right + after) > 0


def topical(edit: Edit, known: Support, reader: Reader) -> bool:
    """Return whether each character that an edit replaces is rare in official writing, and not so in this document.

    A text on silk worms says 茧 again and again: 产茧 is no slip for 产量. It stands elsewhere in other words.
    """
    if edit.kind not in ("homophone", "shape") or len(edit.wrong) != len(edit.right):
        return False
    changed = [(one, two) for one, two in zip(edit.wrong, edit.right, strict=True) if one != two]
    own = known.count(edit.wrong)
    least = 1 if own > 1 else _TOPIC
    return bool(changed) and all(
        known.count(one) - own * edit.wrong.count(one) >= least
        and reader.alone(one) <= min(_RARE, reader.alone(two) - 1)
        for one, two in changed
    )


def doubles(edit: Edit, clause: Clause) -> bool:
    """Return whether an edit would write what stands right before or behind it once more (恒温恒湿 → 恒温恒温)."""
    at, size = clause.places.index(edit.start), len(edit.right)
    end = at + len(edit.wrong)
    return size >= _SHORT and edit.right in (clause.symbols[max(0, at - size) : at], clause.symbols[end : end + size])


def _stands_apart(clause: Clause, at: int, known: Support) -> bool:
    """Return whether the symbol at a place stands elsewhere beside one neighbour, and the other one is another."""
    symbols = clause.symbols
    before, char, after = symbols[max(0, at - 1) : at], symbols[at], symbols[at + 1 : at + 2]
    whole = known.count(before + char + after)
    pairs = [pair for pair in (before + char, char + after) if len(pair) > 1]
    return bool(before and after) and any(known.count(pair) > whole for pair in pairs)


def _extra(clause: Clause, at: int, elsewhere: int, reader: Reader) -> Edit | None:
    symbols = clause.symbols
    char = symbols[at]
    if char in FREE or char in symbols[at - 1 : at] + symbols[at + 1 : at + 2]:
        return None
    if (at, char) not in set(zip(clause.starts, clause.words, strict=True)) or char in listed("between"):
        return None
    fixed = symbols[:at] + symbols[at + 1 :]
    wanted = _LEAST_EXTRA_GAIN - _PLACE_WORTH * (elsewhere - _LEAST_ELSEWHERE)
    if reader.gain(clause, fixed, wanted) < wanted:
        return None
    start, end = clause.span(at, at + 1)
    why = f"本文件另有{elsewhere}处同样的文字没有“{char}”字"
    return Edit(start, end, char, "", _confidence(elsewhere), "extra", why)


def _lacking(clause: Clause, at: int, middles: dict[str, int], reader: Reader) -> Edit | None:
    char, elsewhere = next(iter(middles.items()))
    if len(middles) > 1 or char in FREE:
        return None
    symbols = clause.symbols
    if symbols[at - 1] in "0A":
        return None
    fixed = symbols[:at] + char + symbols[at:]
    if reader.gain(clause, fixed, _LEAST_LACKING_GAIN) < _LEAST_LACKING_GAIN:
        return None
    start, end = clause.span(at - 1, at)
    why = f"本文件另有{elsewhere}处同样的文字有“{char}”字"
    return Edit(start, end, symbols[at - 1], symbols[at - 1] + char, _confidence(elsewhere), "lacking", why)
