"""A second synthetic province, written by other hands: long office prose, shared duties, heavy rewording of copies.

It shares no grammar and no word list with ``model``: what is tuned on one is measured on the other. Every department
has some duties that all departments have (canteen, property, party activities …), in nearly the same words; they are
no copies. A copy takes a project of another department and changes it in one of ``KINDS``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, CorpusSource
from auditor.records.place import Place
from bench.province import prose_words as words
from bench.province.model import Plant

Rows = tuple[tuple[str, str, str, str], ...]
Made = tuple[str, str, Rows]
_COPIES = 0.12
_SHARED, _OWN = 4, 6


def corpus_of(departments: int, seed: int = 11) -> tuple[Corpus, list[Plant]]:
    """Return the province as the records that corpus checks compare, and the copies planted in it.

    Copies stand in departments with an odd number and come from departments with an even one.
    """
    sources: list[CorpusSource] = []
    projects: list[CorpusProject] = []
    rows: list[CorpusRow] = []
    truth: list[Plant] = []
    for number in range(departments):
        name = department(number)
        sources.append(CorpusSource(f"{number}", name, 2026, f"{number}"))
        for place, (title, objective, lines) in enumerate(_projects(number, departments, seed, truth)):
            key = f"{number:05}{place:03}"
            at = len(projects)
            projects.append(CorpusProject(number, key, key, title, Decimal(50), objective, Place(line=at)))
            for line in lines:
                rows.append(
                    CorpusRow(number, len(rows), 12, at, "", "产出指标", "数量指标", *line, Place(line=len(rows)))
                )
    return Corpus(tuple(sources), tuple(projects), tuple(rows)), truth


def department(number: int) -> str:
    """Return the name of a department."""
    offices, towns = words.OFFICES, words.TOWNS
    place = number // len(offices)
    return f"{towns[place // len(towns) % len(towns)]}{towns[place % len(towns)]}{offices[number % len(offices)]}"


def _projects(number: int, departments: int, seed: int, truth: list[Plant]) -> Iterator[Made]:
    chance = random.Random(f"{seed}|{number}")
    for duty in chance.sample(sorted(words.DUTIES), _SHARED):
        yield shared(duty, number, chance)
    for place in range(_OWN):
        made = own(number, place, seed)
        if number % 2 and chance.random() < _COPIES:
            made, plant = _copied(made, number, departments, seed, chance)
            truth.append(plant)
        yield made


def shared(duty: str, number: int, chance: random.Random) -> Made:
    """Return a duty that every department has, in the words that every department uses."""
    text, lines = words.DUTIES[duty]
    named = (line.split("/") for line in lines.split())
    text = text.format(d=department(number), n=chance.randint(3, 90))
    if chance.random() < 0.3:
        text += chance.choice(words.CLOSING)
    return duty, text, tuple((name, "≥", str(chance.choice((90, 95, 98))), unit) for name, unit in named)


def own(number: int, place: int, seed: int) -> Made:
    """Return a project of its own: one of the themes, told in an order and with turns of its own."""
    chance = random.Random(f"{seed}|own|{number}|{place}")
    title, theme = chance.choice(list(words.THEMES.items()))
    things, people, values, clauses, ends = theme
    thing, site, who = chance.choice(things), chance.choice(words.SITES), chance.choice(people)
    facts = {
        "d": department(number),
        "t": thing,
        "s": site,
        "w": who,
        "n": chance.randint(2, 980),
        "v": chance.choice(values),
    }
    start = chance.choice(words.STARTS)
    manners, deeds, yields = (chance.sample(some, 2) for some in (words.MANNERS, words.DEEDS, words.YIELDS))
    middle = [chance.choice(clauses), *(a + b + "，" + c for a, b, c in zip(manners, deeds, yields, strict=True))]
    detail = chance.sample(words.DETAILS, 2)
    chance.shuffle(middle)
    end = chance.choice(ends) + chance.choice(words.CLOSING)
    text = (start + "，".join(middle) + "。" + "，".join(detail) + "，" + end).format(**facts)
    marks = [chance.choice((*words.MARKS, "")) for _ in words.ROW_FORMS]
    names = [
        mark + chance.choice(form.split()).format(**facts) for mark, form in zip(marks, words.ROW_FORMS, strict=True)
    ]
    lines = tuple(
        (name, chance.choice("≥≤="), str(chance.randint(1, 500)), unit)
        for name, unit in zip(names, words.ROW_UNITS, strict=True)
    )
    common = tuple((name, "≥", "95", "%") for name in chance.sample(words.COMMON_NAMES, 2))
    return f"{site}{thing}{title}", text, (*lines, *common)


def _copied(made: Made, number: int, departments: int, seed: int, chance: random.Random) -> tuple[Made, Plant]:
    """Return a project that took its objective or its rows from another department, and the plant."""
    title, text, rows = made
    origin = 2 * chance.randrange((departments + 1) // 2)
    other = own(origin, chance.randrange(_OWN), seed)
    kind = chance.choice(sorted(KINDS))
    rule = "duplicate.copied-objective"
    if kind in ROW_KINDS:
        rows, rule = ROW_KINDS[kind](other[2], chance), "duplicate.copied-indicators"
    else:
        text = TEXT_KINDS[kind](other[1].replace(department(origin), department(number)), chance)
    plant = Plant(rule, kind, department(number), 2026, title, department(origin), other[0])
    return (title, text, rows), plant


def _exact(text: str, chance: random.Random) -> str:
    return text


def _figures(text: str, chance: random.Random) -> str:
    return re.sub(r"\d+", lambda found: str(chance.randint(2, 980)), text)


def _synonyms(text: str, chance: random.Random) -> str:
    """Replace every word that has a synonym with a chance of three in four."""
    for word, other in (pair.split("/") for pair in words.SYNONYMS):
        if word in text and chance.random() < 0.75:
            text = text.replace(word, other)
    return _figures(text, chance)


def _reordered(text: str, chance: random.Random) -> str:
    """Put the clauses of the text into another order."""
    clauses = [part for part in re.split("[，。；]", text) if part]
    chance.shuffle(clauses)
    return "，".join(clauses) + "。"


def _shortened(text: str, chance: random.Random) -> str:
    """Drop one clause."""
    clauses = [part for part in re.split("[，。；]", text) if part]
    clauses.pop(chance.randrange(len(clauses)))
    return "，".join(clauses) + "。"


def _lengthened(text: str, chance: random.Random) -> str:
    """Put a sentence that everybody knows before or behind."""
    return chance.choice(words.CLOSING) + text if chance.random() < 0.5 else text + chance.choice(words.CLOSING)


def _mixed(text: str, chance: random.Random) -> str:
    """Drop a clause, swap words, change figures."""
    return _synonyms(_shortened(text, chance), chance)


def _other_figures(rows: Rows, chance: random.Random) -> Rows:
    return tuple((name, sign, str(chance.randint(1, 500)), unit) for name, sign, _, unit in rows)


def _one_less(rows: Rows, chance: random.Random) -> Rows:
    gone = chance.randrange(len(rows))
    return tuple(row for place, row in enumerate(rows) if place != gone)


def _renamed(rows: Rows, chance: random.Random) -> Rows:
    """Replace the words of the names that have synonyms."""
    return tuple((_synonyms(name, chance), *rest) for name, *rest in _other_figures(rows, chance))


TEXT_KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "exact": _exact,
    "figures": _figures,
    "synonyms": _synonyms,
    "reordered": _reordered,
    "shortened": _shortened,
    "lengthened": _lengthened,
    "mixed": _mixed,
}
ROW_KINDS: dict[str, Callable[[Rows, random.Random], Rows]] = {
    "rows: exact": lambda rows, _: rows,
    "rows: figures": _other_figures,
    "rows: one less": _one_less,
    "rows: renamed": _renamed,
}
KINDS = (*TEXT_KINDS, *ROW_KINDS)
