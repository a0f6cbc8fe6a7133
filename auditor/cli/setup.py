"""What commands have in common: configuration, rules, formats, the audit itself."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from auditor import api
from auditor.cli.lang import tr
from auditor.cli.output import say
from auditor.config import Config, Policy, load_config
from auditor.errors import ConfigError
from auditor.records.report import Report, Verdict, Waiver
from auditor.records.skipped import Skipped, told
from auditor.rulebook import DEFAULT_PACKS, Rulebook

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="文件或文件夹；- 为标准输入", show_default=False)]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "-f",
        "--format",
        metavar="FORMAT",
        help="报告格式，可多次给出：text html json xlsx sarif junit markdown github",
        show_default=False,
    ),
]
Out = Annotated[str | None, typer.Option("-o", "--output", metavar="PATH", help="写到此目录或文件", show_default=False)]
Packs = Annotated[
    list[str] | None,
    typer.Option(
        "--rules", metavar="PACK", help="在 core 之上再加一个规则包（名称或目录），可多次给出", show_default=False
    ),
]
LayoutName = Annotated[
    str | None,
    typer.Option(
        "--layout",
        metavar="NAME",
        help="按此版式读绩效指标表（名称或 YAML 文件，见 auditor rules layouts）",
        show_default=False,
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="配置文件，默认为当前目录的 auditor.toml", show_default=False),
]
Waivers = Annotated[
    list[Path] | None,
    typer.Option(
        "--waivers",
        "--decisions",
        metavar="FILE",
        help="豁免清单或处理意见（YAML、JSON 或审核意见表 xlsx），可多次给出",
        show_default=False,
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option("--timeout", metavar="SECONDS", help="每份文件的时间上限（秒），默认 600", show_default=False),
]
Memory = Annotated[
    int | None,
    typer.Option(
        "--memory", metavar="MB", help="每份文件的内存上限（MB），默认 2048，0 为不限；仅 Linux", show_default=False
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="程序内部出错时显示完整的出错位置")]


def configure(path: Path | None, debug: bool = False, layout: str | None = None) -> Config:
    """Return the configuration, ``layout`` over its own; with ``debug`` tracebacks of internal errors go to stderr."""
    if debug:
        logging.basicConfig(level=logging.WARNING, format="%(message)s")
        logging.getLogger("auditor").setLevel(logging.DEBUG)
    config = load_config(path)
    return replace(config, layout=layout) if layout else config


def within(config: Config, timeout: float | None, memory: int | None) -> Config:
    """Return the configuration with the bounds of this call for one document; raises ConfigError for one that is none.

    None is what the configuration says.
    """
    limits = config.limits
    seconds = limits.timeout if timeout is None else timeout
    most = limits.memory if memory is None else memory
    if not 0 < seconds < float("inf") or most < 0:
        raise ConfigError(tr("--timeout 要大于 0，--memory 不能是负数。"))
    return replace(config, limits=replace(limits, timeout=seconds, memory=most))


def rulebook(config: Config, packs: Sequence[str] | None) -> Rulebook:
    """Return the rules: core, the packs of the configuration, then those of the command line over them."""
    return api.load_rules(tuple(dict.fromkeys((*DEFAULT_PACKS, *config.packs, *(packs or ())))), config)


def reading(config: Config, packs: Sequence[str] | None) -> Rulebook | None:
    """Return the rulebook by whose words and layouts documents are read, None where the user names none.

    Raises ConfigError where the layout that the user wants is not known.
    """
    return rulebook(config, packs) if config.packs or packs or config.layout else None


def run_audit(files: Sequence[str], book: Rulebook, config: Config, skipped: tuple[Skipped, ...] = ()) -> Report:
    """Return the report on ``files``, with progress on stderr where there is more than one.

    ``skipped`` is what lay beside the files in their folders; the report adds what lies in archives.
    """
    progress = _progress if len(files) > 1 else None
    report = api.audit(*files, rulebook=book, max_bytes=config.max_bytes, limits=config.limits, progress=progress)
    return replace(report, skipped=(*skipped, *report.skipped))


def say_skipped(report: Report) -> None:
    """Say on stderr which files of folders and archives were not opened, where there is one."""
    if sentence := told(report.skipped):
        say(sentence)


def decided(paths: Sequence[Path] | None) -> tuple[Waiver, ...]:
    """Return the decisions of all files together. Raises ConfigError where one does not follow the schema."""
    from auditor.engine.decisions import merge
    from auditor.engine.waivers import load_waivers

    return merge([load_waivers(path) for path in paths or ()]).decisions


def judged(report: Report, verdict: Verdict, decisions: tuple[Waiver, ...]) -> Report:
    """Return the report with the verdict of the gate and the decisions that still hold."""
    from auditor.records.standing import expired

    current = tuple(decision for decision in decisions if not expired(decision, date.today()))
    return replace(report, decisions=current, verdict=verdict)


def say_problems(report: Report) -> bool:
    """Say on stderr which inputs could not be read; return whether there was one."""
    unread = [document for document in report.documents if document.status == "unreadable"]
    for document in unread:
        reasons = "；".join(problem.message.rstrip("。") for problem in document.problems)
        say(tr("{source}：未能读取：{reasons}。").format(source=document.source, reasons=reasons))
    return bool(unread)


def say_unjudged(report: Report, policy: Policy) -> bool:
    """Say on stderr which inputs could not be judged, as the gate would; return whether there was one."""
    from auditor.engine.gate import unjudged

    faults = unjudged(report, policy)
    for fault in faults:
        say(fault)
    return bool(faults)


def _progress(index: int, total: int, name: str) -> None:
    """Say which document is being audited."""
    say(f"[{index}/{total}] {name}")
