"""``auditor audit``: find what a careful reviewer would send back."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from auditor import api
from auditor.cli import setup
from auditor.cli.inputs import survey
from auditor.cli.lang import tr
from auditor.cli.output import Target, save, say, targets, write
from auditor.records.report import Report


def audit(
    inputs: setup.Inputs,
    formats: setup.Formats = None,
    out: setup.Out = None,
    rules: setup.Packs = None,
    config: setup.ConfigFile = None,
    waivers: setup.Waivers = None,
    layout: setup.LayoutName = None,
    timeout: setup.Timeout = None,
    memory: setup.Memory = None,
    debug: setup.Debug = False,
) -> None:
    """审核预算文件，列出问题、证据和修改建议（有输入读不出时退出码为 2，否则为 0）。"""
    settings = setup.within(setup.configure(config, debug, layout), timeout, memory)
    decisions = setup.decided(waivers)
    book = setup.rulebook(settings, rules)
    files, skipped = survey(inputs)
    places = plan(formats, out, files)
    report = setup.run_audit(files, book, settings, skipped)
    setup.say_skipped(report)
    report = setup.judged(report, api.gate(report, settings.policy, decisions), decisions)
    write_reports(report, places)
    if setup.say_problems(report):
        raise typer.Exit(2)


def plan(formats: Sequence[str] | None, out: str | None, files: Sequence[str]) -> tuple[Target, ...]:
    """Return where each report goes. Raises ConfigError before any work."""
    from auditor.render import FORMATS

    return targets(formats or (), out, files, FORMATS)


def write_reports(report: Report, places: Sequence[Target]) -> None:
    """Render and write the report in every format planned."""
    from auditor.render import render

    for target in places:
        if target.format == "html":
            _write_page(report, target)
        elif target.format == "text" and target.path is None and _colours():
            from auditor.render.text_report import render_text

            write(target, render_text(report, colour=True).encode("utf-8", "replace"))
        else:
            write(target, render(report, target.format))


def _write_page(report: Report, target: Target) -> None:
    """Write the HTML report with its pictures; those for which it has no room go into a folder beside it."""
    from auditor.corpus.pictures import beside, with_originals
    from auditor.render import render

    whole = with_originals(report, f"{target.path.stem}.原件" if target.path else "")
    write(target, render(whole, "html"))
    home = target.path.parent if target.path else Path()
    pictures = tuple(beside(whole))
    for name, data in pictures:
        save(home / name, data)
    if pictures:
        folder = home / Path(pictures[0][0]).parent
        say(tr("报告放不下的 {count} 页图像在：{path}（请与报告放在一起）").format(count=len(pictures), path=folder))


def _colours() -> bool:
    """Return whether standard output is a terminal that shows colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
