"""Readers: bytes or a file → Document. A new format is one module and one line in READERS."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from auditor.config import Limits
from auditor.errors import UnreadableError, reason_of
from auditor.files import is_ordinary, read_whole
from auditor.readers import zipped
from auditor.readers.sniff import ADVICE, kind
from auditor.records.document import Document

MAX_BYTES = 64 * 1024 * 1024
LIMITS = Limits()

# suffix → "module:function"; the function takes (data, source, sha256) and returns a Document.
READERS = {
    ".md": "auditor.readers.text:read",
    ".markdown": "auditor.readers.text:read",
    ".txt": "auditor.readers.text:read",
    ".tsv": "auditor.readers.text:read",
    ".csv": "auditor.readers.csvfile:read",
    ".pdf": "auditor.readers.pdf:read",
    ".png": "auditor.readers.ocr:read",
    ".jpg": "auditor.readers.ocr:read",
    ".jpeg": "auditor.readers.ocr:read",
    ".tif": "auditor.readers.ocr:read",
    ".tiff": "auditor.readers.ocr:read",
    ".xlsx": "auditor.readers.xlsx:read",
    ".xlsm": "auditor.readers.xlsx:read",
    ".xls": "auditor.readers.xls:read",
    ".et": "auditor.readers.xls:read",
    ".docx": "auditor.readers.docx:read",
    ".docm": "auditor.readers.docx:read",
    ".html": "auditor.readers.html:read",
    ".htm": "auditor.readers.html:read",
    ".zip": "",
}
# found by content only: an .xml file may be anything
_INSIDE = {".xml": "auditor.readers.xml2003:read"}
# The readers that take the limits as a fourth argument: their files unfold to more than they are.
_UNFOLDING = {"xlsx", "xls", "xml2003", "docx", "html", "pdf", "ocr"}


def formats() -> str:
    """Return the suffixes that can be read, for messages (``.md、.txt``)."""
    return "、".join(READERS)


def is_known(name: str) -> bool:
    """Return whether a file of this name is worth opening: a reader takes it, or there is advice what to do with it."""
    suffix = Path(name).suffix.lower()
    return suffix in READERS or suffix in ADVICE


def read_bytes(data: bytes, source: str, limits: Limits = LIMITS) -> Document:
    """Return the Document in ``data``; ``source`` names it; content, then suffix pick the reader (text where unknown).

    An archive is read where it holds a single document. Raises UnreadableError where the content is empty, binary,
    damaged, encrypted, too large or in no known encoding.
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
    more = (limits,) if module.rpartition(".")[2] in _UNFOLDING else ()
    return read(data, source, hashlib.sha256(data).hexdigest(), *more)


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
    _check_size(Path(outer), max_bytes)
    data, source = zipped.content(Path(outer), inner.split(zipped.SEPARATOR), limits)
    return read_bytes(data, source, limits)


def members(path: str | Path, max_bytes: int = MAX_BYTES, limits: Limits = LIMITS) -> tuple[str, ...]:
    """Return the names under which ``read_file`` reads the documents in an archive; (path,) for any other file.

    Archives within the archive are opened too, one level deep. An archive that cannot be opened stays as it is:
    reading it says why.
    """
    if not zipped.is_archive(str(path)) or not Path(path).is_file():
        return (str(path),)
    try:
        _check_size(Path(path), max_bytes)
        return zipped.members(Path(path), str(path), limits) or (str(path),)
    except UnreadableError:
        return (str(path),)


def _content(file: Path, max_bytes: int) -> bytes:
    """Return the bytes of a file. Raises UnreadableError where it is none, unknown, too large or cannot be opened."""
    source = str(file)
    if file.is_dir():
        raise UnreadableError("这是一个文件夹，请给出文件。", source=source)
    if not file.exists():
        raise UnreadableError("文件不存在，请检查路径。", source=source)
    if not is_known(source):
        raise _unknown(source)
    _check_size(file, max_bytes)
    try:
        return read_whole(file, max_bytes)
    except OSError as error:
        raise UnreadableError(f"文件打不开（{reason_of(error)}）。", source=source) from error


def _check_size(file: Path, max_bytes: int) -> None:
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


def _unknown(source: str) -> UnreadableError:
    suffix = Path(source).suffix or "无后缀"
    return UnreadableError(f"不认识的文件类型“{suffix}”；目前能读：{formats()}。", source=source)
