"""The verb on the titles of works (《…》) in running text, against those in the names and objectives of projects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.statements import in_original
from auditor.text.width import fold

_TITLE = re.compile("《([^《》]{2,30})》")
_KIND = 2  # characters beside a title that say what it is of (《…》创排)
_ALIKE = 0.5  # of the characters of two titles of one work


@dataclass(frozen=True, slots=True)
class _Framed:
    """A title with the words right before and behind it, in its clause."""

    title: str
    before: str
    behind: str


def titles(budget: Budget, context: Context, *, unless: str) -> Iterator[Hit]:
    """Yield a hit where the running text gives a work of the projects another title than their table does.

    The title stands once in the document, and the table's nowhere in its sentence. In the name of the project, printed
    whole but for the title, it surely is another (an error); with the same words behind it, and a title alike, most
    likely. Titles of documents are those whose words fit ``unless``.
    """
    names = [fold(project.name.text) for project in budget.projects]
    objectives = [fold(project.objective.text) for project in budget.projects]
    known = Counter(one for text in (*names, *objectives, *_rows(budget)) for one in _TITLE.findall(text))
    lines = [(cell, fold(cell.text)) for cell in budget.prose] if known else []
    told = Counter(one for _, text in lines for one in _TITLE.findall(text))
    framed = [one for name in names for one in _frames(name)]
    beside = [one for text in (*names, *objectives) for one in _frames(text)]
    for cell, text in lines:
        for match in _TITLE.finditer(text):
            title = match.group(1)
            if title in known or told[title] > 1 or re.search(unless, title):
                continue
            one = _in_name(text, match, framed)
            other = one or _of_the_kind(text, match, beside)
            if other and f"《{other}》" not in text:
                yield _hit(cell, match, other, sure=bool(one))


def _rows(budget: Budget) -> Iterator[str]:
    for item in budget.indicators:
        yield fold(item.name.text)


def _frames(text: str) -> Iterator[_Framed]:
    for match in _TITLE.finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        yield _Framed(match.group(1), re.split("[,;:。、]", before)[-1], re.split("[,;:。、]", behind, maxsplit=1)[0])


def _in_name(text: str, match: re.Match[str], framed: list[_Framed]) -> str:
    """Return the title in the only name of a project that the text prints but for its title, "" for none."""
    found = {
        one.title
        for one in framed
        if len(one.before + one.behind) >= 2 * _KIND
        and text.startswith(one.before, max(0, match.start() - len(one.before)))
        and text.startswith(one.behind, match.end())
    }
    return found.pop() if len(found) == 1 else ""


def _of_the_kind(text: str, match: re.Match[str], beside: list[_Framed]) -> str:
    """Return the only title that is alike and has the same words right behind it, "" for none."""
    behind = text[match.end() : match.end() + _KIND]
    found = {
        one.title
        for one in beside
        if len(behind) == _KIND and one.behind.startswith(behind) and _is_alike(one.title, match.group(1))
    }
    return found.pop() if len(found) == 1 else ""


def _is_alike(one: str, other: str) -> bool:
    """Return whether two titles may be of one work: much the same but for what numbers or counts."""
    if re.search(r"[\d一二三四五六七八九十上中下]", one + other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _hit(cell: Cell, match: re.Match[str], table: str, *, sure: bool) -> Hit:
    start, end = in_original(cell.text, match.start(), match.end())
    facts = {"name": match.group(), "table": f"《{table}》"}
    return Hit(facts, text=cell.text, span=(start, end), place=cell.place, severity=None if sure else "warning")
