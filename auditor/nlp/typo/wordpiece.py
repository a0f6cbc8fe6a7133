"""The vocabulary of a masked language model: texts as WordPiece numbers, as BERT models for Chinese cut them.

Devlin et al. 2019: a Han character or a mark is a piece of its own; a run of letters and digits is cut greedily into
the longest known pieces, those after the first written with ``##``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import ConfigError

_HAN = "㐀-䶿一-鿿豈-﫿"
_RUN = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}_])\w)+|\S")
_LONGEST = 100
_NEEDED = ("[CLS]", "[SEP]", "[MASK]", "[UNK]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Numbers of pieces; ``[CLS]``, ``[SEP]``, ``[MASK]`` and ``[UNK]`` are among them."""

    ids: Mapping[str, int]

    @property
    def size(self) -> int:
        """How many numbers there are: one more than the highest."""
        return max(self.ids.values()) + 1

    def number(self, piece: str) -> int | None:
        """Return the number of a piece as it stands or in small letters, None where the vocabulary lacks it."""
        found = self.ids.get(piece)
        return self.ids.get(piece.lower()) if found is None else found

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Return (number, offset in the text) of each piece; blanks are left out."""
        found: list[tuple[int, int]] = []
        for run in _RUN.finditer(text):
            cut = self._cut(run.group())
            found.extend((number, run.start() + at) for number, at in cut)
        return found

    def _cut(self, run: str) -> list[tuple[int, int]]:
        """Return the longest pieces of a run from its start, one unknown piece where it cannot be cut so."""
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(run) <= _LONGEST:
            mark = "##" if at else ""
            known = ((self.number(mark + run[at:end]), end) for end in range(len(run), at, -1))
            number, end = next(((number, end) for number, end in known if number is not None), (None, at))
            if number is None:
                break
            found.append((number, at))
            at = end
        return found if at == len(run) else [(self.ids["[UNK]"], 0)]


def read_vocabulary(where: Path) -> Vocabulary:
    """Return the vocabulary in a folder: ``vocab.txt`` (a piece a line), else ``tokenizer.json`` of kind WordPiece.

    Raises ConfigError where there is none, or it is no such file, or lacks a piece that masking needs.
    """
    plain, packed = where / "vocab.txt", where / "tokenizer.json"
    source = plain if plain.is_file() else packed
    if not source.is_file():
        raise ConfigError("第二意见模型的文件夹里没有词表（vocab.txt 或 tokenizer.json）。", source=str(where))
    try:
        text = source.read_text(encoding="utf-8-sig")
        ids = _listed(text) if source is plain else _packed(text)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ConfigError(
            "这个词表读不出（应为 UTF-8 的 vocab.txt，或 WordPiece 的 tokenizer.json）。", source=str(source)
        ) from None
    lacking = [piece for piece in _NEEDED if piece not in ids]
    if lacking:
        raise ConfigError(f"词表里没有 {'、'.join(lacking)}，不是掩码语言模型的词表。", source=str(source))
    return Vocabulary(ids)


def _listed(text: str) -> dict[str, int]:
    lines = text.removesuffix("\n").split("\n")
    return {line.removesuffix("\r"): number for number, line in enumerate(lines)}


def _packed(text: str) -> dict[str, int]:
    """Return the pieces of a ``tokenizer.json``; raises KeyError, TypeError or ValueError where it is another kind."""
    read = json.loads(text)
    ids = {str(piece): int(number) for piece, number in read["model"]["vocab"].items()}
    return ids | {str(added["content"]): int(added["id"]) for added in read.get("added_tokens", ())}
