"""Verbs on the members of an enumeration in running text: how many there are, what they add up to, one named twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.sentences import Sentence, at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit

_UNIT = "[个家所座处支条名项类间台辆套人]"
_NAME = r"[^\d,;:。、()“”\"]"
_NAMES = re.compile(rf"{_NAME}{{2,16}}(?:、{_NAME}{{2,16}})+")
_JOINED = "[和及与]|以及"
_LONGEST = 240
# A total behind the row of its members (教学机构9个、教辅机构3个,共12个), and one of these.
_TOTAL = re.compile(rf"[,、](?:合计|共计|总计|共)(?:有|为)?(\d{{1,5}})({_UNIT})(?=[,;。)]|$)")
_MEMBER = re.compile(rf"(?:^|[,、;。:(])({_NAME}{{2,16}}?)(\d{{1,5}})({_UNIT})$")
_MOST = 30
_NUMERALS = "零一二三四五六七八九十"
_NUMBER = rf"(?P<whole>\d{{1,2}}|[{_NUMERALS}两])(?:个|家|所)"
_ROW = r"(?P<names>[^\d,;:。、()“”\"]{1,16}(?:、[^\d,;:。、()“”\"]{1,16}?){1,40}?)"
_KNOWN_BY = 2  # a number that is more than this above that of the names is one of other things


def named_alike(budget: Budget, context: Context, *, begins: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where a number of things is followed by names of other than so many (法庭3个:甲法庭、乙法庭).

    All names end as the word for the things does, which stands right before or behind the number; ``begins`` is a
    pattern of what leads to them, and the clause ends with them. A list that fits ``unless`` is not all.
    """
    say = re.compile(
        rf"(?P<before>[^\d,;:。、()]{{2,8}})?(?<![\d.])(\d{{1,3}})(?:[个家所座处支条名项])(?P<after>[^\d,;:。、()]{{0,8}}?)(?:{begins})"
    )
    for sentence in told(context):
        for match in say.finditer(sentence.text):
            listed = re.split("[,;。]", sentence.text[match.end() : match.end() + _LONGEST], maxsplit=1)[0]
            listed = re.sub(r"\([^()]*\)", "", listed)
            thing = match["after"] or match["before"] or ""
            names = _parted(listed, thing[-2:]) if thing and not re.search(unless, listed) else []
            if len(names) > 1 and len(names) != int(match[2]):
                yield at(sentence, {"whole": match[2], "sum": len(names)}, match.start(2), match.end(2))


def _parted(listed: str, ending: str) -> list[str]:
    """Return the names of a list, all with one ending; [] where one has another."""
    names = [
        part
        for name in listed.split("、")
        for part in re.split(rf"(?<={re.escape(ending)})(?:{_JOINED})(?=.{{2}})", name)
    ]
    return names if len(ending) > 1 and all(len(one) > len(ending) and one.endswith(ending) for one in names) else []


def named_twice(budget: Budget, context: Context, *, least: int, length: int, unless: str) -> Iterator[Hit]:
    """Yield a hit where one of ``least`` or more names joined by 、 stands twice among them, word for word.

    Names count from ``length`` characters up, and those that fit ``unless`` (a pattern) do not.
    """
    for sentence in told(context):
        for row in _NAMES.finditer(sentence.text):
            names = row.group().split("、")
            names[0] = re.split("[即为是有括设](?=.{3})", names[0])[-1]
            known: set[str] = set()
            begin = row.start()
            for name in row.group().split("、") if len(names) >= least else ():
                bare = names[0] if begin == row.start() else re.split("等", name, maxsplit=1)[0]
                if bare in known and len(bare) >= length and not re.search(unless, bare):
                    yield at(sentence, {"name": bare}, begin, begin + len(bare))
                known.add(bare)
                begin += len(name) + 1


def total_behind(budget: Budget, context: Context, *, unless: str) -> Iterator[Hit]:
    """Yield a hit where numbers of things and their total behind them (甲9个、乙3个,共10个) do not agree.

    The row of two or more members of one unit begins its sentence or clause; one whose name fits ``unless`` (a pattern)
    is no member.
    """
    for sentence in told(context):
        for total in islice(_TOTAL.finditer(sentence.text), _MOST):
            members, closed = _before(sentence.text, total, unless)
            added = sum(members)
            if len(members) > 1 and closed and added != int(total[1]):
                parts = " + ".join(map(str, members))
                facts = {"whole": total[1] + total[2], "parts": parts, "sum": added}
                yield at(sentence, facts, total.start(1), total.end(2))


def _before(text: str, total: re.Match[str], unless: str) -> tuple[Sequence[int], bool]:
    """Return the members of the row that ends before a total, and whether nothing else may belong to it."""
    members: list[int] = []
    end = total.start()
    while len(members) < _MOST:
        window = text[max(0, end - 40) : end]
        match = _MEMBER.search(window)
        if match is None or match[3] != total[2] or re.search(unless, match[1]):
            break
        members.insert(0, int(match[2]))
        end -= len(window) - match.start()
        if match.group()[0] in ";。:(" or not end:
            return members, True
    return members, not end or text[end - 1] in ";。:"


class InBrackets(TypedDict):
    """Patterns of the word behind a number that takes brackets (4个科室(甲科、乙科)), and of the end of each name."""

    things: str
    ends: str


def named_beside(budget: Budget, context: Context, *, leads: str, bracketed: InBrackets, unless: str) -> Iterator[Hit]:
    """Yield a hit where names that lead to their number (下设甲、乙4个剧团), or stand in brackets there, are others.

    ``leads`` is a pattern of the word before such names. A number that is far above that of the names counts something
    else; behind 等 and 共 one above it does. Things that fit ``unless`` (a pattern) are left out.
    """
    open_ended = "(?P<open>等|共计?|合计)?"
    number = rf"(?<![{_NUMERALS}两第]){_NUMBER}"
    before = re.compile(rf"(?:{leads})(?:有|了|为|:)?{_ROW}{open_ended}{number}(?!{unless})(?=[^\d,;:。、()]{{1,10}})")
    behind = re.compile(rf"(?<!\d){number}[^\d,;:。、()]{{0,8}}?(?:{bracketed['things']})\({_ROW}(?P<open>等)?\)")
    for sentence in (one for one in told(context) if "、" in one.text):
        for match in before.finditer(sentence.text):
            yield from _unlike(sentence, match)
        for match in behind.finditer(sentence.text):
            if all(re.search(f"(?:{bracketed['ends']})$", name) for name in match["names"].split("、")):
                yield from _unlike(sentence, match)


def _unlike(sentence: Sentence, match: re.Match[str]) -> Iterator[Hit]:
    """Yield the hit of a number that is not that of the names beside it."""
    names = match["names"].split("、")
    stated, least = _value(match["whole"]), len(names)
    most = least + sum(len(re.findall("[和及与]", name)) for name in names)
    if stated < least or (most < stated <= most + _KNOWN_BY and not match["open"]):
        count = str(least) if least == most else f"{least}至{most}"
        yield at(sentence, {"whole": match["whole"], "sum": count}, match.start("whole"), match.end("whole"))


def _value(digits: str) -> int:
    return int(digits) if digits.isdigit() else 2 if digits == "两" else _NUMERALS.index(digits)
