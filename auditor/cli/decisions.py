"""``auditor decisions``: put the decision files of several reviewers together and show where they differ."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.lang import tr
from auditor.cli.output import put, say, write_stdout
from auditor.errors import ConfigError
from auditor.records.report import Waiver

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="处理意见文件（JSON、YAML 或审核意见表 xlsx）", show_default=False)
]
Out = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="合并后写到此文件", show_default=False)
]


def decisions(files: Files, out: Out = None) -> None:
    """合并几位审核人的处理意见，列出不一致之处（有不一致时退出码为 1，否则为 0）。"""
    from auditor.engine.decisions import dump, merge
    from auditor.engine.waivers import load_waivers

    if out is not None and any(out.exists() and file.exists() and out.samefile(file) for file in files):
        raise ConfigError(tr("输出会覆盖输入文件，请换一个文件名。"), source=str(out))
    merged = merge([load_waivers(file) for file in files])
    data = dump(merged).encode("utf-8")
    if out is None:
        write_stdout(data)
    else:
        put(out, data)
    counts = tr("共 {count} 条处理意见，{conflicts} 处不一致，{replaced} 条被同一人后来的意见取代。")
    say(counts.format(count=len(merged.decisions), conflicts=len(merged.conflicts), replaced=len(merged.replaced)))
    for conflict in merged.conflicts:
        say(f"  {conflict.fingerprint} {_shown(conflict.entries)}")
    if merged.conflicts:
        raise typer.Exit(1)


def _shown(entries: tuple[Waiver, ...]) -> str:
    """Return who decided what and why, on one line."""
    note = next((entry.note for entry in entries if entry.note), "")
    sides = "；".join(
        f"{entry.who}：{entry.decision or '豁免'}{f'（{entry.why}）' if entry.why else ''}" for entry in entries
    )
    return f"{note} — {sides}" if note else sides
