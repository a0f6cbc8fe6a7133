"""An xlsx workbook of sheets whose rows are written as they stand: everything around the rows, as ``sheet`` makes it.

openpyxl takes longer to import than a workbook of a thousand rows to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from auditor.render.words import visible

HEAD, PLAIN, QUOTED = 1, 2, 3
"""The styles of cells: a head, a text, and a text that a spreadsheet program may take for a formula."""
_LEVEL = 1
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE, _FORMATS = "http://schemas.openxmlformats.org", "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN, _LINK = f"{_OFFICE}/spreadsheetml/2006/main", f"{_OFFICE}/officeDocument/2006/relationships"
_RELATIONS = f"{_OFFICE}/package/2006/relationships"
_WRAPPED = '<alignment vertical="top" wrapText="1"/>'
_TEXT = 'numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="10.5"/><name val="宋体"/></font>'
    '<font><b/><sz val="10.5"/><color rgb="FFFFFFFF"/><name val="黑体"/></font></fonts>'
    '<fills count="3"><fill><patternFill/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F3A5F"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
    f'<xf {_TEXT}>{_WRAPPED}</xf><xf {_TEXT} quotePrefix="1">{_WRAPPED}</xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: ``rows`` is the XML of what stands below the head, ``links`` number and target by cell.

    ``frozen`` is the first cell that moves, ``paper`` what is printed above each page.
    """

    title: str
    heads: Sequence[str]
    widths: Sequence[float]
    rows: str
    count: int
    frozen: tuple[int, int]
    paper: str = ""
    links: Sequence[tuple[int, str]] = ()

    @property
    def area(self) -> str:
        """Return the corners of the table."""
        return f"A1:{letter(len(self.heads))}{self.count + 1}"


def letter(column: int) -> str:
    """Return the letters of a column by its number from 1."""
    rest, last = divmod(column - 1, 26)
    return (letter(rest) if rest else "") + chr(ord("A") + last)


def packed(sheets: Sequence[Sheet]) -> bytes:
    """Return the xlsx file."""
    found = BytesIO()
    with ZipFile(found, "w") as file:
        for name, text in _parts(sheets):
            # Equal workbooks are equal files: none of them bears the time.
            part = ZipInfo(name)
            part.compress_type = ZIP_DEFLATED
            file.writestr(part, (_XML + text).encode("utf-8", "replace"), compresslevel=_LEVEL)
    return found.getvalue()


def _parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """Yield name and content of each part of the file."""
    names = [f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    kinds = {f"/xl/{name}": f"{_FORMATS}.worksheet+xml" for name in names}
    kinds |= {"/xl/workbook.xml": f"{_FORMATS}.sheet.main+xml", "/xl/styles.xml": f"{_FORMATS}.styles+xml"}
    yield "[Content_Types].xml", _types(kinds)
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml", "")])
    yield "xl/workbook.xml", _workbook(sheets)
    parts = [(f"rId{number}", "worksheet", name, "") for number, name in enumerate(names, start=1)]
    yield "xl/_rels/workbook.xml.rels", _relations([*parts, ("rIdS", "styles", "styles.xml", "")])
    yield "xl/styles.xml", _STYLES
    for name, sheet in zip(names, sheets, strict=True):
        yield f"xl/{name}", _page(sheet)
        if sheet.links:
            links = ((f"rId{row}", "hyperlink", target, ' TargetMode="External"') for row, target in sheet.links)
            yield f"xl/worksheets/_rels/{name.rpartition('/')[2]}.rels", _relations(links)


def _types(kinds: Mapping[str, str]) -> str:
    """Return what kind of content each part is."""
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    known = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_OFFICE}/package/2006/content-types">{known}{parts}</Types>'


def _relations(links: Iterable[tuple[str, str, str, str]]) -> str:
    """Return where links (id, kind, target, mode) lead."""
    parts = "".join(
        f'<Relationship Id="{own}" Type="{_LINK}/{kind}" Target={quoteattr(target)}{mode}/>'
        for own, kind, target, mode in links
    )
    return f'<Relationships xmlns="{_RELATIONS}">{parts}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    """Return the list of sheets, with what each filters and prints on every page."""
    listed, named = "", ""
    for number, sheet in enumerate(sheets):
        listed += f'<sheet name={quoteattr(sheet.title)} sheetId="{number + 1}" r:id="rId{number + 1}"/>'
        last = f"${letter(len(sheet.heads))}${sheet.count + 1}"
        for name, area in (("_FilterDatabase", f"$A$1:{last}"), ("Print_Titles", "$1:$1")):
            hidden = ' hidden="1"' if name == "_FilterDatabase" else ""
            place = escape(f"'{sheet.title}'!{area}")
            named += f'<definedName name="_xlnm.{name}" localSheetId="{number}"{hidden}>{place}</definedName>'
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINK}"><bookViews><workbookView/></bookViews><sheets>{listed}</sheets>'
        f'<definedNames>{named}</definedNames><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    )


def _page(sheet: Sheet) -> str:
    """Return a sheet: on paper A4 across, all columns on one page, the head on each."""
    last, (column, row) = letter(len(sheet.heads)), sheet.frozen
    split = (f' xSplit="{column - 1}"' if column > 1 else "") + f' ySplit="{row - 1}"'
    active = "bottomRight" if column > 1 else "bottomLeft"
    pane = f'<pane{split} topLeftCell="{letter(column)}{row}" activePane="{active}" state="frozen"/>'
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(sheet.widths, start=1)
    )
    heads = "".join(
        f'<c r="{letter(number)}1" s="{HEAD}" t="inlineStr"><is><t>{escape(head)}</t></is></c>'
        for number, head in enumerate(sheet.heads, start=1)
    )
    links = "".join(f'<hyperlink ref="{last}{number}" r:id="rId{number}"/>' for number, _ in sheet.links)
    paper = visible(sheet.paper).replace("&", "&&")
    head = f"<oddHeader>{escape(f'&C&16 {paper}')}</oddHeader>" if paper else ""
    return (
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_LINK}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{sheet.area}"/><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
        f'<row r="1" ht="24" customHeight="1">{heads}</row>{sheet.rows}</sheetData><autoFilter ref="{sheet.area}"/>'
        f'{f"<hyperlinks>{links}</hyperlinks>" if links else ""}<printOptions gridLines="1"/>'
        '<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
        f"<headerFooter>{head}<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    )
