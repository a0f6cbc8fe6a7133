"""The verb on lists of amounts in running text and their total, behind them or before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from auditor.checks.context import Context
from auditor.checks.prose.parts import unlike_sum
from auditor.checks.sentences import Sentence, at, is_change, is_last_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Sum, sums

# What may stand between two members of one row: 、 and the name of the second one.
_NEXT = re.compile(r"(?:、|和|及|以及)[^\d,;:。()]{1,20}")
# … and between the members of a row of clauses; words that make an amount no member.
_NOT_PART = re.compile("其中|比|较|增|减|占|含")
_CLAUSE = re.compile(r"(?:[、,]|和|及|以及)(?:(?!其中|[比较增减占含])[^\d,;:。、()]){1,20}")
_NEAR = 4
"""So many sentences before a list its total may stand."""
_INCOMPLETE = re.compile("主要|其中|等")


def list_total(
    budget: Budget, context: Context, *, say: str, counts: Mapping[str, int] | None = None, whole: str = ""
) -> Iterator[Hit]:
    """Yield a hit where a list of amounts (甲5万元、乙3万元,共9万元) does not add up to its total.

    The total stands behind the list: ``say`` is a pattern of what stands between; marks and names alone part the
    members. ``counts`` are patterns of what stands there if the total counts its members (两项合计), with their number:
    then clauses may part them, and exactly so many must stand in the row (0: all of a row that begins its sentence).
    Or the total stands before its lists: ``whole`` is then a pattern of its words (财政拨款收支预算90万元。收入包括…;
    支出包括…), and ``say`` one of what begins a list, which ends with its sentence or where the next one begins. A list
    that is not all (主要, 其中, 等) is not judged, and what stands in brackets is no member.
    """
    for position, sentence in enumerate(told(context)):
        yield from _of_lists(position, context, say, whole) if whole else _behind(sentence, context, say, counts or {})


def _behind(sentence: Sentence, context: Context, say: str, counts: Mapping[str, int]) -> Iterator[Hit]:
    """Yield the hits of totals that stand behind their lists."""
    given = sums(sentence.text)
    for position, total in enumerate(given):
        before = given[:position]
        link = sentence.text[before[-1].end : total.start] if before else ""
        number = next((number for one, number in counts.items() if re.fullmatch(one, link)), None)
        if number is not None and before:
            members = _so_many(sentence.text, before, number, context)
        elif before and re.fullmatch(say, link):
            members = _in_a_row(sentence.text, before, _NEXT)
        else:
            continue
        facts = unlike_sum(sentence.text, total, members)
        if len(members) > 1 and facts:
            yield at(sentence, facts, total.start, total.end)


def _so_many(sentence: str, given: Sequence[Sum], number: int, context: Context) -> list[Sum]:
    """Return the last amounts of a sentence where exactly so many stand in one row of clauses, else [].

    With 0 it is any number of them at its beginning.
    """
    row = _in_a_row(sentence, given, _CLAUSE)
    begin = max((one.end for one in given if one.end <= row[0].start), default=0)
    lead = re.split("[;。:]", sentence[begin : row[0].start])
    alone = not begin or len(lead) > 1
    usual = not any(is_change(one, context) or is_last_year(one) for one in row)
    whole_row = len(row) == number if number else not begin and len(row) > 1
    return row if whole_row and alone and usual and not _NOT_PART.search(lead[-1]) else []


def _in_a_row(sentence: str, given: Sequence[Sum], parted: re.Pattern[str]) -> list[Sum]:
    """Return the last amounts of a sentence that stand in one row: between them nothing but what ``parted`` fits."""
    row = [given[-1]]
    for one in reversed(given[:-1]):
        if not parted.fullmatch(sentence[one.end : row[0].start]):
            break
        row.insert(0, one)
    return row


def _of_lists(position: int, context: Context, begins: str, whole: str) -> Iterator[Hit]:
    """Yield the hits of lists behind their total, and behind no other one that they make up."""
    sentence = told(context)[position]
    lists = list(re.finditer(begins, sentence.text))
    totals = _totals(position, context, whole) if lists else []
    held = [one.span() for one in re.finditer(r"\([^()]*\)", sentence.text)]
    for number, begin in enumerate(lists if totals else ()):
        stop = lists[number + 1].start() if number + 1 < len(lists) else len(sentence.text)
        clause = re.split("[;。](?=支出|收入)|。", sentence.text[begin.start() : stop], maxsplit=1)[0]
        end = begin.start() + len(clause)
        members = [one for one in sums(sentence.text[:end]) if one.start >= begin.end()]
        members = [one for one in members if not any(first < one.start < last for first, last in held)]
        usual = not any(is_change(one, context) or is_last_year(one) for one in members)
        if usual and len(members) > 1 and not _INCOMPLETE.search(clause):
            unlike = [unlike_sum(sentence.text, total, members) for total in totals]
            if all(unlike):
                facts = {**unlike[0], "head": begin.group().rstrip(":,")}
                yield at(sentence, facts, members[0].start, members[-1].end)


def _totals(position: int, context: Context, whole: str) -> list[Sum]:
    """Return the totals that a list may be of: in its sentence or the one that it goes on with, and in those before.

    These stand under the same headings.
    """
    every = told(context)
    sentence = every[position]
    near = [one for one in every[max(0, position - _NEAR) : position] if one.under == sentence.under]
    texts = [sentence.before, sentence.text, *(one.text for one in reversed(near))]
    return [one for text in texts for one in sums(text) if re.search(rf"(?:{whole})\D*$", one.words)]
