"""Excel workbooks (xlsx, xlsm): every sheet with the numbers as it shows them, merged cells, hidden rows said.

Read with lxml straight from the parts: openpyxl in its fast mode loses merged cells and hidden rows, python-calamine
gives no number formats. Format: ECMA-376 part 1, 18 (SpreadsheetML).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers.archive import Archive
from auditor.readers.gridding import flat
from auditor.readers.office.drawings import Drawing, drawing
from auditor.readers.office.parts import Parts, main_part, relations
from auditor.readers.office.sheets import Sheet, blocks
from auditor.readers.office.shown import BUILTIN, number
from auditor.readers.xmlparts import Element, attribute, elements, local, tree, whole
from auditor.records.document import Document, Grid, Picture, Problem, Prose
from auditor.records.place import Place

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
# Surrogates stay as they are written: half a character cannot be written to any report.
_ESCAPE = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"
# No formula goes on with a character behind a number (1000元/人·月), and none is a word alone (良好).
_TARGET = re.compile(r"\d[\d.,]*\s?[%‰]?(?:/?[\u4e00-\u9fff][^()!'\"]*)?|[\u4e00-\u9fff][\d\u4e00-\u9fff]{1,15}")
_WIDEST = 16384
_LONGEST = 1048576


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets of a workbook share: texts, number formats by style, the date system."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]
    is_1904: bool


def read(data: bytes, source: str, sha256: str, limits: Limits) -> Document:
    """Return the Document in an Excel workbook. Raises UnreadableError where it is none, damaged or too large."""
    archive = Archive(data, source, limits)
    main = main_part(archive, source, "xl/workbook.xml")
    root = tree(archive.read(main), source)
    parts = relations(archive, main, source)
    book = _Book(_strings(archive, source, parts), _formats(archive, source, parts), _is_1904(root))
    found: list[Prose | Grid] = []
    problems = list(_warnings(archive))
    pictures: list[Picture] = []
    for name, part, hidden in _sheets(parts, root):
        sheet = Sheet(name, hidden=hidden)
        try:
            if part not in archive:
                raise UnreadableError("文件里缺少它的内容，请用原软件打开后另存再审。", source=source)
            _fill(sheet, archive.read(part), book, (source, limits.max_cells))
        except UnreadableError as error:
            message = f"工作表“{name}”没有读全：{error.message}"
            problems.append(Problem("read.sheet", message, Place(sheet=name), partial=True))
        more, said = blocks(sheet, limits.max_cells)
        drawn = drawing(archive, part, source)
        if (drawn.texts or drawn.pictures) and not more:
            found.append(Prose(flat(name), Place(sheet=name)))
        found += [*more, *(Prose(text, Place(sheet=name)) for text in drawn.texts)]
        pictures += [Picture(len(found), Place(sheet=name), large) for large in drawn.pictures]
        problems += [*said, *_only_picture(name, sheet, drawn)]
    everything = tuple(problems)
    return Document(source, sha256, "xlsx", tuple(found), everything, converted=False, pictures=tuple(pictures))


def _only_picture(name: str, sheet: Sheet, drawn: Drawing) -> Iterable[Problem]:
    """Yield the problem of a sheet that shows a large picture and not a cell."""
    if any(drawn.pictures) and not sheet.texts:
        yield Problem("read.picture", f"工作表“{name}”只有图片，图片中的文字没有读。", Place(sheet=name), partial=True)


def _sheets(parts: Parts, root: Element) -> Iterable[tuple[str, str, bool]]:
    """Yield (name, part, hidden) of every sheet with cells in the order of the tabs; the part "" is not in the file."""
    for sheet in root.iter("{*}sheet"):
        # The id is r:id; sheetId is another attribute.
        key = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        kind, part = parts.get(key, ("worksheet", ""))
        if kind == "worksheet":
            yield attribute(sheet, "name"), part, attribute(sheet, "state") in {"hidden", "veryHidden"}


def _part(archive: Archive, parts: Parts, kind: str) -> str:
    """Return the name of the one part of a kind, "" where the file has none."""
    return next((name for found, name in parts.values() if found == kind and name in archive), "")


def _strings(archive: Archive, source: str, parts: Parts) -> tuple[str, ...]:
    name = _part(archive, parts, "sharedStrings")
    if not name:
        return ()
    return tuple(flat(_text(item)) for item in elements(archive.read(name), ("si",), source))


def _text(item: Element) -> str:
    """Return the text of a string item: its runs joined, without the reading aid of phonetic runs."""
    if len(item) == 1 and local(item[0]) == "t":
        return _unescaped(item[0].text or "")
    pieces = []
    for child in item.iter("{*}t"):
        parent = child.getparent()
        if child.text and (parent is None or local(parent) != "rPh"):
            pieces.append(child.text)
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _formats(archive: Archive, source: str, parts: Parts) -> tuple[str, ...]:
    """Return the number format of every cell style."""
    name = _part(archive, parts, "styles")
    if not name:
        return ()
    root = tree(archive.read(name), source)
    own = {whole(attribute(item, "numFmtId")): attribute(item, "formatCode") for item in root.iter("{*}numFmt")}
    styles = next(root.iter("{*}cellXfs"), None)
    codes = [whole(attribute(style, "numFmtId")) for style in (styles if styles is not None else ())]
    return tuple(own.get(code) or BUILTIN.get(code, "General") for code in codes)


def _is_1904(root: Element) -> bool:
    return any(attribute(item, "date1904") in {"1", "true"} for item in root.iter("{*}workbookPr"))


def _fill(sheet: Sheet, data: bytes, book: _Book, bounds: tuple[str, int]) -> None:
    """Read the sheet's XML into ``sheet``; ``bounds`` are the source and the most cells to keep."""
    source, most = bounds
    row_number = -1
    rows: set[int] = set()
    for element in elements(data, ("row", "col", "mergeCell"), source):
        kind = local(element)
        if kind == "row":
            row_number = whole(element.get("r"), row_number + 2, _LONGEST) - 1
            if row_number in rows:
                sheet.twice.append(row_number)
            rows.add(row_number)
            if len(sheet.texts) >= most:
                sheet.cut = True
            else:
                _row(sheet, element, row_number, book)
        elif kind == "col":
            if _is_hidden(element):
                first, last = whole(element.get("min"), 1, _WIDEST), whole(element.get("max"), 1, _WIDEST)
                sheet.hidden_columns.update(range(first - 1, last))
        else:
            _merge(sheet, attribute(element, "ref"))


def _row(sheet: Sheet, element: Element, row: int, book: _Book) -> None:
    if _is_hidden(element):
        sheet.hidden_rows.add(row)
    column = -1
    for cell in element:
        reference = cell.get("r")
        column = _column(reference.rstrip(_DIGITS)) if reference else column + 1
        if not len(cell) or not 0 <= column < _WIDEST:
            continue
        text = _shown(cell, book)
        if text:
            if sheet.texts.get((row, column), text) != text:
                text = f"{sheet.texts[row, column]} {text}"
            sheet.texts[row, column] = text
            if cell.get("t") == "e":
                sheet.errors.append((row, column))
        elif text is None:
            sheet.unread.append((row, column))


def _is_hidden(element: Element) -> bool:
    flag = element.get("hidden") in {"1", "true"}
    return flag or element.get("ht") == "0" or element.get("width") == "0"


def _shown(cell: Element, book: _Book) -> str | None:
    """Return the text that a cell shows, None where a formula holds no result."""
    kind = cell.get("t", "n")
    # In order: formula, value, inline text, extensions. What the cell shows is the last before the extensions.
    last = cell[-1]
    if last.tag.endswith("}extLst") and len(cell) > 1:
        last = cell[-2]
    if last.tag.endswith("}is"):
        return flat(_text(last))
    value = (last.text or "") if last.tag.endswith("}v") else ""
    if not value:
        formula = cell.find("{*}f")
        if kind == "str" or formula is None:
            return ""
        # A program that writes “=100%” into a cell means the text, though it makes a formula without a result.
        text = formula.text or ""
        return f"={text}" if _TARGET.fullmatch(text) else None
    return _value(kind, value, cell.get("s"), book)


def _value(kind: str, value: str, style: str | None, book: _Book) -> str:
    """Return the text of a value of type ``kind``: a shared text, a number, a truth value, a text or an error."""
    if kind == "s":
        index = whole(value, len(book.strings))
        return book.strings[index] if index < len(book.strings) else ""
    if kind == "n":
        return _number(value, style, book)
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    return flat(_unescaped(value))


def _number(value: str, style: str | None, book: _Book) -> str:
    index = whole(style)
    code = book.formats[index] if index < len(book.formats) else "General"
    return _formatted(value, code, book.is_1904)


@lru_cache(maxsize=1 << 14)
def _formatted(value: str, code: str, is_1904: bool) -> str:
    try:
        return number(float(value), code, is_1904)
    except ValueError:
        return flat(value)


@lru_cache(maxsize=1 << 12)
def _column(name: str) -> int:
    """Return the 0-based number of a column named by letters; out of any sheet where they are none."""
    if not name.isalpha() or not name.isascii() or len(name) > 3:
        return _WIDEST
    number_ = 0
    for letter in name.upper():
        number_ = number_ * 26 + ord(letter) - 64
    return number_ - 1


def _merge(sheet: Sheet, reference: str) -> None:
    corners = [_REFERENCE.fullmatch(part) for part in reference.split(":")]
    if len(corners) != 2 or not corners[0] or not corners[1]:
        return
    left, right = (_column(corner.group(1)) for corner in corners if corner)
    top, bottom = (int(corner.group(2)) - 1 for corner in corners if corner)
    if left <= right < _WIDEST and top <= bottom < _LONGEST:
        sheet.merges[top, left] = (bottom - top + 1, right - left + 1)


def _warnings(archive: Archive) -> Iterable[Problem]:
    """Yield what the file holds that is not read."""
    names = archive.names
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield Problem("read.macro", "文件带有宏，宏没有运行。")
    if any("/externalLinks/" in name for name in names):
        yield Problem("read.external", "表格引用了其他文件，取的是上次保存的数值，没有打开被引用的文件。")
    pictures = sum("/media/" in name for name in names)
    if pictures:
        yield Problem("read.picture", f"文件里有 {pictures} 张图片，图片中的文字没有读。")
