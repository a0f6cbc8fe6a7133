"""Which documents a folder tree or a list of paths means, the members of its archives included."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from auditor.config import Limits
from auditor.errors import ConfigError
from auditor.files import read_whole

# Reports and folders that this program wrote are no inputs.
OWN_MARK = ".audit"


@dataclass(frozen=True, slots=True)
class Task:
    """One document to audit: ``path`` opens it (``a.zip!/b.xlsx`` too), ``label`` names it within its folder."""

    label: str
    path: str


def tasks(given: Path, max_bytes: int, limits: Limits) -> Iterator[Task]:
    """Yield the documents below the folder ``given``, in the archive, or on the list, one path a line.

    Raises ConfigError where ``given`` does not exist or is neither a folder, an archive nor a list of paths.
    """
    from auditor import readers

    for label, path in _files(given):
        members = readers.members(path, max_bytes, limits)
        for member in members:
            yield Task(shown(label + member[len(path) :]), member)


def is_document(path: str) -> bool:
    """Return whether a file below a folder is a document: a reader knows it, it is not hidden, a lock or our own."""
    from auditor.readers import is_known

    *_, name = parts = PurePosixPath(path).parts
    ours = PurePosixPath(PurePosixPath(name).stem).suffix == OWN_MARK
    return is_known(name) and not ours and not any(_skipped(part) for part in parts)


def shown(name: str) -> str:
    """Return a file name that may hold bytes of another encoding as text that can be stored."""
    return os.fsencode(name).decode("utf-8", "replace").replace(os.sep, "/")


def _files(given: Path) -> Iterator[tuple[str, str]]:
    """Yield (label, path) of every file."""
    if given.is_dir():
        yield from _below(given)
    elif given.suffix.lower() == ".zip" and given.is_file():
        yield given.name, str(given)
    else:
        yield from _listed(given)


def _below(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the files below a folder that a reader knows, sorted within each folder, without holding the tree.

    Links to folders are followed, each folder is entered once.
    """
    entered = {os.path.realpath(folder)}
    for home, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [one for one in sorted(folders) if not _skipped(one) and _enter(Path(home) / one, entered)]
        for name in sorted(names):
            if is_document(name):
                path = Path(home) / name
                yield str(path.relative_to(folder)), str(path)


def _enter(folder: Path, entered: set[str]) -> bool:
    """Return whether a folder was not entered yet under any name, and note that it is."""
    real = os.path.realpath(folder)
    new = real not in entered
    entered.add(real)
    return new


def _skipped(name: str) -> bool:
    """Return whether a file or folder is hidden, a lock file of an office program, or our own output."""
    return name.startswith((".", "~$")) or name.endswith(OWN_MARK)


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
