"""PDFium (through pypdfium2) → Ink of each page.

Glyphs have loose boxes (advance × ascent/descent): tight ones make commas and points of a number look like lines of
their own. Characters that PDFium could not name (no code, replacement character) are counted as lost.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from auditor.readers.pdf.bulk import bulk
from auditor.readers.pdf.calls import calls, handle
from auditor.readers.pdf.ink import Glyph, Ink, Rect, turned
from auditor.readers.pdf.shapes import Shapes, rules_of

_MOST_GLYPHS = 200_000
_SAMPLE = 40
_PICTURE = 0.5  # of the page
_GUESSED = 0.9  # how sure the text is that a scanner laid under its picture; it does not say
_SLANT = 0.05  # of a quarter turn
_QUARTER = 1.5707963267948966
# The font Symbol has signs of its own in the private area; the rest are codes for want of a name.
_MEANT = {0xF0B3: "≥", 0xF0A3: "≤", 0xF03D: "=", 0xF025: "%", 0xF0B4: "×", 0xF0B1: "±"}
_MEANT |= dict.fromkeys((*range(0xD800, 0xE000), 0xFFFD, 0xFFFE, 0xFFFF), "\0")
_SPECIAL = re.compile("[\ud800-\udfff\ue000-\uf8ff\ufffd-\uffff]")


class PageReader:
    """Reads the pages of one open PDFium document."""

    def __init__(self, document: Any) -> None:
        self._calls, self._bulk = calls(), bulk()
        self._pointer, self._document = document, handle(document)
        self._box = (ctypes.c_float * 4)()
        self._page = 0

    def ink(self, number: int) -> Ink:
        """Return what stands on page ``number`` (0-based). Raises ValueError where PDFium cannot load the page."""
        page = self._calls.LoadPage(self._document, number)
        if not page:
            raise ValueError(number)
        # PDFium forgets a font when the last page that uses it is closed: the page before stays open until now.
        self.close()
        self._page = page
        text = self._calls.FPDFText_LoadPage(page)
        try:
            return self._ink(page, text)
        finally:
            if text:
                self._calls.FPDFText_ClosePage(text)

    def close(self) -> None:
        """Close the page that is still open; must be called before the document is closed."""
        if self._page:
            self._calls.ClosePage(self._page)
        self._page = 0

    def _ink(self, page: int, text: int) -> Ink:
        self._calls.GetPageBoundingBox(page, ctypes.addressof(self._box))
        # FS_RECTF is left, top, right, bottom
        left, top, right, bottom = self._box
        frame = (left, bottom, right, top)
        width, height = right - left, top - bottom
        count = min(self._calls.FPDFText_CountChars(text), _MOST_GLYPHS) if text else 0
        turn = self._turn(page, text, count)
        shapes = Shapes(self._calls, page)
        glyphs, lost = self._glyphs(text, self._codes(text, count, slanted=shapes.slanted), frame)
        across, down = rules_of(shapes.strokes, frame, turn)
        cut = [(x0 - left, top - y1, x1 - left, top - y0) for x0, y0, x1, y1 in shapes.hidden()]
        glyphs, hidden = _parted(glyphs, cut, (width, height))
        if turn:
            glyphs, hidden = (
                [(g[0], *turned(g[1:5], turn, width, height), 1.0) for g in some] for some in (glyphs, hidden)
            )
        area = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in shapes.pictures)
        share = min(1.0, area / max(1.0, width * height))
        if share > _PICTURE and shapes.unseen(page):
            glyphs = [(*glyph[:5], _GUESSED) for glyph in glyphs]
        if turn % 2:
            width, height = height, width
        return Ink(width, height, tuple(glyphs), across, down, lost, share, shapes.others, shapes.dpi, tuple(hidden))

    def _turn(self, page: int, text: int, count: int) -> int:
        """Return the quarter turns clockwise that set most of the text upright; without text the page's own."""
        angles: Counter[int] = Counter()
        for index in range(0, count, max(1, count // _SAMPLE)):
            if self._calls.FPDFText_GetUnicode(text, index) > 32:
                angles[round(self._calls.FPDFText_GetCharAngle(text, index) / _QUARTER) % 4] += 1
        if not angles:
            return int(self._calls.FPDFPage_GetRotation(page)) % 4
        return -angles.most_common(1)[0][0] % 4

    def _glyphs(self, text: int, codes: str, frame: Rect) -> tuple[list[Glyph], int]:
        """Return the glyphs within ``frame``, with the origin at its upper left corner, and how many are nameless."""
        left, bottom, right, top = frame
        width, height = right - left, top - bottom
        glyphs: list[Glyph] = []
        append = glyphs.append
        # Line ends have no meaning here, and no box.
        printed = [index for index, char in enumerate(codes) if char >= " " or char == "\t"]
        for index, (x0, y0, x1, y1) in zip(printed, self._bulk.boxes(text, printed), strict=True):
            char = codes[index]
            if char <= " " and x1 - x0 < 0.01:
                continue  # a blank that PDFium makes up has no width
            x0, y0, x1, y1 = x0 - left, top - y0, x1 - left, top - y1  # noqa: PLW2901
            if 0 <= x0 + x1 <= 2 * width and 0 <= y0 + y1 <= 2 * height:
                append((char, x0, y0, x1, y1, 1.0))
        return glyphs, codes.count("\0")

    def _codes(self, text: int, count: int, *, slanted: bool) -> str:
        """Return the characters, one code point each, NUL for one without a name.

        On a page with ``slanted`` text its characters (a watermark) are line ends, which mean nothing.
        """
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self._calls.FPDFText_GetText(text, 0, count, ctypes.addressof(buffer)) if count else 0
        shown = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if written != count + 1 or len(shown) != count:
            # Characters without a code are left out of the text as a whole, so ask for each.
            shown = "".join([chr(self._calls.FPDFText_GetUnicode(text, index)) for index in range(count)])
        if _SPECIAL.search(shown):
            shown = shown.translate(_MEANT)
        if slanted:
            angle_of = self._calls.FPDFText_GetCharAngle
            turns = [angle_of(text, index) / _QUARTER for index in range(count)]
            straight = [abs(turn - round(turn)) < _SLANT for turn in turns]
            shown = "".join([char if upright else "\n" for char, upright in zip(shown, straight, strict=True)])
        return shown

    def picture(self, number: int, dpi: float) -> Any:
        """Return page ``number`` (0-based) as an array height × width × 3 (BGR, 8 bit), as a reader sees it."""
        import numpy as np
        from pypdfium2 import raw

        page = raw.FPDF_LoadPage(self._pointer, number)
        if not page:
            raise ValueError(number)
        width = max(1, round(raw.FPDF_GetPageWidthF(page) / 72 * dpi))
        height = max(1, round(raw.FPDF_GetPageHeightF(page) / 72 * dpi))
        image = np.full((height, width, 3), 255, dtype=np.uint8)
        pixels = image.ctypes.data_as(ctypes.c_void_p)
        bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGR, pixels, width * 3)
        try:
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
            raw.FPDF_ClosePage(page)
        return image


def _parted(glyphs: list[Glyph], boxes: Sequence[Rect], sheet: tuple[float, float]) -> tuple[list[Glyph], list[Glyph]]:
    """Return the glyphs outside ``boxes`` and, as far as they are whole on the sheet, those inside."""
    if not boxes:
        return glyphs, []
    inside = [any(_near(glyph, box) for box in boxes) for glyph in glyphs]
    whole = [glyph[2] >= 0 and glyph[4] <= sheet[1] and glyph[1] >= 0 and glyph[3] <= sheet[0] for glyph in glyphs]
    shown = [glyph for glyph, within in zip(glyphs, inside, strict=True) if not within]
    return shown, [glyph for glyph, *both in zip(glyphs, inside, whole, strict=True) if all(both)]


def _near(glyph: Glyph, box: Rect) -> bool:
    """Return whether the middle of a glyph is in ``box`` or a point beside it."""
    x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1
