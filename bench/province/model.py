"""A synthetic province: any document of it can be made alone, so that 100,000 of them need no memory.

Defects are planted only in departments with an odd number; what is copied comes from those with an even one, and is
never changed there. ``truth`` says what was planted.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from bench.province import words

Row = tuple[str, str, str, str, str, str]
FIRST_YEAR = 2025
# Share of the projects of an odd department with each plant.
COPY_SHARE, LOWER_SHARE, PRICE_SHARE, SLIP_SHARE, LAZY_SHARE = 0.06, 0.03, 0.03, 0.01, 0.05
KINDS = ("exact", "numbers", "department", "words", "clause")


@dataclass(frozen=True)
class Project:
    """A project; ``total`` in 万元, ``clauses`` make its objective."""

    code: str
    name: str
    total: int
    clauses: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def objective(self) -> str:
        """The objective as printed."""
        return "，".join(self.clauses) + "。"


@dataclass(frozen=True)
class Plant:
    """A planted defect: the rule that should find it, the project and, of copies, where they come from."""

    rule: str
    kind: str
    department: str
    year: int
    project: str
    other_department: str = ""
    other_project: str = ""


@dataclass(frozen=True)
class Document:
    """One department's budget of one year."""

    department: str
    year: int
    projects: tuple[Project, ...]
    truth: tuple[Plant, ...] = field(default=())


@dataclass(frozen=True)
class Province:
    """``departments`` × ``years`` documents of ``projects`` projects each, fixed by ``seed``."""

    departments: int
    years: int = 1
    projects: int = 10
    seed: int = 1

    def documents(self) -> Iterator[Document]:
        """Yield every document, year by year."""
        for year in range(self.years):
            for number in range(self.departments):
                yield self.document(number, FIRST_YEAR + year)

    def document(self, number: int, year: int) -> Document:
        """Return the document of one department."""
        name = department_name(number)
        projects = [self.project(number, place, year) for place in range(self.projects)]
        truth: list[Plant] = []
        if number % 2 and random.Random(f"{self.seed}|lazy|{number}").random() < LAZY_SHARE:
            projects = [replace(one, rows=words.BOILERPLATE + one.rows[:1]) for one in projects]
            truth = [Plant("duplicate.boilerplate-share", "boilerplate", name, year, "")]
        elif number % 2:
            for place in range(self.projects):
                chance = random.Random(f"{self.seed}|plant|{number}|{place}")
                projects[place], plants = self._planted(projects[place], number, year, chance)
                truth += plants
        return Document(name, year, tuple(projects), tuple(truth))

    def project(self, number: int, place: int, year: int) -> Project:
        """Return a project as it is without plants; from year to year its figures grow."""
        chance = random.Random(f"{self.seed}|{number}|{place}")
        field_, (thing, unit) = chance.choice(words.FIELDS), chance.choice(words.THINGS)
        action = chance.choice(words.ACTIONS)
        growth = 1 + 0.05 * (year - FIRST_YEAR)
        count = round(chance.randint(12, 400) * growth)
        price = usual_price(thing)
        total = max(5, round(count * price / 10000 * 1.6))
        clauses = (
            f"为{area_name(number)}{action}{field_}{thing}{count}{unit}",
            chance.choice(words.HOW_FIRST) + chance.choice(words.HOW_SECOND),
            chance.choice(words.WHEN) + chance.choice(words.HOW_SECOND),
            f"让{chance.choice(words.WHO)}{chance.choice(words.GAIN)}{chance.choice(words.DEGREE)}",
        )
        name = f"{field_}{thing}{action}（{chance.choice(words.WHO)}服务）"
        rows = _rows(chance, (action, field_ + thing, unit), count, price)
        return Project(f"9900{number:06}T{place:04}", name, total, clauses, rows)

    def _planted(
        self, project: Project, number: int, year: int, chance: random.Random
    ) -> tuple[Project, tuple[Plant, ...]]:
        """Return a project with at most one plant, and what was planted."""
        draw = chance.random()
        here = (department_name(number), year, project.name)
        for share, plant in (
            (COPY_SHARE, self._copied_objective),
            (COPY_SHARE, self._copied_rows),
            (LOWER_SHARE, _lowered),
            (PRICE_SHARE, _dear),
            (SLIP_SHARE, _slipped),
        ):
            if draw < share:
                return plant(project, here, chance)
            draw -= share
        return project, ()

    def _source(self, year: int, chance: random.Random) -> tuple[int, Project]:
        number = 2 * chance.randrange(max(1, (self.departments + 1) // 2))
        return number, self.project(number, chance.randrange(self.projects), year)

    def _copied_objective(
        self, project: Project, here: tuple[str, int, str], chance: random.Random
    ) -> tuple[Project, tuple[Plant, ...]]:
        number, source = self._source(here[1], chance)
        kind = chance.choice(KINDS)
        clauses = _changed(source.clauses, kind, chance)
        plant = Plant("duplicate.copied-objective", kind, *here, department_name(number), source.name)
        return replace(project, clauses=clauses), (plant,)

    def _copied_rows(
        self, project: Project, here: tuple[str, int, str], chance: random.Random
    ) -> tuple[Project, tuple[Plant, ...]]:
        number, source = self._source(here[1], chance)
        kind = chance.choice(("exact", "numbers", "row"))
        rows = source.rows
        if kind == "numbers":
            rows = tuple((*row[:4], str(int(row[4]) + 1), row[5]) if row[4].isdigit() else row for row in rows)
        if kind == "row":
            rows = rows[:-1]
        plant = Plant("duplicate.copied-indicators", kind, *here, department_name(number), source.name)
        return replace(project, rows=rows), (plant,)


def area_name(number: int) -> str:
    """Return the made-up area of a department."""
    first, second = words.AREA_FIRST, words.AREA_SECOND
    place = number // len(words.OFFICES)
    kind = words.AREA_KIND[place % len(words.AREA_KIND)]
    place //= len(words.AREA_KIND)
    return f"{first[place % len(first)]}{second[place // len(first) % len(second)]}{kind}"


def department_name(number: int) -> str:
    """Return the name of a department; 180,000 of them differ."""
    return area_name(number) + words.OFFICES[number % len(words.OFFICES)]


@cache
def usual_price(thing: str) -> int:
    """Return the usual price of one of a thing in 元."""
    return random.Random(f"price|{thing}").choice((120, 260, 480, 900, 1500, 3200, 5800, 9000))


def _rows(chance: random.Random, what: tuple[str, str, str], count: int, price: int) -> tuple[Row, ...]:
    action, thing, unit = what
    asked = round(price * chance.uniform(0.9, 1.1))
    cover = chance.choice(words.WHO)
    names = [chance.choice(some).format(a=action, t=thing, w=cover) for some in words.NAMES]
    rows: list[Row] = [
        ("产出指标", "数量指标", names[0], "≥", str(count), unit),
        ("产出指标", "数量指标", names[1], "≥", str(max(2, count // 8)), "个"),
        ("产出指标", "质量指标", names[2], "≤", str(chance.randint(1, 5)), "%"),
        ("成本指标", "经济成本指标", f"{thing[2:]}单价", "≤", str(asked), f"元/{unit}"),
        ("效益指标", "社会效益指标", names[3], "≥", str(count * 9), "人"),
    ]
    return (*rows, *chance.sample(words.COMMON_ROWS + words.BOILERPLATE, 3))


def _changed(clauses: tuple[str, ...], kind: str, chance: random.Random) -> tuple[str, ...]:
    """Return an objective as a copyist changes it."""
    first, *rest = clauses
    if kind == "numbers":
        first = "".join(str((int(char) + 3) % 10) if char.isdigit() else char for char in first)
    if kind == "department":
        first = "为本辖区" + first[next(at for at, char in enumerate(first[3:], 4) if char in "县区市镇道") :]
    if kind == "words":
        rest[0] = rest[0].replace("逐", "逐步").replace("严", "从严").replace("对", "对于")
        first = first.replace("为", "面向", 1)
    if kind == "clause":
        rest[1] = chance.choice(words.HOW_SECOND)
    return (first, *rest)


def _lowered(project: Project, here: tuple[str, int, str], chance: random.Random) -> tuple[Project, tuple[Plant, ...]]:
    """Lower the first target in every year after the first, while the money stays."""
    if here[1] == FIRST_YEAR:
        return project, ()
    head, *rest = project.rows
    value = str(max(1, int(head[4]) * 6 // 10))
    return replace(project, rows=((*head[:4], value, head[5]), *rest)), (
        Plant("ambition.below-last-year", "lower", *here),
    )


def _dear(project: Project, here: tuple[str, int, str], chance: random.Random) -> tuple[Project, tuple[Plant, ...]]:
    """Make the unit price six times the usual one."""
    rows = list(project.rows)
    row = rows[3]
    rows[3] = (*row[:4], str(int(row[4]) * 6), row[5])
    return replace(project, rows=tuple(rows)), (Plant("cost.far-from-others", "dear", *here),)


def _slipped(project: Project, here: tuple[str, int, str], chance: random.Random) -> tuple[Project, tuple[Plant, ...]]:
    """Put a wrong character into one of the names that every department uses."""
    rows = list(project.rows)
    places = [
        (i, c)
        for i, row in enumerate(rows)
        if row in words.COMMON_ROWS + words.BOILERPLATE
        for c in row[2]
        if c in words.SLIPS
    ]
    if not places:
        return project, ()
    place, char = chance.choice(places)
    row = rows[place]
    rows[place] = (*row[:2], row[2].replace(char, words.SLIPS[char]), *row[3:])
    return replace(project, rows=tuple(rows)), (Plant("typo.lone-spelling", "slip", *here),)
