"""Help for tests of batches: documents to audit, and audits that misbehave (importable in worker processes)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@pytest.fixture(autouse=True)
def _fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let worker processes import tests/corpus/corpus_fakes.py: they start with our sys.path."""
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.syspath_prepend(str(ROOT))
    sys.modules.pop("corpus_fakes", None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with three documents of a synthetic province."""
    from bench.province.model import Province
    from bench.province.write import write

    province = Province(3, projects=2)
    for number, document in enumerate(province.documents()):
        write(document, tmp_path / "in", number, 0)
    return tmp_path / "in"
