"""Indicators told in running text, a line or a row for each level (数量指标:…, next line 质量指标:…) → one text."""

from __future__ import annotations

import operator as op
import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extract.words.vocabulary import is_level, level
from auditor.records.document import EMPTY, Grid, Prose, Row

_NUMBER = re.compile(r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[①-⑳·•●*-])\s*")
_LABEL = re.compile(r"([^:：\s]{2,12})\s*[:：]\s*\S")
_PAIR = re.compile(r"[【\[〔]([^】\]〕]{4,12})[-—–/、]([^】\]〕]{4,16})[】\]〕]\s*\S")
_LEAST = 2
_BOTH = 2  # cells: a level, its text
_Block = Prose | Grid


def together(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks; neighbouring lines that begin with the label of a level are one text, headings among them."""
    done: list[_Block] = []
    run: list[Prose] = []
    for block in blocks:
        if isinstance(block, Prose) and _begins(block.text):
            run.append(block)
            continue
        done += [*_joined(run), _with_levels(block) if isinstance(block, Grid) else block]
        run = []
    return (*done, *_joined(run))


def _with_levels(grid: Grid) -> Grid:
    """Return the grid; where a row is a first level and a text with labels of second levels, the text says both."""
    rows = [_with_level(row) for row in grid.rows]
    return replace(grid, rows=tuple(rows)) if sum(map(op.is_not, rows, grid.rows)) >= _LEAST else grid


def _with_level(row: Row) -> Row:
    texts = row.texts
    if len(texts) != _BOTH or not level(1, texts[0]) or not _is_labelled(texts[1]):
        return row
    one, two = row.filled
    label = texts[0] if texts[0].endswith("指标") else f"{texts[0]}指标"
    whole = replace(two, text=f"{label}：{two.text}")
    return replace(row, cells=tuple(EMPTY if cell is one else whole if cell is two else cell for cell in row.cells))


def _joined(run: Sequence[Prose]) -> Sequence[Prose]:
    labelled = [at for at, line in enumerate(run) if _is_labelled(line.text)]
    if len(labelled) < _LEAST:
        return run
    end = labelled[-1] + 1  # a heading behind the last one may stand over a table
    return [Prose("；".join(_without_number(line.text) for line in run[:end]), run[0].place), *run[end:]]


def _without_number(text: str) -> str:
    """Return a line without its number, a heading as a label."""
    bare = _NUMBER.sub("", text).strip().rstrip("。；;")
    return bare if _is_labelled(text) else f"{bare.rstrip(':：')}："


def _begins(text: str) -> bool:
    bare = _NUMBER.sub("", text).strip().rstrip(":：")
    return _is_labelled(text) or bool(level(1, bare) and "指标" in bare)


def _is_labelled(text: str) -> bool:
    bare = _NUMBER.sub("", text)
    if pair := _PAIR.match(bare):
        return all("指标" in word and is_level(word) for word in pair.groups())
    match = _LABEL.match(bare)
    return bool(match and "指标" in match.group(1) and is_level(match.group(1)))
