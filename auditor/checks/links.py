"""Verbs on what belongs together by its words: a project's name, objective and rows; table 13 and the projects."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.checks.alike import core
from auditor.checks.context import Context
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Hit
from auditor.text.width import fold, has_han

_TABLE12 = 12
_COPIES = 4  # a text that stands in many projects is a formula: the first few owners are enough to ask
_FEWEST, _MOST = 3, 0.75
_SURE = 2
_CLAUSES = re.compile(r"[,;。:]")
_AIM = re.compile(
    r"([\u4e00-\u9fff、()]+?[率度例比])(?:均?(?:达到?|为|在|[保维]持|控制|不[低少高]于|不超过|提高到?|[≥≤=>]))*(?:[\d.]+%?(?:以[上内])?)?$"
)
_BOTH = 2
_OUTPUTS = frozenset({"quantity", "quality", "timeliness", "social", "ecological"})


def words_of(texts: Iterable[str], context: Context, common: str) -> frozenset[str]:
    """Return the pairs of characters of ``texts`` without the words that every project has."""
    return frozenset().union(*(_pairs(text, context, common) for text in texts))


def _pairs(text: str, context: Context, common: str) -> frozenset[str]:
    """Return the pairs of one text, found once for all rules."""

    def make() -> frozenset[str]:
        return frozenset(pair for pair in core(_clean(text, context, common)) if "|" not in pair)

    return context.remember(("pairs of characters", common, text), make)


def _quantities(project: Project, context: Context) -> list[Indicator]:
    """Return the rows that count what the project does."""
    rows = context.indicators_of(project)
    return [item for item in rows if context.read(item).level == "quantity" and context.read(item).name]


def unrelated_rows(project: Project, context: Context, *, common: str, rows: int, shortest: int) -> Iterator[Hit]:
    """Yield a hit where no quantity of a project, of at least ``rows``, has a word of its name or objective.

    Words of the list ``common`` link nothing; objectives under ``shortest`` characters say too little.
    """
    items = _quantities(project, context)
    own = words_of((project.name.text, project.objective.text), context, common)
    if len(items) < rows or len(fold(project.objective.text)) < shortest:
        return
    if not any(words_of((item.name.text,), context, common) & own for item in items):
        names = "、".join(f"“{item.name.text}”" for item in items[:3])
        yield Hit({"names": names, "count": len(items)}, project=project, column="project_name", related=tuple(items))


def foreign_row(project: Project, context: Context, *, common: str, rows: int, company: float) -> Iterator[Hit]:
    """Yield a hit for the only quantity of a project that has no word of its name, objective, department or other rows.

    At least ``rows`` other quantities must have one, so that the project speaks of what it counts. Words that keep
    company (报刊 with 图书) to ``company`` or more are of one field, and so is the row.
    """
    items = _quantities(project, context)
    every = context.indicators_of(project)
    own = words_of((project.name.text, project.objective.text), context, common)
    foreign = [item for item in items if not words_of((item.name.text,), context, common) & own]
    if len(foreign) != 1 or len(items) - 1 < rows:
        return
    others = [item.name.text for item in every if item.order != foreign[0].order]
    around = words_of((*others, context.budget.department), context, common)
    mine = words_of((foreign[0].name.text,), context, common)
    if not mine or mine & around or not _made(foreign[0], context):
        return
    beside = (project.name.text, project.objective.text, *others)
    fitting = context.company(foreign[0].name.text, [_clean(text, context, common) for text in beside])
    # Nothing is known of the words of some trades: exactly 0 says neither that they fit nor that they do not.
    if fitting and fitting < company:
        yield Hit({}, foreign[0], project, "name")


def _clean(text: str, context: Context, common: str) -> str:
    """Return a text without the words that every project has."""
    pattern = context.words.pattern(common)
    return pattern.sub("|", fold(text)) if pattern else fold(text)


def row_of_another(project: Project, context: Context, *, words: Sequence[str], pairs: int, few: int) -> Iterator[Hit]:
    """Yield a hit for each output of a project that has no word of it, but those of another project of the document.

    ``pairs``: at least so many pairs of characters of its name stand in the name or objective of the other project.
    ``words``: the list of words that every project has, and one of those that the rows of any project may have (整改).
    A character that the names of at most ``few`` projects have is a word of its own: 侨胞 belongs to 侨之家.
    One pair is enough where the other project has the row as well, target and all.
    """
    common, anywhere = words
    every = context.remember(("words of projects", common), lambda: _by_word(context, common))
    items = context.indicators_of(project)
    own = words_of((project.name.text, project.objective.text, context.budget.department), context, common)
    named = {item.order: _clean(item.name.text, context, anywhere) for item in items}
    usual = context.remember(("words of most projects", common), lambda: _usual(every, context))
    # Numbers and dates link nothing: 于2026年10月底前 has as many pairs as a word.
    dated = {order: re.sub(r"\d+[年月日]?", "|", name) for order, name in named.items()}
    paired = {order: words_of((name,), context, common) for order, name in dated.items()}
    rows = Counter(pair for found in paired.values() for pair in found)
    telling = _telling(project, context, common, few)

    for item in items:
        whole = paired[item.order]
        mine = whole - usual
        if context.read(item).level not in _OUTPUTS or mine & own or any(rows[pair] > 1 for pair in mine):
            continue
        if telling & set(_clean(named[item.order], context, common)):
            continue
        # In an order of its own: of two projects that fit as well the same one is named every time.
        owners = Counter(key for pair in sorted(mine) for key in every.get(pair, ()))
        twin = _twin(item, context)
        twin = twin if twin in owners and _differ((project, context.projects[twin]), context, common) else ""
        (other, shared), *_ = [(twin, owners[twin])] if twin else owners.most_common(1) or [("", 0)]
        # A row that shares what most projects have (种子) must be all the more like another project; one that stands
        # there with its target needs but a word of it. What harm a department keeps from others (群众投诉起数) is an
        # effect of all its projects.
        loose = whole & own or _is_harm(item, context)
        if shared >= (_SURE * pairs if loose else 1 if twin else pairs):
            fitting = context.projects[other]
            yield Hit({"other": fitting.name.text}, item, project, "name", related=(fitting,))


def _is_harm(item: Indicator, context: Context) -> bool:
    """Return whether a row of effects counts what should be rare."""
    reading = context.read(item)
    return reading.level in {"social", "ecological"} and (reading.sign in {"≤", "<"} or reading.amount == 0)


def _twin(item: Indicator, context: Context) -> str:
    """Return the key of the other project that has a row of the same name and number, "" where not just one has it."""
    mine = context.read(item)
    owners = context.remember("owners of rows", lambda: _owners(context))[mine.name, mine.target]
    return next(iter(owners - {item.project})) if mine.numeric and len(owners) == _BOTH else ""


def _owners(context: Context) -> Mapping[tuple[str, str], set[str]]:
    """Return the keys of the projects that have a row, by its name and its target."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item in context.budget.indicators:
        reading = context.read(item)
        found[reading.name, reading.target].add(item.project)
    return found


def _differ(projects: tuple[Project, Project], context: Context, common: str) -> bool:
    """Return whether the names of two projects have no word in common."""
    one, two = (words_of((each.name.text,), context, common) for each in projects)
    return not one & two


def another_trade(
    project: Project,
    context: Context,
    *,
    common: str,
    trades: Sequence[Sequence[str]],
    shared: Sequence[tuple[str, str]] = (),
) -> Iterator[Hit]:
    """Yield a hit for each row with a word of a trade that nothing else of a project of another trade speaks of.

    ``trades`` are groups of word lists: those of a group are neighbours. The row has no word of the rest of its
    project, but for those of ``common``. ``shared``: what a row of the first list says is everybody's matter who has a
    word of the second (食品抽检, where people are fed).
    """
    items = context.indicators_of(project)
    names = [fold(item.name.text) for item in items]
    around = (fold(project.name.text), fold(project.objective.text), fold(context.budget.department))
    for at, item in enumerate(items):
        if context.read(item).level in {"cost", "satisfaction", "timeliness"}:
            continue
        mine = _trades(names[at], context, trades)
        if not mine:
            continue
        others = [*around, *(name for name in names if name != names[at])]
        theirs = frozenset().union(*(_trades(text, context, trades) for text in others))
        own = words_of((names[at],), context, common)
        if any(
            context.words.has(word, names[at]) and context.words.has(around_it, "|".join(others))
            for word, around_it in shared
        ):
            continue
        if theirs and not mine & theirs and not own & words_of(others, context, common):
            yield Hit({}, item, project, "name")


def foreign_clause(
    project: Project, context: Context, *, common: str, trades: Sequence[Sequence[str]], rows: int
) -> Iterator[Hit]:
    """Yield a hit for each clause of an objective that aims at a rate of a trade which the whole document has not.

    Neither the department, nor a project, nor a row has a word of the trade, and the rest of the project no word of
    the clause, but for those of ``common``: it was left from another department's text. Projects of at least ``rows``
    rows, so that some row would tell.
    """
    clauses = [clause for clause in _CLAUSES.split(fold(project.objective.text)) if clause]
    names = [fold(item.name.text) for item in context.indicators_of(project)]
    if len(names) < rows or len(clauses) < _SURE:
        return
    for at, clause in enumerate(clauses):
        aimed = _AIM.match(clause)
        mine = (
            _trades(clause, context, trades) if aimed and context.words.ending(aimed.group(1))[1] == "ratio" else None
        )
        if not aimed or not mine or mine & _of_others(project, context, trades):
            continue
        beside = [project.name.text, context.budget.department, *names, *clauses[:at], *clauses[at + 1 :]]
        if mine & _trades("|".join(beside), context, trades):
            continue
        if not words_of((aimed.group(1),), context, common) & words_of(beside, context, common):
            yield Hit({"clause": aimed.group(1)}, project=project, column="objective")


def _of_others(project: Project, context: Context, trades: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return the groups of trades that other projects of the document have words of."""

    def make() -> dict[str, frozenset[int]]:
        rows = defaultdict[str, list[str]](list)
        for item in context.budget.indicators:
            rows[item.project].append(item.name.text)
        said = {key: [one.name.text, one.objective.text, *rows[key]] for key, one in context.projects.items()}
        head = context.budget.overall
        said[""] = [*rows[""], head.objective.text if head else ""]
        return {key: _trades(fold("|".join(texts)), context, trades) for key, texts in said.items()}

    found = context.remember(("trades of projects", id(trades)), make)
    return frozenset[int]().union(*(groups for key, groups in found.items() if key != project.key))


def _trades(text: str, context: Context, trades: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return the groups of trades that a text has a word of; the names of a project are asked about again and again."""

    def make() -> frozenset[int]:
        words = context.words
        return frozenset(at for at, group in enumerate(trades) if any(words.has(section, text) for section in group))

    return context.remember(("trades", id(trades), text), make)


def _usual(every: Mapping[str, Sequence[str]], context: Context) -> frozenset[str]:
    """Return the pairs of characters that three projects or more have, and most of all."""
    most = max(_FEWEST, _MOST * len(context.projects))
    return frozenset(pair for pair, keys in every.items() if len(keys) >= most)


def _telling(project: Project, context: Context, common: str, few: int) -> frozenset[str]:
    """Return the characters of a project's name that the names of at most ``few`` projects have."""

    def count() -> Counter[str]:
        names = (_clean(one.name.text, context, common) for one in context.projects.values())
        return Counter(char for name in names for char in set(name))

    known = context.remember(("characters of project names", common), count)
    return frozenset(
        char for char in _clean(project.name.text, context, common) if has_han(char) and known[char] <= few
    )


def copied_text(budget: Budget, context: Context, *, common: str, run: int, name: int) -> Iterator[Hit]:
    """Yield a hit for each target that another project's row says, too, and that speaks of the other's matter.

    ``run`` characters in a row are the same; ``name`` characters of the other project's name stand in the target, and
    neither in the name nor in the objective of its own project.
    """
    said: dict[str, dict[str, Indicator]] = {}
    rows = [item for item in budget.indicators if item.table == _TABLE12 and context.project_of(item)]
    for item in rows:
        for text in (fold(item.name.text), fold(item.value.text)):
            for at in range(len(text) - run + 1):
                said.setdefault(text[at : at + run], {}).setdefault(item.project, item)
    for item in rows:
        value = fold(item.value.text)
        grams = (value[at : at + run] for at in range(len(value) - run + 1))
        others = {key: other for gram in grams for key, other in said[gram].items() if key != item.project}
        for key, other in list(others.items())[:_COPIES]:
            if word := _foreign(item, other, context, common, name):
                facts = {"other": context.projects[key].name.text, "word": word}
                yield Hit(facts, item, column="value", related=(other,))
                break


def _foreign(item: Indicator, other: Indicator, context: Context, common: str, length: int) -> str:
    """Return words of the other row's project in the target that its own project lacks, "" where there are none."""
    own, owner = context.projects[item.project], context.projects[other.project]
    pattern = context.words.pattern(common)
    name = pattern.sub("|", fold(owner.name.text)) if pattern else fold(owner.name.text)
    pieces = (name[at : at + length] for at in range(len(name) - length + 1))
    mine = fold(own.name.text) + fold(own.objective.text) + fold(item.name.text)
    value = fold(item.value.text)
    return next((piece for piece in pieces if "|" not in piece and piece in value and piece not in mine), "")


def _by_word(context: Context, common: str) -> dict[str, list[str]]:
    """Return the keys of the projects of whose name or objective a pair of characters is part, by pair."""
    found: dict[str, list[str]] = {}
    for key, project in context.projects.items():
        for pair in words_of((project.name.text, project.objective.text), context, common):
            found.setdefault(pair, []).append(key)
    return found


def _made(item: Indicator, context: Context) -> bool:
    """Return whether the row counts things: those served and what goes with any work (检查6次) are seldom named."""
    return context.read(item).dimension in {"thing", "area", "length", "mass", "volume"}


def overall_leaves_out(budget: Budget, context: Context, *, common: str, share: float, projects: int) -> Iterator[Hit]:
    """Yield a hit for a project with at least ``share`` of all money of table 12 of which table 13 says nothing.

    Table 13 must have rows and table 12 at least ``projects`` projects. A word of the project's name or quantities in
    any row, activity or the objective of table 13 is enough, but for the words of the department's own name.
    """
    overall = [item for item in budget.indicators if item.table == 13]
    if len(budget.projects) < projects or not overall or any(one.total.wan is None for one in budget.projects):
        return
    total = sum(float(one.total.wan or 0) for one in budget.projects)
    head = budget.overall.objective.text if budget.overall else ""
    cells = (cell for item in overall for cell in (item.name.text, item.activity.text))
    told = words_of((head, *cells), context, common) - core(budget.department)
    for project in budget.projects:
        part = float(project.total.wan or 0)
        names = (item.name.text for item in _quantities(project, context))
        mine = words_of((project.name.text, *names), context, common)
        if total and part >= share * total and mine and not mine & told:
            percent = f"{100 * part / total:.0f}"
            yield Hit({"percent": percent}, project=project, column="project_name", related=(overall[0],))
