"""The verb on the number and the money of the projects in running text, against the tables that list them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import TypedDict

from auditor.checks.context import Context
from auditor.checks.identities import Figures, known_figures
from auditor.checks.prose.lines import Other, lines_of, name_before, without_code
from auditor.checks.sentences import Sentence, at, is_of_the_year, told
from auditor.checks.sums import Ledger, books, in_wan, table_name
from auditor.records.budget import Budget, Project
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable
from auditor.text.numbers import plain
from auditor.text.statements import Sum, sums, told_like
from auditor.text.width import fold

QUOTED = re.compile(r"[“\"]([^”\"]{5,40})[”\"]")
# The facts of one project, as a form above its rows has them, or its caption: 绩效目标表(渠道维修,40万元).
_OF_ONE = re.compile(r"项目名称[:：]|绩效(?:目标)?(?:申报)?表\([^()]*\)$")
_OBJECTIVE = re.compile("(?:年度|年度总体|总体)?绩效目标[:：]")  # the objective of one, unless it counts projects
_OF_ALL = re.compile("整体|基本支出")  # the money of the whole department
_GOALS = re.compile("绩效(?!工资|奖)")
_OF_FUND = re.compile("政府性基金|国有资本经营|彩票公益金|专户|单位资金|事业收入")  # what one fund gives to a project
_CENT = Decimal("0.01")
OF_GOALS = "项目绩效表"
"""What messages call table 12."""
_SHORTEST = 4
_BUDGET = re.compile(
    r"(?:20\d\d年)?(?:本?年度?|项目)?(?:预算|经费)?(?:总|安排)?(?:预算|金额|资金|经费|规模|额|数|安排)+(?:为|共|:)*"
)
_CAPTION = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、]|项目名称:?|项目[一二三四五\d]:)+"
)
# What a short form of a name leaves out.
_KIND = re.compile("(?:工作|项目|专项|业务)*(?:经费|资金|费|补助|补助资金|项目|专项|支出)+")
# The projects' own money within a whole (其中2个项目支出63.50万元).
_OWN = re.compile(r"(?:(\d+)个)?(?:预算)?项目(?:支出|资金|经费|预算|共|合计|安排|金额|为|的)*")
# What may stand before a project's name in the words before an amount.
_LEADS = re.compile(r"(?:^|[是为括排中目于年“\".、)即和及]|经费|资金)$")


@dataclass(frozen=True, slots=True)
class Listed:
    """A project that a table lists: every amount of it in 万元 with its rounding, the first being the whole.

    ``sums`` are those of each column over all its lines, the first being that of the whole.
    """

    name: str
    amounts: tuple[tuple[Decimal, Decimal], ...]
    sums: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class List:
    """A table's list of projects, what may be their total in 万元 with its rounding, and what messages call the table.

    The first total is that of the column 合计; a table that has none beside several amounts of each project is not
    known to tell one: then it may be that of any column, or of all.
    """

    projects: tuple[Listed, ...]
    totals: tuple[tuple[Decimal, Decimal], ...]
    table: str

    @property
    def total(self) -> Decimal:
        """Return the total that messages show."""
        return self.totals[0][0]


def lists_of(context: Context) -> tuple[List, ...]:
    """Return what table 12 and the only table 项目支出表 list, each where all its projects have an amount."""
    return context.remember("lists of projects", lambda: tuple(_made(context.budget, context)))


def _made(budget: Budget, context: Context) -> Iterator[List]:
    totals = [project.total.wan for project in budget.projects]
    known = [total for total in totals if total is not None]
    if totals and len(known) == len(totals):
        listed = [(fold(one.name.text), tuple(_amounts(one))) for one in budget.projects]
        yield List(
            tuple(Listed(name, amounts, amounts) for name, amounts in listed),
            ((sum(known, Decimal(0)), _CENT),),
            OF_GOALS,
        )
    tables = [table for table in budget.tables if table.kind == "项目支出表"]
    made = [_of_ledger(book, tables[0]) for book in books(tables[0], context)] if len(tables) == 1 else []
    yield from [one for one in made if one] if len(made) == 1 else ()


def _amounts(project: Project) -> Iterator[tuple[Decimal, Decimal]]:
    for money in (project.total, project.fiscal, project.other):
        if money.wan is not None:
            yield money.wan, _CENT


def _of_ledger(book: Ledger, table: BudgetTable) -> List | None:
    """Return the list of a table with a row or more a project, None where a row of it is in doubt."""
    rows: dict[str, list[tuple[int, tuple[Decimal, Decimal]]]] = {}
    factors = {index: in_wan(column, table) for index, column in book.columns.items()}
    whole = next((index for index, column in book.columns.items() if column.role == "total"), None)
    last, below = "", 0  # a name in a cell over several lines, and how many of these are still to come
    for entry in book.items:
        label = next((one for one in entry.row.labels if one.role == "project"), None)
        if label:
            last, below = fold(label.name), label.cell.rows - 1
        name = last if label or below > 0 else ""
        below -= not label
        amounts = {
            index: (one.value * f, one.step * f) for index, one in entry.figures.items() if (f := factors[index])
        }
        if not amounts and not entry.doubtful and not re.search(r"\w", name):
            continue
        if not name or not amounts or entry.doubtful or entry.row.level != 1:
            return None
        whole = whole if whole in amounts else None
        ordered = sorted(amounts.items(), key=lambda one: one[0] != whole)
        rows.setdefault(name, []).extend(ordered)
    listed = tuple(
        Listed(name, tuple(amount for _, amount in lines), _totals(_added(lines), whole, others=True))
        for name, lines in rows.items()
    )
    every = _added(one for lines in rows.values() for one in lines)
    return List(listed, _totals(every, whole), table_name(table)) if listed else None


def _added(lines: Iterable[tuple[int, tuple[Decimal, Decimal]]]) -> Mapping[int, tuple[Decimal, Decimal]]:
    """Return the sum of each column."""
    added: dict[int, tuple[Decimal, Decimal]] = {}
    for index, amount in lines:
        added[index] = _plus(added[index], amount) if index in added else amount
    return added


def _plus(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    return one[0] + other[0], one[1] + other[1]


def _totals(
    added: Mapping[int, tuple[Decimal, Decimal]], whole: int | None, *, others: bool = False
) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return the total of the column ``whole``; where there is none, that of each column, and of all of several.

    With ``others`` those of the other columns follow that of the whole.
    """
    if whole is not None:
        rest = [amount for index, amount in added.items() if index != whole] if others else ()
        return (added[whole], *rest)
    each = tuple(added.values())
    return (*each, reduce(_plus, each)) if len(each) > 1 else each


class Numbers(TypedDict):
    """Patterns of the number of projects (a group): in sentences on 绩效 (``goals``), of all in any other (``every``).

    ``unless`` is one of what makes it the number of some of them.
    """

    goals: str
    every: str
    unless: str


def projects(
    budget: Budget, context: Context, *, say: str, count: Numbers | None = None, figures: Sequence[str] = ()
) -> Iterator[Hit]:
    """Yield a hit where the text states another sum, or number, of the projects than each table that lists them.

    ``say`` is a pattern of the words before the sum, ``figures`` (selectors, see identities.identity) the money of all
    projects: a sentence that has it, of a document that lists some, is not judged. Without ``count`` it is what the
    money of projects with objectives may not exceed, in a document whose table 12 does not show it.
    """
    if count:
        lists = lists_of(context)
        every = known_figures(budget, figures, context) if len(lists) == 1 else None
        for sentence in told(context) if lists else ():
            if not _tells_all(sentence, lists[0], every or ()) and not _tells_one(sentence, budget):
                yield from _otherwise(sentence, lists, say, count)
    else:
        yield from _above(budget, context, say, figures)


def _tells_one(sentence: Sentence, budget: Budget) -> bool:
    """Return whether a sentence is on one project by its name: its money is none of all."""
    named = {fold(one.name.text) for one in budget.projects if one.name.text}
    return len(named) > 1 and sum(name in sentence.text for name in named) == 1


def _tells_all(sentence: Sentence, shown: List, every: Sequence[Figures]) -> bool:
    """Return whether a sentence has the money of all projects, of which the document shows the objectives of some."""
    whole = [figure for one in every for figure in one.figures if figure.value > shown.total]
    return any(abs(one.wan - figure.value) <= one.step + figure.step for one in sums(sentence.text) for figure in whole)


def _otherwise(sentence: Sentence, lists: Sequence[List], say: str, count: Numbers) -> Iterator[Hit]:
    if _OF_ONE.search(sentence.text):
        return
    on_goals = bool(_GOALS.search(sentence.text))
    match = re.search(count["goals"] if on_goals else count["every"], sentence.text)
    if match is None and _OBJECTIVE.match(sentence.text):
        return
    if not on_goals and (match is None or re.search(count["unless"], sentence.text[: match.end()])):
        return
    if not _OF_ALL.search(sentence.text):
        yield from _other_sum(sentence, lists, say)
    stated = next((group for group in match.groups() if group), "") if match else ""
    if match and stated and all(int(stated) != len(one.projects) for one in lists):
        shown = _fullest(lists)
        facts = {"stated": f"{stated}个", "amount": f"{len(shown.projects)}个", "what": "项目个数"}
        yield at(sentence, {**facts, "table": shown.table}, match.start(), match.end())


def _fullest(lists: Sequence[List]) -> List:
    """Return the list that messages show: the longest, as objectives may be published of some projects only."""
    return max(lists, key=lambda one: len(one.projects))


def _other_sum(sentence: Sentence, lists: Sequence[List], say: str) -> Iterator[Hit]:
    own = _within(sentence.text, lists)
    given = [own] if own else [amount for amount in sums(sentence.text) if re.search(say, amount.words)]
    whole = sum((amount.wan for amount in given), Decimal(0))
    slack = sum((amount.step for amount in given), Decimal(0))
    listed = sums(sentence.text.partition("其中")[0])
    every = [whole] if own else [*(amount.wan for amount in listed), whole]  # of a sum and its parts one is the whole
    if given and all(abs(one - total) > slack + step for one in every for each in lists for total, step in each.totals):
        amount, shown = given[0], _fullest(lists)
        facts = {"stated": amount.shown, "amount": told_like(shown.total, amount), "what": "项目总额合计"}
        yield at(sentence, {**facts, "table": shown.table}, amount.start, amount.end)


def _within(text: str, lists: Sequence[List]) -> Sum | None:
    """Return the money of all projects within a larger whole (涉及拨款483.54万元,其中2个项目支出63.50万元)."""
    whole, _, _ = text.partition("其中")
    numbers = {str(len(one.projects)) for one in lists}
    for amount in sums(text) if sums(whole) and "项目" not in whole else ():
        named = _OWN.fullmatch(amount.words)
        if named and amount.start > len(whole) and named.group(1) in {None, *numbers}:
            return amount
    return None


def _above(budget: Budget, context: Context, say: str, figures: Sequence[str]) -> Iterator[Hit]:
    known = any(project.total.wan is not None for project in budget.projects)
    found = None if known else known_figures(budget, figures, context)
    whole = [(one.table, figure) for one in found or () for figure in one.figures]
    for sentence in told(context) if whole else ():
        if "绩效" not in sentence.text or "项目" not in sentence.text or "整体" in sentence.text:
            continue
        for amount in sums(sentence.text):
            above = all(amount.wan > one.value + one.step + amount.step for _, one in whole)
            if above and re.search(say, amount.words):
                facts = {"stated": amount.shown, "table": whole[0][0], "amount": f"{plain(whole[0][1].value)}万元"}
                yield at(sentence, {**facts, "what": "项目支出"}, amount.start, amount.end)


def other_of_projects(context: Context) -> Iterator[Other]:
    """Yield the amounts of projects that no table which lists them shows for them."""
    lists = lists_of(context)
    every = told(context)
    for before, sentence in zip((None, *every), every, strict=False) if lists else ():
        for amount in sums(sentence.text):
            named = [(each, one) for each in lists for one in each.projects if _names(amount, one.name)]
            named = named or list(_captioned(sentence, amount, lists, before))
            if not named or not is_of_the_year(sentence.text, amount, context):
                continue
            longest = max((one.name for _, one in named), key=len)
            own = [(each, one) for each, one in named if one.name == longest]
            said = name_before(amount.words)
            if said != longest and said in lines_of(context):
                continue  # a line of that name, not the project
            others = lines_of(context).get(longest)
            known = [pair for _, one in own for pair in one.amounts]
            known += [(one.value, one.step) for one in (others.figures if others else ())]
            if _OF_FUND.search(sentence.text[: amount.start]) and amount.wan <= max(value for value, _ in known):
                continue  # a part of it that one fund pays
            if all(abs(value - amount.wan) > step + amount.step for value, step in known):
                yield Other(sentence, amount, longest, known[0][0], own[0][0].table)


def _captioned(
    sentence: Sentence, amount: Sum, lists: Sequence[List], before: Sentence | None
) -> Iterator[tuple[List, Listed]]:
    """Yield the project whose name alone stands right before its facts (渠道维修。年度预算40万元), with its list."""
    if not _BUDGET.fullmatch(amount.words):
        return
    own = sentence.text[: amount.start].rstrip(":").removesuffix(amount.words)
    caption = own.rstrip(",;:") if own else before.text if before and before.cell is sentence.cell else ""
    bare = _CAPTION.sub("", caption).rstrip("。:,;").strip('“”"').removesuffix("项目")
    yield from (
        (each, one) for each in lists for one in each.projects if bare and bare == one.name.removesuffix("项目")
    )


def _names(amount: Sum, project: str) -> bool:
    """Return whether the words before an amount end in the name of a project, or quote it last."""
    if len(project) < _SHORTEST:
        return False
    if project in QUOTED.findall(amount.words)[-1:]:
        return True
    full = name_before(amount.words)
    return any(_ends_in(name, project) for name in (full, without_code(full)))


def _ends_in(name: str, project: str) -> bool:
    """Return whether a name is that of a project, or ends in it behind a word that leads to names."""
    bare = name.removesuffix("项目")
    if project in (name, bare) or (len(bare) >= _SHORTEST and _KIND.fullmatch(project.removeprefix(bare))):
        return True
    before = bare.removesuffix(project)
    return bare != before and bool(_LEADS.search(before))
