"""Compounds that are made as they are needed: what a correction would take apart although it is right."""

from __future__ import annotations

from functools import cache

from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.features import Change, touched
from auditor.nlp.typo.general import entry
from auditor.nlp.typo.lexicon import lexicon
from auditor.nlp.typo.measures import every_measure
from auditor.nlp.typo.names import listed

QUANTITY_ENDS = frozenset("数率量度额")
"""Last characters of what is measured of a thing (户数, 合格率)."""
_COUNTS = frozenset("数次均")
# What things or people at work are counted by, too: days, hours, shifts (培训人天, 船艘天).
_SPENT = frozenset("天日时班月")
_SPANS = frozenset("年月日周季旬")
# The one ending of a person that hardly ends anything else.
_PERSON = "员"
_OF_THINGS = ("情", "量", "源")
_FOUR = 4
# What stands before a head: a word of two symbols at least.
_SHORTEST = 2


def made_freely(change: Change, sure: bool) -> bool:
    """Return whether a change, ``sure`` by its text or not, would take apart a compound that is right."""
    if change.swapped:
        return _counted_kind(change)
    if change.grown:
        return change.grown < 0 and (_unit_of_work(change) or _measure_of_noun(change))
    thing = change.end == change.start + len(change.right) == change.start + 1
    if thing and is_of_a_thing(change.clause.symbols, change.start):
        return True
    return person(change.clause, change.start, change.right, not sure) or _touched(change)


def in_pairs(change: Change) -> bool:
    """Return whether a swap would make one verb with one object of two (拆砖毁墙: 拆毁砖墙)."""
    symbols, at = change.clause.symbols, change.start
    four = symbols[max(0, at - 1) : at + 3]
    if not change.swapped or at == 0 or len(four) < _FOUR:
        return False
    verb, thing, second = (entry(one)[1] for one in (four[::2], four[1::2], four[2]))
    return verb.startswith("v") and thing.startswith("n") and second.startswith(("v", "p"))


def person(clause: Clause, start: int, right: str, known: bool) -> bool:
    """Return whether ``right`` from ``start`` on would make something else of a person named by what he does (机手).

    What follows is said of people, or the word is known (译员), which only tells where ``known`` says so.
    """
    persons = listed("persons")
    for at, one in enumerate(right, start):
        symbol, after = clause.symbols[at], clause.symbols[at + 1 :]
        if at and symbol in persons and one not in persons:
            whole = known and symbol == _PERSON and at + 1 in clause.edges and at not in clause.edges
            if whole or any(after[:size] in listed("of_persons") for size in (1, 2)):
                return True
    return False


def names_its_measure(clause: Clause, start: int) -> bool:
    """Return whether the second of two equal symbols counts what ends with the first (手册|册数, 车辆|辆次)."""
    symbols = clause.symbols
    ends_a_word = start + 1 in clause.edges and start not in clause.edges
    return ends_a_word and symbols[start] in _measures() and symbols[start + 2 : start + 3] in _COUNTS | _SPENT


def is_of_a_thing(symbols: str, at: int) -> bool:
    """Return whether a thing and what is said or measured of it stand at a place (蚁情, 薯量, 蚊源)."""
    return symbols[at : at + 1] in _things() and symbols[at + 1 : at + 2] in _OF_THINGS


@cache
def _things() -> frozenset[str]:
    return frozenset("".join(lexicon("proofread", "things")))


def headed(change: Change) -> tuple[bool, bool]:
    """Return whether a symbol would be added between a word and the head that follows it, and behind such a head.

    投诉|件, 看护|员 and 标准器|购置 are made as freely as 投诉案件, 看护人员, 标准器具购置.
    """
    clause, at, heads = change.clause, change.start, listed("heads")
    between = at in clause.edges and at - 1 not in clause.edges and _is_head(clause, at, heads)
    behind = at > _SHORTEST and at - 2 not in clause.edges and _is_head(clause, at - 1, heads)
    return change.grown > 0 and between, change.grown > 0 and behind


def breaks_off(change: Change) -> bool:
    """Return whether a symbol would be added between a whole word or an edge and a piece of one (科研|果, 职|满意度).

    A noun by itself (其中|猪) is no piece.
    """
    clause, at = change.clause, change.start
    single = [place for place in (at - 1, at) if clause.is_whole(place, place + 1)]
    return change.grown > 0 and at in clause.edges and len(single) == 1 and entry(clause.symbols[single[0]])[1] != "n"


def _is_head(clause: Clause, at: int, heads: frozenset[str]) -> bool:
    return clause.symbols[at : at + 1] in heads and clause.is_whole(at, at + 1)


def _counted_kind(change: Change) -> bool:
    """Return whether the first of two swapped symbols ends a noun and the second begins its count (巡护员|人数)."""
    symbols, at = change.clause.symbols, change.start
    ends = symbols[at] in listed("persons") | _measures()
    return ends and symbols[at + 1] in _measures() and symbols[at + 2 : at + 3] in _COUNTS


def _unit_of_work(change: Change) -> bool:
    """Return whether half of a unit of work that is counted would go (培训|人天|数, 租船|艘天|数)."""
    symbols, at = change.clause.symbols, change.start
    units = (symbols[max(0, at - 1) : at + 2], symbols[at : at + 3])
    return any(one[:1] in _measures() and one[1:2] in _SPENT and one[2:] in _COUNTS for one in units)


def _measure_of_noun(change: Change) -> bool:
    """Return whether one of two equal symbols would go, of which one ends a noun and the other counts it."""
    symbols, at = change.clause.symbols, change.start
    starts = (one for one in (at - 1, at) if one >= 0 and symbols[one] == symbols[one + 1 : one + 2])
    return any(names_its_measure(change.clause, one) for one in starts)


def _touched(change: Change) -> bool:
    """Return whether another matter would be put behind a symbol that says what is touched (涉林: 涉外)."""
    clause, at = change.clause, change.start
    before = clause.symbols[max(0, at - 1) : at]
    one = change.end - at == len(change.right) == 1
    return one and before in listed("touching") and before + change.right not in listed("longer")


def says_how_long(change: Change) -> bool:
    """Return whether a symbol too many says for what span something is measured or paid (系统|月|运维成本).

    So does half of a noun of time at the end (修复|用时).
    """
    symbols, at = change.clause.symbols, change.start
    if symbols[at] in symbols[max(0, at - 1) : at] + symbols[at + 1 : at + 2]:
        return False
    measured = symbols.endswith(tuple(listed("by_span")))
    ends = symbols[-2:] in listed("time_nouns") and at >= len(symbols) - 2
    return ends or (symbols[at] in _SPANS and measured)


def joins_nothing(change: Change) -> bool:
    """Return whether a symbol too many that goes before a verb stands before 的 or a noun (项目实施|也|时间).

    A preposition (就|合同) may stand before a noun.
    """
    clause, symbol = change.clause, change.clause.symbols[change.start]
    if symbol not in listed("before_verbs"):
        return False
    after = touched(clause.words, change.start, change.end).right
    tag, behind = entry(after)[1], clause.symbols[change.end + len(after) :][:1]
    noun = tag.startswith("n") or (tag == "vn" and behind in QUANTITY_ENDS)
    return after == "的" or (noun and symbol not in listed("between"))


def _measures() -> frozenset[str]:
    return every_measure() | listed("counters")
