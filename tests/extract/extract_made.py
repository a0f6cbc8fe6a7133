"""A generator of made-up project tables that nothing damaged, in every format, with the rows that are true."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, product
from random import Random

from samples.make.boxes import Box, Table
from samples.make.docx_file import docx
from samples.make.html_file import html
from samples.make.xlsx_file import xlsx

Key = tuple[str, ...]  # project's name, its code, level1, level2, name, operator, value, unit

LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
TOPICS = ("雨棚翻新", "苗圃补种", "灯箱检修", "夜校开班", "档案装订", "渡口值守", "戏台加固", "水表更换", "菜场保洁")
VALUES = (
    ("≥", "12", "个"),
    ("≥", "95", "%"),
    ("≤", "11", "月"),
    ("≤", "40", "万元"),
    ("≥", "300", "人次"),
    ("≥", "90", "%"),
)
HINTED = ("{t}数量", "{t}合格率", "{t}完成时间", "{t}成本", "{t}受益人数", "{t}受益人满意度")
PLAIN = ("指标{n}之数", "指标{n}之率", "指标{n}之期", "指标{n}之费", "指标{n}之效", "指标{n}之意")
HEADS = {
    "agency": "预算单位",
    "name": "项目名称",
    "code": "项目编码",
    "total": "项目总额",
    "fiscal": "财政资金",
    "goal": "绩效目标",
    "level1": "一级指标",
    "level2": "二级指标",
    "indicator": "三级指标",
    "operator": "指标性质",
    "value": "指标值",
    "unit": "度量单位",
}
TAIL = ("level1", "level2", "indicator", "operator", "value", "unit")
_DOWN = ("level1", "level2")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is made.

    ``order`` of the levels: canonical, reverse or random. ``owner``: the project's cells stand on its first row
    (first), on every row (each), or are merged over its rows (merged); ``levels`` likewise. ``columns`` are the
    columns left of the indicator, ``tail`` those of the indicator with what stands among or behind them; "" is a blank
    column without a head. ``form`` of the code: T, short, hyphen, digits. ``hinted``: names share words with projects.
    """

    order: str = "canonical"
    owner: str = "first"
    levels: str = "each"
    columns: tuple[str, ...] = ("agency", "name", "total", "goal")
    tail: tuple[str, ...] = TAIL
    form: str = "T"
    hinted: bool = False
    projects: int = 8
    agencies: int = 1


@dataclass(slots=True)
class Made:
    """A project as it truly is; ``rows`` are (level1, level2, name, operator, value, unit)."""

    agency: str
    name: str
    code: str
    total: str
    goal: str
    rows: list[Key] = field(default_factory=list)


def make(random: Random, shape: Shape) -> list[Made]:
    """Return the true projects of a table."""
    made = []
    for number in range(shape.projects):
        topic = random.choice(TOPICS)
        name = f"{random.choice('东南西北中')}{random.choice('河山桥港坡')}{topic}{number + 1}"
        total = f"{random.randint(3, 900)}.{random.randint(0, 99):02d}0000"
        agency = f"青禾县第{number * shape.agencies // shape.projects + 1}服务所"
        goal = f"完成{name}全部工作，验收合格。"
        made.append(Made(agency, name, _code(number, shape.form), total, goal, _rows(random, topic, number, shape)))
    return made


def _code(number: int, form: str) -> str:
    return {
        "T": f"99051026T00000{4220000 + number * 17}",
        "short": f"QH2026{number + 1:03d}",
        "hyphen": f"QH-2026-{number + 11}",
        "digits": f"9905102600000000{number + 1000:08d}",
    }[form]


def _rows(random: Random, topic: str, number: int, shape: Shape) -> list[Key]:
    kinds = [kind for kind in range(6) for _ in range(random.choice((0, 1, 1, 1, 2)))] or [0]
    if shape.order == "reverse":
        kinds.reverse()
    elif shape.order == "random":
        random.shuffle(kinds)
    rows = []
    for index, kind in enumerate(kinds):
        name = HINTED[kind].format(t=topic) if shape.hinted else PLAIN[kind].format(n=index)
        rows.append((*LEVELS[kind], f"{name}{'甲乙丙丁'[kinds[:index].count(kind)]}", *VALUES[kind]))
    return rows


def truth(made: Sequence[Made], shape: Shape) -> list[Key]:
    """Return the rows that a reader must find."""
    coded = any("code" in column for column in (*shape.columns, *shape.tail))
    named = any("name" in column for column in (*shape.columns, *shape.tail))
    return [(one.name if named else "", one.code if coded else "", *row) for one in made for row in one.rows]


def table(made: Sequence[Made], shape: Shape) -> Table:
    """Return the table with its merged cells."""
    columns = (*shape.columns, *shape.tail)
    rows: list[list[Box | None]] = [[Box(_head(column)) for column in columns]]
    for _, group in groupby(made, key=lambda one: one.agency):
        projects = list(group)
        first = len(rows)
        for one in projects:
            rows += _body(one, columns, shape)
        _agency(rows, first, columns, shape)
    return Table("表12", ["预算12表 年度项目支出绩效目标表", "单位：万元"], [tuple(row) for row in rows])


def _head(column: str) -> str:
    return {"code-name": "项目名称", "name-code": "项目名称"}.get(column) or HEADS.get(column, "")


def _body(one: Made, columns: Sequence[str], shape: Shape) -> list[list[Box | None]]:
    rows: list[list[Box | None]] = []
    for number in range(len(one.rows)):
        cells: list[Box | None] = []
        for column in columns:
            if column in TAIL:
                cells.append(_level(one, number, column, shape))
            else:
                cells.append(_lead(one, number, column, shape))
        rows.append(cells)
    return rows


def _level(one: Made, number: int, column: str, shape: Shape) -> Box | None:
    at = TAIL.index(column)
    text = one.rows[number][at]
    if column not in _DOWN or shape.levels == "each":
        return Box(text)
    same = [row[: at + 1] == one.rows[number][: at + 1] for row in one.rows]
    if number and same[number - 1]:
        return None if shape.levels == "merged" else Box("")
    end = next((index for index in range(number, len(same)) if not same[index]), len(same))
    return Box(text, rows=end - number if shape.levels == "merged" else 1)


def _lead(one: Made, number: int, column: str, shape: Shape) -> Box | None:
    text = {
        "agency": one.agency,
        "name": one.name,
        "code": one.code,
        "total": one.total,
        "fiscal": one.total,
        "goal": one.goal,
        "code-name": f"{one.code}-{one.name}",
        "name-code": f"{one.name}（{one.code}）",
    }.get(column, "")
    if not number or shape.owner == "each" or not text:
        return Box(text, rows=len(one.rows) if shape.owner == "merged" and text else 1)
    return None if shape.owner == "merged" else Box("")


def _agency(rows: list[list[Box | None]], first: int, columns: Sequence[str], shape: Shape) -> None:
    """Print an agency once for all its projects where the project's cells are not on every row."""
    if "agency" not in columns or shape.owner == "each":
        return
    at = columns.index("agency")
    text = rows[first][at]
    merged = shape.owner == "merged"
    for row in rows[first:]:
        row[at] = None if merged else Box("")
    rows[first][at] = Box(text.text if text else "", rows=len(rows) - first if merged else 1)


def texts(made: Table) -> list[list[str]]:
    """Return the text of every cell, blank where a merged one covers it."""
    return [[box.text if box else "" for box in row] for row in made.rows]


def markdown(made: Table) -> bytes:
    """Return the table as Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in texts(made)]
    lines.insert(1, "|" + "---|" * len(made.rows[0]))
    return "\n\n".join([*made.titles, "\n".join(lines)]).encode()


def separated(mark: str, encoding: str = "utf-8") -> Callable[[Table], bytes]:
    """Return a writer of text with ``mark`` between the cells."""

    def write(made: Table) -> bytes:
        out = io.StringIO()
        for title in made.titles:
            out.write(title + "\r\n")
        csv.writer(out, delimiter=mark).writerows(texts(made))
        return out.getvalue().encode(encoding)

    return write


def copied(made: Table) -> bytes:
    """Return the table as text copied from a browser: a merged cell prints once, rows below it are shorter."""
    lines = ["\t".join(box.text for box in row if box) for row in made.rows]
    return "\n".join([*made.titles, *lines]).encode()


FORMATS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "md": ("x.md", markdown),
    "csv": ("x.csv", separated(",")),
    "semicolon": ("x.csv", separated(";")),
    "tab-csv": ("x.csv", separated("\t")),
    "unicode-text": ("x.csv", separated("\t", "utf-16")),
    "tsv": ("x.tsv", separated("\t")),
    "xlsx": ("x.xlsx", lambda made: xlsx([made])),
    "docx": ("x.docx", lambda made: docx([made])),
    "html": ("x.html", lambda made: html([made], "公开").encode()),
    "copied": ("x.txt", copied),
}


def shapes() -> Iterator[tuple[str, Shape]]:
    """Yield named shapes that cover what varies."""
    yield from _orders()
    yield from _codes()
    yield from _moved()


def _orders() -> Iterator[tuple[str, Shape]]:
    for order in ("canonical", "reverse", "random"):
        for owner in ("first", "each", "merged"):
            for levels in ("each", "merged") if owner == "merged" else ("each", "first"):
                yield f"{order}-{owner}-{levels}", Shape(order=order, owner=owner, levels=levels)
    lean = ("name", "total")
    for order in ("reverse", "random"):
        yield f"{order}-no-goal", Shape(order=order, columns=lean)
        yield f"{order}-name-only", Shape(order=order, columns=("name",))
        yield f"{order}-hinted", Shape(order=order, columns=lean, hinted=True)
        yield f"{order}-agencies", Shape(order=order, owner="merged", levels="merged", agencies=3)


def _codes() -> Iterator[tuple[str, Shape]]:
    projects = (("code", "name"), ("name", "code"), ("code-name",), ("name-code",))
    for form, project, owner in product(("T", "short", "hyphen", "digits"), projects, ("first", "each", "merged")):
        columns = ("agency", *project, "total", "goal")
        yield f"{form}-{'+'.join(project)}-{owner}", Shape(order="random", owner=owner, columns=columns, form=form)


def _moved() -> Iterator[tuple[str, Shape]]:
    swapped = ("level1", "level2", "indicator", "operator", "unit", "value")
    moved = {
        "unit-first": (("agency", "name", "total", "goal"), swapped),
        "goal-last": (("agency", "name", "total"), (*TAIL, "goal")),
        "total-last": (("agency", "name", "goal"), (*TAIL, "total")),
        "goal-total-last": (("name",), (*TAIL, "goal", "total")),
        "agency-last": (("name", "total", "goal"), (*TAIL, "agency")),
        "total-first": (("total", "name", "agency", "goal"), TAIL),
        "goal-first": (("goal", "name", "total"), TAIL),
        "goal-before-total": (("agency", "name", "goal", "total", "fiscal"), TAIL),
        "name-last": (("agency", "total", "goal"), (*TAIL, "name")),
        "value-first": (("name", "total"), ("level1", "level2", "indicator", "value", "operator", "unit")),
        "blank-left": (("", "name", "total", "goal"), TAIL),
        "blank-between": (("name", "", "total", "", "goal"), ("level1", "", *TAIL[1:5], "", "unit")),
        "blank-right": (("name", "total", "goal"), (*TAIL, "", "")),
    }  # fmt: skip
    for name, (columns, tail) in moved.items():
        for owner in ("first", "merged"):
            yield f"{name}-{owner}", Shape(order="random", owner=owner, columns=columns, tail=tail)
