"""PDF → Document: tables rebuilt from ruling lines and glyph boxes, scanned pages by OCR."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers.pdf.reading import PageTables
from auditor.records.document import Document

# PDFium is not safe to be used by two threads at a time.
_LOCK = threading.Lock()
_PASSWORD, _SECURITY = 4, 5


def read(data: bytes, source: str, sha256: str, limits: Limits) -> Document:
    """Return the Document in PDF ``data``; coordinates are points from the upper left corner of the page as shown.

    Raises UnreadableError where the file is damaged, needs a password, or none of its pages can be read.
    """
    with _LOCK, _opened(data, source) as document:
        reading = PageTables(document, limits)
        blocks = tuple(reading.blocks())
    if not blocks:
        why = f"：{reading.problems[0].message}" if reading.problems else "，可能是空白文件。"
        raise UnreadableError(f"PDF 中没有可读的文字{why}", source=source)
    return Document(
        source, sha256, "pdf", blocks, tuple(reading.problems), converted=True, pictures=tuple(reading.pictures)
    )


@contextmanager
def _opened(data: bytes, source: str) -> Iterator[Any]:
    """Yield the PDFium handle of ``data``, which stays alive as long."""
    from pypdfium2 import raw

    from auditor.readers.pdf.fonts import box_fonts

    with box_fonts():
        document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            if raw.FPDF_GetLastError() in {_PASSWORD, _SECURITY}:
                raise UnreadableError("PDF 有密码保护，请去掉密码后再读。", source=source)
            raise UnreadableError("PDF 已损坏或不是 PDF 文件，打不开，请重新导出。", source=source)
        try:
            yield document
        finally:
            raw.FPDF_CloseDocument(document)
