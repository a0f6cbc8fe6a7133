"""The pages of an open PDF → blocks and problems, within limits."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from auditor.config import Limits
from auditor.readers.pdf.ink import Ink
from auditor.readers.pdf.pages import OVERPRINTED, blocks_of
from auditor.readers.pdf.pdfium import PageReader
from auditor.records.document import Grid, Picture, Problem, Prose
from auditor.records.place import Place

_SCANNED = 0.25  # of the page covered by pictures, with hardly a glyph on it
_FEW_GLYPHS = 8
_COARSEST, _USUAL_DPI, _FINEST = 120.0, 200.0, 300.0
_LONGEST_SIDE = 4000  # pixels
# Everything but ASCII, the common CJK block, Latin and Greek, punctuation and full-width forms.
_UNUSUAL = re.compile("[^\x20-\u03ff\u2000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_MOST_UNUSUAL = 0.3
_MANY_SHAPES = 200  # drawn letters instead of text


class PageTables:
    """Reads page after page; ``problems`` tells what was not read, ``unread`` counts the pages without a result.

    ``pictures`` are those that leave no room for a table beside them, ``count`` the blocks of the pages so far.
    """

    def __init__(self, document: Any, limits: Limits) -> None:
        self._document, self._limits = document, limits
        self._scans = 0
        self._end = 0.0
        self._lost: list[int] = []
        self.problems: list[Problem] = []
        self.unread = 0
        self.pictures: list[Picture] = []
        self.count = 0

    def blocks(self) -> Iterator[Prose | Grid]:
        """Yield the blocks of all pages in order; ``problems`` is complete when this ends."""
        from pypdfium2 import raw

        count = raw.FPDF_GetPageCount(self._document)
        reader = PageReader(self._document)
        self._end = time.monotonic() + self._limits.max_seconds
        try:
            yield from self._pages(reader, count)
        finally:
            reader.close()

    def _pages(self, reader: PageReader, count: int) -> Iterator[Prose | Grid]:
        for number in range(count):
            if number >= self._limits.max_pages:
                self._stop(number, f"共有 {count} 页，超过上限 {self._limits.max_pages} 页")
                break
            if time.monotonic() > self._end:
                self._stop(number, f"读了 {self._limits.max_seconds} 秒还没有读完")
                break
            yield from self._page(reader, number)
        self._report()

    def _page(self, reader: PageReader, number: int) -> Iterator[Prose | Grid]:
        try:
            ink = reader.ink(number)
        except ValueError:
            self._problem("read.pdf-page", f"第 {number + 1} 页已损坏，读不出来，请核对原件。", number)
            return
        if _is_scan(ink):
            yield from self._scan(reader, number, ink)
            return
        if ink.image_share > _SCANNED and not ink.across and ink.glyphs[0][5] < 1:
            ink = self._ruled(reader, number, ink)
        if ink.lost:
            self._lost.append(number)
        blocks = blocks_of(ink, number + 1)
        self._overprinted(blocks, number)
        yield from blocks
        self.count += len(blocks)
        if ink.image_share > _SCANNED and not any(isinstance(block, Grid) for block in blocks):
            # Text over a picture is a page; text beside one, without a table, may be the title of a table in it.
            self.pictures.append(Picture(self.count, Place(page=number + 1), large=True))

    def _overprinted(self, blocks: Sequence[Prose | Grid], number: int) -> None:
        """Say how many cells of a page are printed over each other."""
        grids = [block for block in blocks if isinstance(block, Grid)]
        cells = [cell for grid in grids for row in grid.rows for cell in row.cells if cell.confidence == OVERPRINTED]
        if cells:
            message = (
                f"第 {number + 1} 页有 {len(cells)} 个单元格的文字与相邻单元格的文字混在一起（多因行高不够），"
                "分不清各属哪一格，读出的内容可能有误；请调整行高后重新导出，或送审原来的表格文件。"
            )
            self.problems.append(Problem("read.pdf-overprinted", message, Place(page=number + 1), partial=True))

    def _scan(self, reader: PageReader, number: int, ink: Ink) -> Iterator[Prose | Grid]:
        """Yield the blocks of a page that is a picture, by OCR."""
        from auditor.readers import ocr

        self._scans += 1
        if not ocr.available():
            self._problem("read.pdf-scan", f"第 {number + 1} 页是扫描图片，{ocr.MISSING}后再读。", number)
            return
        if self._scans > self._limits.max_scans:
            most = self._limits.max_scans
            self._problem("read.pdf-limit", f"扫描页超过 {most} 页，第 {number + 1} 页没有读。", number)
            return
        dpi = self._dpi(ink)
        start = time.monotonic()
        scanned = ocr.ink_of(reader.picture(number, dpi), dpi)
        blocks = blocks_of(scanned, number + 1)
        if scanned.lost:
            self.problems.append(ocr.unrecognised(scanned.lost, number + 1))
        self._end += time.monotonic() - start
        if not blocks:
            self._problem("read.ocr-empty", f"第 {number + 1} 页图片上没有认出文字，请核对原件。", number)
        yield from blocks
        self.count += len(blocks)

    def _ruled(self, reader: PageReader, number: int, ink: Ink) -> Ink:
        """Return the ink of a scanned page that has a text layer with the ruling lines of its picture."""
        from auditor.readers import ocr
        from auditor.readers.ocr_rules import rules_of

        if not ocr.available():
            return ink
        dpi = self._dpi(ink)
        scale = 72 / dpi
        across, down = (
            tuple((position * scale, low * scale, high * scale) for position, low, high in rules)
            for rules in rules_of(reader.picture(number, dpi), dpi)
        )
        return replace(ink, across=across, down=down)

    def _dpi(self, ink: Ink) -> float:
        """Return the resolution at which a page is drawn: that of its pictures, within limits."""
        dpi = min(_FINEST, max(_COARSEST, ink.image_dpi or _USUAL_DPI))
        return min(dpi, _LONGEST_SIDE * 72 / max(ink.width, ink.height))

    def _problem(self, code: str, message: str, number: int) -> None:
        self.unread += 1
        self.problems.append(Problem(code, message, Place(page=number + 1), partial=True))

    def _stop(self, number: int, why: str) -> None:
        self._problem("read.pdf-limit", f"PDF {why}，第 {number + 1} 页起没有读，请拆分文件后再读。", number)

    def _report(self) -> None:
        for number in self._lost:
            message = f"第 {number + 1} 页有文字使用了未嵌入的字体，有的字读不出来，请核对原件或重新导出（嵌入字体）。"
            self.problems.append(Problem("read.pdf-glyphs", message, Place(page=number + 1), partial=True))


def _is_scan(ink: Ink) -> bool:
    """Return whether the page must be read as a picture: without text, or with codes that are no text."""
    printed = [glyph[0] for glyph in ink.glyphs if glyph[0] != " "]
    if len(printed) < _FEW_GLYPHS:
        return ink.image_share > _SCANNED or ink.shapes > _MANY_SHAPES
    # A font without a code table gives glyph numbers for characters.
    return len(_UNUSUAL.findall("".join(printed))) > _MOST_UNUSUAL * len(printed)
