"""Pictures of the pages on which findings stand, of PDF files and scans, with their cells framed; all offline."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from auditor.records.finding import Finding
from auditor.records.original import PageImage, dots_an_inch
from auditor.records.report import DocumentReport
from auditor.records.skipped import OWN_MARK

# All pictures in a report together, in bytes; what goes beyond stands beside it, or is named in the page.
BUDGET = 4_000_000
# Files whose pages are shown as pictures.
PAGED = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
_SCALE, _QUALITY, _WIDEST = 1.6, 55, 1600  # 115 dots an inch, at most so many dots wide


def with_pages(document: DocumentReport, data: bytes, left: int = BUDGET, aside: str = "") -> DocumentReport:
    """Return the report of a PDF or scan with the pictures of its pages, as many in the page as ``left`` bytes hold.

    The others stand beside the report: ``aside`` is how their paths from there begin, "" where there is no such place.
    Without Pillow, or where the file cannot be opened, the report is as before.
    """
    by = _by_page(document.findings)
    images, out = [], 0
    try:
        for page, picture, width, height in _pictures(data, by):
            image = _image(page, picture, tuple(_frames(by[page], width, height)))
            if len(image.data) <= left:
                left -= len(image.data)
            elif aside:
                image = replace(image, file=f"{aside}{page}{OWN_MARK}.webp")
            else:
                out += 1
                continue
            images.append(image)
    except (ImportError, ValueError, RuntimeError, OSError, KeyError, SyntaxError, EOFError):
        return document
    note = f"页面图像超出 {BUDGET // 1_000_000} MB，有 {out} 页没有附入，请对照原件。" if out else ""
    return replace(document, originals=replace(document.originals, images=tuple(images), note=note))


def _by_page(findings: Sequence[Finding]) -> dict[int, list[Finding]]:
    by: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.where.place.page is not None:
            by.setdefault(finding.where.place.page, []).append(finding)
    return dict(sorted(by.items()))


def _pictures(data: bytes, pages: Collection[int]) -> Iterator[tuple[int, Any, float, float]]:
    """Yield number, picture, width and height in points of these pages."""
    if not data.lstrip().startswith(b"%PDF"):
        yield from _scans(data, pages)
        return
    import pypdfium2

    opened = pypdfium2.PdfDocument(data)
    try:
        for page in pages:
            if 1 <= page <= len(opened):
                width, height = opened[page - 1].get_size()
                yield (
                    page,
                    opened[page - 1].render(scale=min(_SCALE, _WIDEST / max(width, height))).to_pil(),
                    width,
                    height,
                )
    finally:
        opened.close()


def _scans(data: bytes, pages: Collection[int]) -> Iterator[tuple[int, Any, float, float]]:
    from PIL import Image, ImageSequence

    with Image.open(BytesIO(data)) as file:
        for page, frame in enumerate(ImageSequence.Iterator(file), start=1):
            if page not in pages:
                continue
            points = 72 / dots_an_inch(float(frame.info.get("dpi", (0, 0))[0]), max(frame.size))
            width, height = frame.size
            picture = frame.convert("RGB")
            picture.thumbnail((_WIDEST, _WIDEST))
            yield page, picture, width * points, height * points


def _image(page: int, picture: Any, frames: tuple[tuple[str, float, float, float, float], ...]) -> PageImage:
    buffer = BytesIO()
    picture.convert("RGB").save(buffer, "WEBP", quality=_QUALITY)
    return PageImage(f"第 {page} 页", buffer.getvalue(), frames)


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
