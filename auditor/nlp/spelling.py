"""Corrections by sound or look of many texts at once: search, evidence, judgement, and again where text changed."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.nlp import search, symbols
from auditor.nlp.charlm import HAN
from auditor.nlp.clause import Clause, split
from auditor.nlp.evidence import FEATURES, Change, features, touched
from auditor.nlp.judge import probability
from auditor.nlp.language import Language
from auditor.nlp.model import Model
from auditor.nlp.protect import named_after, parallel

LEAST = 0.3
_APPLIED, _APART, _ROUNDS = 0.6, 4, 4
_NAME_PENALTY, _PAIR_PENALTY, _TERM_PENALTY = 2.5, 2.0, 2.0
_MEASURE_PENALTY, _MEASURES = 2.0, frozenset("数率量度额")
_WIDEST = 6
_MOST_MARGIN = 20.0
_CLOSE, _SECONDS = 3.0, 2
_CHUNK = 1500
_ODD = -8.0
# 第三 for 第二 reads well and says something else: which number is meant nobody can tell from the text.
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半")
_RIGHT_AFTER, _COST = FEATURES.index("right_after"), FEATURES.index("cost")


@dataclass(frozen=True, slots=True)
class Guess:
    """A change of a clause of text number ``text`` and the numbers of ``evidence.FEATURES``."""

    text: int
    change: Change
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """The symbols at ``places`` (offsets in the text) should be ``right``; cost 0: the same sound; see Sounding."""

    places: tuple[int, ...]
    right: str
    cost: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Spelt:
    """The slips of a text, and the offsets of its symbols that are very unlikely after those before them."""

    slips: tuple[Slip, ...]
    odd: frozenset[int]


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
    for option, margin in found.chosen:
        text = int(found.row.owner[found.options.start[option]])
        change = _change(found, option, margin, texts[text], model)
        if change is not None:
            made.append(Guess(text, change, features(change, model, language)))
    return made


def _searched(strings: Sequence[str], model: Model) -> _Found:
    import numpy as np

    row = symbols.row(strings, model.chars.symbols, model.sounding.wide)
    score = search.scored(row, model.chars)
    options = search.search(row, score, model.chars, model.sounding)
    totals = options.gain - options.cost
    taken: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    margins: dict[int, float] = {}
    seconds: dict[int, int] = defaultdict(int)
    for option in map(int, np.argsort(-totals, kind="stable")):
        start = int(options.start[option])
        end = start + int(options.size[option])
        text = int(row.owner[start])
        rivals = [rival for first, last, rival in taken[text] if first < end and start < last]
        leads = [float(totals[rival] - totals[option]) for rival in rivals]
        for rival, lead in zip(rivals, leads, strict=True):
            margins[rival] = min(margins[rival], lead)
        if not rivals:
            taken[text].append((start, end, option))
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
    right = "".join(model.han[symbol - HAN] for symbol in options.right[option, :size])
    place = int(row.place[slot])
    clause = next((one for one in clauses if one.places[0] <= place <= one.places[-1]), None)
    if clause is None:
        return None
    start = bisect_left(clause.places, place)
    end = start + size
    while clause.symbols[start] == right[0]:
        start, right = start + 1, right[1:]
    while clause.symbols[end - 1] == right[-1]:
        end, right = end - 1, right[:-1]
    if not _NUMERALS.isdisjoint(right) and not _NUMERALS.isdisjoint(clause.symbols[start:end]):
        return None
    return Change(clause, start, end, right, _numbers(found, option, margin))


def _numbers(found: _Found, option: int, margin: float) -> tuple[float, ...]:
    options, row = found.options, found.row
    slot, size = int(options.start[option]), int(options.size[option])
    text = int(row.owner[slot])
    first, end = int(row.first[text]), int(row.end[text])
    seen = min(slot + size + search.BACK, end)
    rest = float(found.score.plain[first:slot].sum() + found.score.plain[seen:end].sum())
    others = (slot - first) + (end - seen)
    return (
        float(options.gain[option]),
        float(options.other[option]),
        float(options.cost[option]),
        float(options.before[option]) / (seen - slot),
        float(options.after[option]) / (seen - slot),
        float(options.orders[option]),
        float(found.score.order[slot:seen].mean()),
        float(found.score.order[slot : min(slot + size + 1, seen)].min()),
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
    odd: frozenset[int] = frozenset()


class Speller:
    """Corrects the words of texts; see ``Slip``."""

    def __init__(self, model: Model, language: Language) -> None:
        """Keep the model and its language."""
        self.model = model
        self.language = language

    def __call__(self, texts: Sequence[str], clauses: Sequence[Sequence[Clause]]) -> list[Spelt]:
        """Return the slips of each text (given with its clauses), at least ``LEAST`` sure."""
        drafts = [_Draft(text, parts, {}, []) for text, parts in zip(texts, clauses, strict=True)]
        for first in range(0, len(drafts), _CHUNK):
            active = drafts[first : first + _CHUNK]
            for number in range(_ROUNDS if active else 0):
                found = _searched([draft.text for draft in active], self.model)
                if number == 0:
                    _mark_odd(found, active)
                active = self._round(found, active)
                if not active:
                    break
        return [Spelt(tuple(_slips(draft, text)), draft.odd) for draft, text in zip(drafts, texts, strict=True)]

    def _round(self, found: _Found, drafts: list[_Draft]) -> list[_Draft]:
        """Make the changes that are likely, apart from each other; return the drafts that changed."""
        applied: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for guess, confidence in self._judged(found, drafts):
            draft, change = drafts[guess.text], guess.change
            places = change.clause.places[change.start : change.end]
            cost = guess.numbers[_COST]
            near = any(places[0] < last + _APART and first < places[-1] + _APART for first, last in applied[guess.text])
            if confidence < _APPLIED:
                draft.weak.append(Slip(places, change.right, cost, confidence))
            elif not near:
                applied[guess.text].append((places[0], places[-1]))
                draft.put |= {place: (char, cost, confidence) for place, char in zip(places, change.right, strict=True)}
        changed = [drafts[at] for at in sorted(applied) if applied[at]]
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
        likely = [(guess, float(chance)) for guess, chance in zip(made, sure, strict=True) if chance >= LEAST]
        return sorted(likely, key=lambda pair: -pair[1])


def _mark_odd(found: _Found, drafts: Sequence[_Draft]) -> None:
    """Tell each draft which of its symbols are very unlikely after those before them."""
    import numpy as np

    odd = np.flatnonzero((found.score.plain < _ODD) & (found.row.owner >= 0))
    places: dict[int, list[int]] = defaultdict(list)
    for owner, place in zip(found.row.owner[odd].tolist(), found.row.place[odd].tolist(), strict=True):
        places[owner].append(place)
    for owner, held in places.items():
        drafts[owner].odd = frozenset(held)


def _is_term(change: Change, terms: frozenset[str]) -> bool:
    """Return whether what would be changed is within one word, and that word is a term."""
    inside = touched(change.clause.words, change.start, change.end).inside
    return len(inside) == 1 and inside[0] in terms


def _ends_with_measure(change: Change) -> bool:
    """Return whether a clause ends with a measure and the change would take that away."""
    symbols = change.clause.symbols
    return change.end == len(symbols) and symbols[-1] in _MEASURES and change.right[-1] != symbols[-1]


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
    taken = {place for slip in found for place in slip.places}
    return found + [slip for slip in draft.weak if taken.isdisjoint(slip.places)]


def _widened(clause: Clause, start: int, end: int, draft: _Draft) -> Slip:
    """Return what was put at [start, end) of a clause as a slip of whole words (运转, not 转) where these are short."""
    put = [draft.put[place] for place in clause.places[start:end]]
    whole = touched(clause.words, start, end)
    beyond = [*range(whole.start, start), *range(end, whole.end)]
    if whole.end - whole.start <= _WIDEST and not any(clause.places[at] in draft.put for at in beyond):
        start, end = whole.start, whole.end
    cost, confidence = max(one[1] for one in put), min(one[2] for one in put)
    return Slip(clause.places[start:end], clause.symbols[start:end], cost, confidence)
