"""``auditor extract``: the indicators of a document as a table."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor import api
from auditor.cli import setup
from auditor.cli.inputs import expand
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


def extract(
    inputs: setup.Inputs,
    fmt: RowFormat = None,
    out: RowOut = None,
    rules: setup.Packs = None,
    config: setup.ConfigFile = None,
    debug: setup.Debug = False,
) -> None:
    """抽取绩效指标，每条指标一行。"""
    from auditor.render.rows import ROW_SUFFIXES, render_rows

    settings = setup.configure(config, debug)
    files = expand(inputs)
    (target,) = targets((fmt,) if fmt else (), out, files, dict(ROW_SUFFIXES))
    budgets, failed = [], False
    size, limits = settings.max_bytes, settings.limits
    layouts = setup.layouts(settings, rules)
    for name in (part for file in files for part in api.members(file, max_bytes=size, limits=limits)):
        try:
            budget = api.extract(name, max_bytes=size, limits=limits, layouts=layouts)
        except AuditorError as error:
            say(str(error))
            failed = True
            continue
        _say_layouts(budget)
        failed |= _say_losses(budget)
        budgets.append(budget)
    if budgets:
        write(target, render_rows(budgets, target.format))
    if failed or not budgets:
        raise typer.Exit(2)


def _say_layouts(budget: Budget) -> None:
    """Say on stderr how a table was read where columns of it are known and kept out (分值, 完成值 …)."""
    for layout in budget.layouts:
        if layout.ignored:
            known = f"{layout.title}（{layout.confidence:.0%}）" if layout.name else tr("按表头和内容")
            message = tr("{source}：版式 {layout}，没有采用的列：{columns}。")
            say(message.format(source=budget.source, layout=known, columns="、".join(layout.ignored)))


def _say_losses(budget: Budget) -> bool:
    """Say on stderr what was not read of a document; return whether there is no indicator table at all."""
    for problem in budget.problems:
        if problem.partial:
            say(f"{budget.source}: {problem.message}")
    if budget.indicators:
        return False
    say(tr("{source}：没有找到绩效指标表（预算12表、13表）。").format(source=budget.source))
    return True
