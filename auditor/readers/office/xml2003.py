"""XML Spreadsheet 2003, which many systems export under the name .xls.

Format: Microsoft XML Spreadsheet Reference (Office 2003).
"""

from __future__ import annotations

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers.gridding import flat
from auditor.readers.office.sheets import Sheet, blocks
from auditor.readers.office.shown import number
from auditor.readers.xmlparts import Element, attribute, local, tree, whole
from auditor.records.document import Document, Grid, Problem, Prose

_NAMED = {
    "Percent": "0.00%", "Standard": "#,##0.00", "Fixed": "0.00", "Currency": "¥#,##0.00", "Scientific": "0.00E+00",
}  # fmt: skip
_WIDEST, _LONGEST = 16384, 1048576


def read(data: bytes, source: str, sha256: str, limits: Limits) -> Document:
    """Return the Document in an XML spreadsheet. Raises UnreadableError where it is none, damaged or too large."""
    root = tree(data, source)
    if local(root) != "Workbook":
        raise UnreadableError("不认识的 XML 内容，请用表格软件另存为 xlsx 再试。", source=source)
    formats = _formats(root)
    found: list[Prose | Grid] = []
    problems: list[Problem] = []
    for page in root.iterchildren("{*}Worksheet"):
        sheet = Sheet(attribute(page, "Name"))
        sheet.hidden = any((item.text or "") != "SheetVisible" for item in page.iter("{*}Visible"))
        for table in page.iterchildren("{*}Table"):
            _fill(sheet, table, formats, limits.max_cells)
        more, said = blocks(sheet, limits.max_cells)
        found += more
        problems += said
    return Document(source, sha256, "xls", tuple(found), tuple(problems), converted=False)


def _formats(root: Element) -> dict[str, str]:
    """Return style id → number format."""
    return {
        attribute(style, "ID"): _NAMED.get(code, code)
        for style in root.iter("{*}Style")
        for item in style.iterchildren("{*}NumberFormat")
        if (code := attribute(item, "Format"))
    }


def _fill(sheet: Sheet, table: Element, formats: dict[str, str], most: int) -> None:
    row = column = -1
    for child in table:
        if local(child) == "Column":
            column = _index(child, column)
            if attribute(child, "Hidden") == "1":
                sheet.hidden_columns.update(range(column, min(column + 1 + _whole(child, "Span"), _WIDEST)))
            column += _whole(child, "Span")
        elif local(child) == "Row":
            row = _index(child, row)
            if len(sheet.texts) >= most or row >= _LONGEST:
                sheet.cut = True
                break
            if attribute(child, "Hidden") == "1":
                sheet.hidden_rows.add(row)
            _row(sheet, child, row, formats)
            row += _whole(child, "Span")


def _row(sheet: Sheet, line: Element, row: int, formats: dict[str, str]) -> None:
    column = -1
    for cell in line.iterchildren("{*}Cell"):
        column = _index(cell, column)
        if column >= _WIDEST:
            break
        across, down = _whole(cell, "MergeAcross"), _whole(cell, "MergeDown")
        if across or down:
            sheet.merges[row, column] = (down + 1, across + 1)
        data = next(cell.iterchildren("{*}Data"), None)
        text = "" if data is None else _shown(data, formats.get(attribute(cell, "StyleID"), "General"))
        if text:
            sheet.texts[row, column] = text
        elif data is None and attribute(cell, "Formula"):
            sheet.unread.append((row, column))
        column += across


def _shown(data: Element, code: str) -> str:
    text = "".join(str(piece) for piece in data.itertext())
    if attribute(data, "Type") == "Number":
        try:
            return number(float(text), code)
        except ValueError:
            return flat(text)
    if attribute(data, "Type") == "DateTime":
        return flat(text.removesuffix("T00:00:00.000").replace("T", " "))
    return flat(text)


def _index(element: Element, before: int) -> int:
    """Return the 0-based position of a row, column or cell that follows position ``before``."""
    return (whole(attribute(element, "Index"), most=_LONGEST) or before + 2) - 1


def _whole(element: Element, name: str) -> int:
    return whole(attribute(element, name), most=_LONGEST)
