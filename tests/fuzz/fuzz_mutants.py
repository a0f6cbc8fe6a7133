"""Mutants of documents: what happens to a file on its way, and what nobody would do to it, by format and by chance."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

Mutator = Callable[[bytes, Random], bytes]
# Texts that break naive readers: formulas, control characters, other scripts, numbers that are none, long runs.
ODD = (
    "",
    "\0",
    "\x1b[31m红",
    "=HYPERLINK(1)",
    "\u202e反",
    "\u200b",
    "😀",
    "\ud7ff\uffff",
    "合计",
    "其中：",
    "1e309",
    "-0",
    "１２３．４５",
    "≥≤=",
    "（" * 300,
    "“" * 50,
    "字" * 3000,
    "9" * 400,
    "100%%",
    "2026-02-30",
    "一级指标",
    "预算13表",
    "\r",
    "\t|\t",
    "|---|",
    "</td></tr>",
    "&#x110000;",
    "NaN",
    "无",
    "/",
)
_CELL = re.compile(r"[^\t|\n]+")
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_TEXT = re.compile(r">([^<]+)<")
_NUMBERS = ("0", "-1", "1", "2", "65536", "99999999999", "1e9", "", "A", "XFD1048576", "1:1", "ZZZZ99")


def _spans(pattern: re.Pattern[str], text: str, chance: Random) -> tuple[int, int] | None:
    """Return the span of one match, None where there is none."""
    found = [match.span() for match in pattern.finditer(text)]
    return chance.choice(found) if found else None


def _replaced(text: str, span: tuple[int, int] | None, new: str) -> str:
    return text if span is None else text[: span[0]] + new + text[span[1] :]


def cell(text: str, chance: Random) -> str:
    """Return a text table with one cell changed, emptied, doubled, or swapped with another."""
    one, other = _spans(_CELL, text, chance), _spans(_CELL, text, chance)
    if one is None or other is None:
        return text
    new = chance.choice((chance.choice(ODD), text[slice(*other)], text[slice(*one)] * 2, text[slice(*one)][::-1]))
    return _replaced(text, one, new)


def line(text: str, chance: Random) -> str:
    """Return a text with a line taken out, doubled, moved, emptied, joined to the next, or cut in two."""
    lines = text.split("\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            lines.insert(to, lines.pop(at))
        case 3:
            lines[at] = ""
        case 4:
            lines[at : at + 2] = ["".join(lines[at : at + 2])]
        case _:
            middle = chance.randrange(len(lines[at]) + 1)
            lines[at : at + 1] = [lines[at][:middle], lines[at][middle:]]
    return "\n".join(lines)


def column(text: str, chance: Random) -> str:
    """Return a table of tabs or pipes in which some rows have a cell more, or less, at one place."""
    sign = "|" if text.count("|") > text.count("\t") else "\t"
    at, more = chance.randrange(14), chance.random() < 0.5
    share = chance.choice((0.05, 0.5, 1.0))
    made = []
    for row in text.split("\n"):
        cells = row.split(sign)
        if len(cells) > at and chance.random() < share:
            cells[at : at + (not more)] = [chance.choice(ODD)] if more else []
        made.append(sign.join(cells))
    return "\n".join(made)


def tag(text: str, chance: Random) -> str:
    """Return markup with a tag taken out, doubled, or put elsewhere."""
    one, other = _spans(_TAG, text, chance), _spans(_TAG, text, chance)
    if one is None or other is None:
        return text
    return _replaced(text, one, chance.choice(("", text[slice(*one)] * 2, text[slice(*other)])))


def attribute(text: str, chance: Random) -> str:
    """Return markup with the value of an attribute changed: spans, references, counts, styles."""
    found = list(_ATTRIBUTE.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    return _replaced(text, match.span(2), chance.choice((*_NUMBERS, chance.choice(found).group(2))))


def content(text: str, chance: Random) -> str:
    """Return markup with a text between tags changed."""
    found = [match.span(1) for match in _TEXT.finditer(text)]
    odd = chance.choice(ODD).replace("&", "&amp;").replace("<", "&lt;").replace("\0", "")
    return _replaced(text, chance.choice(found), odd) if found else text


def flipped(data: bytes, chance: Random) -> bytes:
    """Return bytes of which some are others, are missing, or stand twice."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(made) + 1)
        size = chance.choice((1, 1, 2, 16, 200))
        match chance.randrange(3):
            case 0:
                made[at : at + size] = chance.randbytes(min(size, 16))
            case 1:
                del made[at : at + size]
            case _:
                made[at:at] = made[at : at + size]
    return bytes(made)


def cut_off(data: bytes, chance: Random) -> bytes:
    """Return the beginning of a file, as a broken download leaves it."""
    return data[: chance.randrange(len(data) + 1)]


def _as_text(*ways: Callable[[str, Random], str]) -> Mutator:
    """Return what does one or a few of ``ways`` to a UTF-8 text."""

    def mutate(data: bytes, chance: Random) -> bytes:
        text = data.decode("utf-8", "surrogateescape")
        for _ in range(chance.choice((1, 1, 2, 5))):
            text = chance.choice(ways)(text, chance)
        return text.encode("utf-8", "surrogateescape")

    return mutate


def part(data: bytes, chance: Random) -> bytes:
    """Return an office file with one part changed as markup, cut off, taken out, or put in the place of another."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([*[one for one in parts if "sheet" in one or "document" in one] * 4, *parts])
    match chance.randrange(12):
        case 0:
            del parts[name]
        case 1:
            parts[name] = cut_off(parts[name], chance)
        case 2:
            parts[name] = parts[chance.choice(list(parts))]
        case 3:
            parts[name] = flipped(parts[name], chance)
        case _:
            parts[name] = _as_text(tag, attribute, content, content)(parts[name], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for one, held in parts.items():
            # A fixed date: the same mutant has the same bytes.
            package.writestr(zipfile.ZipInfo(one), held, zipfile.ZIP_DEFLATED)
    return made.getvalue()


_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_DIGITS = re.compile(rb"-?\d+(?:\.\d+)?")


def pdf_object(data: bytes, chance: Random) -> bytes:
    """Return a PDF with an object taken out or replaced by another, or a number outside its streams changed."""
    found = list(_OBJECT.finditer(data))
    if not found:
        return flipped(data, chance)
    one, other = chance.choice(found), chance.choice(found)
    match chance.randrange(4):
        case 0:
            return data[: one.start()] + data[one.end() :]
        case 1:
            return data[: one.start()] + other.group() + data[one.end() :]
        case _:
            head = one.group().partition(b"stream")[0]
            numbers = list(_DIGITS.finditer(head))
            number = chance.choice(numbers)
            new = chance.choice((b"0", b"-1", b"99999999", b"1e9", b"0.00001", b"/X", other.group().split()[0]))
            at = one.start() + number.start()
            return data[:at] + new + data[one.start() + number.end() :]


_TABLE = _as_text(cell, cell, cell, line, column)
MUTATORS: dict[str, tuple[Mutator, ...]] = {
    ".md": (_TABLE, _TABLE, _TABLE, flipped, cut_off),
    ".tsv": (_TABLE, _TABLE, _TABLE, flipped, cut_off),
    ".csv": (_TABLE, _TABLE, _TABLE, flipped, cut_off),
    ".html": (_as_text(tag, attribute, content, line), _as_text(content, attribute), flipped, cut_off),
    ".xlsx": (part, part, part, part, flipped, cut_off),
    ".docx": (part, part, part, part, flipped, cut_off),
    ".pdf": (pdf_object, pdf_object, pdf_object, flipped, cut_off),
}


def mutant(data: bytes, suffix: str, seed: int) -> bytes:
    """Return mutant number ``seed`` of a document: the same bytes for the same number."""
    chance = Random(seed)
    return chance.choice(MUTATORS[suffix])(data, chance)
