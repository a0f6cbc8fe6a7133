"""Rows that stand together elsewhere too: projects of one office are copied from each other, row after row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from auditor.extract.items import Item
from auditor.extract.projects.ties import Anchor, pairs_of
from auditor.extract.words.keys import fold

_MOST = 50  # groups looked at for one pair of characters
_ALIKE = 0.6  # of the pairs of characters of both names
_CHANCE = 0.05  # neighbours that may be expected by chance


def together(items: Sequence[Item], anchors: Sequence[Anchor]) -> list[bool]:
    """Return, for each item, whether it and the one before it are named like two neighbours of another project.

    Names that are frequent meet by chance; they prove nothing.
    """
    names = [fold(item.fields.name.text) if item.fields else "" for item in items]
    groups = _groups(names)
    counts = Counter(group for group in groups if group >= 0)
    total = max(1, sum(counts.values()))
    begins = {anchor.first for anchor in anchors}
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for at in range(1, len(items)):
        if min(groups[at - 1], groups[at]) >= 0 and at not in begins:
            found[groups[at - 1], groups[at]].append(at)
    done = [False] * len(items)
    for (one, two), places in found.items():
        if len(places) > 1 and (counts[one] - 1) * (counts[two] - 1) < _CHANCE * total:
            for at in places:
                done[at] = True
    return done


def _groups(names: Sequence[str]) -> list[int]:
    """Return the number of the group of each name, names that are nearly the same in one; −1 where there is none."""
    known: dict[str, int] = {}
    by_pair: defaultdict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for name in dict.fromkeys(name for name in names if name):
        pairs = pairs_of(name)
        near: defaultdict[int, int] = defaultdict(int)  # pairs in common
        sizes: dict[int, int] = {}
        for pair in pairs:
            for group, other in by_pair[pair][:_MOST]:
                near[group] += 1
                sizes[group] = len(other)
        # Of groups as near the first: the pairs are a set, whose order changes from run to run.
        best = max(near, key=lambda group: (near[group], -group), default=-1)
        alike = best >= 0 and near[best] >= _ALIKE * (len(pairs) + sizes[best] - near[best])
        known[name] = best if alike else len(known)
        if not alike:
            for pair in pairs:
                by_pair[pair].append((known[name], pairs))
    return [known.get(name, -1) for name in names]
