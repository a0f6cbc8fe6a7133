"""The only row of figures below the heads of funds, which names no source: it is that of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.extract.lines.fund_heads import heads_funds, is_funds_figure
from auditor.extract.lines.stream import Line
from auditor.extract.segments.said import Said
from auditor.records.document import Cell

_FEW = 4
_WHOLE = "年度资金总额"


def of_lone_funds(said: Sequence[Said], source: str, line: Line, over: Mapping[int, str]) -> tuple[list[Said], str]:
    """Return what a line below the heads ``over`` says, and its source of funds; the label of the whole for a lone row.

    Why something was not spent may stand behind its figures.
    """
    figures = len(line.filled) > _FEW and all(map(is_funds_figure, line.texts[:-1]))
    if (
        source
        or not figures
        or any(each.label for each in said)
        or not heads_funds([Cell(one) for one in over.values()])
    ):
        return list(said), source
    if not all(over.get(at) for at, cell in enumerate(line.cells) if cell.text):
        return list(said), source
    return [replace(each, label=_WHOLE) for each in said], _WHOLE
