"""The documents that are mutated: small budgets in every format, made of the samples."""

from __future__ import annotations

import csv
import io
from html import escape
from pathlib import Path

from bench.synthetic import budget

ROOT = Path(__file__).resolve().parents[2]
_FILES = ("hard-tables.pdf", "faulty-street-office.docx", "clean-agency.xlsx", "clean-agency.html")
ROWS = 24


def rows(count: int = ROWS) -> list[list[str]]:
    """Return a budget of ``count`` rows as cells, its titles above."""
    made = [line.split("\t") for line in budget(count).removesuffix("\n").split("\n")]
    # A column that is blank all the way is told of a file with cells only.
    return [["青禾县水利站", *row[1:]] if len(row) > 1 and row != made[4] else row for row in made]


def tsv(table: list[list[str]]) -> bytes:
    """Return rows as text with tabs."""
    return "".join("\t".join(row) + "\n" for row in table).encode()


def comma(table: list[list[str]]) -> bytes:
    """Return rows as comma-separated values."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows(table)
    return made.getvalue().encode()


def pipes(table: list[list[str]]) -> bytes:
    """Return rows as Markdown."""
    made: list[str] = []
    for row in table:
        made.append(row[0] if len(row) == 1 else "| " + " | ".join(row) + " |")
        if row[-1] == table[4][-1]:
            made.append("|" + "---|" * len(row))
    return "".join(f"{line}\n" for line in made).encode()


def page(table: list[list[str]]) -> bytes:
    """Return rows as a web page."""
    titles = "".join(f"<p>{escape(row[0])}</p>" for row in table if len(row) == 1)
    cells = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in table if len(row) > 1)
    body = "".join(f"<tr>{row}</tr>\n" for row in cells)
    return f'<html><meta charset="utf-8"><body>{titles}<table>\n{body}</table></body></html>'.encode()


def workbook(table: list[list[str]]) -> bytes:
    """Return rows as an xlsx workbook, amounts as numbers."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in table:
        sheet.append([text or None for text in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


WRITERS = {".tsv": tsv, ".csv": comma, ".md": pipes, ".html": page, ".xlsx": workbook}


def seeds() -> dict[str, tuple[bytes, ...]]:
    """Return the documents to be mutated, by suffix."""
    made = {suffix: [write(rows())] for suffix, write in WRITERS.items()}
    for name in _FILES:
        path = ROOT / "samples" / "formats" / name
        made.setdefault(path.suffix, []).append(path.read_bytes())
    made[".md"].append((ROOT / "samples" / "faulty-bureau.md").read_bytes())
    return {suffix: tuple(held) for suffix, held in made.items()}
