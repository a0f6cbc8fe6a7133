"""Where reports go: standard output, a file, a folder; files appear whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.api import STDIN
from auditor.cli.lang import tr
from auditor.errors import ConfigError, reason_of
from auditor.files import save_whole
from auditor.records.output import Format
from auditor.records.skipped import OWN_MARK


@dataclass(frozen=True, slots=True)
class Target:
    """One output: its format and its file; None is standard output."""

    format: str
    path: Path | None


def targets(
    formats: Sequence[str], out: str | None, inputs: Sequence[str], known: Mapping[str, Format], title: str = "审核报告"
) -> tuple[Target, ...]:
    """Return where each format goes. ``out`` is a folder, a file, "-" or None; ``known`` are the formats by name.

    A report on several inputs is named ``title``.
    Without ``out`` texts go to standard output, HTML and workbooks to a file here that is named after the input.
    Raises ConfigError where several formats would share one file or an input would be overwritten.
    """
    wanted = tuple(dict.fromkeys(formats)) or (_format_of(out, known),)
    for name in wanted:
        if name not in known:
            raise ConfigError(tr("不认识的格式“{name}”，可选：{known}。").format(name=name, known="、".join(known)))
    stem = _stem(inputs, title)
    found = tuple(Target(name, _place(known[name], out, stem, len(wanted))) for name in wanted)
    for target in found:
        if target.path is not None and is_input(target.path, inputs):
            raise ConfigError(tr("输出会覆盖输入文件，请换一个文件名。"), source=str(target.path))
    if sum(target.path is None for target in found) > 1:
        raise ConfigError(tr("几种格式不能同时写到标准输出，请用 -o 给出目录。"))
    return found


def is_input(target: Path, inputs: Iterable[str]) -> bool:
    """Return whether ``target`` is one of the inputs under any name (a link, another spelling)."""
    if not target.exists():
        return False
    return any(item != STDIN and Path(item).exists() and target.samefile(item) for item in inputs)


def write(target: Target, data: bytes) -> None:
    """Write ``data`` to the target, saying on stderr where; raises ConfigError where the file cannot be written."""
    if target.path is None:
        write_stdout(_harmless(data) if target.format == "csv" and sys.stdout.isatty() else data)
        return
    put(target.path, data)


def _harmless(data: bytes) -> bytes:
    """Return text for a terminal: characters that would command it are shown, not obeyed."""
    from auditor.render.words import visible

    return visible(data.decode("utf-8", "replace").replace("\r\n", "\n")).encode()


def put(path: Path, data: bytes) -> None:
    """Write a file and say so on stderr, and also that another content went under its name."""
    before = _known(path)
    save(path, data)
    over = before is not None and before != data
    say(tr("已写出（覆盖了原有的同名文件）：{path}" if over else "已写出：{path}").format(path=path))


def _known(path: Path) -> bytes | None:
    """Return what stands in a file, None where there is none (or none that can be read)."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def save(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all. Raises ConfigError where it cannot be written."""
    try:
        save_whole(path, data)
    except OSError as error:
        raise _not_written(path, error) from None


def write_stdout(data: bytes) -> None:
    """Write bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """Print one line for the user on stderr."""
    print(message, file=sys.stderr, flush=True)


def _not_written(path: Path, error: OSError) -> ConfigError:
    """Return the error for a file that cannot be written."""
    reason = tr(reason_of(error))
    return ConfigError(tr("无法写入文件（{reason}），请检查路径和权限。").format(reason=reason), source=str(path))


def _format_of(out: str | None, known: Mapping[str, Format]) -> str:
    """Return the format that the suffix of ``out`` means, else the first of those known."""
    suffix = Path(out).suffix.lower() if out else ""
    return next((name for name, format in known.items() if format.suffix == suffix), next(iter(known)))


def _stem(inputs: Sequence[str], title: str) -> str:
    """Return the name of a report on ``inputs``: after the only input, else ``title``."""
    single = inputs[0] if len(inputs) == 1 and inputs[0] != STDIN else ""
    # A file name holds 255 bytes on most systems, a Chinese character takes three of them.
    return (Path(single).stem[:80] or title) + OWN_MARK


def _place(format: Format, out: str | None, stem: str, count: int) -> Path | None:
    """Return the file of one format; None is standard output."""
    if out == STDIN:
        return None
    if out is None:
        return None if format.screen else Path(stem + format.suffix)
    path = Path(out)
    if path.is_dir() or out.endswith(("/", os.sep)) or (not path.suffix and not path.is_file()):
        return path / (stem + format.suffix)
    if count > 1:
        raise ConfigError(tr("几种格式不能写进同一个文件，请用 -o 给出目录。"), source=out)
    return path
