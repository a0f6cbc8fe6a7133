"""What the titles and heads of budget tables mean, read from rules/layouts/money.tsv."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from auditor.extract.words.vocabulary import layout_lines

# Roles of figures that are no amounts of money of the year: they take part in no sum.
NO_PARTS = frozenset({"share", "count", "aside", "change", "prior"})
# A change may be printed as money or in per cent: nobody can tell from its head.
NO_MONEY = frozenset({"share", "count", "change"})


@lru_cache(maxsize=4096)
def kind_of_title(title: str) -> str:
    """Return the kind of a table by its folded title, "" where no kind fits."""
    for name, words in _kinds():
        wanted, unwanted = ([w for w in words if not w.startswith("!")], [w[1:] for w in words if w.startswith("!")])
        if all(word in title for word in wanted) and not any(word in title for word in unwanted):
            return name
    return ""


def kind_of_number(number: str) -> str:
    """Return the kind of a table without a title by its number in the form of Beijing, "" for an unknown number."""
    return _numbers().get(number, "")


@lru_cache(maxsize=4096)
def label_role(head: str) -> str:
    """Return the role of a folded head that stands above texts and codes, "" where it is none."""
    return next((role for role, pattern in _patterns("label") if pattern.search(head)), "")


@lru_cache(maxsize=4096)
def amount_role(head: str) -> str:
    """Return the role of a folded head that stands above figures, "" where it is none."""
    return next((role for role, pattern in _patterns("amount") if pattern.search(head)), "")


@lru_cache(maxsize=4096)
def says_nothing(head: str) -> bool:
    """Return whether a head (小计) means only what the head above it says."""
    return bool(_group().match(head))


@cache
def parts_of() -> dict[str, tuple[str, ...]]:
    """Return role of a whole → roles of its parts, for columns that are printed side by side."""
    return {whole: tuple(parts.split()) for whole, parts in (row[1:3] for row in _rows()["parts"])}


@cache
def _rows() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    for line in layout_lines("money.tsv"):
        row = line.split("\t")
        found[row[0]].append(row)
    return found


@cache
def _kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(words.split())) for _, name, words in _rows()["kind"])


@cache
def _numbers() -> dict[str, str]:
    return {number: kind for _, number, kind in _rows()["number"]}


@cache
def _patterns(sort: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(pattern)) for _, role, pattern in _rows()[sort])


@cache
def _group() -> re.Pattern[str]:
    return re.compile("|".join(row[1] for row in _rows()["group"]))
