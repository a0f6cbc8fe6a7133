"""``auditor gate``: pass or block, for the evening before disclosure and for pipelines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from auditor import api
from auditor.cli import setup
from auditor.cli.audit import plan, write_reports
from auditor.cli.inputs import survey
from auditor.cli.lang import tr
from auditor.cli.output import is_input, put, say
from auditor.config import Policy
from auditor.errors import ConfigError
from auditor.records.baseline import Old
from auditor.records.finding import Finding
from auditor.records.report import Report, Verdict
from auditor.records.rule import SEVERITIES, Severity

_SHOWN = 20

FailOn = Annotated[
    str | None,
    typer.Option("--fail-on", metavar="LEVEL", help="达到此级别即拦截：error warning info", show_default=False),
]
KnownFile = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="基线文件：其中的旧问题不计入判断", show_default=False),
]
NewFile = Annotated[
    Path | None,
    typer.Option(
        "--write-baseline",
        metavar="FILE",
        help="把现有须拦截的问题写成基线；与 --baseline 同用时只去掉已消失的",
        show_default=False,
    ),
]
AllowPartial = Annotated[bool, typer.Option("--allow-partial", help="只读出一部分的文件按已读部分判断")]


def gate(
    inputs: setup.Inputs,
    fail_on: FailOn = None,
    waivers: setup.Waivers = None,
    baseline: KnownFile = None,
    write_baseline: NewFile = None,
    formats: setup.Formats = None,
    out: setup.Out = None,
    rules: setup.Packs = None,
    config: setup.ConfigFile = None,
    allow_partial: AllowPartial = False,
    layout: setup.LayoutName = None,
    timeout: setup.Timeout = None,
    memory: setup.Memory = None,
    debug: setup.Debug = False,
) -> None:
    """判断能否公开：退出码 0 通过，1 拦截，2 无法判断。"""
    settings = setup.within(setup.configure(config, debug, layout), timeout, memory)
    policy = _policy(settings.policy, fail_on, allow_partial)
    decisions = setup.decided(waivers)
    known = _load(baseline) if baseline else None
    book = setup.rulebook(settings, rules)
    files, skipped = survey(inputs)
    if write_baseline:
        _fit(write_baseline, files)
    places = plan(formats, out, files) if formats or out else ()
    report = setup.run_audit(files, book, settings, skipped)
    verdict = api.gate(report, policy, decisions, baseline=known)
    if write_baseline:
        known = _written(write_baseline, report, verdict, known)
        verdict = api.gate(report, policy, decisions, baseline=known)
    write_reports(setup.judged(report, verdict, decisions), places)
    # Where the report itself is on standard output, the verdict must not spoil it.
    _print(verdict, _files_of(report), to_stderr=any(target.path is None for target in places), reported=bool(places))
    raise typer.Exit(verdict.exit_code)


def _policy(policy: Policy, fail_on: str | None, allow_partial: bool) -> Policy:
    """Return the configured policy with the options of this call over it."""
    if allow_partial:
        policy = replace(policy, allow_partial=True)
    if fail_on is None:
        return policy
    level: Severity | None = next((known for known in SEVERITIES if known == fail_on), None)
    if level is None:
        message = tr("--fail-on 的值“{value}”无效，可选：{known}。")
        raise ConfigError(message.format(value=fail_on, known="、".join(SEVERITIES)))
    return replace(policy, fail_on=level)


def _fit(target: Path, files: Sequence[str]) -> None:
    """Raise ConfigError where a baseline would be written over an input, or over a file that is none."""
    if is_input(target, files):
        raise ConfigError(tr("输出会覆盖输入文件，请换一个文件名。"), source=str(target))
    if target.exists():
        _load(target)


def _load(path: Path) -> tuple[Old, ...]:
    """Return the entries of a baseline."""
    from auditor.engine.baseline import load

    return load(path)


def _written(target: Path, report: Report, verdict: Verdict, known: tuple[Old, ...] | None) -> tuple[Old, ...]:
    """Return the baseline that was written: ``known`` without what is gone, else all that blocks today."""
    from auditor.engine.baseline import dump, made_of, shrunk

    if known is None:
        made = made_of(report, verdict.blocking)
    else:
        made = shrunk(known, verdict.baseline.stale if verdict.baseline else ())
    put(target, dump(made).encode())
    say(
        tr("已把 {count} 处现有问题记入基线 {file}；它们还没有整改，以后的判断不再拦截。").format(
            count=len(made), file=target
        )
    )
    return made


def _files_of(report: Report) -> dict[int, str]:
    """Return by the identity of a finding the file that it is in; empty where there is one file alone."""
    if len(report.documents) < 2:
        return {}
    return {id(finding): one.source for one in report.documents for finding in one.findings}


def _print(verdict: Verdict, files: Mapping[int, str], to_stderr: bool, reported: bool) -> None:
    """Print the sentence, what blocks, and the notes."""
    lines = [verdict.sentence, *(_line(finding, files.get(id(finding), "")) for finding in verdict.blocking[:_SHOWN])]
    rest = len(verdict.blocking) - _SHOWN
    if rest > 0:
        known = tr("  …… 其余 {rest} 处见报告")
        told = known if reported else tr("  …… 另有 {rest} 处；加 -o report.html 写出全部意见")
        lines.append(told.format(rest=rest))
    lines += [tr("注意：{note}").format(note=note) for note in verdict.notes]
    text = "\n".join(lines)
    say(text) if to_stderr else print(text)


def _line(finding: Finding, source: str) -> str:
    """Return one blocking finding in a line, with its place and the fingerprint that a waiver needs."""
    from auditor.render.words import place_word, short_name

    # The message names the indicator wherever the finding is about one.
    file = source or finding.where.source
    named = (short_name(file) if file else "", finding.where.project_name)
    where = "".join(f"{name}：" for name in named if name)
    place = "；".join(part for part in (place_word(finding.where.place), finding.fingerprint) if part)
    return f"  [{finding.code}] {where}{finding.message}（{place}）"
