"""Whether the projects of a table are printed in the middle of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from auditor.extract.items import Item
from auditor.extract.projects.ties import Anchor

_ORDER = ("quantity", "quality", "time", "benefit", "satisfaction")  # cost comes first or in the middle
_LAST = frozenset({"benefit", "satisfaction"})


def in_the_middle(items: Sequence[Item], anchors: Sequence[Anchor]) -> bool:
    """Return whether blocks with their project's line in the middle cover all rows of a table that nothing cut.

    Rows stand above the first project then. Of an even number of rows the upper of the middle ones has the line.
    """
    if not anchors or not items[0].fields or items[0].anchor or len({item.piece for item in items}) > 1:
        return False
    if any(anchor.first != anchor.last for anchor in anchors):
        return False
    starts = {0}
    for anchor, after in pairwise((*(anchor.first for anchor in anchors), len(items))):
        above = [anchor - start for start in starts if start <= anchor]
        starts = {end for rows in above for end in (anchor + rows + 1, anchor + rows + 2) if end <= after}
    return len(items) in starts


def between_their_rows(items: Sequence[Item], anchors: Sequence[Anchor]) -> int:
    """Return the first row above a name that is its project's by all signs, −1 where names begin their projects.

    Kinds begin again there (数量 after 满意度) though no name does, the rows from there up to the name have none, and
    the name stands in the middle of those up to where they begin again. No name may stand where the kinds go back.
    """
    again = [at for at in range(1, len(items)) if _begins_again(items[at - 1], items[at])]
    for anchor in anchors[1:]:
        if anchor.last > anchor.first or _goes_back(items[anchor.first - 1], items[anchor.first]):
            return -1
    found = -1
    for anchor in anchors[1:]:
        start = max((at for at in again if at < anchor.first), default=-1)
        end = min((at for at in again if at > anchor.first), default=len(items))
        if start < 0 or any(items[at].owner.text for at in range(start, end) if at != anchor.first):
            continue
        if abs((anchor.first - start) - (end - 1 - anchor.first)) > 1:
            return -1
        found = start if found < 0 else found
    return found


def _begins_again(before: Item, after: Item) -> bool:
    """Return whether an indicator of a project's beginning follows one of its end."""
    if not before.fields or not after.fields:
        return False
    return before.fields.kind in _LAST and after.fields.kind not in _LAST


def _goes_back(before: Item, after: Item) -> bool:
    """Return whether an indicator is of an earlier kind than the one above it, or one of both is none."""
    if not before.fields or not after.fields:
        return True
    one, two = before.fields.kind, after.fields.kind
    return one in _ORDER and two in _ORDER and _ORDER.index(two) < _ORDER.index(one)
