"""Verbs on the table of contents (目录): its titles and page numbers against the titles of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.width import fold

_ENTRY = re.compile(
    r"^[#*\-\s]*(.{2,50}?)(?:[.·…‥⋯．。_\-—\s]{2,}|\t|(?<=[\u4e00-\u9fff)”])\s+)[-(（]?(\d{1,3})[-)）]?\s*$"
)
_LEADERS = re.compile(r"[.·…‥⋯．。_\-—]{4,}")
_FIELD = re.compile(r"(?:HYPERLINK\s+\\l\s+\S+|PAGEREF\s+_Toc\d+\s*(?:\\?h)?)")  # codes that a web page shows as text
_CONTENTS = re.compile("(?:20\\d\\d年度?)?(?:部门|单位|预算|公开|说明|内容)*(?:目录|目次)")
_NUMBERED = re.compile(
    r"^第[一二三四五六七八九十]+(?:部分|章)|^[一二三四五六七八九十]{1,3}、|^\([一二三四五六七八九十]{1,3}\)"
)
_PART = re.compile(r"^第[一二三四五六七八九十]+(?:部分|章)")
_NUMBER = re.compile(r"^(?:第[一二三四五六七八九十]+(?:部分|章)|[一二三四五六七八九十]{1,3}|附?表?[\d-]{1,4}(?=\D))")
_MARKS = re.compile(r"[\s#*、,.。:;“”\"()（）《》·-]+")
# What a text prints at the foot of its pages: — 3 —, 第3页.
_FOOT = re.compile(r"[-—–－]+(\d{1,3})[-—–－]+|第(\d{1,3})页(?:[,/]?共\d+页)?")
_LONGEST = 60
_MOST_LINES = 80
_BETWEEN = 3
"""Between two lines of the contents may stand a page's foot, the next one's head and a part without a page."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents: its title without marks, the page that it gives (0: none)."""

    cell: Cell
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class _Contents:
    """The lines of the contents, the titles behind them (without marks) with their lines, and the page of a line.

    ``end`` is the number of the line behind the contents.
    """

    entries: tuple[_Entry, ...]
    end: int
    headings: Mapping[str, Cell]
    feet: Mapping[Cell, int]

    def page_of(self, title: str) -> int:
        """Return the page on which a title is printed, or its number among the pages; 0 where none is known."""
        heading = self.headings.get(title)
        return 0 if heading is None else heading.place.page or self.feet.get(heading, 0)


def titles(budget: Budget, context: Context, *, least: int, share: float) -> Iterator[Hit]:
    """Yield a hit where the contents name a title that the document prints otherwise, or nowhere.

    Nothing is said of contents with fewer than ``least`` lines, or of which less than ``share`` is found at all.
    """
    found = _read(context)
    missing = [entry for entry in found.entries if entry.title not in found.headings]
    if len(found.entries) < least or len(found.entries) - len(missing) < share * len(found.entries):
        return
    names = {_NUMBER.sub("", title): title for title in found.headings}
    for entry in missing:
        name = _NUMBER.sub("", entry.title)
        if entry.title.endswith("表") and (
            name not in names or not _NUMBERED.match(fold(found.headings[names[name]].text))
        ):
            continue  # the tables may stand in a file of their own, and are numbered there in another way
        part = _PART.match(entry.title)
        same = [title for title in found.headings if part and title.startswith(part.group())]
        printed = names.get(name) or (same[0] if same else "")
        shown = fold(found.headings[printed].text) if printed else ""
        yield Hit({"title": _shown(entry), "printed": shown}, text=entry.cell.text, place=entry.cell.place)


def pages(budget: Budget, context: Context, *, least: int) -> Iterator[Hit]:
    """Yield a hit where a page number of the contents falls, or is not that of the title's page.

    Numbers may begin after the cover: the distance that most of at least ``least`` lines have is taken for all.
    """
    found = _read(context)
    entries = [entry for entry in found.entries if entry.page]
    if len(entries) < least:
        return
    away = Counter(page - entry.page for entry in entries if (page := found.page_of(entry.title)))
    usual, count = away.most_common(1)[0] if away else (0, 0)
    sure = count > max(1, len(entries) / 2)
    for before, entry in zip((None, *entries), entries, strict=False):
        right = found.page_of(entry.title) - usual if sure and found.page_of(entry.title) else 0
        if right and right != entry.page:
            facts = {"title": _shown(entry), "page": entry.page, "right": f"第{right}页"}
            yield Hit(facts, text=entry.cell.text, place=entry.cell.place)
        elif before and entry.page < before.page and not right:
            facts = {"title": _shown(entry), "page": entry.page, "right": f"第{before.page}页或以后"}
            yield Hit(facts, text=entry.cell.text, place=entry.cell.place)


def end_of(context: Context) -> int:
    """Return the number of the line of the prose behind the contents, 0 where there are none."""
    return _read(context).end


def _read(context: Context) -> _Contents:
    return context.remember("contents", lambda: _contents(context.budget))


def _contents(budget: Budget) -> _Contents:
    lines = budget.prose
    entries, end = _entries(lines)
    headings: dict[str, Cell] = {}
    for cell in lines[end:]:
        for text in (cell.text, re.split("[。:：]", cell.text, maxsplit=1)[0]):
            if len(text) <= _LONGEST:
                headings.setdefault(_bare(text), cell)
    for table in budget.tables:
        headings.setdefault(_bare(f"{table.number}{table.title}"), Cell(table.title, table.place))
        headings.setdefault(_bare(table.title), Cell(table.title, table.place))
    for layout in budget.layouts:
        headings.setdefault(_bare(layout.title), Cell(layout.title, layout.place))
    return _Contents(tuple(entries), end, headings, _feet(lines))


def _entries(lines: Sequence[Cell]) -> tuple[list[_Entry], int]:
    """Return the lines of the contents, and the number of the line behind them.

    Where none has a page, the numbered lines below 目录 count, up to the line that repeats the first one.
    """
    paged = _paged(lines)
    return paged if paged[0] else _unpaged(lines)


def _paged(lines: Sequence[Cell]) -> tuple[list[_Entry], int]:
    entries: list[_Entry] = []
    end = 0
    for index, cell in enumerate(lines):
        text = _line(cell)
        match = _ENTRY.match(text) if len(text) < 2 * _LONGEST else None
        if match and (not entries or index - end <= _BETWEEN):
            entries.append(_Entry(cell, _bare(match.group(1)), int(match.group(2))))
            end = index + 1
    return entries, end


def _unpaged(lines: Sequence[Cell]) -> tuple[list[_Entry], int]:
    begun = next((at for at, cell in enumerate(lines, 1) if _CONTENTS.fullmatch(fold(cell.text))), len(lines))
    entries: list[_Entry] = []
    for index, cell in enumerate(lines[begun : begun + _MOST_LINES], begun):
        title = _bare(_line(cell))
        if entries and title == entries[0].title:
            return entries, index
        if len(entries) > 1 and title == entries[1].title and _PART.match(fold(cell.text)):
            return entries, index  # the first part stands under another title
        if len(cell.text) <= _LONGEST and _NUMBERED.match(fold(cell.text)):
            entries.append(_Entry(cell, title, 0))
    return [], 0


def _feet(lines: Sequence[Cell]) -> Mapping[Cell, int]:
    """Return line → how many feet of pages stand before it, by one that the text prints for each page in turn."""
    feet = [
        (index, int(match.group(1) or match.group(2)))
        for index, line in enumerate(lines)
        if (match := _FOOT.fullmatch(fold(line.text)))
    ]
    numbers = [number for _, number in feet]
    if len(feet) < 2 or any(after != before + 1 for before, after in pairwise(numbers)):
        return {}
    passed = dict(feet)
    page = numbers[0]
    found: dict[Cell, int] = {}
    for index, line in enumerate(lines):
        found.setdefault(line, page)
        page = passed[index] + 1 if index in passed else page
    return found


def _line(cell: Cell) -> str:
    """Return a line of the contents without the codes of its fields, with short leaders."""
    return _LEADERS.sub("....", _FIELD.sub(" ", cell.text)).strip()


def _bare(text: str) -> str:
    return _MARKS.sub("", fold(text))


def _shown(entry: _Entry) -> str:
    match = _ENTRY.match(_line(entry.cell))
    return match.group(1).strip(" .·…") if match else _line(entry.cell)
