"""From a document report to the blocks of the HTML report: every row as printed, every finding at its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from auditor.records.budget import Budget, Indicator, Money, Overall, Project
from auditor.records.columns import COLUMN_WORDS
from auditor.records.finding import Finding, Where
from auditor.records.stage import TARGETS, stage_of, title_of
from auditor.render.grouping import Entry, Group, Section, overall_title, places
from auditor.render.view import Block, Card, CellView, Fact, Link, Mark, RowView, cell_view, change_of, mark_in
from auditor.render.words import (
    money_word,
    place_word,
    related_word,
    split_evidence,
    where_word,
)

_ALWAYS = ("name", "operator", "value", "unit")
_COLUMNS = ("level1", "level2", *_ALWAYS)
# A finding on a row as a whole is shown at the name of the row.
_ROW_COLUMN = "name"


@dataclass(frozen=True, slots=True)
class _Index:
    """What a block needs of its document: anchors of projects, marks by place, entries by row."""

    number: int
    budget: Budget
    anchors: Mapping[str, str]
    orders: frozenset[int]
    marks: dict[tuple[object, str], list[tuple[int, Finding, bool]]] = field(default_factory=dict)


def document_blocks(section: Section) -> tuple[Block, ...]:
    """Return the blocks of one document: the whole, its projects, table 13 by activity, other tables."""
    budget = section.document.budget or Budget(section.document.source, section.document.sha256)
    index = _index(section, budget)
    groups = {(g.kind, g.project.key if g.project else g.table): g for g in section.groups}
    blocks: list[Block] = []
    whole = groups.get(("document", ""))
    if whole:
        blocks.append(_loose(whole, f"d{index.number}whole", "适用于多个项目或整份文件", index))
    if prose := groups.get(("prose", "")):
        blocks.append(_loose(prose, f"d{index.number}prose", "表格以外的文字", index))
    for project in budget.projects:
        blocks.append(_project(project, groups.get(("project", project.key)), index))
    blocks += _table13(groups.get(("overall", "")), index)
    for (kind, table), group in groups.items():
        if kind == "table":
            title = next((t.title for t in budget.tables if t.number == table), "")
            blocks.append(_loose(group, f"d{index.number}t{table}", title, index))
    return tuple(blocks)


def card(entry: Entry, links: Iterable[Link]) -> Card:
    """Return the card of a finding."""
    finding = entry.finding
    return Card(
        number=entry.number,
        finding=finding,
        where=where_word(finding.where),
        place=place_word(finding.where.place),
        column=COLUMN_WORDS.get(finding.where.column, ""),
        evidence=split_evidence(finding.evidence),
        change=change_of(finding),
        links=tuple(links),
        places=len(places(finding)),
    )


def corpus_cards(entries: Iterable[Entry], sections: Iterable[Section]) -> tuple[Card, ...]:
    """Return the cards of cross-document findings, linked to projects by document and code, else to the document."""
    homes: dict[tuple[str, str], str] = {}
    for section in sections:
        budget, source = section.document.budget, section.document.source
        homes[source, ""] = f"#d{section.index}"
        for position, project in enumerate(budget.projects if budget else (), start=1):
            homes.setdefault((source, project.code), f"#d{section.index}p{position}")
    return tuple(card(entry, (_home_link(where, homes) for where in places(entry.finding))) for entry in entries)


def _home_link(where: Where, homes: Mapping[tuple[str, str], str]) -> Link:
    """Return the link to a place that names its document."""
    home = homes.get((where.source, where.project_code)) or homes.get((where.source, ""), "")
    return Link(related_word(where, Where()), home)


def _index(section: Section, budget: Budget) -> _Index:
    """Return the index of a document: which findings mark which cell."""
    anchors: dict[str, str] = {}
    for position, project in enumerate(budget.projects, start=1):
        anchors[project.key] = f"d{section.index}p{position}"
    for project in budget.projects:
        for name in (project.code, project.name.text):
            anchors.setdefault(name, anchors[project.key])
    anchors.pop("", None)
    index = _Index(section.index, budget, anchors, frozenset(i.order for i in budget.indicators))
    for entry in section.entries:
        finding = entry.finding
        for where in places(finding):
            column = where.column or finding.where.column
            home: object = where.order if where.order is not None else _home(where, index)
            own = where == finding.where
            index.marks.setdefault((home, column), []).append((entry.number, finding, own))
    return index


def _home(where: Where, index: _Index) -> str:
    """Return the anchor of the project or table a place without a row belongs to."""
    ours = where.table in ("", "12")
    anchor = index.anchors.get(where.project_code) or index.anchors.get(where.project_name) if ours else ""
    return anchor or (f"d{index.number}t{where.table}" if where.table else "")


def _marks(home: object, column: str, text: str, index: _Index) -> Iterator[Mark]:
    """Yield the marks on a cell; a finding without a column marks the name of its row."""
    columns = (column, "") if column == _ROW_COLUMN else (column,)
    for name in columns:
        for number, finding, own in index.marks.get((home, name), ()):
            yield mark_in(text, number, finding) if own else Mark(number, finding.severity)


def _cards(entries: Iterable[Entry], index: _Index, *, away: bool = False) -> Iterator[Card]:
    """Yield the cards; where the card does not stand at its row (``away``), its own row is the first link."""
    for entry in entries:
        finding = entry.finding
        related = [where for where in places(finding) if where != finding.where]
        links = [Link(related_word(where, finding.where), _href(where, index)) for where in related]
        if away and finding.where.order in index.orders:
            base = Where(finding.where.table, column=finding.where.column)
            links.insert(0, Link(related_word(finding.where, base), _href(finding.where, index)))
        yield card(entry, links)


def _href(where: Where, index: _Index) -> str:
    """Return the link to a row or project of this document, "" where it is not shown."""
    if where.order in index.orders:
        return f"#d{index.number}r{where.order}"
    home = _home(where, index)
    return f"#{home}" if home in index.anchors.values() or (home.endswith("t13") and index.budget.overall) else ""


def _loose(group: Group, anchor: str, note: str, index: _Index) -> Block:
    """Return a block of cards without rows."""
    title = cell_view("", group.title, ())
    return Block(anchor, group.kind, title, note, cards=tuple(_cards(group.entries, index, away=True)))


def _project(project: Project, group: Group | None, index: _Index) -> Block:
    """Return a project of table 12: its head, its indicator rows, its findings."""
    anchor = index.anchors[project.key]
    indicators = [i for i in index.budget.indicators if i.table == 12 and i.project == project.key]
    stage = stage_of([indicator.outcome for indicator in indicators], project.execution)
    orders = {indicator.order for indicator in indicators}
    entries = group.entries if group else ()
    facts = [
        _money_fact(anchor, "total", "项目总额", project.total, index),
        _money_fact(anchor, "fiscal", "财政资金", project.fiscal, index),
        _money_fact(anchor, "other", "其他资金", project.other, index),
        _fact(anchor, "objective", "绩效目标", project.objective.text, index),
    ]
    return Block(
        anchor=anchor,
        kind="project",
        title=cell_view("", project.name.text, _marks(anchor, "project_name", project.name.text, index)),
        note=" · ".join(part for part in (_kept("12", stage), project.code, project.agency) if part),
        facts=tuple(fact for fact in facts if fact.cell.marks or not fact.cell.empty),
        cards=tuple(_cards((e for e in entries if e.finding.where.order not in orders), index)),
        columns=_columns(indicators),
        rows=tuple(_rows(indicators, entries, index)),
    )


def _table13(group: Group | None, index: _Index) -> Iterator[Block]:
    """Yield the head of table 13 and a block per activity."""
    indicators = [i for i in index.budget.indicators if i.table == 13]
    entries = group.entries if group else ()
    orders = {indicator.order for indicator in indicators}
    loose = tuple(_cards((e for e in entries if e.finding.where.order not in orders), index))
    overall = index.budget.overall
    stage = stage_of([indicator.outcome for indicator in indicators], overall.execution if overall else None)
    if overall or loose or indicators:
        title = cell_view("", overall_title(stage), ())
        facts = tuple(_overall_facts(overall, index)) if overall else ()
        yield Block(f"d{index.number}t13", "overall", title, facts=facts, cards=loose)
    activities = list(dict.fromkeys(indicator.activity.text for indicator in indicators))
    for position, activity in enumerate(activities, start=1):
        own = [indicator for indicator in indicators if indicator.activity.text == activity]
        marks = (m for i in own for m in _marks(i.order, "activity", activity, index))
        title = cell_view("", activity or "（活动未填）", marks)
        rows = tuple(_rows(own, entries, index))
        yield Block(
            f"d{index.number}a{position}",
            "activity",
            title,
            f"{title_of('13', stage)}活动",
            columns=_columns(own),
            rows=rows,
        )


def _kept(table: str, stage: str) -> str:
    """Return the title of a table that is no table of targets, "" for one, which the report is about anyway."""
    return title_of(table, stage) if stage != TARGETS else ""


def _overall_facts(overall: Overall, index: _Index) -> Iterator[Fact]:
    home = f"d{index.number}t13"
    amounts = (
        ("total", "资金总额", overall.total),
        ("fiscal", "财政资金", overall.fiscal),
        ("basic", "基本支出", overall.basic),
        ("project", "项目支出", overall.project),
        ("other", "其他资金", overall.other),
    )
    for column, label, money in amounts:
        fact = _money_fact(home, column, label, money, index)
        if fact.cell.marks or not fact.cell.empty:
            yield fact
    if overall.objective.text:
        yield _fact(home, "objective", "整体绩效目标", overall.objective.text, index)


def _money_fact(home: str, column: str, label: str, money: Money, index: _Index) -> Fact:
    """Return an amount as understood, or as printed where it could not be understood."""
    return _fact(home, column, label, money_word(money.wan) or money.cell.text, index)


def _fact(home: str, column: str, label: str, text: str, index: _Index) -> Fact:
    return Fact(label, cell_view(column, text, _marks(home, column, text, index)))


def _columns(indicators: list[Indicator]) -> tuple[str, ...]:
    """Return the columns to show: the levels only where the source has them."""
    return tuple(c for c in _COLUMNS if c in _ALWAYS or any(_text(i, c) for i in indicators))


def _rows(indicators: list[Indicator], entries: Iterable[Entry], index: _Index) -> Iterator[RowView]:
    """Yield the rows of one table with the cards of the findings whose row they are."""
    by_order: dict[int | None, list[Entry]] = {}
    for entry in entries:
        by_order.setdefault(entry.finding.where.order, []).append(entry)
    columns = _columns(indicators)
    above: Indicator | None = None
    for indicator in indicators:
        yield RowView(
            anchor=f"d{index.number}r{indicator.order}",
            cells=tuple(_cell(indicator, above, column, index) for column in columns),
            place=place_word(indicator.place),
            cards=tuple(_cards(by_order.get(indicator.order, ()), index)),
        )
        above = indicator


def _cell(indicator: Indicator, above: Indicator | None, column: str, index: _Index) -> CellView:
    text = _text(indicator, column)
    over = _text(above, column) if above and column in ("level1", "level2") else ""
    return cell_view(column, text, _marks(indicator.order, column, text, index), above=over)


def _text(indicator: Indicator, column: str) -> str:
    cells = {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "operator": indicator.operator,
        "value": indicator.value,
        "unit": indicator.unit,
    }
    return cells[column].text or (indicator.sign if column == "operator" else "")
