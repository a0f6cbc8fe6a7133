"""The verb on codes that running text prints beside the names of functions, against the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.checks.alike import in_order
from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.checks.sums import table_name
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.table import TableRow
from auditor.text.width import fold

_CODE = r"(?<!\d)(\d{3}|\d{5}|\d{7})(?!\d)"
_BEHIND = re.compile(rf"([一-鿿]{{4,30}})(?:\([类款项]\))?\((?:科目编码:?)?{_CODE}\)")
_NAME = re.compile("[一-鿿]{4,}")
# What may stand before a name that is not one with it.
_APART = re.compile("(?:其中|[为是和及与即按在于列])$|^$")

_SHORTEST = 5

_Codes = Mapping[str, Mapping[str, str]]


def codes(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the text prints another code behind a function's name than every table that lists it."""
    known: _Codes = context.remember("codes of functions", lambda: _known(budget))
    for sentence in told(context) if known else ():
        for match in _BEHIND.finditer(sentence.text):
            name = _longest(match.group(1), known)
            if name and match.group(2) not in known[name]:
                code, table = next(iter(known[name].items()))
                facts = {"name": name, "stated": match.group(2), "code": code, "table": table}
                yield at(sentence, facts, match.start(2), match.end(2))


def code_names(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the text prints a code of the tables behind a name that no table has for it.

    A short form is the name all the same; the name of another code is for ``codes``.
    """
    known: _Codes = context.remember("codes of functions", lambda: _known(budget))
    by_code: dict[str, dict[str, str]] = defaultdict(dict)
    for name, own in known.items():
        for code, table in own.items():
            by_code[code][name] = table
    for sentence in told(context) if known else ():
        for match in _BEHIND.finditer(sentence.text):
            said, right = match.group(1), by_code.get(match.group(2), {})
            short = any(_is_short_form(said, name) for name in right)
            if right and not short and not _longest(said, known):
                name, table = next(iter(right.items()))
                facts = {"name": said, "code": match.group(2), "right": name, "table": table}
                yield at(sentence, facts, match.start(1), match.end(1))


def _is_short_form(said: str, name: str) -> bool:
    """Return whether words may be a name: one has the characters of the other in order, or their last ones are so."""
    ends = (said[begin:] for begin in range(1, len(said) - _SHORTEST + 1))
    return in_order(*sorted((said, name), key=len)) or any(in_order(end, name) for end in ends)


def _longest(said: str, known: _Codes) -> str:
    """Return the name that words end in, where nothing before it may be a part of the name; "" for none."""
    name = max((one for one in known if said.endswith(one)), key=len, default="")
    return name if name and _APART.search(said.removesuffix(name)) else ""


def _known(budget: Budget) -> _Codes:
    """Return name → its codes, each with the table that prints it, of the names with codes of one length alone."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for table in budget.tables:
        for row in table.rows:
            for code, name in _coded(row):
                if re.fullmatch(_CODE, code) and _NAME.fullmatch(name):
                    found[name].setdefault(code, table_name(table))
    return {name: own for name, own in found.items() if len({*map(len, own)}) == 1}


def _coded(row: TableRow) -> Iterator[tuple[str, str]]:
    """Yield (code, name) of the functions of a row, whose code may have a column of its own."""
    yield from ((one.code, fold(one.name)) for one in row.labels if one.code and one.name)
    codes = [one.code for one in row.labels if one.code]
    names = [fold(one.name) for one in row.labels if one.name and one.role == "name"]
    if len(codes) == len(names) == 1:
        yield codes[0], names[0]
