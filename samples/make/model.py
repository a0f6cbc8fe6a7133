"""The hand-written departments as records, and the reader of their compact notation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

LEVELS = {
    "数量": ("产出指标", "数量指标"),
    "质量": ("产出指标", "质量指标"),
    "时效": ("产出指标", "时效指标"),
    "经济成本": ("成本指标", "经济成本指标"),
    "社会成本": ("成本指标", "社会成本指标"),
    "经济": ("效益指标", "经济效益指标"),
    "社会": ("效益指标", "社会效益指标"),
    "生态": ("效益指标", "生态效益指标"),
    "持续": ("效益指标", "可持续影响指标"),
    "满意": ("满意度指标", "服务对象满意度指标"),
    "产出/社会": ("产出指标", "社会效益指标"),
}


@dataclass
class Defect:
    """A planted defect: families and severities that a reviewer would accept (``a|b``), the column, what is wrong."""

    family: str
    severity: str
    column: str
    what: str


@dataclass(eq=False)
class Indicator:
    """One indicator row; ``owner`` is the project code, or the activity of table 13."""

    table: int
    owner: str
    level1: str
    level2: str
    name: str
    operator: str
    value: str
    unit: str
    defects: list[Defect] = field(default_factory=list)


@dataclass(eq=False)
class Project:
    """A project of table 12; amounts in 万元. ``layout`` names the page style, ``cut`` the row where a page ends."""

    code: str
    name: str
    total: Decimal
    fiscal: Decimal
    other: Decimal
    function: str
    econ_gov: str
    econ: str
    layout: str
    goal: str = ""
    cut: int = 0
    services: list[tuple[str, ...]] = field(default_factory=list)
    rows: list[Indicator] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    service_defects: list[Defect] = field(default_factory=list)


@dataclass(eq=False)
class Edit:
    """In table ``table``, in the row that contains ``key``, print ``new`` where ``old`` is right."""

    table: str
    key: str
    old: str
    new: str
    defects: list[Defect] = field(default_factory=list)


@dataclass
class Department:
    """All that one document says. ``basic``: (function, government class, department class, amount in 万元)."""

    agency: str = ""
    year: str = ""
    duty: str = ""
    basic: list[tuple[str, str, str, Decimal]] = field(default_factory=list)
    buys: list[tuple[str, Decimal]] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    activities: list[Indicator] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The department's name without its code."""
        return self.agency.partition("-")[2]


class _Reader:
    """Reads the notation line by line; keeps what the next ``!`` line is about."""

    def __init__(self) -> None:
        self.department = Department()
        self.layout = "plain"
        self.activity = ""
        self.defects: list[Defect] = []

    def feed(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        parts = [part.strip() for part in rest.split("|")]
        handler = getattr(self, f"_{word}", None)
        if word == "!":
            self._defect(rest)
        elif handler:
            handler(rest.strip(), parts)
        else:
            self._indicator([part.strip() for part in line.split("|")])

    def _department(self, rest: str, parts: list[str]) -> None:
        self.department.agency = rest

    def _year(self, rest: str, parts: list[str]) -> None:
        self.department.year = rest

    def _duty(self, rest: str, parts: list[str]) -> None:
        self.department.duty = rest

    def _basic(self, rest: str, parts: list[str]) -> None:
        self.department.basic.append((parts[0], parts[1], parts[2], Decimal(parts[3])))

    def _buy(self, rest: str, parts: list[str]) -> None:
        self.department.buys.append((parts[0], Decimal(parts[1])))

    def _page(self, rest: str, parts: list[str]) -> None:
        self.layout = rest

    def _project(self, rest: str, parts: list[str]) -> None:
        code, _, name = parts[0].partition("-")
        total, fiscal, other = (Decimal(part or 0) for part in parts[1:4])
        project = Project(code, name, total, fiscal, other, parts[4], parts[5], parts[6], self.layout)
        self.department.projects.append(project)
        self.defects = project.defects

    def _service(self, rest: str, parts: list[str]) -> None:
        project = self.department.projects[-1]
        project.services.append(tuple(parts))
        self.defects = project.service_defects

    def _cut(self, rest: str, parts: list[str]) -> None:
        self.department.projects[-1].cut = int(rest)

    def _goal(self, rest: str, parts: list[str]) -> None:
        project = self.department.projects[-1]
        project.goal = rest
        self.defects = project.defects

    def _activity(self, rest: str, parts: list[str]) -> None:
        self.activity = rest

    def _edit(self, rest: str, parts: list[str]) -> None:
        edit = Edit(*parts)
        self.department.edits.append(edit)
        self.defects = edit.defects

    def _indicator(self, parts: list[str]) -> None:
        level1, level2 = LEVELS[parts[0]]
        owner = self.activity or self.department.projects[-1].code
        row = Indicator(13 if self.activity else 12, owner, level1, level2, *parts[1:5])
        (self.department.activities if self.activity else self.department.projects[-1].rows).append(row)
        self.defects = row.defects

    def _defect(self, rest: str) -> None:
        head, _, what = rest.partition("|") if rest.count("|") == 1 else rest.rpartition("|")
        family, severity, column = head.split()
        self.defects.append(Defect(family, severity, column, what.strip()))


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def read_department(path: Path) -> Department:
    """Return the department written down in ``path`` (notation: samples/README.md)."""
    reader = _Reader()
    for line in _lines(path):
        reader.feed(line)
    return reader.department
