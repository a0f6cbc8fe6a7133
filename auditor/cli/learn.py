"""``auditor learn``: a pack made of what reviewers decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import setup
from auditor.cli.inputs import expand
from auditor.cli.lang import tr
from auditor.cli.output import save, say
from auditor.errors import ConfigError
from auditor.records.report import Waiver

Mixed = Annotated[
    list[str],
    typer.Argument(metavar="INPUT", help="处理意见文件，和这些意见所针对的预算文件或文件夹", show_default=False),
]
PackFolder = Annotated[
    Path, typer.Option("-o", "--output", metavar="PACK", help="规则包写到此文件夹", show_default=False)
]
# No document is of these; a workbook may be one or the other.
_DECISIONS = frozenset({".json", ".yaml", ".yml"})


def learn(
    inputs: Mixed,
    out: PackFolder,
    rules: setup.Packs = None,
    config: setup.ConfigFile = None,
    debug: setup.Debug = False,
) -> None:
    """从审核人的采纳和误报中校准规则，写成一个规则包（证据不足时不作改动；有输入读不出时退出码为 2）。"""
    from auditor.engine.decisions import merge
    from auditor.engine.learn import learned, observations, pack_files

    settings = setup.configure(config, debug)
    read = {item: _decisions(item) for item in inputs}
    files = [found for found in read.values() if found is not None]
    documents = [item for item, found in read.items() if found is None]
    if not files or not documents:
        raise ConfigError(tr("请同时给出处理意见文件和它们所针对的预算文件。"))
    if out.is_dir() and any(out.iterdir()):
        raise ConfigError(tr("文件夹不是空的，请换一个。"), source=str(out))
    book = setup.rulebook(settings, rules)
    report = setup.run_audit(expand(documents), book, settings)
    seen = observations(report, merge(files).decisions, date.today())
    lesson = learned(seen, book.rules)
    for name, text in pack_files(lesson, book.rules).items():
        save(out / name, text.encode("utf-8"))
    counts = tr("{decisions} 条处理意见，{documents} 份文件：调整 {changes} 条规则，说明见 {report}。")
    told = {"decisions": lesson.decisions, "documents": lesson.documents, "changes": len(lesson.changes)}
    say(counts.format(**told, report=out / "report.md"))
    if lesson.why:
        say(lesson.why)
    if setup.say_problems(report):
        raise typer.Exit(2)


def _decisions(item: str) -> tuple[Waiver, ...] | None:
    """Return the decisions in a file, None where it holds none: then it is a document."""
    from auditor.engine.waivers import load_waivers

    path = Path(item)
    if path.suffix.lower() in _DECISIONS and not path.is_dir():
        return load_waivers(path)
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return None
    try:
        return load_waivers(path)
    except ConfigError:
        return None
