"""Copies of a document with the findings written at their places: xlsx, docx, pdf. The original is never written to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from auditor.errors import ConfigError
from auditor.records.report import DocumentReport

ANNOTATORS: Mapping[str, str] = {
    ".xlsx": "auditor.render.annotate.xlsx:annotate",
    ".xlsm": "auditor.render.annotate.xlsx:annotate",
    ".docx": "auditor.render.annotate.docx:annotate",
    ".pdf": "auditor.render.annotate.pdf:annotate",
}


def annotate(data: bytes, report: DocumentReport) -> bytes:
    """Return a copy of the file ``data`` with the findings of ``report`` as comments or highlights.

    Raises ConfigError where the format has none, the file cannot be opened, or a library is not installed.
    """
    suffix = PurePosixPath(report.source.replace("\\", "/")).suffix.lower()
    target = ANNOTATORS.get(suffix)
    if target is None:
        message = f"“{suffix or '无扩展名'}”文件不能加批注，可以加的有：{'、'.join(ANNOTATORS)}。"
        raise ConfigError(message, source=report.source)
    module, name = target.split(":")
    function = cast("Callable[[bytes, DocumentReport], bytes]", getattr(import_module(module), name))
    return function(data, report)
