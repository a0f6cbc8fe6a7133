"""Questions to a store: bounded in time and size, and answers that a spreadsheet does not run."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.corpus import answer
from auditor.corpus.sqlerrors import said
from auditor.corpus.store import opened
from auditor.errors import ConfigError
from auditor.render.csvtext import csv_bytes


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.duckdb"
    with opened(path):
        pass
    return path


@pytest.mark.parametrize("sql", ["", "   ", ";", "-- nothing", "/* nothing */"])
def test_a_question_that_asks_nothing_is_one_sentence(sql: str, store: Path) -> None:
    with pytest.raises(ConfigError, match="查询语句"):
        answer.ask(store, sql)


def test_a_question_without_end_is_stopped(store: Path) -> None:
    with pytest.raises(ConfigError, match="时间上限 1 秒"):
        answer.ask(store, "SELECT count(*) FROM range(100000000) a, range(100000000) b", 1.0)


def test_an_answer_that_would_fill_the_memory_is_refused(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "_LARGEST", 1000)
    monkeypatch.setattr(answer, "_AT_ONCE", 10)
    with pytest.raises(ConfigError, match="已有 70 行"):
        answer.ask(store, "SELECT * FROM range(100000000)")
    assert len(answer.ask(store, "SELECT * FROM range(60)").rows) == 60


def test_no_text_of_a_csv_is_a_formula() -> None:
    texts = ["=1+1", "+cmd", "-方案", "@SUM(A1)", "\tx", "-5", "+1,234.5", "-5%", "=", "-", "≥", "甲=乙", None, 3, -4.5]
    lines = csv_bytes(["a"], [[text] for text in texts]).decode().split("\r\n")
    wanted = ["a", "'=1+1", "'+cmd", "'-方案", "'@SUM(A1)", "'\tx", "-5", '"+1,234.5"', "-5%", "=", "-", "≥", "甲=乙"]
    assert lines == [*wanted, '""', "3", "-4.5", ""]


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("SELCT 1", "“SELCT”附近写法不对"),
        ("SELECT * FROM docments", "没有表或视图“docments”，是否想写“documents”"),
        ("SELECT sorce FROM documents", "没有列“sorce”，是否想写“source”"),
        ("SELECT folor(error) FROM documents", "没有函数“folor”，是否想写“floor”"),
        ("SELECT source, count(*) FROM documents", "列“source”没有写进 GROUP BY"),
        ("SELECT count(*) FROM documents WHERE sum(error) > 1", "请改用 HAVING"),
        ("SELECT 'a", "引号没有成对"),
        ("SELECT\n*\nFROM documents\nORDER BY 99", "ORDER BY 的列号超出范围（第 4 行）"),
        ("SELECT CAST('甲' AS INTEGER)", "文字“甲”不能换算成数或日期"),
        ("DELETE FROM documents", "数据库只供查询，不能修改"),
        ("SELECT * FROM read_csv('other.csv')", "不能读写数据库以外的文件"),
        ("SELECT source FROM documents d JOIN documents e USING (key)", "列“source”在几个表里都有"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_in_chinese(sql: str, wanted: str, store: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        answer.ask(store, sql)
    assert wanted in caught.value.message
    assert "Error" not in caught.value.message


def test_what_nobody_translated_keeps_the_words_of_the_database() -> None:
    assert said("Binder Error: something new!\nmore") == "列、表或函数用得不对（数据库原文：something new!）"


def test_a_table_that_fits_a_line_is_whole_and_a_wider_one_says_that_it_is_cut(tmp_path: Path) -> None:
    name = "甲市/乙区/2026年部门预算（批复后公开稿）.xlsx"
    fits = answer.render(answer.Answer(("source", "error"), ((name, 3),)), "text").decode()
    assert name in fits
    assert fits.endswith("（1 行）\n")
    wide = answer.render(answer.Answer(("source", "message", "advice"), ((name, "甲" * 40, "乙" * 60),)), "text")
    assert name not in wide.decode()
    assert wide.decode().endswith("（1 行；过长的内容已截短，全文请用 -f csv）\n")
    (tmp_path / "a.txt").write_bytes(wide)
    assert answer.is_answer(tmp_path / "a.txt", "text")
