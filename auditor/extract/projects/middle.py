"""Whether every project of a table is printed in the middle of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from auditor.extract.items import Item
from auditor.extract.projects.ties import Anchor


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
