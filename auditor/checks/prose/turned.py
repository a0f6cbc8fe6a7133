"""The verb on one change of one amount that running text calls a rise in one place and a fall in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from auditor.checks.context import Context
from auditor.checks.prose.words import rise_and_fall, sign_before
from auditor.checks.sentences import Sentence, at, is_last_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import Share, Sum, shares, sums

_NEAR = 40  # characters between an amount and its change
_RATE_NEAR = 12


@dataclass(frozen=True, slots=True)
class _Moved:
    """An amount of a sentence and its change right behind it; ``proved``: the rate behind fits this direction."""

    sentence: Sentence
    moved: Sum
    sign: int
    proved: bool


def turned(budget: Budget, context: Context, *, words: tuple[str, str], digits: int) -> Iterator[Hit]:
    """Yield a hit where an amount and its change (688万元,比上年减少34万元) stand elsewhere as a change the other way.

    Both have at least ``digits`` digits together, so that no two things have them by chance. Of both places the one
    whose rate proves its direction is right, else nobody knows; ``words`` are the lists of words before a rise and a
    fall.
    """
    patterns = rise_and_fall(context, *words)
    found: dict[tuple[Decimal, Decimal], list[_Moved]] = {}
    for sentence in told(context):
        for now, one in _moves(sentence, patterns) if "元" in sentence.text else ():
            if len(_digits(now)) + len(_digits(one.moved)) >= digits:
                found.setdefault((now.wan, one.moved.wan), []).append(one)
    for places in found.values():
        rises, falls = ([one for one in places if one.sign == sign] for sign in (1, -1))
        if rises and falls:
            proved = [one for one in places if one.proved]
            wrong, right = (falls, rises) if not proved or proved[0].sign > 0 else (rises, falls)
            facts = {"stated": _shown(wrong[0]), "other": _shown(right[0])}
            yield at(wrong[0].sentence, facts, wrong[0].moved.start, wrong[0].moved.end)


def _moves(sentence: Sentence, patterns: tuple[str, str]) -> Iterator[tuple[Sum, _Moved]]:
    """Yield the amounts of a sentence that have a change right behind them, with it."""
    given = sums(sentence.text)
    for now, moved in pairwise(given):
        sign = sign_before(sentence.text[now.end : moved.start], patterns)
        between = sentence.text[now.end : moved.start]
        beside = len(between) <= _NEAR and ";" not in between and moved.wan and not is_last_year(now)
        if sign and beside and not sign_before(sentence.text[: now.start], patterns):
            yield now, _Moved(sentence, moved, sign, _proves(sentence, now, moved, sign))


def _proves(sentence: Sentence, now: Sum, moved: Sum, sign: int) -> bool:
    """Return whether the rate right behind a change is that of a change in this direction, and not the other way."""
    rate = next((one for one in shares(sentence.text) if 0 <= one.start - moved.end <= _RATE_NEAR), None)
    return rate is not None and _fits(rate, now, moved, sign) and not _fits(rate, now, moved, -sign)


def _fits(rate: Share, now: Sum, moved: Sum, sign: int) -> bool:
    base = now.wan - sign * moved.wan
    return base > 0 and abs(moved.wan / base - rate.share) <= rate.step + (moved.step + now.step) / base


def _digits(amount: Sum) -> str:
    return plain(amount.wan).replace(".", "").strip("0")


def _shown(one: _Moved) -> str:
    return f"{'增加' if one.sign > 0 else '减少'}{one.moved.shown}"
