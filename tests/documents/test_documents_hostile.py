"""Text of a document never becomes markup, formula or path in a report."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import auditor
from auditor.render import render

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "samples" / "faulty-bureau-plain.tsv"
SCRIPT = "<script>alert(1)</script>"
IMAGE = '<img src=x onerror="alert(2)">'
FORMULA = '=HYPERLINK("http://example.org","点我")'
PATH = "../../../etc/passwd"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the report on a sample whose names carry markup, a formula, a path and control characters."""
    text = SOURCE.read_text(encoding="utf-8")
    text = text.replace("清淤工程费用", f"清淤{SCRIPT}工程费用").replace("维护供水站数量", f"维护{IMAGE}供水站数量")
    text = text.replace("执法办案经费", FORMULA + "经费").replace("项目区农户满意度", f"项目区农户满意度{PATH}|`x`")
    text = text.replace("增强、不变、减弱", "增强、不变、减弱\x07\x1b[31m")
    file = tmp_path_factory.mktemp("hostile") / "坏 <b>名&字.tsv"
    try:
        file.write_text(text, encoding="utf-8")
    except OSError:  # a file system that forbids such names
        file = file.with_name("plain.tsv")
        file.write_text(text, encoding="utf-8")
    return auditor.audit(file)


def rendered(report: Any, name: str) -> str:
    content = render(report, name)
    return content.decode("utf-8") if isinstance(content, bytes) else content


def test_the_hostile_rows_are_reported(report: Any) -> None:
    """Only what is shown can do harm: the rows must be in the report for the tests below to mean something."""
    names = " ".join(finding.where.indicator for finding in report.documents[0].findings)
    assert SCRIPT in names
    assert "onerror" in names
    assert PATH in names


def test_html_shows_markup_as_text(report: Any) -> None:
    html = rendered(report, "html")
    assert not re.search(r"<script>\s*alert\(1\)", html)
    assert not re.search(r"<img[^>]+onerror", html)
    assert "<b>名" not in html


def test_html_loads_nothing_from_elsewhere(report: Any) -> None:
    html = rendered(report, "html")
    loads = re.findall(r"""<(?:script|img|link|iframe|object)[^>]+(?:src|href)\s*=\s*["']?([^"'\s>]+)""", html)
    assert [target for target in loads if not target.startswith(("data:", "#"))] == []
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", html)


@pytest.mark.parametrize("name", ["junit", "sarif", "json"])
def test_machine_formats_still_parse(name: str, report: Any) -> None:
    text = rendered(report, name)
    parse: Callable[[str], Any]
    if name == "junit":
        from xml.etree.ElementTree import fromstring as parse
    else:
        from json import loads as parse
    assert parse(text) is not None


def test_markdown_keeps_its_tables(report: Any) -> None:
    assert "<script>" not in rendered(report, "markdown")


def test_terminal_gets_no_control_characters(report: Any) -> None:
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", rendered(report, "text"))
