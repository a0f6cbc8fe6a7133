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


def test_tables_gives_the_amounts_of_the_other_tables(run, clean) -> None:
    result = run("extract", "--tables", clean)
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert (result.code, result.err) == (0, "")
    assert {row["table"] for row in rows} == {f"{number:02}" for number in range(1, 12)}
    (total,) = [row for row in rows if (row["table"], row["row"], row["role"]) == ("03", "total", "total")]
    (spent,) = [row for row in rows if (row["table"], row["name"]) == ("01", "支出总计")]
    assert (total["amount"], total["unit"], total["placed"]) == (spent["amount"], "万元", "printed")


def test_tables_says_where_columns_are_uncertain(run, tmp_path: Path) -> None:
    rows = ["科目名称\t合计\t基本支出\t项目支出", "甲\t9.0\t9.0\t", "乙\t5.0\t5.0", "丙\t1.0\t\t1.0"]
    (tmp_path / "a.tsv").write_text("\n".join(["支出总表", "", *rows, ""]), encoding="utf-8")
    result = run("extract", "--tables", "a.tsv")
    assert result.code == 0
    assert "《支出总表》有1个金额所在的栏不能确定" in result.err
    assert [row["placed"] for row in csv.DictReader(io.StringIO(result.out)) if row["name"] == "乙"] == [
        "printed",
        "uncertain",
    ]


def test_no_other_table_is_said_and_2(run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 通知\n\n请参加会议。\n", encoding="utf-8")
    result = run("extract", "--tables", "a.md")
    assert result.code == 2
    assert "没有找到绩效指标表以外的预算表" in result.err
