"""The results of a batch on disk: one file a document, complete or absent, found by its cache key."""

from __future__ import annotations

import gzip
import json
import os
import re
import zlib
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from auditor.corpus.flat import Payload
from auditor.errors import ConfigError, reason_of
from auditor.files import save_whole

_SUFFIX = ".json.gz"
_DIGITS, _LONGEST = 12, 40
PICTURES = "originals"
"""The folder of the pages that stand beside the reports."""
_UNFIT = re.compile(
    r"""[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\\/:*?"'<>|%#&]+"""
)


class Results:
    """The folders of a batch: ``results``, split by the first two digits of the key, and ``reports``."""

    def __init__(self, home: Path) -> None:
        """Remember the folder; nothing is made until something is written."""
        self._home = home
        self._folder = f"{home / 'results'}{os.sep}"

    def find(self, key: str, bounds: str) -> Path | None:
        """Return the result of ``key``, None where it has to be computed.

        A document that brought its worker down is computed again where the ``bounds`` (time, memory) are others.
        """
        name = self.name_of(key, bounds)
        return self._path(name) if name else None

    def file_of(self, name: str) -> str:
        """Return the path of the result file of a name."""
        return f"{self._folder}{name[:2]}{os.sep}{name}{_SUFFIX}"

    def name_of(self, key: str, bounds: str) -> str:
        """Return the name under which the result of ``key`` is there, "" where it has to be computed."""
        for name in (key, f"{key}.{bounds}"):
            # A run without news asks this of every document: a Path would cost more than the question.
            if os.access(self.file_of(name), os.F_OK):
                return name
        return ""

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
        marks = {digits(key) for key in kept}
        results = self._home.glob("results/??/*")
        old = [path for path in results if path.name.partition(".")[0] not in kept]
        pages = (*self._home.glob("reports/*.html"), *self._home.glob("notices/*.docx"))
        old += [path for path in pages if digits_of(path.name) not in marks]
        pictures = self._home.glob(f"{PICTURES}/*.webp")
        old += [path for path in pictures if path.name.partition("-")[0] not in marks]
        # What a program before this one wrote, and what a killed run left half written.
        old += [*self._home.glob("reports/??/*"), *self._home.glob("reports/.auditor-*")]
        for path in sorted(old):
            path.unlink()
        return len(old)

    def report_path(self, key: str, payload: Payload, label: str) -> Path:
        """Return where the HTML report of a document is: ``payload`` is its result, ``label`` its place."""
        document = payload["document"]
        return self._home / "reports" / report_name(key, document["department"], document["year"], label)

    def _path(self, name: str) -> Path:
        return Path(self.file_of(name))


def report_name(key: str, department: str, year: int | None, label: str, suffix: str = ".html") -> str:
    """Return the file name of the HTML report of a document: its department and year as a person looks for them.

    The digits of its key make the name its own: the same content has the same name in every run, two documents of one
    department have two. Characters that some system refuses in a name are left out.
    """
    named = department or PurePosixPath(label.replace("\\", "/")).stem
    words = _UNFIT.sub("", normalize("NFC", named)).strip(" .")[:_LONGEST] or "文件"
    return "-".join([words, *([str(year)] if year else []), f"{key[:_DIGITS]}{suffix}"])


def link_to(path: str) -> str:
    """Return the link to a file beside the index."""
    # Every document of a run has one: to quote the whole of each takes ten times as long.
    return "".join(map(_QUOTED.__getitem__, path))


class _Quoted(dict[str, str]):
    """A character → what stands for it in a link."""

    def __missing__(self, char: str) -> str:
        found = self[char] = quote(char.encode("utf-8", "replace"))
        return found


_QUOTED = _Quoted()


def digits(key: str) -> str:
    """Return the digits of a key that stand in the names of what belongs to its document."""
    return key[:_DIGITS]


def row_id(key: str) -> str:
    """Return the id of the row of a document in the index, to which its report leads back."""
    return f"r{key[:_DIGITS]}"


def digits_of(name: str) -> str:
    """Return the digits of the key in the file name of a report."""
    return PurePosixPath(name).stem.rpartition("-")[2]


def read(path: Path) -> Payload:
    """Return the payload in a result file."""
    return unpacked(path.read_bytes())


def unpacked(data: bytes) -> Payload:
    """Return the payload in the content of a result file."""
    content: Any = json.loads(gzip.decompress(data))
    return dict(content)


def save(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all.

    Raises ConfigError where the disk is full or the folder cannot be written.
    """
    try:
        save_whole(path, data)
        # On a cluster the driver may be another user than the workers.
        path.chmod(0o644)
    except OSError as error:
        message = f"写不进结果目录（{reason_of(error)}），已完成的结果都在；请检查磁盘空间和权限后再运行一次。"
        raise ConfigError(message, source=str(path.parent)) from None
