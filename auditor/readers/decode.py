"""Bytes → text: UTF-8, UTF-16 with BOM, GB18030."""

from __future__ import annotations

import codecs
import re

from auditor.errors import UnreadableError

_SAMPLE = 200_000
_MOST_UNUSUAL = 0.3
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
# Everything but ASCII, the common CJK block, punctuation and full-width forms.
_UNUSUAL = re.compile("[^\x00-\x7e\u2000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def decode(data: bytes, source: str) -> tuple[str, bool]:
    """Return (text, cut): ``cut`` says that the last character was incomplete and left out.

    Raises UnreadableError where the bytes are no text or in no known encoding.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(*_strict(data, "utf-16", source), source)
    if b"\x00" in data:
        raise UnreadableError("内容是二进制数据，不是文本。", source=source)
    try:
        return _checked(*_strict(data, "utf-8-sig", source), source)
    except UnicodeDecodeError:
        pass
    try:
        return _checked(*_strict(data, "gb18030", source), source)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "文字编码无法识别（试过 UTF-8、UTF-16、GB18030），请另存为 UTF-8 再试。", source=source
        ) from error


def _strict(data: bytes, encoding: str, source: str) -> tuple[str, bool]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise UnreadableError("UTF-16 文本已损坏，请另存为 UTF-8 再试。", source=source) from error
        raise
    pending = decoder.getstate()[0]
    return text, bool(pending)


def _checked(text: str, cut: bool, source: str) -> tuple[str, bool]:
    """Return (text, cut) unless the text is noise: control characters, or mostly characters that nobody prints."""
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 200 > len(sample):
        raise UnreadableError("内容是二进制数据，不是文本。", source=source)
    if len(_UNUSUAL.findall(sample)) > _MOST_UNUSUAL * len(sample):
        raise UnreadableError("文字编码无法识别，读出的多是乱码，请另存为 UTF-8 再试。", source=source)
    if not text.strip():
        raise UnreadableError("文件是空的，没有可读的内容。", source=source)
    return text, cut
