"""From the numbers that speak for a correction to a probability: a boosted forest read from JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any


def log_odds(numbers: Sequence[float], weights: Mapping[str, Any]) -> float:
    """Return the natural logarithm of the odds that a correction is right.

    ``weights`` holds ``base`` and ``trees``; a node is [feature, threshold, left, right] or [value].
    """
    score: float = weights["base"]
    for tree in weights["trees"]:
        node = tree[0]
        while len(node) > 1:
            node = tree[node[2] if numbers[node[0]] <= node[1] else node[3]]
        score += node[0]
    return score


def probability(odds: float) -> float:
    """Return the probability of log odds."""
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, odds))))
