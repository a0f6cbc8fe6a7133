"""Tables → docx, by hand: titles as paragraphs, merged cells as Word writes them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from samples.make.boxes import Box, Table
from samples.make.packed import pack

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def docx(tables: Sequence[Table], page_rows: int = 0) -> bytes:
    """Return a Word file; with ``page_rows`` every table is cut into tables of so many rows, as by hand."""
    body = []
    for table in tables:
        body += [_paragraph(title) for title in table.titles]
        step = page_rows or len(table.rows)
        for first in range(0, len(table.rows), step):
            body += [_table(table.rows, first, first + step), _paragraph("")]
    document = f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>{"".join(body)}</w:body></w:document>'
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    rels = f'{_HEAD}<Relationships xmlns="{_RELS}">{link}</Relationships>'
    return pack({"[Content_Types].xml": _TYPES, "_rels/.rels": rels, "word/document.xml": document})


def _paragraph(text: str) -> str:
    runs = "<w:r><w:br/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in text.split("\n") if line
    )
    return f"<w:p>{runs}</w:p>"


def _table(rows: Sequence[Sequence[Box | None]], first: int, end: int) -> str:
    """Return the rows from ``first`` to ``end``; a merged cell that began above goes on without its text."""
    open_ = _open(rows[:first])
    out = []
    for number in range(first, min(end, len(rows))):
        cells = []
        for column, box in enumerate(rows[number]):
            if box:
                cells.append(_cell(box.text, box.columns, "restart" if box.rows > 1 else ""))
                if box.rows > 1:
                    open_[column] = (number + box.rows, box.columns)
            elif open_.get(column, (0, 0))[0] > number:
                kind = "restart" if number == first else "continue"
                cells.append(_cell("", open_[column][1], kind))
        out.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(out)}</w:tbl>"


def _open(rows: Sequence[Sequence[Box | None]]) -> dict[int, tuple[int, int]]:
    """Return column → (end row, columns) of the cells merged downwards in ``rows``."""
    return {
        column: (number + box.rows, box.columns)
        for number, row in enumerate(rows)
        for column, box in enumerate(row)
        if box and box.rows > 1
    }


def _cell(text: str, columns: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>" if merge else ""
    return f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{_paragraph(text)}</w:tc>"
