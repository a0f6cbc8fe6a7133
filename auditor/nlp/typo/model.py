"""The typo artefact: vocabulary, character models, pairs of words, sounds, look-alikes and weights, loaded once."""

from __future__ import annotations

import hashlib
import json
import mmap
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.nlp import topics
from auditor.nlp.segment import tokenizer
from auditor.nlp.typo import charlm, hashtable, judge, sieve, sounding, vocabulary, wordgrams
from auditor.resources import folder

FORMAT = 7
_FIRST, _LAST, _PLANE = 0x4E00, 0x9FFF, 0xFFFF
_NEAREST = sounding.SHAPE + 0.4


@dataclass(frozen=True)
class Model:
    """What the proofreader knows.

    ``words`` is the vocabulary, ``total`` the sum of its counts, ``grams`` the pairs of its words by their numbers;
    ``chars`` is the language model of characters, ``second`` another of general Chinese over the same characters,
    ``general_words`` the words and pairs of words of general Chinese, ``sounding`` what a character or a stretch may be
    a slip for, ``topics`` which words keep company; ``sieve`` leaves out what the judge would hardly take;
    ``forest``, the judge, weighs the numbers of ``features``.
    """

    words: vocabulary.Vocabulary
    total: int
    grams: hashtable.Table
    chars: charlm.CharModel
    second: charlm.CharModel
    general_words: wordgrams.WordModel
    sounding: sounding.Sounding
    topics: topics.Topics
    sieve: sieve.Sieve
    forest: judge.Forest

    @cached_property
    def cutter(self) -> Any:
        """The jieba tokenizer over the vocabulary."""
        return tokenizer(self.words.numbers, self.words.counts, self.total)

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
    words = vocabulary.load(names["words.bin.z"])
    chars = charlm.load(names["chars.bin"])
    return Model(
        words=words,
        total=sum(words.counts),
        grams=hashtable.load(names["pairs.bin"]),
        chars=chars,
        second=charlm.load(names["general.bin"]),
        general_words=wordgrams.load(names["wordgrams.bin"]),
        sounding=sounding.load(zlib.decompress(names["sounds.bin.z"]), chars.symbols),
        topics=topics.load(names["topics.bin"], words),
        sieve=sieve.load(json.loads(names["sieve.json"][:])),
        forest=judge.load(json.loads(names["weights.json"][:])),
    )


def _files(where: Path, wanted: Sequence[str] = ()) -> dict[str, mmap.mmap]:
    """Return the files of an artefact (``wanted``, or all), each checked against the manifest.

    They are mapped, not copied: the processes of a pool share them.
    """
    try:
        manifest = json.loads((where / "manifest.json").read_text(encoding="utf-8"))
        names = {name: _mapped(where / name) for name in wanted or manifest["files"]}
    except (OSError, ValueError, KeyError) as failure:
        raise ConfigError("错别字模型不完整，请重新安装 auditor。", source=str(where)) from failure
    if manifest.get("format") != FORMAT:
        raise ConfigError("错别字模型的版本与程序不符，请重新安装 auditor。", source=str(where))
    for name, data in names.items():
        if hashlib.sha256(data).hexdigest() != manifest["files"][name]["sha256"]:
            raise ConfigError("错别字模型的文件与清单不符（可能损坏），请重新安装 auditor。", source=str(where / name))
    return names


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


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
