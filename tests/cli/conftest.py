"""Help for tests of the command line: run it in this process, with documents of samples/."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from auditor import api
from auditor.cli.main import main

ROOT = Path(__file__).resolve().parents[2]


class Run(NamedTuple):
    """What a call left: exit code, standard output, stderr."""

    code: int
    out: str
    err: str


@pytest.fixture
def faulty() -> str:
    """Return a sample document with defects."""
    return str(ROOT / "samples" / "faulty-bureau.md")


@pytest.fixture
def clean() -> str:
    """Return a sample document without errors."""
    return str(ROOT / "samples" / "clean-agency.md")


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[Sequence[str]], Run]:
    """Return a function that runs the program in an empty folder, without the proofreader (it takes seconds)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)

    def call(*arguments: str) -> Run:
        code = main(arguments)
        return Run(code, *capsys.readouterr())

    return call
