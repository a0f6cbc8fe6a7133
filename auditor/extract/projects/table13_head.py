"""The head of table 13: the department, its funds and its objective, however the form prints them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

from auditor.extract.lines.fund_heads import heads_funds
from auditor.extract.lines.heads import is_word
from auditor.extract.lines.stream import Line
from auditor.extract.projects.head_amounts import with_amounts
from auditor.extract.projects.head_counts import without_counts
from auditor.extract.projects.head_funds import of_the_total
from auditor.extract.projects.head_words import heads_list, is_figure, is_mistyped, role_of
from auditor.extract.projects.parts_beside import without_parts
from auditor.extract.projects.tasks import Tasks, told_in, with_fund, with_sums
from auditor.extract.rows.amounts import money, unread_amount
from auditor.extract.rows.outcome import blanks_of, result_of, row_of_funds
from auditor.extract.segments.glued import parted
from auditor.extract.segments.said import Said, said_in
from auditor.extract.words.join import joined
from auditor.extract.words.keys import clean, fold
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import header, overall_label
from auditor.records.budget import NO_MONEY, Money, Overall
from auditor.records.document import Cell, Problem
from auditor.records.place import Place
from auditor.text.money import says_nothing
from auditor.text.operators import sign

_FUNDS = ("total", "fiscal", "basic", "project", "other")
_ASIDE = frozenset({"actual", "score", "weight", "deviation", "prior"})
_KEPT = frozenset(
    {
        *("detail", "remark", "code", "agency_code", "kind", "serial", "within", "fiscal", "other", "total", "weight"),
        *("state", "gap", "activity"),
    }
)
_NOBODY = 9
_PAIR = 2


@dataclass(slots=True)
class _Head:
    """The head being read: ``over`` labels columns, ``rank`` is how exactly the department is labelled.

    ``labelled`` says that amounts stood beside labels of their own, not under the heads of columns.
    """

    unit: str
    head: Overall
    lines: Sequence[Line]
    over: dict[int, str] = field(default_factory=dict)
    rank: int = _NOBODY
    labelled: bool = False
    left: list[tuple[Cell, Place]] = field(default_factory=list)

    def keep(self, label: str, cell: Cell) -> None:
        """Keep a value as a detail."""
        self.head = replace(self.head, details=(*self.head.details, (label, clean(cell) if cell.text else cell)))


def read_head(
    lines: Sequence[Line], place: Place, unit: str, *, headed: Container[Place] = ()
) -> tuple[Overall, list[tuple[list[Cell], Place]]]:
    """Return (head, [(cells that told nothing, their line)]) of the rows above the indicators, amounts in ``unit``.

    In the rows ``headed`` by the heads of indicators no unknown label is believed.
    """
    lines, parts = without_parts(lines)
    lines, counted = without_counts(lines)
    head = Overall(place=lines[0].place if lines else place, details=(*parts, *counted))
    tasks = Tasks(unit)
    rest: list[Line] = []
    for line in lines:
        if line.prose or tasks.begins(line):
            continue
        if tasks.goes_on(line):
            head = tasks.told(head, line)
        else:
            rest.append(line)
    head, rest = with_amounts(head, rest, unit)
    reader = _Head(unit, head, lines)
    for line in rest:
        if line.place in headed or not _told(reader, line):
            _read(reader, line)
    return with_sums(of_the_total(reader.head) if reader.labelled else reader.head), _by_line(reader.left)


def _told(reader: _Head, line: Line) -> bool:
    """Keep what a row of two cells says, a label that nobody knows and its text (在职人员 | 88人…); return if it is.

    An amount is none: what is money has to be known.
    """
    cells = line.filled
    if len(cells) != _PAIR or _known(cells[0].text) or _known(cells[1].text) or sign(cells[1].text):
        return False
    label, said = cells
    if not is_word(label.text) or role_of(label.text) or is_figure(label.text) or is_figure(said.text):
        return False
    reader.keep(fold(label.text), said)
    return True


def _known(text: str) -> bool:
    return bool(overall_label(text) or header(text))


def _read(reader: _Head, line: Line) -> None:
    """Take what a line says beside and under its labels."""
    source = row_of_funds(line.cells, reader.over)
    said = [
        part
        for each in said_in(line, reader.over, lambda text: _known(text) or text == source)
        for part in parted(each)
    ]
    if not said or heads_funds(line.filled):
        reader.over = {index: cell.text for index, cell in enumerate(line.cells) if cell.text}
        return
    for label, cell in blanks_of(line.cells, reader.over):
        reader.keep(label, cell)
    bare = all(not each.label or overall_label(each.label) in {"label", *_FUNDS} for each in said)
    columns = _columns(reader, line) if bare and reader.head.total == NO_MONEY else {}
    for name, amount in columns.items():
        reader.head = with_fund(reader.head, name, amount)
    kept = {id(amount.cell) for amount in columns.values()}
    for each in said:
        if id(each.cell) in kept or _take(reader, each):
            continue
        if source and each.label == source:
            reader.keep(each.shown, each.cell)  # a source of funds that nobody knows by name
        else:
            reader.left.append((each.cell, line.place))


def _take(reader: _Head, said: Said) -> bool:
    """Put a value where its labels say; return whether they say anything."""
    part = overall_label(said.label) or overall_label(said.over)
    words = said.words | said.above
    if part in _FUNDS and is_amount(said.cell.text):
        _fund(reader, said, part)
    elif _is_goal(said, part):
        reader.head = replace(reader.head, objective=_with(reader.head.objective, said.cell))
    elif part == "note":
        reader.head = replace(reader.head, note=_with(reader.head.note, said.cell))
    elif part == "department" or words & {"agency", "ministry"}:
        _department(reader, said, 0 if part == "department" else 1 if "agency" in words else 2)
    elif words & (_KEPT | _ASIDE) or part or heads_list(said.cell.text):
        reader.keep(said.shown, said.cell)
        if "activity" in words and not reader.head.tasks:
            reader.head = replace(reader.head, tasks=told_in(said.cell))
    else:
        return False
    return True


def _is_goal(said: Said, part: str) -> bool:
    """Return whether a value is the objective that was set, not what came of it."""
    if "goal" in said.words | said.above:
        return not said.above & _ASIDE
    return part == "goal" and not said.above


def _with(text: Cell, more: Cell) -> Cell:
    return joined([text, more]) if text.text else joined([more])


def _fund(reader: _Head, said: Said, part: str) -> None:
    """Take an amount with a label; a second one under the same label, or what was spent, is kept beside it."""
    if said.above & _ASIDE or getattr(reader.head, part) != NO_MONEY:
        reader.keep(said.shown, said.cell)
        return
    reader.labelled = True
    reader.head = with_fund(reader.head, part, money(said.cell, reader.unit))
    if part != "total" and any(result_of(head) == "spent" for head in reader.over.values()):
        reader.keep(said.shown, said.cell)  # the row of funds goes on with what was spent of it


def _department(reader: _Head, said: Said, rank: int) -> None:
    """Take the department: the label that names it most exactly counts, what others say is kept."""
    before = reader.head.department
    if rank >= reader.rank:
        reader.keep(said.shown, said.cell)
        return
    if before.text:
        reader.keep("其他单位", before)
    reader.rank = rank
    reader.head = replace(reader.head, department=clean(said.cell))


def unread_in(head: Overall) -> list[Problem]:
    """Return a problem for each amount of the head, and of its tasks, that is printed and no exact amount."""
    funds = [] if head.amounts else [head.total, head.fiscal, head.basic, head.project, head.other]
    named = [(one.label.text, one.amount) for one in head.amounts if not says_nothing(one.amount.cell.text)]
    named += [("整体绩效目标表的资金", one) for one in funds]
    told = [unread_amount(label, one, "核对部门资金的检查") for label, one in named if not is_mistyped(one.cell.text)]
    for task in (*head.tasks, head.tasked):
        shown, amounts = f"主要任务“{task.name.text}”的金额", (task.total, task.fiscal, task.other)
        told += [unread_amount(shown, one, "核对任务金额的检查") for one in amounts if not is_mistyped(one.cell.text)]
    return [problem for problem in told if problem]


def _by_line(left: Sequence[tuple[Cell, Place]]) -> list[tuple[list[Cell], Place]]:
    """Return the cells of each line together."""
    found: list[tuple[list[Cell], Place]] = []
    for cell, place in left:
        if found and found[-1][1] == place:
            found[-1][0].append(cell)
        else:
            found.append(([cell], place))
    return found


def _is_free(line: Line, fiscal: int, column: int) -> bool:
    """Return whether nothing but the heading of the fiscal funds stands over a column."""
    over = line.cells[column].text if column < len(line.cells) else ""
    return not over or (column > fiscal and over == line.cells[fiscal].text)


def _columns(reader: _Head, line: Line) -> dict[str, Money]:
    """Return the amounts of a row by name, as the heads of columns say; moved where the row lost leading cells."""
    columns = _fund_columns(reader.lines)
    first = next((index for index, cell in enumerate(line.cells) if is_amount(cell.text)), -1)
    begin = next((index for index, cell in enumerate(line.cells) if cell.text and not _known(cell.text)), -1)
    if first < 0 or first != begin or not columns or any(_is_fund(cell) for cell in line.filled):
        return {}
    shift = first - columns["total"]
    found: dict[str, Money] = {}
    for name, column in columns.items():
        index = column + shift
        if 0 <= index < len(line.cells) and is_amount(line.cells[index].text):
            found[name] = money(line.cells[index], reader.unit)
    return found


def _is_fund(cell: Cell) -> bool:
    return overall_label(cell.text) in _FUNDS


def _fund_columns(lines: Sequence[Line]) -> dict[str, int]:
    """Return the columns of the funds; the parts of the fiscal funds stand below their heading, side by side.

    A head without fiscal funds divides the total itself; where the heads are lost, the usual columns are believed,
    but for those that stand under another label.
    """
    for line in lines:
        labels = [overall_label(cell.text) for cell in line.cells]
        if "total" not in labels or any(is_amount(cell.text) for cell in line.filled):
            continue
        total = labels.index("total")
        beside = {"basic", "project"} & set(labels)
        if beside and ("fiscal" not in labels or all(name in labels for name in _FUNDS)):
            return {name: labels.index(name) for name in _FUNDS if name in labels}
        fiscal = labels.index("fiscal") if "fiscal" in labels else total + 1
        other = labels.index("other") if "other" in labels else fiscal + 3
        usual = {"total": total, "fiscal": fiscal, "basic": fiscal + 1, "project": fiscal + 2, "other": other}
        named = {name: labels.index(name) for name in _FUNDS if name in labels}
        return {name: at for name, at in usual.items() if _is_free(line, fiscal, at)} | named
    if any(fold(cell.text).startswith("总体资金情况") for line in lines for cell in line.filled):
        return {"total": 2, "fiscal": 3, "basic": 4, "project": 5, "other": 6}
    return {}
