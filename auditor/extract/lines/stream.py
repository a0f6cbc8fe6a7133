"""The document as one stream of lines: table rows and prose in reading order, broken rows mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from auditor.extract.lines.copied import squared
from auditor.extract.lines.copied_heads import CopiedHead
from auditor.extract.lines.cuts import whole
from auditor.extract.lines.foreign import apart, binding, is_foreign, list_below
from auditor.extract.lines.frame import framed
from auditor.extract.lines.own_columns import shared_columns
from auditor.extract.lines.padded import is_padded, unpadded
from auditor.extract.lines.spans import spread
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import glued_level, header, is_level, level
from auditor.records.document import Cell, Document, Grid, Prose, Row
from auditor.records.place import Place

_Entry = tuple[Row, bool]  # a row, and whether it is prose
_MOST_PIECES = 12


@dataclass(frozen=True)
class Line(Row):
    """A table row, or a line of prose (one cell). ``piece`` numbers the table pieces between page breaks.

    ``outside`` says that it is surely no part of an indicator table: an
    author's own file keeps text and tables apart, a converted one prints pieces of cells between them.
    """

    piece: int = 0
    prose: bool = False
    outside: bool = False

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """What each of the filled cells may mean as a head."""
        return tuple(map(header, self.texts))

    @cached_property
    def has_levels(self) -> bool:
        """Whether the line holds an indicator: two level words side by side, or glued into one cell."""
        texts = [cell.text for cell in self.cells if not is_amount(cell.text)]  # a weight may stand between
        if any(one and two and level(1, one) and level(2, two) for one, two in pairwise(texts)):
            return True
        return any("指标" in text and glued_level().match(fold(text)) for text in texts)


def lines_of(document: Document) -> tuple[Line, ...]:
    """Return all lines of ``document``; blocks that follow each other without a gap are one piece."""
    found: list[Line] = []
    parts = (part for run in _runs(document) for part in _parts(run, converted=document.converted))
    for piece, (rows, outside) in enumerate(parts):
        for row, prose in _mended(rows):
            if row.filled:
                found.append(Line(row.cells, row.place, piece, prose, outside or (prose and not document.converted)))
    return tuple(found)


def _parts(run: list[_Entry], *, converted: bool) -> Iterator[tuple[list[_Entry], bool]]:
    """Yield (rows, whether they surely are no indicator table) of a run: a list right below a table is apart."""
    body = [row for row, prose in run if not prose]
    bound = binding(body)
    if not body or is_foreign(body, bound, converted=converted):
        yield run, bool(body)
        return
    before: list[_Entry] = []
    for prose, entries in groupby(run, key=lambda entry: entry[1]):
        rows = [row for row, _ in entries]
        at = len(rows) if prose else _list_at(rows, bound, converted=converted)
        before += [(row, prose) for row in rows[:at]]
        if rows[at:]:
            if before:
                yield before, False
            yield [(row, False) for row in _narrowed(rows[at:])], True
            before = []
    if before:
        yield before, False


def _list_at(rows: Sequence[Row], bound: Set[int], *, converted: bool) -> int:
    """Return the row at which a list begins that is no part of the table before it, len(rows) where none does."""
    return 0 if is_foreign(rows, bound, converted=True) else list_below(rows, bound, converted=converted)


def _narrowed(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a list without the blank cells of the table above it."""
    width = max(at for row in rows for at, cell in enumerate(row.cells) if cell.text) + 1
    return [replace(row, cells=row.cells[:width]) for row in rows]


def _runs(document: Document) -> Iterator[list[_Entry]]:
    """Yield the rows of neighbouring blocks together; a blank line or a new page parts them."""
    run: list[_Entry] = []
    last = Place()
    head: CopiedHead | None = None
    for block in _blocks(document):
        if not isinstance(block, Grid):
            head = head if _names_project(block.text) else None
            entries = _entries(block, document.converted)
        elif document.converted:
            rows, head = squared(unpadded(block.rows), head)
            entries = _entries(replace(block, rows=rows), document.converted)
        elif is_padded(block.rows):
            rows, head = squared(unpadded(block.rows), None)
            entries = _entries(replace(block, rows=rows), document.converted)
        else:
            entries = _entries(block, document.converted)
        if entries and not _follows(last, entries[0][0].place):
            yield run
            run = []
        run += entries
        last = entries[-1][0].place if entries else last
    yield run


def _names_project(text: str) -> bool:
    """Return whether a line between rows only says to which project the rows below it belong (项目名称:…)."""
    return "project" in header(fold(text).partition(":")[0])


def _blocks(document: Document) -> Iterator[Prose | Grid]:
    """Yield the blocks, tables side by side one after the other; a PDF prints its own tables apart."""
    for block in whole(document.blocks):
        yield from apart(shared_columns(block)) if isinstance(block, Grid) else (block,)


def _entries(block: Prose | Grid, converted: bool) -> list[_Entry]:
    if not isinstance(block, Grid):
        return [(Row((Cell(block.text, block.place),), block.place), True)]
    rows = spread(block.rows)
    return [(row, False) for row in rows] if converted else list(framed(rows))


def _follows(before: Place, after: Place) -> bool:
    return (
        before.line is not None
        and after.line is not None
        and after.line - before.line == 1
        and before.page == after.page
    )


def _mended(rows: list[_Entry]) -> list[_Entry]:
    """Return the rows with those put together again that line breaks inside a cell had cut into pieces.

    Neighbours are one row where none of them is complete and together they have exactly the usual number of cells.
    """
    widths = Counter(len(row.cells) for row, prose in rows if not prose)
    usual = widths.most_common(1)[0][0] if widths else 0
    if usual <= 1 or len(widths) == 1:
        return rows
    mended: list[_Entry] = []
    index = 0
    while index < len(rows):
        count = _pieces(rows[index : index + _MOST_PIECES], usual)
        mended.append(_joint([row for row, _ in rows[index : index + count]]) if count > 1 else rows[index])
        index += count
    return mended


def _pieces(rows: list[_Entry], usual: int) -> int:
    """Return how many of ``rows``, from the first on, are the pieces of one row (1 where it stands alone)."""
    first, prose = rows[0]
    width = len(first.cells)
    if prose or width >= usual or _labels(first):
        return 1
    for index, (row, _) in enumerate(rows[1:], 1):
        width += len(row.cells) - 1
        if width > usual or not row.cells[0].text or len(row.cells) >= usual or _begins(row, rows[index - 1][0]):
            return 1
        if width == usual and len(row.cells) > 1:
            return index + 1
    return 1


def _labels(row: Row) -> bool:
    """Return whether a row begins with a label, known or not (其中：省级补助): no piece of another row."""
    text = row.cells[0].text
    return bool(header(text)) or text.startswith("其中")


def _begins(row: Row, before: Row) -> bool:
    """Return whether a row begins with a label or a whole level (经济 and 效益指标 in two rows are one level)."""
    text = row.cells[0].text
    return _labels(row) or (is_level(text) and not is_level(before.cells[-1].text + text))


def _joint(rows: list[Row]) -> _Entry:
    cells = list(rows[0].cells)
    for row in rows[1:]:
        cells[-1] = Cell(f"{cells[-1].text} {row.cells[0].text}".strip(), cells[-1].place)
        cells += row.cells[1:]
    return Row(tuple(cells), rows[0].place), False
