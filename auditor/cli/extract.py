"""``auditor extract``: the indicators of a document as a table, or the amounts of its other tables."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor import api
from auditor.cli import setup
from auditor.cli.inputs import expand, members
from auditor.cli.lang import tr
from auditor.cli.output import say, targets, write
from auditor.errors import AuditorError
from auditor.records.budget import Budget

RowFormat = Annotated[
    str | None,
    typer.Option(
        "-f", "--format", metavar="FORMAT", help="表格格式：csv json xlsx parquet，默认 csv", show_default=False
    ),
]
RowOut = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE", help="写到此文件，- 为标准输出", show_default=False)
]
TablesOption = Annotated[
    bool, typer.Option("--tables", help="抽取绩效指标表以外的预算表（收支总表、三公经费表等），每个金额一行")
]


def extract(
    inputs: setup.Inputs,
    fmt: RowFormat = None,
    out: RowOut = None,
    tables: TablesOption = False,
    rules: setup.Packs = None,
    config: setup.ConfigFile = None,
    layout: setup.LayoutName = None,
    timeout: setup.Timeout = None,
    memory: setup.Memory = None,
    debug: setup.Debug = False,
) -> None:
    """抽取绩效指标，每条指标一行；加 --tables 则抽取其他预算表，每个金额一行。"""
    from auditor.render.flat_table import ROW_FORMATS
    from auditor.render.rows import render_rows
    from auditor.render.table_rows import render_table_rows

    settings = setup.within(setup.configure(config, debug, layout), timeout, memory)
    files = expand(inputs)
    (target,) = targets((fmt,) if fmt else (), out, files, ROW_FORMATS)
    budgets, failed = [], False
    size, limits = settings.max_bytes, settings.limits
    book = setup.reading(settings, rules)
    for name in members(files, settings):
        try:
            budget = api.extract(name, max_bytes=size, limits=limits, rulebook=book)
        except AuditorError as error:
            say(str(error))
            failed = True
            continue
        failed |= _say_tables(budget) if tables else _say_indicators(budget)
        budgets.append(budget)
    if budgets:
        write(target, (render_table_rows if tables else render_rows)(budgets, target.format))
    if failed or not budgets:
        raise typer.Exit(2)


def _say_indicators(budget: Budget) -> bool:
    """Say on stderr how the indicators were read and what was not; return whether there is no indicator table."""
    _say_layouts(budget)
    _say_losses(budget)
    if budget.indicators or any(project.execution for project in budget.projects):
        return False
    say(tr("{source}：没有找到绩效指标表（预算12表、13表）。").format(source=budget.source))
    return True


def _say_tables(budget: Budget) -> bool:
    """Say on stderr what was not read of the other tables; return whether there is none."""
    _say_losses(budget)
    for table in budget.tables:
        doubtful = sum(amount.placed == "uncertain" for row in table.rows for amount in row.amounts)
        if doubtful:
            message = tr("{source}：{table}有{count}个金额所在的栏不能确定，标为 uncertain。")
            name = f"预算{table.number}表" if table.number else f"《{table.title}》"
            say(message.format(source=budget.source, table=name, count=doubtful))
    if budget.tables:
        return False
    say(tr("{source}：没有找到绩效指标表以外的预算表。").format(source=budget.source))
    return True


def _say_layouts(budget: Budget) -> None:
    """Say on stderr how a table was read where columns of it are known and kept out (上年完成值 …)."""
    from auditor.extract.lines.outcome_heads import role_of

    for layout in budget.layouts:
        columns = "、".join(head for head in layout.ignored if not role_of(head))
        if columns:
            known = f"{layout.title}（{layout.confidence:.0%}）" if layout.name else tr("按表头和内容")
            message = tr("{source}：版式 {layout}，没有采用的列：{columns}。")
            say(message.format(source=budget.source, layout=known, columns=columns))


def _say_losses(budget: Budget) -> None:
    """Say on stderr what was not read of a document."""
    for problem in budget.problems:
        if problem.partial:
            say(f"{budget.source}: {problem.message}")
