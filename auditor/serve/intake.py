"""What is dropped on the page: names that cannot lead anywhere, sizes that are bounded, files that go away again."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from auditor.errors import AuditorError
from auditor.readers import formats, is_known
from auditor.readers.known import UNKNOWN, skipped_as

_LONGEST = 1000


class RefusedError(AuditorError):
    """A file that is not taken; the message goes into the list on the page."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken: bytes of one file, of a drop together, files of a drop, drops that are kept at once."""

    one: int
    together: int = 1024 * 1024 * 1024
    files: int = 2000
    drops: int = 20


@dataclass(frozen=True, slots=True)
class Given:
    """A file to audit: ``label`` is its name with its folders as the user knows it, ``path`` where it lies."""

    label: str
    path: Path
    size: int


def label_of(name: str) -> str:
    """Return the name of a dropped file with its folders; raises RefusedError for one that leads elsewhere.

    It is shown and never opened: the content lies under a number.
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    bad = any(part == ".." or any(unicodedata.category(char) == "Cc" for char in part) for part in parts)
    if bad or not parts or len(name) > _LONGEST:
        raise RefusedError("文件名无效，没有接收。")
    return "/".join(parts)


def is_furniture(label: str) -> bool:
    """Return whether a file is hidden, a lock of an office program or a report of ours: nobody wants it audited."""
    return skipped_as(label) not in ("", UNKNOWN)


def check_kind(label: str) -> None:
    """Raise RefusedError where no reader knows the file."""
    if not is_known(label):
        suffix = PurePosixPath(label).suffix or "无后缀"
        raise RefusedError(f"不认识的文件类型“{suffix}”，没有审核；能读：{formats()}。")


async def receive(chunks: AsyncIterator[bytes], target: Path, most: int) -> int:
    """Return how many bytes came, after writing them to ``target``; above ``most`` raises RefusedError."""
    size = 0
    try:
        with target.open("wb") as file:
            async for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise RefusedError(f"文件超过上限 {most / 1048576:.0f} MB，没有审核，请拆分后再试。")
                file.write(chunk)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return size
