"""Reports out of records: one file a format, found by name in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from auditor.errors import ConfigError
from auditor.records.report import Report

RENDERERS: Mapping[str, str] = {
    "html": "auditor.render.html_report:render",
    "json": "auditor.render.json_report:render",
    "xlsx": "auditor.render.xlsx_report:render",
    "sarif": "auditor.render.sarif_report:render",
    "junit": "auditor.render.junit_report:render",
    "markdown": "auditor.render.markdown_report:render",
    "text": "auditor.render.text_report:render",
    "github": "auditor.render.github_report:render",
}
SUFFIXES: Mapping[str, str] = {
    "html": ".html",
    "json": ".json",
    "xlsx": ".xlsx",
    "sarif": ".sarif",
    "junit": ".xml",
    "markdown": ".md",
    "text": ".txt",
    "github": ".github.txt",
}


def render(report: Report, format: str) -> bytes:
    """Return ``report`` in one of the formats of ``RENDERERS``, text as UTF-8.

    Raises ConfigError for an unknown format, or where the library that writes the format is not installed.
    """
    target = RENDERERS.get(format)
    if target is None:
        raise ConfigError(f"不认识的报告格式“{format}”，可用的有：{'、'.join(RENDERERS)}。")
    module, name = target.split(":")
    function = cast("Callable[[Report], str | bytes]", getattr(import_module(module), name))
    content = function(report)
    # A file name that is no valid UTF-8 reaches us with lone surrogates; one "?" is better than no report.
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")
