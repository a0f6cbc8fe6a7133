"""One form a project: labels with the value beside or below them, then the indicators; made into items of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditor.extract.columns import Layout, is_header
from auditor.extract.heads import Head, is_indicator_head
from auditor.extract.indicator import find_levels, find_pair, read_fields, read_row
from auditor.extract.inline import inline_fields
from auditor.extract.items import Item
from auditor.extract.keys import fold
from auditor.extract.lead import TOTAL
from auditor.extract.lines import Line
from auditor.extract.merged import without_levels
from auditor.extract.outcome import outcome_of, sums_of
from auditor.extract.vocabulary import header
from auditor.records.document import EMPTY, Cell

_SLOTS = ("total", "fiscal", "other")
_FEW = 4
_KEPT_OUT = frozenset({"actual", "score", "weight", "deviation", "prior"})
_NUMBER = re.compile(r"[-+]?\d")
_NUMBERED = re.compile(r"^\s*[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*")
NOTE = re.compile(r"(?:注|备注|说明)[:：]")
_HEADING = re.compile(r"[(]?[一二三四五六七八九十]{1,2}[)、.][^\W\d]{0,10}(?:情况|目标|指标|信息|概况|内容)")
_GLUED = re.compile(r"([^:：]{2,20}?)\s*[:：]\s*(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Said:
    """A value of a form with the label left of it (in column ``at``) and the label above it, "" where there is none."""

    label: str
    over: str
    cell: Cell
    at: int = -1

    @property
    def words(self) -> frozenset[str]:
        return header(self.label)

    @property
    def above(self) -> frozenset[str]:
        return header(self.over)

    @property
    def period(self) -> int:
        """Return how near the labels are to the year of the budget (0 is nearest, 1 says nothing)."""
        return Head(fold(self.over), fold(self.label)).period

    @property
    def shown(self) -> str:
        return fold("·".join(text for text in (self.label, self.over) if text))


@dataclass(slots=True)
class _Form:
    """The form being read: its items, where its project is, the labels over columns, the rank of its objective.

    ``headed`` says that the head of its indicators has been seen, ``goal`` is the label of the objective where the line
    before told one. ``periods`` are the ranks of the columns in which
    amounts of several periods are labelled, ``ranks`` those of the amounts taken.
    """

    items: list[Item] = field(default_factory=list)
    at: int = -1
    over: dict[int, str] = field(default_factory=dict)
    rank: int = 9
    headed: bool = False
    goal: str | None = None
    periods: dict[int, int] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)


def is_form(lines: Sequence[Line], layout: Layout) -> bool:
    """Return whether the lines are forms: the word 项目名称 heads no column but has the name beside it."""
    if "project" in layout.offsets:
        return False
    return any("project" in said.words for line in lines if _may_label(line) for said in _said(line, {}))


def form_items(lines: Sequence[Line], layout: Layout) -> list[Item]:
    """Return the items of forms; each form begins with the item that carries the project's name."""
    form = _Form()
    for line in lines:
        if layout.heads_with(line) or is_indicator_head(line):
            form.over, form.headed, form.goal = {}, True, None
            continue
        if _is_note(line) or (form.goal is None and _is_heading(line)):
            continue
        item = (
            None
            if line.prose or _is_signed(line)
            else _sums(line, layout, form) or _indicator(line, layout, form.headed)
        )
        if item:
            form.items.append(item)
        elif _may_label(line):
            _labels(line, form)
    return form.items


def _is_note(line: Line) -> bool:
    """Return whether the line is a note about the form; a merged cell may repeat it."""
    return len({cell.text for cell in line.filled}) == 1 and bool(NOTE.match(fold(line.filled[0].text)))


def _is_heading(line: Line) -> bool:
    """Return whether the line is the heading of a part of the form (二、项目绩效目标)."""
    text = fold(line.filled[0].text)
    return len({cell.text for cell in line.filled}) == 1 and bool(_HEADING.fullmatch(text))


def _is_signed(line: Line) -> bool:
    """Return whether the line is who filled in the form, and when: nothing but such labels and what they say."""
    labels = [glued[0] if (glued := _glued(cell)) else cell.text for cell in line.filled]
    return all("detail" in header(label) for label in labels)


def _may_label(line: Line) -> bool:
    """Return whether the line may hold labels: any row, and prose that begins with a label and a colon."""
    return not line.prose or bool(_glued(line.cells[0])) or bool(inline_fields(line.cells[0]))


def _sums(line: Line, layout: Layout, form: _Form) -> Item | None:
    """Return the row of sums below the indicators (合计, 总分), None for any other."""
    if not form.headed or not TOTAL.fullmatch(fold(line.filled[0].text)):
        return None
    told, rest = sums_of(line.cells, layout)
    return Item(line.place, line.piece, lost=rest, details=told)


def _indicator(line: Line, layout: Layout, headed: bool) -> Item | None:
    """Return the indicator of a row; labels left of it (绩效指标) are printed once for all rows and say nothing.

    Above the head of the indicators (not ``headed``) only two level words side by side make a row one.
    """
    cells = tuple(
        EMPTY if index < max(layout.edge, 1) and header(cell.text) and not _is_level(cell) else cell
        for index, cell in enumerate(line.cells)
    )
    whole = read_row(cells, layout) if headed else None
    expected = layout.level1 if "level1" in layout.offsets and len(cells) == layout.width else -1
    levels = find_levels(cells, expected) if headed else find_pair(cells)
    if whole:
        fields, lost = whole
        edge, first = layout.edge, layout.level1
    elif levels:
        fields, lost = read_fields(cells, levels, layout)
        edge, first = max(levels[0], 0), levels[0]
    else:
        item = Item(line.place, line.piece)
        bare = without_levels(item, replace(line, cells=cells), layout, layout.level1) if headed else item
        return bare if bare.fields else None
    lead = tuple(cell for cell in cells[:edge] if cell.text)
    return Item(line.place, line.piece, fields, lost=(*lead, *lost), outcome=outcome_of(line.cells, first, layout))


def _labels(line: Line, form: _Form) -> None:
    """Add what a line of labels and values says to the form that it belongs to."""
    said = _said(line, form.over)
    if not said or _only_labels(line):
        form.over = {index: cell.text for index, cell in enumerate(line.cells) if cell.text}
        return
    names = [each for each in said if "project" in each.words]
    if names:
        _begin(line, form, names)
    rest = [each for each in said if each not in names]
    if form.goal is not None and len(rest) == 1 and rest[0].label in {"", form.goal} and not rest[0].over:
        _go_on(form, rest[0])
        return
    form.goal = None
    lost = tuple(each.cell for each in rest if not _told(line, form, each) and (form.at < 0 or not _take(form, each)))
    if lost:
        form.items.append(Item(line.place, line.piece, lost=lost))


def _only_labels(line: Line) -> bool:
    """Return whether the line heads columns: nearly all of it are known labels, and none of it a number."""
    return len(line.filled) > _FEW and is_header(line) and not any(_NUMBER.match(cell.text) for cell in line.filled)


def _told(line: Line, form: _Form, said: _Said) -> bool:
    """Add the indicators that a text tells in running words and return whether there are any."""
    told = inline_fields(said.cell)
    form.items += [Item(line.place, line.piece, fields) for fields in told]
    return bool(told)


def _begin(line: Line, form: _Form, names: Sequence[_Said]) -> None:
    """Begin a form at the name of its project; the last of several names (一级项目, 二级项目) is the exact one."""
    name = names[-1]
    outer = tuple((each.shown, each.cell) for each in names[:-1])
    last = form.items[form.at] if form.at >= 0 else None
    if last and form.at == len(form.items) - 1 and not last.amounts and not last.objective.text:
        before = ((name.shown, last.owner),) if fold(last.owner.text) != fold(name.cell.text) else ()
        form.items[form.at] = replace(last, owner=name.cell, details=(*last.details, *outer, *before))
        return
    key = f"{fold(name.cell.text)}:{line.place}"
    form.at, form.rank, form.over, form.headed = len(form.items), 9, {}, False
    form.periods, form.ranks = {}, {}
    form.items.append(Item(line.place, line.piece, owner=name.cell, anchor=True, key=key, details=outer))


def _take(form: _Form, said: _Said) -> bool:
    """Put a value into the project's item and return whether its label is known."""
    item = form.items[form.at]
    if not said.words and not said.above:
        return False
    slot = next((at for at, word in enumerate(_SLOTS) if word in said.words), -1)
    if slot >= 0 and _NUMBER.match(said.cell.text) and not said.above & _KEPT_OUT:
        _take_amount(form, said, slot)
    elif "goal" in said.words | said.above and not said.above & _KEPT_OUT:
        _take_goal(form, said)
    elif "agency" in said.words and not item.agency.text:
        form.items[form.at] = replace(item, agency=said.cell)
    else:
        form.items[form.at] = replace(item, details=(*item.details, (said.shown, said.cell)))
    return True


def _take_amount(form: _Form, said: _Said, slot: int) -> None:
    """Put an amount into the project's item: that of the year, else the first; others are details.

    Where a row labels the amounts of two periods (实施期资金总额, 年度资金总额), the labels below them stand in their
    columns.
    """
    item = form.items[form.at]
    if said.period != 1:
        form.periods[said.at] = said.period
    rank = form.periods.get(said.at, 1)
    slots = list(item.amounts) or [EMPTY] * len(_SLOTS)
    rest, label = said.cell, said.shown
    if rank < form.ranks.get(slot, 9):
        rest, slots[slot] = slots[slot], said.cell
        form.ranks[slot] = rank
    kept = ((label, rest),) if rest.text else ()
    form.items[form.at] = replace(item, amounts=tuple(slots), details=(*item.details, *kept))


def _go_on(form: _Form, said: _Said) -> None:
    """Add to the objective what the next row says under the same label (目标1, 目标2)."""
    item = form.items[form.at]
    whole = replace(item.objective, text=f"{item.objective.text}{said.cell.text}")
    form.items[form.at] = replace(item, objective=whole)


def _take_goal(form: _Form, said: _Said) -> None:
    """Put an objective into the project's item: that of the year is the objective, others are details."""
    item = form.items[form.at]
    rank = said.period
    if rank < form.rank:
        form.goal = said.label
        old = (("其他绩效目标", item.objective),) if item.objective.text else ()
        form.items[form.at] = replace(item, objective=said.cell, details=(*item.details, *old))
        form.rank = rank
    else:
        form.items[form.at] = replace(item, details=(*item.details, (said.shown, said.cell)))


def _said(line: Line, over: dict[int, str]) -> list[_Said]:
    """Return each value of a line with its labels; what a merged cell repeats under no other head counts once."""
    found: list[_Said] = []
    label, at = "", -1
    for index, cell in enumerate(line.cells):
        if not cell.text:
            continue
        if header(cell.text):
            label, at = cell.text, index
        elif glued := _glued(cell):
            found.append(_Said(glued[0], "", replace(cell, text=glued[1]), index))
            label = ""
        elif not (found and found[-1].cell.text == cell.text and over.get(index, "") in {"", found[-1].over}):
            found.append(_Said(label, over.get(index, ""), cell, at))
            label = label if over else ""
    return found


def _glued(cell: Cell) -> tuple[str, str] | None:
    """Return (label, value) of a cell that holds both (``主管部门:某局``), else None."""
    match = _GLUED.fullmatch(_NUMBERED.sub("", cell.text))
    return (match.group(1), match.group(2)) if match and header(match.group(1)) else None


def _is_level(cell: Cell) -> bool:
    return "level1" not in header(cell.text) and find_levels((cell, cell, cell)) is not None
