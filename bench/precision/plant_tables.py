"""Defects of the budget tables: sums, malformed figures, names and amounts of table 11, the head of table 13."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from bench.precision.budgets import lines_of
from bench.precision.plant import Kind, Plant, Spot
from samples.make.model import Department, Edit
from samples.make.tables import Line

_AMOUNT = re.compile(r"[\d,]+\.\d{6}")


def _amounts(department: Department, table: str) -> list[tuple[Line, str]]:
    """Return the amounts that the table prints, with their rows."""
    found = [(line, cell) for line in lines_of(department) if line.table == table for cell in line.cells or []]
    return [(line, cell) for line, cell in found if _AMOUNT.fullmatch(cell)]


def _edit(department: Department, line: Line, old: str, new: str) -> None:
    key = "".join(line.cells or [])
    department.edits.append(Edit(line.table, key, old, new))


def _sums(table: str) -> Plant:
    def plant(department: Department, random: Random, number: int) -> Spot:
        line, old = random.choice(_amounts(department, table))
        new = Decimal(old.replace(",", "")) + Decimal(random.choice(["0.9", "3", "-1.2", "10"]))
        _edit(department, line, old, f"{new:,.6f}")
        return Spot()

    return plant


def _malformed(department: Department, random: Random, number: int) -> Spot:
    table = random.choice(["01", "02", "03", "06"])
    line, old = random.choice([pair for pair in _amounts(department, table) if len(pair[1]) >= 9])
    plain = old.replace(",", "")
    shapes = [
        plain.replace(".", ",", 1),
        plain[:2] + "." + plain[2:],
        plain.replace(".", ". ", 1),
        plain.replace(".", "．"),
        plain.replace(".", "。"),
    ]
    _edit(department, line, old, shapes[number % len(shapes)])
    return Spot()


def _precision(department: Department, random: Random, number: int) -> Spot:
    """Print one of two equal amounts rounded."""
    project = random.choice(department.projects)
    project.total += Decimal("0.003754")
    project.fiscal += Decimal("0.003754")
    cells = [pair for pair in _amounts(department, "01") if pair[1].endswith("754")]
    line, old = random.choice([pair for pair in cells if sum(pair[1] == other[1] for other in cells) > 1])
    _edit(department, line, old, f"{Decimal(old.replace(',', '')):,.1f}")
    return Spot()


def _unlisted(department: Department, random: Random, number: int) -> Spot:
    """Take a project that table 11 lists out of table 12: give its row in table 11 another code."""
    project = random.choice([p for p in department.projects if p.services])
    old = f"{project.code}-{project.name}"
    _edit11(department, old, f"{project.code[:-3]}987-{('新增绿化', '物业保障', '车辆租赁')[number]}服务")
    return Spot()


def _edit11(department: Department, old: str, new: str) -> None:
    department.edits.append(Edit("11", old, old, new))


def _renamed(department: Department, random: Random, number: int) -> Spot:
    project = random.choice([p for p in department.projects if p.services])
    at = random.randint(1, len(project.name) - 2)
    name = (project.name[:at] + project.name[at + 1 :], project.name[:at] + "新" + project.name[at + 1 :])[number % 2]
    _edit11(department, f"{project.code}-{project.name}", f"{project.code}-{name}")
    return Spot(project.code)


def _purchases(department: Department, random: Random, number: int) -> Spot:
    project = random.choice([p for p in department.projects if p.services])
    service = project.services[0]
    project.services = [(*service[:4], str(project.total + Decimal("3.5")))]
    return Spot(project.code)


def _no_name13(department: Department, random: Random, number: int) -> Spot:
    department.agency = department.agency.partition("-")[0] + "-"
    return Spot()


_MONEY_TABLES = ("01", "02", "03", "04", "05", "06", "07", "10", "11")


def table_kinds() -> list[Kind]:
    """Return the kinds of defects of the budget tables."""
    sums = [Kind(f"figure of table {table}", ("arithmetic",), 4, _sums(table)) for table in _MONEY_TABLES]
    return [
        *sums,
        Kind("malformed figure", ("number",), 10, _malformed),
        Kind("mixed precision", ("number", "arithmetic"), 4, _precision),
        Kind("project of table 11 not in table 12", ("missing", "conflict"), 3, _unlisted),
        Kind("project name otherwise in table 11", ("typo", "conflict"), 6, _renamed),
        Kind("table 11 above the project total", ("arithmetic", "cost", "conflict"), 3, _purchases),
        Kind("department left out of table 13", ("missing",), 2, _no_name13),
    ]
