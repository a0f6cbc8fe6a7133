"""Corrections of many texts at once: search, evidence, judgement, and again where the text changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.nlp.segment import cut
from auditor.nlp.typo.caution import DOUBTFUL, SURE, WARNING, Caution
from auditor.nlp.typo.clause import Clause, split
from auditor.nlp.typo.compounds import breaks_off
from auditor.nlp.typo.corrections import Correction, Searched, corrections_of, searched
from auditor.nlp.typo.discount import chances
from auditor.nlp.typo.features import FEATURES, Change, Touched, touched
from auditor.nlp.typo.fluency import Fluency
from auditor.nlp.typo.general import how_often, is_word
from auditor.nlp.typo.model import Model
from auditor.nlp.typo.protect import enumerated

LEAST = 0.2
_APPLIED, _APART, _ROUNDS = 0.6, 4, 4
# What is less likely than _HEARD is no explanation of a place. Where several are together as likely as _TOLD, something
# is wrong there: the best of them is told. A swap that is nearly as likely (_LIKE) goes before what would be added.
_HEARD, _TOLD, _LIKE, _BROKEN = 0.1, 0.56, 0.05, 0.5
_WIDEST = 6
_FAR_MORE = 10
_CHUNK = 1500
_COST = FEATURES.index("cost")


@dataclass(frozen=True, slots=True)
class Slip:
    """The symbols at ``places`` (offsets in the text) should be ``right``; cost 0: the same sound; see Sounding.

    ``kind`` is "" for another sound or look, else swapped, lacking or extra. ``is_word`` says that a word stands in the
    place of another that sounds the same although they differ in one symbol only (会意, 会议).
    """

    places: tuple[int, ...]
    right: str
    cost: float
    confidence: float
    kind: str = ""
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class _Likely:
    """A correction, how likely it is, and how sure it may be at most."""

    correction: Correction
    chance: float
    most: float

    @property
    def sure(self) -> float:
        return min(self.chance, self.most)


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

    def __init__(self, model: Model, fluency: Fluency, caution: Caution) -> None:
        """Keep the model, its language and what is said about the unknown."""
        self.model = model
        self.fluency = fluency
        self.caution = caution

    def __call__(self, texts: Sequence[str], clauses: Sequence[Sequence[Clause]]) -> list[list[Slip]]:
        """Return the slips of each text (given with its clauses), at least ``LEAST`` sure."""
        drafts = [_Draft(text, parts, {}, [], []) for text, parts in zip(texts, clauses, strict=True)]
        for first in range(0, len(drafts), _CHUNK):
            active = drafts[first : first + _CHUNK]
            for _ in range(_ROUNDS if active else 0):
                found = searched([draft.text for draft in active], self.model)
                active = self._round(found, active)
                if not active:
                    break
        return [_slips(draft, text) for draft, text in zip(drafts, texts, strict=True)]

    def _round(self, found: Searched, drafts: list[_Draft]) -> list[_Draft]:
        """Make the changes that are likely, apart from each other; return the drafts that changed."""
        applied: dict[int, list[tuple[int, int]]] = defaultdict(list)
        fresh = set[int]()
        for at, draft in enumerate(drafts):
            applied[at] = [(slip.places[0], slip.places[-1]) for slip in draft.longer]
        for correction, confidence in self._judged(found, drafts):
            draft, change = drafts[correction.text], correction.change
            first, end = change.sight
            places = change.clause.places[first:end]
            cost = correction.numbers[_COST]
            near = any(
                places[0] < last + _APART and begin < places[-1] + _APART for begin, last in applied[correction.text]
            )
            if confidence < _APPLIED or (near and change.grown):
                draft.weak.append(_slip(change, cost, confidence, self.model))
            elif not near:
                applied[correction.text].append((places[0], places[-1]))
                if change.grown or change.swapped:
                    # The places of what follows would shift, and a swap is one slip, not two: kept for the end.
                    draft.longer.append(_slip(change, cost, confidence, self.model))
                else:
                    fresh.add(correction.text)
                    fixed = zip(places, change.right, strict=True)
                    draft.put |= {place: (char, cost, confidence) for place, char in fixed}
        changed = [drafts[at] for at in sorted(fresh)]
        for draft in changed:
            chars = list(draft.text)
            for place, (char, _, _) in draft.put.items():
                chars[place] = char
            draft.text = "".join(chars)
            draft.clauses = split(draft.text, self.model)
        return changed

    def _judged(self, found: Searched, drafts: list[_Draft]) -> list[tuple[Correction, float]]:
        """Return the corrections about drafts that are at least ``LEAST`` likely, likeliest first."""
        made = corrections_of(found, [draft.clauses for draft in drafts], self.model, self.fluency)
        if not made:
            return []
        likely = []
        for correction, chance in zip(made, chances(made, self.model).tolist(), strict=True):
            draft = drafts[correction.text]
            most = self._most(correction, chance, draft.text) if chance >= _HEARD else 0.0
            if most >= LEAST and not _explained(correction.change, draft):
                likely.append(_Likely(correction, chance, most))
        return sorted((one for one in _rivalled(likely) if one[1] >= LEAST), key=lambda pair: -pair[1])

    def _most(self, correction: Correction, chance: float, text: str) -> float:
        """Return the highest confidence that a correction about a text may have."""
        change = correction.change
        most = self.caution.ceiling(change, chance)
        first, end = change.sight
        places = change.clause.places[first:end]
        if enumerated(text, places[0], places[-1]):
            most = min(most, WARNING if chance >= SURE else DOUBTFUL)
        return most


def _rivalled(likely: list[_Likely]) -> list[tuple[Correction, float]]:
    """Return the corrections, each as sure as it is among those that explain its place otherwise."""
    by_text: dict[int, list[_Likely]] = defaultdict(list)
    for one in likely:
        by_text[one.correction.text].append(one)
    return [(one.correction, _among(one, _rivals(one, by_text[one.correction.text]))) for one in likely]


def _among(one: _Likely, rivals: Sequence[_Likely]) -> float:
    """Return how sure a correction is among its rivals: of what explains a place, one at most is right.

    None is an error where another says nearly as surely something else. Where a swap explains the place as well,
    what would be added to it is none (夜间逻巡次数: 巡逻, not 巡查).
    """
    swaps = [other.chance for other in rivals if other.correction.change.swapped and other.most >= _TOLD]
    if one.correction.change.grown > 0 and max(swaps, default=0.0) >= max(_TOLD, one.chance - _LIKE):
        return min(one.sure, DOUBTFUL)
    if one.sure > WARNING:
        own = _odds(one.sure)
        return max(min(one.sure, WARNING), own / (1 + own + sum(_odds(other.sure) for other in rivals)))
    heard = [other.chance for other in rivals if other.most >= _TOLD]
    # What breaks off a word lacks something, even where what it is is less sure.
    needed = _BROKEN if breaks_off(one.correction.change) else _TOLD
    told = one.most >= _TOLD and one.sure >= max((LEAST, *heard)) and one.sure + sum(heard) >= needed
    return max(one.sure, _TOLD) if told else one.sure


def _rivals(one: _Likely, others: Sequence[_Likely]) -> list[_Likely]:
    """Return those of the others that explain the same place otherwise."""
    change, (start, end) = one.correction.change, one.correction.change.sight
    found = []
    for other in others:
        first, last = other.correction.change.sight
        if other.correction.change.clause is change.clause and first < end and start < last:
            found += [other] if other.correction.change.symbols != change.symbols else []
    return found


def _odds(chance: float) -> float:
    return chance / max(1 - chance, 1e-6)


def _explained(change: Change, draft: _Draft) -> bool:
    """Return whether what was put near a change of length or order already explains the place.

    Two slips in one word are not told apart.
    """
    if not (change.grown or change.swapped):
        return False
    first, last = change.clause.places[max(0, change.start - 1)], change.clause.places[max(0, change.end - 1)]
    return not draft.put.keys().isdisjoint(range(first - _WIDEST, last + _WIDEST + 1))


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
        whole = _word_for_word(change, cost, model) if confidence < _TOLD and confidence != DOUBTFUL else None
        start, end = (whole.start, whole.end) if whole else (change.start, change.end)
        return Slip(change.clause.places[start:end], change.symbols[start:end], cost, confidence, is_word=bool(whole))
    symbols, grown, (first, last) = change.symbols, change.grown, change.sight
    whole = touched(cut(model.cutter, symbols), first, last + grown)
    start, end = (whole.start, whole.end) if whole.end - whole.start <= _WIDEST else (first, last + grown)
    kind = "swapped" if change.swapped else "lacking" if grown > 0 else "extra"
    return Slip(change.clause.places[start : end - grown], symbols[start:end], cost, confidence, kind)


def _word_for_word(change: Change, cost: float, model: Model) -> Touched | None:
    """Return the word that another of the same sound stands for in a change of one symbol, None where none does.

    Where what was typed is not far rarer in official texts and in general Chinese (制订, 其它), it may well be meant.
    """
    if cost or len(change.right) != 1:
        return None
    typed = touched(change.clause.words, change.start, change.end)
    meant = touched(cut(model.cutter, change.symbols), change.start, change.end)
    words = (typed.inside[0], meant.inside[0])
    if (typed.start, typed.end) != (meant.start, meant.end) or len(words[0]) == 1 or not all(map(is_word, words)):
        return None
    rarer = (seen(words[1]) >= _FAR_MORE * max(1, seen(words[0])) for seen in (model.words.count, how_often))
    return meant if all(rarer) else None


def _widened(clause: Clause, start: int, end: int, draft: _Draft) -> Slip:
    """Return what was put at [start, end) of a clause as a slip of whole words (运转, not 转) where these are short."""
    put = [draft.put[place] for place in clause.places[start:end]]
    whole = touched(clause.words, start, end)
    beyond = [*range(whole.start, start), *range(end, whole.end)]
    if whole.end - whole.start <= _WIDEST and not any(clause.places[at] in draft.put for at in beyond):
        start, end = whole.start, whole.end
    cost, confidence = max(one[1] for one in put), min(one[2] for one in put)
    return Slip(clause.places[start:end], clause.symbols[start:end], cost, confidence)
