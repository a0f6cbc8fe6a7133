"""The one walk over folders and archives: their documents in order, and what is skipped beside them.

A folder or file that cannot be opened is a document here: reading it says why, so that no command passes it over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from auditor.config import DEFAULT_MAX_BYTES, Limits
from auditor.errors import UnreadableError
from auditor.readers import check_size, zipped
from auditor.readers.known import AGAIN, OWN, is_archive, passed_over, skipped_as
from auditor.records.skipped import Skipped

LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Item:
    """A file that the walk met: ``path`` opens it (``a.zip!/b.xlsx`` too), ``label`` names it within its folder.

    ``skipped`` is the kind for which it is not opened, "" for a document.
    """

    label: str
    path: str
    skipped: str = ""

    @property
    def left_out(self) -> Skipped:
        """Return the record of a file that is skipped."""
        return Skipped(shown(self.label), self.skipped)


def below(folder: Path) -> Iterator[Item]:
    """Yield every file below a folder, sorted within each folder, without holding the tree; archives stay closed.

    Links are followed, to files and to folders; each folder is entered once.
    """
    entered = {os.path.realpath(folder)}
    closed: list[str] = []
    for home, folders, names in os.walk(folder, onerror=lambda error: closed.append(error.filename), followlinks=True):
        yield from _closed(closed, folder)
        # As texts, not as Path: of ten thousand names that takes longer than all the rest of a run without news.
        before, start, links = _start(Path(home).relative_to(folder)), _start(home), _links(home)
        for name in sorted(names):
            path = f"{start}{name}"
            kind = skipped_as(name)
            # What a link without an end would lead to cannot be known by its name.
            lost = name in links and not passed_over(name) and not Path(path).exists()
            yield Item(f"{before}{name}", path, "" if lost else kind)
        kinds = {name: _kind_of(Path(home) / name, entered) for name in sorted(folders)}
        for name in (name for name, kind in kinds.items() if kind):
            yield Item(str((Path(home) / name).relative_to(folder)) + os.sep, str(Path(home) / name), kinds[name])
        folders[:] = [name for name, kind in kinds.items() if not kind]
    yield from _closed(closed, folder)


def _start(folder: Path | str) -> str:
    """Return how the paths of files in a folder begin."""
    text = "" if folder == Path() else str(folder)
    return text if not text or text.endswith(os.sep) else text + os.sep


def _links(folder: str) -> set[str]:
    """Return the names of the links in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        return {entry.name for entry in entries if entry.is_symlink()}
    return set()


def _closed(closed: list[str], folder: Path) -> Iterator[Item]:
    """Yield the folders that could not be opened, and forget them."""
    while closed:
        path = Path(closed.pop(0))
        yield Item(str(path.relative_to(folder)), str(path))


def _kind_of(folder: Path, entered: set[str]) -> str:
    """Return the kind for which a folder is not entered, "" where it is; see ``_again``."""
    return passed_over(folder.name) or (OWN if is_results(folder) else "") or _again(folder, entered)


def is_results(folder: Path) -> bool:
    """Return whether a batch wrote its results here, whatever the folder is called: its lock and its page show it."""
    return (folder / ".lock").exists() and any(folder.glob("page/report-*.css"))


def _again(folder: Path, entered: set[str]) -> str:
    """Return the kind of a folder that was entered before under any name, "" for a new one; note that it is."""
    real = os.path.realpath(folder)
    if real in entered:
        return AGAIN
    entered.add(real)
    return ""


def inside(path: str, max_bytes: int = DEFAULT_MAX_BYTES, limits: Limits = LIMITS) -> Iterator[Item]:
    """Yield every file in an archive, archives in it opened too, one level deep; any other file as it is.

    An archive that cannot be opened, or holds no document, is yielded itself, too: reading it says why.
    """
    if not is_archive(path) or not Path(path).is_file():
        yield Item(Path(path).name, path)
        return
    try:
        check_size(Path(path), max_bytes)
        names = zipped.members(Path(path), path, limits)
    except UnreadableError:
        names = ()
    items = [_member(name, path) for name in names]
    if all(item.skipped for item in items):
        yield Item(Path(path).name, path)
    yield from items


def _member(name: str, archive: str) -> Item:
    label = Path(archive).name + name[len(archive) :]
    return Item(label, name, skipped_as(name[len(archive) + len(zipped.SEPARATOR) :]))


def shown(name: str) -> str:
    """Return a file name that may hold bytes of another encoding as text that can be stored."""
    return os.fsencode(name).decode("utf-8", "replace").replace(os.sep, "/")
