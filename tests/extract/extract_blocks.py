"""Made-up documents of paragraphs and tables, written in every format."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import docx
import openpyxl

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

Block = str | list[list[str]]
Written = tuple[bytes, str]
Write = Callable[[Sequence["Block"]], Written]


def markdown(blocks: Sequence[Block]) -> Written:
    texts = [block if isinstance(block, str) else "\n".join(_piped(block)) for block in blocks]
    return "\n\n".join(texts).encode(), "x.md"


def _piped(rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]


def html(blocks: Sequence[Block]) -> Written:
    def one(block: Block) -> str:
        if isinstance(block, str):
            return f"<p>{block.strip('# ')}</p>"
        rows = ("".join(f"<td>{text}</td>" for text in row) for row in block)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"

    return f"<html><body>{''.join(map(one, blocks))}</body></html>".encode(), "x.html"


def sheet(blocks: Sequence[Block]) -> Written:
    book = openpyxl.Workbook()
    for block in blocks:
        for row in [[block.strip("# ")]] if isinstance(block, str) else block:
            book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), "x.xlsx"


def word(blocks: Sequence[Block]) -> Written:
    made = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block.strip("# "))
        else:
            table = made.add_table(len(block), len(block[0]))
            for cells, row in zip(table.rows, block, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue(), "x.docx"


def tabs(blocks: Sequence[Block]) -> Written:
    rows = [row for block in blocks for row in ([[block.strip("# ")]] if isinstance(block, str) else block)]
    return "\n".join("\t".join(row) for row in rows).encode(), "x.tsv"


def read(write: Write, blocks: Sequence[Block]) -> Budget:
    return extract(read_bytes(*write(blocks)))


FORMATS: tuple[Write, ...] = (markdown, html, sheet, word, tabs)
