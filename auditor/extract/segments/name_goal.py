"""A line that names a project and goes on with its objective (某项目（186万元）。绩效目标：…) → a line for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.segments.introduced import opens_indicators
from auditor.extract.segments.name_text import labelled_name
from auditor.extract.words.vocabulary import header
from auditor.records.document import Grid, Prose

_Block = Prose | Grid
_NAME_AND_GOAL = re.compile(
    r"^(?P<name>[^。；;—–]{4,80}?)(?:[。；;]\s*(?P<label>[^\W\d]{2,10})\s*[:：]|\s*[—–]{1,2})\s*(?P<goal>.{8,})$",
    re.DOTALL,
)
_LABEL = "绩效目标"


def goals_apart(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks; where a line above indicators names a project and tells its objective, each has its line."""
    return tuple(_apart(blocks))


def _apart(blocks: Sequence[_Block]) -> Iterator[_Block]:
    for at, block in enumerate(blocks):
        found = _NAME_AND_GOAL.match(block.text.strip("#* ")) if isinstance(block, Prose) else None
        named = _named(found) if found else ""
        if found and isinstance(block, Prose) and named and opens_indicators(blocks, at + 1):
            yield replace(block, text=named)
            yield replace(block, text=f"{_LABEL}：{found['goal']}")
        else:
            yield block


def _named(found: re.Match[str]) -> str:
    """Return the name behind its label, "" where none is shown or what follows has no label and is no sentence."""
    named, shown = labelled_name(found["name"])
    told = "goal" in header(found["label"]) if found["label"] else found["goal"].rstrip().endswith("。")
    return named if shown and told else ""
