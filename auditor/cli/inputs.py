"""INPUT arguments: files, folders, "-"."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from auditor.api import STDIN
from auditor.cli.lang import tr
from auditor.cli.output import say
from auditor.config import Config
from auditor.errors import ConfigError
from auditor.records.skipped import Skipped, told


def expand(inputs: Sequence[str]) -> tuple[str, ...]:
    """Return the files that ``inputs`` mean, none twice; see ``survey``. What is skipped is said on stderr."""
    files, skipped = survey(inputs)
    if sentence := told(skipped):
        say(sentence)
    return files


def survey(inputs: Sequence[str]) -> tuple[tuple[str, ...], tuple[Skipped, ...]]:
    """Return (files, what is skipped) of ``inputs``: a folder stands for every readable file below it.

    Raises ConfigError where a folder holds none. A path that does not exist stays: the audit reports it.
    """
    from auditor.readers.inventory import below

    found: dict[str, None] = {}
    skipped: list[Skipped] = []
    for item in inputs:
        if item == STDIN or not Path(item).is_dir():
            found[item] = None
            continue
        met = tuple(below(Path(item)))
        skipped += [one.left_out for one in met if one.skipped]
        files = [one.path for one in met if not one.skipped]
        if not files:
            raise ConfigError(tr("文件夹里没有可以读取的文件。"), source=item)
        found |= dict.fromkeys(files)
    return tuple(found), tuple(skipped)


def members(files: Sequence[str], config: Config) -> tuple[str, ...]:
    """Return ``files`` with the documents of archives in their place. What is skipped is said on stderr."""
    from auditor.readers.inventory import inside

    found = [item for file in files for item in inside(file, config.max_bytes, config.limits)]
    if sentence := told(item.left_out for item in found if item.skipped):
        say(sentence)
    return tuple(item.path for item in found if not item.skipped)
