"""``auditor annotate``: copies of the documents with the findings at their places; ``auditor notice``: 整改通知."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import setup
from auditor.cli.inputs import expand
from auditor.cli.lang import tr
from auditor.cli.output import is_input, put, say
from auditor.config import Limits
from auditor.errors import AuditorError, ConfigError, reason_of
from auditor.files import read_whole
from auditor.records.letter import Letter
from auditor.records.report import DocumentReport, Report
from auditor.records.skipped import OWN_MARK
from auditor.records.standing import Standing

Folder = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="DIR", help="写到此目录，默认为当前目录", show_default=False)
]
Corrected = Annotated[bool, typer.Option("--corrected", help="另存一份改好的 xlsx，只改确定无疑的文字，并列出改动")]
Number = Annotated[str, typer.Option("--number", metavar="TEXT", help="文号，如 某财绩〔2026〕3号", show_default=False)]
Issuer = Annotated[str, typer.Option("--issuer", metavar="TEXT", help="发文机关", show_default=False)]
Deadline = Annotated[
    str, typer.Option("--deadline", metavar="TEXT", help="整改期限，如 2026年3月20日", show_default=False)
]
Contact = Annotated[str, typer.Option("--contact", metavar="TEXT", help="联系人和电话", show_default=False)]
Template = Annotated[
    Path | None, typer.Option("--template", metavar="FILE", help="整改通知的 Word 模板", show_default=False)
]


class Names:
    """Writes copies beside each other: two documents of one name get two, an input is never written to."""

    def __init__(self, out: Path, files: tuple[str, ...]) -> None:
        """Raise ConfigError where ``out`` is the name of a file: a folder of this name is what nobody wants."""
        if out.suffix.lower() in (".docx", ".docm", ".xlsx", ".xlsm", ".pdf") and not out.is_dir():
            raise ConfigError(tr("-o 应为目录，文件名由程序按原文件起。"), source=str(out))
        self._out, self._files = out, files
        self._taken: set[Path] = set()

    def put(self, document: DocumentReport, word: str, suffix: str, data: bytes) -> None:
        """Write one copy; the mark in its name keeps it out of the next audit of the folder.

        Raises ConfigError where it would be an input itself.
        """
        stem = Path(document.source).stem[:70]
        numbers = ("", *(f"-{number}" for number in range(2, len(self._taken) + 3)))
        paths = (self._out / f"{stem}{number}.{word}{OWN_MARK}{suffix}" for number in numbers)
        path = next(path for path in paths if path not in self._taken)
        self._taken.add(path)
        if is_input(path, self._files):
            raise ConfigError(tr("输出会覆盖输入文件，请换一个文件名。"), source=str(path))
        put(path, data)


def annotate(
    inputs: setup.Inputs,
    out: Folder = None,
    corrected: Corrected = False,
    rules: setup.Packs = None,
    config: setup.ConfigFile = None,
    waivers: setup.Waivers = None,
    debug: setup.Debug = False,
) -> None:
    """把意见批注在原文件的副本上：xlsx、docx、pdf（有文件不能加批注或无法判断时退出码为 2，否则为 0）。"""
    settings = setup.configure(config, debug)
    decisions = setup.decided(waivers)
    files = expand(inputs)
    names = Names(out or Path(), files)
    report = replace(setup.run_audit(files, setup.rulebook(settings, rules), settings), decisions=decisions)
    failed = setup.say_unjudged(report, settings.policy)
    said = _standings(report)
    for document in report.documents:
        if document.status != "unreadable":
            still = tuple(finding for finding in document.findings if not said[id(finding)].waived)
            failed |= not _copies(replace(document, findings=still), names, corrected, settings.limits)
    if failed:
        raise typer.Exit(2)


def notice(
    inputs: setup.Inputs,
    out: Folder = None,
    template: Template = None,
    number: Number = "",
    issuer: Issuer = "",
    deadline: Deadline = "",
    contact: Contact = "",
    rules: setup.Packs = None,
    config: setup.ConfigFile = None,
    waivers: setup.Waivers = None,
    debug: setup.Debug = False,
) -> None:
    """给每个部门写一份整改通知（Word），误报和已豁免的不列（有输入无法判断时退出码为 2，否则为 0）。"""
    from auditor.render.notice import chosen
    from auditor.render.notice import notice as write

    settings = setup.configure(config, debug)
    decisions = setup.decided(waivers)
    own = settings.letter
    letter = Letter(
        number or own.number,
        issuer or own.issuer,
        deadline or own.deadline,
        contact or own.contact,
        _bytes(template) if template else None,
    )
    files = expand(inputs)
    names = Names(out or Path(), files)
    report = replace(setup.run_audit(files, setup.rulebook(settings, rules), settings), decisions=decisions)
    failed = setup.say_unjudged(report, settings.policy)
    said = _standings(report)
    for document in report.documents:
        findings = chosen(document, said)
        if findings:
            data = write(document, findings, day=date.today(), decisions=decisions, letter=letter)
            names.put(document, "整改通知", ".docx", data)
        elif document.status == "ok":
            say(tr("{source}：没有需要整改的意见。").format(source=document.source))
    if failed:
        raise typer.Exit(2)


def _standings(report: Report) -> dict[int, Standing]:
    """Return what was decided on every finding of the report, by its identity."""
    from auditor.engine.decisions import settle

    return {id(one.finding): one.standing for one in settle(report, report.decisions, date.today())}


def _copies(document: DocumentReport, names: Names, corrected: bool, limits: Limits) -> bool:
    """Write the copies of one document; return whether that worked, saying why not."""
    from auditor.render.annotate import annotate as annotated
    from auditor.render.annotate.xlsx import correct

    try:
        data = _content(document.source, limits)
        suffix = Path(document.source).suffix.lower()
        names.put(document, "批注", suffix, annotated(data, document))
        count = len(document.findings)
        say(tr("  批注 {count} 处。").format(count=count) if count else tr("  没有意见，副本里没有批注。"))
        if corrected and suffix in (".xlsx", ".xlsm"):
            fixed, changes = correct(data, document)
            names.put(document, "更正", suffix, fixed)
            say(tr("  改动 {count} 处，见“更正清单”。").format(count=len(changes)))
    except AuditorError as error:
        say(str(error))
        return False
    return True


def _content(source: str, limits: Limits) -> bytes:
    """Return the bytes of a document, also of one in an archive."""
    from auditor.readers import zipped

    path, *inside = source.split(zipped.SEPARATOR)
    return zipped.content(Path(path), inside, limits)[0] if inside else _bytes(Path(source))


def _bytes(path: Path) -> bytes:
    """Return the content of a file. Raises ConfigError where there is none."""
    try:
        return read_whole(path)
    except OSError as error:
        reason = tr(reason_of(error))
        raise ConfigError(tr("文件打不开（{reason}）。").format(reason=reason), source=str(path)) from None
