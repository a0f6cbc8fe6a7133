"""The verb on the names of departments in running text, against those that the document gives itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Literal

from auditor.checks.alike import in_order, pairs
from auditor.checks.contents import end_of
from auditor.checks.context import Context
from auditor.checks.sentences import Sentence, at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.width import fold

_PLACE = re.compile(r"[^省市区县旗]{2,4}(?:市|区|县|旗)(?=.)")
_OF_PLACE = re.compile(r"^.{2,8}?(?:省|自治区|市|区|县|旗)(?=.{2})|^[省市区县旗](?=.{2})")
_OWN = re.compile(r"\((?:本级|机关)\)|(?:本级|机关)$|部门$")
_OFFICE = re.compile("^[省市区县旗州]?[局委办厅院校会署]?(?:机关|本级)$")  # the body itself
_CAPTION = re.compile(r"^(?:公开|预算|附)?(?:\d+表)?([^\d,;:。、]{4,30}?)(?=20\d\d年)")
_BELONGS = re.compile(r"为([^,;。]{2,24}?)(?:所属|直属|下属|管理的)")
_CODE = re.compile(r"^\d{3,9}[-_ ]*|^[-_ ]+")
_TABLE = re.compile(r"[^,;:。]{4,60}表")  # the title of a table is of who fills it in, maybe below the department
_SHORTEST = 4
_TITLE_LINES = 8
_MOST_ALIKE = 0.35  # of the pairs of characters, up to which two names are of two departments

_Named = tuple[Sentence, re.Match[str], str]


def department(budget: Budget, context: Context, *, where: Literal["title", "text"], say: str) -> Iterator[Hit]:
    """Yield a hit where the document is said to be of a department that it nowhere else is of.

    ``say`` is a pattern with the name as a group: of the ``title``, which must be of another place, or have few
    characters in common with every name that tables and captions give; or of sentences of the ``text`` that speak of
    the document's own department, where a name is another if it is no short form of one of these, or of one that
    the text names itself by at least twice. A name that stands anywhere else in the document is left out; several
    are those of agencies.
    """
    found = _named(told(context)[:_TITLE_LINES] if where == "title" else told(context), say)
    often = Counter(name for _, _, name in found)
    known = [*(name for name, count in often.most_common() if count > 1), *_of_tables(budget)]
    others = [one for one in dict.fromkeys(known or [budget.department]) if one]
    is_another = _is_unlike if where == "title" else _is_no_short_form
    odd = [
        (sentence, match, name)
        for sentence, match, name in (found[:1] if where == "title" else found)
        if not (where == "text" and _TABLE.fullmatch(sentence.text))
        if often[name] == 1 and others and all(is_another(name, one) for one in others)
        if not _is_own(name, sentence, context) and not _is_below(sentence.text, others)
    ]
    for sentence, match, name in odd if len(odd) == 1 else ():
        start = sentence.text.index(name, match.start())
        yield at(sentence, {"name": name, "table": others[0]}, start, start + len(name))


def cover(budget: Budget, context: Context, *, say: str, own: str, labels: str) -> Iterator[Hit]:
    """Yield a hit where the cover (what stands before the contents and the first sentence) names another department.

    ``say`` is a pattern of a line of the cover with the name as a group, ``own`` one of sentences that speak of the
    document's own department: its names are those that these give at least twice, that of the tables where they name
    one, and those behind ``labels`` (a pattern of lines like 单位名称:某局) where these are of one department. Where
    one of them is on the cover, too, the other one is a body above it. So it is where the name stands anywhere else,
    with or without its place. A title whose name is unlike all others is for ``department``.
    """
    first = told(context)[: min(_TITLE_LINES, end_of(context) or _TITLE_LINES)]
    lines = list(takewhile(lambda line: not re.search("[。,;]|^(?:第?一|目录)", line.text), first))
    found = _named(lines, say)
    often = Counter(name for _, _, name in _named(told(context), own))
    labelled = dict.fromkeys(name for _, _, name in _named(told(context)[len(lines) :], labels))
    listed = list(dict.fromkeys(_of_tables(budget)))
    if any(_is_no_short_form(name, one) for one in listed[1:] for name in listed[:1]):
        listed = []  # several agencies: the department is above them
    known = [*(name for name, count in often.most_common() if count > 1), *listed]
    others = list(dict.fromkeys([*known, *(labelled if len(labelled) == 1 else ())]))
    if not found or not others or any(one in line.text for line in lines for one in others):
        return
    sentence, match, name = found[0]
    apart = all(_is_no_short_form(name, one) for one in others) and not _is_part(name, others)
    titled = match.end() > match.start() + len(name) and all(_is_unlike(name, one) for one in others)
    short = _OF_PLACE.sub("", name)
    if apart and not titled and not _stands_elsewhere(short, sentence, context):
        start = sentence.text.index(name, match.start())
        yield at(sentence, {"name": name, "table": others[0]}, start, start + len(name))


def _is_part(name: str, others: Sequence[str]) -> bool:
    """Return whether a name begins one of the others or ends with it: a body and what belongs to it."""
    return any(one.startswith(name) or name.startswith(one) for one in others)


def _named(sentences: Sequence[Sentence], say: str) -> list[_Named]:
    """Return what a pattern finds, with the name."""
    return [
        (sentence, match, next(group for group in match.groups() if group))
        for sentence in sentences
        for match in re.finditer(say, sentence.text)
    ]


def _of_tables(budget: Budget) -> Iterator[str]:
    """Yield the names that tables give the department: those of agencies in them, and those in their captions."""
    rows = [row for table in budget.tables for row in table.rows if row.kind not in {"total", "grand"}]
    agencies = [label.name for row in rows for label in row.labels or () if label.role == "agency"]
    agencies += [project.agency for project in budget.projects]
    titles = [*(table.title for table in budget.tables), *(layout.title for layout in budget.layouts)]
    captions = [match.group(1) for title in titles if (match := _CAPTION.match(fold(title)))]
    names = (_CODE.sub("", fold(one)) for one in (*agencies, *captions))
    yield from (name for name in names if len(name) >= _SHORTEST)


def _is_own(name: str, sentence: Sentence, context: Context) -> bool:
    """Return whether a name stands elsewhere too, or is the body itself (局机关) and others that do."""
    parts = re.split("[和及与、]", name)
    own = [part for part in parts if _OFFICE.search(part)]
    others = [part for part in parts if part not in own]
    of_parts = bool(own) and all(len(one) > 1 and _stands_elsewhere(one, sentence, context) for one in others)
    return _stands_elsewhere(name, sentence, context) or of_parts


def _stands_elsewhere(name: str, sentence: Sentence, context: Context) -> bool:
    """Return whether a name stands in another sentence, or again in this one, or in a table."""
    texts = context.remember("texts that name departments", lambda: tuple(_texts(context.budget)))
    return sum(text.count(name) for text in texts) > sentence.text.count(name) or sentence.text.count(name) > 1


def _is_below(sentence: str, known: Sequence[str]) -> bool:
    """Return whether a sentence is on what belongs to a known department (某场为某局所属事业单位)."""
    above = [match.group(1) for match in _BELONGS.finditer(sentence)]
    return any(one in sentence or not all(_is_no_short_form(two, one) for two in above) for one in known)


def _texts(budget: Budget) -> Iterator[str]:
    """Yield all texts of a document that may name a department."""
    yield from (fold(cell.text) for cell in budget.prose)
    yield from _of_tables(budget)
    for table in budget.tables:
        yield from (fold(row.name) for row in table.rows)
    for project in budget.projects:
        yield from (fold(cell.text) for _, cell in project.details)
    if budget.overall:
        yield fold(budget.overall.department.text)


def _is_unlike(stated: str, known: str) -> bool:
    """Return whether two names are of two places, or have few characters in common; not one with words put in."""
    one, other = _bare(stated), _bare(known)
    if in_order(*sorted((stated, known), key=len)):
        return False
    of_other = pairs(other)
    shared = sum(one[at : at + 2] in of_other for at in range(len(one) - 1))
    few = shared <= _MOST_ALIKE * (min(len(one), len(other)) - 1)
    return bool(one and other) and (_elsewhere(stated, known) or few)


def _bare(name: str) -> str:
    """Return the name of a department without its place and 本级."""
    return re.sub(r"^.{2,8}?(?:省|自治区|市|区|县|旗)(?=.{2})|\(?本级\)?|部门$", "", name)


def _is_no_short_form(stated: str, known: str) -> bool:
    """Return whether a name is neither another with characters left out, nor the other way, or of another place."""
    one, other = (_OF_PLACE.sub("", _OWN.sub("", name)) for name in (stated, known))
    shorter, longer = sorted((one, other), key=len)
    return _elsewhere(stated, known) or not in_order(shorter, longer)


def _elsewhere(one: str, other: str) -> bool:
    """Return whether both names begin with a place, and these are two places."""
    places = [_PLACE.findall(name) for name in (one, other)]
    return all(places) and not set(places[0]) & set(places[1])
