"""Problems that readers report."""

from __future__ import annotations

from auditor.records.document import Problem
from auditor.records.place import Place


def cut_off(place: Place) -> Problem:
    """Return the problem of a text that ends in the middle of a row or character."""
    return Problem("read.truncated", "文件在一行中间结束，后面的内容可能丢失，请核对原件。", place, partial=True)
