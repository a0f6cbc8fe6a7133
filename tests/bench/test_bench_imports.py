"""Every bench can be loaded: what it takes from the program is there under that name."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted((ROOT / "bench").rglob("*.py"))]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_it_is_loaded(name: str) -> None:
    importlib.import_module(name)
