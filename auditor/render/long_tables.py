"""A workbook of tables with thousands of rows: heads, widths and paper by openpyxl, the rows written as they stand.

A row costs a twentieth of what it costs as cells of openpyxl; the file looks the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from auditor.render import sheet

_OFFICE = "http://schemas.openxmlformats.org"
_LINK = f"{_OFFICE}/officeDocument/2006/relationships"
_RELATIONS = f"{_OFFICE}/package/2006/relationships"
# What openpyxl wrote of a sheet: the head, one row of samples, and where links belong.
_ROWS = re.compile(r"(<sheetData>\s*<row .*?</row>)(.*)(</sheetData>)", re.DOTALL)
_STYLE = re.compile(r'<c r="[A-Z]+2" s="(\d+)"')
_LINKS_BEFORE = "<printOptions"
_LEVEL = 2
# Excel opens no sheet with more links.
_MOST_LINKS = 65_530


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: ``columns`` are heads with their widths, ``links`` lead from the cells of the last column elsewhere.

    Of more links than a sheet can have the first are there; the head of the column says which.
    """

    title: str
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[object]]
    paper: str = ""
    frozen: str = "A2"
    links: Sequence[str] = ()

    @property
    def linked(self) -> Sequence[tuple[int, str]]:
        """Return row and target of the links that the sheet has."""
        return list(islice(((row, target) for row, target in enumerate(self.links, start=2) if target), _MOST_LINKS))

    @property
    def heads(self) -> list[str]:
        """Return the heads of the columns."""
        heads = [name for name, _ in self.columns]
        if sum(map(bool, self.links)) > _MOST_LINKS:
            heads[-1] += f"（第 {self.linked[-1][0]} 行以下只列文字：一张工作表最多 {_MOST_LINKS} 个链接）"
        return heads


def workbook_of(tables: Sequence[Table]) -> bytes:
    """Return the xlsx file of some tables, a sheet each."""
    made, found = ZipFile(BytesIO(_bare(tables))), BytesIO()
    sheets = {f"xl/worksheets/sheet{number}.xml": one for number, one in enumerate(tables, start=1)}
    with ZipFile(found, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as file:
        for name in made.namelist():
            table = sheets.get(name)
            if table is None:
                file.writestr(name, made.read(name))
                continue
            file.writestr(name, _filled(made.read(name).decode(), table).encode("utf-8", "replace"))
            if any(table.links):
                head, _, own = name.rpartition("/")
                file.writestr(f"{head}/_rels/{own}.rels", _relations(table).encode("utf-8", "replace"))
    return found.getvalue()


def _bare(tables: Sequence[Table]) -> bytes:
    """Return the workbook with a row of samples below each head: a plain cell, and one that looks like a formula."""
    from openpyxl.utils import get_column_letter

    book = sheet.workbook()
    for table in tables:
        page = book.create_sheet(table.title)
        widths = [width for _, width in table.columns]
        sheet.write_rows(page, [table.heads, [0, 0]])
        page.cell(2, 2).quotePrefix = True
        sheet.head(page, widths)
        sheet.fit(page, widths)
        sheet.for_paper(page, table.paper)
        page.freeze_panes = table.frozen
        page.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(table.rows) + 1}"
    return sheet.to_bytes(book)


def _filled(page: str, table: Table) -> str:
    """Return the XML of a sheet with the rows of its table."""
    from openpyxl.utils import get_column_letter

    plain, quoted = _STYLE.findall(page)[:2]
    letters = [get_column_letter(number) for number in range(1, len(table.columns) + 1)]
    rows = "".join(_rows(table, letters, (plain, quoted)))
    page = _ROWS.sub(lambda match: match[1] + rows + match[3], page, count=1)
    page = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{letters[-1]}{len(table.rows) + 1}"', page, count=1)
    links = "".join(f'<hyperlink ref="{letters[-1]}{number}" r:id="rId{number}"/>' for number, _ in table.linked)
    if not links:
        return page
    return page.replace(_LINKS_BEFORE, f'<hyperlinks xmlns:r="{_LINK}">{links}</hyperlinks>{_LINKS_BEFORE}', 1)


def _rows(table: Table, letters: Sequence[str], styles: tuple[str, str]) -> Iterator[str]:
    """Yield the rows below the head as XML, each as high as its texts need."""
    plain = f' s="{styles[0]}"'
    columns = [_Texts(width, styles) for _, width in table.columns]
    for number, row in enumerate(table.rows, start=2):
        high, cells = 1, []
        for letter, texts, value in zip(letters, columns, row, strict=True):
            if isinstance(value, str) and value:
                told, lines = texts[value]
                high = max(high, lines)
            else:
                told = f"{plain}/>" if value is None or value == "" else f"{plain}><v>{value}</v></c>"
            cells.append(f'<c r="{letter}{number}"{told}')
        yield f'<row r="{number}" ht="{sheet.height(high)}" customHeight="1">{"".join(cells)}</row>'


class _Texts(dict[str, tuple[str, int]]):
    """A text of a column → its cell as XML after the address, and its lines: most columns repeat their texts."""

    def __init__(self, width: float, styles: tuple[str, str]) -> None:
        super().__init__()
        self._width, self._styles = width, styles

    def __missing__(self, value: str) -> tuple[str, int]:
        text, quoted = sheet.text_of(value)
        told = f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
        found = self[value] = f' s="{self._styles[quoted]}"{told}', sheet.lines(value, self._width)
        return found


def _relations(table: Table) -> str:
    """Return where the links of a sheet lead."""
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINK}/hyperlink" Target={quoteattr(target)} TargetMode="External"/>'
        for number, target in table.linked
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_RELATIONS}">{links}</Relationships>'
