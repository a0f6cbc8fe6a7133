"""Synthetic budgets of any size, made of the projects of the bundled samples."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

from samples.make.layout import HEADER
from samples.make.model import Indicator, Project, read_department
from samples.make.tables import yuan

# Made-up areas make the texts of different projects different, so that nothing is answered from a cache.
FIRST, SECOND = "东西南北中上下前后新老大小长平", "河桥山湖林田岭溪坪湾塘坡店庄园"
DATA = Path(__file__).resolve().parent.parent / "samples" / "data"


def _projects() -> list[Project]:
    departments = [read_department(path) for path in sorted(DATA.glob("*.txt"))]
    return [project for department in departments for project in department.projects if project.rows]


def _area(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]}{SECOND[number // len(FIRST) % len(SECOND)]}片区"


def _row(project: Project, number: int, row: Indicator, is_first: bool) -> list[str]:
    code = f"99039926T{number:012}"
    head = [f"{code}-{project.name}（{number}）", yuan(project.total), yuan(project.fiscal), yuan(project.other)]
    area = _area(number)
    left = ["", *head, f"在{area}，{project.goal}"] if is_first else [""] * 6
    return [*left, row.level1, row.level2, area + row.name, row.operator, row.value, row.unit]


def budget(rows: int) -> str:
    """Return a document with one table 12 of exactly ``rows`` indicator rows, tab-separated, undamaged."""
    lines = ["预算12表 年度项目支出绩效目标表", "", "（单位：万元）", "", "\t".join(HEADER)]
    left = rows
    for number, project in enumerate(cycle(_projects()), start=1):
        for index, row in enumerate(project.rows[:left]):
            lines.append("\t".join(_row(project, number, row, index == 0)))
        left -= len(project.rows[:left])
        if not left:
            return "\n".join(lines) + "\n"
    return ""
