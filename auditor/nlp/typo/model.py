"""The typo artefact: character model, vocabulary, pairs of words, sounds, look-alikes and weights, loaded once."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.nlp import topics
from auditor.nlp.segment import tokenizer
from auditor.nlp.typo import charlm, hashtable, judge, sounding, wordgrams
from auditor.resources import folder

FORMAT = 5
_FIRST, _LAST, _PLANE = 0x4E00, 0x9FFF, 0xFFFF
_NEAREST = sounding.SHAPE + 0.4


@dataclass(frozen=True)
class Model:
    """What the proofreader knows.

    ``counts`` holds, for each word, how often official texts use it (prefixes of words are there with 0);
    ``ids`` numbers the words of ``grams``, the pairs of words; ``general`` is ten times the logarithm of a word's
    count in a general dictionary; ``terms`` are words of the fields that departments work in; ``chars`` is the
    language model of characters, ``second`` another of general Chinese over the same characters, ``general_words`` the
    words and pairs of words of general Chinese, ``sounding`` what a character or a stretch may be a slip for,
    ``topics`` which words keep company; ``forest`` weighs the numbers of ``features``.
    """

    counts: dict[str, int]
    ids: dict[str, int]
    general: dict[str, int]
    terms: frozenset[str]
    total: int
    grams: hashtable.Table
    chars: charlm.CharModel
    second: charlm.CharModel
    general_words: wordgrams.WordModel
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


@dataclass(frozen=True, slots=True)
class Characters:
    """Which Han characters sound or look alike: the part of the artefact that needs no word and no language model."""

    symbols: charlm.Ids
    sounding: sounding.Sounding

    def alike(self, one: str, other: str) -> bool:
        """Return whether two characters have a (fuzzy) reading in common or are listed as look-alikes."""
        held, first, second = self.sounding, ord(one), ord(other)
        if max(first, second) > _PLANE:
            return False
        own, its = held.wide[first], held.wide[second]
        han = all(_FIRST <= point <= _LAST for point in (first, second)) and min(own, its) >= charlm.HAN
        if han and {sound for sound in held.loose[own] if sound} & set(held.loose[its]):
            return True
        if min(self.symbols[first], self.symbols[second]) < charlm.HAN:
            return False
        part = slice(int(held.at[own]), int(held.at[own + 1]))
        near = held.near[part][(held.cost[part] >= sounding.SHAPE) & (held.cost[part] < _NEAREST)]
        return bool((near == self.symbols[second]).any())


def read_model(where: Path) -> Model:
    """Return the artefact in a folder.

    Raises ConfigError where a file is missing, of another format, or not the one that the manifest describes.
    """
    names = _files(where)
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
        grams=hashtable.load(names["pairs.bin"]),
        chars=chars,
        second=charlm.load(names["general.bin"]),
        general_words=wordgrams.load(names["wordgrams.bin"]),
        sounding=sounding.load(zlib.decompress(names["sounds.bin.z"]), chars.symbols),
        topics=topics.load(names["topics.bin"], topics.listed(own, known["counts"][: known["size"]])),
        forest=judge.load(json.loads(names["weights.json"])),
    )


def _files(where: Path, wanted: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the files of an artefact (``wanted``, or all), each checked against the manifest."""
    try:
        manifest = json.loads((where / "manifest.json").read_text(encoding="utf-8"))
        names = {name: (where / name).read_bytes() for name in wanted or manifest["files"]}
    except (OSError, ValueError, KeyError) as failure:
        raise ConfigError("错别字模型不完整，请重新安装 auditor。", source=str(where)) from failure
    if manifest.get("format") != FORMAT:
        raise ConfigError("错别字模型的版本与程序不符，请重新安装 auditor。", source=str(where))
    for name, data in names.items():
        if hashlib.sha256(data).hexdigest() != manifest["files"][name]["sha256"]:
            raise ConfigError("错别字模型的文件与清单不符（可能损坏），请重新安装 auditor。", source=str(where / name))
    return names


@cache
def default_characters() -> Characters:
    """Return the characters of the artefact that came with the installation, read once."""
    names = _files(folder("models") / "typo", ("chars.bin", "sounds.bin.z"))
    symbols = charlm.load(names["chars.bin"]).symbols
    return Characters(symbols, sounding.load(zlib.decompress(names["sounds.bin.z"]), symbols))


@cache
def default_model() -> Model:
    """Return the artefact that came with the installation, read once."""
    return read_model(folder("models") / "typo")
