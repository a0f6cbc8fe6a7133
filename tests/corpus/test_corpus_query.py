"""Questions to a store: bounded in time and size, and answers that a spreadsheet does not run."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.corpus import answer
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
