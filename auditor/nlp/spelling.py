"""Corrections of many texts at once: search, evidence, judgement, and again where the text changed."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.nlp import search, symbols
from auditor.nlp.caution import Caution
from auditor.nlp.charlm import HAN
from auditor.nlp.clause import Clause, split
from auditor.nlp.evidence import FEATURES, Change, features, touched
from auditor.nlp.judge import probability
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.protect import named_after, parallel
from auditor.nlp.segment import cut
from auditor.nlp.support import FREE

LEAST = 0.3
_APPLIED, _APART, _ROUNDS = 0.6, 4, 4
_NAME_PENALTY, _PAIR_PENALTY, _TERM_PENALTY = 2.5, 2.0, 2.0
_MEASURE_PENALTY, _MEASURES = 2.0, frozenset("数率量度额")
_WIDEST = 6
_SHORTEST = 3
_MOST_MARGIN = 20.0
_CLOSE, _SECONDS = 6.0, 4
_CHUNK = 1500
# 第三 for 第二 reads well and says something else: which number is meant nobody can tell from the text.
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半壹贰叁肆伍陆柒捌玖拾佰仟")
_RIGHT_AFTER, _COST = FEATURES.index("right_after"), FEATURES.index("cost")


@dataclass(frozen=True, slots=True)
class Guess:
    """A change of a clause of text number ``text`` and the numbers of ``evidence.FEATURES``."""

    text: int
    change: Change
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """The symbols at ``places`` (offsets in the text) should be ``right``; cost 0: the same sound; see Sounding.

    ``kind`` is "" for another sound or look, else swapped, lacking or extra.
    """

    places: tuple[int, ...]
    right: str
    cost: float
    confidence: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """The best candidates of a row with their lead over those that overlap them; close seconds with their lag."""

    row: symbols.Row
    score: search.Scored
    options: search.Options
    chosen: list[tuple[int, float]]


def guesses(texts: Sequence[Sequence[Clause]], strings: Sequence[str], model: Model, language: Language) -> list[Guess]:
    """Return the best corrections of each text (given as clauses and as string), whether likely or not."""
    return _guesses(_searched(strings, model), texts, model, language)


def _guesses(found: _Found, texts: Sequence[Sequence[Clause]], model: Model, language: Language) -> list[Guess]:
    made = []
    seconds = search.seconds(found.row, found.options, [option for option, _ in found.chosen], model.second)
    for (option, margin), second in zip(found.chosen, seconds, strict=True):
        text = int(found.row.owner[found.options.start[option]])
        change = _change(found, option, margin, texts[text], model)
        if change is not None:
            change = replace(change, second=second)
            made.append(Guess(text, change, features(change, model, language)))
    return made


def _searched(strings: Sequence[str], model: Model) -> _Found:
    import numpy as np

    row = symbols.row(strings, model.chars.symbols, model.sounding.wide)
    score = search.scored(row, model.chars)
    options = search.search(row, score, model.chars, model.sounding)
    totals = options.gain - options.cost
    # What was taken stands apart: a place of the row belongs to one option at most, given with its turn.
    taken: dict[int, tuple[int, int]] = {}
    margins: dict[int, float] = {}
    seconds: dict[int, int] = defaultdict(int)
    # What stands between two symbols touches both.
    starts = options.start - (options.size == 0)
    ends = options.start + np.maximum(options.size, 1)
    for option in map(int, np.argsort(-totals, kind="stable")):
        start, end = int(starts[option]), int(ends[option])
        rivals = [rival for _, rival in sorted({taken[place] for place in range(start, end) if place in taken})]
        leads = [float(totals[rival] - totals[option]) for rival in rivals]
        for rival, lead in zip(rivals, leads, strict=True):
            margins[rival] = min(margins[rival], lead)
        if not rivals:
            taken |= dict.fromkeys(range(start, end), (len(margins), option))
            margins[option] = _MOST_MARGIN
        elif max(leads) < _CLOSE and seconds[rivals[0]] < _SECONDS:
            # By characters alone the best is not always the right one; the judge sees the words too.
            seconds[rivals[0]] += 1
            margins[option] = -max(leads)
    return _Found(row, score, options, sorted(margins.items()))


def _change(found: _Found, option: int, margin: float, clauses: Sequence[Clause], model: Model) -> Change | None:
    """Return a candidate as a change of the clause it stands in, without what stays the same at its ends."""
    options, row = found.options, found.row
    slot, size = int(options.start[option]), int(options.size[option])
    right = "".join(model.han[symbol - HAN] for symbol in options.right[option, : options.width[option]])
    place = int(row.place[slot])
    at = bisect_right(clauses, place, key=lambda one: one.places[0]) - 1
    if at < 0 or place > clauses[at].places[-1] or row.place[slot + max(size, 1) - 1] > clauses[at].places[-1]:
        return None
    clause = clauses[at]
    start = bisect_left(clause.places, place)
    end = start + size
    if len(right) == size:
        start, end, right = _trimmed(clause.symbols, start, end, right)
    odd = {*right} ^ {*clause.symbols[start:end]} if len(right) != size else {*right} & {*_NUMERALS}
    if not _NUMERALS.isdisjoint(odd) and (len(right) != size or not _NUMERALS.isdisjoint(clause.symbols[start:end])):
        return None
    if (len(right) > size and (start == 0 or right in FREE)) or (len(right) < size and len(clause.symbols) < _SHORTEST):
        return None
    return Change(clause, start, end, right, _numbers(found, option, margin), (0.0, 0.0, 0.0))


def _trimmed(symbols: str, start: int, end: int, right: str) -> tuple[int, int, str]:
    while symbols[start] == right[0]:
        start, right = start + 1, right[1:]
    while symbols[end - 1] == right[-1]:
        end, right = end - 1, right[:-1]
    return start, end, right


def _numbers(found: _Found, option: int, margin: float) -> tuple[float, ...]:
    options, row = found.options, found.row
    slot, size = int(options.start[option]), int(options.size[option])
    text = int(row.owner[slot])
    first, end = int(row.first[text]), int(row.end[text])
    seen = min(slot + size + search.BACK, end)
    read = seen - slot + int(options.width[option]) - size
    rest = float(found.score.plain[first:slot].sum() + found.score.plain[seen:end].sum())
    others = (slot - first) + (end - seen)
    return (
        float(options.gain[option]),
        float(options.other[option]),
        float(options.cost[option]),
        float(options.before[option]) / max(seen - slot, 1),
        float(options.after[option]) / max(read, 1),
        float(options.orders[option]),
        float(found.score.order[slot : max(seen, slot + 1)].mean()),
        float(found.score.order[slot : max(min(slot + size + 1, seen), slot + 1)].min()),
        min(margin, _MOST_MARGIN),
        rest / others if others else -4.0,
        math.log(end - first),
    )


@dataclass
class _Draft:
    """A text on its way: its clauses as they stand now, and what was put at which place."""

    text: str
    clauses: Sequence[Clause]
    put: dict[int, tuple[str, float, float]]
    weak: list[Slip]
    longer: list[Slip]


class Speller:
    """Corrects the words of texts; see ``Slip``."""

    def __init__(self, model: Model, language: Language, caution: Caution) -> None:
        """Keep the model, its language and what is said about the unknown."""
        self.model = model
        self.language = language
        self.caution = caution

    def __call__(self, texts: Sequence[str], clauses: Sequence[Sequence[Clause]]) -> list[list[Slip]]:
        """Return the slips of each text (given with its clauses), at least ``LEAST`` sure."""
        drafts = [_Draft(text, parts, {}, [], []) for text, parts in zip(texts, clauses, strict=True)]
        for first in range(0, len(drafts), _CHUNK):
            active = drafts[first : first + _CHUNK]
            for _ in range(_ROUNDS if active else 0):
                found = _searched([draft.text for draft in active], self.model)
                active = self._round(found, active)
                if not active:
                    break
        return [_slips(draft, text) for draft, text in zip(drafts, texts, strict=True)]

    def _round(self, found: _Found, drafts: list[_Draft]) -> list[_Draft]:
        """Make the changes that are likely, apart from each other; return the drafts that changed."""
        applied: dict[int, list[tuple[int, int]]] = defaultdict(list)
        fresh = set[int]()
        for at, draft in enumerate(drafts):
            applied[at] = [(slip.places[0], slip.places[-1]) for slip in draft.longer]
        for guess, confidence in self._judged(found, drafts):
            draft, change = drafts[guess.text], guess.change
            first, end = change.sight
            places = change.clause.places[first:end]
            cost = guess.numbers[_COST]
            near = any(places[0] < last + _APART and begin < places[-1] + _APART for begin, last in applied[guess.text])
            if confidence < _APPLIED or (near and change.grown):
                draft.weak.append(_slip(change, cost, confidence, self.model))
            elif not near:
                applied[guess.text].append((places[0], places[-1]))
                if change.grown or change.swapped:
                    # The places of what follows would shift, and a swap is one slip, not two: kept for the end.
                    draft.longer.append(_slip(change, cost, confidence, self.model))
                else:
                    fresh.add(guess.text)
                    put = zip(places, change.right, strict=True)
                    draft.put |= {place: (char, cost, confidence) for place, char in put}
        changed = [drafts[at] for at in sorted(fresh)]
        for draft in changed:
            chars = list(draft.text)
            for place, (char, _, _) in draft.put.items():
                chars[place] = char
            draft.text = "".join(chars)
            draft.clauses = split(draft.text, self.model)
        return changed

    def _judged(self, found: _Found, drafts: list[_Draft]) -> list[tuple[Guess, float]]:
        """Return the guesses about drafts that are at least ``LEAST`` likely, likeliest first."""
        import numpy as np

        made = _guesses(found, [draft.clauses for draft in drafts], self.model, self.language)
        if not made:
            return []
        odds = self.model.forest.odds(np.array([guess.numbers for guess in made]))
        # A name before …街道 or …公司 is nobody's usual neighbour; a word that is (服务 社区) is no name.
        named = [
            guess.numbers[_RIGHT_AFTER] < 0.0 and named_after(guess.change.clause, guess.change.end) for guess in made
        ]
        paired = [parallel(one.clause.symbols, one.start, one.end) for one in (guess.change for guess in made)]
        # A word of a field that official texts seldom speak of (喜剧) is rare there and right all the same.
        terms = [_is_term(guess.change, self.model.terms) for guess in made]
        # What ends with a measure (报告数) names an indicator.
        measured = [_ends_with_measure(guess.change) for guess in made]
        odds -= _NAME_PENALTY * np.array(named) + _PAIR_PENALTY * np.array(paired) + _TERM_PENALTY * np.array(terms)
        odds -= _MEASURE_PENALTY * np.array(measured)
        sure = probability(odds)
        likely = []
        for guess, chance in zip(made, sure.tolist(), strict=True):
            most = self.caution.ceiling(guess.change, chance) if chance >= LEAST else 0.0
            if most >= LEAST:
                likely.append((guess, min(chance, most)))
        return sorted(likely, key=lambda pair: -pair[1])


def _is_term(change: Change, terms: frozenset[str]) -> bool:
    """Return whether what would be changed is within one word, and that word is a term."""
    inside = touched(change.clause.words, change.start, change.end).inside
    return len(inside) == 1 and inside[0] in terms


def _ends_with_measure(change: Change) -> bool:
    """Return whether a clause ends with a measure and the change would take that away."""
    symbols = change.clause.symbols
    return change.end == len(symbols) and symbols[-1] in _MEASURES and change.symbols[-1:] != symbols[-1]


def _slips(draft: _Draft, text: str) -> list[Slip]:
    """Return the slips of a text: what was put beside each other is one, the rest where nothing was put."""
    found: list[Slip] = []
    for clause in draft.clauses if draft.put or draft.weak else ():
        differs = [
            clause.places[at] in draft.put and clause.symbols[at] != text[place]
            for at, place in enumerate(clause.places)
        ]
        starts = [at for at, new in enumerate(differs) if new and not (at and differs[at - 1])]
        for start in starts:
            end = next((at for at in range(start, len(differs)) if not differs[at]), len(differs))
            found.append(_widened(clause, start, end, draft))
    found += draft.longer
    taken = {place for slip in found for place in slip.places}
    return found + [slip for slip in draft.weak if taken.isdisjoint(slip.places)]


def _slip(change: Change, cost: float, confidence: float, model: Model) -> Slip:
    """Return a change as a slip: where the length changes or symbols are swapped, of the words that are meant."""
    if not change.grown and not change.swapped:
        return Slip(change.clause.places[change.start : change.end], change.right, cost, confidence)
    symbols, grown, (first, last) = change.symbols, change.grown, change.sight
    whole = touched(cut(model.cutter, symbols), first, last + grown)
    start, end = (whole.start, whole.end) if whole.end - whole.start <= _WIDEST else (first, last + grown)
    kind = "swapped" if change.swapped else "lacking" if grown > 0 else "extra"
    return Slip(change.clause.places[start : end - grown], symbols[start:end], cost, confidence, kind)


def _widened(clause: Clause, start: int, end: int, draft: _Draft) -> Slip:
    """Return what was put at [start, end) of a clause as a slip of whole words (运转, not 转) where these are short."""
    put = [draft.put[place] for place in clause.places[start:end]]
    whole = touched(clause.words, start, end)
    beyond = [*range(whole.start, start), *range(end, whole.end)]
    if whole.end - whole.start <= _WIDEST and not any(clause.places[at] in draft.put for at in beyond):
        start, end = whole.start, whole.end
    cost, confidence = max(one[1] for one in put), min(one[2] for one in put)
    return Slip(clause.places[start:end], clause.symbols[start:end], cost, confidence)
