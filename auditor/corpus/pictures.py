"""The pages of PDF files and scans as pictures, for the HTML report: read again from the files that were audited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from auditor.config import Limits
from auditor.errors import AuditorError
from auditor.files import read_whole
from auditor.records.report import DocumentReport, Report

_LIMITS = Limits()


def with_originals(report: Report, aside: str = "") -> Report:
    """Return the report with pictures of the pages on which findings stand, within one budget for all documents.

    ``aside`` is the path from the report to a folder for those beyond it; without one they are named in the page.
    """
    from auditor.render.page_images import BUDGET

    left, documents = BUDGET, []
    for number, document in enumerate(report.documents, start=1):
        made = pictured(document, left, f"{aside}/{number}-" if aside else "")
        left -= sum(len(image.data) for image in made.originals.images if not image.file)
        documents.append(made)
    return replace(report, documents=tuple(documents))


def pictured(document: DocumentReport, left: int, aside: str) -> DocumentReport:
    """Return the report of one document with its pictures; ``aside`` is how the paths of those beside it begin."""
    from auditor.render.page_images import with_pages

    data = _content(document)
    return with_pages(document, data, left, aside) if data else document


def beside(report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the pictures that stand beside the report."""
    for document in report.documents:
        for image in document.originals.images:
            if image.file:
                yield image.file, image.data


def _content(document: DocumentReport) -> bytes:
    """Return the bytes of a PDF or scan with findings on known pages, b"" for every other document."""
    from auditor.readers import zipped
    from auditor.render.page_images import PAGED

    path, *inside = document.source.split(zipped.SEPARATOR)
    paged = any(finding.where.place.page for finding in document.findings)
    if not paged or not document.source.lower().endswith(PAGED):
        return b""
    with suppress(AuditorError, OSError):
        return zipped.content(Path(path), inside, _LIMITS)[0] if inside else read_whole(Path(path))
    return b""
