"""auditor extract: one row per indicator."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

COLUMNS = (
    "document,table,page,line,project_code,project_name,project_total_wan,activity,"
    "level1,level2,name,operator,value,unit"
)


def test_csv_on_standard_output(run, clean) -> None:
    result = run("extract", clean)
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert result.code == 0
    assert result.out.splitlines()[0] == COLUMNS
    assert {row["table"] for row in rows} <= {"12", "13"}
    assert len(rows) > 10


def test_the_suffix_names_the_format(run, clean, tmp_path: Path) -> None:
    assert run("extract", clean, "-o", "x.json").code == 0
    assert len(json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))) > 10


def test_no_table_is_said_and_2(run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 通知\n\n请参加会议。\n", encoding="utf-8")
    result = run("extract", "a.md")
    assert result.code == 2
    assert "没有找到绩效指标表" in result.err
    assert result.out.strip() == COLUMNS


def test_an_unreadable_file_is_said_and_2(run) -> None:
    result = run("extract", "none.md")
    assert (result.code, result.out) == (2, "")
    assert "none.md" in result.err
