"""XML of office files, hardened: no entities, no network, no document type."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from auditor.errors import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element

Element: TypeAlias = "_Element"

_HEAD = 4096
_SAFE = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip
# A tree takes about 300 bytes of memory for every element, and twice its text.
_MOST_TAGS = 6_000_000
_LARGEST_TREE = 64 * 1024 * 1024


def local(element: Element) -> str:
    """Return the name of an element without its namespace, "" for comments and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return the attribute with the local name ``name`` in whatever namespace, or ""."""
    found = element.get(name)
    if found is not None:
        return str(found)
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def whole(text: str | None, default: int = 0, most: int = 1 << 30) -> int:
    """Return the whole number written in an attribute, at most ``most``; ``default`` where there is none."""
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 19 else default


def tree(data: bytes, source: str) -> Element:
    """Return the root of an XML part. Raises UnreadableError where it is malformed, too large or declares entities."""
    from lxml import etree

    check_tree(data, source)
    _refuse_doctype(data, source)
    parser = etree.XMLParser(**_SAFE)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(source) from error


def check_tree(data: bytes, source: str) -> None:
    """Raise UnreadableError where the markup is too much to be held in memory."""
    if len(data) > _LARGEST_TREE or data.count(b"<") > _MOST_TAGS:
        raise UnreadableError("内容太大，超过内存上限，没有读取，请拆分后再试。", source=source)


def elements(data: bytes, names: tuple[str, ...], source: str) -> Iterator[Element]:
    """Yield every element with a local name in ``names`` when it is complete; it is emptied after that.

    Memory stays bounded however long the part is. Raises UnreadableError where it is malformed or declares entities.
    """
    from lxml import etree

    _refuse_doctype(data, source)
    tags = tuple(f"{{*}}{name}" for name in names)
    events = etree.iterparse(io.BytesIO(data), tag=tags, **_SAFE)
    try:
        for _, element in events:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise _malformed(source) from error


def _refuse_doctype(data: bytes, source: str) -> None:
    # UTF-16 has a NUL beside every ASCII character; a document type may stand behind a long comment.
    plain = data if data.count(b"\x00", 0, _HEAD) == 0 else data.replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise UnreadableError("内部 XML 声明了实体，不是正常的办公文件，没有读取，请核对文件来源。", source=source)


def _malformed(source: str) -> UnreadableError:
    return UnreadableError("内部 XML 已损坏，请用原软件打开后另存再试。", source=source)
