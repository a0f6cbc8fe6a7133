"""A workbook of tables with thousands of rows, written as XML: a row costs a fortieth of what it costs in openpyxl."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from xml.sax.saxutils import escape

from auditor.render import sheet
from auditor.render.bare_workbook import PLAIN, QUOTED, Sheet, letter, packed

# Excel opens no sheet with more links.
_MOST_LINKS = 65_530


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: ``columns`` are heads with their widths, ``links`` lead from the cells of the last column elsewhere.

    ``frozen`` columns stay where they are, as the head does. Of more links than a sheet can have the first are there;
    the head of the column says which.
    """

    title: str
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[object]]
    paper: str = ""
    frozen: int = 0
    links: Sequence[str] = ()

    @property
    def linked(self) -> Sequence[tuple[int, str]]:
        """Return row and target of the links that the sheet has."""
        return list(islice(((row, target) for row, target in enumerate(self.links, start=2) if target), _MOST_LINKS))

    @property
    def heads(self) -> list[str]:
        """Return the heads of the columns."""
        heads = [name for name, _ in self.columns]
        if sum(map(bool, self.links)) > _MOST_LINKS:
            heads[-1] += f"（第 {self.linked[-1][0]} 行以下只列文字：一张工作表最多 {_MOST_LINKS} 个链接）"
        return heads


def workbook_of(tables: Sequence[Table]) -> bytes:
    """Return the xlsx file of some tables, a sheet each."""
    return packed([_sheet(table) for table in tables])


def _sheet(table: Table) -> Sheet:
    """Return a table as a sheet."""
    widths = [width for _, width in table.columns]
    frozen = (table.frozen + 1, 2)
    return Sheet(table.title, table.heads, widths, _rows(table), len(table.rows), frozen, table.paper, table.linked)


def _rows(table: Table) -> str:
    """Return the rows below the head as XML, each as high as its texts need."""
    if not table.rows:
        return ""
    ends = [f'<c r="{letter(number)}' for number in range(2, len(table.columns) + 1)]
    columns = [_Cells(width, end) for (_, width), end in zip(table.columns, [*ends, "</row>"], strict=True)]
    made = []
    for number, row in enumerate(table.rows, start=2):
        cells = [told[value] for told, value in zip(columns, row, strict=True)]
        high = sheet.height(max([lines for _, lines in cells]))
        head = ['<row r="', f'" ht="{high}" customHeight="1"><c r="A']
        # Its number stands in every address of the row.
        made.append(str(number).join([*head, *[text for text, _ in cells]]))
    return "".join(made)


class _Cells(dict[object, tuple[str, int]]):
    """A value of a column → its cell as XML after the address, up to the next address, and its lines.

    Most columns repeat their values.
    """

    def __init__(self, width: float, end: str) -> None:
        super().__init__()
        self._width, self._end = width, end

    def __missing__(self, value: object) -> tuple[str, int]:
        told, lines = f' s="{PLAIN}"/>', 1
        if isinstance(value, str) and value:
            text, quoted = sheet.text_of(value)
            space = "" if text == text.strip() else ' xml:space="preserve"'
            style = QUOTED if quoted else PLAIN
            told = f' s="{style}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
            lines = sheet.lines(value, self._width)
        elif value is not None and value != "":
            told = f' s="{PLAIN}"><v>{value}</v></c>'
        found = self[value] = f'"{told}{self._end}', lines
        return found
