"""The results of a batch on disk: one file a document, complete or absent, found by its cache key."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from auditor.corpus.flat import Payload
from auditor.errors import ConfigError, reason_of

_SUFFIX = ".json.gz"


class Results:
    """The folders ``results`` and ``reports`` of a batch, each split by the first two digits of the key."""

    def __init__(self, home: Path) -> None:
        """Remember the folder; nothing is made until something is written."""
        self._home = home

    def find(self, key: str, bounds: str) -> Path | None:
        """Return the result of ``key``, None where it has to be computed.

        A document that brought its worker down is computed again where the ``bounds`` (time, memory) are others.
        """
        for path in (self._path(key), self._path(f"{key}.{bounds}")):
            if path.exists():
                return path
        return None

    def known(self, key: str, bounds: str) -> str:
        """Return the status (ok, partial, unreadable) of the result of ``key``, "" where it has to be computed.

        A damaged file, as a loss of power leaves it, has to be computed.
        """
        path = self.find(key, bounds)
        if path is None:
            return ""
        try:
            return str(read(path)["document"]["status"])
        except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
            return ""

    def write(self, key: str, payload: Payload, bounds: str = "") -> Path:
        """Write the result of ``key`` whole or not at all; with ``bounds`` it counts under these bounds only."""
        text = json.dumps(payload, ensure_ascii=True, separators=(",", ":"))
        path = self._path(f"{key}.{bounds}" if bounds else key)
        save(path, gzip.compress(text.encode(), compresslevel=1, mtime=0))
        return path

    def restore(self, name: str, data: bytes) -> None:
        """Write a result file that another machine made, under the name that it had there."""
        save(self._home / "results" / name[:2] / name, data)

    def prune(self, kept: Collection[str]) -> int:
        """Delete results and reports of keys that are not ``kept``, and what a killed run left half written.

        Return how many files went.
        """
        gone = 0
        for folder in ("results", "reports"):
            for path in sorted((self._home / folder).glob("??/*")):
                if path.name.partition(".")[0] not in kept:
                    path.unlink()
                    gone += 1
        return gone

    def report_path(self, key: str) -> Path:
        """Return where the HTML report of ``key`` is."""
        return self._home / report_link(key)

    def _path(self, name: str) -> Path:
        return self._home / "results" / name[:2] / (name + _SUFFIX)


def report_link(key: str) -> str:
    """Return the link from the index to the HTML report of ``key``."""
    return f"reports/{key[:2]}/{key}.html"


def read(path: Path) -> Payload:
    """Return the payload in a result file."""
    content: Any = json.loads(gzip.decompress(path.read_bytes()))
    return dict(content)


def save(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` by way of a neighbour file, so that a reader never sees half of it.

    Raises ConfigError where the disk is full or the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".auditor-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"写不进结果目录（{reason_of(error)}），已完成的结果都在；请检查磁盘空间和权限后再运行一次。"
        raise ConfigError(message, source=str(path.parent)) from None
