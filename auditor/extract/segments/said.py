"""Labels and values side by side in the line of a form: what the label left of a value, and the one above it, say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from auditor.extract.lines.heads import Head
from auditor.extract.lines.stream import Line
from auditor.extract.words.keys import fold
from auditor.extract.words.numbering import without_number
from auditor.extract.words.vocabulary import header
from auditor.records.document import Cell
from auditor.text.money import labelled
from auditor.text.units import IN_WAN

_COLON = re.compile(r"[:：]")
_FIGURE = re.compile(r"\s*[\d,]+(?:\.\d+)?\s*")
_LONGEST_LABEL = 24
_AMOUNT = re.compile(r"(\D{2,20}?)\s+([\d,]+(?:\.\d+)?\s*(?:[万亿千]?元)?)")  # 其中：财政拨款  630
_TERM = re.compile(r"(?:(?:实施|项目|全)?周?期|[两二三四五]年)(?:金额|资金|总额)*:?")
_YEAR = re.compile(r"(?:(?:本|当|预算|其中)?年度?|20\d\d年度?)(?:金额|资金|总额)*:([\d,.]+(?:[万亿千]?元)?)")
_YEAR_TOTAL = "年度资金总额"
_MORE = re.compile(r"。(?!\s*$)")  # a name ends there, and running text goes on
_REST = frozenset({"其他", "其它"})
_FUNDS = frozenset({"total", "fiscal"})
_MONEY = frozenset({"total", "fiscal", "other"})
_SOURCES = _MONEY - {"total"}
_WITHIN = frozenset({"within"})  # 其中：债券资金 is one label


@dataclass(frozen=True, slots=True)
class Said:
    """A value with the label left of it (in column ``at``) and the label above it, "" where there is none.

    ``column`` is where the value itself stands.
    """

    label: str
    over: str
    cell: Cell
    at: int = -1
    column: int = -1

    @property
    def words(self) -> frozenset[str]:
        """Return what the label may mean."""
        return header(self.label)

    @property
    def above(self) -> frozenset[str]:
        """Return what the label above may mean."""
        return header(self.over)

    @property
    def period(self) -> int:
        """Return how near the labels are to the year of the budget (0 is nearest, 1 says nothing)."""
        return Head(fold(self.over), fold(self.label)).period

    @property
    def shown(self) -> str:
        """Return the labels as details are named."""
        return fold("·".join(text for text in (self.label, self.over) if text))


def of_year(said: Sequence[Said], line: Line) -> list[Said]:
    """Return the values of a line; beside a label of the total, the one that names the year is the total of that year.

    资金总额 | 实施周期：1620 | 年度：540 has two totals, and the budget is that of the year.
    """
    total = next((text for text in line.texts if "total" in header(text)), "")
    if not total or not any(_TERM.search(fold(text)) for text in line.texts):
        return list(said)
    return [_of_year(each, total) for each in said]


def names_year(text: str, line: Line) -> bool:
    """Return whether a text labels the amount of the year (2026年度) in a line of totals for several periods."""
    if not _YEAR.fullmatch(f"{fold(text).rstrip(':')}:1"):
        return False
    return any(_TERM.search(fold(each)) for each in line.texts) and any("total" in header(each) for each in line.texts)


def names_rest(text: str, line: Line) -> bool:
    """Return whether 其他 stands for 其他资金: beside a source of funds in the same line."""
    return fold(text) in _REST and any(header(each) & _FUNDS for each in line.texts)


def of_rest(said: Said) -> Said:
    """Return the value of such a label behind the label that it stands for."""
    return replace(said, label=f"{said.label}资金") if fold(said.label) in _REST else said


def _of_year(said: Said, total: str) -> Said:
    named = _YEAR.fullmatch(fold(said.cell.text if not said.label else f"{said.label}:{said.cell.text}"))
    if not named or "total" in said.words:
        return said
    own = f"年度{total}"
    return replace(said, label=own if header(own) else _YEAR_TOTAL, cell=replace(said.cell, text=named.group(1)))


def said_in(line: Line, over: dict[int, str], known: Callable[[str], object] = header) -> list[Said]:
    """Return each value of a line with its labels; what a merged cell repeats under no other head counts once.

    Behind a label of its own it is no repetition: 预算数 20, 其中：财政资金 20.
    ``known`` tells labels. A label 项目名称 beside which nothing stands, in a line that says something else, is said
    with an empty value: somebody left the name out.
    """
    found: list[Said] = []
    unfilled: list[Said] = []
    label, at, is_open = "", -1, False
    for index, cell in enumerate(line.cells):
        if not cell.text:
            continue
        if known(cell.text):
            unfilled += _unfilled(line, at, is_open)
            label, at, is_open = cell.text, index, True
        elif glued := glued_label(cell, known):
            found.append(Said(glued[0], "", replace(cell, text=glued[1]), index, index))
            label, is_open = "", False
        elif whole := _with_unit(found, cell):
            found[-1] = whole
        elif is_open or not _is_repeated(found, cell, over.get(index, "")):
            found.append(Said(label, over.get(index, ""), cell, at, index))
            label, is_open = label if over else "", False
    unfilled += _unfilled(line, at, is_open)
    return [*found, *(unfilled if found else ())]


def _with_unit(found: Sequence[Said], cell: Cell) -> Said | None:
    """Return the last value with a unit of money from the cell beside it, None where the two are no amount."""
    last = found[-1] if found else None
    if last is None or not (last.label or last.over):
        return None
    if _FIGURE.fullmatch(last.cell.text) and cell.text.strip() in IN_WAN:
        return replace(last, cell=replace(last.cell, text=last.cell.text + cell.text.strip()))
    if last.cell.text.strip() in IN_WAN and _FIGURE.fullmatch(cell.text):
        return replace(last, cell=replace(cell, text=cell.text + last.cell.text.strip()))
    return None


def _is_repeated(found: Sequence[Said], cell: Cell, over: str) -> bool:
    """Return whether a cell only repeats the one before it, under no head of its own."""
    return bool(found) and found[-1].cell.text == cell.text and over in {"", found[-1].over}


def glued_label(cell: Cell, known: Callable[[str], object] = header) -> tuple[str, str] | None:
    """Return (label, value) of a cell that holds both (``主管部门:某局``), else None; the longest label counts.

    Blanks alone part a label of money from its amount. A name that goes on in sentences (项目名称:某项目。规模:…)
    is running text on a project, no label.
    """
    text = without_number(cell.text)
    found = None
    for colon in _COLON.finditer(text[:_LONGEST_LABEL]):
        label, value = text[: colon.start()].strip(), text[colon.end() :].strip()
        if len(label) > 1 and value and known(label) and header(label) != _WITHIN:
            found = (label, value)
    if found and "project" in header(found[0]) and _MORE.search(found[1]):
        return None
    if found and header(found[0]) & _SOURCES and labelled(found[1]):
        return None  # 财政拨款:90万元;其他:6.5万元 are several amounts, not one behind a label
    amount = None if found else _AMOUNT.fullmatch(text)
    if amount and known(amount.group(1)) and header(amount.group(1)) & _MONEY:
        return amount.group(1), amount.group(2)
    return found


def _unfilled(line: Line, at: int, is_open: bool) -> list[Said]:
    """Return the name that a label 项目名称 in column ``at`` asks for (``is_open``) and nobody gave."""
    beside = line.cells[at + 1].text if at + 1 < len(line.cells) else ""
    if not is_open or beside or "project" not in header(line.cells[at].text):
        return []
    return [Said(line.cells[at].text, "", Cell("", line.cells[at].place), at, at)]
