"""The cases: a right document in one format and the faults that are planted in it one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "made"
_RULE = "\n---\n"


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that replaces another, and words of which a finding about it must show one."""

    right: str
    wrong: str
    shown: tuple[str, ...]

    def planted(self, text: str) -> str:
        """Return the document with the fault."""
        if text.count(self.right) != 1:
            raise ValueError(f"{self.right!r} stands {text.count(self.right)} times in the document")
        return text.replace(self.right, self.wrong)


@dataclass(frozen=True, slots=True)
class Case:
    """A document: its kind (evaluation, monitoring, prose), its format, its right text, its faults."""

    name: str
    kind: str
    form: str
    text: str
    faults: tuple[Fault, ...]


def cases(folder: Path = FOLDER) -> Iterator[Case]:
    """Yield the cases of a folder by name: head (kind, format), text and faults, with a rule between them."""
    for path in sorted(folder.glob("*.txt")):
        head, text, faults = path.read_text(encoding="utf-8").split(_RULE)
        kind, form = head.split()
        yield Case(path.stem, kind, form, text, tuple(_fault(line) for line in faults.strip().splitlines()))


def _fault(line: str) -> Fault:
    change, _, shown = line.rpartition(" ## ")
    right, _, wrong = change.partition(" => ")
    return Fault(right, wrong, tuple(shown.split(";")))
