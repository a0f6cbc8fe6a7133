"""Parsed rule files, kept from run to run: reading YAML is most of what a short command costs.

What is kept are the rules of the installation, by the digest of their text, as JSON in the user's folder for caches
(AUDITOR_CACHE names another one, empty for none). Whatever cannot be read or written there is parsed again, without a
word: it is no input of the user's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from auditor.resources import cache_folder

_FORM = "1"  # of what is kept: another number makes all of it anew
_MOST = 400  # files; a version of the rules has about thirty
Kept = Sequence[tuple[dict[str, Any], dict[str, int], int]]
"""Of each mapping of a file: its values, the line of each key, its own line."""


def read(text: str) -> Kept | None:
    """Return what is kept of a text, None where nothing is."""
    digest = _digest(text)
    path = _path(digest)
    try:
        found = json.loads(path.read_bytes()) if path else None
        if not isinstance(found, dict) or found["of"] != digest:
            return None
        return [(values, lines, line) for values, lines, line in found["entries"]]
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write(text: str, made: Kept) -> None:
    """Keep what a text holds, where JSON says the same and there is a place for it."""
    digest = _digest(text)
    path = _path(digest)
    if path is None:
        return
    try:
        whole = {"of": digest, "entries": [list(entry) for entry in made]}
        data = json.dumps(whole, ensure_ascii=False, allow_nan=False)
        if json.loads(data) == whole:
            _save(path, data.encode("utf-8"))
    except (OSError, ValueError, TypeError):
        return


def _path(digest: str) -> Path | None:
    home = cache_folder("rules")
    return home / f"{digest[:40]}.json" if home else None


def _digest(text: str) -> str:
    return hashlib.sha256(f"{_FORM}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def _save(path: Path, data: bytes) -> None:
    from auditor.files import save_whole

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    others = list(path.parent.glob("*.json"))
    for old in others if len(others) > _MOST else ():
        old.unlink(missing_ok=True)
    save_whole(path, data)
