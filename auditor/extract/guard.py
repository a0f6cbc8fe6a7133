"""A fault in one table costs that table, never the document: it becomes a Problem that names it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from auditor.errors import AuditorError
from auditor.records.document import Problem
from auditor.records.place import Place

_log = logging.getLogger("auditor")
Made = TypeVar("Made")


def guarded(work: Callable[[], Made], title: str, place: Place) -> Made | Problem:
    """Return what ``work`` makes of a table, the problem where this program fails on it."""
    try:
        return work()
    except (AuditorError, MemoryError):
        raise
    except Exception as error:
        _log.debug("table %s", title, exc_info=error)
        name = f"“{title}”" if title else "一张表"
        message = f"读取{name}时程序内部出错（{type(error).__name__}），这张表没有读全；其他表照常读入。"
        return Problem("extract.crash", message, place, partial=True)
