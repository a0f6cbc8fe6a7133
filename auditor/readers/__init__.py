"""Readers: bytes or a file → Document. A new format is one module and one line in READERS."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.records.document import Document

MAX_BYTES = 64 * 1024 * 1024

# suffix → "module:function"; the function takes (data, source, sha256) and returns a Document.
READERS = {
    ".md": "auditor.readers.text:read",
    ".markdown": "auditor.readers.text:read",
    ".txt": "auditor.readers.text:read",
    ".tsv": "auditor.readers.text:read",
    ".csv": "auditor.readers.csvfile:read",
    ".pdf": "auditor.readers.pdf:read",
}
_MAGIC = {b"PK\x03\x04": "压缩包或 Office 文件", b"\xd0\xcf\x11\xe0": "旧版 Office 文件"}


def formats() -> str:
    """Return the suffixes that can be read, for messages (``.md、.txt``)."""
    return "、".join(READERS)


def read_bytes(data: bytes, source: str) -> Document:
    """Return the Document in ``data``; ``source`` names it and its suffix picks the reader (text where unknown).

    Raises UnreadableError where the content is empty, binary or in no known encoding.
    """
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n\x0c"):
        raise UnreadableError("文件是空的,没有可读的内容。", source=source)
    suffix = ".pdf" if data[:1024].lstrip().startswith(b"%PDF-") else Path(source).suffix.lower()
    for magic, label in _MAGIC.items():
        if data.startswith(magic):
            raise UnreadableError(f"内容是{label},不是文本;目前能读:{formats()}。", source=source)
    module, _, name = READERS.get(suffix, READERS[".txt"]).partition(":")
    read: Callable[[bytes, str, str], Document] = getattr(import_module(module), name)
    return read(data, source, hashlib.sha256(data).hexdigest())


def read_file(path: str | Path, max_bytes: int = MAX_BYTES) -> Document:
    """Return the Document in the file ``path``, which may hold at most ``max_bytes`` bytes.

    Raises UnreadableError for a missing file, a folder, an unknown suffix, an oversized or unreadable file.
    """
    file, source = Path(path), str(path)
    if file.is_dir():
        raise UnreadableError("这是一个文件夹,请给出文件。", source=source)
    if not file.exists():
        raise UnreadableError("文件不存在,请检查路径。", source=source)
    if file.suffix.lower() not in READERS:
        raise UnreadableError(f"不认识的文件类型“{file.suffix or '无后缀'}”;目前能读:{formats()}。", source=source)
    try:
        size = file.stat().st_size
        if size > max_bytes:
            raise UnreadableError(
                f"文件有 {size / 1048576:.1f} MB,超过上限 {max_bytes / 1048576:.1f} MB,请拆分后再读。", source=source
            )
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableError(f"文件打不开({error.strerror or '读取失败'})。", source=source) from error
    return read_bytes(data, source)
