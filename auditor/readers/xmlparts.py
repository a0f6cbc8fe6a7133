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
# A tree takes about ten times as much memory as its text.
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


def tree(data: bytes, source: str) -> Element:
    """Return the root of an XML part. Raises UnreadableError where it is malformed, too large or declares entities."""
    from lxml import etree

    if len(data) > _LARGEST_TREE:
        raise UnreadableError(f"内部 XML 超过 {_LARGEST_TREE >> 20} MB,没有读取,请拆分后再试。", source=source)
    _refuse_doctype(data, source)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(source) from error


def elements(data: bytes, names: tuple[str, ...], source: str) -> Iterator[Element]:
    """Yield every element with a local name in ``names`` when it is complete; it is emptied after that.

    Memory stays bounded however long the part is. Raises UnreadableError where it is malformed or declares entities.
    """
    from lxml import etree

    _refuse_doctype(data, source)
    tags = tuple(f"{{*}}{name}" for name in names)
    events = etree.iterparse(
        io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
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
        raise UnreadableError("内部 XML 声明了实体,不是正常的办公文件,没有读取,请核对文件来源。", source=source)


def _malformed(source: str) -> UnreadableError:
    return UnreadableError("内部 XML 已损坏,请用原软件打开后另存再试。", source=source)
