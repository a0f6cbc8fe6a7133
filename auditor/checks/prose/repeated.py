"""The verb on paragraphs and sentences of running text that stand twice, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.statements import paragraphs

_NUMBERING = re.compile(
    r"^[#*\s]*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、"
    r"|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d))?"
)
_AMOUNT = re.compile(r"[1-9][\d,.]*(?:万元|亿元|元)|0\.\d*[1-9]\d*(?:万元|亿元)")
_ANY = re.compile("20\\d\\d年度?|预算|情况|说明|支出|收入|安排|单位|部门|关于|其他|重要|事项|设置|工作|管理|[的和及与]")
_ENDS = tuple("。;")
_LONGEST_HEADING = 40
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph without its number: its line, the heading above it, and which heading of the text that is."""

    text: str
    cell: Cell
    heading: str
    section: int


def repeated(budget: Budget, context: Context, *, length: int, in_a_row: int, unless: str) -> Iterator[Hit]:
    """Yield a hit where a paragraph of at least ``length`` characters stands twice, or a sentence twice in a row.

    A sentence in a row has at least ``in_a_row`` characters: within one paragraph nothing asks for it again.

    Both paragraphs stand under one heading, or under two of the same words and tell an amount, or tell one under the
    heading that they are about and again under one that has nothing to do with them. Of several in a row that
    all stand twice the first is told. What fits ``unless`` (a pattern) may stand below every table.
    """
    seen: set[tuple[str, int | str]] = set()
    at_home: set[str] = set()
    run = False
    for one in _paragraphs(budget):
        if len(one.text) < length or not one.text.endswith(_ENDS) or re.search(unless, one.text):
            continue
        again = (one.text, one.heading) in seen and bool(_AMOUNT.search(one.text))
        strayed = one.text in at_home and not _shared(one.heading, one.text)
        twin = again or strayed or (one.text, one.section) in seen
        if twin and not run:
            yield Hit({"found": one.text[:_SHOWN]}, text=one.cell.text, place=one.cell.place)
        if (
            _AMOUNT.search(one.text)
            and len(one.text) >= _LONGEST_HEADING
            and _shared(_ANY.sub("", one.heading), one.text)
        ):
            at_home.add(one.text)
        seen |= {(one.text, one.heading), (one.text, one.section)}
        run = twin
    for first, second in pairwise(told(context)):
        again = first.cell is second.cell and second.text.endswith(_ENDS) and _ends_in(first.text, second.text)
        if again and len(second.text) >= in_a_row:
            yield at(second, {"found": second.text[:_SHOWN]}, 0, len(second.text))


def _ends_in(text: str, clause: str) -> bool:
    """Return whether a sentence is, or ends in, the clause that stands behind it again."""
    return text.endswith(clause) and text[: -len(clause)][-1:] in {"", ",", ";", ":"}


def _shared(heading: str, text: str) -> bool:
    """Return whether two characters of a heading stand together in a text."""
    return any(heading[at : at + 2] in text for at in range(len(heading) - 1))


def _paragraphs(budget: Budget) -> Iterator[_Paragraph]:
    lines = [cell for cell in budget.prose if cell.text.strip()]
    heading, section = "", 0
    for index, text in paragraphs([cell.text for cell in lines]):
        bare = _NUMBERING.sub("", text)
        if bare.endswith(":"):
            section += 1  # another list begins
        if len(bare) <= _LONGEST_HEADING and not re.search(r"[。;:,]|\d(?:万元|亿元|元)", bare.removesuffix(":")):
            heading, section = bare, section + 1
            continue
        yield _Paragraph(bare, lines[index], heading, section)
