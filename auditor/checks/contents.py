"""Verbs on the table of contents (目录): its titles and page numbers against the titles of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.width import fold

_ENTRY = re.compile(
    r"^[#*\-\s]*(.{2,50}?)(?:[.·…‥⋯．。_\-—\s]{2,}|\t|(?<=[\u4e00-\u9fff)”])\s+)[-(（]?(\d{1,3})[-)）]?\s*$"
)
_PART = re.compile(r"^第[一二三四五六七八九十]+(?:部分|章)")
_MARKS = re.compile(r"[\s#*、,.。:;“”\"()（）《》·-]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents: its title without marks, the page that it gives."""

    cell: Cell
    title: str
    page: int


def titles(budget: Budget, context: Context, *, least: int, share: float) -> Iterator[Hit]:
    """Yield a hit where the contents name a title that the document prints otherwise, or nowhere.

    Nothing is said of contents with fewer than ``least`` lines, or of which less than ``share`` is found at all.
    """
    entries, headings = _read(context)
    missing = [entry for entry in entries if entry.title not in headings]
    if len(entries) < least or len(entries) - len(missing) < share * len(entries):
        return
    for entry in missing:
        part = _PART.match(entry.title)
        same = [title for title in headings if part and title.startswith(part.group())]
        yield Hit(
            {"title": _shown(entry), "printed": same[0] if same else ""}, text=entry.cell.text, place=entry.cell.place
        )


def pages(budget: Budget, context: Context, *, least: int) -> Iterator[Hit]:
    """Yield a hit where a page number of the contents falls, or is not that of the title's page.

    Numbers may begin after the cover: the distance that most of at least ``least`` lines have is taken for all.
    """
    entries, headings = _read(context)
    if len(entries) < least:
        return
    away = Counter(
        heading.place.page - entry.page
        for entry in entries
        if (heading := headings.get(entry.title)) and heading.place.page
    )
    usual, count = away.most_common(1)[0] if away else (0, 0)
    sure = count > max(1, len(entries) / 2)
    for before, entry in zip((None, *entries), entries, strict=False):
        heading = headings.get(entry.title)
        right = heading.place.page - usual if heading and heading.place.page else 0
        if right and sure and right != entry.page:
            facts = {"title": _shown(entry), "page": entry.page, "right": f"第{right}页"}
            yield Hit(facts, text=entry.cell.text, place=entry.cell.place)
        elif before and entry.page < before.page and not (right and sure):
            facts = {"title": _shown(entry), "page": entry.page, "right": f"第{before.page}页或以后"}
            yield Hit(facts, text=entry.cell.text, place=entry.cell.place)


def _read(context: Context) -> tuple[Sequence[_Entry], dict[str, Cell]]:
    return context.remember("contents", lambda: _contents(context.budget))


def _contents(budget: Budget) -> tuple[Sequence[_Entry], dict[str, Cell]]:
    """Return (lines of the contents, title → line for the short lines behind them and the titles of tables)."""
    entries: list[_Entry] = []
    end = 0
    for index, cell in enumerate(budget.prose):
        match = _ENTRY.match(cell.text.strip()) if len(cell.text) < 2 * _LONGEST else None
        if match and (not entries or index - end < 4):
            entries.append(_Entry(cell, _bare(match.group(1)), int(match.group(2))))
            end = index
    later = [cell for cell in budget.prose[end + 1 :] if len(cell.text) <= _LONGEST]
    headings: dict[str, Cell] = {}
    for cell in later:
        headings.setdefault(_bare(cell.text), cell)
    for table in budget.tables:
        headings.setdefault(_bare(f"{table.number}{table.title}"), Cell(table.title, table.place))
        headings.setdefault(_bare(table.title), Cell(table.title, table.place))
    for layout in budget.layouts:
        headings.setdefault(_bare(layout.title), Cell(layout.title, layout.place))
    return entries, headings


def _bare(text: str) -> str:
    return _MARKS.sub("", fold(text))


def _shown(entry: _Entry) -> str:
    match = _ENTRY.match(entry.cell.text.strip())
    return match.group(1).strip(" .·…") if match else entry.title
