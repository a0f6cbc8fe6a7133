"""Word documents (docx, docm): paragraphs as prose, tables with merged cells, text boxes, headers.

Insertions are read as accepted, deletions are not read. Format: ECMA-376 part 1, 17 (WordprocessingML).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditor.config import Limits
from auditor.readers.archive import Archive
from auditor.readers.gridding import Raw, flat, grid
from auditor.readers.office.docxpages import Pages
from auditor.readers.office.docxtext import Paragraph, children, paragraph
from auditor.readers.office.drawings import is_large
from auditor.readers.office.parts import main_part, relations
from auditor.readers.places import in_table
from auditor.readers.xmlparts import Element, attribute, local, tree, whole
from auditor.records.document import Document, Grid, Picture, Problem, Prose
from auditor.records.place import Place

_BLOCKS = ("p", "tbl", "altChunk")
_DEEPEST = 40
_EMU = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000}


def read(data: bytes, source: str, sha256: str, limits: Limits) -> Document:
    """Return the Document in a Word file. Raises UnreadableError where it is none, damaged or too large."""
    archive = Archive(data, source, limits)
    main = main_part(archive, source, "word/document.xml")
    body = tree(archive.read(main), source).find("{*}body")
    walker = _Walker(limits.max_cells, Pages(body))
    parts = sorted(set(relations(archive, main, source).values()))
    for kind, part in parts:
        if kind == "header" and part in archive:
            walker.margin(tree(archive.read(part), source))
    if body is not None:
        walker.walk(body)
    for kind, part in parts:
        if kind in {"footer", "footnotes", "endnotes"} and part in archive:
            walker.margin(tree(archive.read(part), source))
    problems = (*walker.problems(), *_warnings(archive, parts))
    return Document(
        source, sha256, "docx", tuple(walker.blocks), problems, converted=False, pictures=tuple(walker.pictures)
    )


class _Walker:
    """Collects the blocks of a document in reading order, and what has to be said about them."""

    def __init__(self, max_cells: int, pages: Pages) -> None:
        self.blocks: list[Prose | Grid] = []
        self.pictures: list[Picture] = []
        self._max_cells = max_cells
        self._pages = pages
        self._tables = self._left_out = self._too_deep = self._unread = 0
        self._hidden = self._revised = False
        self._strange = ""

    def walk(self, container: Element, depth: int = 0, *, flows: bool = True) -> None:
        """Add the paragraphs and tables in ``container`` to the blocks.

        What ``flows`` goes on from page to page; a text box and a table in a cell stand beside that.
        """
        for child in children(container, _BLOCKS):
            kind = local(child)
            if kind == "p":
                self._pictured(child)
                page = self._pages.begin(child) if flows else self._pages.here
                self._prose(self._note(paragraph(child)), depth, page)
            elif kind == "altChunk":
                self._unread += 1
            elif depth >= _DEEPEST:
                self._too_deep += 1
            else:
                self._table(child, depth, flows=flows)

    def _pictured(self, element: Element) -> None:
        """Note the pictures in a paragraph or table: they are not read."""
        for drawn in element.iter("{*}drawing", "{*}pict", "{*}object"):
            if next(drawn.iter("{*}blip", "{*}imagedata", "{*}chart"), None) is not None:
                self.pictures.append(Picture(len(self.blocks), large=is_large(*_size(drawn))))

    def margin(self, container: Element) -> None:
        """Add what headers, footers and notes say, but no page numbers and nothing twice."""
        said = {block.text for block in self.blocks if isinstance(block, Prose)}
        for child in container.iter("{*}p"):
            text = flat(self._note(paragraph(child)).text)
            if sum(char > "\u2fff" for char in text) > 2 and text not in said:
                said.add(text)
                self.blocks.append(Prose(text))

    def problems(self) -> Iterator[Problem]:
        """Yield what the reader of the report must know."""
        if self._left_out or self._too_deep:
            yield Problem("read.too-large", "表格太大或嵌套太深，只读了一部分，请拆分后再读。", partial=True)
        if self._unread:
            yield Problem("read.embedded", "文档里嵌入了另一个文档，其中的内容没有读，请另存后再试。", partial=True)
        if self._hidden:
            yield Problem("read.hidden", "文档里有隐藏文字，已照常读取。")
        if self._revised:
            yield Problem("read.revised", "文档带有修订标记，按接受全部修订后的内容读取。")
        if self._strange:
            message = f"有 {len(self._strange)} 个特殊字体的符号没有认出来，以“�”代替，请核对原件。"
            yield Problem("read.symbol", message, partial=True)

    def _note(self, found: Paragraph) -> Paragraph:
        self._hidden |= found.hidden
        self._revised |= found.revised
        self._strange += found.strange
        return found

    def _prose(self, found: Paragraph, depth: int, page: int | None) -> None:
        for line in found.text.split("\n"):
            text = flat(line)
            if text:
                self.blocks.append(Prose(text, Place(page=page)))
        for box in found.boxes:
            self.walk(box, depth + 1, flows=False)

    def _table(self, table: Element, depth: int, *, flows: bool) -> None:
        self._tables += 1
        lines = [list(children(line, ("tc",))) for line in _rows(table)]
        if len(lines) == 1 and len(lines[0]) == 1:
            self.walk(lines[0][0], depth + 1, flows=flows)  # a frame around text, no table
            return
        self._pictured(table)
        for row in _rows(table) if flows else ():
            self._pages.pass_row(row)
        where = in_table(self._tables)
        cells, inner = self._cells(table)
        made, left_out = grid(cells, where, self._max_cells)
        self._left_out += left_out
        if made:
            self.blocks.append(made)
        for cell in inner:
            self._nested(cell, depth)

    def _nested(self, cell: Element, depth: int) -> None:
        """Add what stands inside a cell besides its text: tables and text boxes."""
        for child in children(cell, _BLOCKS):
            if local(child) == "tbl":
                frame = _framed(child)
                if frame is not None and depth < _DEEPEST:
                    self._nested(frame, depth + 1)  # its text is that of the cell
                elif depth < _DEEPEST:
                    self._table(child, depth + 1, flows=False)
                else:
                    self._too_deep += 1
            elif local(child) == "p":
                for box in paragraph(child).boxes:
                    self.walk(box, depth + 1, flows=False)

    def _cells(self, table: Element) -> tuple[list[Raw], list[Element]]:
        """Return the cells of a table, and its cell elements that hold more than text."""
        found: list[Raw] = []
        rich: list[Element] = []
        open_: dict[int, int] = {}  # column → index in found of the cell that a vertical merge continues
        for row, line in enumerate(_rows(table)):
            column = _skipped(line, "gridBefore")
            for cell in children(line, ("tc",)):
                width, merge = _span(cell)
                if merge == "continue" and column in open_:
                    index = open_[column]
                    found[index] = found[index]._replace(rows=row - found[index].row + 1)
                else:
                    texts = [self._note(paragraph(child)) for child in _paragraphs(cell)]
                    text = flat("\n".join(piece.text for piece in texts).replace("\t", " "))
                    if next(cell.iter("{*}tbl", "{*}txbxContent"), None) is not None:
                        rich.append(cell)
                    open_.pop(column, None)
                    if merge:
                        open_[column] = len(found)
                    found.append(Raw(row, column, text, 1, width))
                column += width
        return found, rich


def _framed(table: Element) -> Element | None:
    """Return the cell of a table of one cell, which is a frame around text; None for any other table."""
    cells = [cell for line in _rows(table) for cell in children(line, ("tc",))]
    return cells[0] if len(cells) == 1 else None


def _paragraphs(cell: Element, depth: int = 0) -> Iterator[Element]:
    """Yield the paragraphs of a cell in order, those in frames inside it too."""
    for child in children(cell, ("p", "tbl")):
        frame = _framed(child) if local(child) == "tbl" and depth < _DEEPEST else None
        if local(child) == "p":
            yield child
        elif frame is not None:
            yield from _paragraphs(frame, depth + 1)


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table but those that a revision deleted."""
    for line in children(table, ("tr",)):
        properties = line.find("{*}trPr")
        if properties is None or properties.find("{*}del") is None:
            yield line


def _skipped(line: Element, name: str) -> int:
    """Return how many grid columns a row leaves out at its start."""
    properties = line.find("{*}trPr")
    skipped = properties.find(f"{{*}}{name}") if properties is not None else None
    return _whole(skipped) if skipped is not None else 0


def _span(cell: Element) -> tuple[int, str]:
    """Return (columns, vertical merge) of a cell: "restart", "continue" or ""."""
    properties = cell.find("{*}tcPr")
    if properties is None:
        return 1, ""
    width, merge = properties.find("{*}gridSpan"), properties.find("{*}vMerge")
    kind = "" if merge is None else attribute(merge, "val") or "continue"
    return max(1, _whole(width)) if width is not None else 1, kind


def _whole(element: Element) -> int:
    return whole(attribute(element, "val"), most=1000)


def _size(drawn: Element) -> tuple[int, int]:
    """Return (width, height) of a picture in EMU, as its extent or its style says."""
    extent = next(drawn.iter("{*}extent"), None)
    if extent is not None:
        return whole(attribute(extent, "cx")), whole(attribute(extent, "cy"))
    style = " ".join(attribute(shape, "style") for shape in drawn.iter("{*}shape"))
    sizes = (re.search(rf"(?:^|[;\s]){name}\s*:\s*([\d.]+)(pt|in|cm|mm)?", style) for name in ("width", "height"))
    width, height = (int(float(found.group(1)) * _EMU[found.group(2) or "pt"]) if found else 0 for found in sizes)
    return width, height


def _warnings(archive: Archive, parts: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield what the file holds that is not read."""
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        yield Problem("read.macro", "文件带有宏，宏没有运行。")
    pictures = sum(kind == "image" for kind, _ in parts)
    if pictures:
        yield Problem("read.picture", f"文件里有 {pictures} 张图片，图片中的文字没有读。")
    embedded = sum(kind in {"package", "oleObject"} for kind, _ in parts)
    if embedded:
        message = f"文件里嵌入了 {embedded} 个其他文件（如 Excel 表格），其中的内容没有读，请单独送审。"
        yield Problem("read.embedded", message, Place(), partial=True)
