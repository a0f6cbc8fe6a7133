"""Hand-made rows as tables with merged cells, in the shapes that departments use."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from samples.make.boxes import Box, Table, merge_down, merge_projects, runs

HEAD = ["项目名称", "项目总额", "财政资金", "其他资金", "绩效目标"]
TAIL = ["一级指标", "二级指标", "三级指标", "指标性质", "本年指标值", "度量单位"]
FIELDS = ("level1", "level2", "name", "operator", "value", "unit")


@dataclass(frozen=True)
class Shape:
    """How a department sets its tables: are project cells merged, level cells, how many header rows, table 13."""

    projects_merged: bool = True
    levels_merged: bool = True
    two_row_head: bool = False
    glued: bool = False
    agency: bool = False


def rows_in(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def pages(indicators: list[dict[str, str]], projects: list[dict[str, str]], shape: Shape) -> list[Table]:
    """Return tables 12 and 13 that hold the rows."""
    twelve = [row for row in indicators if row["table"] == "12"]
    thirteen = [row for row in indicators if row["table"] == "13"]
    made = [_table12(twelve, {row["project_code"]: row for row in projects}, shape)]
    return [*made, _table13(thirteen, shape)] if thirteen else made


def _boxes(texts: list[str]) -> list[Box | None]:
    return [Box(text) for text in texts]


def _table12(rows: list[dict[str, str]], projects: dict[str, dict[str, str]], shape: Shape) -> Table:
    body: list[list[Box | None]] = []
    owners: list[str] = []
    for code, group in groupby(rows, key=lambda row: row["project_code"]):
        for index, row in enumerate(group):
            left = _left(projects[code], shape) if index == 0 else [""] * (5 + shape.agency)
            body.append(_boxes([*left, *(row[field] for field in FIELDS)]))
            owners.append(code)
    _merge(body, owners, 5 + shape.agency, shape)
    return Table("12表", ["预算12表 年度项目支出绩效目标表", "单位:万元"], [*_head(shape), *body])


def _left(project: dict[str, str], shape: Shape) -> list[str]:
    amounts = [project[name] for name in ("total_wan", "fiscal_wan", "other_wan")]
    left = [f"{project['project_code']}-{project['project_name']}", *amounts, project["goal_text"]]
    return ["990312-云岭区示范局", *left] if shape.agency else left


def _merge(body: list[list[Box | None]], owners: list[str], levels: int, shape: Shape) -> None:
    if shape.levels_merged:
        merge_projects(body, owners, levels)
    elif shape.projects_merged:
        for first, last in runs(owners):
            for column in range(levels):
                merge_down(body, first, last, column)


def _head(shape: Shape) -> Iterator[list[Box | None]]:
    lead = ["预算单位"] if shape.agency else []
    if not shape.two_row_head:
        yield _boxes([*lead, *HEAD, *TAIL])
        return
    first = [*(Box(text, rows=2) for text in [*lead, HEAD[0]]), Box("项目资金", columns=3), None, None]
    yield [*first, *(Box(text, rows=2) for text in [HEAD[4], *TAIL])]
    yield [*[None] * (len(lead) + 1), *(Box(text) for text in HEAD[1:4]), *[None] * 7]


def _table13(rows: list[dict[str, str]], shape: Shape) -> Table:
    head: list[list[Box | None]] = [
        [Box("部门名称", columns=2), None, Box("云岭区示范局", columns=7), *[None] * 6],
        [Box("整体绩效目标"), Box("绩效目标"), Box("办好各项实事", columns=7), *[None] * 6],
    ]
    if shape.glued:
        names = [Box("活动"), Box("绩效指标", columns=3), None, None, Box("指标性质"), Box("指标值"), Box("度量单位")]
    else:
        names = [Box(text) for text in ("活动", *TAIL)]
    body: list[list[Box | None]] = [[Box(""), Box(""), *names]]
    for row in rows:
        joined = "".join(row[field] for field in FIELDS[:3])
        left = [Box(joined, columns=3), None, None] if shape.glued else _boxes([row[field] for field in FIELDS[:3]])
        body.append([Box(""), Box(""), Box(row["project_code"]), *left, *_boxes([row[field] for field in FIELDS[3:]])])
    for first, last in runs([row["project_code"] for row in rows]):
        merge_down(body, first + 1, last + 1, 2)
    return Table("13表", ["预算13表 部门整体支出绩效目标表"], head + body)
