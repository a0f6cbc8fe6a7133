"""Verbs on the names in running text: lines of the tables and projects with their amounts, contents against titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from auditor.checks.context import Context
from auditor.checks.sentences import at, is_of_the_year, speaks_of, told
from auditor.checks.sums import Figure, books, in_wan, table_name
from auditor.records.budget import Budget, Project
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable, Column
from auditor.text.numbers import plain
from auditor.text.statements import sums
from auditor.text.width import fold

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])")
_TAIL = re.compile(r"(?:\([类款项]\)|20\d\d年度?|预算数?|安排|资金|经费预算|总计|合计|科目|为|共|计)*$")
_LEAD = re.compile(r"^(?:20\d\d年度?|本年|当年|其中|包括|支出包括|用于|[\"“])*")
_COUNTS = re.compile(r"[\d一二三四五六七八九十东西南北上下前后新老]|[A-Za-z]")
_QUOTED = re.compile(r"[“\"]([^”\"]{5,40})[”\"]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the tables: all amounts in 万元 that the tables show under its name, and the first of these tables.

    ``kinds`` are the kinds of these tables.
    """

    figures: tuple[Figure, ...]
    table: str
    kinds: frozenset[str]


def table_lines(budget: Budget, context: Context, *, ends: str, without: Sequence[str], fund: str) -> Iterator[Hit]:
    """Yield a hit where the text gives a line of the tables (教育支出) another amount than every table that has it.

    ``ends`` is a pattern that the whole name must fit, ``without`` are names that are too general. Where the text
    speaks of one ``fund`` (a pattern), the line must stand in the table of a fund, or be exceeded by its part.
    """
    for sentence in told(context):
        for amount in sums(sentence.text):
            name = _name(amount.words)
            line = _lines(budget, context).get(name) if re.fullmatch(ends, name) and name not in without else None
            if line is None or not is_of_the_year(sentence.text, amount, context):
                continue
            part = speaks_of(sentence, amount.start, fund) and not any(re.search(fund, kind) for kind in line.kinds)
            if part and any(amount.wan <= one.value for one in line.figures):
                continue
            if all(abs(one.value - amount.wan) > one.step + amount.step for one in line.figures):
                first = line.figures[0].value
                facts = {"label": name, "stated": amount.shown, "table": line.table, "amount": plain(first)}
                yield at(sentence, facts | {"difference": plain(abs(first - amount.wan))}, amount.start, amount.end)


def _name(words: str) -> str:
    """Return the name at the end of the words before an amount, the last one of a path (类) (款) (项)."""
    bare = _TAIL.sub("", _TAIL.sub("", words).strip('“”"'))
    bare = re.split(r"\([类款]\)", bare)[-1]
    return _LEAD.sub("", _NUMBERING.sub("", bare)).strip('“”"')


def _lines(budget: Budget, context: Context) -> Mapping[str, _Line]:
    """Return name → its line, found once; a name with an amount that is not sure anywhere is left out."""
    return context.remember("lines of tables", lambda: _found_lines(budget, context))


def _found_lines(budget: Budget, context: Context) -> Mapping[str, _Line]:
    found: dict[str, _Line] = {}
    doubtful: set[str] = set()
    for table in budget.tables:
        for name, figures in _of_table(table, context):
            if figures:
                known = found.get(name, _Line((), table_name(table), frozenset()))
                found[name] = _Line((*known.figures, *figures), known.table, known.kinds | {table.kind})
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
            yield name, () if name in unsure else tuple(_columns(lines, book.columns, table))


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


def project_amounts(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the text gives a project another amount than table 12 and every other table that has it."""
    projects = {fold(one.name.text): one for one in budget.projects if one.name.text and one.total.wan is not None}
    for sentence in told(context) if projects else ():
        for amount in sums(sentence.text):
            quoted = _QUOTED.findall(amount.words)
            names = (_name(amount.words), _name(amount.words).removesuffix("项目"), *quoted[-1:])
            project = next((projects[name] for name in names if name in projects), None)
            if project is None or not is_of_the_year(sentence.text, amount, context):
                continue
            others = _lines(budget, context).get(fold(project.name.text))
            known = [*_amounts(project), *((one.value, one.step) for one in (others.figures if others else ()))]
            if all(abs(value - amount.wan) > step + amount.step for value, step in known):
                facts = {"stated": amount.shown, "total": plain(project.total.wan or Decimal(0))}
                yield at(sentence, {**facts, "name": project.name.text}, amount.start, amount.end)


def _amounts(project: Project) -> Iterator[tuple[Decimal, Decimal]]:
    for money in (project.total, project.fiscal, project.other):
        if money.wan is not None:
            yield money.wan, Decimal("0.01")


def project_names(budget: Budget, context: Context, *, length: int, apart: int) -> Iterator[Hit]:
    """Yield a hit where the text names a project almost as a table does: at most ``apart`` characters differ.

    Names in quotation marks and names before amounts count, in sentences on projects, from ``length`` characters up.
    """
    known = [name for one in budget.projects if len(name := fold(one.name.text)) >= length]
    every = {*known, *(fold(row.name) for table in budget.tables for row in table.rows)}
    for sentence in told(context) if known else ():
        if "项目" not in sentence.text:
            continue
        for name, start in _named(sentence.text):
            if len(name) < length or any(name in one or one in name for one in every if one):
                continue
            near = [one for one in known if _is_misprint(name, one, apart)]
            if len(near) == 1:
                yield at(sentence, {"name": name, "table": near[0]}, start, start + len(name))


def _is_misprint(name: str, known: str, apart: int) -> bool:
    """Return whether two names differ in at most ``apart`` characters, none of which counts or numbers."""
    if abs(len(name) - len(known)) > 1:
        return False
    alike = SequenceMatcher(None, name, known, autojunk=False)
    odd = [(name[a:b], known[c:d]) for kind, a, b, c, d in alike.get_opcodes() if kind != "equal"]
    differing = sum(max(len(one), len(other)) for one, other in odd)
    return 0 < differing <= apart and not any(_COUNTS.search(one + other) for one, other in odd)


def _named(sentence: str) -> Iterator[tuple[str, int]]:
    for match in _QUOTED.finditer(sentence):
        yield match.group(1), match.start(1)
    for amount in sums(sentence):
        name = _name(amount.words)
        start = sentence.rfind(name, 0, amount.start)
        if name and start >= 0:
            yield name, start
