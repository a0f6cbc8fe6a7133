"""The word lists of the proofreader: rules/lexicons/*.txt as the rulebook reads them, read once."""

from __future__ import annotations

from functools import cache

from auditor.resources import folder


@cache
def lexicon(name: str, section: str = "") -> tuple[str, ...]:
    """Return the entries of a file, of one of its sections where that is named; # begins a note."""
    found: list[str] = []
    inside = not section
    for raw in (folder("rules") / "lexicons" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            inside = line == f"[{section}]"
        elif line and inside:
            found.append(line)
    return tuple(found)
