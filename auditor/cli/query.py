"""``auditor query``: SQL over the store of a batch, which it cannot change."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Timer
from typing import Annotated

import typer

from auditor.bounds import bounded
from auditor.cli import setup
from auditor.cli.lang import tr
from auditor.cli.output import say, targets, write
from auditor.errors import ConfigError

Sql = Annotated[str, typer.Argument(metavar="SQL", help='查询语句，如 "SELECT * FROM documents"', show_default=False)]
StoreFile = Annotated[Path, typer.Option("--store", metavar="FILE", help="数据库，或 auditor batch 的结果目录")]
TableFormat = Annotated[
    str | None,
    typer.Option("-f", "--format", metavar="FORMAT", help="结果格式：text csv json parquet", show_default=False),
]
Seconds = Annotated[float, typer.Option("--timeout", metavar="SECONDS", min=1, help="查询的时间上限（秒）")]
Memory = Annotated[int, typer.Option("--memory", metavar="MB", min=0, help="查询的内存上限（MB），0 为不限；仅 Linux")]
TableOut = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE", help="写到此文件，- 为标准输出", show_default=False)
]
# The database stops between two parts of its work; one call of a function on long texts it does not interrupt.
_GRACE = 10.0


def query(
    sql: Sql,
    store: StoreFile = Path("store.duckdb"),
    fmt: TableFormat = None,
    out: TableOut = None,
    timeout: Seconds = 300.0,
    memory: Memory = 2048,
    debug: setup.Debug = False,
) -> None:
    """用 SQL 查询批量审核的数据库（只读）；表和视图见 docs/store.md。"""
    from auditor.corpus import answer

    setup.configure(None, debug)
    last = Timer(timeout + _GRACE, _cut_off, (timeout,))
    last.daemon = True
    last.start()
    try:
        with bounded(0, memory):
            found = answer.ask(store, sql, timeout)
    except MemoryError:
        raise ConfigError(answer.TOO_MUCH) from None
    finally:
        last.cancel()
    formats = (fmt,) if fmt else ()
    (target,) = targets(formats, out, ("查询结果",), answer.FORMATS)
    if target.path is not None and answer.is_store(target.path):
        raise ConfigError(tr("输出会覆盖数据库，请换一个文件名。"), source=str(target.path))
    if target.path is not None and not answer.is_answer(target.path, target.format):
        message = tr("已有的文件不是这种格式的查询结果，没有覆盖；请换一个文件名。")
        raise ConfigError(message, source=str(target.path))
    write(target, answer.render(found, target.format))


def _cut_off(seconds: float) -> None:
    """Say that the query did not stop when it was told to, and end the program: nothing of it is half written."""
    from auditor.corpus.answer import late

    say(late(seconds))
    os._exit(2)
