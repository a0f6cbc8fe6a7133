"""Word lists: one entry a line, sections in square brackets, comments behind #."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"(?:^|\s)#.*$")


def entry_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (1-based number, line without comment) of the lines that say something."""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _COMMENT.sub("", raw).strip()
        if line:
            yield number, line


def sections_of(stem: str, text: str) -> dict[str, tuple[str, ...]]:
    """Return "stem.section" → entries of one list, as a rulebook names them; ``stem`` are those above all sections."""
    found: dict[str, list[str]] = {}
    name = stem
    for _, line in entry_lines(text):
        if line.startswith("["):
            name = f"{stem}.{line.strip('[]')}"
            found.setdefault(name, [])
        else:
            found.setdefault(name, []).append(line)
    return {name: tuple(entries) for name, entries in found.items()}
