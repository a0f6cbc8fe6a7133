"""What lay beside the documents of a folder or an archive and was not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Reports and folders that this program wrote are named so, and are no inputs.
OWN_MARK = ".audit"
_SHOWN = 5  # names of a kind


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not opened because of its name: ``kind`` says in Chinese which sort of file it is."""

    path: str
    kind: str


def told(skipped: Iterable[Skipped]) -> str:
    """Return in a sentence how many files of which kinds were skipped, with their names, "" where none was."""
    kinds: dict[str, list[str]] = {}
    for one in skipped:
        kinds.setdefault(one.kind, []).append(one.path)
    count = sum(map(len, kinds.values()))
    parts = "；".join(f"{kind} {len(paths)} 个（{_names(paths)}）" for kind, paths in kinds.items())
    return f"跳过 {count} 个文件，没有读取：{parts}。" if count else ""


def _names(paths: list[str]) -> str:
    return "、".join(paths[:_SHOWN]) + ("等" if len(paths) > _SHOWN else "")
