"""The best candidates of the search, made into corrections: a change of a clause with the numbers that speak for it."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.nlp.segment import cut
from auditor.nlp.typo import search, symbols
from auditor.nlp.typo.charlm import HAN
from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.features import Change, features, touched
from auditor.nlp.typo.fluency import Fluency
from auditor.nlp.typo.model import Model
from auditor.nlp.typo.support import FREE

_SHORTEST = 3
# Symbols on either side of a change that the words of general Chinese are asked about.
_AROUND = 8
_MOST_MARGIN = 20.0
_CLOSE, _SECONDS = 6.0, 4
# Of 31,000 candidates in right and spoilt texts these leave out four in ten, of those judged 0.55 likely one.
_LEAST_NET, _A_LAG_COSTS, _CLOSE_SECOND = 1.0, 0.7, 0.1
# A place that reads as badly as this (the mean logarithm of its symbols) without a symbol needs more gain than this:
# a symbol less is a gain by itself. Of such candidates it leaves out one in three, of those judged 0.55 likely one in
# two hundred.
_STILL_BAD, _GAIN_OF_LESS = -6.3, 9.9
# A text is judged at so many places and at one in so many symbols: right texts and texts full of slips have fewer
# candidates; one without sense has one for every symbol, of which hardly any is likely.
_ALWAYS, _ONE_IN = 16, 4
# With a denial a text says the opposite, and reads as well.
_DENIALS = frozenset("不未非无没")
# 第三 for 第二 reads well and says something else: which number is meant nobody can tell from the text.
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半壹贰叁肆伍陆柒捌玖拾佰仟")


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of a clause of text number ``text`` and the numbers of ``features.FEATURES``."""

    text: int
    change: Change
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """The best candidates of a row with their lead over those that overlap them; close seconds with their lag.

    ``orders`` are those of the symbols (see Scored); ``logs`` and ``lengths`` the sums of their log probabilities and
    orders up to each: a sum of few numbers taken from numpy costs more than the search for the candidate.
    """

    row: symbols.Row
    options: search.Options
    chosen: list[tuple[int, float]]
    orders: list[int]
    logs: list[float]
    lengths: list[int]


def corrections(
    texts: Sequence[Sequence[Clause]], strings: Sequence[str], model: Model, fluency: Fluency
) -> list[Correction]:
    """Return the best corrections of each text (given as clauses and as string), whether likely or not."""
    return corrections_of(searched(strings, model), texts, model, fluency)


def corrections_of(
    found: Searched, texts: Sequence[Sequence[Clause]], model: Model, fluency: Fluency
) -> list[Correction]:
    """Return what was found in texts (given as clauses) as corrections."""
    chosen = _fewest([one for one in found.chosen if _worth(found, *one)], found, texts)
    made: list[tuple[int, Change, tuple[float, ...]]] = []
    seconds = search.seconds(found.row, found.options, [option for option, _ in chosen], model.second)
    for (option, margin), second in zip(chosen, seconds, strict=True):
        text = int(found.row.owner[found.options.start[option]])
        change = _change(found, option, margin, texts[text], model)
        if change is not None:
            made.append((text, change, second))
    corrected = []
    for (text, plain, told), words in zip(made, _general([change for _, change, _ in made], model), strict=True):
        change = replace(plain, second=told + words)
        corrected.append(Correction(text, change, features(change, model, fluency)))
    return corrected


def _general(changes: Sequence[Change], model: Model) -> list[tuple[float, float, float]]:
    """Return what the words of general Chinese say of changes: the gain, how usual the place reads before and after."""
    texts = []
    for change in changes:
        first, symbols = max(0, change.start - _AROUND), change.clause.symbols
        texts += [symbols[first : change.end + _AROUND], change.symbols[first : change.end + change.grown + _AROUND]]
    logs = model.general_words.scores(texts).tolist()
    means = [log / max(len(text), 1) for log, text in zip(logs, texts, strict=True)]
    gains = [after - before for before, after in zip(logs[::2], logs[1::2], strict=True)]
    return list(zip(gains, means[::2], means[1::2], strict=True))


def _fewest(
    chosen: list[tuple[int, float]], found: Searched, texts: Sequence[Sequence[Clause]]
) -> list[tuple[int, float]]:
    """Return the candidates without those of least gain in a text that has more of them than a text with sense has."""
    by_text: dict[int, list[int]] = defaultdict(list)
    for option, _ in chosen:
        by_text[int(found.row.owner[found.options.start[option]])].append(option)
    left_out: set[int] = set()
    for text, options in by_text.items():
        most = _ALWAYS + sum(len(clause.symbols) for clause in texts[text]) // _ONE_IN
        if len(options) > most:
            net = {option: float(found.options.gain[option] - found.options.cost[option]) for option in options}
            left_out |= {*sorted(options, key=lambda option: (-net[option], option))[most:]}
    return [one for one in chosen if one[0] not in left_out]


def searched(strings: Sequence[str], model: Model) -> Searched:
    """Return the best candidates of each text."""
    import numpy as np

    row = symbols.row(strings, model.chars.symbols, model.sounding.wide)
    score = search.scored(row, model.chars)
    options = search.search(row, score, model.chars, model.sounding, model.sieve)
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
    logs, lengths = np.cumsum(score.plain, dtype=np.float64), np.cumsum(score.order, dtype=np.int64)
    sums = [0.0, *logs.tolist()], [0, *lengths.tolist()]
    return Searched(row, options, sorted(margins.items()), score.order.tolist(), *sums)


def _worth(found: Searched, option: int, margin: float) -> bool:
    """Return whether a candidate may be judged likely at all: most that gain little or lag behind another never are.

    What is known of it so far costs next to nothing, the rest of the evidence most of the time.
    """
    options = found.options
    less = options.width[option] < options.size[option]
    if margin < -_CLOSE_SECOND and less:
        return False
    if less and options.other[option] <= _GAIN_OF_LESS and _mean_after(found, option) <= _STILL_BAD:
        return False
    return float(options.gain[option] - options.cost[option]) >= _LEAST_NET + _A_LAG_COSTS * max(0.0, -margin)


def _change(found: Searched, option: int, margin: float, clauses: Sequence[Clause], model: Model) -> Change | None:
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
    if (len(right) > size and not _may_lack(clause, start, right)) or (
        len(right) < size and len(clause.symbols) < _SHORTEST
    ):
        return None
    return Change(clause, start, end, right, _numbers(found, option, margin), (0.0, 0.0, 0.0))


def _may_lack(clause: Clause, start: int, right: str) -> bool:
    """Return whether a symbol may be lacking: what comes and goes freely only as part of a word (谐稳定: 和谐)."""
    if start == 0 or right in _DENIALS or (right in FREE and clause.symbols[start - 1] in "0A"):
        return False
    if right not in FREE:
        return True
    # 老人 is a word, and says the same as 老年人.
    if start not in clause.edges:
        return False
    words = cut(clause.cutter, clause.symbols[:start] + right + clause.symbols[start:])
    return len(touched(words, start, start + 1).inside[0]) > 1


def _trimmed(symbols: str, start: int, end: int, right: str) -> tuple[int, int, str]:
    while symbols[start] == right[0]:
        start, right = start + 1, right[1:]
    while symbols[end - 1] == right[-1]:
        end, right = end - 1, right[:-1]
    return start, end, right


def _seen(found: Searched, option: int) -> tuple[int, int]:
    """Return the slot behind the last symbol that sees a candidate, and how many symbols do with it made."""
    options, row = found.options, found.row
    slot, size = int(options.start[option]), int(options.size[option])
    seen = min(slot + size + search.BACK, int(row.end[row.owner[slot]]))
    return seen, seen - slot + int(options.width[option]) - size


def _mean_after(found: Searched, option: int) -> float:
    """Return the mean logarithm of the symbols that see a candidate, with it made."""
    return float(found.options.after[option]) / max(_seen(found, option)[1], 1)


def _numbers(found: Searched, option: int, margin: float) -> tuple[float, ...]:
    options, row = found.options, found.row
    slot, size = int(options.start[option]), int(options.size[option])
    text = int(row.owner[slot])
    first, end = int(row.first[text]), int(row.end[text])
    seen, _ = _seen(found, option)
    rest = found.logs[slot] - found.logs[first] + found.logs[end] - found.logs[seen]
    others = (slot - first) + (end - seen)
    beyond = max(seen, slot + 1)
    return (
        float(options.gain[option]),
        float(options.other[option]),
        float(options.cost[option]),
        float(options.before[option]) / max(seen - slot, 1),
        _mean_after(found, option),
        float(options.orders[option]),
        (found.lengths[beyond] - found.lengths[slot]) / (beyond - slot),
        float(min(found.orders[slot : max(min(slot + size + 1, seen), slot + 1)])),
        min(margin, _MOST_MARGIN),
        rest / others if others else -4.0,
        math.log(end - first),
    )
