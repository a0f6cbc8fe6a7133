"""Items: what a line of table 12 or 13 says, cell by cell, before anybody knows to which project it belongs."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.records.document import EMPTY, Cell
from auditor.records.outcome import Outcome
from auditor.records.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Fields:
    """The indicator of a line; ``kind`` is one of vocabulary.KINDS or other, ``sub`` the sub-kind."""

    kind: str
    sub: str
    level1: Cell = EMPTY
    level2: Cell = EMPTY
    name: Cell = EMPTY
    operator: Cell = EMPTY
    value: Cell = EMPTY
    unit: Cell = EMPTY


@dataclass(frozen=True, slots=True)
class Item:
    """One line. ``owner`` is the text in the project (or activity) column, whole or a piece; ``amounts`` are its slots.

    ``anchor`` says that the line begins a project; ``key`` is then its code or name, for telling repetitions; ``code``
    is its code where that is a cell of its own or was told from the name.
    ``details`` are (label, cell) of what is known and kept beside the fields; ``lost`` are cells that have no meaning
    where they stand. ``outcome`` is what an evaluation says beside the target. ``doubt`` is a Chinese sentence where it
    is not sure that the line was read right.
    """

    place: Place = NOWHERE
    piece: int = 0
    fields: Fields | None = None
    owner: Cell = EMPTY
    code: Cell = EMPTY
    amounts: tuple[Cell, ...] = ()
    objective: Cell = EMPTY
    agency: Cell = EMPTY
    anchor: bool = False
    key: str = ""
    lost: tuple[Cell, ...] = ()
    details: tuple[tuple[str, Cell], ...] = ()
    outcome: Outcome | None = None
    doubt: str = ""
