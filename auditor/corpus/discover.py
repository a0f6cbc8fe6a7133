"""Which documents a folder tree or a list of paths means, the members of its archives included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.config import Limits
from auditor.errors import ConfigError
from auditor.files import read_whole
from auditor.readers.inventory import Item, below, inside, is_results, shown
from auditor.readers.known import is_archive, is_known
from auditor.records.skipped import OWN_MARK, Skipped

_LISTS = frozenset({".txt"})


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
        if not is_archive(item.path):
            yield Task(shown(item.label), item.path)
            continue
        for member in inside(item.path, max_bytes, limits):
            label = shown(item.label + member.path[len(item.path) :])
            yield Skipped(label, member.skipped) if member.skipped else Task(label, member.path)


def require(given: Path) -> None:
    """Raise ConfigError, before anything is written, where ``given`` is no folder, archive or list of paths."""
    if not given.is_dir() and not _is_archive(given):
        _lines(given)


def keep_apart(given: Path, home: Path) -> None:
    """Raise ConfigError where results would lie among the documents of ``given``, to be taken for documents next time.

    A folder of its own below ``given`` is well: the walk knows it by what is in it, or by its name.
    """
    if not given.is_dir() or not home.exists():
        return
    inner, outer = home.resolve(), given.resolve()
    own = is_results(home) or home.name.endswith(OWN_MARK) or not any(home.iterdir())
    if inner == outer or (outer in inner.parents and not own):
        raise ConfigError("结果不能写进存放预算文件的文件夹，请用 -o 给出另一个文件夹。", source=str(home))


def _is_archive(given: Path) -> bool:
    return given.suffix.lower() == ".zip" and given.is_file()


def _files(given: Path) -> Iterator[Item]:
    if given.is_dir():
        yield from below(given)
    elif _is_archive(given):
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
        fault = "清单不是 UTF-8 文本；请给出文件夹、压缩包或清单（每行一个路径）。"
        raise ConfigError(_document(given) or fault, source=source) from None
    found = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not any(_exists(given.parent / line.partition("!/")[0]) for line in found):
        fault = "清单里没有一行是存在的文件；请给出文件夹、压缩包或清单（每行一个路径）；单份文件请用 auditor audit。"
        raise ConfigError(_document(given) or fault, source=source)
    return found


def _document(given: Path) -> str:
    """Return what to say of a document where a list should be, "" for a file that may well be meant as a list."""
    known = is_known(given.name) and given.suffix.lower() not in _LISTS
    return f"这是一份文件，请用 auditor audit {given}；batch 要文件夹、压缩包或清单（每行一个路径）。" if known else ""


def _exists(path: Path) -> bool:
    """Return whether a line of a list is a path; a line of prose is too long for one, or holds what no name may."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
