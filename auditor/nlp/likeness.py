"""Whether two indicator names ask for the same thing: TF-IDF over words and characters, synonyms counted as one.

What decides is what is left over on either side once the common words are gone: 第一批/第二批 and 村民/企业 leave
something on both sides, 补助人数/享受补助人数 nothing that matters on one. A logistic regression over four numbers,
fitted on labelled pairs (models/pairs/pairs.tsv), weighs this; it is applied here in plain Python.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from auditor.errors import ConfigError
from auditor.resources import folder
from auditor.text.width import fold

WEIGHTS = "weights.json"
_MARKS = re.compile(r"[\s“”\"'‘’《》、,.;:。()%]+")
_PIECE = re.compile(r"\d+(?:\.\d+)?|[a-z]+|.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words of one meaning by their first word, and the words that change no meaning."""

    canonical: Mapping[str, str]
    light: frozenset[str]


def read_synonyms(text: str) -> Synonyms:
    """Return the synonyms of a file: a line of words of one meaning; a line that begins with ``-`` is of light words."""
    canonical: dict[str, str] = {}
    light: set[str] = set()
    for line in text.splitlines():
        words = fold(line.split("#", 1)[0].strip().replace(" ", "\n")).split() if False else line.split("#", 1)[0].split()
        if words[:1] == ["-"]:
            light.update(map(fold, words[1:]))
            continue
        for word in words:
            canonical.setdefault(fold(word), fold(words[0]))
    return Synonyms(canonical, frozenset(light))
