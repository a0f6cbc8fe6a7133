"""Text of documents, decision files and verdicts in every format that a person opens: seen as text, never run."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import zipfile
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from auditor.records.difference import Change, Difference
from auditor.records.report import Report, Verdict, Waiver
from auditor.render import FORMATS, render, sheet
from auditor.render.diff_report import render_diff
from auditor.render.notice import notice
from auditor.render.sarif_report import plain

# JSON is read by programs: there every character stays, escaped where JSON asks for it.
READ_BY_PEOPLE = sorted(set(FORMATS) - {"json", "sarif"})
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\x00-\x08\x1b]")
BAD = "=1+1</script><img src=x onerror=alert(1)>\u202e\u200b\x1b[31m\u2066@SUM(1)"


@pytest.fixture
def attacked(hostile: Report) -> Report:
    """Return the hostile report with decisions and a verdict whose texts are hostile too."""
    first, second = (finding.fingerprint for finding in hostile.documents[0].findings[:2])
    decisions = (
        Waiver(first, BAD, BAD, decision="误报", note=BAD),
        Waiver(second, BAD, BAD, decision="误报"),
        Waiver(second, "李四", BAD, decision="采纳"),
    )
    return dataclasses.replace(hostile, decisions=decisions, verdict=Verdict(1, f"不通过：{BAD}", notes=(BAD,)))


def texts(data: bytes) -> str:
    """Return all text of a report, of a packed one the text of its parts."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    return "\n".join("".join(ET.fromstring(part).itertext()) for part in parts)


@pytest.mark.parametrize("name", READ_BY_PEOPLE)
def test_nothing_unseen_reaches_a_reader(name: str, attacked: Report) -> None:
    text = texts(render(attacked, name))
    # The page's script reads this block and shows such characters by the same rule (tests/e2e).
    text = re.sub(r'<script type="application/json" id="made">.*?</script>', "", text, flags=re.DOTALL)
    assert "⟨U+202E⟩" in text.replace("\n", "")
    assert UNSEEN.findall(text) == []


@pytest.mark.parametrize("name", ["text", "html"])
def test_nothing_unseen_in_a_comparison(name: str, attacked: Report) -> None:
    first = attacked.documents[0]
    change = Change(first, first, first.findings[:2], first.findings[2:4], notes=(BAD,))
    text = texts(render_diff(Difference((change,), (BAD,)), name))
    assert UNSEEN.findall(text) == []
    assert not re.search(r"<(img|script)\b", text) or name == "text"


def test_nothing_unseen_in_a_letter(attacked: Report) -> None:
    pytest.importorskip("docx")
    first = attacked.documents[0]
    text = texts(notice(first, first.findings, day=date(2026, 3, 5), decisions=attacked.decisions))
    assert "⟨U+202E⟩" in text
    assert UNSEEN.findall(text) == []


@pytest.mark.parametrize("first", ["=", "+", "-", "@", " =", "\t=", "\r=", "＝", "＋", "－", "＠"])
def test_a_text_that_looks_like_a_formula_stays_a_text(first: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = sheet.workbook()
    sheet.write_rows(book.create_sheet("一"), [[f"{first}HYPERLINK(1)"]])
    cell = openpyxl.load_workbook(BytesIO(sheet.to_bytes(book)))["一"]["A1"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_no_sheet_of_an_attacked_report_holds_a_formula(attacked: Report) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(BytesIO(render(attacked, "xlsx")))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    suspect = [cell for cell in cells if isinstance(cell.value, str) and cell.value.lstrip()[:1] in tuple("=+-@")]
    assert suspect
    assert [cell.coordinate for cell in suspect if not cell.quotePrefix] == []


def test_a_workflow_command_holds_one_command(attacked: Report) -> None:
    lines = render(attacked, "github").decode().splitlines()
    assert lines
    assert [line for line in lines if not re.match(r"::(error|warning|notice) ", line)] == []


def test_a_log_is_valid_json_and_its_messages_link_nowhere(attacked: Report) -> None:
    run = json.loads(render(attacked, "sarif"))["runs"][0]
    words = [result["message"]["text"] for result in run["results"]]
    assert words
    assert UNSEEN.findall("".join(words)) == []
    assert [text for text in words if re.search(r"(?<!\\)\[[^\[\]]*\]\(", text)] == []
    assert "\\[链接](javascript:1)" in words[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("见[附件](http://a)", "见\\[附件](http://a)"), ("数组[1]", "数组[1]"), ("［甲］（乙）", "［甲］（乙）")],
)
def test_only_what_a_viewer_would_take_for_a_link_is_escaped(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_the_page_has_one_strict_policy(attacked: Report) -> None:
    html = render(attacked, "html").decode()
    policies: list[Any] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert len(policies) == 1
    policy = unescape(policies[0])
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert html.index("Content-Security-Policy") < html.index("<style>")


def test_a_csv_reader_gets_back_what_the_list_shows(attacked: Report) -> None:
    """The texts that the page exports as CSV come from its data: no break of a line can start a new row."""
    html = render(attacked, "html").decode()
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert block
    buffer = StringIO()
    data = json.loads(block.group(1))
    rows = [[str(value) for value in row] for row in data["rows"]] + [[word] for word in data["words"]]
    csv.writer(buffer).writerows(rows)
    assert list(csv.reader(StringIO(buffer.getvalue()))) == rows
    assert [cell for row in rows for cell in row if "\n" in cell or "\r" in cell] == []
