"""The words that proofreading leaves as they are: a lexicon that packs extend, and a file of the user's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from auditor.errors import ConfigError
from auditor.rulebook.book import Rulebook
from auditor.rulebook.load import content_hash

_LEXICON = "proofread.words"


def kept_words(book: Rulebook) -> tuple[str, ...]:
    """Return the words that stay as they are."""
    return tuple(book.lexicons.get(_LEXICON, ()))


def with_words(book: Rulebook, path: Path | None) -> Rulebook:
    """Return the rulebook with the words of a file beside its own; the rulebook itself where ``path`` is None.

    One word a line, ``#`` before a note. Raises ConfigError where the file cannot be read.
    """
    if path is None:
        return book
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigError("词表打不开，或不是 UTF-8 编码，请检查路径和编码。", source=str(path)) from None
    own = (word for line in lines if (word := line.partition("#")[0].strip()))
    made = replace(book, lexicons={**book.lexicons, _LEXICON: (*kept_words(book), *own)})
    return replace(made, sha256=content_hash(made))
