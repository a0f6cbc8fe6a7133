"""Tables that page breaks cut → whole again, for sources that keep the cells: PDF, scans.

A row may be cut through its middle, so that its texts go on in the first row of the next page; a merged cell goes on
there without text, or has its text only there. The two pieces become one grid whose spans reach over the break.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from auditor.extract.lines.aligned import aligned
from auditor.extract.money.levels import begins_row, ends_row
from auditor.extract.words.furniture import PAGE_NUMBER
from auditor.extract.words.join import overlap
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, level
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row
from auditor.text.codes import CODE_START, PROJECT_CODE
from auditor.text.operators import sign

_DIGITS = re.compile(r"\d+")
_AMOUNT = re.compile(r"[-+]?\d[\d,]*\.\d+")
_CODE = re.compile(rf"{PROJECT_CODE}(?!\d)")
_LATIN = re.compile(r"[a-z,;]\n[A-Za-z]")
_REPEATED = 4  # characters: a shorter ending that comes again is no repetition
_HEAD_SHARE = 0.6
_MOST_HEAD = 4
_LEAST_HEAD = 3
_LEAST_FORM = 2  # a label and what it says
_LONGEST_SIGN = 14
_LEAST_SAME = 5  # cells
_FEW = 2  # cells
_USUAL, _LEAST_ROWS = 0.8, 4

_Block = Prose | Grid


def whole(blocks: Sequence[_Block]) -> list[_Block]:
    """Return the blocks with the pieces of a table on successive pages joined to one grid."""
    furniture = Counter(_plain(block.text) for block in blocks if isinstance(block, Prose))
    done: list[_Block] = []
    last = -1  # the grid that may go on
    for block in blocks:
        if isinstance(block, Prose):
            key = _plain(block.text)
            if furniture[key] == 1 and not PAGE_NUMBER.fullmatch(fold(block.text)):
                last = -1
            done.append(block)
            continue
        before = done[last] if last >= 0 else None
        joint = _continued(before, block) if isinstance(before, Grid) else None
        if joint:
            done[last] = joint
        else:
            done.append(block)
            last = len(done) - 1
    return done


def _plain(text: str) -> str:
    return _DIGITS.sub("0", fold(text))


def _continued(before: Grid, after: Grid) -> Grid | None:
    """Return both pieces as one grid, or None where the second is a table of its own."""
    if not before.rows or not after.rows:
        return None
    ends, begins = before.rows[-1].place.page, after.rows[0].place.page
    if ends is None or begins is None or begins != ends + 1:
        return None
    pieces = aligned(before, after)
    if pieces is None:
        return None
    before, after = pieces
    after = _parted(before.rows, after)
    head = _repeated_head(before, after)
    body = after.rows[head:]
    if not body or (head == 0 and _is_head(body[0])) or _begins_form(body[0], before.rows[0]):
        return None
    return Grid(_Seam(before.rows, body).joined())


def _begins_form(row: Row, first: Row) -> bool:
    """Return whether a row begins a form of its own: a filled label 项目名称, or that of the ``first`` row above."""
    label = row.texts[0] if row.filled else ""
    words = header(label)
    if len(row.filled) < _LEAST_FORM or not words or header(row.texts[1]):
        return False
    return "project" in words or fold(label) == fold(first.texts[0] if first.filled else "")


def _parted(before: Sequence[Row], after: Grid) -> Grid:
    """Return ``after`` with a line below its head where some program printed none.

    A merged cell that goes on below a repeated head may be one with the head's cell: what the head does not say, and
    the rows below it, are the merged cell's.
    """
    height = max(cell.rows for cell in before[0].cells)
    if height > min(_MOST_HEAD, len(before) - 1, len(after.rows)) or not _is_head(before[0]):
        return after
    rows = [list(row.cells) for row in after.rows]
    more: dict[int, Cell] = {}
    for number, old in enumerate(before[:height]):
        for column, cell in enumerate(old.cells):
            new = rows[number][column]
            if not new.text.startswith(cell.text):
                return after
            rest = replace(new, text=new.text[len(cell.text) :], rows=number + new.rows - height)
            if cell.text and (rest.text or (rest.rows > 0 and number + cell.rows <= height)):
                rows[number][column] = replace(new, text=cell.text, rows=cell.rows)
                more[column] = rest
    if not more:
        return after
    # What goes on in the head's own lowest row is the rest of a row that the page break cut.
    cut = any(cell.rows < 1 for cell in more.values())
    if cut:
        rows.insert(height, [more.get(column, EMPTY) for column in range(len(rows[0]))])
    for column, cell in more.items():
        rows[height][column] = replace(cell, rows=max(cell.rows, 0) + cut)
    places = [row.place for row in after.rows]
    places = [*places[:height], *places[height - cut : height], *places[height:]]
    return Grid(tuple(Row(tuple(cells), place) for cells, place in zip(rows, places, strict=True)))


def _repeated_head(before: Grid, after: Grid) -> int:
    """Return how many rows at the top of ``after`` repeat the head of ``before``.

    Whoever set the rows to print again one too far prints the first row of the table on every page, too.
    """
    count = 0
    for old, new in zip(before.rows[:_MOST_HEAD], after.rows, strict=False):
        same = [fold(cell.text) for cell in old.cells] == [fold(cell.text) for cell in new.cells]
        if not (same and new.filled and not _is_content(new)) and not _same_head(old, new):
            break
        count += 1
    again = zip(before.rows[count:], after.rows[count:], strict=False) if count else ()
    return count + sum(1 for _ in takewhile(lambda pair: _is_same_row(*pair), again))


def _is_same_row(old: Row, new: Row) -> bool:
    """Return whether two rows of a table say the same in every cell, and so much that this is no chance."""
    texts = [fold(cell.text) for cell in new.cells]
    return texts == [fold(cell.text) for cell in old.cells] and sum(map(bool, texts)) >= _LEAST_SAME


def _is_content(row: Row) -> bool:
    """Return whether a row holds an indicator or an amount: it may be printed twice, but it is no head."""
    texts = row.texts
    return any(level(1, a) and level(2, b) for a, b in pairwise(texts)) or any(map(_AMOUNT.fullmatch, texts))


def _same_head(old: Row, new: Row) -> bool:
    """Return whether both rows are heads of the same columns; words that recognition damaged say nothing."""
    words = [(header(a.text), header(b.text)) for a, b in zip(old.cells, new.cells, strict=False) if a.text and b.text]
    known = [(a, b) for a, b in words if a and b]
    filled = max(len(row.filled) for row in (old, new))
    return bool(known) and len(known) >= _HEAD_SHARE * filled and all(a & b for a, b in known)


def _is_head(row: Row) -> bool:
    filled = row.texts
    # A row with the tails of two level words (指标, 指标) is no head, though they read like header words.
    return len(filled) >= _LEAST_HEAD and sum(1 for text in filled if header(text)) >= _HEAD_SHARE * len(filled)


@dataclass(slots=True)
class _Seam:
    """Two row runs of one table, and where they meet.

    ``open`` is, per column, the row of ``above`` in which the cell begins that reaches its last row.
    """

    above: Sequence[Row]
    below: Sequence[Row]

    def joined(self) -> tuple[Row, ...]:
        """Return the rows of both; the last and the first become one where a page break went through that row."""
        rows = [list(row.cells) for row in self.above]
        first = list(self.below[0].cells)
        reach = [_begin(self.above, column) for column in range(len(first))]
        levels = _level_column([*self.above, *self.below])
        ends = [rows[reach[column]][column] for column in range(len(first))]
        fresh = _begins(ends[:levels]) and _begins(first[:levels]) and not _halves(ends, first, levels)
        if levels == len(first):  # no indicators: amounts
            whole_above = any(cell.text and ends_row(end.text) for end, cell in zip(ends, first, strict=True))
            fresh = fresh or whole_above or begins_row([cell.text for cell in first])
        torn = not fresh and (_torn(ends, first, levels, rows[-1]) or self._lacks(first, levels))
        merged = any(
            cell.rows > 1
            for row in (*self.above, *self.below)
            for cell in row.cells[levels : levels + 1]
            if not header(cell.text)
        )
        for column, (end, cell) in enumerate(zip(ends, first, strict=True)):
            goes_on = not fresh if column < levels else _goes_on(end, cell, column - levels, merged)
            if torn or goes_on:
                rows[reach[column]][column] = _one(end, cell, cell.rows - (1 if torn else 0))
                first[column] = EMPTY
        done = [Row(tuple(cells), row.place) for cells, row in zip(rows, self.above, strict=True)]
        if not torn:
            done.append(Row(tuple(first), self.below[0].place))
        return (*done, *self.below[1:])

    def _lacks(self, first: Sequence[Cell], levels: int) -> bool:
        """Return whether the first row below the break has no level and lacks a cell that nearly all rows fill.

        Then it is what did not fit on the page of the row above, which has all that it has.
        """
        if levels >= len(first) or any(cell.text for cell in first[levels : levels + 2]):
            return False
        said = {column for column, cell in enumerate(first) if column >= levels and cell.text}
        rows = [row.cells for row in (*self.above, *self.below[1:]) if not _is_head(row)]
        counts = Counter(
            column for cells in rows for column, cell in enumerate(cells) if column >= levels and cell.text
        )
        usual = {column for column, count in counts.items() if count >= _USUAL * len(rows)} - {levels, levels + 1}
        above = {column for column, cell in enumerate(self.above[-1].cells) if cell.text}
        return bool(said) and not usual <= said and said <= above and len(rows) >= _LEAST_ROWS


def _begin(rows: Sequence[Row], column: int) -> int:
    """Return the row in which the cell begins that reaches the last row of ``column``."""
    last = len(rows) - 1
    for index in range(last, -1, -1):
        cells = rows[index].cells
        if column < len(cells) and index + cells[column].rows > last and (cells[column].rows > 1 or index == last):
            if index == last and not cells[column].text and cells[column].place.bbox is None:
                continue  # a position that a cell above covers
            return index
    return last


def _level_column(rows: Sequence[Row]) -> int:
    """Return the column of the first level, the number of columns where there is none."""
    found = Counter(
        column for row in rows for column, cell in enumerate(row.cells) if cell.text and level(1, cell.text)
    )
    return min(found, key=lambda column: (-found[column], column)) if found else len(rows[0].cells)


def _begins(cells: Sequence[Cell]) -> bool:
    """Return whether the cells left of the levels begin a project: a code, or an amount."""
    texts = [fold(cell.text) for cell in cells if cell.text]
    return any(CODE_START.match(text) or _AMOUNT.fullmatch(text) for text in texts)


def _halves(ends: Sequence[Cell], first: Sequence[Cell], levels: int) -> bool:
    """Return whether what stands above and below the break are parts of the same cells.

    Then a code or a level word is whole only with both, or the cells say the same again as far as it was printed.
    """
    both = [(fold(end.text), fold(cell.text)) for end, cell in zip(ends[:levels], first, strict=False)]
    both = [(above, below) for above, below in both if above and below]
    if both and all(_related(above, below) for above, below in both):
        return True
    for end, cell in zip(ends[:levels], first[:levels], strict=True):
        if _CODE.match(fold(end.text + cell.text)) and not _CODE.match(fold(end.text)):
            return bool(end.text)
    return _level_halves(ends, first, levels)


def _level_halves(ends: Sequence[Cell], first: Sequence[Cell], levels: int) -> bool:
    pairs = zip(ends[levels : levels + 2], first[levels : levels + 2], strict=True)
    return any(_fragments(end.text, cell.text, number) for number, (end, cell) in enumerate(pairs))


def _torn(ends: Sequence[Cell], first: Sequence[Cell], levels: int, last: Sequence[Cell]) -> bool:
    """Return whether the last row of a page and the first of the next are halves of one indicator's row."""
    if levels >= len(first):
        return False
    right = slice(levels + 2, None)
    signs = [
        any(cell.text and len(cell.text) <= _LONGEST_SIGN and sign(cell.text) for cell in cells[right])
        for cells in (last, first)
    ]
    if all(signs):
        return False
    if _level_halves(ends, first, levels) or _label_halves(ends, first):
        return True
    if any(cell.text for cell in first[levels : levels + 2]):
        return False
    return any(signs)


def _label_halves(ends: Sequence[Cell], first: Sequence[Cell]) -> bool:
    """Return whether the few texts below the break are the rest of labels that are known only with it (财政拨|款)."""
    both = [(end.text, cell.text) for end, cell in zip(ends, first, strict=True) if cell.text]
    return 0 < len(both) <= _FEW and all(above and header(above + below) and not header(above) for above, below in both)


def _fragments(above: str, below: str, number: int) -> bool:
    """Return whether two texts are one level word (number 0 or 1) only together."""
    if not above or not below or not level(number + 1, above + below):
        return False
    return not level(number + 1, below) or not level(number + 1, above)


def _goes_on(end: Cell, cell: Cell, number: int, merged: bool) -> bool:
    """Return whether a level cell (number 0 or 1) of the next page belongs to the one above the break.

    Where equal levels are ``merged`` in the table, a piece without text is a part of the cell that has it.
    """
    if number not in {0, 1}:
        return False
    if end.text and cell.text:
        return _fragments(end.text, cell.text, number) or (merged and _related(end.text, cell.text))
    return merged


def _one(end: Cell, cell: Cell, more: int) -> Cell:
    """Return both parts as one cell that reaches ``more`` rows further."""
    above, below = end.text, cell.text
    if _related(above, below):
        text = max(above, below, key=len)
    else:
        text = _glued(above, below[overlap(above, below, _REPEATED) :])
    return replace(end, text=text, rows=end.rows + more, confidence=min(end.confidence, cell.confidence))


def _related(above: str, below: str) -> bool:
    """Return whether two texts are the same, or one is a part of the other."""
    short, long = sorted((above, below), key=len)
    return above == below or (len(short) >= _REPEATED and short in long)


def _glued(above: str, below: str) -> str:
    return f"{above} {below}" if _LATIN.search(f"{above[-1:]}\n{below[:1]}") else above + below
