"""The artefact that ships: what the manifest says is what lies there, and a damaged one is refused in one sentence."""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from pathlib import Path

import pytest

from auditor.errors import ConfigError
from auditor.nlp.segment import general_letters
from auditor.nlp.train.looks import again
from auditor.nlp.typo.model import default_model, read_model
from auditor.resources import folder

_LANGUAGE = ("words.bin.z", "pairs.bin", "chars.bin", "general.bin", "wordgrams.bin")
_FILES = (*_LANGUAGE, "sounds.bin.z", "topics.bin", "weights.json", "sieve.json")
_MOST_BYTES = 50_000_000


@pytest.fixture
def shipped() -> Path:
    return folder("models") / "typo"


def test_files_match_the_manifest(shipped: Path) -> None:
    manifest = json.loads((shipped / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == {*_FILES}
    for name, described in manifest["files"].items():
        assert hashlib.sha256((shipped / name).read_bytes()).hexdigest() == described["sha256"]
    for name, digest in manifest["inputs"].items():
        assert hashlib.sha256((shipped / name).read_bytes()).hexdigest() == digest, "word file changed: train again"
    assert sum(described["bytes"] for described in manifest["files"].values()) < _MOST_BYTES
    assert "auditor.nlp.train" in manifest["retrain"]


def test_looks_are_those_of_the_word_files(shipped: Path) -> None:
    held = zlib.decompress((shipped / "sounds.bin.z").read_bytes())
    assert again(held, default_model().chars.symbols, shipped) == held


def test_measured_quality_is_what_the_card_promises(shipped: Path) -> None:
    measured = json.loads((shipped / "metrics.json").read_text(encoding="utf-8"))
    for kind in ("cells", "sentences"):
        warned, certain = (measured[kind]["at_confidence"][least] for least in ("0.6", "0.85"))
        # A character missing or too many is harder to see than one that is wrong.
        assert warned["recall"] >= 0.75
        # Of the judge alone, before caution.
        assert warned["false_alarms_per_1000_texts"] <= 10.0
        assert certain["false_alarms_per_1000_texts"] <= 4.0


def test_right_sentences_are_seldom_reported_on(shipped: Path) -> None:
    reports = json.loads((shipped / "metrics.json").read_text(encoding="utf-8"))["false_reports"]
    assert reports["texts"] >= 5000
    assert reports["0.55"] <= 5.0
    assert reports["0.85"] <= 1.0


def test_confidence_is_the_share_that_is_right(shipped: Path) -> None:
    bands = json.loads((shipped / "metrics.json").read_text(encoding="utf-8"))["cells"]["reliability"]
    enough = [band for band in bands if band["guesses"] >= 100]
    assert enough
    assert all(abs(band["mean_confidence"] - band["right"]) < 0.15 for band in enough)


def test_no_running_text_is_shipped() -> None:
    assert max(len(word) for word in default_model().words.numbers) < 20


def test_parts_of_speech_are_those_of_jieba() -> None:
    words, letters = default_model().words, general_letters()
    assert {word: words.letter(word) for word in words.numbers} == {
        word: letters.get(word, "") if number else "" for word, number in words.numbers.items()
    }


def test_a_damaged_artefact_is_refused(shipped: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "typo"
    shutil.copytree(shipped, damaged)
    with (damaged / "weights.json").open("ab") as stream:
        stream.write(b" ")
    with pytest.raises(ConfigError, match="清单不符"):
        read_model(damaged)
    (damaged / "pairs.bin").unlink()
    with pytest.raises(ConfigError, match="不完整"):
        read_model(damaged)
