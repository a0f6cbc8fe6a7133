"""Defects of whole projects: money, missing parts, copies, objectives, names and table 13."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from random import Random

from bench.precision.plant import Kind, Plant, Spot, any_project, any_row, insert
from samples.make.model import LEVELS, Department, Indicator, Project


def _cost(project: Project, name: str, value: object, unit: str) -> Indicator:
    return Indicator(12, project.code, *LEVELS["经济成本"], name, "≤", str(value), unit)


def _drop_costs(project: Project) -> None:
    project.rows = [row for row in project.rows if row.level1 != "成本指标"]


def _above(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    _drop_costs(project)
    much = (project.total * Decimal(random.choice(["1.02", "1.1", "1.5", "2.4"]))).quantize(Decimal("0.01"))
    unit = ("万元", "元", "万元/年", "元/年", "万元")[number]
    value = much * 10000 if unit.startswith("元") else much
    name = ("项目总成本", "经费支出", f"{project.name}成本", "预算控制额", "购置及安装费用")[number]
    return insert(project, _cost(project, name, f"{value.normalize():f}", unit), random)


def _product(department: Department, random: Random, number: int) -> Spot:
    """Quadruple a unit price whose quantity stands beside it."""
    found = [(p, r) for p in department.projects for r in p.rows if r.level1 == "成本指标" and _beside(p, r)]
    project, row = random.choice(found)
    row.value = str(Decimal(row.value) * 4)
    return Spot(project.code, "")


def _beside(project: Project, price: Indicator) -> bool:
    """Return whether the project counts what the price is for, and the product makes up most of the total."""
    per = price.unit.partition("/")[2].partition("·")[0]
    counts = [Decimal(r.value) for r in project.rows if r.unit == per and r.level2 == "数量指标"]
    factor = Decimal(1) if price.unit.startswith("万元") else Decimal("0.0001")
    return len(counts) == 1 and Decimal(price.value) * counts[0] * factor > project.total / 2


def _sum(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    _drop_costs(project)
    part = (project.total * Decimal("0.45")).quantize(Decimal("0.1"))
    for name in ("设备租用支出", "劳务外包费用", "材料印刷费"):
        project.rows.append(_cost(project, name, part, "万元"))
    return Spot(project.code, "")


def _far_below(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    _drop_costs(project)
    value = (project.total * Decimal("0.2")).quantize(Decimal("0.1"))
    return insert(project, _cost(project, ("项目总成本", "项目总支出", "预算总成本")[number], value, "万元"), random)


def _slip(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    _drop_costs(project)
    value, unit = (project.total, "元") if number % 2 else (project.total * 10000, "万元")
    return insert(project, _cost(project, "项目总成本", f"{value.normalize():f}", unit), random)


def _rounding(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    _drop_costs(project)
    project.total = project.total + Decimal("0.3754")
    project.fiscal = project.total - project.other
    value = project.total.quantize(Decimal("0.01"))
    return insert(project, _cost(project, "项目总成本", value, "万元"), random)


def _lacking(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    gone = (["成本指标"], ["数量指标"], ["质量指标"], ["时效指标"], ["效益指标"], ["满意度指标"])[number]
    project.rows = [row for row in project.rows if not {row.level1, row.level2} & set(gone)]
    return Spot(project.code)


def _empty(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    project.rows = []
    return Spot(project.code)


def _no_goal(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    project.goal = ("", "无", project.name[:4])[number]
    return Spot(project.code)


def _twice(department: Department, random: Random, number: int) -> Spot:
    project, row = any_row(department, random, lambda r: bool(r.unit))
    return insert(project, deepcopy(row), random)


def _two_targets(department: Department, random: Random, number: int) -> Spot:
    project, row = any_row(department, random, lambda r: r.unit == "%" and r.value.isdigit() and r.operator == "≥")
    other = deepcopy(row)
    other.value = str(int(row.value) - 7)
    return insert(project, other, random)


_WORDS = (
    ("服务企业数量", "惠及企业数量", "家"),
    ("举办讲座场次", "组织讲座场次", "场"),
    ("采购图书数量", "购置图书数量", "册"),
    ("受益居民人数", "服务居民人数", "人"),
    ("覆盖行政村个数", "涉及行政村数量", "个"),
    ("培训学员人数", "参训学员人数", "人"),
    ("开展巡查次数", "组织巡查次数", "次"),
    ("维修路灯数量", "修复路灯盏数", "盏"),
)


def _other_words(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    first, second, unit = _WORDS[number]
    for name in (first, second):
        project.rows.append(Indicator(12, project.code, *LEVELS["数量"], name, "≥", "37", unit))
    return Spot(project.code)


def _copied(department: Department, random: Random, number: int) -> Spot:
    one, two = random.sample(department.projects, 2)
    two.rows = [deepcopy(row) for row in one.rows]
    for row in two.rows:
        row.owner = two.code
    return Spot(two.code)


def _funds(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    project.total += Decimal(("1", "0.5", "-2", "10")[number])
    return Spot(project.code)


def _stale_goal(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    said = ("计划于2025年完成", "2025年拟实施本项目，", "2024年预计完成", "将于2025年12月前开展")[number]
    project.goal = said + project.goal
    return Spot(project.code)


def _goal_number(department: Department, random: Random, number: int) -> Spot:
    """Change the target of a quantity that the objective states."""
    stated = [
        (p, r) for p in department.projects for r in p.rows if r.level2 == "数量指标" and r.value + r.unit in p.goal
    ]
    project, row = random.choice([(p, r) for p, r in stated if len(r.value) > 1])
    row.value = str(Decimal(row.value) + 17)
    return Spot(project.code)


def _cut_goal(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    ends = (
        "，同时进一步",
        "，建立健全长效管理机制，并",
        "，解决群众反映的",
        "，推动（含配套",
        "，带动周边村民增收致富，实现",
    )
    project.goal = project.goal.rstrip("。") + ends[number]
    return Spot(project.code)


def _table13(department: Department, random: Random, number: int) -> Spot:
    """Give an indicator of table 13 another target, or the opposite operator, than its twin in table 12."""
    names = {row.name for project in department.projects for row in project.rows}
    twins = [r for r in department.activities if r.name in names and len(r.name) >= 6]
    row = random.choice([r for r in twins if r.value.replace(".", "").isdigit() and r.value != "0"])
    if number % 3 == 2 and row.operator != "=":
        row.operator = "≤" if row.operator == "≥" else "≥"
    else:
        row.value = str(Decimal(row.value) * 2 if number % 3 else Decimal(row.value) / 2)
    return Spot(table="13", indicator=row.name)


def _ceiling13(department: Department, random: Random, number: int) -> Spot:
    project = any_project(department, random)
    value = (project.total * Decimal("1.4")).quantize(Decimal("0.1"))
    name = f"{project.name}成本"
    row = Indicator(13, department.activities[0].owner, *LEVELS["经济成本"], name, "≤", str(value), "万元")
    department.activities.append(row)
    return Spot(table="13", indicator=row.name)


def _same_value(department: Department, random: Random, number: int) -> Spot:
    for project in department.projects:
        for row in project.rows:
            if row.level1 == "满意度指标":
                row.value, row.unit = "90", "%"
    return Spot()


_BOTH = ("cost", "unit")
_PLANTS: tuple[tuple[str, tuple[str, ...], int, Plant], ...] = (
    ("ceiling above the total", ("cost",), 5, _above),
    ("unit price × quantity above the total", ("cost",), 4, _product),
    ("sum of ceilings above the total", ("cost",), 2, _sum),
    ("ceiling far below the total", ("cost",), 3, _far_below),
    ("元 for 万元 or the reverse", _BOTH, 4, _slip),
    ("ceiling above the total by rounding", ("cost",), 3, _rounding),
    ("table 13 ceiling against table 12", ("cost", "conflict"), 4, _ceiling13),
    ("project without a kind of indicators", ("missing",), 6, _lacking),
    ("project without indicators", ("missing",), 2, _empty),
    ("empty objective", ("missing",), 3, _no_goal),
    ("same indicator twice", ("duplicate",), 6, _twice),
    ("same name, two targets", ("duplicate", "conflict"), 6, _two_targets),
    ("same indicator in other words", ("duplicate",), len(_WORDS), _other_words),
    ("indicators copied from another project", ("duplicate",), 4, _copied),
    ("project total against its funds", ("conflict", "arithmetic"), 4, _funds),
    ("stale year in the objective", ("conflict",), 4, _stale_goal),
    ("number in the objective against the indicator", ("conflict",), 8, _goal_number),
    ("table 13 against table 12", ("conflict",), 6, _table13),
    ("objective cut off", ("truncated",), 5, _cut_goal),
    ("same satisfaction in every project", ("ambition", "duplicate"), 2, _same_value),
)


def project_kinds() -> list[Kind]:
    """Return the kinds of defects of whole projects."""
    return [Kind(*entry) for entry in _PLANTS]
