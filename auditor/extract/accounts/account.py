"""The account of a document: every cell is in a record, knowingly left aside with its class, or in a problem."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from auditor.extract.accounts.kept import Kept, rows_in
from auditor.extract.layout.profile import is_kind
from auditor.extract.lines.fund_heads import heads_funds
from auditor.extract.lines.heads import divides_reasons, heads_by_place, is_header, is_upper, repeats_head, sub_heads
from auditor.extract.lines.stream import Line
from auditor.extract.projects.head_words import heads_list
from auditor.extract.projects.table12 import unplaced
from auditor.extract.rows.forms import is_heading
from auditor.extract.segments.captions import YEAR, is_body
from auditor.extract.segments.remarks import remarks
from auditor.extract.segments.said import names_rest, names_year
from auditor.extract.segments.suspects import is_row, is_target
from auditor.extract.segments.tables import AGAIN, Segment, is_title
from auditor.extract.words.furniture import PAGE_NUMBER, counts_columns, heads_answers, leads_on
from auditor.extract.words.keys import fold, tidy
from auditor.extract.words.lead import SUM, TOTAL, is_amount, is_sum
from auditor.extract.words.notes import is_note, is_remark, is_signed, tells_of_funds
from auditor.extract.words.vocabulary import header, level, overall_label
from auditor.records.aside import Aside, AsideKind
from auditor.records.budget import TableLayout
from auditor.records.document import Cell, Document, Grid, Problem, Prose, Row
from auditor.records.place import NOWHERE, Place
from auditor.text.money import says_nothing

_COUNTED = re.compile(r"(?:第|项目)(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:个项目)?[:、.]?")
_RUNNING = re.compile(r"\d{1,4}")
_CAPTION = re.compile(r"[(]?(?:金额)?单位[:(].*$")
_NOTHING = re.compile(r"[\W_]*")
_QUOTED = re.compile(r"“([^”]+)”")
_COLUMN = "extract.column"
_HEAD_SHARE = 0.6
_OWN = frozenset({"level1", "level2", "name", "operator", "value", "unit"})
_MOST_ROWS = 30


@dataclass(slots=True)
class _Table:
    """A table 12 or 13: its lines, and where the columns stand that are known and kept out.

    Most rows are held whole by the records: only where a cell is left do ``passed`` lines have to tell the columns.
    """

    lines: Sequence[Line]
    kept_out: frozenset[str]
    base: int = -1
    columns: set[int] = field(default_factory=set)
    passed: list[int] = field(default_factory=list)
    heads: dict[int, bool] = field(default_factory=dict)

    def class_of(self, number: int, at: int) -> AsideKind | None:
        """Return what the cell in column ``at`` of a line is where no record holds it, None where it is content."""
        return "head" if self._is_head(number) else _class_of(self.lines[number], at, self)

    def _is_head(self, number: int) -> bool:
        if number not in self.heads:
            self.heads[number] = _is_head(self.lines, number)
        return self.heads[number]

    def _learn(self, line: Line) -> None:
        """Take from a row of the head where the columns stand that are kept out."""
        words = [header(cell.text) for cell in line.cells]
        first = [at for at, each in enumerate(words) if each & {"level1", "level2", "name"}]
        self.base = first[0] if first and self.base < 0 else self.base
        self.columns |= {at for at, cell in enumerate(line.cells) if fold(cell.text) in self.kept_out}
        # 指标值类型 only counts where no operator is printed, 序号 never.
        self.columns |= {at for at, each in enumerate(words) if each in ({"polarity"}, {"serial"})}

    def leaves_out(self, line: Line, at: int) -> bool:
        """Return whether the cell in column ``at`` stands in such a column, also where the row is moved."""
        for number in self.passed:
            if self._is_head(number):
                self._learn(self.lines[number])
        self.passed = []
        first = next((n for n, cell in enumerate(line.cells) if level(1, cell.text)), self.base)
        return at in self.columns or at - first + self.base in self.columns


class _Account:
    """Enters the cells of a document one by one."""

    def __init__(self, kept: Kept, document: Document) -> None:
        self.aside: list[Aside] = []
        self.lost: list[tuple[Place, list[Cell]]] = []
        self._kept = kept
        self._repeats = Counter(text for block in document.blocks for text in _lines(block))
        # Only the cells of a page can be joined with those of the next.
        self._printed = {c.place: c.text for block in document.blocks for c in _cells_of(block) if c.place.bbox}
        self._rests: Counter[str] = Counter()  # what lines say more than the cells in whose place they say it

    def leave(self, kind: AsideKind, cells: Iterable[Cell]) -> None:
        """Enter cells as left aside."""
        self.aside += [Aside(kind, cell) for cell in cells if cell.text]

    def join(self, cell: Cell) -> None:
        """Note what a cell of a line says more than that of the source: the rest of it was printed elsewhere."""
        printed = self._printed.get(cell.place, cell.text) if self._printed else cell.text
        if printed != cell.text and printed and cell.text.startswith(printed):
            self._rests[cell.text[len(printed) :]] += 1

    def enter_table(self, segment: Segment, table: _Table) -> None:
        """Enter the lines of a segment; of any other table only the prose, its rows are kept whole."""
        rows = [at for at, line in enumerate(segment.lines) if not line.prose]
        first, last = (rows[0], rows[-1]) if segment.kind and rows else (0, -1)
        notes = remarks(segment.lines)
        levels = (at for at in reversed(rows) if segment.lines[at].has_levels)
        unnoted = (at for at in reversed(rows) if not notes[at])
        indicators = next(levels, next(unnoted, last)) if segment.kind else last
        for at, line in enumerate(segment.lines):
            if (notes[at] and at > indicators) or (first <= at <= last and at > indicators and is_signed(line.texts)):
                self._settle(line.place, line.filled, lambda _: "note")
            elif first <= at <= last:
                self._enter(line, at, table)
            elif line.prose:
                self._settle(line.place, line.cells[:1], partial(self._of_beside, segment, line))

    def _enter(self, line: Line, number: int, table: _Table) -> None:
        if line.prose:
            self._settle(line.place, line.cells[:1], lambda _: self._of_prose(line))
        else:
            self._settle(line.place, line.cells, partial(table.class_of, number))
            table.passed.append(number)

    def enter_rest(self, block: Prose | Grid, seen: Container[object]) -> None:
        """Enter what is among no lines: titles and captions, heads printed again, running numbers, page numbers.

        What stays are pieces of cells that were joined to the row before, which records hold.
        """
        if isinstance(block, Prose):
            if (block.place, block.text) not in seen:
                self._settle(block.place, [Cell(block.text, block.place)], lambda _: _of_lone(block.text))
            return
        for row in block.rows:
            rest = [cell for cell in row.filled if not _is_seen(cell, seen) and not self._is_rest(cell)]
            if not rest:
                continue
            texts = row.texts
            heads = sum(1 for text in texts if header(text))
            same = self._repeats[_text(row)] > 1 and not any(level(1, text) or is_amount(text) for text in texts)
            again = same or heads >= _HEAD_SHARE * max(1, len(texts)) or counts_columns(texts)
            # A title may stand in one row of a sheet with what is beside its table.
            lone, beside = (len(set(one)) == 1 for one in (texts, [cell.text for cell in rest]))
            kinds = [None if lone else _of_cell(cell.text) for cell in rest]
            kinds = [kind or (_of_lone(cell.text) if beside else None) for kind, cell in zip(kinds, rest, strict=True)]
            self._settle(row.place, rest, ["repeated" if again else kind for kind in kinds].__getitem__)

    def _is_rest(self, cell: Cell) -> bool:
        """Return whether a cell is such a rest: what becomes of the whole is told where the whole is."""
        if not self._rests[cell.text]:
            return False
        self._rests[cell.text] -= 1
        return True

    def _of_beside(self, segment: Segment, line: Line, _: int) -> AsideKind | None:
        """Return what a line of text below or above the rows of a table is."""
        if segment.kind and is_target(line.cells[0].text) and not is_remark(line.texts):
            return None
        return self._of_prose(line) or _of_text(line)

    def _of_prose(self, line: Line) -> AsideKind | None:
        key = fold(line.cells[0].text)
        if PAGE_NUMBER.fullmatch(key) or self._repeats[key] > 1:
            return "furniture"
        if is_note(key) or leads_on(key):
            return "note"
        if tells_of_funds(line.cells[0].text) and not is_target(line.cells[0].text):
            return "prose"
        if line.outside and not is_row(line.cells[0].text):
            return "prose"
        # The heading of a part of a form, copied as text (年度绩效目标).
        return None if line.outside else "head" if is_heading(line) else _label_of(line.cells[0])

    def _settle(self, place: Place, cells: Iterable[Cell], kind_of: Callable[[int], AsideKind | None]) -> None:
        """Enter the cells of a row; ``kind_of`` says what the one at an index is where no record holds it."""
        lost = []
        for at, cell in enumerate(cells):
            if not cell.text or self._kept.holds(cell):
                continue
            if kind := kind_of(at) or ("serial" if _COUNTED.fullmatch(fold(cell.text)) else None):
                self.leave(kind, [cell])
            elif not (_NOTHING.fullmatch(fold(cell.text)) or says_nothing(cell.text)):
                lost.append(cell)
        if lost:
            self.lost.append((place, lost))


def account(
    document: Document, segments: Sequence[Segment], layouts: Sequence[TableLayout], kept: Sequence[object]
) -> tuple[tuple[Aside, ...], tuple[Problem, ...]]:
    """Return (what was left aside, the problems of cells that are nowhere else).

    ``kept`` are the records of tables 12 and 13, and the problems that extraction has said; ``layouts`` how these
    tables were read, in their order. The other tables keep all their cells, so they need no account.
    """
    index = Kept(rows_in(document.blocks))
    for record in kept:
        index.add(record)
    book = _Account(index, document)
    said = frozenset(head for problem in kept if isinstance(problem, Problem) for head in _quoted(problem))
    ways = list(layouts)
    prose = {block.text for block in document.blocks if isinstance(block, Prose)}
    seen: set[object] = set()
    for segment in segments:
        way = next((each for each in ways if (each.table, each.place) == (segment.kind, segment.place)), None)
        # A second column for a part of the indicator, of which nothing was said, is content.
        heads = frozenset(fold(head) for head in way.ignored if not header(head) & _OWN) if way else frozenset()
        if way:
            ways.remove(way)
        if not segment.kind:
            index.add(tuple(cell for line in segment.lines if not line.prose for cell in line.filled))
        book.enter_table(segment, _Table(segment.lines, heads | said))
        book.leave("caption", segment.captions)
        for cell in (*segment.captions, *(cell for line in segment.lines for cell in line.filled)):
            seen.add(id(cell))
            book.join(cell)
            if cell.text in prose:
                seen.add((cell.place, cell.text))
        # A text over a whole row of a table is a line of text, in a cell of its own.
        seen.update((line.cells[0].place, line.cells[0].text) for line in segment.lines if line.prose)
    for block in document.blocks:
        book.enter_rest(block, seen)
    return tuple(book.aside), tuple(_problems(book.lost))


def _is_seen(cell: Cell, seen: Container[object]) -> bool:
    return id(cell) in seen or (cell.place != NOWHERE and (cell.place, cell.text) in seen)


def _cells_of(block: Prose | Grid) -> Iterator[Cell]:
    return iter(()) if isinstance(block, Prose) else (cell for row in block.rows for cell in row.filled)


def _is_head(lines: Sequence[Line], at: int) -> bool:
    if (
        is_header(lines[at])
        or heads_funds(lines[at].filled)
        or repeats_head(lines, at)
        or heads_by_place(lines, at)
        or divides_reasons(lines, at)
    ):
        return True
    if is_upper(lines, at) and (is_header(lines[at + 1]) or heads_by_place(lines, at + 1)):
        return True
    return at > 0 and is_header(lines[at - 1]) and sub_heads(lines, at - 1) > 0


def _class_of(line: Line, at: int, table: _Table) -> AsideKind | None:
    """Return what the cell in column ``at`` of a row is where no record holds it, None where it is content."""
    cell = line.cells[at]
    if table.leaves_out(line, at) or is_kind(cell.text):
        return "column"
    labelled = any(TOTAL.fullmatch(fold(each.text)) for each in line.filled)
    if is_sum(line.texts) or (
        labelled and (is_amount(cell.text) or TOTAL.fullmatch(fold(cell.text)) or _label_of(cell))
    ):
        return "total"
    if SUM.fullmatch(fold(cell.text)) and any(is_amount(each.text) for each in line.filled):
        return "total"  # 某项目小计 beside its points: what they are of
    if is_heading(line) or heads_answers(line.texts):
        return "head"
    if is_body(cell.text):
        return "caption"
    if is_note(cell.text) and all(is_note(each.text) for each in line.filled):
        return "note"
    return "label" if names_rest(cell.text, line) or names_year(cell.text, line) else _label_of(cell)


def _label_of(cell: Cell) -> AsideKind | None:
    return "label" if header(cell.text) or overall_label(cell.text) or heads_list(cell.text) else None


def _of_text(line: Line) -> AsideKind | None:
    """Return what a line is below a table or outside any: running text, but not where it reads like a row."""
    return None if is_row(line.cells[0].text) else "prose"


def _of_lone(text: str) -> AsideKind | None:
    """Return what a text is that stands alone in its row, or outside any table, and is among no lines."""
    key = fold(text)
    if PAGE_NUMBER.fullmatch(key) or AGAIN.fullmatch(key):
        return "furniture"
    title = _CAPTION.sub("", key.strip("#*"))
    if heads_list(text):
        return "label"
    return "title" if is_title(title) else "caption" if title != key or YEAR.fullmatch(key) else None


def _of_cell(text: str) -> AsideKind | None:
    """Return what a cell is that is among no lines: a running number, a unit, or a label."""
    if _RUNNING.fullmatch(fold(text)):
        return "serial"
    if _CAPTION.match(fold(text)) or YEAR.fullmatch(fold(text)):
        return "caption"
    return "label" if header(text) or overall_label(text) else None


def _quoted(problem: Problem) -> Iterator[str]:
    """Yield the folded heads of columns that a problem says were not taken."""
    if problem.code == _COLUMN:
        for head in _QUOTED.findall(problem.message):
            yield from (fold(head), fold(head.rpartition("/")[2]))


def _lines(block: Prose | Grid) -> Iterator[str]:
    if isinstance(block, Prose):
        yield fold(block.text)
    else:
        yield from (_text(row) for row in block.rows)


def _text(row: Row) -> str:
    return "\0".join(map(fold, [cell.text for cell in row.cells]))


def _unread(cell: Cell, place: Place) -> Problem:
    message = (
        f"“{tidy(cell.text)}”疑似绩效指标，但文字粘连或不在表格里，分不出单元格，没有读入；"
        "请从原件把表格复制到表格软件（每个单元格一列）后另存再审。"
    )
    return Problem("extract.unread-row", message, place, partial=True)


def _problems(lost: Sequence[tuple[Place, list[Cell]]]) -> Iterator[Problem]:
    """Yield a problem for each of the first rows with lost cells, and one for the rest."""
    for place, cells in lost[:_MOST_ROWS]:
        row = next((cell for cell in cells if is_row(cell.text) or is_target(cell.text)), None)
        yield _unread(row, place) if row else unplaced(cells, place, "这一行有内容没有读进任何一栏")
    rest = lost[_MOST_ROWS:]
    if rest:
        message = f"另有 {len(rest)} 行的内容没有读进任何一栏，请核对原件。"
        yield Problem("extract.unplaced", message, rest[0][0], partial=True)
