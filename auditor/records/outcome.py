"""What an evaluation (自评) or monitoring (监控) table says beside the targets: what was reached, spent and scored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from auditor.records.document import EMPTY, Cell

LEVEL_SUM = "小计"
"""What the labels of details begin with that are printed sums of a level: 小计·产出·score."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The cells of an indicator row beside its target; a table of targets may have ``weight`` alone.

    ``actual`` is what was reached as printed, ``value`` and ``unit`` its two parts (``18场``: 18, 场); ``expected`` is
    what a monitoring table expects for the whole year, ``outlook`` whether the target will be met,
    ``progress`` the share of the target that was reached, as printed, ``term`` the target for all the years of the
    project (实施周期目标值), where its own column prints it beside that of the year, ``unset`` the dash that stands
    there in place of the year's. ``state`` is what a monitoring
    table calls it (达到序时, 绿灯), ``gap`` by how much the target was missed, as printed (偏差率), ``earlier`` what
    was reached by the end of the quarter before, where each quarter has a column of what was reached so far. ``basis``
    are the criteria of a scoring table, which say what earns the points (评分标准). ``measure`` is what is to be done,
    where it has a column of its own beside that of reasons; ``ticked`` are the kinds of reasons that the form ticks.
    """

    weight: Cell = EMPTY
    actual: Cell = EMPTY
    value: Cell = EMPTY
    unit: Cell = EMPTY
    expected: Cell = EMPTY
    score: Cell = EMPTY
    reason: Cell = EMPTY
    outlook: Cell = EMPTY
    progress: Cell = EMPTY
    term: Cell = EMPTY
    unset: Cell = EMPTY
    state: Cell = EMPTY
    gap: Cell = EMPTY
    earlier: Cell = EMPTY
    basis: Cell = EMPTY
    measure: Cell = EMPTY
    ticked: Cell = EMPTY

    @property
    def is_told(self) -> bool:
        """Return whether the row says what was or will be reached, not its weight alone."""
        cells = (self.actual, self.score, self.expected, self.outlook, self.reason)
        return any(cell.text for cell in cells)


@dataclass(frozen=True, slots=True)
class LevelSum:
    """What a form prints as the points or the scores of a level together: 产出指标小计, a column of a list of results.

    ``role`` is weight or score, ``points`` the points of the level that the head of a list prints (产出得分(50分)),
    ``listed`` whether it stands in such a list.
    """

    level: str
    role: str
    cell: Cell
    points: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Funds:
    """A row of funds below the year's total (其中：当年财政拨款): planned and spent in 万元, the printed rate.

    ``budget`` is the first budget of the year (年初预算数), ``planned`` the adjusted one, or that where it is alone;
    ``expected`` is what a monitoring table expects to be spent by the end of the year, ``left`` what is left over.
    """

    label: str
    budget: Decimal | None = None
    planned: Decimal | None = None
    spent: Decimal | None = None
    budget_cell: Cell = EMPTY
    planned_cell: Cell = EMPTY
    spent_cell: Cell = EMPTY
    rate: Cell = EMPTY
    expected: Decimal | None = None
    expected_cell: Cell = EMPTY
    left: Cell = EMPTY


@dataclass(frozen=True, slots=True)
class Execution:
    """The funds of an evaluated project in 万元 (None where not printed): planned for the year, and spent.

    ``expected`` is what a monitoring table expects to be spent by the end of the year, ``expected_rate`` its
    printed rate.

    ``planned_cell`` prints the adjusted budget (全年预算数), where a form tells it from the first one. A cell that was
    left blank has the place of its row.

    ``weight``, ``rate`` and ``score`` are the cells of the row of the year's total, as printed. ``points`` and ``sum``
    are the printed totals of weights and scores (总分). ``actual`` is the text of what was reached, ``verdict`` the
    conclusion in words. ``parts`` are the rows of funds below the total, ``left`` is what the form prints as left over,
    ``level_sums`` are the printed sums of levels.
    """

    budget: Decimal | None = None
    planned: Decimal | None = None
    spent: Decimal | None = None
    spent_cell: Cell = EMPTY
    expected: Decimal | None = None
    expected_cell: Cell = EMPTY
    expected_rate: Cell = EMPTY
    weight: Cell = EMPTY
    rate: Cell = EMPTY
    score: Cell = EMPTY
    points: Cell = EMPTY
    sum: Cell = EMPTY
    grade: Cell = EMPTY
    actual: Cell = EMPTY
    verdict: Cell = EMPTY
    parts: tuple[Funds, ...] = ()
    planned_cell: Cell = EMPTY
    left: Cell = EMPTY
    level_sums: tuple[LevelSum, ...] = ()
