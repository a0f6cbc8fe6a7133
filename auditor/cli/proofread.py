"""``auditor proofread``: wrong characters in plain texts, one text a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from auditor import api
from auditor.api import STDIN
from auditor.bounds import OverTimeError, bounded, memory_message, time_message
from auditor.cli import setup
from auditor.cli.lang import tr
from auditor.cli.output import say, write_stdout
from auditor.config import Config
from auditor.errors import ConfigError, UnreadableError, reason_of
from auditor.files import read_whole
from auditor.readers.known import is_known
from auditor.records.edit import Edit
from auditor.records.rule import SEVERITY_WORDS, Severity

# The levels at which a correction is reported; the rules of family typo use the same. A hint is only ever a word in the
# place of another of the same sound: of 3,300 right lines three have one.
ERROR_FROM = 0.85
WARNING_FROM = 0.55
HINT_FROM = 0.2
# So many lines take seconds.
_MANY = 10_000
_TEXTS = (".txt", ".md", ".markdown", ".csv", ".tsv", ".htm", ".html")

File = Annotated[str, typer.Argument(metavar="[FILE|-]", help="文本文件，每行一段；- 为标准输入", show_default=False)]
Opinion = Annotated[
    Path | None,
    typer.Option(
        "--second-opinion",
        metavar="DIR",
        help="再请一个掩码语言模型复核：内有 model.onnx 和 vocab.txt 的文件夹",
        show_default=False,
    ),
]
Words = Annotated[
    Path | None,
    typer.Option("--words", metavar="FILE", help="自己的词表（UTF-8，一行一词）：其中的词一律不改", show_default=False),
]
Timeout = Annotated[
    float | None,
    typer.Option("--timeout", metavar="SECONDS", help="每一万行的时间上限（秒），默认 600", show_default=False),
]
TextFormat = Annotated[str, typer.Option("-f", "--format", metavar="FORMAT", help="输出格式：text jsonl")]


def proofread(
    file: File = STDIN,
    fmt: TextFormat = "text",
    second_opinion: Opinion = None,
    words: Words = None,
    timeout: Timeout = None,
    memory: setup.Memory = None,
) -> None:
    """校对文字，指出错别字并给出改法。"""
    if fmt not in ("text", "jsonl"):
        raise ConfigError(tr("不认识的格式“{name}”，可选：{known}。").format(name=fmt, known="text、jsonl"))
    limits = setup.within(Config(), timeout, memory).limits
    texts = _lines(file)
    if len(texts) >= _MANY:
        say(tr("正在校对 {count} 行……").format(count=len(texts)))
    name, seconds = api.source_name(file), limits.timeout * max(1, -(-len(texts) // _MANY))
    try:
        with bounded(seconds, limits.memory):
            results = api.proofread(texts, second_opinion, words)
    except OverTimeError:
        raise UnreadableError(time_message(seconds), source=name) from None
    except MemoryError:
        raise UnreadableError(memory_message(limits.memory), source=name) from None
    shown = _text if fmt == "text" else _jsonl
    lines = [
        line
        for place, (text, edits) in enumerate(zip(texts, results, strict=True), start=1)
        for line in shown(place, text, reported(edits))
    ]
    if fmt == "text" and not lines:
        lines = [tr("没有发现错别字。")]
    write_stdout("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


def reported(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits sure enough to be reported, in order, without those that overlap a surer one."""
    from auditor.nlp.typo.marker import apart

    firm = [edit for edit in edits if edit.confidence >= (HINT_FROM if edit.is_word else WARNING_FROM)]
    return tuple(apart(firm))


def corrected(text: str, edits: Sequence[Edit]) -> str:
    """Return ``text`` with ``edits`` (in order, not overlapping) applied."""
    for edit in reversed(edits):
        text = text[: edit.start] + edit.right + text[edit.end :]
    return text


def _lines(file: str) -> list[str]:
    """Return the lines of a UTF-8 file or of standard input; raises UnreadableError."""
    name = api.source_name(file)
    try:
        data = sys.stdin.buffer.read() if file == STDIN else read_whole(Path(file))
        text = data.decode("utf-8-sig")
        if not text.strip():
            raise UnreadableError(tr("文件是空的，没有可读的内容。"), source=name)
        return text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        if is_known(file) and not file.lower().endswith(_TEXTS):
            message = tr("这是文档，不是纯文本；校对和审核预算文件请用 auditor audit {file}。").format(file=file)
            raise UnreadableError(message, source=name) from None
        raise UnreadableError(tr("文本不是 UTF-8 编码，请另存为 UTF-8 后再试。"), source=name) from None
    except OSError as error:
        message = tr("文件打不开（{reason}）。").format(reason=tr(reason_of(error)))
        raise UnreadableError(message, source=name) from None


def severity_of(edit: Edit) -> Severity:
    """Return the severity at which an edit is reported."""
    if edit.confidence >= ERROR_FROM:
        return "error"
    return "warning" if edit.confidence >= WARNING_FROM else "info"


def _jsonl(_: int, text: str, edits: Sequence[Edit]) -> list[str]:
    """Return one JSON line for every text."""
    rows: list[dict[str, Any]] = [
        {
            "start": edit.start,
            "end": edit.end,
            "wrong": edit.wrong,
            "right": edit.right,
            "confidence": round(edit.confidence, 4),
            "severity": severity_of(edit),
        }
        for edit in edits
    ]
    return [json.dumps({"text": text, "corrected": corrected(text, edits), "edits": rows}, ensure_ascii=False)]


def _text(place: int, text: str, edits: Sequence[Edit]) -> list[str]:
    """Return the lines for a text with corrections, none where it has none."""
    if not edits:
        return []
    from auditor.render.words import visible

    lines = [tr("第 {place} 行：{text}").format(place=place, text=text)]
    for edit in edits:
        why = f"，{edit.why}" if edit.why else ""
        lines.append(
            f"  “{edit.wrong}”→“{edit.right}”（{SEVERITY_WORDS[severity_of(edit)]}，{edit.confidence:.0%}{why}）"
        )
    lines.append(tr("  改后：{text}").format(text=corrected(text, edits)))
    return [visible(line) for line in lines]
