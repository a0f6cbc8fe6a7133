"""Audits and command lines that several tests look at, run once."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@cache
def _audit(name: str) -> Any:
    import auditor

    return auditor.audit(ROOT / "samples" / name).documents[0]


@cache
def _rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@pytest.fixture(scope="session")
def audited() -> Callable[[str], Any]:
    """Return a function: name of a sample → its DocumentReport."""
    return _audit


@pytest.fixture(scope="session")
def gold() -> Callable[[Path], list[dict[str, str]]]:
    """Return a function: path of a gold file → its rows."""
    return lambda path: _rows(path, ",")


@pytest.fixture(scope="session")
def cli() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs ``auditor`` with arguments in a process of its own, outside the checkout."""

    def run(*arguments: object, cwd: Path | None = None, text: str | None = None) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"}
        command = [sys.executable, "-m", "auditor", *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=cwd or ROOT,
            env=environment,
            input=text,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    return run
