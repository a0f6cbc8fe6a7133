"""Tables → xlsx, by hand: the same bytes on every machine, every cell as a department's export has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from samples.make.boxes import Table
from samples.make.packed import pack

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_AMOUNT = re.compile(r"-?[\d,]+\.\d{6}")
_COUNT = re.compile(r"[1-9]\d{0,8}")
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.000000"/>'
    '</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" '
    'applyNumberFormat="1"/></cellXfs></styleSheet>'
)  # fmt: skip


def xlsx(tables: Sequence[Table]) -> bytes:
    """Return a workbook with one sheet a table, its titles in merged rows above the cells."""
    names = [f"xl/worksheets/sheet{i}.xml" for i in range(1, len(tables) + 1)]
    types = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml'
        '.worksheet+xml"/>'
        for name in names
    )
    sheets = "".join(
        f'<sheet name={quoteattr(table.name)} sheetId="{i}" r:id="rId{i}"/>' for i, table in enumerate(tables, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(tables) + 1)
    )
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument'
        f'.spreadsheetml.styles+xml"/>{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_RELS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_RELS}">{links}<Relationship Id="rIdS" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
    }
    return pack(parts | {name: _sheet(table) for name, table in zip(names, tables, strict=True)})


def _sheet(table: Table) -> str:
    merges = [f"A{row}:{_letter(table.width - 1)}{row}" for row in range(1, len(table.titles) + 1)]
    rows = [f'<row r="{row}">{_cell(f"A{row}", title)}</row>' for row, title in enumerate(table.titles, 1)]
    for number, row in enumerate(table.rows, len(table.titles) + 1):
        cells = []
        for column, box in enumerate(row):
            name = f"{_letter(column)}{number}"
            cells.append(_cell(name, box.text if box else ""))
            if box and (box.rows > 1 or box.columns > 1):
                merges.append(f"{name}:{_letter(column + box.columns - 1)}{number + box.rows - 1}")
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in merges)
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData>'
        f'<mergeCells count="{len(merges)}">{merged}</mergeCells></worksheet>'
    )


def _cell(name: str, text: str) -> str:
    if not text:
        return f'<c r="{name}"/>'
    if _AMOUNT.fullmatch(text):
        return f'<c r="{name}" s="1"><v>{text.replace(",", "").rstrip("0").rstrip(".")}</v></c>'
    if _COUNT.fullmatch(text):
        return f'<c r="{name}"><v>{text}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _letter(column: int) -> str:
    return chr(65 + column) if column < 26 else _letter(column // 26 - 1) + chr(65 + column % 26)
