"""The manifest of the typo model: what its files are, and made from what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

INPUTS = ("terms.txt", "phrases.txt", "register.txt", "shapes.txt", "alike.txt", "sides.txt", "frames.txt")


def digest(data: bytes) -> str:
    """Return the digest of a file by which the manifest knows it."""
    return hashlib.sha256(data).hexdigest()


def described(made: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Return what the manifest says of files."""
    return {name: {"sha256": digest(data), "bytes": len(data)} for name, data in made.items()}


def inputs(where: Path) -> dict[str, str]:
    """Return the digests of the word files in a folder."""
    return {name: digest((where / name).read_bytes()) for name in INPUTS}


def as_text(value: Any) -> str:
    """Return the text of a manifest or of measurements."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def rewritten(where: Path, name: str, data: bytes) -> None:
    """Write one file of the model in a folder anew, and what the manifest says of it and of the word files."""
    (where / name).write_bytes(data)
    manifest: dict[str, Any] = json.loads((where / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"] |= described({name: data})
    manifest["inputs"] = inputs(where)
    (where / "manifest.json").write_text(as_text(manifest), encoding="utf-8")
