"""Answers to SQL over a store: asked read-only, shown as text, csv, json or parquet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any, NoReturn

from auditor.corpus.batch import STORE
from auditor.corpus.sqlerrors import said
from auditor.corpus.store import opened
from auditor.errors import ConfigError
from auditor.records.output import Format
from auditor.render.csvtext import csv_bytes
from auditor.render.words import one_line
from auditor.text.width import display_width

FORMATS: Mapping[str, Format] = {
    "text": Format(".txt"),
    "csv": Format(".csv"),
    "json": Format(".json"),
    "parquet": Format(".parquet", screen=False),
}
# Columns of a terminal: values stay whole where the table is no wider than a line; else each is cut to so many.
_LINE, _WIDEST = 100, 40
SECONDS = 300.0
# An answer is held whole before it is written: so many characters at most, a number counted as _CELL.
_LARGEST, _CELL, _AT_ONCE = 256 * 1024 * 1024, 16, 10_000
TOO_MUCH = "查询所需内存超过上限，已停止；请缩小范围或分批查询。"
_COUNTED = re.compile(r"（\d+ 行[^（）\n]*）\s*\Z")
_STORES = (".duckdb", ".db", ".wal", ".lock")


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns and rows of an answer, values as duckdb gives them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def ask(store: Path, sql: str, seconds: float = SECONDS) -> Answer:
    """Return the answer to ``sql``; ``store`` is a store or the folder of a batch.

    Raises ConfigError where the statement is wrong, would write, would touch anything outside the store, takes longer
    than ``seconds``, or has an answer that would fill the memory.
    """
    path = store / STORE if store.is_dir() else store
    with opened(path, read_only=True) as known:
        import duckdb

        stop = Timer(seconds, known.connection.interrupt)
        stop.daemon = True
        stop.start()
        try:
            # Of blanks and comments alone nothing is executed, and there is no cursor.
            cursor = known.connection.execute(sql) or _empty()
            columns = tuple(str(column[0]) for column in cursor.description or ())
            return Answer(columns, _fetched(cursor) if columns else ())
        except duckdb.InterruptException:
            raise ConfigError(late(seconds)) from None
        except duckdb.OutOfMemoryException:
            raise ConfigError(TOO_MUCH) from None
        except duckdb.Error as error:
            raise ConfigError(f"查询语句有误或不被允许：{said(str(error))}。") from None
        finally:
            stop.cancel()


def late(seconds: float) -> str:
    """Return what is said of a query that took longer than it may."""
    return f"查询超过时间上限 {seconds:g} 秒，已停止；请缩小范围，或用 --timeout 提高上限。"


def _empty() -> NoReturn:
    raise ConfigError('查询语句是空的，请写一条 SQL，如 "SELECT * FROM documents"。')


def _fetched(cursor: Any) -> tuple[tuple[Any, ...], ...]:
    """Return all rows. Raises ConfigError before they fill the memory."""
    rows: list[tuple[Any, ...]] = []
    size = 0
    while part := cursor.fetchmany(_AT_ONCE):
        rows += part
        size += sum(len(value) if isinstance(value, str | bytes) else _CELL for row in part for value in row)
        if size > _LARGEST:
            message = (
                f"查询结果过大（已有 {len(rows)} 行），没有输出；请用 WHERE、LIMIT 或汇总缩小，或读取 --parquet 文件。"
            )
            raise ConfigError(message)
    return tuple(rows)


def is_store(path: Path) -> bool:
    """Return whether a file that is there is a database: of DuckDB (whatever its name), or called one."""
    if not path.exists():
        return False
    try:
        with path.open("rb") as file:
            return path.suffix.lower() in _STORES or file.read(12)[8:] == b"DUCK"
    except OSError:
        return False


def is_answer(path: Path, format: str) -> bool:
    """Return whether nothing is lost where an answer in this format is written over ``path``: an older one, or nothing.

    The columns of an answer have names of a database; the first line of a table that people made is in Chinese.
    """
    if not path.is_file() or not path.stat().st_size:
        return True
    if path.suffix.lower() != FORMATS[format].suffix:
        return False
    data = path.read_bytes()
    if format == "parquet":
        return data.startswith(b"PAR1")
    text = data.decode("utf-8-sig", "replace").lstrip()
    if format == "json":
        return text.startswith("[")
    return text.partition("\n")[0].isascii() and (format == "csv" or bool(_COUNTED.search(text)))


def render(answer: Answer, format: str) -> bytes:
    """Return the answer in one of ``FORMATS``."""
    writers = {"text": _text, "csv": _csv, "json": _json, "parquet": _parquet}
    return writers[format](answer)


def _text(answer: Answer) -> bytes:
    """Return a table for a terminal; long values of a wide one are cut, and the last line says so."""
    table = [list(answer.columns), *([_shown(value) for value in row] for row in answer.rows)]
    cut, widths = table, _widths(table)
    if sum(widths) + 2 * len(widths) > _LINE:
        cut = [[_cut(value) for value in row] for row in table]
        widths = _widths(cut)
    lines = ["  ".join(_padded(value, width) for value, width in zip(row, widths, strict=True)).rstrip() for row in cut]
    lines.insert(1, "  ".join("─" * width for width in widths))
    shortened = "；过长的内容已截短，全文请用 -f csv" if cut != table else ""
    return ("\n".join([*lines, f"（{len(answer.rows)} 行{shortened}）"]) + "\n").encode("utf-8", "replace")


def _widths(table: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(display_width, column)) for column in zip(*table, strict=True)]


def _shown(value: Any) -> str:
    """Return a value in words; nothing for NULL."""
    return "" if value is None else one_line(str(value))


def _cut(text: str) -> str:
    """Return a text of at most ``_WIDEST`` columns."""
    if display_width(text) <= _WIDEST:
        return text
    kept = ""
    for char in text:
        if display_width(kept + char) >= _WIDEST:
            break
        kept += char
    return kept + "…"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def _csv(answer: Answer) -> bytes:
    return csv_bytes(answer.columns, answer.rows)


def _json(answer: Answer) -> bytes:
    import json

    rows: Sequence[Mapping[str, Any]] = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return (json.dumps(rows, ensure_ascii=False, indent=1, default=_plain) + "\n").encode("utf-8", "replace")


def _plain(value: Any) -> Any:
    """Return a Decimal as a number, anything else that JSON does not know as text."""
    from decimal import Decimal

    return float(value) if isinstance(value, Decimal) else str(value)


def _parquet(answer: Answer) -> bytes:
    from io import BytesIO

    import pandas

    buffer = BytesIO()
    pandas.DataFrame(list(answer.rows), columns=list(answer.columns)).to_parquet(buffer, index=False)
    return buffer.getvalue()
