"""What the extractor makes of a document: projects, indicators and the amounts around them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from auditor.records.aside import Aside
from auditor.records.document import EMPTY, Cell, Problem
from auditor.records.outcome import Execution, Outcome
from auditor.records.place import NOWHERE, Place
from auditor.records.shown import brief, html_table
from auditor.records.table import BudgetTable


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as printed (``cell``) and as understood (``wan``, in 万元; None where it cannot be understood)."""

    cell: Cell = EMPTY
    wan: Decimal | None = None


NO_MONEY = Money()


@dataclass(frozen=True, slots=True)
class Project:
    """A project of table 12. ``key`` is unique in its document: the code, or a made-up ``#n`` where no code is printed.

    Texts are without the blanks and line breaks that the layout put in. Amounts are in 万元. ``details`` are
    (label, cell) of what the source says of the project beside these fields (主管部门, 项目期限, 实施期目标 …).
    """

    key: str
    code: str = ""
    name: Cell = EMPTY
    agency: str = ""
    total: Money = NO_MONEY
    fiscal: Money = NO_MONEY
    other: Money = NO_MONEY
    objective: Cell = EMPTY
    place: Place = NOWHERE
    details: tuple[tuple[str, Cell], ...] = ()
    execution: Execution | None = None


AMONG = "其中"
"""What the labels of details end with that tell the parts of an amount: 基本支出·其中."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator row of the source.

    ``order`` is its position among the indicators of the document (0-based, unique). ``project`` is the key of its
    Project for table 12 and "" for table 13, where ``activity`` is filled. ``sign`` is the operator in its normal
    form: ≥ ≤ = > < 定性 or "" (``operator`` keeps what was printed). ``outcome`` is what the row says beside
    the target: weight, what was reached, score (None where the table has no such column).
    """

    table: int
    order: int
    level1: Cell = EMPTY
    level2: Cell = EMPTY
    name: Cell = EMPTY
    operator: Cell = EMPTY
    value: Cell = EMPTY
    unit: Cell = EMPTY
    sign: str = ""
    project: str = ""
    activity: Cell = EMPTY
    place: Place = NOWHERE
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A main task of a department in the head of table 13 (年度主要任务), with what it costs (万元).

    ``project`` is the project of table 12 that pays for it, where the list names one beside the task.
    """

    name: Cell = EMPTY
    content: Cell = EMPTY
    project: Cell = EMPTY
    total: Money = NO_MONEY
    fiscal: Money = NO_MONEY
    other: Money = NO_MONEY
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ProjectSum:
    """What a table of projects prints below (or above) one column of their amounts, and these ``parts`` of it.

    ``slot`` is the column: total, fiscal or other.
    """

    slot: str
    label: Cell
    amount: Money
    parts: tuple[Money, ...]


NO_TASK = Task()
HEAD_SUMS = frozenset({"income-total", "spend-total", "income-year", "spend-year", "total", "sum"})
"""The roles of amounts in the head of table 13 that are sums of others."""
HeadSide = Literal["income", "spend", ""]


@dataclass(frozen=True, slots=True)
class HeadAmount:
    """An amount in the head of table 13 with its label (收入合计, 其中：人员经费), in the order of the head.

    ``role`` is what the label means (see rules/layouts/head.tsv), ``side`` whether it is income or expenditure, "" for
    what is both (预算总额). ``nested`` says that its label makes it a part of an amount before it (其中, ——), ``share``
    is the share of the whole that is printed beside it (85.0%).
    """

    label: Cell
    role: str
    side: HeadSide = ""
    amount: Money = NO_MONEY
    share: Cell = EMPTY
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Overall:
    """The head of table 13: the department and its funds (万元), fiscal = basic + project, total = fiscal + other.

    Of a head that lists income and expenditure with their parts, ``amounts`` has every one; () for any other.
    ``tasks`` are its main tasks as listed, ``tasked`` is the row of their sums as the list prints it, ``note`` is what
    stands beside 其他说明, ``details`` are (label, cell) of what else the head says. ``execution`` is how an evaluated
    department spent and scored.
    """

    department: Cell = EMPTY
    total: Money = NO_MONEY
    fiscal: Money = NO_MONEY
    basic: Money = NO_MONEY
    project: Money = NO_MONEY
    other: Money = NO_MONEY
    objective: Cell = EMPTY
    place: Place = NOWHERE
    note: Cell = EMPTY
    details: tuple[tuple[str, Cell], ...] = ()
    tasks: tuple[Task, ...] = ()
    tasked: Task = NO_TASK
    execution: Execution | None = None
    amounts: tuple[HeadAmount, ...] = ()


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How an indicator table was read: the layout recognised, the share (0..1) of its evidence that was found.

    ``name`` is "" where no layout is known and the columns alone decided. ``ignored`` are the heads of columns that
    are known and kept out of the indicators (分值, 完成值 …). ``table`` is 12 or 13; ``merged`` says that the operator
    has no column of its own but stands, where there is one, in front of the target. ``stage`` is what the table is
    for: 目标, 自评 or 监控. ``columns`` are the columns that the head (of a form: the labels) prints, whether or not
    anything stands below it; empty where no head was read.
    """

    name: str = ""
    title: str = ""
    confidence: float = 0.0
    ignored: tuple[str, ...] = ()
    place: Place = NOWHERE
    table: int = 12
    merged: bool = False
    stage: str = "目标"
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Budget:
    """One department's document as understood. ``tables`` holds every table but 12 and 13.

    ``layouts`` says for each table 12 and 13, in order, how it was read, ``sums`` are what tables 12 print as the sums
    of their projects. ``prose`` are the lines outside the tables.
    ``aside`` is what was knowingly left out of the records: every cell of the source is in a record, here, or in a
    problem.
    """

    source: str
    sha256: str
    department: str = ""
    year: int | None = None
    projects: tuple[Project, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    overall: Overall | None = None
    tables: tuple[BudgetTable, ...] = ()
    problems: tuple[Problem, ...] = ()
    converted: bool = False
    layouts: tuple[TableLayout, ...] = ()
    sums: tuple[ProjectSum, ...] = ()
    prose: tuple[Cell, ...] = ()
    aside: tuple[Aside, ...] = ()

    def __repr__(self) -> str:
        """Return what the document is and how much it holds, in a line."""
        counts = {"projects": len(self.projects), "indicators": len(self.indicators), "tables": len(self.tables)}
        return brief("Budget", source=self.source, department=self.department, year=self.year, **counts)

    def _repr_html_(self) -> str:
        """Return the first indicators as a table, for notebooks."""
        names = {project.key: project.name.text for project in self.projects}
        heads = ("项目", "一级指标", "二级指标", "三级指标", "性质", "指标值", "单位")
        rows = (
            (
                names.get(one.project) or one.activity.text,
                *(one.level1.text, one.level2.text, one.name.text, one.sign, one.value.text, one.unit.text),
            )
            for one in self.indicators
        )
        return html_table(f"{self.department} {self.year or ''}".strip(), heads, rows, len(self.indicators))
