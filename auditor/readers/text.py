"""Plain text with Markdown pipe tables and tab-separated tables, mixed with prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.config import Limits
from auditor.readers.decode import decode
from auditor.readers.problems import cut_off
from auditor.records.document import Cell, Document, Grid, Problem, Prose, Row
from auditor.records.place import Place

_TAG = re.compile(r"</?(?:p|br|b|i|u|em|strong|span|div|sup|sub|font|center)\b[^<>]*/?>", re.IGNORECASE | re.ASCII)
_ENTITY = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
_ENTITIES = re.compile("|".join(_ENTITY))
# Markdown's marks of a heading and of bold are none of the words. A line of a list (#1) is no heading, and two stars
# that stand for a number left out (≤**万元) are not bold.
_BULLET = re.compile(
    r"^\s*[-*+•]\s+(?=[^:：\s]{2,16}[:：]|第\s*[一二三四五六七八九十]+\s*[部章]|[一二三四五六七八九十]+\s*、"
    r"|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、](?!\d)|附?[件表][一二三四五六七八九十\d])"
)
_HEADING = re.compile(r"\s*(?:#{2,6}|#(?=\s))\s*(?=[^#\s])")
_BOLD = re.compile(r"\s*(?P<mark>\*\*|__)(?P<text>[^*_\s](?:[^*_]*[^*_\s])?)(?P=mark)(?P<rest>[^*_]*)")
# Bold within a line; stars before a unit stand for a number left out (增加**万元,增长**%).
_INLINE = re.compile(r"\*\*(?!\s|[万亿千]?元|[%个台辆批月次]|[人年项家][,，。、;；])([^*]+)(?<!\s)\*\*")
_RULE = r"(?::?-{2,}:?|:-+:?|-+:)"
_DELIMITER = re.compile(rf"\s*\|?\s*{_RULE}\s*(\|\s*{_RULE}\s*|\|\s*)*")
# Labels in bold within a line: a blank or the line's ends around the marks, a colon behind them.
_LABELS = re.compile(r"(?:(?<=^)|(?<=\s))(\*\*|__)([^*_\s](?:[^*_]*[^*_\s])?)\1(?=[:：\s]|$)")
_PIPE = re.compile(r"(?<!\\)\|")
_LINE_END = re.compile(r"\r\n|\r|\n|\x0b|\u2028|(?=\x0c)")

_Line = tuple[int, int | None, str]


def read(data: bytes, source: str, sha256: str, _limits: Limits) -> Document:
    """Return the Document in text ``data``; a form feed starts a page. Raises UnreadableError where it is no text."""
    text, cut = decode(data, source)
    lines = tuple(_lines(text))
    blocks: list[Prose | Grid] = []
    for number, part in enumerate(_html_parts(lines)):
        blocks += _html(part, source) if number % 2 else [block for run in _runs(part) for block in _block(run)]
    problems = _truncation(blocks, lines, cut)
    return Document(source, sha256, "text", tuple(blocks), problems, converted=True)


def _lines(text: str) -> Iterator[_Line]:
    """Yield (1-based line number, page or None, text) of every line; a form feed never counts as a line."""
    page = 1 if "\x0c" in text else None
    number = 1
    for ended, line in _split(text):
        feeds = line.count("\x0c")
        if page is not None:
            page += feeds
        yield number, page, line.replace("\x0c", "")
        number += ended


def _html_parts(lines: tuple[_Line, ...]) -> Iterator[tuple[_Line, ...]]:
    """Yield lines of text and of HTML tables in turn, beginning with text; a table that is not closed ends all."""
    start = at = depth = 0
    while at < len(lines):
        text = lines[at][2].lower()
        opened, closed = text.count("<table"), text.count("</table")
        if opened and not depth:
            yield lines[start:at]
            start = at
        if depth or opened:
            depth = max(0, depth + opened - closed)
            if not depth:
                yield lines[start : at + 1]
                start = at + 1
        at += 1
    yield lines[start:]


def _html(lines: tuple[_Line, ...], source: str) -> list[Prose | Grid]:
    """Return the blocks of an HTML table in a text, all cells at the line where the table begins and their row."""
    from auditor.readers.html import fragment

    first, page, _ = lines[0]
    found = fragment("\n".join(text for _, _, text in lines), source)
    return [_placed(block, page, first) for block in found]


def _placed(block: Prose | Grid, page: int | None, line: int) -> Prose | Grid:
    """Return a block with the line of the text, and within it the row and column of the table."""
    place = Place(page=page, line=line)
    if isinstance(block, Prose):
        return Prose(block.text, place)
    return Grid(
        tuple(
            Row(tuple(replace(c, place=_at(c.place, place)) for c in r.cells), _at(r.place, place)) for r in block.rows
        )
    )


def _at(inner: Place, place: Place) -> Place:
    return replace(place, cell=inner.cell)


def _split(text: str) -> Iterator[tuple[bool, str]]:
    start = 0
    for match in _LINE_END.finditer(text):
        yield match.end() > match.start(), text[start : match.start()]
        start = match.end()
    yield True, text[start:]


def _runs(lines: tuple[_Line, ...]) -> Iterator[list[_Line]]:
    """Yield runs of neighbouring lines of one kind: pipe rows, tab rows, or single lines of prose."""
    run: list[_Line] = []
    kind = ""
    for line in lines:
        now = _kind(line[2])
        # A row whose closing pipe is missing goes on in the lines that follow it.
        goes_on = kind == "pipe" and now == "prose" and _is_open(run)
        if not goes_on and (now != kind or now in {"prose", ""} or (run and run[-1][1] != line[1])):
            if run:
                yield run
            run, kind = [], now
        if now or goes_on:
            run.append(line)
    if run:
        yield run


def _kind(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        return "tab" if "\t" in text else ""
    if stripped.startswith("|"):
        return "pipe"
    if "\t" in text.strip(" \r\n"):
        return "tab"
    return "pipe" if "|" in stripped and _PIPE.search(stripped) else "prose"


def _is_open(run: list[_Line]) -> bool:
    """Return whether the last pipe row began with a pipe, lacks the closing one, and others of its table have it."""
    begun = next((text.strip() for _, _, text in reversed(run) if text.strip().startswith("|")), "")
    last = run[-1][2].strip()
    closed = sum(1 for _, _, text in run if text.strip().endswith("|"))
    return bool(begun) and not last.endswith("|") and closed > 0


def _block(run: list[_Line]) -> list[Prose | Grid]:
    kind = _kind(run[0][2])
    if kind == "tab":
        rows = [_row(number, page, text.split("\t")) for number, page, text in run]
        return [Grid(tuple(rows))]
    is_table = any(text.lstrip().startswith("|") or _DELIMITER.fullmatch(text) for _, _, text in run)
    if kind == "pipe" and is_table:
        rows = [_row(*line) for line in _pipe_rows(run)]
        return [Grid(tuple(rows))] if rows else []
    return [Prose(_unmarked(text), Place(page=page, line=number)) for number, page, text in run if _unmarked(text)]


def _pipe_rows(run: list[_Line]) -> Iterator[tuple[int, int | None, list[str]]]:
    joined: list[_Line] = []
    for number, page, text in run:
        before = joined[-1][2].strip() if joined else ""
        if before.startswith("|") and not before.endswith("|") and not text.lstrip().startswith("|"):
            joined[-1] = (*joined[-1][:2], f"{before} {text.strip()}")
        else:
            joined.append((number, page, text))
    for number, page, text in joined:
        if not _DELIMITER.fullmatch(text):
            yield number, page, _pipe_cells(text.strip())


def _pipe_cells(text: str) -> list[str]:
    inner = text[1:] if text.startswith("|") else text
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.replace("\\|", "|") for cell in _PIPE.split(inner)]


def _row(number: int, page: int | None, texts: list[str]) -> Row:
    place = Place(page=page, line=number)
    return Row(tuple([Cell(_plain(_not_bold(text)) if text else "", place) for text in texts]), place)


def _unmarked(text: str) -> str:
    """Return the words of a line of prose without the marks of Markdown: a heading, bold, a list of labels."""
    if heading := _HEADING.match(text):
        text = text[heading.end() :].rstrip().rstrip("#").rstrip()
    return _plain(_not_bold(_BULLET.sub("", text)))


def _not_bold(text: str) -> str:
    if "**" not in text and "__" not in text:
        return text
    text = _INLINE.sub(r"\1", text)
    text = _LABELS.sub(r"\2", text)
    bold = _BOLD.fullmatch(text) if text.lstrip()[:2] in {"**", "__"} else None
    return bold["text"] + bold["rest"] if bold else text


def _plain(text: str) -> str:
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = _ENTITIES.sub(lambda match: _ENTITY[match.group()], text)
    return text.strip()


def _truncation(blocks: list[Prose | Grid], lines: tuple[_Line, ...], cut: bool) -> tuple[Problem, ...]:
    """Return a problem where the text ends inside a row: its last row is shorter than all the others."""
    last = next((line for line in reversed(lines) if line[2].strip()), lines[-1])
    place = Place(page=last[1], line=last[0])
    if cut:
        return (cut_off(place),)
    if not blocks or not isinstance(blocks[-1], Grid) or len(blocks[-1].rows) < 2:
        return ()
    *others, end = blocks[-1].rows
    widths = {len(row.cells) for row in others}
    # Rows of an undamaged table are equally wide; where they are not, here or above, a short last row proves nothing.
    copied = any(len({len(row.cells) for row in one.rows}) > 1 for one in blocks[:-1] if isinstance(one, Grid))
    if len(widths) == 1 and len(end.cells) < widths.pop() and not copied:
        return (cut_off(place),)
    return ()
