"""Lines of the tables that running text names with their amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.reading import WAN
from auditor.checks.sentences import Sentence, is_of_own_money, is_of_the_year, speaks_of, told
from auditor.checks.sums import Figure, books, in_wan, table_name
from auditor.records.budget import Budget
from auditor.records.table import BudgetTable, Column
from auditor.text.statements import Sum, sums
from auditor.text.width import fold

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])")
_MARKED = re.compile(r"\((?:\d{3,7})?[类款项]\)(?:支出)?(?:20\d\d年度?|预算数?|安排|为|是|共|计|数)*$")
_TAIL = re.compile(
    r"(?:\((?:\d{3,7})?[类款项]\)(?:支出)?|20\d\d年度?|预算数?|安排|资金|经费预算|总计|合计|科目|为|共|计)*$"
)
_FUNCTIONS = re.compile("(?:一般公共预算|政府性基金预算|国有资本经营预算)支出表")
_BUYING = "采购|购买服务"
_BASIC = "基本支出"
_PRICE = re.compile(r"每[^每\d]{1,4}$|(?:人均|户均|亩均|单价|标准)$")
_OF_FUNCTION = re.compile(r"2\d{6}")
_SHORTEST = 4
_CODE = re.compile(r"^[\[【(]?(?:\d{3}|\d{5}|\d{7})[\])】]?(?=[一-鿿]{2})")  # of a function before its name
_PATH = re.compile(r"\([类款]\)|[—–-]+|[”\"][类款][“\"]")  # 农林水支出(类)水利(款)…, 农林水支出—水利—…
_QUOTED_ITEM = re.compile(r"[”\"]项$")
_JOIN = re.compile("^(?:以及|和|及|与|为|是|含)")
_LEAD = re.compile(r"^(?:20\d\d年度?|本年|当年|其中|包括|支出包括|用于|[\"“])*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tables: the tables that show it, each with its kind and all amounts in 万元 under that name."""

    tables: tuple[tuple[str, str, tuple[Figure, ...]], ...]
    coded: bool = False

    def is_function(self, name: str) -> bool:
        """Return whether tables of functions show it, or one with its code, under a name that is no usual word."""
        of_functions = self.coded or any(_FUNCTIONS.search(kind) for kind, _, _ in self.tables)
        return len(name) >= _SHORTEST and of_functions

    @property
    def is_bought(self) -> bool:
        """Return whether only tables of purchases show it: there 政府性基金 is what it pays for, not the fund."""
        return all(re.search(_BUYING, kind) for kind, _, _ in self.tables)

    @property
    def is_basic(self) -> bool:
        """Return whether only tables of basic expenditure show it: what projects spend of the kind stands nowhere."""
        return all(_BASIC in kind for kind, _, _ in self.tables)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return all amounts."""
        return tuple(figure for _, _, figures in self.tables for figure in figures)

    def shown(self, kinds: str = "") -> tuple[Decimal, str]:
        """Return the first amount and its table, from tables whose kind the pattern ``kinds`` finds if any is one."""
        table, figures = next(
            ((table, figures) for kind, table, figures in self.tables if kinds and re.search(kinds, kind)),
            self.tables[0][1:],
        )
        return figures[0].value, table


@dataclass(frozen=True, slots=True)
class Other:
    """An amount that the text gives a name, and the first one that a table shows for it, which is another."""

    sentence: Sentence
    amount: Sum
    name: str
    wan: Decimal
    table: str


def other_of_lines(context: Context, ends: str, without: Sequence[str], fund: str) -> Iterator[Other]:
    """Yield the amounts of lines of the tables (教育支出) that no table shows for them."""
    for sentence in told(context):
        for amount in sums(sentence.text):
            name = line_before(amount.words, context)
            line = lines_of(context).get(name)
            known = _MARKED.search(amount.words) or (re.fullmatch(ends, name) and name not in without)
            known = known or (line is not None and name not in without and line.is_function(name))
            known = known or (line is not None and _is_coded(amount.words, name))
            if not known or line is None or not is_of_the_year(sentence.text, amount, context):
                continue
            if is_of_own_money(sentence, amount, context) or (
                line.is_bought and not speaks_of(sentence, amount.end, _BUYING)
            ):
                continue
            more = line.is_basic and amount.wan > max(one.value for one in line.figures)
            if more and not speaks_of(sentence, amount.end, _BASIC):
                continue  # of all spending, of which the table shows the basic part
            of_fund = speaks_of(sentence, amount.start, fund)
            part = of_fund and not any(re.search(fund, kind) for kind, _, _ in line.tables)
            if part and any(amount.wan <= one.value for one in line.figures) and not _is_slip(amount, line):
                continue
            if all(abs(one.value - amount.wan) > one.step + amount.step for one in line.figures):
                yield Other(sentence, amount, name, *line.shown(fund if of_fund else ""))


def _is_coded(words: str, name: str) -> bool:
    """Return whether the code of a function stands right before a name."""
    return bool(re.search(rf"(?<!\d)\d{{7}}[\])】]?{re.escape(name)}", words))


def _is_slip(amount: Sum, line: Line) -> bool:
    """Return whether an amount has the digits of the line in a unit ten thousand times as small (38.40元)."""
    return any(one.value and amount.wan * WAN == one.value for one in line.figures)


def name_before(words: str) -> str:
    """Return the name at the end of the words before an amount, the last one of a path (类) (款) (项).

    What each of something costs (森林抚育每亩) has none.
    """
    if _PRICE.search(words):
        return ""
    bare = _TAIL.sub("", _QUOTED_ITEM.sub("", _TAIL.sub("", words)).strip('“”"'))
    bare = _PATH.split(bare)[-1]
    return _LEAD.sub("", _NUMBERING.sub("", bare)).strip('“”"')


def line_before(words: str, context: Context) -> str:
    """Return the name as name_before does, without a code or 和 before it where only what is behind that is a line."""
    full = name_before(words)
    shorter = (without_code(full), _JOIN.sub("", full), without_code(_JOIN.sub("", full)))
    known = lines_of(context)
    return full if full in known else next((one for one in shorter if one in known), full)


def without_code(name: str) -> str:
    """Return a name without digits before it that may be the code of a function, or belong to it (120急救)."""
    return _CODE.sub("", name)


def lines_of(context: Context) -> Mapping[str, Line]:
    """Return name → its line, made once a document; a name with an amount that is not sure anywhere is left out."""
    return context.remember("lines of tables", lambda: _lines(context.budget, context))


def _lines(budget: Budget, context: Context) -> Mapping[str, Line]:
    found: dict[str, Line] = {}
    doubtful: set[str] = set()
    for table in budget.tables:
        coded = {fold(one.name) for row in table.rows for one in row.labels if _OF_FUNCTION.fullmatch(one.code)}
        coded |= {fold(row.name) for row in table.rows if _OF_FUNCTION.fullmatch(row.code)}
        for name, figures in _of_table(table, context):
            if figures:
                known = found.get(name, Line(()))
                of_table = (table.kind, table_name(table), figures)
                found[name] = Line((*known.tables, of_table), known.coded or name in coded)
            else:
                doubtful.add(name)
    return {name: line for name, line in found.items() if name not in doubtful}


def _of_table(table: BudgetTable, context: Context) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Yield the names of a table with their amounts, and the sums of each column over rows of one name; () in doubt."""
    for book in books(table, context):
        rows: dict[str, list[dict[int, Figure]]] = {}
        unsure = set()
        for entry in book.entries:
            for label in entry.row.labels or ():
                name = _NUMBERING.sub("", fold(label.name))
                rows.setdefault(name, []).append(entry.figures)
                if entry.doubtful:
                    unsure.add(name)
        for name, lines in rows.items():
            yield name, () if name in unsure else tuple(_columns(lines, _this_year_first(book.columns, context), table))


def _this_year_first(columns: Mapping[int, Column], context: Context) -> Mapping[int, Column]:
    """Return the columns, those of last year behind the others: the first amount is the one that a message shows."""
    last = re.compile(rf"上年|去年|{(context.budget.year or 0) - 1}年")
    return dict(sorted(columns.items(), key=lambda one: bool(last.search("/".join(one[1].path)))))


def _columns(
    lines: Sequence[Mapping[int, Figure]], columns: Mapping[int, Column], table: BudgetTable
) -> Iterator[Figure]:
    for index, column in columns.items():
        factor = in_wan(column, table)
        figures = [line[index] for line in lines if index in line]
        if factor is None or not figures:
            continue
        scaled = [Figure(one.value * factor, one.cell, one.step * factor) for one in figures]
        yield from scaled
        if len(scaled) > 1:
            zero = Decimal(0)
            value, step = sum((one.value for one in scaled), zero), sum((one.step for one in scaled), zero)
            yield Figure(value, scaled[0].cell, step)
    blank = [
        figure for line in lines for index, figure in line.items() if index in columns and len(line) < len(columns)
    ]
    if blank:  # an empty cell beside amounts says that there is none
        yield Figure(Decimal(0), blank[0].cell, Decimal(0))
