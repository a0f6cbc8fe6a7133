"""The extraction as a table: one row per indicator of the source, in csv, json, xlsx or parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditor.errors import ConfigError
from auditor.records.budget import Budget, Indicator, Project

COLUMNS: tuple[str, ...] = (
    "document",
    "table",
    "page",
    "line",
    "project_code",
    "project_name",
    "project_total_wan",
    "activity",
    "level1",
    "level2",
    "name",
    "operator",
    "value",
    "unit",
)
ROW_SUFFIXES: Mapping[str, str] = {"csv": ".csv", "json": ".json", "xlsx": ".xlsx", "parquet": ".parquet"}
_WIDTHS = (24, 6, 6, 7, 24, 30, 16, 24, 14, 20, 30, 9, 24, 12)


def rows(budgets: Iterable[Budget]) -> Iterator[dict[str, Any]]:
    """Yield one dict per indicator with the keys of ``COLUMNS``; numbers unknown to the source are None.

    ``project_total_wan`` is a Decimal in 万元; all other values are texts or whole numbers.
    """
    for budget in budgets:
        projects = {project.key: project for project in budget.projects}
        for indicator in budget.indicators:
            yield _row(budget.source, indicator, projects.get(indicator.project, Project(key="")))


def render_rows(budgets: Iterable[Budget], format: str) -> bytes:
    """Return the rows of ``budgets`` as csv (RFC 4180, UTF-8 without BOM), json, xlsx or parquet.

    Raises ConfigError for an unknown format, or where openpyxl or pyarrow is needed and not installed.
    """
    writers = {"csv": _csv, "json": _json, "xlsx": _xlsx, "parquet": _parquet}
    if format not in writers:
        raise ConfigError(f"不认识的表格格式“{format}”，可用的有：{'、'.join(writers)}。")
    return writers[format](list(rows(budgets)))


def _row(source: str, indicator: Indicator, project: Project) -> dict[str, Any]:
    values = (
        source,
        indicator.table,
        indicator.place.page,
        indicator.place.line,
        project.code,
        project.name.text,
        project.total.wan,
        indicator.activity.text,
        indicator.level1.text,
        indicator.level2.text,
        indicator.name.text,
        indicator.sign,
        indicator.value.text,
        indicator.unit.text,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _csv(table: list[dict[str, Any]]) -> bytes:
    import csv
    from io import StringIO

    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in table:
        total = row["project_total_wan"]
        # A Decimal may print itself as 1E+2; "f" keeps the digits of the source.
        writer.writerow({**row, "project_total_wan": None if total is None else format(total, "f")}.values())
    return buffer.getvalue().encode("utf-8", "replace")


def _json(table: list[dict[str, Any]]) -> bytes:
    import json

    # A total has at most 15 digits, which a float holds exactly enough to print the same number again.
    text = json.dumps(table, ensure_ascii=False, indent=1, default=float)
    return (text + "\n").encode("utf-8", "replace")


def _xlsx(table: list[dict[str, Any]]) -> bytes:
    from auditor.render import sheet

    book = sheet.workbook()
    page = book.create_sheet("绩效指标")
    sheet.write_rows(page, [COLUMNS, *(tuple(row.values()) for row in table)])
    sheet.head(page, _WIDTHS)
    page.freeze_panes = "A2"
    return sheet.to_bytes(book)


def _parquet(table: list[dict[str, Any]]) -> bytes:
    from io import BytesIO

    try:
        import pandas
        import pyarrow  # noqa: F401 - pandas needs it and says so less clearly
    except ImportError as error:
        raise ConfigError("写 parquet 需要 pandas 和 pyarrow，请安装扩展：pip install 'auditor[parquet]'。") from error
    frame = pandas.DataFrame(table, columns=list(COLUMNS))
    frame = frame.astype({"table": "Int64", "page": "Int64", "line": "Int64", "project_total_wan": "float64"})
    buffer = BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()
