"""Cells with more text than they have room for, printed over their neighbours: the reading says that it is in doubt."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.readers.pdf.ink import Glyph, Ink
from auditor.readers.pdf.pages import OVERPRINTED, blocks_of
from auditor.records.document import Grid

XS, YS = (0.0, 60.0, 160.0), (0.0, 14.0, 28.0, 42.0)
SIZE = 10.0


def text(words: str, x: float, y: float) -> Iterator[Glyph]:
    """Yield the glyphs of one line."""
    for number, char in enumerate(words):
        yield char, x + number * SIZE, y, x + (number + 1) * SIZE, y + SIZE, 1.0


def page(*lines: Iterator[Glyph]) -> list[list[tuple[str, bool]]]:
    """Return, of the cells of a table, the text and whether it is in doubt."""
    across = tuple((y, XS[0], XS[-1]) for y in YS)
    down = tuple((x, YS[0], YS[-1]) for x in XS)
    (grid,) = blocks_of(Ink(200, 200, tuple(glyph for line in lines for glyph in line), across, down), 1)
    assert isinstance(grid, Grid)
    return [[(cell.text, cell.confidence == OVERPRINTED) for cell in row.cells] for row in grid.rows]


def test_cells_that_hold_their_text_are_sure() -> None:
    found = page(text("名称", 2, 2), text("堤坝巡查", 62, 2), text("单位", 2, 16), text("某县水利局", 62, 16))
    assert found[:2] == [[("名称", False), ("堤坝巡查", False)], [("单位", False), ("某县水利局", False)]]


def test_a_line_that_hangs_into_the_cell_below_is_doubtful_there() -> None:
    found = page(
        *(text("名称", 2, 2), text("堤坝巡查与", 62, 2), text("水闸检修", 62, 14.5)),
        *(text("单位", 2, 16), text("某县水利局", 102, 16), text("金额", 2, 30), text("62", 62, 30)),
    )
    assert [doubtful for row in found for _, doubtful in row] == [False, False, False, True, False, False]


def test_lines_that_are_printed_over_each_other_are_doubtful() -> None:
    found = page(text("名称", 2, 2), text("堤坝巡查", 62, 2), text("水闸检修", 66, 4), text("单位", 2, 16))
    assert found[0][1][1]
    assert not found[0][0][1]


def test_wide_boxes_of_digits_are_no_doubt() -> None:
    digits = [("1234"[at], 62 + 4 * at, 2.0, 70 + 4 * at, 12.0, 1.0) for at in range(4)]
    found = page(text("金额", 2, 2), iter(digits), text("单位", 2, 16), text("某局", 62, 16))
    assert found[0][1] == ("1234", False)
