"""Readers: bytes or a file → Document. A new format is one module and one line in READERS (known.py)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from auditor.config import Limits
from auditor.errors import UnreadableError, reason_of
from auditor.files import is_ordinary, read_whole
from auditor.readers import zipped
from auditor.readers.exported import is_exported
from auditor.readers.known import READERS, formats, is_known
from auditor.readers.sniff import kind
from auditor.records.document import Document

MAX_BYTES = 64 * 1024 * 1024
LIMITS = Limits()

# found by content only: an .xml file may be anything
_INSIDE = {".xml": "auditor.readers.office.xml2003:read"}


def read_bytes(data: bytes, source: str, limits: Limits = LIMITS) -> Document:
    """Return the Document in ``data``; ``source`` names it; content, then suffix pick the reader (text where unknown).

    An archive is read where it holds a single document. Raises UnreadableError where the content is empty, binary,
    damaged, encrypted, too large, in no known encoding or an export of this program.
    """
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n\x0c"):
        raise UnreadableError("文件是空的，没有可读的内容。", source=source)
    suffix = kind(data, Path(source).suffix.lower(), source)
    if suffix == ".zip":
        data, source = zipped.only(data, source, limits)
        suffix = kind(data, Path(source).suffix.lower(), source)
    target = READERS.get(suffix) or _INSIDE.get(suffix) or READERS[".txt"]
    module, _, name = target.partition(":")
    read: Callable[..., Document] = getattr(import_module(module), name)
    document = read(data, source, hashlib.sha256(data).hexdigest(), limits)
    if is_exported(document):
        raise UnreadableError("这是本程序导出的数据表或报告，不是预算文件，没有审核；请审核原来的文件。", source=source)
    return document


def read_file(path: str | Path, max_bytes: int = MAX_BYTES, limits: Limits = LIMITS) -> Document:
    """Return the Document in the file ``path``, which may hold at most ``max_bytes`` bytes.

    ``a.zip!/b.xlsx`` is the file b.xlsx in the archive a.zip (see ``members``).
    Raises UnreadableError for a missing file, a folder, an unknown suffix, an oversized or unreadable file.
    """
    source = str(path)
    outer, inside, inner = source.partition(zipped.SEPARATOR)
    if not inside or Path(source).exists():
        return read_bytes(_content(Path(path), max_bytes), source, limits)
    if not is_known(source):
        raise _unknown(source)
    check_size(Path(outer), max_bytes)
    data, source = zipped.content(Path(outer), inner.split(zipped.SEPARATOR), limits)
    return read_bytes(data, source, limits)


def members(path: str | Path, max_bytes: int = MAX_BYTES, limits: Limits = LIMITS) -> tuple[str, ...]:
    """Return the names under which ``read_file`` reads the documents in an archive; (path,) for any other file.

    Archives within the archive are opened too, one level deep. An archive that cannot be opened stays as it is:
    reading it says why. What is no document is left out (``inventory.inside`` names it).
    """
    from auditor.readers.inventory import inside

    return tuple(item.path for item in inside(str(path), max_bytes, limits) if not item.skipped)


def _content(file: Path, max_bytes: int) -> bytes:
    """Return the bytes of a file. Raises UnreadableError where it is none, unknown, too large or cannot be opened."""
    source = str(file)
    if file.is_dir():
        raise _folder(file)
    if not file.exists():
        reason = "链接指向的文件不存在" if file.is_symlink() else "文件不存在"
        raise UnreadableError(f"{reason}，请检查路径。", source=source)
    if not is_known(source):
        raise _unknown(source)
    check_size(file, max_bytes)
    try:
        return read_whole(file, max_bytes)
    except OSError as error:
        raise UnreadableError(f"文件打不开（{reason_of(error)}）。", source=source) from error


def check_size(file: Path, max_bytes: int) -> None:
    """Raise UnreadableError where the file is missing or larger than ``max_bytes``."""
    source = str(file)
    if not file.exists():
        raise UnreadableError("文件不存在，请检查路径。", source=source)
    try:
        status = file.stat()
    except OSError as error:
        raise UnreadableError(f"文件打不开（{reason_of(error)}）。", source=source) from error
    if not is_ordinary(status.st_mode):
        raise UnreadableError("不是普通文件（管道或设备），没有读取。", source=source)
    size = status.st_size
    if size > max_bytes:
        raise UnreadableError(
            f"文件有 {size / 1048576:.1f} MB，超过上限 {max_bytes / 1048576:.1f} MB，请拆分后再读。", source=source
        )


def _folder(path: Path) -> UnreadableError:
    """Return why a folder cannot be read as a file: it is one, or it cannot be opened at all."""
    try:
        next(path.iterdir(), None)
    except OSError as error:
        return UnreadableError(f"文件夹打不开（{reason_of(error)}），其中的文件没有读取。", source=str(path))
    return UnreadableError("这是一个文件夹，请给出文件。", source=str(path))


def _unknown(source: str) -> UnreadableError:
    suffix = Path(source).suffix or "无后缀"
    return UnreadableError(f"不认识的文件类型“{suffix}”；目前能读：{formats()}。", source=source)


__all__ = ["LIMITS", "MAX_BYTES", "READERS", "check_size", "formats", "is_known", "members", "read_bytes", "read_file"]
