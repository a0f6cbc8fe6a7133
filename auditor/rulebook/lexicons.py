"""Lexicons: what rules must know about words, one entry a line, in rules/lexicons/ and PACK/lexicons/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from auditor.errors import RuleError
from auditor.rulebook.yamlfile import read_text
from auditor.text.nearest import hint
from auditor.text.wordlists import entry_lines

_SECTION = re.compile(r"^\[([a-z0-9][a-z0-9_-]*)\]$")

Lexicons = dict[str, tuple[str, ...]]


def merge(layers: Iterable[tuple[Path, str]]) -> Lexicons:
    """Return "file" or "file.section" → entries, of folders given as (folder, shown name), later over earlier.

    A later folder adds its entries; its line ``-entry`` takes one away. Raises RuleError with file and line.
    """
    words: dict[str, dict[str, None]] = {}
    for layer, (folder, shown) in enumerate(layers):
        for path in sorted(folder.glob("*.txt")) if folder.is_dir() else ():
            _add_file(words, path, f"{shown}/{path.name}", layer)
    return {name: tuple(entries) for name, entries in words.items()}


def _add_file(words: dict[str, dict[str, None]], path: Path, source: str, layer: int) -> None:
    """Put the entries of one file into ``words``; layer 0 has nothing to take away from."""
    key, seen = path.stem, set()
    for number, line in entry_lines(read_text(path, source)):
        if line.startswith("["):
            key = _section(line, path.stem, source, number)
            if key in seen:
                raise RuleError(f"词表小节“{line}”写了两次，请合并。", source=source, line=number)
            seen.add(key)
            words.setdefault(key, {})
        elif line.startswith("-") and layer:
            _remove(words, key, line[1:].strip(), (source, number))
        else:
            words.setdefault(key, {})[line] = None


def _section(line: str, stem: str, source: str, number: int) -> str:
    """Return the lexicon name of a section heading; raise RuleError where it is malformed."""
    match = _SECTION.match(line)
    if match is None:
        message = f"词表小节“{line}”写法不对，应为“[小写字母或数字]”，例如“[money]”。"
        raise RuleError(message, source=source, line=number)
    return f"{stem}.{match.group(1)}"


def _remove(words: Mapping[str, dict[str, None]], key: str, entry: str, place: tuple[str, int]) -> None:
    """Take ``entry`` out of ``words[key]``; raise RuleError where it is not there (a typing slip would be silent)."""
    known = words.get(key, {})
    if entry not in known:
        message = f"要移除的词条“{entry}”不在词表“{key}”中{hint(entry, known)}。"
        raise RuleError(message, source=place[0], line=place[1])
    del known[entry]
