"""A font of empty boxes that stands in for every font that a PDF does not embed.

PDFium drops a character whose glyph the substitute font lacks — with usual fonts ≥, ≤ and whole Chinese cells, in
silence. What a character looks like does not matter for reading its code, only that it has a box: this font has the
same one for every code and every glyph number. So the text of a PDF does not depend on the machine's fonts either.
Format: OpenType 1.9, tables head hhea maxp hmtx loca glyf cmap name OS/2 post.
"""

from __future__ import annotations

import ctypes
import re
from functools import cache
from struct import pack
from typing import Any

_GLYPHS = 65535
_EM, _LEFT, _RIGHT, _TOP, _ASCENT, _DESCENT = 1000, 50, 950, 800, 880, -120
_COLLECTION = int.from_bytes(b"ttcf", "big")
_STANDARD = re.compile(rb"(?:[A-Z]{6}\+)?(?:Helvetica|Arial(?!\s*Unicode)|Times|Courier|Symbol|ZapfDingbats)")
_ENGLISH, _WINDOWS, _UNICODE = 0x409, 3, 1


@cache
def box_font() -> bytes:
    """Return the font file (2 MB)."""
    glyph = pack(">5h", 1, _LEFT, 0, _RIGHT, _TOP) + pack(">HH", 2, 0) + b"\x01\x01\x01"
    glyph += pack(">3h", _LEFT, _RIGHT - _LEFT, 0) + pack(">3h", 0, 0, _TOP)
    glyph += b"\0" * (-len(glyph) % 4)
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap(),
        b"glyf": glyph * _GLYPHS,
        b"head": pack(">IIII2H2Q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *_bounds(), 0, 8, 2, 1, 0),
        b"hhea": pack(">I3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _RIGHT, 1, *[0] * 7, 1),
        b"hmtx": pack(">Hh", _EM, _LEFT) + pack(">h", _LEFT) * (_GLYPHS - 1),
        b"loca": b"".join(pack(">I", number * len(glyph)) for number in range(_GLYPHS + 1)),
        b"maxp": pack(">I14H", 0x10000, _GLYPHS, 3, 1, 0, 0, 1, *[0] * 8),
        b"name": _names(),
        b"post": pack(">II2h5I", 0x30000, 0, 0, 0, *[0] * 5),
    }
    return _file(tables)


def _bounds() -> tuple[int, int, int, int]:
    return _LEFT, 0, _RIGHT, _TOP


def _cmap() -> bytes:
    """Return the character map: every code from blank on is the glyph of the same number."""
    last = _GLYPHS - 1
    narrow = pack(">7H", 4, 32, 0, 4, 4, 1, 0) + pack(">2H", last, 0xFFFF) + b"\0\0" + pack(">2H", 0x20, 0xFFFF)
    narrow += pack(">2H", 0, 1) + pack(">2H", 0, 0)
    wide = pack(">2H3I", 12, 0, 28, 0, 1) + pack(">3I", 0x20, last, 0x20)
    head = pack(">2H", 0, 2) + pack(">2HI", _WINDOWS, _UNICODE, 20) + pack(">2HI", _WINDOWS, 10, 20 + len(narrow))
    return head + narrow + wide


def _names() -> bytes:
    text = "Boxes".encode("utf-16-be")
    records = b"".join(pack(">6H", _WINDOWS, _UNICODE, _ENGLISH, number, len(text), 0) for number in (1, 4))
    return pack(">3H", 0, 2, 6 + len(records)) + records + text


def _os2() -> bytes:
    start = pack(">Hh3H11h", 4, _EM, 400, 5, 0, *[0] * 11) + bytes(10) + pack(">4I", *[0xFFFFFFFF] * 4) + b"NONE"
    middle = pack(">3H3h2H", 0, 0x20, 0xFFFF, _ASCENT, _DESCENT, 0, _ASCENT, -_DESCENT)
    return start + middle + pack(">2I", 0xFFFFFFFF, 0xFFFFFFFF) + pack(">2h3H", 500, 700, 0, 32, 1)


def _file(tables: dict[bytes, bytes]) -> bytes:
    """Return a collection of one font: PDFium keeps a collection once, whatever names it is asked for by."""
    count = len(tables)
    start = 28 + 16 * count
    directory = b"ttcf" + pack(">3I", 0x10000, 1, 16) + pack(">I4H", 0x10000, count, 128, 3, 16 * count - 128)
    body = b""
    for tag in sorted(tables):
        directory += tag + pack(">3I", 0, start + len(body), len(tables[tag]))
        body += tables[tag] + b"\0" * (-len(tables[tag]) % 4)
    return directory + body


class BoxFonts:
    """While it is entered, PDFium finds the box font under every name; it may be entered again and again."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._machine: Any = None
        self._info = raw.FPDF_SYSFONTINFO()
        self._info.version = 1
        kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
        # PDFium calls these for as long as the structure is set: the references must live as long.
        self._kept = [kinds[name](function) for name, function in self._functions().items()]
        for name, function in zip(self._functions(), self._kept, strict=True):
            setattr(self._info, name, function)

    def __enter__(self) -> None:
        self._raw.FPDF_SetSystemFontInfo(ctypes.byref(self._info))
        if self._machine is not None:
            self._raw.FPDF_FreeDefaultSystemFontInfo(self._machine)

    def __exit__(self, *_: object) -> None:
        """Give the machine's own fonts back to whoever else draws with PDFium in this process.

        PDFium empties such a structure when it is replaced, so a new one is needed each time.
        """
        self._machine = self._raw.FPDF_GetDefaultSystemFontInfo()
        self._raw.FPDF_SetSystemFontInfo(self._machine)

    def _functions(self) -> dict[str, Any]:
        return {
            "Release": lambda _this: None,
            "EnumFonts": lambda _this, _mapper: None,
            "MapFont": self._map,
            "GetFont": lambda _this, _face: 1,
            "GetFontData": self._data,
            "GetFaceName": lambda _this, _font, _buffer, _size: 0,
            "GetFontCharset": lambda _this, _font: 1,
            "DeleteFont": lambda _this, _font: None,
        }

    def _map(self, *arguments: Any) -> int:
        """Return 1 (the box font) for a face, 0 for the standard fonts, which PDFium brings along with their widths."""
        face = arguments[5]
        name = ctypes.string_at(face) if face else b""
        return int(not _STANDARD.match(name))

    def _data(self, _this: object, _font: object, table: int, buffer: Any, size: int) -> int:
        if table != _COLLECTION:
            return 0
        data = box_font()
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)


@cache
def box_fonts() -> BoxFonts:
    """Return the one set of callbacks of this process."""
    from pypdfium2 import raw

    return BoxFonts(raw)
