"""``auditor diff``: what was repaired, what is new, what is still open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import setup
from auditor.cli.inputs import expand
from auditor.cli.output import targets, write
from auditor.config import Config
from auditor.records.report import Report
from auditor.rulebook import Rulebook

Pair = Annotated[
    tuple[str, str], typer.Argument(metavar="OLD NEW", help="改前和改后的文件、文件夹或 JSON 报告", show_default=False)
]
Formats = Annotated[
    list[str] | None,
    typer.Option("-f", "--format", metavar="FORMAT", help="输出格式，可多次给出：text html json", show_default=False),
]


def diff(
    pair: Pair,
    formats: Formats = None,
    out: setup.Out = None,
    rules: setup.Packs = None,
    config: setup.ConfigFile = None,
    waivers: setup.Waivers = None,
    debug: setup.Debug = False,
) -> None:
    """比较两次审核：已整改、新增、仍然存在（有文件无法比较时退出码为 2，否则为 0）。"""
    from auditor.engine.diff import diff as compare
    from auditor.render.decided import decision_words, spared
    from auditor.render.diff_report import DIFF_FORMATS, render_diff

    settings = setup.configure(config, debug)
    decisions = setup.decided(waivers)
    places = targets(formats or (), out, pair, DIFF_FORMATS, "整改对比")
    before, after = (_report(side, settings, rules) for side in pair)
    difference = replace(
        compare(before, after),
        said=decision_words(replace(after, decisions=decisions)),
        waived=len(spared(replace(after, decisions=decisions))),
    )
    for target in places:
        write(target, render_diff(difference, target.format))
    if not difference.judged or setup.say_problems(before) | setup.say_problems(after):
        raise typer.Exit(2)


def _report(side: str, settings: Config, rules: list[str] | None) -> Report:
    """Return the JSON report that ``side`` is, else the audit of the documents that it means."""
    from auditor.render.json_reader import load_report

    # No document is JSON: one that is no report is said to be none, not audited as a file that cannot be read.
    if Path(side).suffix.lower() == ".json" and not Path(side).is_dir():
        return load_report(Path(side))
    book: Rulebook = setup.rulebook(settings, rules)
    return setup.run_audit(expand((side,)), book, settings)
