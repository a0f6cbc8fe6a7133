"""The extraction as a table."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from auditor.errors import ConfigError
from auditor.records.budget import Budget, Indicator, Money, Project
from auditor.records.document import Cell
from auditor.records.place import Place
from auditor.render.flat_table import ROW_FORMATS
from auditor.render.rows import COLUMNS, render_rows, rows

BUDGET = Budget(
    "甲,乙.txt",
    "",
    projects=(Project(key="A1", code="A1", name=Cell('“社区”, "一期"'), total=Money(wan=Decimal("2.000000"))),),
    indicators=(
        Indicator(
            12,
            0,
            Cell("产出指标"),
            Cell("数量指标"),
            Cell("=HYPERLINK(1)"),
            operator=Cell("大于等于"),
            value=Cell("十\n二"),
            unit=Cell("个"),
            sign="≥",
            project="A1",
            place=Place(page=3, line=40),
        ),
        Indicator(13, 1, name=Cell("满意度"), sign="≥", value=Cell("90"), unit=Cell("%"), activity=Cell("活动甲")),
    ),
)


def test_columns_are_the_contract() -> None:
    assert ",".join(COLUMNS) == (
        "document,table,page,line,project_code,project_name,project_total_wan,activity,level1,level2,name,operator,value,unit"
    )
    first, second = rows([BUDGET])
    assert tuple(first) == tuple(second) == COLUMNS
    assert (first["operator"], first["project_total_wan"], first["page"]) == ("≥", Decimal("2.000000"), 3)
    assert (second["activity"], second["project_name"], second["project_total_wan"]) == ("活动甲", "", None)


def test_csv_is_plain_utf8_and_rfc_4180() -> None:
    data = render_rows([BUDGET], "csv")
    text = data.decode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert text.startswith(",".join(COLUMNS) + "\r\n")
    assert text.endswith("\r\n")
    read = list(csv.DictReader(StringIO(text, newline="")))
    assert read[0]["project_name"] == '“社区”, "一期"'
    assert read[0]["value"] == "十\n二"
    assert read[0]["project_total_wan"] == "2.000000"
    assert read[0]["name"] == "'=HYPERLINK(1)"  # a spreadsheet would run it
    assert read[1]["page"] == ""


def test_json_has_numbers_and_nulls() -> None:
    first, second = json.loads(render_rows([BUDGET], "json"))
    assert (first["project_total_wan"], first["line"], second["line"]) == (2.0, 40, None)


def test_xlsx_keeps_strings_as_strings() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    page = openpyxl.load_workbook(BytesIO(render_rows([BUDGET], "xlsx"))).active
    assert [cell.value for cell in page[1]] == list(COLUMNS)
    assert (page["K2"].value, page["K2"].data_type, page["K2"].quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert page["G2"].value == 2
    assert page["M3"].value == "90"


def test_parquet_round_trip() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(BytesIO(render_rows([BUDGET], "parquet")))
    assert list(frame.columns) == list(COLUMNS)
    assert frame["project_total_wan"][0] == 2.0


def test_every_format_takes_an_empty_budget() -> None:
    for name in set(ROW_FORMATS) - {"parquet"}:
        assert render_rows([], name)


def test_unknown_format_is_one_sentence() -> None:
    with pytest.raises(ConfigError, match="不认识的表格格式“ods”"):
        render_rows([], "ods")
