"""Parsed rule files that are kept from run to run: the same rules, whatever stands in the folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from auditor.resources import cache_folder
from auditor.rulebook import kept
from auditor.rulebook.load import load
from auditor.rulebook.yamlfile import parse


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path))
    return tmp_path / "rules"


def test_kept_rules_are_those_of_the_files(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load()
    assert list(home.glob("*.json"))
    module = sys.modules["auditor.rulebook.load"]
    monkeypatch.setattr(module, "entries", lambda *_: pytest.fail("parsed again"))
    assert load() == first


@pytest.mark.parametrize("broken", ["", "[", "{}", "[1]", '[["a"]]', '{"a": 1}'])
def test_what_is_broken_is_parsed_again(home: Path, broken: str) -> None:
    first = load()
    for path in home.glob("*.json"):
        path.write_text(broken, encoding="utf-8")
    assert load() == first


def test_no_folder_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in ("", str(tmp_path / "file")):
        monkeypatch.setenv("AUDITOR_CACHE", place)
        assert load().rules
    assert cache_folder("rules") is not None


def test_a_user_s_own_rules_are_not_kept(home: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    text = "- {name: unit.month-out-of-year, enabled: false}\n"
    (pack / "own.yaml").write_text(text, encoding="utf-8")
    load(["core", pack])
    assert kept.read(text) is None


@pytest.mark.parametrize("text", ["- {a: {1: x}}", "- {a: .nan}", "- {a: [1, 2.5, true, null, 文]}"])
def test_only_what_json_says_the_same_is_kept(home: Path, text: str) -> None:
    data, _ = parse(text, "x.yaml")
    kept.write(text, [(data[0], {"a": 1}, 1)])
    found = kept.read(text)
    assert found is None or found == [(data[0], {"a": 1}, 1)]
    assert (found is None) == ("文" not in text)
