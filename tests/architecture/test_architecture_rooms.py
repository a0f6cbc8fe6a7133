"""The rooms of extraction follow the way of a document: each is entered from those before it, never the other way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.test_architecture_layers import PACKAGE, imported

ROOMS = ("words", "money", "lines", "segments", "layout", "rows", "projects", "accounts")
BETWEEN = frozenset({"items", "part", "guard"})
"""Records that go from room to room, and the guard around the work of a table."""


def _into(file: Path) -> set[str]:
    """Return the rooms and records of extraction that a file imports."""
    targets = imported(file.read_text(encoding="utf-8"))
    return {target.split(".")[2] for target in targets if target.startswith("auditor.extract.")}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_those_before_it(room: str) -> None:
    before = BETWEEN | set(ROOMS[: ROOMS.index(room) + 1])
    files = sorted((PACKAGE / "extract" / room).glob("*.py"))
    assert len(files) > 1, "the room is empty: the walk is broken"
    assert {file.name: _into(file) - before for file in files if _into(file) - before} == {}


def test_every_module_of_extraction_is_in_a_room() -> None:
    loose = {file.stem for file in (PACKAGE / "extract").glob("*.py")} - {"__init__"}
    rooms = {folder.name for folder in (PACKAGE / "extract").iterdir() if (folder / "__init__.py").exists()}
    assert loose == BETWEEN
    assert rooms == set(ROOMS)
