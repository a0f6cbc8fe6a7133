"""The typo artefact: character model, vocabulary, pairs of words, sounds, look-alikes and weights, loaded once."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.nlp import charlm, judge, sounding, table, topics
from auditor.nlp.segment import tokenizer
from auditor.resources import folder

FORMAT = 4
_FIRST, _LAST = 0x4E00, 0x9FFF
_NEAREST = sounding.SHAPE + 0.4


@dataclass(frozen=True)
class Model:
    """What the proofreader knows.

    ``counts`` holds, for each word, how often official texts use it (prefixes of words are there with 0);
    ``ids`` numbers the words of ``grams``, the pairs of words; ``general`` is ten times the logarithm of a word's
    count in a general dictionary; ``terms`` are words of the fields that departments work in; ``chars`` is the
    language model of characters, ``second`` another of general Chinese over the same characters, ``sounding`` what a
    character or a stretch may be a slip for, ``topics`` which words keep company; ``forest`` weighs the numbers of
    ``evidence``.
    """

    counts: dict[str, int]
    ids: dict[str, int]
    general: dict[str, int]
    terms: frozenset[str]
    total: int
    grams: table.Table
    chars: charlm.CharModel
    second: charlm.CharModel
    sounding: sounding.Sounding
    topics: topics.Topics
    forest: judge.Forest

    @cached_property
    def cutter(self) -> Any:
        """The jieba tokenizer over the vocabulary."""
        return tokenizer(self.counts, self.total)

    @cached_property
    def han(self) -> str:
        """The Han characters of ``chars`` in the order of their symbols."""
        import numpy as np

        points = np.flatnonzero(self.chars.symbols >= charlm.HAN)
        return "".join(map(chr, points[np.argsort(self.chars.symbols[points])]))

    @cached_property
    def fuzzy_readings(self) -> dict[str, str]:
        """The classes of syllables of a Han character, each as one character."""
        held = self.sounding
        points = [point for point in range(_FIRST, _LAST + 1) if held.wide[point] >= charlm.HAN]
        return {chr(point): "".join(chr(one) for one in held.loose[held.wide[point]] if one) for point in points}

    @cached_property
    def shapes(self) -> dict[str, str]:
        """The Han characters that look most like one, where they do not sound like it."""
        held = self.sounding
        found = {}
        for char in self.han:
            own = held.wide[ord(char)]
            part = slice(int(held.at[own]), int(held.at[own + 1]))
            near = held.near[part][(held.cost[part] >= sounding.SHAPE) & (held.cost[part] < _NEAREST)]
            found[char] = "".join(self.han[symbol - charlm.HAN] for symbol in near)
        return found


def read_model(where: Path) -> Model:
    """Return the artefact in a folder.

    Raises ConfigError where a file is missing, of another format, or not the one that the manifest describes.
    """
    try:
        manifest = json.loads((where / "manifest.json").read_text(encoding="utf-8"))
        names = {name: (where / name).read_bytes() for name in manifest["files"]}
    except (OSError, ValueError, KeyError) as failure:
        raise ConfigError("错别字模型不完整，请重新安装 auditor。", source=str(where)) from failure
    if manifest.get("format") != FORMAT:
        raise ConfigError("错别字模型的版本与程序不符，请重新安装 auditor。", source=str(where))
    for name, data in names.items():
        if hashlib.sha256(data).hexdigest() != manifest["files"][name]["sha256"]:
            raise ConfigError("错别字模型的文件与清单不符（可能损坏），请重新安装 auditor。", source=str(where / name))
    known = json.loads(zlib.decompress(names["words.json.z"]))
    words = known["words"].split(" ")
    chars = charlm.load(names["chars.bin"])
    own = words[: known["size"]]
    return Model(
        counts=dict(zip(words, known["counts"], strict=True)),
        ids=dict(zip(("", *own), (0, *range(2, known["size"] + 2)), strict=True)),
        general={word: seen for word, seen in zip(words, known["general"], strict=True) if seen >= 0},
        terms=frozenset(known["terms"].split(" ")),
        total=sum(known["counts"]),
        grams=table.load(names["pairs.bin"]),
        chars=chars,
        second=charlm.load(names["general.bin"]),
        sounding=sounding.load(zlib.decompress(names["sounds.bin.z"]), chars.symbols),
        topics=topics.load(names["topics.bin"], topics.listed(own, known["counts"][: known["size"]])),
        forest=judge.load(json.loads(names["weights.json"])),
    )


@cache
def default_model() -> Model:
    """Return the artefact that came with the installation, read once."""
    return read_model(folder("models") / "typo")
