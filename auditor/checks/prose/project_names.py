"""The verb on the names of projects in running text, against those that the tables list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher

from auditor.checks.context import Context
from auditor.checks.prose.lines import name_before
from auditor.checks.prose.project_lists import odd_in_lists, odd_in_rows
from auditor.checks.prose.projects import QUOTED, lists_of
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import sums
from auditor.text.width import fold

_COUNTS = re.compile(r"[\d一二三四五六七八九十东西南北上下前后新老]|[A-Za-z]")

_MARKS = re.compile("[“”‘’\"'《》「」]")  # a name in quotation marks has other ones within
_FEWEST = 2
_ALIKE = 3  # characters at the beginning


def project_names(budget: Budget, context: Context, *, length: int, apart: int) -> Iterator[Hit]:
    """Yield a hit where the text names a project almost as a table does: at most ``apart`` characters differ.

    Names in quotation marks and names before amounts count, in sentences on projects, from ``length`` characters up.
    Where a sentence quotes several, all of which but one are known, that one may differ in more; in a list see
    odd_in_lists, and in a row of amounts odd_in_rows, which needs no word of projects.
    """
    listed = [one.name for each in lists_of(context) for one in each.projects]
    every_name = dict.fromkeys([*(fold(one.name.text) for one in budget.projects), *listed])
    known = [name for name in every_name if len(name) >= length]
    every = {*known, *(fold(row.name) for table in budget.tables for row in table.rows)}
    for sentence in told(context) if known else ():
        found = [*odd_in_rows(sentence, every | every_name.keys(), context)]
        if "项目" in sentence.text:
            found += _odd_one(sentence.text, list(every_name), every | every_name.keys())
            found += odd_in_lists(sentence, every | every_name.keys(), context)
            found += _almost(sentence.text, known, every, length, apart)
        for start, (name, meant) in {start: (name, meant) for name, start, meant in reversed(found)}.items():
            if _MARKS.sub("", name) != _MARKS.sub("", meant):
                yield at(sentence, {"name": name, "table": meant}, start, start + len(name))


def _almost(
    sentence: str, known: Sequence[str], every: Set[str], length: int, apart: int
) -> Iterator[tuple[str, int, str]]:
    """Yield (name, start, the one of the tables) of names that differ in a few characters from just one."""
    for name, start in _named(sentence):
        if len(name) < length or any(name in one or one in name for one in every if one):
            continue
        near = [one for one in known if is_misprint(name, one, apart)]
        if len(near) == 1:
            yield name, start, near[0]


def _odd_one(sentence: str, known: Sequence[str], every: Set[str]) -> Iterator[tuple[str, int, str]]:
    """Yield (name, start, the one of the tables) of the only unknown name among several that a sentence quotes."""
    quoted = {match.group(1): match.start(1) for match in QUOTED.finditer(sentence)}
    odd = [name for name in quoted if not any(name in one or one in name for one in every if one)]
    left = [one for one in known if one not in sentence]
    if len(quoted) < _FEWEST or len(odd) != 1 or len(left) != 1 or len(quoted) > len(known):
        return
    alike = SequenceMatcher(None, odd[0], left[0], autojunk=False)
    both = alike.find_longest_match()
    if both.size >= _ALIKE and both.a == both.b == 0 and not _COUNTS.search(odd[0][both.size :] + left[0][both.size :]):
        yield odd[0], quoted[odd[0]], left[0]


def is_misprint(name: str, known: str, apart: int) -> bool:
    """Return whether two names differ in at most ``apart`` characters, none of which counts or numbers."""
    if abs(len(name) - len(known)) > 1:
        return False
    alike = SequenceMatcher(None, name, known, autojunk=False)
    odd = [(name[a:b], known[c:d]) for kind, a, b, c, d in alike.get_opcodes() if kind != "equal"]
    differing = sum(max(len(one), len(other)) for one, other in odd)
    return 0 < differing <= apart and not any(_COUNTS.search(one + other) for one, other in odd)


def _named(sentence: str) -> Iterator[tuple[str, int]]:
    for match in QUOTED.finditer(sentence):
        yield match.group(1), match.start(1)
    for amount in sums(sentence):
        name = name_before(amount.words)
        start = sentence.rfind(name, 0, amount.start)
        if name and start >= 0:
            yield name, start
