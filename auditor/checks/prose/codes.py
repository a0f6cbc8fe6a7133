"""The verb on codes that running text prints beside the names of functions, against the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

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
