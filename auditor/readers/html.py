"""Web pages, and the HTML that many systems export as .xls: text as prose, data tables as grids.

Tables that only arrange a page are read as the text they hold. Table model: HTML Living Standard, 4.9.12.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers.decode import decode
from auditor.readers.gridding import Raw, flat, grid
from auditor.readers.places import in_table
from auditor.readers.xmlparts import Element, check_tree, local
from auditor.records.document import Document, Grid, Picture, Problem, Prose

_UNSEEN = {
    "script", "style", "noscript", "template", "head", "option", "button", "svg", "object",
    "iframe", "frame", "audio", "video", "canvas",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark", "nobr", "o:p", "q", "s",
    "small", "span", "strong", "sub", "sup", "tt", "u", "wbr", "x", "p:colorscheme", "acronym", "bdo", "kbd", "var",
}  # fmt: skip
_PARTS = {"thead", "tbody", "tfoot"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n\x0c]+")
_MOST_SPAN = 1000
_MOST_ROWS = 65534
_DEEPEST = 200
_MOST_CELLS = 1_000_000
# Controls show what is filled in or chosen; those that show nothing of a document are left out.
_CONTROLS = {"input", "select", "textarea"}
_NO_TEXT = {"hidden", "submit", "button", "reset", "image", "file", "password"}
_LEAST_LABELLED = 2
_LARGE = (380, 110)  # pixels: a table has room in such a picture, a seal or a logo is smaller


def read(data: bytes, source: str, sha256: str, limits: Limits) -> Document:
    """Return the Document in a web page. Raises UnreadableError where it is none or empty."""
    check_tree(data, source)
    text, problems = _decoded(data, source)
    root, is_cut = _parsed(text, source)
    walker = _Walker(limits.max_cells, is_cut)
    title = root.find(".//title")
    if title is not None and flat(title.text or ""):
        walker.blocks.append(Prose(flat(title.text or "")))
    body = root.find("body")
    walker.walk(root if body is None else body)
    walker.flush()
    frames = sum(1 for _ in root.iter("iframe", "frame"))
    if not walker.blocks and frames:
        raise UnreadableError("这是框架网页，内容在其他文件里，请打开正文页面另存后再试。", source=source)
    if not walker.blocks:
        raise UnreadableError("网页里没有可读的内容。", source=source)
    said = (*problems, *walker.problems(), *_embedded(frames))
    return Document(
        source, sha256, "html", tuple(walker.blocks), said, converted=False, pictures=tuple(walker.pictures)
    )


def fragment(text: str, source: str) -> tuple[Prose | Grid, ...]:
    """Return the blocks of a piece of a web page. Raises UnreadableError where it cannot be parsed."""
    check_tree(text.encode("utf-8", "replace"), source)
    root, is_cut = _parsed(text, source)
    walker = _Walker(_MOST_CELLS, is_cut)
    walker.walk(root)
    walker.flush()
    return tuple(walker.blocks)


def _decoded(data: bytes, source: str) -> tuple[str, tuple[Problem, ...]]:
    """Return (text, problems): by the declared character set, GB2312 read as GB18030, else by what fits."""
    match = _CHARSET.search(data[:4096])
    name = match.group(1).decode("ascii").lower() if match else ""
    if name in {"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"}:
        name = "gb18030"
    try:
        if name and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode(name), ()
    except (LookupError, UnicodeDecodeError):
        pass
    try:
        return decode(data, source)[0], ()
    except UnreadableError:
        if not name:
            raise
    text = data.decode("gb18030" if name == "gb18030" else "utf-8", errors="replace")
    message = f"有 {text.count(chr(0xFFFD))} 个字符不合网页声明的编码，以“�”代替，请核对原件。"
    return text, (Problem("read.encoding", message, partial=True),)


def _parsed(text: str, source: str) -> tuple[Element, bool]:
    """Return (root, whether the parser gave up before the end: libxml2 follows 256 levels)."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("网页内容无法解析，请另存为 xlsx 后再试。", source=source) from error
    if root is None:
        raise UnreadableError("网页里没有可读的内容。", source=source)
    return root, any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


class _Walker:
    """Collects the blocks of a page in reading order, and what has to be said about them."""

    def __init__(self, max_cells: int, is_cut: bool) -> None:
        self.blocks: list[Prose | Grid] = []
        self.pictures: list[Picture] = []
        self._max_cells = max_cells
        self._line: list[str] = []
        self._tables = self._left_out = self._hidden = 0
        self._too_deep = int(is_cut)

    def walk(self, element: Element, depth: int = 0) -> None:
        """Add the text and tables in ``element`` to the blocks."""
        self._line.append(_spaced(element.text))
        for child in element:
            name = local(child)
            if depth > _DEEPEST:
                self._too_deep += 1
            elif name == "table":
                self._table(child, depth)
            elif name in _CONTROLS:
                self._line.append(_control(child))
            elif name == "img":
                self.pictures.append(Picture(len(self.blocks), large=_is_large(child)))
            elif name and name not in _UNSEEN and not _is_hidden(child):
                if name not in _INLINE:
                    self.flush()
                self.walk(child, depth + 1)
                if name not in _INLINE:
                    self.flush()
            self._line.append(_spaced(child.tail))

    def flush(self) -> None:
        """End the present line of prose."""
        text = flat("".join(self._line))
        self._line = []
        if text:
            self.blocks.append(Prose(text))

    def problems(self) -> Iterator[Problem]:
        """Yield what the reader of the report must know."""
        if self._left_out or self._too_deep:
            yield Problem("read.too-large", "网页太大或嵌套太深，只读了一部分，请拆分后再读。", partial=True)
        if self._hidden:
            yield Problem("read.hidden", f"网页的表格里有 {self._hidden} 处隐藏的行或单元格，已照常读取。")

    def _table(self, table: Element, depth: int) -> None:
        self.flush()
        if _arranges(table):
            for child in table:
                self.walk(child, depth + 1)
                self.flush()
            return
        self._tables += 1
        for caption in table.iterchildren("caption"):
            self.walk(caption, depth + 1)
            self.flush()
        inner: list[Element] = []
        self.pictures += [Picture(len(self.blocks), large=_is_large(image)) for image in table.iter("img")]
        made, left_out = grid(self._cells(table, inner), in_table(self._tables), self._max_cells)
        self._left_out += left_out
        if made:
            self.blocks.append(made)
        for nested in inner:
            self._table(nested, depth + 1)

    def _cells(self, table: Element, inner: list[Element]) -> Iterator[Raw]:
        """Yield the cells of a data table where its spans put them; tables inside them are added to ``inner``."""
        busy: dict[int, int] = {}  # column → first row below the cell that reaches down into it
        area = 0
        hidden_table = _is_hidden(table)
        for row, line in enumerate(_rows(table)):
            column = 0
            for cell in line:
                if local(cell) not in {"td", "th"}:
                    continue
                while busy.get(column, 0) > row:
                    column += 1
                rows, columns = _span(cell, "rowspan", _MOST_ROWS), _span(cell, "colspan", _MOST_SPAN)
                text = flat(_text(cell, inner))
                if text and (hidden_table or _is_hidden(cell) or _is_hidden(line)):
                    self._hidden += 1
                area += columns
                if area > self._max_cells:
                    self._left_out += 1
                    return
                if rows > 1:
                    busy |= dict.fromkeys(range(column, column + columns), row + rows)
                yield Raw(row, column, text, rows, columns)
                column += columns


def _arranges(table: Element) -> bool:
    """Return whether a table only arranges a page: it has one column, or holds tables that are larger than itself.

    One with rows of words side by side and no table in them is a form that holds a table.
    """
    rows = list(_rows(table))
    widths = [sum(local(cell) in {"td", "th"} for cell in line) for line in rows]
    if max(widths, default=0) <= 1:
        return True
    inner = [sum(1 for _ in _rows(nested)) for nested in table.iter("table") if nested is not table]
    return bool(inner) and max(inner) >= len(rows) and sum(map(_is_labelled, rows)) < _LEAST_LABELLED


def _is_labelled(line: Element) -> bool:
    """Return whether a row holds words in several cells, and no table."""
    cells = [cell for cell in line if local(cell) in {"td", "th"} and flat("".join(cell.itertext()))]
    return len(cells) > 1 and line.find(".//table") is None


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        name = local(child)
        if name == "tr":
            yield child
        elif name in _PARTS:
            yield from (line for line in child if local(line) == "tr")


def _span(cell: Element, name: str, most: int) -> int:
    text = (cell.get(name) or "").strip()
    if not text.isdigit():
        return 1
    return min(int(text[:6]) or most, most) if name == "rowspan" else min(max(1, int(text[:6])), most)


def _text(element: Element, inner: list[Element]) -> str:
    """Return the text in a cell, a line feed where a line or block ends; tables inside it go to ``inner``."""
    pieces = [_spaced(element.text)]
    for child in element:
        name = local(child)
        if name == "table":
            inner.append(child)
        elif name == "br":
            pieces.append("\n")
        elif name in _CONTROLS:
            pieces.append(_control(child))
        elif name and name not in _UNSEEN:
            text = _text(child, inner)
            pieces.append(text if name in _INLINE else f"\n{text}\n")
        pieces.append(_spaced(child.tail))
    return "".join(pieces)


def _control(element: Element) -> str:
    """Return what a control of a form shows: the text typed in, the entries chosen, the mark of a box."""
    name = local(element)
    if _is_hidden(element):
        return ""
    if name == "textarea":
        return _spaced(str(element.text or ""))
    if name == "select":
        entries = list(element.iter("option"))
        chosen = [entry for entry in entries if entry.get("selected") is not None]
        one = element.get("multiple") is None
        return " ".join(_spaced(str(entry.text or "")) for entry in chosen or (entries[:1] if one else []))
    kind = (element.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☑" if element.get("checked") is not None else "□"
    return "" if kind in _NO_TEXT else str(element.get("value") or "")


def _is_large(picture: Element) -> bool:
    sizes = [re.match(r"\s*(\d{1,5})", picture.get(name) or "") for name in ("width", "height")]
    return all(size and int(size.group(1)) >= most for size, most in zip(sizes, _LARGE, strict=True))


def _spaced(text: str | None) -> str:
    """Return text with runs of blanks as one; a line break of the source file counts as a break inside a word."""
    if not text:
        return ""
    return _SPACE.sub(lambda match: "\n" if "\n" in match.group() else " ", text)


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _embedded(frames: int) -> tuple[Problem, ...]:
    if not frames:
        return ()
    return (Problem("read.external", f"网页嵌入了 {frames} 个其他页面，其中的内容没有读。"),)
