"""Run a rule on its own examples: a few cells are made into a budget, and the rule fires on it or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from auditor.engine.run import audit_budget
from auditor.errors import RuleError
from auditor.extract.money import typed
from auditor.extract.words.target import parts
from auditor.records.aside import Aside
from auditor.records.budget import Budget, HeadAmount, Indicator, Money, Overall, Project, ProjectSum, TableLayout, Task
from auditor.records.document import EMPTY, Cell, Grid, Row
from auditor.records.edit import Proofreader
from auditor.records.outcome import Execution, Funds, LevelSum, Outcome
from auditor.records.place import Place
from auditor.records.rule import Rule
from auditor.records.table import BudgetTable
from auditor.rulebook import Rulebook
from auditor.text.nearest import hint
from auditor.text.numbers import parse_amount
from auditor.text.operators import sign

_CELLS = ("level1", "level2", "name", "operator", "value", "unit")
_OUTCOME = tuple(one.name for one in fields(Outcome) if one.name not in {"value", "unit"})  # these say the target's
_ROW = (*_CELLS, *_OUTCOME, "beside")
_EXECUTION = (
    "spent",
    "weight",
    "rate",
    "score",
    "points",
    "sum",
    "grade",
    "actual",
    "verdict",
    "expected",
    "expected_rate",
    "left",
)
_PROJECT = ("code", "name", "total", "fiscal", "other", "other_text", "objective", "indicators", "execution", "details")
_DOCUMENT = (
    "year",
    "department",
    "converted",
    "project",
    "projects",
    "siblings",
    "activity",
    "tables",
    "overall",
    "table",
    "months",
    "heads",
    "prose",
    "sums",
)
_HEAD = ("department", "total", "fiscal", "basic", "project", "other")


def run_example(
    rule: Rule, example: Mapping[str, Any], rulebook: Rulebook, proofreader: Proofreader | None = None
) -> int:
    """Return how many findings ``rule`` has on ``example``.

    An example is one indicator (name, operator, value, unit, level1, level2) with, where the rule needs them, its
    ``project`` (code, name, total in 万元, fiscal, other, objective, details by label), its ``siblings``, other
    ``projects`` with ``indicators``, ``tables`` (number, or number and title → rows of cells), ``overall`` (head of
    table 13), ``year``, ``converted``. ``prose`` are lines of running text, ``beside`` texts of a row in columns that
    are kept out of it, ``sums`` what table 12 prints as the sums of its projects, by column.
    Rows of an evaluation have weight, actual, score, reason, expected, outlook; its project ``execution``; ``months``
    is the time that a monitoring table covers, ``heads`` the columns that the head of the table prints.
    The example of a corpus rule has ``documents``, each such an example; ``repeat: n`` makes n departments of one.
    Raises RuleError for a key that no example has, and where the rule crashes on the example.
    """
    if rule.subject == "corpus":
        from auditor.engine.corpus import run_corpus_example

        return run_corpus_example(rule, _documents(rule, example), rulebook)
    book = replace(rulebook, rules=(rule,))
    findings, problems = audit_budget(build(rule, example), book, proofreader)
    if problems:
        raise RuleError(problems[0].message, source=rule.path)
    return len(findings)


def _documents(rule: Rule, example: Mapping[str, Any]) -> list[Budget]:
    """Return the budgets of a corpus example, one a department."""
    _check(rule, example, ("documents",))
    made: list[Budget] = []
    for values in example.get("documents", ()):
        times = int(values.get("repeat", 1))
        budget = build(rule, {key: value for key, value in values.items() if key != "repeat"})
        for number in range(times):
            department = f"{budget.department}{number + 1}" if times > 1 else budget.department
            made.append(replace(budget, department=department, source=f"样例{len(made) + 1}"))
    return made


def build(rule: Rule, example: Mapping[str, Any]) -> Budget:
    """Return the budget that an example describes."""
    _check(rule, example, (*_ROW, *_DOCUMENT))
    main = dict(example.get("project") or {"name": "示例项目"})
    own = [row for row in ({key: example[key] for key in _ROW if key in example}, *example.get("siblings", ())) if row]
    if int(example.get("table", 12)) == 12:
        main["indicators"] = [*own, *main.get("indicators", ())]
        own = []
    projects: list[Project] = []
    indicators: list[Indicator] = []
    aside: list[Aside] = []
    for number, values in enumerate((main, *example.get("projects", ())), 1):
        _check(rule, values, _PROJECT)
        project = _project(values, number)
        projects.append(project)
        for row in values.get("indicators", ()):
            _check(rule, row, (*_ROW, "activity"))
            aside += _aside(row, len(indicators))
            indicators.append(_indicator(row, len(indicators), 12, project.key, ""))
    for row in own:
        aside += _aside(row, len(indicators))
        indicators.append(_indicator(row, len(indicators), 13, "", str(example.get("activity", "示例活动"))))
    return Budget(
        source="样例",
        sha256="",
        department=str(example.get("department", "")),
        year=example.get("year"),
        projects=tuple(projects),
        indicators=tuple(indicators),
        overall=_overall(rule, example["overall"]) if "overall" in example else None,
        tables=_tables(example),
        converted=bool(example.get("converted", False)),
        layouts=tuple(_layouts(example)),
        sums=tuple(_sums(example.get("sums", {}), projects)),
        aside=tuple(aside),
        prose=tuple(_cell(line, number) for number, line in enumerate(example.get("prose", ()), 1)),
    )


def _sums(values: Mapping[str, Any], projects: Sequence[Project]) -> Iterator[ProjectSum]:
    """Yield the sums that a table prints of its projects, by column."""
    for slot, amount in values.items():
        yield ProjectSum(slot, _cell("合计"), _money(amount), tuple(getattr(one, slot) for one in projects))


def _aside(row: Mapping[str, Any], order: int) -> list[Aside]:
    """Return what stands ``beside`` a row in columns that are kept out of it."""
    return [Aside("column", _cell(text, order + 1)) for text in row.get("beside", ())]


def _layouts(example: Mapping[str, Any]) -> Iterator[TableLayout]:
    if "months" in example or "heads" in example:
        ignored = (f"1-{example['months']}月完成情况",) if "months" in example else ()
        columns = tuple(map(str, example.get("heads", ())))
        yield TableLayout(ignored=ignored, table=int(example.get("table", 12)), columns=columns)


def _check(rule: Rule, values: Mapping[str, Any], known: Sequence[str]) -> None:
    for key in values:
        if key not in known:
            raise RuleError(f"规则“{rule.name}”的样例中不认识的键“{key}”{hint(key, known)}。", source=rule.path)


def _cell(value: Any, line: int = 1) -> Cell:
    return Cell("" if value is None else str(value), Place(line=line))


def _money(value: Any) -> Money:
    return Money(_cell(value), None if value is None else parse_amount(str(value)))


def _project(values: Mapping[str, Any], number: int) -> Project:
    code = str(values.get("code", ""))
    return Project(
        key=code or f"#{number}",
        code=code,
        name=_cell(values.get("name", f"示例项目{number}")),
        total=_money(values.get("total")),
        fiscal=_money(values.get("fiscal")),
        # other_text: printed, and understood by nobody
        other=Money(_cell(values["other_text"])) if "other_text" in values else _money(values.get("other")),
        objective=_cell(values.get("objective")),
        place=Place(line=number),
        execution=_execution(values["execution"], _money(values.get("total"))) if "execution" in values else None,
        details=_details(values),
    )


def _details(values: Mapping[str, Any]) -> tuple[tuple[str, Cell], ...]:
    """Return what an example says beside the known fields, by label."""
    return tuple((str(label), _cell(text)) for label, text in values.get("details", {}).items())


def _execution(values: Mapping[str, Any], total: Money) -> Execution:
    cells = {name: _cell(values[name]) if name in values else EMPTY for name in _EXECUTION}
    spent, expected = cells.pop("spent"), cells.pop("expected")
    wan = [_money(values.get(name)).wan for name in ("spent", "expected")]
    parts = tuple(map(_funds, values.get("parts", ())))
    sums = tuple(map(_level_sum, values.get("level_sums", ())))
    adjusted = _money(values["planned"]) if "planned" in values else Money()
    planned = total.wan if adjusted.wan is None else adjusted.wan
    return Execution(
        total.wan,
        planned,
        wan[0],
        spent,
        wan[1],
        expected,
        **cells,
        parts=parts,
        planned_cell=adjusted.cell,
        level_sums=sums,
    )


def _level_sum(row: Mapping[str, Any]) -> LevelSum:
    said = {name: str(row.get(name, "")) for name in ("level", "role", "points")}
    return LevelSum(said["level"], said["role"], _cell(row.get("said")), said["points"], bool(row.get("listed")))


def _funds(row: Mapping[str, Any]) -> Funds:
    first, planned, spent = (_money(row.get(name)) for name in ("budget", "planned", "spent"))
    return Funds(
        label=str(row["label"]),
        budget=first.wan if "budget" in row else planned.wan,
        planned=planned.wan,
        spent=spent.wan,
        budget_cell=first.cell if "budget" in row else planned.cell,
        planned_cell=planned.cell,
        spent_cell=spent.cell,
        rate=_cell(row.get("rate")),
        expected=_money(row.get("expected")).wan,
        expected_cell=_cell(row.get("expected")),
        left=_cell(row.get("left")),
    )


def _outcome(row: Mapping[str, Any], line: int) -> Outcome | None:
    if not any(name in row for name in _OUTCOME):
        return None
    cells = {name: _cell(row.get(name), line) for name in _OUTCOME}
    value, unit = parts(cells["actual"])
    return Outcome(**cells, value=value, unit=unit)


def _indicator(row: Mapping[str, Any], order: int, table: int, project: str, activity: str) -> Indicator:
    cells = {name: _cell(row.get(name), order + 1) for name in _CELLS}
    operator = sign(cells["operator"].text)
    return Indicator(
        table,
        order,
        **cells,
        sign=operator,
        project=project,
        activity=_cell(activity),
        place=Place(line=order + 1),
        outcome=_outcome(row, order + 1),
    )


def _overall(rule: Rule, values: Mapping[str, Any]) -> Overall:
    _check(rule, values, (*_HEAD, "other_basic", "own_parts", "tasks", "tasked", "execution", "amounts", "details"))
    total, fiscal, basic, project, other = (_money(values.get(name)) for name in _HEAD[1:])
    basic_told = [("基本支出", _cell(values["other_basic"]))] if "other_basic" in values else []
    basic_told += list(zip(("基本支出", "项目支出"), map(_cell, values.get("own_parts", ())), strict=False))
    listed = [task if isinstance(task, Mapping) else {"name": task} for task in values.get("tasks", ())]
    tasks = tuple(map(_task, listed))
    columns = (("执行数", "spent"), ("执行率", "rate"))
    summed = values.get("tasked")
    rows = [*listed, *([summed] if isinstance(summed, Mapping) else [])]
    told = [(f"年度主要任务·{head}", _cell(task[key])) for task in rows for head, key in columns if key in task]
    spent = _execution(values["execution"], total) if "execution" in values else None
    department = _cell(values.get("department"))
    head = Overall(department, total, fiscal, basic, project, other, details=(*basic_told, *told, *_details(values)))
    tasked = _task(summed if isinstance(summed, Mapping) else {"name": "合计", "total": summed})
    amounts = tuple(_head_amount(rule, row) for row in values.get("amounts", ()))
    return replace(head, tasks=tasks, tasked=tasked, execution=spent, amounts=amounts)


def _task(row: Mapping[str, Any]) -> Task:
    total, fiscal, other = (_money(row.get(name)) for name in ("total", "fiscal", "other"))
    return Task(_cell(row["name"]), total=total, fiscal=fiscal, other=other, place=Place(line=1))


def _head_amount(rule: Rule, row: Mapping[str, Any]) -> HeadAmount:
    """Return an amount of the head of table 13: {收入合计: "90", role: income-total, side: income}."""
    (label, amount), *more = row.items()
    rest = dict(more)
    _check(rule, rest, ("role", "side", "share", "nested"))
    share = _cell(rest.pop("share", None))
    return HeadAmount(
        _cell(label), str(rest["role"]), rest.get("side", ""), _money(amount), share, bool(rest.get("nested"))
    )


def _tables(example: Mapping[str, Any]) -> tuple[BudgetTable, ...]:
    tables = [_table(str(number), rows) for number, rows in (example.get("tables") or {}).items()]
    return typed(tables, converted=bool(example.get("converted", False)))


def _table(number: str, rows: Sequence[Sequence[Any]]) -> BudgetTable:
    made = tuple(Row(tuple(_cell(value, line) for value in row), Place(line=line)) for line, row in enumerate(rows, 1))
    known, _, title = number.partition(" ")
    return BudgetTable(known, title, "万元", (Grid(made),))
