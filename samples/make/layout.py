"""Table 12 page by page, as a PDF turned into text shows it; ``plain`` pages are undamaged.

The damage is what real documents show: the first column lost (``left``), a narrower grid with the project's cell in
the middle of its rows and its objective in pieces (``centred``), a project cut in two by the end of a page (``cut``),
qualitative targets one column too far right (``split``), a blank column less (``shifted``). Codes and names are
broken by blanks in all of them. A page after the first has no header.
"""

from __future__ import annotations

from itertools import groupby

from samples.make.model import Department, Indicator, Project
from samples.make.tables import Line, title, yuan

HEADER = [
    "预算单位",
    "项目名称",
    "项目总额",
    "财政资金",
    "其他资金",
    "绩效目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "本年指标值",
    "度量单位",
]


def _broken(project: Project) -> str:
    """Return the code-name cell as a narrow column breaks it: after 17 characters, then every 9."""
    text = f"{project.code}-{project.name}"
    pieces = [text[:17], *(text[i : i + 9] for i in range(17, len(text), 9))]
    return " ".join(pieces)


def _tail(row: Indicator, *, right: bool = False) -> list[str]:
    value, unit = row.value, row.unit
    if right and row.operator == "定性":
        value, unit = unit, value
    return [row.level1, row.level2, row.name, row.operator, value, unit]


def _head(project: Project, style: str, agency: str) -> list[str]:
    """Return the cells left of the indicator's own six, for the row that carries the project."""
    money = [yuan(project.total), yuan(project.fiscal), yuan(project.other)]
    if style == "plain":
        return [agency, f"{project.code}-{project.name}", *money, project.goal]
    if style == "left":
        return [_broken(project), *money, "", project.goal]
    if style == "shifted":
        return [f"{project.code}-{project.name}", *money, project.goal]
    head = [_broken(project), *money]
    return [*head, project.goal] if style == "split" or project.other else [_broken(project), *money[:2], project.goal]


def _pieces(project: Project, style: str) -> tuple[str, str]:
    """Return the objective in two pieces where a page or a centred cell breaks it, else ("", objective)."""
    at = len(project.goal) // 3
    broken = style in {"centred", "split"} and len(project.goal) > 20
    return (project.goal[:at], project.goal[at:]) if broken else ("", project.goal)


def _block(project: Project, style: str, agency: str) -> list[Line]:
    rows: list[Indicator | None] = list(project.rows) or [None]
    first, rest = _pieces(project, style)
    head = _head(project, style, agency)
    head[-1] = rest
    blank = [""] * len(head)
    carrier = len(rows) // 2 if first else 0
    lines = []
    for i, row in enumerate(rows):
        left = head if i == carrier else [*blank[:-1], first] if i == 0 else list(blank)
        cells = left + (_tail(row, right=style == "split") if row else [""] * 6)
        lines.append(Line(cells=cells, about=row or project, table="12"))
    return lines


def _page_break(width: int) -> list[Line]:
    return [Line(), Line(cells=[""] * width, table="break")]


def _page(projects: list[Project], style: str, agency: str) -> list[Line]:
    lines: list[Line] = []
    for project in projects:
        block = _block(project, style, agency if project is projects[0] else "")
        if project.cut and style != "plain":
            width = len(block[0].cells or [])
            block[project.cut : project.cut] = _page_break(width)
        lines += block
    width = max(len(line.cells or []) for line in lines)
    for line in lines:
        if line.cells is not None:
            line.cells += [""] * (width - len(line.cells))
    return lines


def table12(department: Department, *, damaged: bool) -> list[Line]:
    """Return table 12; an undamaged one has every project on its own first row under one header."""
    lines = [*title("12", "年度项目支出绩效目标表"), Line(cells=list(HEADER), table="12")]
    pages = groupby(department.projects, key=lambda p: p.layout if damaged else "plain")
    for number, (style, projects) in enumerate(pages):
        page = _page(list(projects), style, department.agency)
        lines += (_page_break(len(page[0].cells or [])) if number else []) + page
    return lines
