"""An annotated copy of a Word document: a Word comment at every cell with findings, made with python-docx."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from auditor.errors import ConfigError
from auditor.records.finding import Finding, Where
from auditor.records.report import DocumentReport
from auditor.render.annotate.notes import AUTHOR, INITIALS, Note, gathered, words

_CELL = re.compile(r"第(\d+)个表格第(\d+)行第(\d+)列")
Spot = tuple[int, int, int]


def annotate(data: bytes, report: DocumentReport) -> bytes:
    """Return a copy with a comment at every cell with findings; what has no cell is said at the start."""
    document = _opened(data, report.source)
    tables = _tables(document)
    notes, homeless = gathered(report.findings, _spot)
    lost: list[Finding] = list(homeless)
    for spot, note in notes.items():
        if not _comment(document, tables, spot, note):
            lost += [finding for finding in note.findings if finding not in lost]
    if lost:
        text = "以下意见不属于某一单元格：\n\n" + "\n\n".join(words(finding) for finding in lost)
        document.add_comment(_first_runs(document), text=text, author=AUTHOR, initials=INITIALS)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def opened(data: bytes, source: str, purpose: str) -> Any:
    """Return the document for ``purpose``. Raises ConfigError where it cannot be opened."""
    from docx import Document

    try:
        return Document(BytesIO(data))
    except Exception as error:  # damaged, encrypted, not Word: python-docx raises what its parts raise
        raise ConfigError(f"Word 文件打不开（已加密或损坏），不能{purpose}。", source=source) from error


def _opened(data: bytes, source: str) -> Any:
    return opened(data, source, "加批注")


def _spot(where: Where) -> Spot | None:
    """Return (table, row, column), 1-based, of a place that the Word reader named."""
    match = _CELL.fullmatch(where.place.cell or "")
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def _tables(document: Any) -> list[Any]:
    """Return all tables in reading order, nested ones too, as the reader counts them."""
    from docx.oxml.ns import qn

    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    body = document.element.body
    return [table for table in body.iter(qn("w:tbl")) if next(table.iterancestors(fallback), None) is None]


def _comment(document: Any, tables: list[Any], spot: Spot, note: Note) -> bool:
    """Write a note at its cell; return whether the cell was found and holds what the findings are about."""
    number, row, column = spot
    if number > len(tables):
        return False
    cell = _cell(tables[number - 1], row - 1, column - 1)
    if cell is None:
        return False
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    paragraphs = [Paragraph(p, document) for p in cell.iter(qn("w:p"))]
    written = next((p for p in paragraphs if p.runs), None) or next(iter(paragraphs), None)
    if written is None:
        return False
    runs = written.runs or [written.add_run("")]
    document.add_comment(runs, text=note.text, author=AUTHOR, initials=INITIALS)
    return True


def _cell(table: Any, row: int, column: int) -> Any:
    """Return the cell element that covers (row, column), 0-based; for a vertical merge the one that starts it."""
    from docx.oxml.ns import qn

    above: dict[int, Any] = {}
    for number, line in enumerate(_own(table, "tr")):
        at = _whole(line.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        here = None
        for cell in _own(line, "tc"):
            properties = cell.find(qn("w:tcPr"))
            width = _whole(properties.find(qn("w:gridSpan")) if properties is not None else None, 1)
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            continues = merge is not None and merge.get(qn("w:val")) in (None, "continue")
            start = above.get(at, cell) if continues else cell
            above[at] = start
            if at <= column < at + width:
                here = start
            at += width
        if number == row:
            return here
    return None


def _own(parent: Any, name: str) -> Any:
    """Yield the child elements of this name, those inside content controls and revisions too, but no nested ones."""
    from docx.oxml.ns import qn

    for child in parent:
        if child.tag == qn(f"w:{name}"):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _own(child, name)


def _whole(element: Any, default: int) -> int:
    from docx.oxml.ns import qn

    value = element.get(qn("w:val")) if element is not None else None
    return int(value) if value and value.isdigit() else default


def _first_runs(document: Any) -> Any:
    """Return the runs of the first paragraph; an empty document gets one."""
    paragraph = document.paragraphs[0] if document.paragraphs else document.add_paragraph()
    return paragraph.runs or [paragraph.add_run("")]
