"""The rows of a table copied one cell a line: level words say where they begin, blank cells left no line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.extract.words.keys import fold
from auditor.extract.words.lead import BLANK, TOTAL
from auditor.extract.words.notes import is_note
from auditor.extract.words.vocabulary import header, is_level, level
from auditor.records.document import EMPTY, Cell, Row
from auditor.text.operators import is_qualitative, sign
from auditor.text.width import has_han

_LONGEST_SIGN = 14
_MOST_ROWS = 30  # below one level
_FIGURE = re.compile(r"[-—/]*|\d+(?:\.\d+)?(?:分|%)?")
_TARGET = re.compile(r"[≥≤<>=]|\d[\d.,]*\D{0,3}$")
_NUMBERED = re.compile(r"(?:指标|目标)\d|[.…]+$")
_OFTEN_BLANK = frozenset({"deviation", "remark", "basis", "explanation"})
_FIGURES = frozenset({"weight", "score"})
_BEGINS = frozenset({"project", "level1", "level2"})
_FOOT = frozenset({"detail", "remark"})
ENDINGS = ("指标", "目标")
Levels = tuple[Cell, Cell]


@dataclass(frozen=True, slots=True)
class CellHead:
    """The head of a table: its cells and what each may mean, where its levels begin and its name stands.

    ``ends`` are words that rows of the table end with (计划标准): a row that ends with one is whole.
    """

    cells: tuple[Cell, ...]
    words: tuple[frozenset[str], ...]
    lead: int
    levels: int
    name: int
    ends: frozenset[str] = frozenset()

    @property
    def tail(self) -> int:
        """Return how many cells a row has from its name on."""
        return len(self.cells) - self.name

    @property
    def ends_blank(self) -> bool:
        """Return whether the last column is one that rows often leave blank."""
        return bool(self.words[-1] & _OFTEN_BLANK)


def head_of(cells: Sequence[Cell]) -> CellHead:
    """Return what heads the columns; one of the cells is for the name."""
    words = tuple(header(cell.text) for cell in cells)
    name = next(at for at, each in enumerate(words) if "name" in each)
    levels = [at for at, each in enumerate(words) if each & {"level1", "level2"} and at < name]
    return CellHead(tuple(cells), words, levels[0] if levels else name, len(levels), name)


def rows_below(head: CellHead, cells: Sequence[Cell]) -> tuple[list[Row], int]:
    """Return (rows, lines used) below a head, none where the first row cannot be told.

    Levels that nobody filled in have a row without an indicator. What cannot be told further down stands in a row of
    its own, in one cell, and is said.
    """
    head = replace(head, ends=_ends(cells))
    rows: list[Row] = []
    lead, begin = _first_lead(head, cells)
    at, used = begin, 0
    first = EMPTY
    while at < len(cells):
        run, body, ends = _group(cells, at, _MOST_ROWS * head.tail)
        part = _Part(head, run, body, lead, first)
        found, rest, lead = part.rows(last=ends)
        if not found:
            if not rows or ends:
                break
            found, rest, lead = [_unread(head, [*part.lead, *run, *body])], 0, ()
        rows += found
        first = next((cell for cell in reversed(run) if level(1, cell.text) and not level(2, cell.text)), first)
        at += len(run) + len(body)
        used = at - rest
        if ends:
            break
    return rows, used


def _ends(cells: Sequence[Cell]) -> frozenset[str]:
    """Return the words without a figure that stand before a level word more than once."""
    before = Counter(one.text for one, two in pairwise(cells) if is_level(two.text) and not is_level(one.text))
    return frozenset(text for text, often in before.items() if often > 1 and not re.search(r"\d", text))


def _first_lead(head: CellHead, cells: Sequence[Cell]) -> tuple[tuple[Cell, ...], int]:
    """Return (the cells left of the levels of the first row, how many they are)."""
    until = next((at for at, cell in enumerate(cells) if is_level(cell.text)), len(cells))
    begin = until if until <= head.lead and until < len(cells) else 0
    return tuple(cells[:begin]), begin


def _group(cells: Sequence[Cell], at: int, most: int) -> tuple[list[Cell], list[Cell], bool]:
    """Return (level words, what follows up to the next of them, whether the table ends there).

    After ``most`` lines it does: what goes on is the text of the document.
    """
    run = at
    while run < len(cells) and is_level(cells[run].text):
        run += 1
    end = run
    while end < len(cells) and not is_level(cells[end].text):
        if end - run >= most or header(cells[end].text) & _BEGINS:
            return list(cells[at:run]), list(cells[run:end]), True
        end += 1
    return list(cells[at:run]), list(cells[run:end]), end == len(cells)


def _unread(head: CellHead, cells: Sequence[Cell]) -> Row:
    whole = Cell(" ".join(cell.text for cell in cells), cells[0].place)
    return Row((whole, *(EMPTY,) * (len(head.cells) - 1)), cells[0].place)


@dataclass(frozen=True, slots=True)
class _Part:
    """Level words that follow each other, and the lines up to the next of them; ``lead`` is left of the levels.

    ``first`` is the first level of the rows above, which a level that nobody filled in has, too.
    """

    head: CellHead
    run: list[Cell]
    body: list[Cell]
    lead: tuple[Cell, ...]
    first: Cell

    def rows(self, *, last: bool) -> tuple[list[Row], int, tuple[Cell, ...]]:
        """Return (rows, lines of the body left over, those left of the next levels); no rows where nobody can tell."""
        run, body = self.run, self.body
        found = self._told(body, last=last)
        if not found and len(run) > 1 and not run[-1].text.endswith(ENDINGS):
            run, body = run[:-1], [run[-1], *body]  # a name that is a word for levels (服务对象满意度)
            found = self._told(body, last=last)
        if not found and body and not (last and run):
            return [], 0, ()
        pairs = list(_pairs(run, self.head.levels))
        told, rest = found or ([], len(body))
        held = self.head.lead and not last
        nxt = tuple(body[len(body) - rest :]) if held else ()
        blank = [
            self._row((one if one.text else self.first, two), ()) for one, two in pairs[: -1 if told else len(pairs)]
        ]
        firsts = [pairs[-1] if pairs else (EMPTY, EMPTY), *[(EMPTY, EMPTY)] * len(told)]
        filled = [self._row(pair, cells) for pair, cells in zip(firsts, told, strict=False)]
        made = [*blank, *filled]
        if self.lead and made:
            made[0] = Row((*self.lead, *made[0].cells[len(self.lead) :]), self.lead[0].place)
        return made, 0 if held else rest, nxt

    def _told(self, body: Sequence[Cell], *, last: bool) -> tuple[list[list[Cell]], int] | None:
        """Return (the cells of each row from its name on, lines left over), None where they do not fit the head."""
        end = len(body)
        if last:
            end = next((at for at, cell in enumerate(body) if at and _is_foot(cell)), end)
        least = 1 if last else max(1, end - self.head.lead)
        for size in range(end, least - 1, -1):
            if found := _fitted(self.head, body[:size]):
                return found, len(body) - size
        return None

    def _row(self, levels: Levels, cells: Sequence[Cell]) -> Row:
        """Return a row with its levels in their columns."""
        head = self.head
        columns = [EMPTY] * len(head.cells)
        own = [at for at in range(head.lead, head.name) if head.words[at] & {"level1", "level2"}]
        for at, cell in zip(own[-2:], levels[-len(own[-2:]) :] if own else (), strict=False):
            columns[at] = cell
        columns[head.name : head.name + len(cells)] = cells
        place = next((cell.place for cell in columns if cell.text), head.cells[0].place)
        return Row(tuple(columns), place)


def _pairs(run: Sequence[Cell], columns: int) -> Iterator[Levels]:
    """Yield (first level, second level) of each row that a run of level words begins."""
    one = two = EMPTY
    for at, cell in enumerate(run):
        after = run[at + 1].text if at + 1 < len(run) else ""
        if columns == 1:
            if two.text:
                yield one, two
            two = cell
        elif _is_first(cell.text, after, has_first=bool(one.text and not two.text)):
            if one.text or two.text:
                yield one, two
            one, two = cell, EMPTY
        else:
            if two.text:
                yield one, two
                one = EMPTY
            two = cell
    if one.text or two.text:
        yield one, two


def _is_first(text: str, after: str, *, has_first: bool) -> bool:
    """Return whether a level word is one of the first level; one of either is where a second of its kind follows."""
    first, second = level(1, text), level(2, text)
    if not (first and second):
        return bool(first)
    below = level(2, after) if after else None
    return not has_first and below is not None and below.kind == first.kind


def _fitted(head: CellHead, body: Sequence[Cell]) -> list[list[Cell]] | None:
    """Return the cells of each row, where they can be told: all rows full, or only one way to part them fits."""
    full = [list(body[at : at + head.tail]) for at in range(0, len(body), head.tail)]
    if body and len(body) % head.tail == 0 and all(_fits(head, row) for row in full):
        return full
    ways: list[list[list[list[Cell]]]] = [[[]], *([] for _ in body)]
    for end in range(1, len(body) + 1):
        for size in {1, head.tail - 1, head.tail}:
            row = list(body[end - size : end]) if 0 < size <= end else []
            if row and _fits(head, row):
                ways[end] += [[*way, row] for way in ways[end - size]][:2]
    return ways[-1][0] if body and len(ways[-1]) == 1 else None


def _fits(head: CellHead, row: Sequence[Cell]) -> bool:
    """Return whether cells may be those of a row: its last may be blank, or all behind the name (指标2)."""
    name = row[0].text
    if len(row) == 1 and head.tail > 1:
        return bool(_NUMBERED.match(fold(name)) and BLANK.fullmatch(fold(name)))
    if any(_NUMBERED.match(fold(cell.text)) for cell in row[1:]):
        return False
    if not has_han(name) or _TARGET.match(fold(name)) or sign(name):
        return False
    words = head.words[head.name :]
    in_words = is_qualitative(cell.text for cell in row[1:])
    if len(row) < head.tail and not (in_words or (head.ends_blank and row[-1].text not in head.ends)):
        return False  # a qualitative target has no unit: its blank cell was not copied
    return all(_fits_column(each, cell.text) for each, cell in zip(words[1:], row[1:], strict=False))


def _fits_column(words: frozenset[str], text: str) -> bool:
    if words & _FIGURES and not words - _FIGURES:
        return bool(_FIGURE.fullmatch(fold(text)))
    if words == {"operator"}:
        return len(text) <= _LONGEST_SIGN and bool(sign(text))
    return True


def _is_foot(cell: Cell) -> bool:
    """Return whether a line below the rows is a signature, a note, a sum, or a label that waits for one."""
    text = fold(cell.text)
    roles = header(cell.text)
    return bool(TOTAL.fullmatch(text) or (roles and roles <= _FOOT) or text.endswith(":") or is_note(cell.text))
