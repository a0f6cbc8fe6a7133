"""The artefact that ships: what the manifest says is what lies there, and a damaged one is refused in one sentence."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from auditor.errors import ConfigError
from auditor.nlp.model import default_model, read_model
from auditor.resources import folder

_MOST_BYTES = 12_500_000


@pytest.fixture
def shipped() -> Path:
    return folder("models") / "typo"


def test_files_match_the_manifest(shipped: Path) -> None:
    manifest = json.loads((shipped / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == {"words.json", "grams.bin", "weights.json"}
    for name, described in manifest["files"].items():
        assert hashlib.sha256((shipped / name).read_bytes()).hexdigest() == described["sha256"]
    for name, digest in manifest["inputs"].items():
        assert hashlib.sha256((shipped / name).read_bytes()).hexdigest() == digest, "word file changed: train again"
    assert sum(described["bytes"] for described in manifest["files"].values()) < _MOST_BYTES
    assert "auditor.nlp.train" in manifest["retrain"]


def test_measured_quality_is_what_the_card_promises(shipped: Path) -> None:
    measured = json.loads((shipped / "metrics.json").read_text(encoding="utf-8"))["at_confidence"]
    assert measured["0.85"]["recall"] >= 0.5
    assert measured["0.85"]["false_alarms_per_1000_clauses"] <= 1.0


def test_no_running_text_is_shipped() -> None:
    assert max(len(word) for word in default_model().ids) < 20


def test_a_damaged_artefact_is_refused(shipped: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "typo"
    shutil.copytree(shipped, damaged)
    with (damaged / "weights.json").open("ab") as stream:
        stream.write(b" ")
    with pytest.raises(ConfigError, match="清单不符"):
        read_model(damaged)
    (damaged / "grams.bin").unlink()
    with pytest.raises(ConfigError, match="不完整"):
        read_model(damaged)
