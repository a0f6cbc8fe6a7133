"""Values that a rule takes from a closed vocabulary: what it needs, kinds of names, levels, columns, dimensions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from auditor.checks.needs import needs_of
from auditor.checks.reading import LEVELS
from auditor.checks.supply import NEEDS
from auditor.checks.supply_words import HEAD13, KINDS, MODELS, OUTCOMES
from auditor.records.columns import COLUMN_WORDS
from auditor.records.outcome import Execution, Outcome
from auditor.records.rule import Rule
from auditor.rulebook.book import Rulebook
from auditor.rulebook.templates import template_fault
from auditor.text.nearest import hint

# Parameters of every verb that name dimensions of units.
_DIMENSIONS = frozenset({"dimensions", "soft_dimensions"})
# Parameters of every verb that are filters of rows.
_FILTERS = frozenset({"rows", "unless", "among"})
_SECTION = re.compile(r"[a-z]\w*\.[a-z]\w*")
_CELLS = ("level1", "level2", "name", "operator", "value", "unit", "activity")


def _cells(record: type[Outcome | Execution]) -> Collection[str]:
    """Return the cells of an evaluated row or project that a reason can name, and its rows of funds."""
    told = {field.name for field in fields(record) if field.type in ("Cell", "tuple[Funds, ...]")}
    return told & set(OUTCOMES)


_OF_NEED: Mapping[str, Collection[str]] = {
    "rows": ("12", "13"),
    "amount": ("total", "fiscal", "other"),
    "every-amount": ("total", "fiscal", "other"),
    "column": COLUMN_WORDS,
    "head": COLUMN_WORDS,
    "level": LEVELS,
    "head13": HEAD13,
    "outcome": _cells(Outcome),
    "execution": _cells(Execution),
    "model": MODELS,
}


def closed_faults(rule: Rule, book: Rulebook) -> Iterator[str]:
    """Yield a Chinese sentence for every value of ``needs`` and ``with`` that is not in its closed vocabulary.

    A need that takes the words of a parameter (kind@name_kinds) says of which vocabulary they are.
    """
    for need in rule.needs:
        yield from _need_faults(need, rule, book)
    for parameter, known in _vocabularies(rule, book):
        for value in _words(rule.params.get(parameter, ())):
            if value not in known:
                yield f"参数“{parameter}”的值“{value}”无效{_choices(value, known)}"
    for parameter, rows in _filters(rule.params):
        yield from _filter_faults(parameter, rows, book)
    yield from _case_faults(rule)
    yield from _list_faults(rule, book)


def _case_faults(rule: Rule) -> Iterator[str]:
    """Yield what is wrong with the texts of the cases of a rule: braces that are not closed."""
    for case in rule.params.get("cases", ()):
        for text in (*case.get("facts", {}).values(), case.get("join", "")):
            if fault := template_fault(text):
                yield f"参数“cases”中的“{text}”{fault}"


def _filters(params: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the filters of rows in some parameters, with the name of the parameter; those of its cases, too."""
    for parameter, value in params.items():
        if parameter in _FILTERS and isinstance(value, Mapping):
            yield parameter, value
    for case in params.get("cases", ()):
        if isinstance(case.get("rows"), Mapping):
            yield "cases", case["rows"]


def _filter_faults(parameter: str, rows: Mapping[str, Any], book: Rulebook) -> Iterator[str]:
    """Yield the words of a filter of rows that are none of its line; ``any`` and ``unless`` hold filters, too."""
    for line, value, known in _line_words(rows, book):
        if value not in known:
            yield f"参数“{parameter}”中“{line}”的值“{value}”无效{_choices(value, set(known) - {''})}"
    for line in sorted(rows.keys() & {"words", "exactly"}):
        for column in sorted(set(rows[line]) - set(_CELLS)):
            yield f"参数“{parameter}”中“{line}”没有“{column}”{_choices(column, _CELLS)}"
    for inner in (*rows.get("any", ()), *([rows["unless"]] if "unless" in rows else ())):
        yield from _filter_faults(parameter, inner, book)


def _line_words(rows: Mapping[str, Any], book: Rulebook) -> Iterator[tuple[str, str, Collection[str]]]:
    """Yield the words of the lines of a filter that are closed, each with its line and all words of the line."""
    for line in sorted(rows.keys() & {"level", "kind", "dimension"}):
        known = {*(_dimensions(book) if line == "dimension" else _known(line, book) or ()), ""}
        yield from ((line, value, known) for value in _words(rows[line]))


def _list_faults(rule: Rule, book: Rulebook) -> Iterator[str]:
    """Yield the word lists that ``with`` names, file and section, and no pack has."""
    files = {section.partition(".")[0] for section in book.lexicons}
    for value in texts(rule.params):
        if _SECTION.fullmatch(value) and value.partition(".")[0] in files and value not in book.lexicons:
            yield f"没有词表“{value}”{hint(value, book.lexicons)}"


def texts(value: Any) -> Iterator[str]:
    """Yield all texts in the parameters of a rule."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from texts(one)


def _dimensions(book: Rulebook) -> Collection[str]:
    """Return the dimensions of all units."""
    return {atom.dimension for atom in book.vocabulary.units.values()}


def _need_faults(need: str, rule: Rule, book: Rulebook) -> Iterator[str]:
    """Yield what is wrong with one need that a rule adds: its name, the parameters or words that it names."""
    whole, at, parameters = need.partition("@")
    name, _, words = whole.partition(":")
    if name not in NEEDS:
        yield f"“needs”中没有“{name}”{_choices(name, NEEDS)}"
    elif at:
        for parameter in parameters.split("+"):
            if parameter not in rule.params:
                yield f"“needs”中的“{need}”指的是参数“{parameter}”，而“with”里没有它{hint(parameter, rule.params)}"
    elif words:
        yield from _word_faults(name, words.split(","), _known(name, book))


def _word_faults(need: str, words: Sequence[str], known: Collection[str] | None) -> Iterator[str]:
    """Yield what is wrong with the words of a need."""
    for word in words:
        if known is not None and word not in known:
            yield f"“needs”中“{need}”的“{word}”无效{_choices(word, known)}"
        elif need == "projects" and not word.isdigit():
            yield f"“needs”中“{need}”的“{word}”应为整数"


def _vocabularies(rule: Rule, book: Rulebook) -> Iterator[tuple[str, Collection[str]]]:
    """Yield the parameters of a rule whose words are closed, with the words."""
    for need in needs_of(rule):
        name, _, parameters = need.partition("@")
        known = _known(name, book) if parameters else None
        for parameter in parameters.split("+") if known is not None else ():
            yield parameter, known or ()
    for parameter in sorted(_DIMENSIONS & set(rule.params)):
        yield parameter, _dimensions(book)


def _known(need: str, book: Rulebook) -> Collection[str] | None:
    """Return the words that a need takes, None where they are not closed."""
    return _name_kinds(book) if need == "kind" else _OF_NEED.get(need)


def _name_kinds(book: Rulebook) -> Collection[str]:
    """Return the kinds of names: the sections of names.txt, and those that a reading tells by further words."""
    return {section.removeprefix("names.") for section in book.lexicons if section.startswith("names.")} | set(KINDS)


def _choices(value: str, known: Collection[str]) -> str:
    """Return the end of a sentence: the nearest of the known words, and all of them."""
    return f"{hint(value, known)}，可选：{'、'.join(sorted(known))}"


def _words(value: Any) -> Sequence[str]:
    """Return the words of a value that may be one word or several."""
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value) if isinstance(value, tuple) else ()
