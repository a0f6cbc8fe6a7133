"""Rows of one kind as a file: csv, json, xlsx or parquet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.records.output import Format
from auditor.render.csvtext import csv_bytes

if TYPE_CHECKING:
    import pandas

ROW_FORMATS: Mapping[str, Format] = {
    "csv": Format(".csv"),
    "json": Format(".json"),
    "xlsx": Format(".xlsx", screen=False),
    "parquet": Format(".parquet", screen=False),
}
Rows = Iterable[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of a file have in common: name of the sheet, columns with their widths, types for pandas.

    A row is a dict with the keys of ``columns``, in their order; a number may be a Decimal, None is empty.
    """

    sheet: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    types: Mapping[str, str] = field(default_factory=dict)


def written(rows: Rows, shape: Shape, format: str) -> bytes:
    """Return ``rows`` as csv (RFC 4180, UTF-8 without BOM), json, xlsx or parquet.

    Raises ConfigError for an unknown format.
    """
    writers = {"csv": _csv, "json": _json, "xlsx": _xlsx, "parquet": _parquet}
    if format not in writers:
        raise ConfigError(f"不认识的表格格式“{format}”，可用的有：{'、'.join(writers)}。")
    return writers[format](list(rows), shape)


def frame(rows: Rows, shape: Shape) -> pandas.DataFrame:
    """Return the rows as a pandas DataFrame with the types of ``shape``."""
    import pandas

    return pandas.DataFrame(list(rows), columns=list(shape.columns)).astype(dict(shape.types))


def _csv(rows: list[dict[str, Any]], shape: Shape) -> bytes:
    return csv_bytes(shape.columns, (row.values() for row in rows))


def _json(rows: list[dict[str, Any]], shape: Shape) -> bytes:
    import json

    # An amount has at most 15 digits, which a float holds exactly enough to print the same number again.
    text = json.dumps(rows, ensure_ascii=False, indent=1, default=float)
    return (text + "\n").encode("utf-8", "replace")


def _xlsx(rows: list[dict[str, Any]], shape: Shape) -> bytes:
    from auditor.render import sheet

    book = sheet.workbook()
    page = book.create_sheet(shape.sheet)
    sheet.write_rows(page, [shape.columns, *(tuple(row.values()) for row in rows)])
    sheet.head(page, shape.widths)
    page.freeze_panes = "A2"
    return sheet.to_bytes(book)


def _parquet(rows: list[dict[str, Any]], shape: Shape) -> bytes:
    from io import BytesIO

    buffer = BytesIO()
    frame(rows, shape).to_parquet(buffer, index=False)
    return buffer.getvalue()
