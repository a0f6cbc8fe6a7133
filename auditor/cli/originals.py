"""The pages of PDF files as pictures, for the HTML report: read again from the files that were audited."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from auditor.config import Limits
from auditor.errors import AuditorError
from auditor.files import read_whole
from auditor.records.report import DocumentReport, Report

_LIMITS = Limits()


def with_originals(report: Report) -> Report:
    """Return the report with pictures of the pages on which findings stand, within one budget for all documents."""
    from auditor.render.page_images import BUDGET, with_pages

    left, documents = BUDGET, []
    for document in report.documents:
        data = _content(document)
        made = with_pages(document, data, left) if data else document
        left -= sum(len(image.data) for image in made.originals.images)
        documents.append(made)
    return replace(report, documents=tuple(documents))


def _content(document: DocumentReport) -> bytes:
    """Return the bytes of a PDF with findings on known pages, b"" for every other document."""
    from auditor.readers import zipped

    path, *inside = document.source.split(zipped.SEPARATOR)
    paged = any(finding.where.place.page for finding in document.findings)
    if not paged or not document.source.lower().endswith(".pdf"):
        return b""
    with suppress(AuditorError, OSError):
        return zipped.content(Path(path), inside, _LIMITS)[0] if inside else read_whole(Path(path))
    return b""
