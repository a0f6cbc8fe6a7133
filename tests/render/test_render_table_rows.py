"""The amounts of the other tables as one long table."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from auditor.errors import ConfigError
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.place import Place
from auditor.records.table import Amount, BudgetTable, Column, Label, TableRow
from auditor.render.table_rows import TABLE_COLUMNS, render_table_rows, table_rows

COLUMNS = (
    Column(0, ("科目名称",), "name"),
    Column(1, ("预算数", "合计"), "total", amount=True, money=True, parts=(2, 3)),
    Column(2, ("预算数", "项目支出"), "project", amount=True, money=True, unit="元"),
    Column(3, ("增减%",), "share", amount=True),
)
ROW = TableRow(
    code="2010101",
    name="行政运行",
    labels=(Label("name", "2010101", "行政运行", Cell("2010101-行政\n运行")),),
    amounts=(
        Amount(Decimal("1E+2"), Cell("100", Place(page=2, line=9)), 1),
        Amount(Decimal("3.50"), Cell("3.50", Place(page=2, line=9)), 2, placed="moved"),
        Amount(None, Cell("1.2.3", Place(page=2, line=9)), 3),
    ),
    place=Place(page=2, line=9),
)
BUDGET = Budget(
    "甲.txt",
    "",
    tables=(
        BudgetTable("03", "支出总表", "万元", (), kind="支出总表", columns=COLUMNS, rows=(ROW, TableRow(name="空行"))),
        BudgetTable("", "政府性基金预算支出表", "", (), Place(line=30), "政府性基金预算支出表"),
    ),
)


def test_a_row_for_each_amount_and_for_what_has_none() -> None:
    first, second, third, empty, blank = table_rows([BUDGET])
    assert tuple(first) == TABLE_COLUMNS
    assert [row["column"] for row in (first, second, third)] == ["预算数/合计", "预算数/项目支出", "增减%"]
    assert [row["unit"] for row in (first, second, third)] == ["万元", "元", "%"]
    assert [row["placed"] for row in (first, second, third)] == ["printed", "moved", "printed"]
    assert (third["amount"], third["text"]) == (None, "1.2.3")
    assert (first["page"], first["line"], first["code"], first["labels"]) == (2, 9, "2010101", "2010101-行政运行")
    assert (empty["name"], empty["column"], empty["amount"], empty["placed"]) == ("空行", "", None, "")
    assert (blank["kind"], blank["line"], blank["name"]) == ("政府性基金预算支出表", 30, "")


def test_csv_has_the_digits_of_the_source() -> None:
    text = render_table_rows([BUDGET], "csv").decode()
    assert text.startswith(",".join(TABLE_COLUMNS) + "\r\n")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert [row["amount"] for row in rows] == ["100", "3.50", "", "", ""]


def test_json_and_xlsx() -> None:
    rows = json.loads(render_table_rows([BUDGET], "json"))
    assert (rows[1]["amount"], rows[2]["amount"]) == (3.5, None)
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(BytesIO(render_table_rows([BUDGET], "xlsx"))).active
    assert [cell.value for cell in sheet[1]] == list(TABLE_COLUMNS)
    assert sheet.cell(2, TABLE_COLUMNS.index("amount") + 1).value == 100


def test_parquet_has_types() -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.read_parquet(BytesIO(render_table_rows([BUDGET], "parquet")))
    assert (str(frame.amount.dtype), str(frame.line.dtype)) == ("float64", "Int64")


def test_an_unknown_format_is_said() -> None:
    with pytest.raises(ConfigError, match="不认识的表格格式"):
        render_table_rows([BUDGET], "ods")
