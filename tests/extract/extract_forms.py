"""Made-up forms (forms/*.txt: head, grid, rows) in every format: “^” goes on with the cell above, “<” with the left.

A line “@ name” among the rows says to which project those below it belong.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from bench.formats import office
from bench.formats.model import split_boxes
from samples.make.pdfs import Box, Table

FOLDER = Path(__file__).parent / "forms"
FORMATS = ("xlsx", "docx", "html", "blank.md", "repeated.md", "csv", "txt", "copied.txt")
_WIDTH = 60.0
Row = tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A form: what stands at its head, its cells, and the indicators (level1 … unit) that it holds.

    ``owners`` are the names of the projects of the rows, none where all belong to one.
    """

    head: dict[str, str]
    boxes: tuple[Box, ...]
    rows: tuple[Row, ...]
    owners: tuple[str, ...] = ()


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def form(name: str) -> Form:
    head, cells, rows = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n---\n")
    said = dict(line.partition(":")[::2] for line in head.splitlines())
    texts = [[text.strip() for text in line.split("|")] for line in cells.splitlines()]
    lines = rows.splitlines()
    owners = accumulate(lines, lambda owner, line: line[1:].strip() if line.startswith("@") else owner, initial="")
    told = [(owner, line) for owner, line in zip([*owners][1:], lines, strict=True) if not line.startswith("@")]
    wanted = tuple(tuple(text.strip() for text in line.split("|")) for _, line in told)
    names = tuple(owner for owner, _ in told) if lines[0].startswith("@") else ()
    return Form({key: value.strip() for key, value in said.items()}, _boxes(texts), wanted, names)


def _boxes(texts: list[list[str]]) -> tuple[Box, ...]:
    found: dict[tuple[int, int], Box] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    columns = max(map(len, texts))
    for row, line in enumerate(texts):
        for column, text in enumerate(line + [""] * (columns - len(line))):
            first = {"<": owner.get((row, column - 1)), "^": owner.get((row - 1, column))}.get(text)
            first = first or (row, column)
            owner[row, column] = first
            box = found.setdefault(first, Box(row, column, text))
            found[first] = replace(box, rows=row - box.row + 1, columns=max(box.columns, column - box.column + 1))
    return tuple(found.values())


def write(one: Form, kind: str, folder: Path) -> Path:
    """Write a form in one of FORMATS and return its path."""
    path = folder / f"form.{kind}"
    columns = max(box.column + box.columns for box in one.boxes)
    deep = max(box.rows for box in one.boxes if box.row == 0)
    head = tuple(box for box in one.boxes if box.row < deep)
    body = tuple(replace(box, row=box.row - deep) for box in one.boxes if box.row >= deep)
    table = Table(one.head["title"], one.head["note"], (_WIDTH,) * columns, head, body)
    writer = {"xlsx": office.xlsx, "docx": office.docx, "html": office.html}.get(kind)
    if writer:
        return writer([table], path)
    path.write_text(_text(replace(table, body=one.boxes), kind), encoding="utf-8")
    return path


def _text(table: Table, kind: str) -> str:
    copied = kind.startswith("copied")  # from a browser: a merged cell prints once, in its first row
    cells = table.body if copied else split_boxes(table, repeat=kind.startswith("repeated")).body
    rows: dict[int, list[str]] = {}
    for box in sorted(cells, key=lambda box: (box.row, box.column)):
        rows.setdefault(box.row, []).append(box.text)
    if kind == "csv":
        out = io.StringIO()
        csv.writer(out).writerows([[table.title], [table.note], *rows.values()])
        return out.getvalue()
    lines = ["\t".join(row) if kind.endswith("txt") else f"| {' | '.join(row)} |" for row in rows.values()]
    if not kind.endswith("txt"):
        lines.insert(1, "|" + "---|" * len(table.widths))
    return "\n".join([table.title, table.note, "", *lines, ""])
