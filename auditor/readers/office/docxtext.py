"""The text of a Word paragraph: runs, breaks, symbols, formulas; hidden and revised text is noticed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from auditor.readers.xmlparts import Element, attribute, local

# Elements that only wrap others, and those whose content is not shown.
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "AlternateContent", "Choice", "hyperlink"}
_UNSEEN = {"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "sdtPr", "delInstrText"}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
# Adobe Symbol encoding, as Word stores it from U+F000 on.
_SYMBOLS = {
    0x25: "%", 0x28: "(", 0x29: ")", 0x2B: "+", 0x2D: "-", 0x2E: ".", 0x2F: "/", 0x3C: "<", 0x3D: "=", 0x3E: ">",
    0x7E: "~", 0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…",
}  # fmt: skip
_BOXES = {0xFE: "☑", 0x52: "☑", 0xFD: "☒", 0x51: "☒", 0xA8: "□", 0x6F: "□", 0xFC: "√", 0x50: "√", 0x6C: "●", 0x6E: "■"}
_STRANGE = "\ufffd"


@dataclass(slots=True)
class Paragraph:
    """What a paragraph says: its text, the text boxes anchored in it, and what was noticed."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    hidden: bool = False
    revised: bool = False
    strange: str = ""


def children(container: Element, names: Sequence[str]) -> Iterator[Element]:
    """Yield the children with a local name in ``names``, those inside mere wrappers too."""
    for child in container:
        name = local(child)
        if name in names:
            yield child
        elif name in _WRAPPERS:
            yield from children(child, names)


def paragraph(element: Element) -> Paragraph:
    """Return the text of a paragraph; lines are parted by line feeds."""
    found = Paragraph()
    pieces: list[str] = []
    _collect(element, found, pieces)
    found.text = "".join(pieces)
    return found


def _collect(element: Element, found: Paragraph, pieces: list[str]) -> None:
    for child in element:
        name = local(child)
        if name == "t":
            pieces.append(_decoded(child.text or "", found))
        elif name == "txbxContent":
            found.boxes.append(child)
        elif name in _CHARACTERS:
            pieces.append("" if attribute(child, "type") == "page" else _CHARACTERS[name])
        elif name == "sym":
            pieces.append(_symbol(child, found))
        elif name in _UNSEEN:
            found.revised |= name in {"del", "moveFrom"}
            found.hidden |= name == "rPr" and _vanishes(child) and _has_text(element)
        else:
            found.revised |= name == "ins"
            _collect(child, found, pieces)


def _vanishes(properties: Element) -> bool:
    vanish = properties.find("{*}vanish")
    return vanish is not None and attribute(vanish, "val") not in {"0", "false"}


def _has_text(run: Element) -> bool:
    return any((text.text or "").strip() for text in run.iter("{*}t"))


def _symbol(element: Element, found: Paragraph) -> str:
    code = attribute(element, "char")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    table = _SYMBOLS if attribute(element, "font").lower() == "symbol" else _BOXES
    shown = table.get(number & 0xFF) if number >= 0xF000 or number < 0x100 else chr(number)
    return shown or _unknown(found)


def _decoded(text: str, found: Paragraph) -> str:
    """Return the text with characters of the symbol font (U+F0xx) in their normal form."""
    if text.isascii() or not any("\uf000" <= char <= "\uf0ff" for char in text):
        return text
    return "".join(
        (_SYMBOLS.get(ord(char) & 0xFF) or _unknown(found)) if "\uf000" <= char <= "\uf0ff" else char for char in text
    )


def _unknown(found: Paragraph) -> str:
    found.strange += _STRANGE
    return _STRANGE
