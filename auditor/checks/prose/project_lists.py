"""The one name in a list of projects in running text that no table has, where only one project is left for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from auditor.checks.alike import core, in_order
from auditor.checks.context import Context
from auditor.checks.prose.lines import name_before
from auditor.checks.prose.projects import lists_of
from auditor.checks.sentences import Sentence, at, is_of_the_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import sums
from auditor.text.width import fold

_LIST = re.compile(r"项目[^。;、]{0,24}?(?:即|分别(?:为|是)|包括|[:,](?=[^,;:。、]+、)):?([^。;]+)")
_ENDS = re.compile(r"[,:]|共|涉及|合计|等")
# Amounts with their names, one behind another; a bracket may stand behind each.
_ROW = re.compile(r"(?:[^\d,;:。()]{1,40}\d[\d,.]*万元(?:\([^()]*\))?[、,]?)+")
_REST = re.compile("^(?:其他|其余|剩余|结余)|(?:支出|费|收入|工资)$")
_SHORTEST, _LEAST = 4, 2

# Names joined by 、 of what money is for.
_ROWS = re.compile(r"[^\d,;:。、()]{4,40}(?:、[^\d,;:。、()]{4,40}){2,}")
_QUOTES = re.compile(r"(?:[“\"][^”\"]{4,40}[”\"](?:、|和|及|以及)?){3,}")
_FOR = re.compile("^.*(?:用于|安排|包括|分别(?:为|是)|实施|开展|保障|即|为)(?=.{4})")
_AND = re.compile("[和及与]|以及")
_ETC = re.compile("等.{0,8}$")

_Odd = tuple[str, int, str]


def unlisted(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where names joined by 、 in a sentence on projects (``say``) are all but one those of a table.

    Two or more are; no line of any table bears the name of the odd one. A short form of a project is its name.
    """
    lists = lists_of(context)
    fullest = sorted(lists, key=lambda one: -len(one.projects))[:1]
    others = {fold(row.name) for table in budget.tables for row in table.rows}
    for sentence in told(context) if lists else ():
        rows = [*_ROWS.finditer(sentence.text), *_QUOTES.finditer(sentence.text)]
        for row in rows if re.search(say, sentence.text) else ():
            quoted = re.findall(r"[“\"]([^”\"]+)[”\"]", row.group())
            names = [_core(name) for name in quoted] or _bare_names(row.group())
            for listed in fullest if len(names) > _LEAST else ():
                known = [_core(one.name) for one in listed.projects]
                odd = [name for name in names if not all(_is_named(one, known) for one in _AND.split(name))]
                odd = [name for name in odd if not _is_named(name, known)]
                if len(odd) == 1 and len(odd[0]) >= _SHORTEST and not any(odd[0] in one for one in others):
                    start = sentence.text.find(odd[0], row.start())
                    yield at(sentence, {"name": odd[0], "table": listed.table}, start, start + len(odd[0]))


def _bare_names(row: str) -> list[str]:
    """Return the names of a row, without what leads to the first and what closes the last."""
    names = row.split("、")
    names[0], names[-1] = _FOR.sub("", names[0]), _ETC.sub("", names[-1])
    return [_core(name) for name in names]


def _is_named(name: str, projects: Sequence[str]) -> bool:
    """Return whether a name is that of one of the projects, or a short form of it."""
    return any(name in one or one in name or in_order(*sorted((name, one), key=len)) for one in projects)


def odd_in_lists(sentence: Sentence, every: Set[str], context: Context) -> Iterator[_Odd]:
    """Yield (name, start, the one of the tables) of a name that none of ``every`` is.

    It has the amount of the only project with that amount which the sentence does not name, or stands in a list as
    long as the table's, all other names of which are known; and has a pair of characters in common with it. A name
    with characters left out is a short form.
    """
    priced = list(_priced(sentence, context))
    bare = _bare_list(sentence.text)
    for listed in lists_of(context):
        left = [one for one in listed.projects if _core(one.name) not in sentence.text]
        for name, start, wan, step in priced:
            near = [one.name for one in left if any(abs(value - wan) <= step + each for value, each in one.amounts)]
            if len(priced) >= _LEAST and len(near) == 1 and _is_other(name, near[0], every):
                yield name, start, near[0]
        if len(bare) == len(listed.projects) and len(left) == 1:
            odd = [(name, start) for name, start in bare if _is_other(name, left[0].name, every)]
            yield from [(name, start, left[0].name) for name, start in odd if len(odd) == 1]


def odd_in_rows(sentence: Sentence, every: Set[str], context: Context) -> Iterator[_Odd]:
    """Yield (name, start, the one of the tables) of a name that stands in a row with all projects of a table but one.

    It has the amount of that one, and needs nothing in common with its name; what is left over (其他) or bears the name
    of an expense is none.
    """
    rows = [one.group() for one in _ROW.finditer(sentence.text)]
    for listed in lists_of(context) if rows else ():
        left = [one for one in listed.projects if _core(one.name) not in sentence.text]
        others = [_core(one.name) for one in listed.projects if one not in left]
        if len(left) != 1 or len(others) < _LEAST:
            continue
        for name, start, wan, step in _priced(sentence, context):
            same = any(abs(value - wan) <= step + each for value, each in left[0].amounts)
            beside = any(name in row and all(one in row for one in others) for row in rows)
            if same and beside and not _REST.search(name) and _is_other(name, left[0].name, every, akin=False):
                yield name, start, left[0].name


def _priced(sentence: Sentence, context: Context) -> Iterator[tuple[str, int, Decimal, Decimal]]:
    """Yield the names before amounts of the year."""
    for amount in sums(sentence.text):
        name = name_before(amount.words)
        start = sentence.text.rfind(name, 0, amount.start) if name else -1
        if start >= 0 and is_of_the_year(sentence.text, amount, context):
            yield name, start, amount.wan, amount.step


def _bare_list(text: str) -> Sequence[tuple[str, int]]:
    """Return the names, with their starts, of a list of projects without amounts behind 即, 分别为 or a colon."""
    match = _LIST.search(text)
    names = _ENDS.split(match.group(1))[0].split("、") if match else []
    if not match or len(names) < _LEAST or any(re.search(r"\d", name) for name in names):
        return []
    stripped = [name.strip('“”"') for name in names]
    return [(name, text.index(name, match.start(1))) for name in stripped if name]


def _is_other(name: str, project: str, every: Set[str], *, akin: bool = True) -> bool:
    """Return whether a name is none that is known, nor a short form of the project, but ``akin`` to it."""
    said, meant = _core(name), _core(project)
    if (
        "〓" in name
        or len(said) < _SHORTEST
        or any(said in one or _core(one) in said for one in every if len(one) >= _SHORTEST)
    ):
        return False
    return not in_order(said, meant) and (not akin or bool(core(said) & core(meant)))


def _core(name: str) -> str:
    return name.removesuffix("项目")
