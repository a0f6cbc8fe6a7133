"""The labels of a form and what stands beside them: name, agency, amounts, objective, details of a project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditor.extract.items import Item
from auditor.extract.layout.columns import Layout, is_header
from auditor.extract.lines.fund_heads import heads_funds
from auditor.extract.lines.stream import Line
from auditor.extract.rows.amounts import SLOTS, SOURCE, joined_amount, named_amount, parts_of
from auditor.extract.rows.lone_funds import of_lone_funds
from auditor.extract.rows.outcome import blanks_of, result_of, row_of_funds
from auditor.extract.rows.strange import HEADING, may_label, strange_labels, strange_note
from auditor.extract.segments.glued import glued_note, parted
from auditor.extract.segments.said import Said, names_rest, names_year, of_rest, of_year, said_in
from auditor.extract.words.bodies import INSTITUTION
from auditor.extract.words.inline import inline_fields
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import header
from auditor.records.document import EMPTY, Cell
from auditor.text.money import stated

_FEW = 4
_KEPT_OUT = frozenset({"actual", "score", "weight", "deviation", "prior"})
_ASIDE = frozenset({"detail", "remark", "serial", "code", "agency_code", "kind", "state", "gap"})
_NUMBER = re.compile(r"[-+]?\d")
_CODED = re.compile(r"\d{3,9}[-—–_]?([^\W\d][^。;!?,]*)")
_LONGEST = 40
_COMMAS = str.maketrans("（(）)", "，，，，")
_PARTS = 2  # sources of funds that a text names itself
_AGENCY = "预算单位"
Block = tuple[int, str]  # how near a set of indicators is to the year (0 is nearest), and how it is labelled
NO_BLOCK: Block = (1, "")


@dataclass(slots=True)
class Form:
    """The form being read: its items, where its project is, the labels over columns, the rank of its objective.

    ``headed`` says that the head of its indicators has been seen, ``goal`` is the label of the objective where the line
    before told one, ``detail`` the label of what goes on over several lines. ``periods`` are the ranks of the columns
    in which amounts of several periods are labelled, ``ranks`` those of the amounts taken and ``source`` their labels.
    ``pending`` is what is said above the name, ``group`` the label merged over several lines, of which the one before
    said figures (预算规模及资金用途), ``block`` the set of indicators being read, ``blocks`` that of each indicator by
    its position. ``notes`` are sentences about what was not taken, as those of a layout.
    """

    layout: Layout
    items: list[Item] = field(default_factory=list)
    at: int = -1
    over: dict[int, str] = field(default_factory=dict)
    rank: int = 9
    headed: bool = False
    goal: str | None = None
    detail: str = ""
    periods: dict[int, int] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)
    source: dict[int, str] = field(default_factory=dict)
    pending: list[Said] = field(default_factory=list)
    group: str = ""
    block: Block = NO_BLOCK
    blocks: dict[int, Block] = field(default_factory=dict)
    notes: list[tuple[str, bool]] = field(default_factory=list)


def labels(line: Line, form: Form) -> None:
    """Add what a line of labels and values says to the form that it belongs to."""
    if _goes_on_in_group(line, form) or _names_body(line, form):
        return
    source = row_of_funds(line.cells, form.over)
    known = said_in(line, form.over, lambda text: _is_label(text, source, line))
    said = [part for each in of_year(known, line) for part in parted(of_rest(each))]
    form.notes += [note for each in said if (note := glued_note(each))]
    printed = next((cell.text for cell in line.filled if header(cell.text)), "")
    if printed:
        form.detail = printed if header(printed) <= _ASIDE else ""
    if not said or _only_labels(line) or heads_funds(line.filled):
        form.over = {index: cell.text for index, cell in enumerate(line.cells) if cell.text}
        return
    said, source = of_lone_funds(said, source, line, form.over)
    form.group = _group(line, said)
    _keep_blanks(line, form)
    names = [each for each in said if "project" in each.words]
    if names:
        _begin(line, form, names)
    rest = [each for each in said if each not in names]
    lone = len(rest) == 1 and rest[0].label in {"", form.goal} and not rest[0].over
    if form.goal is not None and lone and not inline_fields(rest[0].cell):
        _go_on(form, rest[0])
        return
    form.goal = None
    rest = [each for each in rest if not _is_of_source(form, each, source)]
    left = [each for each in rest if not _told(line, form, each)]
    if form.at >= 0 and not form.headed and not form.detail:
        left = _without_strange(left, line, form)
    lost = tuple(each.cell for each in _with_goals(left, form) if not _placed(form, each))
    if lost:
        form.items.append(Item(line.place, line.piece, lost=lost))


def _is_label(text: str, source: str, line: Line) -> bool:
    """Return whether a text of a line labels what stands beside it."""
    return bool(header(text)) or text == source or names_year(text, line) or names_rest(text, line)


def _group(line: Line, said: Sequence[Said]) -> str:
    """Return the first text of a line where it heads the labels beside it and has no value of its own."""
    first = line.filled[0].text
    beside = next((text for text in line.texts if text != first), "")
    heads = bool(header(first)) or may_label(first)
    return first if heads and header(beside) and not any(each.label == first for each in said) else ""


def _goes_on_in_group(line: Line, form: Form) -> bool:
    """Keep a text that stands alone below the figures of a label merged over both, and return whether it does."""
    alone = len(set(line.texts)) == 1 and not header(line.filled[0].text) and not is_amount(line.filled[0].text)
    if not form.group or form.headed or form.at < 0 or not alone:
        form.group = ""
        return False
    _keep(form, form.group, line.filled[0])
    return True


def _names_body(line: Line, form: Form) -> bool:
    """Take the agency of a line that is nothing but its code and its name, and return whether the line is that.

    Above the name of a project it is said of that project, as a form prints it again for each.
    """
    cell = line.filled[0]
    found = _CODED.fullmatch(fold(cell.text)) if len(set(line.texts)) == 1 and len(cell.text) <= _LONGEST else None
    if not found or not INSTITUTION.search(found.group(1)):
        return False
    said = Said(_AGENCY, "", cell)
    if form.at < 0 or form.headed:
        form.pending.append(said)
    else:
        _take(form, said)
    return True


def _keep_blanks(line: Line, form: Form) -> None:
    """Keep, without a text, what the line asks for and leaves blank."""
    for label, cell in blanks_of(line.cells, form.over) if form.at >= 0 else ():
        _keep(form, label, cell)


def _is_of_source(form: Form, said: Said, source: str) -> bool:
    """Keep what stands in the row of a source of funds below a head that nobody knows, and return whether it does."""
    if form.at < 0 or not source or said.label != source or said.words or said.above:
        return False
    _keep(form, said.shown, said.cell)
    return True


def _only_labels(line: Line) -> bool:
    """Return whether the line heads columns: nearly all of it are known labels, and none of it a number."""
    return len(line.filled) > _FEW and is_header(line) and not any(_NUMBER.match(cell.text) for cell in line.filled)


def _without_strange(said: Sequence[Said], line: Line, form: Form) -> list[Said]:
    """Keep what labels that nobody knows say, and return the rest."""
    strange, left = strange_labels(said, line)
    for label, each in strange:
        _keep(form, label, each.cell)
        form.notes += [strange_note(label, each)] * (label != HEADING)
    return left


def _told(line: Line, form: Form, said: Said) -> bool:
    """Add the indicators that a text tells in running words and return whether there are any."""
    told = inline_fields(said.cell)
    form.items += [Item(line.place, line.piece, fields) for fields in told]
    return bool(told)


def _placed(form: Form, said: Said) -> bool:
    """Put a value where its label says and return whether there is such a place; what is said above the name waits."""
    if not said.words and not said.above and form.detail:
        said = replace(said, label=form.detail)
    if form.at < 0:
        form.pending += [said] if said.words or said.above else []
        return bool(said.words or said.above)
    return _take(form, said)


def _begin(line: Line, form: Form, names: Sequence[Said]) -> None:
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
    form.periods, form.ranks, form.source = {}, {}, {}
    form.items.append(Item(line.place, line.piece, owner=name.cell, anchor=True, key=key, details=outer))
    pending, form.pending = form.pending, []
    for said in pending:
        _take(form, said)


def _take(form: Form, said: Said) -> bool:
    """Put a value into the project's item and return whether its label is known."""
    item = form.items[form.at]
    if not said.words and not said.above:
        return _take_parts(form, said)
    slot = next((at for at, word in enumerate(SLOTS) if word in said.words), -1)
    if slot >= 0 and not said.above & _KEPT_OUT and (amounts := _amounts(said, slot)):
        for at, cell in amounts.items():
            _take_amount(form, replace(said, cell=cell), at)
        if len(amounts) > 1:
            _keep(form, said.shown, said.cell)
    elif "goal" in said.words | said.above and not said.above & _KEPT_OUT:
        _take_goal(form, said)
    elif "agency" in said.words and not item.agency.text:
        form.items[form.at] = replace(item, agency=said.cell)
    else:
        _keep(form, said.shown, said.cell)
    return True


def _take_parts(form: Form, said: Said) -> bool:
    """Take the amounts that a text without a label names itself (一、财政拨款:90万元…二、其他:6.5万元), and say so."""
    parts = {SLOTS.index(name): cell for name, cell in parts_of(said.cell).items()}
    taken = form.items[form.at].amounts or (EMPTY,) * len(SLOTS)
    if len(parts) < _PARTS or form.headed or any(taken[at].text for at in parts):
        return False
    for at, cell in parts.items():
        _take_amount(form, replace(said, cell=cell), at)
    _keep(form, form.source.get(0, "资金来源"), said.cell)
    return True


def _keep(form: Form, label: str, cell: Cell) -> None:
    """Keep a value as a detail of the project."""
    item = form.items[form.at]
    form.items[form.at] = replace(item, details=(*item.details, (label, cell)))


def _amounts(said: Said, slot: int) -> dict[int, Cell]:
    """Return the amounts of a value by slot, {} where it is none."""
    parts = _parts_behind(said) or parts_of(said.cell)
    if parts:
        return {SLOTS.index(name): cell for name, cell in parts.items()}
    if said.cell.text.endswith(("%", "％")):
        return {}
    if bare := named_amount(said.cell.text, slot):
        return {slot: replace(said.cell, text=bare)}
    return {slot: said.cell} if _NUMBER.match(said.cell.text) or stated(said.cell.text) else {}


def _parts_behind(said: Said) -> dict[str, Cell]:
    """Return the amounts of a text that goes on with other parts behind its own (财政拨款:36万元、其他资金4万元)."""
    if not _NUMBER.match(said.cell.text):
        return {}
    flat = said.cell.text.translate(_COMMAS)  # the brackets behind an amount tell its parts
    parts = parts_of(replace(said.cell, text=f"{said.label}:{flat}"))
    return parts if len(parts) > 1 else {}


def _take_amount(form: Form, said: Said, slot: int) -> None:
    """Put an amount into the project's item: that of the year, else the first; others are details.

    Where a row labels the amounts of two periods (实施期资金总额, 年度资金总额), the labels below them stand in their
    columns.
    """
    item = form.items[form.at]
    if said.period != 1:
        form.periods[said.at] = said.period
    rank = form.periods.get(said.at, 1)
    slots = list(item.amounts) or [EMPTY] * len(SLOTS)
    rest, label = said.cell, said.shown
    if rank < form.ranks.get(slot, 9):
        rest, slots[slot] = slots[slot], said.cell
        label = form.source.get(slot, label)  # what stood there keeps its own label
        form.ranks[slot], form.source[slot] = rank, said.shown
    elif rank == form.ranks[slot] and _adds_up(slot, form.source[slot], label):
        slots[slot] = joined_amount(slots[slot], said.cell)
    form.items[form.at] = replace(item, amounts=tuple(slots))
    if rest.text:
        _keep(form, label, rest)
    if rest is not said.cell and any(result_of(head) == "spent" for head in form.over.values()):
        _keep(form, said.shown, said.cell)  # the row of funds goes on with what was spent of it


def _adds_up(slot: int, first: str, label: str) -> bool:
    """Return whether two labels name different sources of one kind of money, not the same once more or a part of it.

    Two columns of one row (其他资金·年初预算数, 其他资金·全年预算数) are two sources only where they say so; rows
    below each other are two of them in one column.
    """
    if first == label or (label.startswith("其中") and not first.startswith("其中")):
        return False
    (row, dot, over), (other, _, beside) = first.partition("·"), label.partition("·")
    if dot and row == other:
        return bool(SOURCE.search(over) and SOURCE.search(beside))
    if over != beside:
        return False
    return SLOTS[slot] == "other" or bool(SOURCE.search(first) and SOURCE.search(label))


def _go_on(form: Form, said: Said) -> None:
    """Add to the objective what the next row says under the same label (目标1, 目标2)."""
    item = form.items[form.at]
    whole = replace(item.objective, text=f"{item.objective.text}{said.cell.text}")
    form.items[form.at] = replace(item, objective=whole)


def _with_goals(said: Sequence[Said], form: Form) -> list[Said]:
    """Return the values; of several objectives behind one label that is first which stands over the names taken.

    A form with two sets of indicators prints the objective of each over its own set.
    """
    done = list(said)
    first = next((at for at, each in enumerate(done) if "goal" in each.words), -1)
    if first < 0:
        return done
    end = first + 1
    while end < len(done) and not (done[end].label or done[end].over):
        end += 1
    goals = [replace(each, label=done[first].label) for each in done[first:end]]
    name = form.layout.column("name")
    best = max((each for each in goals if each.column <= name), key=_column, default=goals[0])
    return [*done[:first], best, *(each for each in goals if each is not best), *done[end:]]


def _column(said: Said) -> int:
    return said.column


def _take_goal(form: Form, said: Said) -> None:
    """Put an objective into the project's item: that of the year is the objective, others are details."""
    item = form.items[form.at]
    rank = said.period
    if rank < form.rank:
        form.goal = said.label
        old = (("其他绩效目标", item.objective),) if item.objective.text else ()
        form.items[form.at] = replace(item, objective=said.cell, details=(*item.details, *old))
        form.rank = rank
    else:
        _keep(form, said.shown, said.cell)
