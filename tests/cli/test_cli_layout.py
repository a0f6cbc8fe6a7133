"""--layout: the user says by which layout the indicator tables are read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

OWN = "name: own\ntitle: 本局表\nheads: [考核要点, 考核标准]\ncolumns: {考核要点: name, 考核标准: value}\n"
TABLE = """项目支出绩效目标表

项目名称\t预算数\t绩效目标\t一级指标\t二级指标\t考核要点\t考核标准
架桥补助\t12\t便利过河\t产出指标\t数量指标\t新建桥梁\t3座
"""


@pytest.fixture
def table(tmp_path: Path) -> str:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    path = tmp_path / "x.txt"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def units(out: str) -> list[tuple[str, str]]:
    return [(row["value"], row["unit"]) for row in csv.DictReader(io.StringIO(out))]


def layout_of(run, table: str, *more: str) -> str:
    """Return the name of the layout by which the table was read."""
    (document,) = json.loads(run("audit", table, "-f", "json", *more).out)["documents"]
    return "".join(layout["name"] for layout in document["layouts"])


def test_a_layout_in_a_file_is_taken(run, table) -> None:
    assert [layout_of(run, table, *more) for more in ((), ("--layout", "own.yaml"))] == ["", "own"]
    assert units(run("extract", table, "--layout", "own.yaml").out) == [("3", "座")]


def test_the_configuration_names_a_layout_beside_itself(run, table, tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "mine.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "conf" / "auditor.toml").write_text('layout = "mine.yaml"\n', encoding="utf-8")
    assert units(run("extract", table, "--config", "conf/auditor.toml").out) == [("3", "座")]


def test_a_report_says_by_which_layout_a_table_was_read(run, table) -> None:
    result = run("audit", table, "-f", "json", "--layout", "own.yaml")
    (layout,) = json.loads(result.out)["documents"][0]["layouts"]
    assert (layout["name"], layout["title"], layout["confidence"]) == ("own", "本局表", 1.0)


def test_a_layout_counts_in_the_identity_of_the_rules(run, table) -> None:
    first, second = (
        json.loads(run("audit", table, "-f", "json", *more).out)["ruleset"]["sha256"]
        for more in ([], ["--layout", "own.yaml"])
    )
    assert first != second


@pytest.mark.parametrize("command", ["extract", "audit", "gate"])
def test_an_unknown_layout_is_one_sentence_with_the_nearest_names(run, table, command) -> None:
    result = run(command, table, "--layout", "beijing-project")
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert "beijing-projects" in result.err


def test_a_layout_file_that_is_not_there_is_one_sentence(run, table) -> None:
    result = run("audit", table, "--layout", "other.yaml")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "other.yaml" in result.err


def test_a_table_without_the_heads_of_the_layout_is_read_as_ever(run, clean) -> None:
    assert run("extract", clean, "--layout", "hebei-graded").out == run("extract", clean).out


def test_the_layouts_are_listed(run) -> None:
    listed = run("rules", "layouts").out
    names = [entry["name"] for entry in json.loads(run("rules", "layouts", "-f", "json").out)]
    assert {"beijing-projects", "ministry-form", "ministry-overall"} <= set(names)
    assert all(name in listed for name in names)
