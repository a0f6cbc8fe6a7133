"""Values that a rule takes from a closed vocabulary: kinds of names, levels, columns, dimensions of units."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from auditor.checks.category import LEVELS
from auditor.checks.needs import needs_of
from auditor.checks.supply import KINDS
from auditor.records.columns import COLUMN_WORDS
from auditor.records.rule import Rule
from auditor.rulebook.book import Rulebook
from auditor.text.nearest import hint

# Parameters of every verb that name dimensions of units.
_DIMENSIONS = frozenset({"dimensions", "soft_dimensions"})


def closed_faults(rule: Rule, book: Rulebook) -> Iterator[str]:
    """Yield a Chinese sentence for every value of ``with`` that is not in the closed vocabulary of its parameter.

    A need that takes the words of a parameter (kind@name_kinds) says of which vocabulary they are.
    """
    for parameter, known in _vocabularies(rule, book):
        for value in _words(rule.params.get(parameter, ())):
            if value not in known:
                shown = "、".join(sorted(known))
                yield f"参数“{parameter}”的值“{value}”无效{hint(value, known)}，可选：{shown}"


def _vocabularies(rule: Rule, book: Rulebook) -> Iterator[tuple[str, Collection[str]]]:
    """Yield the parameters of a rule whose words are closed, with the words."""
    for need in needs_of(rule):
        name, _, parameters = need.partition("@")
        for parameter in parameters.split("+") if parameters else ():
            match name:
                case "kind":
                    yield parameter, _name_kinds(book)
                case "level":
                    yield parameter, LEVELS
                case "column" | "head":
                    yield parameter, COLUMN_WORDS
    dimensions = {atom.dimension for atom in book.vocabulary.units.values()}
    for parameter in sorted(_DIMENSIONS & set(rule.params)):
        yield parameter, dimensions


def _name_kinds(book: Rulebook) -> Collection[str]:
    """Return the kinds of names: the sections of names.txt, and those that a reading tells by further words."""
    return {section.removeprefix("names.") for section in book.lexicons if section.startswith("names.")} | set(KINDS)


def _words(value: Any) -> Sequence[str]:
    """Return the words of a value that may be one word or several."""
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value) if isinstance(value, tuple) else ()
