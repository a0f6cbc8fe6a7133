"""INPUT arguments: files, folders, "-"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from auditor.api import STDIN
from auditor.cli.lang import tr
from auditor.errors import ConfigError

# Reports that this program wrote are no inputs when their folder is audited again.
REPORT_MARK = ".audit"


def expand(inputs: Sequence[str]) -> tuple[str, ...]:
    """Return the files that ``inputs`` mean, none twice: a folder stands for every readable file below it.

    Raises ConfigError where a folder holds none. A path that does not exist stays: the audit reports it.
    """
    found: dict[str, None] = {}
    for item in inputs:
        if item != STDIN and Path(item).is_dir():
            files = sorted(_readable(Path(item)))
            if not files:
                raise ConfigError(tr("文件夹里没有可以读取的文件。"), source=item)
            found |= dict.fromkeys(files)
        else:
            found[item] = None
    return tuple(found)


def _readable(folder: Path) -> Iterator[str]:
    """Yield the files below ``folder`` that a reader knows, but hidden and lock files, and reports of ours."""
    from auditor.readers import is_known

    for path in folder.rglob("*"):
        below = path.relative_to(folder)
        hidden = any(part.startswith((".", "~$")) for part in below.parts)
        ours = Path(path.stem).suffix == REPORT_MARK or any(part.endswith(REPORT_MARK) for part in below.parts)
        if is_known(path.name) and not hidden and not ours and path.is_file():
            yield str(path)


def is_input(target: Path, inputs: Iterable[str]) -> bool:
    """Return whether ``target`` is one of the inputs under any name (a link, another spelling)."""
    if not target.exists():
        return False
    return any(item != STDIN and Path(item).exists() and target.samefile(item) for item in inputs)
