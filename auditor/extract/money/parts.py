"""Which columns of a budget table are the sum of others: by their heads, unless the rows say otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.extract.money.words import NO_PARTS, parts_of, says_nothing
from auditor.records.table import Column

_SUM_HEAD = re.compile(r"合计$|小计$|总计$|总数$|预算总额$")
Path = tuple[str, ...]


def with_parts(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns with ``parts``: a 合计 covers the columns and groups beside it under the same head."""
    found: dict[int, tuple[int, ...]] = {}
    for side in dict.fromkeys(column.side for column in columns):
        summed = [c for c in columns if c.side == side and c.money and c.role not in NO_PARTS]
        paths = _nested(summed)
        for column in summed:
            parts = tuple(_parts(column.index, paths))
            if len(parts) > 1:
                found[column.index] = parts
    return tuple(replace(c, parts=found[c.index]) if c.index in found else c for c in columns)


def _nested(columns: Sequence[Column]) -> dict[int, Path]:
    """Return the path of every column, parts that are printed beside their whole put below it."""
    paths = {column.index: column.path for column in columns}
    for whole, parts in parts_of().items():
        for column in [column for column in columns if column.role == whole and not _heads_a_group(column)]:
            beside = [c for c in columns if c.role in parts and paths[c.index][:-1] == paths[column.index][:-1]]
            if beside:
                paths |= {c.index: (*paths[column.index], c.path[-1]) for c in beside}
                paths[column.index] = (*paths[column.index], "小计")
    return paths


def _heads_a_group(column: Column) -> bool:
    """Return whether a column is the 小计 below the head of a group: its parts already stand below that head."""
    return len(column.path) > 1 and says_nothing(column.path[-1])


def _parts(total: int, paths: Mapping[int, Path]) -> Iterator[int]:
    """Yield the columns that stand for the groups beside ``total`` under its head, nothing where it is no sum."""
    path = paths[total]
    if path and _SUM_HEAD.search(path[-1]):
        beside = {index: other for index, other in paths.items() if index != total}
        yield from _below(path[:-1], beside)


def _below(parent: Path, paths: Mapping[int, Path]) -> Iterator[int]:
    """Yield the columns that together are all that stands below ``parent``: of each group its sum, or its parts."""
    groups: dict[str, dict[int, Path]] = defaultdict(dict)
    for index, path in paths.items():
        if path[: len(parent)] == parent and path:
            groups[path[len(parent)] if len(path) > len(parent) else path[-1]][index] = path
    for head, members in groups.items():
        sums = [i for i, path in members.items() if len(path) == len(parent) + 2 and _SUM_HEAD.search(path[-1])]
        if len(members) == 1 or sums:
            yield sums[0] if sums else next(iter(members))
        elif all(len(path) > len(parent) + 1 for path in members.values()):
            yield from _below((*parent, head), members)
        else:  # columns of the same name side by side
            yield from members
