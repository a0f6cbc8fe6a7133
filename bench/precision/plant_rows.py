"""Defective rows of plants.txt, and clean rows spoilt in one cell."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from random import Random

from bench.precision.plant import Kind, Plant, Spot, any_project, any_row, insert, spot_of
from samples.make.model import LEVELS, Department, Indicator

_FILE = Path(__file__).resolve().parent / "plants.txt"
_LEVELS = {
    **LEVELS,
    "产出/满意": ("产出指标", "服务对象满意度指标"),
    "效益/数量": ("效益指标", "数量指标"),
    "效益/时效": ("效益指标", "时效指标"),
    "成本/质量": ("成本指标", "质量指标"),
    "未知": ("产出指标", "工作指标"),
    "未知2": ("任务指标", "任务一"),
    "未知3": ("产出指标", "其他事项"),
}
_REPLACED = {"经济成本", "满意", "时效"}


def row_kinds() -> list[Kind]:
    """Return the kinds of plants.txt."""
    kinds: list[tuple[str, tuple[str, ...], list[list[str]]]] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("kind "):
            name, families = line.removeprefix("kind ").split("|", 1)
            kinds.append((name.strip(), tuple(family.strip() for family in families.split("|")), []))
        elif line and not line.startswith("#"):
            kinds[-1][2].append([part.strip() for part in line.split("|")])
    return [Kind(name, families, len(rows), partial(_planted, rows)) for name, families, rows in kinds]


def _planted(rows: list[list[str]], department: Department, random: Random, number: int) -> Spot:
    """Put formulation ``number`` into a project; where the level is one that it has anyway, often in its stead."""
    project = any_project(department, random)
    level, name, *target = [*rows[number], "", "", ""][:5]
    level1, level2 = _LEVELS[level]
    row = Indicator(12, project.code, level1, level2, name.replace("{p}", project.name), *target)
    if level in _REPLACED and number % 2:
        twins = [other for other in project.rows if other.level2 == level2]
        if len(twins) == 1:
            project.rows.remove(twins[0])
    return insert(project, row, random)


def _ceiling(department: Department, random: Random, number: int) -> Spot:
    """Turn ≥ of a clean output or benefit into ≤."""
    _, row = any_row(
        department,
        random,
        lambda r: r.operator == "≥" and r.level2 != "经济成本指标" and r.unit not in {"万元", "亿元"},
    )
    row.operator = "≤"
    return spot_of(row)


def _equal_words(department: Department, random: Random, number: int) -> Spot:
    """Write 定性 before the number of a clean row."""
    _, row = any_row(department, random, lambda r: r.operator in {"≥", "=", "≤"} and bool(r.unit))
    row.operator = "定性"
    return spot_of(row)


def _blank(department: Department, random: Random, number: int) -> Spot:
    """Blank one cell of a clean row."""
    column = ("operator", "value", "unit")[number % 3]
    _, row = any_row(department, random, lambda r: r.operator in {"≥", "=", "≤"} and bool(r.unit))
    setattr(row, column, "")
    return spot_of(row)


def _small(department: Department, random: Random, number: int) -> Spot:
    """Write the satisfaction of a clean row as a fraction."""
    _, row = any_row(department, random, lambda r: r.level1 == "满意度指标" and r.unit == "%")
    row.value = f"0.{row.value}"
    return spot_of(row)


def _money_percent(department: Department, random: Random, number: int) -> Spot:
    """Measure the cost of a clean row in percent."""
    _, row = any_row(department, random, lambda r: r.level1 == "成本指标")
    row.value, row.unit = "100", "%"
    return spot_of(row)


def _rate_counted(department: Department, random: Random, number: int) -> Spot:
    """Measure a clean rate in things, money or months."""
    _, row = any_row(department, random, lambda r: r.name.endswith(("率", "满意度", "比例", "占比")))
    row.value, row.unit = ("35", "个") if number % 3 == 0 else ("18", "万元") if number % 3 == 1 else ("11", "月")
    return spot_of(row)


def _count_as_time(department: Department, random: Random, number: int) -> Spot:
    """File a clean count under timeliness."""
    _, row = any_row(department, random, lambda r: r.level2 == "数量指标" and r.unit in set("个台人场户套名家座份"))
    row.level2 = "时效指标"
    return spot_of(row)


def _spoilt(name: str, families: str, plant: Plant, times: int = 12) -> Kind:
    return Kind(name, tuple(families.split("|")), times, plant)


def spoilt_kinds() -> list[Kind]:
    """Return the kinds that spoil one cell of a clean row."""
    return [
        _spoilt("clean output with ≤", "unit", _ceiling, 24),
        _spoilt("clean number with 定性", "unit", _equal_words),
        _spoilt("clean row with a blank cell", "missing|unit", _blank),
        _spoilt("clean satisfaction as a fraction", "unit", _small),
        _spoilt("clean cost in percent", "unit", _money_percent, 18),
        _spoilt("clean rate counted", "unit", _rate_counted, 18),
        _spoilt("clean count under timeliness", "category", _count_as_time),
    ]
