"""Verbs on how often an objective says that a thing is done, against the rows that count it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.alike import core, is_within, pairs
from auditor.checks.context import Context
from auditor.checks.counted import base_of, counts
from auditor.checks.objective import is_for_each
from auditor.checks.reading import Reading
from auditor.records.budget import Project
from auditor.records.finding import Hit
from auditor.text.dates import times_a_year
from auditor.text.numbers import plain
from auditor.text.width import fold

_CLAUSES, _STOP = re.compile(r"[,;。]"), re.compile(r"[。;]")
_TURN = "次"
_LEAST = frozenset({"≥", ">", "=", ""})
_OFTEN = re.compile(r"全年|年度|年均|总?(?:次数|频次|场次|期数|批次|数量)|总|开展|组织|完成")
_FREQUENCY = re.compile(
    r"每(?:半年|[个]?季度|季|双月|半个?月|[\d两三四六]个?月|个?月|旬|[\d两双]?周|年|日|天|学期)|不少于|至少|不低于|[\d一二两三四五六七八九十]+(?:次|场|期|轮|批)(?:以上)?"
)
_AT_LEAST = re.compile("不少于|不低于|至少|以上")
_PART_OF_YEAR = re.compile(
    r"月(?:份)?(?:[至到~—-]|起|开始)|期间|[汛旱冬夏春秋暑寒假旺淡雨暖水花播长][期季]|[防火工渔]期|[上下]半年"
)
_SEASONAL = re.compile(rf"{_PART_OF_YEAR.pattern}|各|分别|\d(?:个|条|座|处|站|家)(?:站|点)")
"""Words of a part of the year or of several places: what is done so often there adds up to another number."""


def frequency(project: Project, context: Context, *, share: float) -> Iterator[Hit]:
    """Yield a hit where the objective says how often a thing is done (每月巡检一次) and its only row asks for fewer.

    So it does where the row asks for exactly a number that is no multiple of it (每两个月1次: 9次).
    At least ``share`` of the pairs of characters of the row's name stand in the clause, or all that the clause says is
    in the name (每月巡检2次: 系统巡检次数), where it is for the whole year; more may be done at several places.
    """
    sentences = _STOP.split(fold(project.objective.text))
    said = [
        (clause, found, sentence)
        for sentence in sentences
        for clause in _CLAUSES.split(sentence)
        if (found := times_a_year(clause))
    ]
    rows = [(item, context.read(item)) for item in context.indicators_of(project)] if said else []
    events = [row for row in rows if row[1].level == "quantity" and row[1].dimension == "event"]
    for clause, (phrase, times), sentence in said:
        whole = [row for row in events if not is_for_each(row[1].name, context)]
        meant = [row for row in whole if _within(row[1].name, clause, share)]
        if not meant and not _SEASONAL.search(sentence):
            meant = [row for row in whole if _all_of(clause, row[1].name, sentence, context)]
        item, reading = meant[0] if len(meant) == 1 else (None, None)
        base = base_of(reading) if reading else None
        if reading and base is not None and _unlike(base, times, reading.sign, clause):
            facts = {"phrase": phrase, "times": times, "target": reading.target}
            yield Hit(facts, item, project, "value", related=(project,))


def _unlike(base: Decimal, times: int, sign: str, clause: str) -> bool:
    """Return whether a number is fewer than so often makes in a year, or is to be exactly one that it cannot make."""
    if base < times:
        return sign in {"≥", ">", "="}
    return sign == "=" and base % times != 0 and not _AT_LEAST.search(clause)


def _all_of(clause: str, name: str, sentence: str, context: Context) -> bool:
    """Return whether all that a clause says is done stands in a name, and it says all that narrows the name."""
    act = _FREQUENCY.sub("", _OFTEN.sub("", clause))
    pattern = context.words.pattern("objectives.narrowing")
    narrowed = pattern.findall(name) if pattern else []
    return len(act) > 1 and act in name and all(word in sentence for word in narrowed)


def _within(name: str, clause: str, share: float) -> bool:
    """Return whether so much of what a name says, but for its words of number and time, stands in a clause."""
    return is_within(pairs(_OFTEN.sub("", name)), clause, share)


def rounds(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where each of so many things has its turn so often (每处每季度1次) and the row counts fewer turns.

    The row counts turns of these things (处次) and has a word of the clause; the objective counts the things once.
    What is done so often for a part of the year (汛期每月巡检1次) adds up to another number.
    """
    objective = fold(project.objective.text)
    whole_year = [sentence for sentence in _STOP.split(objective) if not _PART_OF_YEAR.search(sentence)]
    parts = [clause for sentence in whole_year for clause in _CLAUSES.split(sentence)]
    clauses = [(clause, found) for clause in parts if (found := times_a_year(clause))]
    rows = [(item, context.read(item)) for item in context.indicators_of(project)] if clauses else []
    turns = [(item, reading) for item, reading in rows if _turns_of(reading) and reading.sign in _LEAST]
    counted = counts(objective, context) if turns else ()
    for item, reading in turns:
        base, thing = base_of(reading), _turns_of(reading)
        if base is None:
            continue
        told = {one.base for one in counted if thing in one.unit.names}
        said = [found for clause, found in clauses if _each(clause, thing) and core(clause) & core(reading.name)]
        if len(told) != 1 or len(said) != 1:
            continue
        (phrase, times), number = said[0], told.pop()
        if base < number * times:
            facts = {
                "phrase": phrase,
                "arithmetic": f"{plain(number)}{thing} × {times}次 = {plain(number * times)}{thing}{_TURN}",
                "target": reading.target,
            }
            yield Hit(facts, item, project, "value", related=(project,))


def _turns_of(reading: Reading) -> str:
    """Return the things whose turns a quantity counts (座 of 座次), "" where it counts something else."""
    unit = reading.unit.name if reading.unit and reading.level == "quantity" else ""
    return unit.removesuffix(_TURN) if unit.endswith(_TURN) else ""


def _each(clause: str, thing: str) -> bool:
    """Return whether a clause says of each thing how often its turn comes (每座每月巡检1次, 168座航标每月巡检1次)."""
    return re.search(rf"(?:[每各逐]|\d){re.escape(thing)}[\u4e00-\u9fff]{{0,6}}?每", clause) is not None
