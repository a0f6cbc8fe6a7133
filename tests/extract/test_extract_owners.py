"""Made-up tables that nothing damaged: every row at its project, every cell under its head, in every format."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from tests.extract.extract_made import (
    FORMATS,
    HINTED,
    LEVELS,
    VALUES,
    Key,
    Made,
    Shape,
    make,
    shapes,
    table,
    texts,
    truth,
)

SHAPES = dict(shapes())


def rows_of(budget: Budget) -> Counter[Key]:
    projects = {project.key: project for project in budget.projects}
    return Counter(
        (
            *(projects[row.project].name.text, projects[row.project].code),
            *(row.level1.text, row.level2.text, row.name.text, row.operator.text, row.value.text, row.unit.text),
        )
        for row in budget.indicators
    )


def heads_of(budget: Budget) -> list[tuple[str, str, str]]:
    return [(project.agency, project.objective.text, str(project.total.wan)) for project in budget.projects]


def true_heads(made: list[Made], shape: Shape) -> list[tuple[str, str, str]]:
    columns = {*shape.columns, *shape.tail}
    return [
        (
            one.agency if "agency" in columns else "",
            one.goal if "goal" in columns else "",
            one.total if "total" in columns else "None",
        )
        for one in made
    ]


@pytest.mark.parametrize("name", SHAPES)
def test_whole_tables_are_read_by_their_heads(name: str) -> None:
    shape = SHAPES[name]
    for kind, (source, write) in FORMATS.items():
        made = make(Random(f"{name}-{kind}"), shape)
        budget = extract(read_bytes(write(table(made, shape)), source))
        assert rows_of(budget) == Counter(truth(made, shape)), kind
        assert heads_of(budget) == true_heads(made, shape), kind
        assert not any(problem.partial for problem in budget.problems), kind


def middle(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with name, total and objective printed in the middle of each project's rows."""
    firsts = [*(at for at in range(1, len(rows)) if rows[at][1]), len(rows)]
    done = [row[:] for row in rows]
    for first, end in pairwise(firsts):
        at = (first + end - 1) // 2
        for column in (1, 2, 3):
            done[first][column] = ""
            done[at][column] = rows[first][column]
    return done


def nameless(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows without the cells of the first project."""
    return [rows[0], ["", "", "", "", *rows[1][4:]], *rows[2:]]


def unnamed(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with one project's name blank, its total printed."""
    third = [at for at in range(1, len(rows)) if rows[at][1]][2]
    return [[*row[:1], "", *row[2:]] if at == third else row for at, row in enumerate(rows)]


def without_names(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows without the column of the names."""
    return [[*row[:1], *row[2:]] for row in rows]


@pytest.mark.parametrize("damage", [middle, nameless, unnamed, without_names])
@pytest.mark.parametrize("order", ["canonical", "reverse", "random"])
def test_no_wrong_owner_in_silence(order: str, damage: object) -> None:
    assert callable(damage)
    shape = Shape(order=order)
    for seed in range(4):
        made = make(Random(seed), shape)
        lines = ["\t".join(row) for row in damage(texts(table(made, shape)))]
        budget = extract(read_bytes("\n".join(["预算12表 年度项目支出绩效表", *lines]).encode(), "x.tsv"))
        assert any(problem.partial for problem in budget.problems)
        assert len(budget.indicators) == sum(len(one.rows) for one in made)


@pytest.mark.parametrize("order", ["canonical", "reverse", "random"])
@pytest.mark.parametrize("lost", [0, 4, 12])
def test_a_broken_row_does_not_move_the_others(order: str, lost: int) -> None:
    """A cell is lost, or an objective goes on in the next row: owners stay those of the rows above."""
    shape = Shape(order=order)
    for seed in range(4):
        made = make(Random(seed), shape)
        rows = texts(table(made, shape))
        if lost < 12:
            del rows[5][lost]
        else:
            first = next(at for at in range(2, len(rows) - 1) if rows[at][1] and not rows[at + 1][1])
            rows[first][3], rows[first + 1][3] = rows[first][3][:6], rows[first][3][6:]
        lines = ["\t".join(row) for row in rows]
        budget = extract(read_bytes("\n".join(["预算12表 年度项目支出绩效表", *lines]).encode(), "x.tsv"))
        owners = Counter((key[0], *key[4:]) for key in rows_of(budget))
        assert owners == Counter((key[0], *key[4:]) for key in truth(made, shape))


@pytest.mark.parametrize("owner", ["first", "each"])
@pytest.mark.parametrize("lost", range(10))
def test_a_row_that_lost_a_cell_is_read_or_said(owner: str, lost: int) -> None:
    """Only the last cell of a row is no sign of damage: blank cells at the end are often not printed."""
    shape = Shape(order="random", owner=owner)
    for seed in range(2):
        made = make(Random(seed), shape)
        rows = texts(table(made, shape))
        gone, name = rows[5][lost], rows[5][6]
        del rows[5][lost]
        lines = ["\t".join(row) for row in rows]
        budget = extract(read_bytes("\n".join(["预算12表 年度项目支出绩效表", *lines]).encode(), "x.tsv"))
        true, found = Counter(truth(made, shape)), rows_of(budget)
        partial = any(problem.partial for problem in budget.problems)
        assert partial or not gone or lost == 9
        assert partial or all(key[4] == name for key in (true - found))


@pytest.mark.parametrize("kind", ["tsv", "md", "csv"])
def test_projects_printed_in_the_middle_of_their_rows(kind: str) -> None:
    """Each project has a row of each kind, in order: whoever reads the table sees where it begins."""
    shape = Shape(hinted=True)
    made = make(Random(kind), shape)
    for number, one in enumerate(made):
        kinds = [*range(6), *([0] if number % 2 else [])]
        named = zip(sorted(kinds), "甲乙丙丁戊己庚", strict=False)
        one.rows = [(*LEVELS[each], f"{one.name[2:6]}{HINTED[each][3:]}{mark}", *VALUES[each]) for each, mark in named]
    rows = middle(texts(table(made, shape)))
    lines = [f"| {' | '.join(row)} |" if kind == "md" else {"tsv": "\t", "csv": ","}[kind].join(row) for row in rows]
    if kind == "md":
        lines.insert(1, "|" + "---|" * len(rows[0]))
    budget = extract(read_bytes("\n".join(["预算12表 年度项目支出绩效表", "", *lines]).encode(), f"x.{kind}"))
    assert rows_of(budget) == Counter(truth(made, shape))
    assert {project.agency for project in budget.projects} == {made[0].agency}
    assert not any(problem.partial for problem in budget.problems)


_ROUNDED = """| 项目编码 | 项目名称 | 资金总额 | 财政 | 其他 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 45120026000000000000 | 渡口安全巡查 | 36.00 | 36.00 | 0.00 | 巡查渡口12处。 | 产出指标 | 数量指标 | 渡口数 | ≥12处 |
|  |  |  |  |  |  | 产出指标 | 时效指标 | 巡查完成时间 | ≤11月 |
| 45120026000000000000 | 渡船更新补助 | 58.00 | 40.00 | 18.00 | 更新渡船4艘。 | 产出指标 | 数量指标 | 渡船数 | =4艘 |
| 45120026000000000000 | 渡工培训 | 6.00 | 6.00 | 0.00 | 培训渡工30人。 | 产出指标 | 数量指标 | 渡工人数 | ≥30人 |
"""


def test_codes_that_a_spreadsheet_rounded_alike_join_no_projects() -> None:
    budget = extract(read_bytes(f"预算12表 项目支出绩效目标表\n\n{_ROUNDED}".encode(), "codes.md"))
    assert [project.name.text for project in budget.projects] == ["渡口安全巡查", "渡船更新补助", "渡工培训"]
    assert len({project.key for project in budget.projects}) == len(budget.projects)
    rows = Counter(row.project for row in budget.indicators)
    assert [rows[project.key] for project in budget.projects] == [2, 1, 1]


def test_a_code_printed_again_goes_on_with_its_project() -> None:
    again = _ROUNDED.replace("| 渡船更新补助 | 58.00 | 40.00 | 18.00 |", "| 渡口安全巡查 | 36.00 | 36.00 | 0.00 |")
    budget = extract(read_bytes(f"预算12表 项目支出绩效目标表\n\n{again}".encode(), "codes.md"))
    assert [project.name.text for project in budget.projects] == ["渡口安全巡查", "渡工培训"]
