"""The verb on the numbers of headings and points in running text: each follows the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.checks.contents import end_of
from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.place import Place
from auditor.text.numbers import chinese_number
from auditor.text.width import fold

_N = "[一二三四五六七八九十]{1,3}"
# How headings are numbered, from the highest level down: what stands before and behind the number.
_STYLES: tuple[tuple[str, str, str], ...] = (
    ("第", _N, "部分"),
    ("第", _N, "章"),
    ("", _N, "、"),
    (r"\(", _N, r"\)"),
    ("", r"\d{1,2}", r"[.、](?:(?!\d)|(?=20\d\d年))"),
    (r"\(", r"\d{1,2}", r"\)"),
)
_HEADING = re.compile(r"[^\d,;。:、]{3,24}")  # a line that may be a heading whose number is not printed
_SHOWN = 20
_PARAGRAPH = "正文"
"""What the place of a paragraph of a page or a letter begins with."""
_FARTHEST = 60
"""Points with so many lines between them may be of two lists."""


@dataclass(frozen=True, slots=True)
class _Point:
    """A numbered line: its level, its number as a value and as printed, its place among the lines."""

    level: int
    value: int
    number: str
    at: int
    cell: Cell

    @property
    def shown(self) -> str:
        """Return how messages call the line."""
        text = re.split("[,;。:]", fold(self.cell.text), maxsplit=1)[0]
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def numbering(budget: Budget, context: Context, *, unless: str) -> Iterator[Hit]:
    """Yield a hit where a numbered line of the text has the number of the one before it, or leaves one out.

    Only numbers of one style under one heading are compared, and only from one that has the right number on: a list may
    begin anywhere, and begin again. A number is left out where it stands nowhere between both lines, not in the middle
    of a paragraph either, and no line there may be a heading without a number. The contents, sheets, and lines that
    fit ``unless`` (a pattern) are left out.
    """
    lines = [cell for cell in budget.prose[end_of(context) :] if cell.place.sheet is None and _is_running(cell)]
    texts = [fold(cell.text) for cell in lines]
    last: dict[int, _Point] = {}
    earlier: dict[int, _Point] = {}
    told: set[int] = set()
    taken = [at for at in map(_line, _objectives(budget)) if at]
    for index, (cell, text) in enumerate(zip(lines, texts, strict=True)):
        point = None if re.search(unless, text) else _point(index, cell, text)
        if point is None:
            continue
        before, first = last.get(point.level), earlier.get(point.level)
        kept = {level: one for level, one in earlier.items() if level < point.level}
        earlier = kept | ({point.level: before} if before else {})
        last = {level: one for level, one in last.items() if level < point.level} | {point.level: point}
        why = _why(before, point, texts) if before and not _is_between(before, point, taken) else ""
        if before and why and before.at not in told:
            told.add(point.at)
            yield _hit(point, why)
        elif before and first and _is_odd(first, before, point) and before.at not in told:
            yield _hit(before, f"前一个是“{first.shown}”，后一个是“{point.shown}”，应为{_like(first.value + 1, point)}")


def _is_running(cell: Cell) -> bool:
    """Return whether a line is a paragraph of a document, and no cell of a table."""
    return cell.place.cell is None or cell.place.cell.startswith(_PARAGRAPH)


def _objectives(budget: Budget) -> Iterator[Place]:
    """Yield where objectives stand, which are no running text, nor is a heading right above one (三、年度目标)."""
    yield from (project.objective.place for project in budget.projects if project.objective.text)
    if budget.overall and budget.overall.objective.text:
        yield budget.overall.objective.place


def _line(place: Place) -> tuple[int, int] | None:
    """Return the page and the number of the line or paragraph of a place, None where it has none."""
    number = place.line or int("".join(filter(str.isdecimal, place.cell or "")) or 0)
    return (place.page or 0, number) if number else None


def _is_between(before: _Point, point: _Point, taken: Sequence[tuple[int, int]]) -> bool:
    """Return whether an objective, which may have the heading that is missing, stands between two points."""
    first, last = _line(before.cell.place), _line(point.cell.place)
    return bool(first and last) and any(first < at < last for at in taken if first and last)


def _hit(point: _Point, why: str) -> Hit:
    return Hit({"title": point.shown, "why": why}, text=point.cell.text, place=point.cell.place)


def _is_odd(first: _Point, point: _Point, after: _Point) -> bool:
    """Return whether a point has another number than the one that those before and behind it leave for it."""
    near = after.at - first.at <= _FARTHEST or point.level <= 1
    return near and after.value == first.value + 2 and point.value not in {first.value + 1, 1}


def _point(at: int, cell: Cell, text: str) -> _Point | None:
    for level, (before, number, behind) in enumerate(_STYLES):
        match = re.match(f"{before}({number}){behind}", text)
        if match and len(text) > match.end():
            value = int(match.group(1)) if match.group(1).isdigit() else chinese_number(match.group(1))
            return None if value is None else _Point(level, value, match.group(1), at, cell)
    return None


def _why(before: _Point, point: _Point, texts: Sequence[str]) -> str:
    """Return what is wrong with the number of a point behind another of its level, "" where nothing surely is."""
    if point.at - before.at > _FARTHEST and point.level > 1:
        return ""
    if point.value == before.value:
        again = texts[point.at] == texts[before.at]
        return "" if again or point.value == 1 else f"与前面的“{before.shown}”序号相同"
    if point.value != before.value + 2:
        return ""
    between = texts[before.at : point.at + 1]
    missing = before.value + 1
    if _stands(missing, point.level, between) or any(_HEADING.fullmatch(one) for one in between[1:-1]):
        return ""
    return f"前一个是“{before.shown}”，中间缺少序号{_like(missing, point)}"


def _stands(value: int, level: int, texts: Sequence[str]) -> bool:
    """Return whether a number stands anywhere in texts as points of a level are numbered."""
    before, number, behind = _STYLES[level]
    found = (re.finditer(f"{before}({number}){behind}", text) for text in texts)
    return any(value in {chinese_number(one.group(1)), _digits(one.group(1))} for each in found for one in each)


def _digits(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _like(value: int, point: _Point) -> str:
    """Return a number as the point prints its own."""
    if point.number.isdigit():
        return str(value)
    ones = "零一二三四五六七八九"
    tens, rest = divmod(value, 10)
    return f"{ones[tens] if tens > 1 else ''}{'十' if tens else ''}{ones[rest] if rest or not tens else ''}"
