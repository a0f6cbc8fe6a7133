"""Zip archives of documents: which files are in them, and the content of one. ``a.zip!/b.xlsx`` names a member."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers.archive import Archive
from auditor.readers.known import is_archive, passed_over, skipped_as

SEPARATOR = "!/"
# Members are read one by one, so all together may be larger than one alone.
_TOGETHER = 8


def members(path: Path, source: str, limits: Limits) -> tuple[str, ...]:
    """Return the names of all files in the archive ``path``; archives in it are opened too, one level deep.

    Raises UnreadableError where it is damaged, holds too many files or files too large.
    """
    archive = Archive(path, source, limits)
    found: list[str] = []
    for name in _names(archive, source, limits):
        member = f"{source}{SEPARATOR}{name}"
        found += _inner(archive.read(name), member, limits) if _opens(name) else [member]
    return tuple(found)


def content(path: Path, names: list[str], limits: Limits) -> tuple[bytes, str]:
    """Return (content, source) of the file that ``names`` lead to, from the archive ``path`` inwards.

    Raises UnreadableError where there is none, or it cannot be unpacked.
    """
    source, data = str(path), b""
    archive = Archive(path, source, limits)
    for depth, name in enumerate(names):
        if depth:
            archive = Archive(data, source, limits)
        if name not in archive:
            raise UnreadableError(f"压缩包里没有“{name}”。", source=source)
        data = archive.read(name)
        source = f"{source}{SEPARATOR}{name}"
    return data, source


def only(data: bytes, source: str, limits: Limits) -> tuple[bytes, str]:
    """Return (content, source) of the one file in an archive. Raises UnreadableError where there is another number."""
    archive = Archive(data, source, limits)
    every = _names(archive, source, limits)
    names = [name for name in every if not skipped_as(name)]
    if len(names) != 1:
        nothing = "压缩包里没有能读的文件" if every else "压缩包里没有文件"
        what = f"压缩包里有 {len(names)} 个文件，请解压后逐个送审" if names else nothing
        raise UnreadableError(f"{what}。", source=source)
    if is_archive(names[0]):
        raise UnreadableError("压缩包里还是压缩包，请解压后再试。", source=source)
    return archive.read(names[0]), f"{source}{SEPARATOR}{names[0]}"


def _opens(name: str) -> bool:
    """Return whether a member is an archive to open: hidden ones stay closed."""
    return is_archive(name) and not any(passed_over(part) for part in PurePosixPath(name).parts)


def _inner(data: bytes, source: str, limits: Limits) -> list[str]:
    """Return the names of the documents in an archive within an archive, or its own name: reading it says why."""
    try:
        names = _names(Archive(data, source, limits), source, limits)
    except UnreadableError:
        return [source]
    return [f"{source}{SEPARATOR}{name}" for name in names] or [source]


def _names(archive: Archive, source: str, limits: Limits) -> tuple[str, ...]:
    """Return the names of the files in an archive in order. Raises UnreadableError where they are too many or large."""
    found = archive.names
    if len(found) > limits.max_members:
        message = f"压缩包里有 {len(found)} 个文件，超过上限 {limits.max_members} 个，请分成几包再试。"
        raise UnreadableError(message, source=source)
    if archive.size > _TOGETHER * limits.max_unpacked:
        most = _TOGETHER * limits.max_unpacked >> 20
        raise UnreadableError(f"压缩包解压后超过上限 {most} MB，请分成几包再试。", source=source)
    return found
