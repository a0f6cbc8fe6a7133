"""Rows as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

# What a spreadsheet takes for a formula: these signs at the start of a text that is more than the sign and no number.
_FORMULA = re.compile(r"[=+\-@\t\r](?!$)", re.DOTALL)
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")


def csv_bytes(columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return the rows as CSV (RFC 4180, UTF-8 without BOM), an apostrophe before every text that would be a formula."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return buffer.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")  # a Decimal may print itself as 1E+2; "f" keeps the digits of the source
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
