"""Every command that the pages for users show is run, page by page, on the bundled samples."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "zh").glob("*.md"))
# What other tests run: the installation (.ci/run, test_documents_readme), the bundle (test_documents_offline).
ELSEWHERE = ("python -m venv ", ".venv/bin/python -m pip ", "python -m pip install ", "python docs/offline/bundle.py ")


def blocks(page: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def commands(page: Path) -> Iterator[str]:
    for block in blocks(page, "shell"):
        yield from (line for line in block.splitlines() if line.strip())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples in it, as in a checkout; the test runs there."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("make", "__pycache__"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_are_pages_and_commands() -> None:
    assert len(PAGES) > 10
    assert sum(len(list(commands(page))) for page in PAGES) > 30


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_works(page: Path, place: Path, capsys: Any) -> None:
    for line in commands(page):
        if line.startswith(ELSEWHERE):
            continue
        assert line.startswith("auditor "), line
        arguments = shlex.split(line, comments=True)[1:]
        if arguments[0] == "serve":
            _serves(arguments, place)
            continue
        code, told = main(arguments), capsys.readouterr()
        if "--engine" in arguments:
            assert "命令行有误" not in told.err, line
            continue
        assert code == 0 or "退出码不论" in line, (line, told.out[-500:], told.err[-500:])
        assert "Traceback" not in told.err


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.stem)
def test_every_program_runs(page: Path, place: Path, capsys: Any) -> None:
    (place / "out").mkdir()
    for block in blocks(page, "python"):
        exec(compile(block, page.name, "exec"), {})
    assert capsys.readouterr().out


def _serves(arguments: list[str], place: Path) -> None:
    """Start the page and end it again as soon as it says where it is."""
    more = [] if "--no-browser" in arguments else ["--no-browser"]
    command = [sys.executable, "-m", "auditor", *arguments, *more]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        assert "http://127.0.0.1:" in process.stdout.readline()
        process.terminate()


def test_every_command_of_the_program_is_on_the_page_of_commands() -> None:
    from auditor.cli.main import build

    text = (ROOT / "docs" / "zh" / "commands.md").read_text(encoding="utf-8")
    app = build()
    names = [one.name for one in app.registered_commands] + [one.name for one in app.registered_groups]
    assert [name for name in names if f"`auditor {name} " not in text] == []
    assert [
        one.name for one in app.registered_groups[0].typer_instance.registered_commands if f"`{one.name}`" not in text
    ] == []
