"""What the records of a budget and its problems say, by the row of the source in which it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache, lru_cache
from operator import attrgetter

from auditor.extract.rows.indicator import sign_of
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import is_amount
from auditor.extract.words.numbering import without_number
from auditor.extract.words.short_labels import in_full
from auditor.extract.words.vocabulary import header, is_around_project, overall_label
from auditor.records.budget import Indicator, Money, Overall, Project
from auditor.records.document import Cell, Grid, Prose
from auditor.records.place import NOWHERE, Place
from auditor.text.codes import CODE_START

_DASH = re.compile(r"[-—–－_]")
# A letter behind it: 125.00 is no code of .00, of which other amounts are full.
_AGENCY_CODE = re.compile(r"^\d{3,9}(?=[^\W\d_])")
_BEFORE = re.compile(r"([0-9A-Za-z]{5,})[/:]*")
_BEHIND = re.compile(r"[/:(\[【]*([0-9A-Za-z]{5,})[)\]】]*$")
_MARKS = ":;,.、()"
_SAYS_NOTHING = re.compile(r"[\W_]*")
# What is said of a number and changes nothing, the year of an amount, and the numbers of items (2.质量指标:…).
_BEFORE_NUMBER = re.compile(
    r"[\W_]*(?:达到?|实现|\(含\)|(?:[本当]年度?|20\d\d年度?):|(?:指标|目标)\d{1,2}:|\(?[一二三四五六七八九十\d]{1,2}[.、)])[\W_]*"
)
_NEAR = 200  # rows
_BESIDE = 3  # rows
_ABOVE = 12  # rows: a head that is printed again, and what every page has
_MOST_SEARCHES = 500
_LEAST = 2  # characters: a shorter text found somewhere else proves nothing
_LONGEST_CODE = 80
_SHORTEST_NAME, _LONGEST_HEADING = 3, 120
_GAP = "\0"
_DEPARTMENT = ""  # the project of the indicators of a department


@lru_cache(maxsize=1 << 14)
def bare(text: str) -> str:
    """Return the comparison key of a text without dashes, which codes and names lose when they are parted."""
    return _DASH.sub("", fold(text))


@dataclass(slots=True)
class _Texts:
    """Texts looked through together; one is joined of them, parted so that nothing is found over the end of another."""

    parts: dict[str, None] = field(default_factory=dict)
    _joined: tuple[int, str] = (0, "")

    def hold(self, key: str) -> bool:
        """Return whether one of the texts holds ``key``."""
        if len(self.parts) != self._joined[0]:
            self._joined = (len(self.parts), _GAP.join(self.parts))
        return key in self._joined[1]


_NONE = _Texts()


@dataclass(slots=True)
class Kept:
    """The texts of records and problems, by the row in which they stand.

    ``row_of`` numbers the rows of the source by the places of their cells. A text of a project (its name, its
    objective) may be put together from the pieces of many rows: it counts in the rows around it, and anywhere as a
    whole. ``_names`` are the names of projects with what a heading may say of them: amounts and agency. ``_owned`` are
    the amounts of the project (or department) to which a row belongs, by row: a row may repeat them. ``_left`` bounds
    how often a piece may be looked for in the whole document. ``_cells`` are the cells that records keep as the source
    prints them, by id: most are, and need no search.
    """

    row_of: dict[Place, int]
    _by_row: defaultdict[int, _Texts] = field(default_factory=lambda: defaultdict(_Texts))
    _near: defaultdict[int, _Texts] = field(default_factory=lambda: defaultdict(_Texts))
    _whole: _Texts = field(default_factory=_Texts)
    _cells: dict[int, Cell] = field(default_factory=dict)
    _amounts: dict[str, set[str]] = field(default_factory=dict)
    _owned: dict[int, set[str]] = field(default_factory=dict)
    _left: int = _MOST_SEARCHES
    _names: dict[str, set[str]] = field(default_factory=dict)

    def add(self, record: object) -> None:
        """Add every text of a record, or what a problem quotes; a project comes before its indicators."""
        own = getattr(record, "place", NOWHERE)
        row = self.row_of.get(own, -1)
        self._own(record, row)
        last, here, rows = own, row, {row} - {-1}
        for text, place, cell in (*_whole(record), *_said(record)):
            if place is not last:
                last, here = place, self.row_of.get(place, -1)
                rows = {row, here} - {-1}
            if cell and here >= 0:
                self._cells[id(cell)] = cell
            if key := bare(text):
                self._whole.parts[key] = None
                for at in rows:
                    self._by_row[at].parts[key] = None
                    self._near[at // _NEAR].parts[key] = None

    def _own(self, record: object, row: int) -> None:
        if isinstance(record, Project | Overall):
            owner = record.key if isinstance(record, Project) else _DEPARTMENT
            amounts = self._amounts.setdefault(owner, set())
            amounts.update(_amounts_of(record))
            if isinstance(record, Project) and len(name := bare(record.name.text)) >= _SHORTEST_NAME:
                self._names[name] = {*amounts, bare(record.agency)} - {""}
        elif isinstance(record, Indicator) and row >= 0:
            self._owned[row] = self._amounts.get(record.project, set())

    def holds(self, cell: Cell) -> bool:
        """Return whether all that the cell says stands in a record or a problem: in its row, or in a joined text."""
        if id(cell) in self._cells:
            return True
        key = bare(cell.text)
        row = self.row_of.get(cell.place, -1)
        if self._holds(key, row):
            return True
        named = self._without_code(key) or _AGENCY_CODE.sub("", key)
        return (named not in {"", key} and self._holds(named, row)) or self._is_heading(key)

    def _is_heading(self, key: str) -> bool:
        """Return whether a text only names a project, as the heading above its table does (2.…项目, 85万元)."""
        if len(key) > _LONGEST_HEADING or self._left < 0:
            return False
        self._left -= 1
        name = max((name for name in self._names if name in key), key=len, default="")
        if not name:
            return False
        rest = key.replace(name, _GAP)
        for said in sorted(self._names[name], key=len, reverse=True):
            rest = rest.replace(said, _GAP)
        return all(map(is_around_project, rest.split(_GAP)))

    def _without_code(self, key: str) -> str:
        """Return the name in a text that begins or ends with the code of a project, "" where it holds none."""
        before = CODE_START.match(key) or _BEFORE.match(key)
        if before and before.group(before.lastindex or 0) in self._whole.parts:
            return key[before.end() :]
        # A search from every character of a long text would take the square of its length.
        behind = _BEHIND.search(key, max(0, len(key) - _LONGEST_CODE))
        return key[: behind.start()] if behind and behind.group(1) in self._whole.parts else ""

    def _holds(self, key: str, row: int) -> bool:
        if not key or _covered(key, self._by_row.get(row, _NONE)):
            return True
        beside = range(row - _BESIDE, row + _BESIDE + 1)
        if is_amount(key):
            # A number stands somewhere in every table: that proves nothing of this one.
            return key in self._owned.get(row, ()) or (len(key) >= _LEAST and _hold(self._by_row, beside, key))
        if len(key) < _LEAST:
            # One character stands in every row: that of a row with no record is the end of what was cut above it.
            above = next((at for at in range(row - 1, row - _ABOVE, -1) if at in self._by_row), row)
            ends = any(text.endswith(key) for text in self._by_row.get(above, _NONE).parts)
            return _hold(self._by_row, beside, key) if row in self._by_row else ends
        return key in self._whole.parts or self._holds_piece(key, row)

    def _holds_piece(self, key: str, row: int) -> bool:
        """Return whether a text of several rows holds ``key``: one around the row, or any while searches are left."""
        part = row // _NEAR
        if _hold(self._near, (part - 1, part, part + 1), key):
            return True
        self._left -= 1
        return self._left >= 0 and self._whole.hold(key)


def _hold(texts: Mapping[int, _Texts], numbers: Iterable[int], key: str) -> bool:
    """Return whether a text by one of the numbers holds ``key``."""
    return any(texts[number].hold(key) for number in numbers if number in texts)


def _amounts_of(record: Project | Overall) -> Iterator[str]:
    for each in fields(record):
        amount = getattr(record, each.name)
        if isinstance(amount, Money):
            yield bare(amount.cell.text)


def _whole(record: object) -> list[tuple[str, Place, Cell | None]]:
    """Return what is printed in one cell, which may be cut anywhere: code and name of a project, a target."""
    if isinstance(record, Project):
        return [(record.code + record.name.text, record.place, None)]
    if isinstance(record, Indicator):
        return [(record.operator.text + record.value.text + record.unit.text, record.value.place, None)]
    return []


def _said(record: object, place: Place = NOWHERE) -> Iterator[tuple[str, Place, Cell | None]]:
    """Yield (text, place, its cell if it has one) of all that a record says, whatever fields it has, or a tuple."""
    kind: type = type(record)
    own = getattr(record, "place", place)
    for part in record if isinstance(record, tuple) else _fields(kind)(record):
        if isinstance(part, Cell):
            if part.text:
                yield part.text, part.place, part
        elif isinstance(part, str):
            yield part, own, None
        elif not isinstance(part, Place):
            yield from _said(part, own)


@cache
def _fields(kind: type) -> Callable[[object], Iterable[object]]:
    """Return what gives the fields of a record of a class, nothing for any other class."""
    names = [each.name for each in fields(kind)] if is_dataclass(kind) else []
    return attrgetter(*names) if len(names) > 1 else lambda record: [getattr(record, name) for name in names]


def _covered(key: str, texts: _Texts) -> bool:
    """Return whether the texts, the longest first, say all of ``key`` but labels and signs (不低于 is read as ≥)."""
    if texts.hold(key):
        return True
    rest = key
    for text in sorted(texts.parts, key=len, reverse=True):
        rest = rest.replace(text, _GAP)
    return rest != key and all(_is_label(piece) for piece in rest.split(_GAP))


def _is_label(text: str) -> bool:
    label = without_number(text).strip(_MARKS)
    if _SAYS_NOTHING.fullmatch(text) or _BEFORE_NUMBER.fullmatch(text):
        return True
    return bool(header(label) or overall_label(label) or in_full(label) or sign_of(text))


def rows_in(blocks: Iterable[Prose | Grid]) -> dict[Place, int]:
    """Return the number of the row, or line of prose, in which each place of the source lies."""
    found: dict[Place, int] = {}
    number = 0
    for block in blocks:
        for places in _rows(block):
            number += 1
            for place in places:
                if place != NOWHERE:
                    found.setdefault(place, number)
    return found


def _rows(block: Prose | Grid) -> Iterator[list[Place]]:
    if isinstance(block, Prose):
        yield [block.place] if block.place.exact else []  # all lines of a page of a Word file have one place
        return
    for row in block.rows:
        yield [row.place, *(cell.place for cell in row.cells if cell.place is not row.place)]
