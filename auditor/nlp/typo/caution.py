"""What is not known is not corrected: names, terms of a trade, idioms, words that a user listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import accumulate

from auditor.nlp.segment import cut
from auditor.nlp.typo import compounds
from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.features import FEATURES, Change, touched
from auditor.nlp.typo.general import entry, how_often, is_word
from auditor.nlp.typo.lexicon import lexicon
from auditor.nlp.typo.measures import every_measure
from auditor.nlp.typo.names import listed
from auditor.nlp.typo.sounding import SHAPE

SILENT, DOUBTFUL, WARNING = 0.0, 0.5, 0.78
SURE, _NEARLY_SURE, _CLEAR, _LIKELY = 0.97, 0.95, 0.93, 0.9
# So often seen in general Chinese is a word that nobody types by mistake without the text reading badly.
EVERYDAY = 250
_AMOUNT = "量"
# With one of these 数 is a word by itself (数据), at the end of a clause it is not.
_OF_NUMBERS = tuple("量据字目额学值")
_REACH = 3
# What is so many times rarer than the other is no word as good.
_RARER = 25
_LONGEST_NAME = 3
_PAIR, _LONGEST_WORD = 2, 4
_COST = FEATURES.index("cost")
# 藏族, 藏语, 藏文
_OF_A_PEOPLE = ("族", "语", "文")
# Symbols that a trade and the form of a firm have together.
_FIRM = 10
# Prepositions, adverbs, places, conjunctions, particles, times, pronouns, adjectives: what is measured is none of them.
_NO_THING, _PARTICLE = frozenset(("p", "d", "f", "c", "t", "r", "b", "a", "ad")), "u"


@cache
def _kin_of(symbol: str) -> frozenset[str]:
    """Return the symbols that name things of the same class as one does."""
    return frozenset("".join(line for line in lexicon("proofread", "kin") if symbol in line))


def _around(symbols: str, start: int, end: int) -> Iterator[str]:
    """Yield the stretches of two to four symbols that hold symbols[start:end]."""
    for size in range(max(_PAIR, end - start), _LONGEST_WORD + 1):
        for at in range(max(0, end - size), min(start, len(symbols) - size) + 1):
            yield symbols[at : at + size]


def _looks(change: Change) -> bool:
    """Return whether a change puts one symbol for another that only looks like it."""
    return len(change.right) == 1 and change.numbers[_COST] >= SHAPE


class Caution:
    """Says how sure a correction may be at most, by what stands at its place."""

    def __init__(self, words: Iterable[str] | None = None) -> None:
        """Keep the words that stay as they are (None: those of the lexicon that came with the installation)."""
        own = lexicon("proofread", "words") if words is None else words
        self.own = tuple(word for word in own if len(word) > 1)
        peoples = (f"{people}{what}" for people in lexicon("proofread", "peoples") for what in _OF_A_PEOPLE)
        self.words = frozenset((*self.own, *lexicon("places"), *peoples))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where listed words stand in a text."""
        return [match.span() for match in self._pattern.finditer(text)] if self.own else []

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.own, key=len, reverse=True))))

    @cached_property
    def _sizes(self) -> list[int]:
        return sorted({len(word) for word in self.words})

    def ceiling(self, change: Change, chance: float) -> float:
        """Return the highest confidence that a correction, ``chance`` sure by its text, may have."""
        if self._stays(change, chance):
            return SILENT
        if chance < _LIKELY and (compounds.in_pairs(change) or self._at_a_border(change)):
            return DOUBTFUL
        if self._of_a_firm(change.clause, change.sight[1]) or (change.grown > 0 and self._splits(change)):
            return DOUBTFUL if chance < SURE else WARNING
        between, behind = compounds.headed(change)
        if (between and chance < _LIKELY) or (behind and chance < SURE):
            return DOUBTFUL
        most = self._too_many(change, chance) if change.grown < 0 else None
        if most is not None:
            return most
        # Something may be missing in many places of a right text; what, is harder to say.
        doubtful = change.grown > 0 or self._particle(change) or self._may_be_meant(change, chance)
        return min(self._beside_a_name(change, chance), WARNING if doubtful else 1.0)

    def _stays(self, change: Change, chance: float) -> bool:
        """Return whether what stands at the place is left as it is, whatever would read better."""
        clause, (start, end) = change.clause, change.sight
        # What would be added before or behind an idiom is not within it.
        first = change.start - 1 if change.grown > 0 else change.start
        if self.holds(clause.symbols, start, end) or self._idiom(clause, first, max(change.end, end)):
            return True
        if self._person(clause, start, end) or (change.swapped and self._both(change)):
            return True
        if compounds.made_freely(change, chance >= SURE):
            return True
        return self._kin(change) or self._longer(change) or self._times(change) or self._counted(change)

    def _too_many(self, change: Change, chance: float) -> float | None:
        """Return the highest confidence of a character too many that may be part of a word or one, None for others."""
        if compounds.says_how_long(change) or change.clause.symbols[change.start] in listed("qualifying"):
            return DOUBTFUL
        if self._narrows(change):
            return DOUBTFUL if chance < _LIKELY else WARNING
        if self._within_word(change):
            return DOUBTFUL if chance < _LIKELY else WARNING
        if self._alone(change):
            links = change.clause.symbols[change.start] in listed("linking") and not compounds.joins_nothing(change)
            return DOUBTFUL if links and chance < SURE else WARNING
        return None

    def _beside_a_name(self, change: Change, chance: float) -> float:
        """Return the highest confidence where what no word explains stands before the end of a name or term."""
        clause, (start, end) = change.clause, change.sight
        if not self._unknown(clause, change.start, max(change.end, change.start + 1)):
            return 1.0
        if any(self._follows(clause, start, end, name) for name in ("after_name", "after_list")):
            return DOUBTFUL if chance < _NEARLY_SURE and not self._makes_the_end(change) else WARNING
        return WARNING if chance < SURE and self._follows(clause, start, end, "after_term") else 1.0

    def holds(self, symbols: str, start: int, end: int) -> bool:
        """Return whether symbols[start:end] touch a word that stays as it is."""
        return any(
            symbols[at : at + size] in self.words
            for size in self._sizes
            for at in range(max(0, start - size + 1), min(end, len(symbols) - size + 1))
        )

    @staticmethod
    def _idiom(clause: Clause, start: int, end: int) -> bool:
        """Return whether the place lies within four symbols that the general dictionary has as a word."""
        symbols = clause.symbols
        begins = range(max(0, end - 4), min(start, len(symbols) - 4) + 1)
        return any(is_word(symbols[at : at + 4]) for at in begins)

    @staticmethod
    def _of_a_firm(clause: Clause, end: int) -> bool:
        """Return whether the last part of a firm's name follows soon: what stands before is its name and its trade."""
        after = clause.symbols[end : end + _FIRM]
        return any(form in after for form in listed("firm"))

    @staticmethod
    def _splits(change: Change) -> bool:
        """Return whether what would be added parts a word that the general dictionary has (平米, 开户行)."""
        clause, at = change.clause, change.start
        if at not in clause.edges and is_word(touched(clause.words, at, at + 1).inside[0]):
            return True
        return any(len(word) > _PAIR and is_word(word) for word in _around(clause.symbols, at - 1, at + 1))

    def _at_a_border(self, change: Change) -> bool:
        """Return whether words may meet at the place that are right as they stand."""
        return self._ends_a_word(change) or self._causes(change) or self._of_a_word(change)

    @staticmethod
    def _ends_a_word(change: Change) -> bool:
        """Return whether what would be added comes behind the end of a word, which it would take apart (被服|费).

        That is a word of the general dictionary, or what measures something (水表计|校准).
        """
        symbols, at = change.clause.symbols, change.start
        made = cut(change.clause.cutter, change.symbols) if change.grown > 0 and at >= _PAIR else []
        if not made or touched(made, at, at + 1).start != at - 1:
            return False
        words = (symbols[at - size : at] for size in range(_PAIR, min(at, _LONGEST_WORD) + 1))
        return symbols[at - 1] in listed("gauges") or any(map(is_word, words))

    @staticmethod
    def _causes(change: Change) -> bool:
        """Return whether another character would stand for a verb by itself that says what comes of it (责任致停工)."""
        clause, start = change.clause, change.start
        one = change.end == start + 1 and not change.grown
        return one and clause.symbols[start] in listed("causing") and clause.is_whole(start, change.end)

    @staticmethod
    def _of_a_word(change: Change) -> bool:
        """Return whether a character too many is of a word of the general dictionary that stands there (急救|出车)."""
        clause, start = change.clause, change.start
        if change.grown >= 0:
            return False
        word, before = touched(clause.words, start, change.end).inside[0], clause.symbols[max(0, start - 1) : start]
        return len(word) > 1 and is_word(word) and clause.symbols[start] != before

    @staticmethod
    def _times(change: Change) -> bool:
        """Return whether a number and a measure with 次 behind it would be changed (7200羽次, 460艘次)."""
        symbols, at = change.clause.symbols, change.start
        return (
            symbols[max(0, at - 1) : at] == "0"
            and symbols[at : at + 1] in every_measure()
            and symbols[at + 1 : at + 2] == "次"
        )

    @staticmethod
    def _counted(change: Change) -> bool:
        """Return whether a count or an amount would be named otherwise (箱数, 项数; 床|数, 床位数; 办结|量)."""
        symbols, at = change.clause.symbols, change.start
        if change.grown > 0 and symbols[at : at + 1] == _AMOUNT:
            return True
        if change.grown < 0 or change.end > at + 1:
            return False
        thing = at - 1 if change.grown else at
        counts = symbols[thing : thing + 1] in every_measure() | listed("counters")
        return counts and symbols[thing + 1 : thing + 2] == "数" and symbols[thing + 2 : thing + 3] not in _OF_NUMBERS

    @staticmethod
    def _narrows(change: Change) -> bool:
        """Return whether a character too many says what is measured, before the measure (产|蛋|量, 检出|毒|率).

        The shorter word is always the usual one. Not so where it is the same as a neighbour or names no thing.
        """
        symbols, at = change.clause.symbols, change.start
        after = symbols[change.end : change.end + 1]
        if after not in compounds.QUANTITY_ENDS or symbols[at] in symbols[max(0, at - 1) : at] + after + "的地得了":
            return False
        return (tag := entry(symbols[at])[1]) not in _NO_THING and tag[:1] != _PARTICLE

    @staticmethod
    def _within_word(change: Change) -> bool:
        """Return whether a character too many would be part of a word as long as what is left without it.

        Not so where it is the same as its neighbour.
        """
        clause, start = change.clause, change.start
        beside = clause.symbols[max(0, start - 1) : start] + clause.symbols[change.end : change.end + 1]
        if clause.symbols[start] in beside:
            return False
        stood = len(touched(clause.words, start, change.end).inside[0])
        left = touched(cut(clause.cutter, change.symbols), max(0, start - 1), start + 1).inside
        return 1 < stood >= max(map(len, left))

    @staticmethod
    def _words(change: Change) -> bool:
        """Return whether words of the general dictionary stand where others should (沉香 for 城乡)."""
        stood = touched(change.clause.words, change.start, change.end).inside
        return not change.grown and all(len(word) > 1 and is_word(word) for word in stood)

    def _may_be_meant(self, change: Change, chance: float) -> bool:
        """Return whether what stands may be a word, or looks like another, and the judge is not sure enough for that.

        A character that makes a word of the general dictionary with its neighbours (水堰, 聚积) was hardly mistyped.
        """
        if change.grown:
            return False
        if chance < _LIKELY and (_looks(change) or self._words(change)):
            return True
        stood = change.clause.symbols[change.start : change.end]
        if len(stood) == 1:
            return chance < SURE and any(map(is_word, _around(change.clause.symbols, change.start, change.end)))
        return chance < _CLEAR and how_often(stood) >= EVERYDAY

    @staticmethod
    def _particle(change: Change) -> bool:
        """Return whether all that would go is a particle, typed once (争了光): a text has it or not, as it likes."""
        stood, beside = change.clause.symbols[change.start : change.end], change.clause.symbols[change.end :][:1]
        return change.grown < 0 and stood in listed("particles") and stood != beside

    @staticmethod
    def _alone(change: Change) -> bool:
        """Return whether a character too many is a word by itself between words (波形|梁|护栏, 新建|或|续建).

        Without it the text reads well, and with it too. Not so where it is the same as its neighbour.
        """
        clause, start = change.clause, change.start
        beside = clause.symbols[max(0, start - 1) : start] + clause.symbols[change.end : change.end + 1]
        if clause.symbols[start] in beside or not clause.is_whole(start, change.end):
            return False
        around = touched(clause.words, start, change.end)
        # 波形护栏 is a word too, made of two.
        both = len(around.left) > 1 and len(around.right) > 1
        return both or start in accumulate(map(len, cut(clause.cutter, change.symbols)), initial=0)

    @staticmethod
    def _kin(change: Change) -> bool:
        """Return whether two names of one class are exchanged (硒, 硝): which is meant the text does not say."""
        pairs = zip(change.clause.symbols[change.start : change.end], change.right, strict=not change.grown)
        return not change.grown and any(one != two and two in _kin_of(one) for one, two in pairs)

    @staticmethod
    def _longer(change: Change) -> bool:
        """Return whether what would be added makes a word the longer one that says the same (或, 或者)."""
        if change.grown <= 0:
            return False
        symbols, at = change.symbols, change.start
        around = touched(change.clause.words, max(0, at - 1), at + 1).inside
        if symbols[at - 1 : at + 1] in listed("longer") and any(word[-1] == symbols[at - 1] for word in around):
            return True
        return symbols[at : at + 2] in listed("longer") and any(word[0] == symbols[at + 1] for word in around)

    @staticmethod
    def _both(change: Change) -> bool:
        """Return whether what stands is a word as good as what two swapped characters make of it (禽畜, 畜禽).

        One that is far rarer (查检, 加增) is not.
        """
        stood, meant = change.clause.symbols[change.start : change.end], change.right
        return is_word(stood) and is_word(meant) and how_often(stood) * _RARER > how_often(meant)

    @staticmethod
    def _makes_the_end(change: Change) -> bool:
        """Return whether a character too many or swapped is what keeps the end of a name from being part of a word.

        贫困地提区: 地区 is no name.
        """
        if change.grown > 0 or not (change.grown or change.swapped):
            return False
        start, end = change.sight
        words = touched(cut(change.clause.cutter, change.symbols), start, end + change.grown).inside
        return max(map(len, words)) > 1

    @staticmethod
    def _unknown(clause: Clause, start: int, end: int) -> bool:
        """Return whether no word of two characters or more stands at the place."""
        return all(len(word) == 1 for word in touched(clause.words, start, end).inside)

    def _follows(self, clause: Clause, start: int, end: int, name: str) -> bool:
        """Return whether the second half of a name stands within or soon behind the place."""
        symbols, held = clause.symbols, listed(name)
        # 区 of 社区 is no end of a name.
        reach = range(start + 1, min(end + _REACH, len(symbols)))
        places = [at for at in reach if at < end or at in clause.edges]
        return any(symbols[at : at + size] in held for at in places for size in (1, 2, 3))

    def _person(self, clause: Clause, start: int, end: int) -> bool:
        """Return whether the place is a surname with what no word explains, where a person may be named."""
        symbols = clause.symbols
        for first in range(max(0, start - _LONGEST_NAME + 1), start + 1):
            if symbols[first] not in listed("surnames"):
                continue
            for last in range(max(end, first + 2), min(first + _LONGEST_NAME, len(symbols)) + 1):
                titled = any(symbols[last : last + size] in listed("after_person") for size in (2, 3))
                # 到魏率: what is measured is no person.
                ends = last == len(symbols) and symbols[-1] not in compounds.QUANTITY_ENDS
                alone = first == 0 and ends
                led = ends and any(symbols[:first].endswith(one) for one in listed("before_name"))
                if (titled or alone or led) and self._unknown(clause, first, last):
                    return True
        return False
