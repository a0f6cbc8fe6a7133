"""Workflow commands: a line a finding, and no text that begins another command."""

from __future__ import annotations

import re

from auditor.records.report import Report
from auditor.render import render

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^:,\s]*(?: [^:,]*)*,?)*)::(.*)")


def lines(report: Report) -> list[str]:
    return render(report, "github").decode().splitlines()


def test_one_line_a_finding_and_problem(report: Report) -> None:
    found = lines(report)
    assert len(found) == 38 + 3
    assert all(COMMAND.fullmatch(line) for line in found)
    by_line = next(line for line in found if "line=101" in line)
    assert by_line.startswith("::error file=预算公开/云溪区文化体育局2026年部门预算.txt,line=101,title=")
    assert "%0A建议：" in by_line


def test_hostile_text_stays_in_its_line(report: Report, hostile: Report) -> None:
    found = lines(hostile)
    assert len(found) == len(lines(report))
    for line in found:
        head, _, _ = line[2:].partition("::")
        assert line.count("::") >= 2
        assert not re.search("[\u202e\u200b\x1b\u2028]", line)
        assert not re.search(r"(?<!%3A)::(?:error|warning|notice|set-)", line[2:].replace(head, "", 1))
