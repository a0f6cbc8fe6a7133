"""The clean pool: made-up departments of many fields, hand-written in clean/*.txt, none of them with a defect.

Notation, one thing a line, ``|`` between fields: ``department name | function | class``, ``year``, ``duty``,
``project name | total | other funds`` (万元), ``goal``, ``activity`` (table 13 from here on), and indicator rows
``数量 | name | operator | value | unit``. Codes, basic spending and services of table 11 are made up here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from samples.make.model import LEVELS, Department, Indicator, Project

CLEAN = Path(__file__).resolve().parent / "clean"
_BASIC = (
    ("30101-基本工资", "203.5"),
    ("30108-养老保险缴费", "48.2"),
    ("30201-办公费", "12.4"),
    ("30217-公务接待费", "0.6"),
)


def departments() -> list[Department]:
    """Return the departments of the pool, freshly read, so that a caller may change them."""
    return [_read(path, number) for number, path in enumerate(sorted(CLEAN.glob("*.txt")), start=1)]


def _read(path: Path, number: int) -> Department:
    department, state = Department(), {"number": f"{number:03}", "activity": ""}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        parts = [part.strip() for part in rest.split("|")]
        if word in LEVELS:
            _indicator(department, state["activity"], [word, *parts[1:]])
        elif word == "activity":
            state["activity"] = parts[0]
        elif word:
            _HEADS[word](department, parts, state)
    return department


def _indicator(department: Department, activity: str, parts: list[str]) -> None:
    owner = activity or department.projects[-1].code
    level1, level2 = LEVELS[parts[0]]
    row = Indicator(13 if activity else 12, owner, level1, level2, *parts[1:5])
    (department.activities if activity else department.projects[-1].rows).append(row)


def _department(department: Department, parts: list[str], state: dict[str, str]) -> None:
    department.agency = f"99{state['number']}1017-{parts[0]}"
    department.basic = [(parts[1], "50501", econ, Decimal(amount)) for econ, amount in _BASIC]
    department.buys = [("A-货物", Decimal("18.6")), ("C-服务", Decimal("35.2"))]


def _year(department: Department, parts: list[str], state: dict[str, str]) -> None:
    department.year = parts[0]


def _duty(department: Department, parts: list[str], state: dict[str, str]) -> None:
    department.duty = parts[0]


def _project(department: Department, parts: list[str], state: dict[str, str]) -> None:
    number = len(department.projects) + 1
    code = f"99{state['number']}126T0000{number:03}{number * 37 % 100000:05}"[:21]
    total, other = Decimal(parts[1]), Decimal(parts[2])
    function = department.basic[0][0]
    project = Project(code, parts[0], total, total - other, other, function, "50502", "30227-委托业务费", "plain")
    service = ("01-公共服务", "0199-其他公共服务", f"{parts[0]}服务", function, str(total / 2))
    project.services = [service] if number % 2 else []
    department.projects.append(project)


def _goal(department: Department, parts: list[str], state: dict[str, str]) -> None:
    department.projects[-1].goal = parts[0]


_HEADS: dict[str, Callable[[Department, list[str], dict[str, str]], None]] = {
    "department": _department,
    "year": _year,
    "duty": _duty,
    "project": _project,
    "goal": _goal,
}


def rows(department: Department) -> int:
    """Return the number of indicator rows."""
    return sum(len(project.rows) for project in department.projects) + len(department.activities)
