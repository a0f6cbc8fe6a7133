"""Reports out of records: one file a format, found by name in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from auditor.errors import ConfigError
from auditor.records.output import Format
from auditor.records.report import Report

FORMATS: Mapping[str, Format] = {
    "text": Format(".txt", writer="auditor.render.text_report:render"),
    "html": Format(".html", screen=False, writer="auditor.render.html_report:render"),
    "json": Format(".json", writer="auditor.render.json_report:render"),
    "xlsx": Format(".xlsx", screen=False, writer="auditor.render.xlsx_report:render"),
    "sarif": Format(".sarif", writer="auditor.render.sarif_report:render"),
    "junit": Format(".xml", writer="auditor.render.junit_report:render"),
    "markdown": Format(".md", writer="auditor.render.markdown_report:render"),
    "github": Format(".github.txt", writer="auditor.render.github_report:render"),
}
"""The formats of a report; the first is written where nobody asks for one."""


def render(report: Report, format: str) -> bytes:
    """Return ``report`` in one of ``FORMATS``, text as UTF-8.

    Raises ConfigError for an unknown format, or where the library that writes the format is not installed.
    """
    known = FORMATS.get(format)
    if known is None:
        raise ConfigError(f"不认识的报告格式“{format}”，可用的有：{'、'.join(FORMATS)}。")
    module, name = known.writer.split(":")
    function = cast("Callable[[Report], str | bytes]", getattr(import_module(module), name))
    content = function(report)
    # A file name that is no valid UTF-8 reaches us with lone surrogates; one "?" is better than no report.
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")
