"""Templates that are kept from run to run: the same pages, whatever stands in the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.records.report import Report, Ruleset
from auditor.render.html_report import environment, render


def page() -> str:
    """Return a page, made as a program that has just started makes it."""
    environment.cache_clear()
    return render(Report("1", Ruleset((), 0, ""), ()))


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path))
    first = page()
    assert list((tmp_path / "templates").iterdir())
    monkeypatch.setattr("jinja2.environment.Environment._generate", lambda *_, **__: pytest.fail("compiled again"))
    assert page() == first


@pytest.mark.parametrize("broken", [b"", b"j2", b"j2\x05\x00", "\u5b57".encode()])
def test_what_is_broken_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bytes) -> None:
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path))
    first = page()
    for path in (tmp_path / "templates").iterdir():
        path.write_bytes(broken or path.read_bytes()[: len(path.read_bytes()) // 2])
    assert page() == first


def test_no_folder_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in ("", str(tmp_path / "file")):
        monkeypatch.setenv("AUDITOR_CACHE", place)
        assert page()
