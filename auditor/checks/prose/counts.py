"""The verb on what running text counts: a number of things and the numbers of each kind of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.sentences import Sentence, at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit

# What stands between a number and the list of its members.
_NOUN = r"[^\d,;:。()、]{0,12}"
_SAYS = re.compile("其中|分别为|包括|下设|含")
_LINK = rf"(?:{_NOUN}[,(:;]?(?:{_SAYS.pattern})[:,]?|{_NOUN}[(:,])"
_BRACKETS = re.compile(r"\([^()]*\)")
_OTHERS = re.compile("其[余他]|另|等|还有")
_APART = re.compile("另|此外|除此|不含|不包括")  # what begins a member that is counted beside the whole
_MARK = re.compile("[,、;:。(]|以及|其中|[和及与](?=[^和及与]{2})")

# How many there were before, and why, between two members (在职46人,比上年减少3人;退休31人,与上年持平).
_MOVED = (
    r"[,(](?:均?[比较与]上年(?:末|底|度)?)?(?:(?:增加|减少|新增|净增|净减|增|减)(?:了)?\d+(?:{unit})"
    r"|无变化|不变|持平|无增减)\)?"
)
# The characters before a whole in which its words stand, and behind it in which its list does.
_BEFORE, _BEHIND = 300, 1200


@dataclass(frozen=True, slots=True)
class _Listed:
    """The members behind a whole: their names and numbers; ``closed`` says that nothing unknown goes on with them.

    ``ended``: the sentence says nothing of others (其余, 另有) behind them. ``first`` is how many of them stand before
    the first semicolon among them, 0 for fewer than two.
    """

    names: tuple[str, ...]
    counts: tuple[int, ...]
    closed: bool
    ended: bool
    first: int


@dataclass(frozen=True, slots=True)
class _Whole:
    """A number of a sentence and the list of its members behind it."""

    sentence: Sentence
    number: re.Match[str]
    listed: _Listed
    kinds: Kinds


class _Kinds(TypedDict):
    """A list of kinds: ``unit`` behind the numbers, and patterns of the words of a whole and of its members.

    ``member`` fits the end of each member's name; ``of`` is one of the words before the whole, and ``unlike`` one that
    they must not fit. ``first`` and ``last`` fit the members that complete a list; members that fit ``within`` may be
    counted among two or more others.
    """

    unit: str
    member: str
    of: str
    unlike: str
    first: str
    last: str
    within: str


class Kinds(_Kinds, total=False):
    """A list of kinds, of which fewer members than ``least`` complete none.

    ``all`` is a pattern of the words before a whole that tell how many there are altogether (共有车辆3辆): a list
    behind a colon is then most likely complete, too, if nothing is said of others.
    """

    least: int
    all: str


def counted(budget: Budget, context: Context, *, lists: Sequence[Kinds], goes_on: str) -> Iterator[Hit]:
    """Yield a hit where a sentence counts things (车辆14辆) and the list of them behind it counts others.

    A sum above the whole is wrong, and so is one below it where ``last`` is named, which completes a list; where
    ``first`` and ``last`` are both given, both must be named, and the list is only most likely complete (a warning).
    A list with ``last`` alone is also complete where it makes up another whole elsewhere in the text (a warning, too).
    ``goes_on``: what begins another matter behind a list. Of one whole there is one hit.
    """
    every = [one for sentence in told(context) for each in lists for one in _wholes(sentence, each, goes_on)]
    right = {one.listed for one in every if sum(one.listed.counts) == int(one.number.group(1))}
    found: dict[tuple[Sentence, tuple[int, int]], Hit] = {}
    for one in every:
        for hit in _unlike(one, one.listed in right):
            found.setdefault((one.sentence, one.number.span(1)), hit)
    yield from found.values()


def _wholes(sentence: Sentence, each: Kinds, goes_on: str) -> Iterator[_Whole]:
    """Yield the numbers of a sentence behind which their members are counted."""
    for whole in re.finditer(rf"(\d+)(?:{each['unit']})({_LINK})", sentence.text):
        own = sentence.text[max(0, whole.start() - _BEFORE) : whole.start()]
        before = _MARK.split(_BRACKETS.sub("", own))[-1]  # 行政编制(参公)7名
        said = before + _MARK.split(whole.group(2))[0]
        if re.search(each["unlike"] or "$^", said) or not re.search(each["of"], said):
            continue
        listed = _listed(whole.group(2), sentence.text[whole.end() : whole.end() + _BEHIND], each, goes_on)
        bare = whole.group().endswith(",") and not _SAYS.search(whole.group())
        apart = bare and (re.search(f"(?:{each['member']})$", before) or not (each["first"] and _is_all(listed, each)))
        if len(listed.names) > 1 and not apart:
            yield _Whole(sentence, whole, listed, each)


def _unlike(whole: _Whole, is_right_elsewhere: bool) -> Iterator[Hit]:
    """Yield the hit of a sum above the whole, or below it where the list is complete, or makes up another whole."""
    each, listed, sentence, number = whole.kinds, whole.listed, whole.sentence, whole.number
    stated = int(number.group(1))
    named = zip(listed.names, listed.counts, strict=True)
    apart = [count for name, count in named if not each["within"] or not re.search(each["within"], name)]
    least = apart if len(apart) > 1 else listed.counts
    is_all = listed.closed and _is_all(listed, each)
    one_kind = bool(each["last"]) and not each["first"]  # the same parts of others (of staff, of posts) prove nothing
    told_all = listed.ended and _tells_all(whole)
    below = sum(listed.counts) < stated and (is_all or told_all or (is_right_elsewhere and one_kind))
    if listed.first and sum(listed.counts[: listed.first]) == stated:
        return  # others are counted beside it (实有17人,其中行政12人、事业5人;退休9人)
    if sum(least) > stated or below:
        shown = listed.counts if below else least
        facts = {"whole": sentence.text[number.start() :][: len(number.group(1)) + 1], "sum": sum(shown)}
        hit = at(sentence, {**facts, "parts": " + ".join(map(str, shown))}, number.start(1), number.end(1))
        yield replace(hit, severity="warning") if below and (each["first"] or not is_all) else hit


def _tells_all(whole: _Whole) -> bool:
    """Return whether a whole is told to be all there are, and its members follow behind a colon."""
    said = whole.kinds.get("all")
    before = _MARK.split(whole.sentence.text[max(0, whole.number.start() - _BEFORE) : whole.number.start()])[-1]
    return bool(said and whole.number.group().endswith(":") and re.search(said, before))


def _is_all(listed: _Listed, each: Kinds) -> bool:
    """Return whether the members are there that complete a list."""
    needed = [each[key] for key in ("first", "last") if each[key]]
    enough = bool(each["last"]) and len(listed.names) >= each.get("least", 0)
    return enough and all(any(re.search(one, name) for name in listed.names) for one in needed)


def _listed(link: str, text: str, each: Kinds, goes_on: str) -> _Listed:
    """Return the members of the list that begins with a text; none where its first one is not understood.

    A list in brackets ends with them. Brackets in any other are left out: what they count is among its members.
    """
    still = re.sub(_MOVED.format(unit=each["unit"]), "", text)
    rest = still.split(")", maxsplit=1)[0] if "(" in link else re.sub(r"\([^()]*\)", "", still)
    names, counts, end, closed = list[str](), list[int](), 0, True
    parted = list[int]()
    for found in re.finditer(rf"(\d+)(?:{each['unit']})", rest):
        between = rest[end : found.start()]
        name = _member(between, rest[found.end() :], f"(?:{each['member']})$")
        beside = bool(names) and bool(_APART.match(_MARK.split(between)[-1]))
        if beside and name:
            closed = False  # nobody knows whether the whole counts it
            break
        if not name or (names and "其中" in between):
            closed = bool(re.search(";|其中", between) or re.match(goes_on, _MARK.split(between)[-1]))
            break
        parted += [len(names)] if names and ";" in between else []
        names.append(name)
        counts.append(int(found.group(1)))
        end = found.end()
    tail = re.split("[。;]", rest[end:], maxsplit=1)[0]
    first = parted[0] if parted and parted[0] > 1 else 0
    return _Listed(tuple(names), tuple(counts), closed, closed and not _OTHERS.search(tail), first)


def _member(before: str, behind: str, pattern: str) -> str:
    """Return the name of a member that stands before its number, or behind it (2个事业单位); "" where none is known."""
    names = (_MARK.split(before)[-1], _MARK.split(behind, maxsplit=1)[0])
    return next((name for name in names if re.search(pattern, name)), "")
