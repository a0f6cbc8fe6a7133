"""An annotated copy of a PDF: a highlight with the finding as its note at every cell, made with PDFium."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from auditor.errors import ConfigError
from auditor.records.finding import Finding, Where
from auditor.records.report import DocumentReport
from auditor.render.annotate.notes import AUTHOR, Note, gathered, words

Box = tuple[float, float, float, float]
_COLOURS = {"error": (244, 120, 110), "warning": (250, 205, 90), "info": (140, 190, 240)}
_ALPHA = 110
_SAMPLE = 400
_PRINTED = 4  # the flag of an annotation that is printed, too
_MARGIN, _ICON = 12.0, 20.0


def annotate(data: bytes, report: DocumentReport) -> bytes:
    """Return a copy with a highlight at every cell with findings; what has only a page, or none, is a note there."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ConfigError("PDF 打不开（已加密或损坏），不能加批注。", source=report.source) from error
    notes, _ = gathered(report.findings, _spot)
    on_pages: dict[int, list[tuple[Box | None, Note]]] = {}
    for (number, box), note in notes.items():
        on_pages.setdefault(min(number, len(document)) - 1, []).append((box, note))
    for number, here in sorted(on_pages.items()):
        _page(document, number, here)
    buffer = BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def _spot(where: Where) -> tuple[int, Box | None]:
    """Return page (1-based; the first where unknown) and box of a place."""
    return where.place.page or 1, where.place.bbox if where.place.page else None


def _page(document: Any, number: int, here: list[tuple[Box | None, Note]]) -> None:
    """Write the notes of one page."""
    page = document[number]
    frame, turn = _frame(page), _turn(page)
    loose: list[Finding] = []
    for box, note in here:
        if box is None:
            loose += note.findings
        else:
            rect = _on_sheet(box, frame, turn)
            # Of a sheet on its side the lines run upwards: its cell is marked as a whole.
            _highlight(page, rect, [rect] if turn % 2 else _lines(page, rect), note)
    if loose:
        left, _, _, top = frame
        text = "\n\n".join(words(finding) for finding in loose)
        _sticker(page, (left + _MARGIN, top - _MARGIN - _ICON, left + _MARGIN + _ICON, top - _MARGIN), text)
    page.close()


def _frame(page: Any) -> Box:
    """Return the part of the sheet that is seen, as left, bottom, right, top in PDF points."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.bottom, box.right, box.top


def _turn(page: Any) -> int:
    """Return the quarter turns after which the reader measured: those that set most text upright, else the page's."""
    from pypdfium2 import raw

    text = page.get_textpage()
    count = raw.FPDFText_CountChars(text)
    steps = range(0, count, max(1, count // _SAMPLE))
    seen = (index for index in steps if raw.FPDFText_GetUnicode(text, index) > 32)
    angles = Counter(round(raw.FPDFText_GetCharAngle(text, index) / (math.pi / 2)) % 4 for index in seen)
    text.close()
    return -angles.most_common(1)[0][0] % 4 if angles else int(raw.FPDFPage_GetRotation(page)) % 4


def _on_sheet(box: Box, frame: Box, turn: int) -> Box:
    """Return ``box`` (left, top, right, bottom from the upper left corner as read) in the points of the sheet."""
    left, bottom, right, top = frame
    width, height = right - left, top - bottom
    x0, y0, x1, y1 = box
    if turn == 1:
        x0, y0, x1, y1 = y0, height - x1, y1, height - x0
    elif turn == 2:
        x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
    elif turn == 3:
        x0, y0, x1, y1 = width - y1, x0, width - y0, x1
    return left + x0, top - y1, left + x1, top - y0


def _highlight(page: Any, rect: Box, lines: Sequence[Box], note: Note) -> None:
    from pypdfium2 import raw

    annotation = _made(page, raw.FPDF_ANNOT_HIGHLIGHT, rect, note.text)
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *_COLOURS[note.severity], _ALPHA)
    for left, bottom, right, top in lines:
        corners = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        raw.FPDFAnnot_AppendAttachmentPoints(annotation, corners)
    raw.FPDFPage_CloseAnnot(annotation)


def _lines(page: Any, rect: Box) -> list[Box]:
    """Return the lines of text within a box of the sheet, from the top; the box itself where it holds none."""
    from pypdfium2 import raw

    left, bottom, right, top = rect
    text = page.get_textpage()
    lines: list[Box] = []
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_GetUnicode(text, index) <= 32:
            continue
        x0, y0, x1, y1 = text.get_charbox(index)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if not (left <= x <= right and bottom <= y <= top):
            continue
        last = lines[-1] if lines else None
        if last is not None and last[1] <= y <= last[3] and x0 >= last[0]:
            lines[-1] = (last[0], min(last[1], y0), max(last[2], x1), max(last[3], y1))
        else:
            lines.append((x0, y0, x1, y1))
    text.close()
    return lines or [rect]


def _sticker(page: Any, rect: Box, text: str) -> None:
    from pypdfium2 import raw

    annotation = _made(page, raw.FPDF_ANNOT_TEXT, rect, text)
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *_COLOURS["warning"], 255)
    raw.FPDFPage_CloseAnnot(annotation)


def _made(page: Any, kind: int, rect: Box, text: str) -> Any:
    """Return a new annotation with its place, author and words."""
    from pypdfium2 import raw

    left, bottom, right, top = rect
    annotation = raw.FPDFPage_CreateAnnot(page, kind)
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(left, top, right, bottom))
    raw.FPDFAnnot_SetFlags(annotation, _PRINTED)
    for key, value in ((b"Contents", text), (b"T", AUTHOR)):
        encoded = value.encode("utf-16-le", "replace") + b"\0\0"
        buffer = (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)
        raw.FPDFAnnot_SetStringValue(annotation, key, buffer)
    return annotation
