"""The typo artefact: vocabulary, n-gram counts, readings, look-alikes and weights, loaded once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.nlp import table
from auditor.nlp.segment import tokenizer
from auditor.nlp.syllables import fuzzy_codes
from auditor.resources import folder

FORMAT = 1


@dataclass(frozen=True)
class Model:
    """What the proofreader knows.

    ``counts`` holds, for each word, how often official texts use it (prefixes of words are there with 0);
    ``ids`` numbers the words of ``grams``; ``general`` is the logarithm of a word's count in a general dictionary;
    ``readings`` gives the syllable codes of a character, ``sounds`` the words of a fuzzy reading (space between),
    ``shapes`` the look-alikes of a character; ``weights`` is the judge of ``evidence``.
    """

    counts: dict[str, int]
    ids: dict[str, int]
    general: dict[str, int]
    readings: dict[str, str]
    spoken: dict[str, str]
    sounds: dict[str, str]
    shapes: dict[str, str]
    syllables: tuple[str, ...]
    grams: table.Table
    total: int
    weights: dict[str, Any]

    @cached_property
    def cutter(self) -> Any:
        """The jieba tokenizer over the vocabulary."""
        return tokenizer(self.counts)

    @cached_property
    def fuzzy(self) -> dict[int, str]:
        """The table from exact to fuzzy syllable codes."""
        return fuzzy_codes(self.syllables)

    @cached_property
    def fuzzy_readings(self) -> dict[str, str]:
        """The fuzzy syllable codes of a character, each once."""
        table = self.fuzzy
        return {char: "".join(dict.fromkeys(codes.translate(table))) for char, codes in self.readings.items()}


def read_model(where: Path) -> Model:
    """Return the artefact in a folder.

    Raises ConfigError where a file is missing, of another format, or not the one that the manifest describes.
    """
    try:
        manifest = json.loads((where / "manifest.json").read_text(encoding="utf-8"))
        names = {name: (where / name).read_bytes() for name in manifest["files"]}
    except (OSError, ValueError, KeyError) as failure:
        raise ConfigError("错别字模型不完整,请重新安装 auditor。", source=str(where)) from failure
    if manifest.get("format") != FORMAT:
        raise ConfigError("错别字模型的版本与程序不符,请重新安装 auditor。", source=str(where))
    for name, data in names.items():
        if hashlib.sha256(data).hexdigest() != manifest["files"][name]["sha256"]:
            raise ConfigError("错别字模型的文件与清单不符(可能损坏),请重新安装 auditor。", source=str(where / name))
    known = json.loads(names["words.json"])
    ids = {"": 0} | {word: place for place, word in enumerate(islice(known["counts"], known.pop("size")), 2)}
    known["syllables"] = tuple(known["syllables"])
    weights = json.loads(names["weights.json"])
    return Model(**known, ids=ids, grams=table.load(names["grams.bin"]), weights=weights)


@cache
def default_model() -> Model:
    """Return the artefact that came with the installation, read once."""
    return read_model(folder("models") / "typo")
