"""Table 12: items and boundaries → Projects and Indicators, and a Problem for whatever found no place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extract.items import Fields, Item
from auditor.extract.layout.columns import Layout
from auditor.extract.layout.families import Family
from auditor.extract.layout.printed import printed_columns
from auditor.extract.lines.outcome_heads import stage_of
from auditor.extract.part import Part, together, unique
from auditor.extract.projects.blocks import Programme, boundaries
from auditor.extract.projects.margins import Near, near
from auditor.extract.projects.middle import between_their_rows, in_the_middle
from auditor.extract.projects.nothing import is_blank, is_printed_form, names_nothing, says_nothing
from auditor.extract.projects.repeated import is_one_project
from auditor.extract.projects.sums import sums_of
from auditor.extract.projects.ties import Anchor, pairs_of
from auditor.extract.projects.weights import CENTRED, WEIGHTS
from auditor.extract.rows.amounts import money, project_money, unit_in_head, unit_of_costs, unread
from auditor.extract.rows.indicator import sign_of
from auditor.extract.rows.outcome import execution_of, told_beside
from auditor.extract.rows.table import items_of
from auditor.extract.segments.tables import Segment
from auditor.extract.words.furniture import heads_answers
from auditor.extract.words.join import joined
from auditor.extract.words.keys import clean, fold, tidy
from auditor.extract.words.lead import SUM, is_amount, is_sum
from auditor.extract.words.vocabulary import header
from auditor.records.budget import NO_MONEY, Indicator, Project, TableLayout
from auditor.records.document import EMPTY, Cell, Problem
from auditor.records.place import Place
from auditor.text.codes import ANY_CODE, code_behind

_FEW = 3  # one project in so many
_NOTHING = 4  # a table without projects says 无 or 本表无数
_AGENCY_CODE = re.compile(r"^\s*(?:\d{3,9}\s*[-—–－]\s*|\d{6,9}\s*(?=[^\W\d]))")


def read_projects(segment: Segment, families: Sequence[Family], *, converted: bool) -> Part:
    """Return the projects and indicators of a table of kind 12; ``converted`` as the Document says."""
    items, layout = items_of(segment.lines, segment.title, families, own=not converted, year=segment.year)
    printed = unit_in_head(segment.lines) or segment.unit
    unit = printed or unit_of_costs(items) or "万元"
    problems: list[Problem] = []
    if not printed and unit != "万元":
        message = f"表上没有写金额单位；有成本指标写明{unit}，数字与项目金额相同，按{unit}读。"
        problems.append(Problem("extract.money-unit", message, segment.place))
    elif segment.unit and unit != segment.unit:
        message = f"表上写金额单位为{segment.unit}，表头写{unit}，按表头的{unit}读。"
        problems.append(Problem("extract.money-unit", message, segment.place))
    anchors = anchors_of(items, unit)
    starts, near_ones = _starts(items, anchors, layout, converted=converted)
    problems += near_ones
    problems += [Problem("extract.doubt", item.doubt, item.place, partial=True) for item in items if item.doubt]
    if not anchors and any(len(cell.text) > _NOTHING for line in segment.lines for cell in line.filled):
        message = "这张项目支出绩效表里没有认出任何项目，可能是没有见过的版式，请核对原件。"
        problems.append(Problem("extract.layout", message, segment.place, partial=bool(items)))
    problems += [nowhere for item in items[: starts[0] if starts else len(items)] for nowhere in _nowhere(item)]
    whole = together([Part(problems=tuple(problems)), *_blocks(items, anchors, starts, unit)])
    whole = replace(whole, sums=sums_of(segment.lines, whole.projects, unit))
    return together([whole, said_layout(layout, segment)])


def _starts(
    items: Sequence[Item], anchors: Sequence[Anchor], layout: Layout, *, converted: bool
) -> tuple[list[int], list[Problem]]:
    if layout.form:
        return [anchor.first for anchor in anchors], []
    if (layout.own or layout.topped) and (first := between_their_rows(items, anchors)) >= 0:
        programme = Programme(items, anchors, CENTRED)
        return boundaries(programme), [_centred(items[first])]
    if layout.topped:
        return [anchor.first for anchor in anchors], []
    return starts_of(items, anchors, converted=converted)


def _centred(item: Item) -> Problem:
    """Return the problem of names that stand unmerged in the middle of their rows, with the first row above one."""
    name = tidy(item.fields.name.text) if item.fields else ""
    said = f"项目名称印在各自几行的中间，没有合并单元格；从“{name}”起，哪几行属于哪个项目是推定的，请核对原件。"
    return Problem("extract.owner", said, item.place, partial=True)


def _blocks(items: Sequence[Item], anchors: Sequence[Anchor], starts: Sequence[int], unit: str) -> Iterator[Part]:
    """Yield each project with its indicators."""
    ends = [*starts[1:], len(items)][: len(starts)]
    agency = next((item.agency for item in items if item.agency.text), EMPTY)
    seen: Counter[str] = Counter()
    for anchor, start, end in zip(anchors, starts, ends, strict=True):
        own = range(anchor.first, anchor.last + 1)
        block = sorted({*range(start, end), *own})
        agency = next((cell for i in block for cell in _agencies(items[i])), agency)
        yield _project([_share(items[i], i, (start, end), own) for i in block], agency, unit, seen)


def anchors_of(items: Sequence[Item], unit: str) -> list[Anchor]:
    """Return the projects that the items name, in order; the same code or name on successive lines is one project.

    A merged cell that reaches over several rows holds them all.
    """
    groups: list[list[int]] = []
    for position, item in enumerate(items):
        if not item.anchor:
            continue
        before = items[groups[-1][0]] if groups else None
        if before and before.key == item.key and is_one_project(before, item):
            groups[-1].append(position)
        else:
            groups.append([position])
    ends = [*(group[0] for group in groups[1:]), len(items)]
    return [_anchor(items, group, end, unit) for group, end in zip(groups, ends, strict=False)]


def starts_of(items: Sequence[Item], anchors: Sequence[Anchor], *, converted: bool) -> tuple[list[int], list[Problem]]:
    """Return the first item of every anchor's block, and a problem for what may belong to two.

    An author's own file has the cell of a project in the first of its rows, merged or not, so nothing is weighed
    there; a table whose first indicator stands above its first project was converted by somebody before. A PDF with
    ruling lines shows the merged cells themselves.
    """
    if not anchors:
        return [], []
    above = any(item.fields for item in items[: anchors[0].first])
    if not above and (not converted or _tiled(items, anchors)):
        return [anchor.first for anchor in anchors], []
    programme = Programme(items, anchors, CENTRED if in_the_middle(items, anchors) else WEIGHTS)
    starts = boundaries(programme)
    problems = [_either(items, anchors, each) for each in near(programme, starts)]
    centred = sum(start < anchor.first for start, anchor in zip(starts[1:], anchors[1:], strict=True))
    if above and _FEW * centred < len(anchors):
        problems.append(_headless(items, anchors[0]))
    return starts, problems


def _headless(items: Sequence[Item], first: Anchor) -> Problem:
    """Return the problem of indicators above the first project, where few other projects have any above their names."""
    names = [tidy(fields.name.text) for item in items[: first.first] if (fields := item.fields)]
    owner = tidy(items[first.first].owner.text)
    said = f"指标“{'”“'.join(names)}”在第一个项目“{owner}”之前，可能属于没有印出名称的项目，请核对原件。"
    return Problem("extract.owner", said, items[0].place, partial=True)


def _either(items: Sequence[Item], anchors: Sequence[Anchor], rows: Near) -> Problem:
    """Return the problem of rows that may belong to either of two projects, with both."""
    one, two = (tidy(items[anchors[number].first].owner.text) for number in (rows.number, rows.number + 1))
    names = [tidy(fields.name.text) for item in items[rows.first : rows.end] if (fields := item.fields)]
    said = f"指标“{'”“'.join(names)}”属于“{one}”还是“{two}”，从这份转换过的文本里看不准，请核对原件。"
    return Problem("extract.owner", said, items[rows.first].place, partial=True)


def _tiled(items: Sequence[Item], anchors: Sequence[Anchor]) -> bool:
    """Return whether the projects' cells are merged and each reaches exactly to the next one."""
    rows = [items[anchor.first].owner.rows for anchor in anchors]
    ends = [*(anchor.first for anchor in anchors[1:]), len(items)]
    return max(rows) > 1 and all(
        anchor.first + count == end for anchor, count, end in zip(anchors, rows, ends, strict=True)
    )


def indicator(fields: Fields, item: Item, *, project: str = "", activity: Cell = EMPTY) -> Indicator:
    """Return the indicator that ``fields`` of an item tell, of table 12 where it has a project, else 13.

    Its texts are without layout blanks, its order is known when the tables stand together (see part.numbered).
    """
    return Indicator(
        table=12 if project else 13,
        order=0,
        project=project,
        activity=activity,
        level1=clean(fields.level1),
        level2=clean(fields.level2),
        name=clean(fields.name),
        operator=clean(fields.operator),
        value=clean(fields.value),
        unit=clean(fields.unit),
        sign=sign_of(fields.operator.text),
        place=item.place,
        outcome=item.outcome,
    )


def unplaced(cells: Sequence[Cell], place: Place, why: str, *, partial: bool = True) -> Problem:
    """Return the problem of cells that fit nowhere; the message quotes them in full.

    Content without a place makes the document partial; what is no content (a row that nobody filled in) does not.
    """
    shown = "、".join(f"“{tidy(cell.text)}”" for cell in cells)
    return Problem("extract.unplaced", f"{why}：{shown}。请核对原件。", place, partial)


def _agencies(item: Item) -> list[Cell]:
    """Return the agency that an item names, else the department above it."""
    if item.agency.text:
        return [item.agency]
    return [cell for label, cell in item.details if "ministry" in header(label)]


def _anchor(items: Sequence[Item], group: Sequence[int], end: int, unit: str) -> Anchor:
    """Return the project named by the lines ``group``; its last line is before ``end``, where the next one begins."""
    last = min(max(position + items[position].owner.rows for position in group), end) - 1
    named = [items[position] for position in group]
    total = money(next((cell for item in named for cell in item.amounts if cell.text), EMPTY), unit).wan
    goal = joined([item.objective for item in named if item.objective.text] or [EMPTY])
    words = pairs_of(f"{named[0].owner.text}\n{goal.text}")
    yuan = None if total is None else total * 10000
    return Anchor(group[0], last, yuan, words)


def _share(item: Item, position: int, block: tuple[int, int], own: range) -> Item:
    """Return the part of an item that belongs to a block.

    A code line outside its block gives no indicator; an indicator on another project's code line brings nothing else.
    """
    if not block[0] <= position < block[1]:
        return replace(item, fields=None, lost=())
    if item.anchor and position not in own:
        return replace(item, owner=EMPTY, amounts=(), objective=EMPTY, agency=EMPTY, anchor=False, details=())
    return item


def _project(items: Sequence[Item], agency: Cell, unit: str, seen: Counter[str]) -> Part:
    """Return the project that ``items`` make up, with its indicators; ``seen`` are the codes before it."""
    first = next(item for item in items if item.anchor)
    label = _owner(items)
    code, name = _code_and_name(items, label)
    key = unique(code, seen)
    amounts, second = _amounts(items)
    total, fiscal, other = project_money(amounts, unit)
    goal = joined([item.objective for item in items if item.objective.text] or [EMPTY])
    who = _AGENCY_CODE.sub("", tidy(agency.text))
    # A wide row tells of its project once for each of its indicators.
    once = dict.fromkeys(each for item in items for each in item.details)
    details = tuple((label, clean(cell) if cell.text else cell) for label, cell in once)
    project = Project(key, code, name, who, total, fiscal, other, goal, first.place, details)
    project = replace(project, execution=execution_of(details, total.cell, unit))
    # The rows of funds of an evaluation are read one by one: nothing is lost where two of them are of one kind.
    told = bool(project.execution and project.execution.parts)
    funds = (total, NO_MONEY if told else fiscal, NO_MONEY if told else other)
    head = Part(projects=(project,), problems=(*second, *unread(funds)))
    return together([head, *(with_lost(_indicator(item, key), item) for item in items)])


def with_lost(own: Part, item: Item) -> Part:
    """Return what a row gives, after a problem for what of it found no place."""
    texts = [cell.text for cell in item.lost]
    # A row of sums, or a text alone that may only name the project below it: the account says what it is.
    partial = not says_nothing(item.lost)
    if not texts or is_sum(texts) or (partial and not item.fields and len(texts) == 1 and not is_amount(texts[0])):
        return own
    lost = unplaced(item.lost, item.place, "这一行有内容放不进任何一列", partial=partial)
    return replace(own, problems=(lost, *own.problems))


def _code_and_name(items: Sequence[Item], label: Cell) -> tuple[str, Cell]:
    """Return the code of a project, from its own cell or out of the ``label``, and the name without it."""
    own = next((item.code for item in items if item.code.text), EMPTY)
    if own.text:
        return fold(own.text), label
    name, code = code_behind(label.text)
    if code:
        return code, replace(label, text=name)
    match = ANY_CODE.search(fold(label.text))
    if not match:
        return "", label
    code = match.group(1)
    return code, replace(label, text=_without_code(label.text, code))


def _indicator(item: Item, key: str) -> Part:
    fields = item.fields
    if not fields:
        return Part()
    cells = [c for c in (fields.level1, fields.level2, fields.operator, fields.value, fields.unit) if c.text]
    if is_blank(fields):
        return Part(problems=(unplaced([*cells, fields.name], item.place, "这一行没有填指标", partial=False),))
    if not fields.name.text and any(SUM.fullmatch(fold(cell.text)) for cell in (fields.level1, fields.level2)):
        return Part()  # 小计 in the column of a level: the account says what it is
    if fields.name.text or names_nothing(fields):
        return Part(indicators=(indicator(fields, item, project=key),))
    return Part(problems=(unplaced(cells, item.place, "这一行没有指标名称", partial=not is_printed_form(fields)),))


def _owner(items: Sequence[Item]) -> Cell:
    """Return code and name as one cell: from the piece that begins the project on, pieces before it are its middle."""
    printed = [item for item in items if item.owner.text]
    begin = next((index for index, item in enumerate(printed) if item.anchor), 0)
    ordered = [item.owner for item in (*printed[begin:], *printed[:begin])]
    return joined(ordered or [EMPTY], repeats=4)


def _without_code(text: str, code: str) -> str:
    """Return the project name in ``text``, which begins with ``code`` (blanks may stand anywhere in it)."""
    if not code:
        return text
    seen = 0
    start = fold(text).find(code)
    for index, char in enumerate(text):
        seen += len(fold(char))
        if seen >= start + len(code):
            return (text[: 0 if start <= 0 else start] + text[index + 1 :].lstrip(" -—–－_")).strip()
    return text


def _amounts(items: Sequence[Item]) -> tuple[tuple[Cell, ...], list[Problem]]:
    """Return the amount slots of the project; a second set of amounts is a problem unless it repeats the first."""
    sets = [item.amounts for item in items if any(cell.text for cell in item.amounts)]
    if not sets:
        return (), []
    shown = {fold(cell.text) for cell in sets[0]}
    extras = [(item, [cell for cell in item.amounts if cell.text and fold(cell.text) not in shown]) for item in items]
    return sets[0], [unplaced(extra, item.place, "这个项目多出一组金额") for item, extra in extras if extra]


def _nowhere(item: Item) -> list[Problem]:
    """Return a problem where an item before every project says something."""
    fields = item.fields
    cells = [item.owner, *item.amounts, item.objective, item.agency, *(cell for _, cell in item.details), *item.lost]
    if fields:
        cells += [fields.level1, fields.level2, fields.name, fields.operator, fields.value, fields.unit]
    filled = [cell for cell in cells if cell.text]
    why, partial = "这一行找不到所属的项目", not says_nothing(filled)
    texts = [cell.text for cell in filled]
    told = texts and not is_sum(texts) and not heads_answers(texts)
    return [unplaced(filled, item.place, why, partial=partial)] if told else []


def said_layout(layout: Layout, segment: Segment) -> Part:
    """Return how a table was read; columns that nobody knows and choices between columns are problems."""
    guess, place = layout.guess, segment.place
    ignored = tuple(dict.fromkeys(tidy(head) for _, head in layout.ignored if head not in layout.unknown))
    name, title = (guess.family.name, guess.family.title) if guess else ("", "")
    confidence = guess.confidence if guess else 0.0
    merged = layout.printed and "operator" not in layout.offsets
    stage = stage_of([head for _, head in told_beside(layout)], segment.title)
    columns = printed_columns(layout, segment.lines)
    read = TableLayout(name, title, confidence, ignored, place, segment.kind, merged, stage, columns)
    unknown = [Problem("extract.column", f"“{tidy(head)}”一列没有采用。", place) for head in layout.unknown]
    noted = [Problem("extract.column", sentence, place, partial) for sentence, partial in layout.notes]
    return Part(layouts=(read,), problems=(*unknown, *noted))
