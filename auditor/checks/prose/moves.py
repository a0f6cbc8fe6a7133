"""The verb on the change of a whole and the changes of its parts, told in one sentence of the running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from auditor.checks.context import Context
from auditor.checks.prose.words import rise_and_fall, sign_before
from auditor.checks.sentences import Sentence, at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import sums

_HELD = re.compile("持平|一致|相同|不变|无变化|无增减|没有变化|没有增减")
_LIKE = re.compile("(?:[与和跟]|同(?![比期样步口]))[^,;:。]*$")  # what something is said to be like
_LAST = re.compile(r"上年|去年|上一年|年初|同比|同期|20\d\d年")
_NOT_BUDGET = re.compile("执行|决算|实际|完成")


@dataclass(frozen=True, slots=True)
class _Move:
    """A change in 万元 with its sign, half of its last digit, and its span."""

    value: Decimal
    step: Decimal
    start: int
    end: int


def change_of_parts(
    budget: Budget,
    context: Context,
    *,
    whole: str,
    members: Mapping[str, Sequence[str]],
    words: tuple[str, str],
) -> Iterator[Hit]:
    """Yield a hit where the change of a whole is not the sum of the changes of its parts, all told in one sentence.

    ``whole`` and ``members`` are patterns of names, each member with those that stand for it where it is not named
    itself; ``words`` are the lists of words before a rise and a fall. A part that is said to be as before (持平) did
    not change. Nothing is said of what was spent.
    """
    risen_fallen = rise_and_fall(context, *words)
    for sentence in told(context):
        first = re.search(whole, sentence.text)
        if first is None or _NOT_BUDGET.search(sentence.text):
            continue
        again = re.compile(whole).search(sentence.text, first.end())
        end = again.start() if again else len(sentence.text)
        starts = _starts(sentence.text[:end], first.end(), members)
        if starts:
            yield from _unlike(sentence, (first.start(), *starts, end), risen_fallen)


def _starts(text: str, begin: int, members: Mapping[str, Sequence[str]]) -> list[int]:
    """Return where the parts are named, in order; [] where one of them is not."""
    starts: list[int] = []
    for member, instead in members.items():
        own = re.compile(member).search(text, begin)
        found = [own] if own else [re.compile(one).search(text, begin) for one in instead]
        if not found or not all(found):
            return []
        starts += [match.start() for match in found if match]
    return sorted(starts)


def _unlike(sentence: Sentence, marks: Sequence[int], words: tuple[str, str]) -> Iterator[Hit]:
    """Yield the hit where the moves between the marks (whole, part, part …, end) do not add up."""
    moves = [_move(sentence.text, *span, words) for span in pairwise(marks)]
    total, *parts = moves
    own = [move for move in parts if move]
    if total is None or len(own) < len(parts):
        return
    added = sum((move.value for move in own), Decimal(0))
    if abs(added - total.value) > total.step + sum((move.step for move in own), Decimal(0)):
        listed = "、".join(_signed(move.value) for move in own)
        facts = {"whole": _signed(total.value), "parts": listed, "sum": _signed(added)}
        yield at(sentence, {**facts, "difference": plain(abs(added - total.value))}, total.start, total.end)


def _move(text: str, start: int, end: int, words: tuple[str, str]) -> _Move | None:
    """Return the first change told in text[start:end], None where none is."""
    for amount in sums(text[:end]):
        sign = sign_before(text[: amount.start], words) if amount.start >= start else 0
        if sign:
            return _Move(sign * amount.wan, amount.step, amount.start, amount.end)
    held = _HELD.search(text, start, end)
    if held is None or _is_like_other(text[start : held.start()]):
        return None
    return _Move(Decimal(0), Decimal(0), held.start(), held.end())


def _is_like_other(before: str) -> bool:
    """Return whether words say that something is like another thing (与收入一致), not like the year before."""
    clause = re.split("[,;:。]", before)[-1]
    return bool(_LIKE.search(clause) and not _LAST.search(clause))


def _signed(value: Decimal) -> str:
    return f"{'减少' if value < 0 else '增加'}{plain(abs(value))}万元"
