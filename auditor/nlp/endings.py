"""Where a text cannot end: pairs of characters that official Chinese never puts before a pause."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from auditor.errors import ConfigError
from auditor.resources import folder

_RUN = re.compile(r"[\u4e00-\u9fff]{3,}")
FEWEST = 120
"""A pair or triple must occur this often before its never ending anything means something."""
SHARE = 0.002
"""At most this share of a pair's occurrences may stand before a pause (noise of broken lines); of a triple's, none."""


SELDOM = 0.1
"""Up to this share a pair counts as one that seldom ends a text; the document itself must then show what is missing."""
FILE = "endings.txt"


@dataclass(frozen=True, slots=True)
class Endings:
    """``never``: pairs and triples with which no text ends (定基, 等工: a word was cut); ``seldom``: pairs."""

    never: frozenset[str]
    seldom: frozenset[str]


@cache
def load_endings() -> Endings:
    """Return what official Chinese never and seldom ends with. Raises ConfigError where the model is missing."""
    path = folder("models") / "endings" / FILE
    try:
        pairs, triples, seldom, *_ = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise ConfigError(f"模型文件 models/endings/{FILE} 缺失或损坏，请重新安装 auditor。") from error
    return Endings(frozenset((*_cut(pairs, 2), *_cut(triples, 3))), frozenset(_cut(seldom, 2)))


def _cut(text: str, size: int) -> Iterator[str]:
    return (text[i : i + size] for i in range(0, len(text), size))


def count(lines: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the sorted pairs and triples that practically never stand before a pause, and pairs that seldom do.

    A triple that ends with such a pair says nothing more and is left out.
    """
    seen: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    last: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for line in lines:
        for match in _RUN.finditer(line):
            run = match.group()
            for size in (2, 3):
                seen[size - 2].update(run[i : i + size] for i in range(len(run) - size + 1))
                last[size - 2][run[-size:]] += 1
    pairs = {p for p, times in seen[0].items() if times >= FEWEST and last[0][p] <= SHARE * times}
    triples = (t for t, times in seen[1].items() if times >= FEWEST and not last[1][t] and t[1:] not in pairs)
    often = {p for p, times in seen[0].items() if times >= FEWEST and p not in pairs}
    seldom = (p for p in often if last[0][p] <= SELDOM * seen[0][p])
    return sorted(pairs), sorted(triples), sorted(seldom)


def read_corpus(source: Path) -> Iterator[str]:
    """Yield the lines of all *.txt and *.txt.xz files of a folder, in the order of their names."""
    for path in sorted([*source.glob("*.txt"), *source.glob("*.txt.xz")]):
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            yield from lines


def train(source: Path, out: Path) -> dict[str, int]:
    """Return how many pairs and triples were learned from the folder ``source``; they are written to ``out``."""
    lists = count(read_corpus(source))
    data = "".join("".join(words) + "\n" for words in lists).encode()
    learned = dict(zip(("pairs", "triples", "seldom"), map(len, lists), strict=True))
    out.mkdir(parents=True, exist_ok=True)
    (out / FILE).write_bytes(data)
    manifest = {
        "files": {FILE: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}},
        "learned": learned,
        "settings": {"fewest": FEWEST, "share": SHARE, "seldom": SELDOM},
        "retrain": "python -m auditor.nlp.endings <语料目录>",
    }
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return learned


if __name__ == "__main__":
    import sys

    print(train(Path(sys.argv[1]), folder("models") / "endings"))
