"""Which documents a folder tree or a list of paths means, the members of its archives included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.config import Limits
from auditor.errors import ConfigError
from auditor.files import read_whole
from auditor.readers.inventory import Item, below, inside, shown
from auditor.records.skipped import Skipped


@dataclass(frozen=True, slots=True)
class Task:
    """One document to audit: ``path`` opens it (``a.zip!/b.xlsx`` too), ``label`` names it within its folder."""

    label: str
    path: str


def tasks(given: Path, max_bytes: int, limits: Limits) -> Iterator[Task]:
    """Yield the documents of ``survey``, without what is skipped."""
    yield from (one for one in survey(given, max_bytes, limits) if isinstance(one, Task))


def survey(given: Path, max_bytes: int, limits: Limits) -> Iterator[Task | Skipped]:
    """Yield the files below the folder ``given``, in the archive, or on the list, one path a line.

    Raises ConfigError where ``given`` does not exist or is neither a folder, an archive nor a list of paths.
    """
    for item in _files(given):
        if item.skipped:
            yield item.left_out
            continue
        for member in inside(item.path, max_bytes, limits):
            label = shown(item.label + member.path[len(item.path) :])
            yield Skipped(label, member.skipped) if member.skipped else Task(label, member.path)


def _files(given: Path) -> Iterator[Item]:
    if given.is_dir():
        yield from below(given)
    elif given.suffix.lower() == ".zip" and given.is_file():
        yield Item(given.name, str(given))
    else:
        yield from (Item(label, path) for label, path in _listed(given))


def _listed(given: Path) -> Iterator[tuple[str, str]]:
    """Yield the files that a list names, one a line; a relative path starts at the list's folder.

    A path that does not exist stays: its document will say so.
    """
    seen: set[str] = set()
    for line in _lines(given):
        path = str(given.parent / line)
        if path not in seen:
            seen.add(path)
            yield line, path


def _lines(given: Path) -> Iterable[str]:
    """Return the paths on a list, without comments and empty lines."""
    source = str(given)
    try:
        text = read_whole(given).decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError("文件夹或清单不存在，请检查路径。", source=source) from None
    except (OSError, UnicodeDecodeError):
        raise ConfigError("清单不是 UTF-8 文本；请给出文件夹、压缩包或清单（每行一个路径）。", source=source) from None
    found = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not any((given.parent / line.partition("!/")[0]).exists() for line in found):
        raise ConfigError("清单里没有一行是存在的文件；请给出文件夹、压缩包或清单（每行一个路径）。", source=source)
    return found
