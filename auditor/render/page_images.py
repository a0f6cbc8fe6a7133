"""Pictures of the pages of a PDF on which findings stand, with their cells framed; offline, in the page itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from auditor.records.finding import Finding
from auditor.records.original import PageImage
from auditor.records.report import DocumentReport

# All pictures of a report together, in bytes; what goes beyond is named in the page.
BUDGET = 4_000_000
_SCALE, _QUALITY, _WIDEST = 1.6, 55, 1600  # 115 dots an inch, at most so many dots wide


def with_pages(document: DocumentReport, data: bytes, left: int = BUDGET) -> DocumentReport:
    """Return the report of a PDF with the pictures of its pages, as many as ``left`` bytes hold.

    Without Pillow, or where the file cannot be opened, the report is as before.
    """
    try:
        import pypdfium2

        opened = pypdfium2.PdfDocument(data)
    except (ImportError, ValueError, RuntimeError):
        return document
    images, out = [], 0
    try:
        for page, findings in _by_page(document.findings, len(opened)):
            image = _image(opened, page, findings)
            if image is None:
                return document
            if len(image.data) > left:
                out += 1
                continue
            left -= len(image.data)
            images.append(image)
    finally:
        opened.close()
    note = f"页面图像超出 {BUDGET // 1_000_000} MB，有 {out} 页没有附入，请对照原件。" if out else ""
    return replace(document, originals=replace(document.originals, images=tuple(images), note=note))


def _by_page(findings: Sequence[Finding], pages: int) -> Iterator[tuple[int, list[Finding]]]:
    by: dict[int, list[Finding]] = {}
    for finding in findings:
        page = finding.where.place.page
        if page is not None and 1 <= page <= pages:
            by.setdefault(page, []).append(finding)
    yield from sorted(by.items())


def _image(opened: Any, page: int, findings: Sequence[Finding]) -> PageImage | None:
    """Return the picture of a page, None where there is nothing to make pictures with."""
    sheet = opened[page - 1]
    width, height = sheet.get_size()
    try:
        picture = sheet.render(scale=min(_SCALE, _WIDEST / max(width, height))).to_pil()
        buffer = BytesIO()
        picture.convert("RGB").save(buffer, "WEBP", quality=_QUALITY)
    except (ImportError, OSError, KeyError):
        return None
    return PageImage(f"第 {page} 页", buffer.getvalue(), tuple(_frames(findings, width, height)))


def _frames(
    findings: Sequence[Finding], width: float, height: float
) -> Iterator[tuple[str, float, float, float, float]]:
    for finding in findings:
        box = finding.where.place.bbox
        if box is None:
            yield finding.fingerprint, 0.0, 0.0, 100.0, 100.0
            continue
        left, top, right, bottom = box
        parts = (left / width, top / height, (right - left) / width, (bottom - top) / height)
        yield finding.fingerprint, *(round(100 * part, 2) for part in parts)  # type: ignore[misc]
