"""PDF files for the tests: hand-made objects, and the samples' departments drawn as hard tables."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def raw_pdf(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalogue."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + tail


def stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream"


def one_page(content: bytes, *more: bytes, rotate: int = 0) -> bytes:
    """Return a PDF of one page, 400 × 300 points; object 5 on are ``more``, /F1 is object 5."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Rotate %d/Contents 4 0 R" % rotate
    page += b"/Resources<</Font<</F1 5 0 R>>/XObject<</X1 5 0 R>>>>>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", pages, page, stream(content), *more])


def font(encoding: bytes = b"UniGB-UCS2-H", *, ordering: bytes = b"GB1", unicode_map: int = 0) -> list[bytes]:
    """Return a Chinese font that is not embedded, as objects 5, 6 and 7; ``unicode_map`` is its /ToUnicode object."""
    extra = b"/ToUnicode %d 0 R" % unicode_map if unicode_map else b""
    system = b"<</Registry(Adobe)/Ordering(%s)/Supplement 2>>" % ordering
    return [
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/%s/DescendantFonts[6 0 R]%s>>" % (encoding, extra),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo%s/FontDescriptor 7 0 R/DW 1000>>" % system,
        b"<</Type/FontDescriptor/FontName/SimSun/Flags 6/FontBBox[0 -141 1000 859]/ItalicAngle 0/Ascent 859"
        b"/Descent -141/CapHeight 683/StemV 80>>",
    ]


def put(x: float, y: float, text: str, size: float = 10) -> bytes:
    """Return the operators that print ``text`` in UniGB-UCS2-H."""
    return b"BT /F1 %g Tf %g %g Td <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    return b"%g %g m %g %g l S\n" % (x0, y0, x1, y1)


def grid(xs: Sequence[float], ys: Sequence[float]) -> bytes:
    """Return the strokes of a full grid."""
    across = b"".join(line(xs[0], y, xs[-1], y) for y in ys)
    return across + b"".join(line(x, ys[0], x, ys[-1]) for x in xs)


def rows_of(stem: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the projects and the indicators of gold files."""
    found = []
    for kind in ("projects", "indicators"):
        with stem.with_name(f"{stem.name}_{kind}.csv").open(encoding="utf-8", newline="") as file:
            found.append(list(csv.DictReader(file)))
    return found[0], found[1]
