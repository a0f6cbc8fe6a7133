"""What the documents for people say is so: commands exist, links lead somewhere, CI runs the README's tests."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "samples" / "README.md"])
Run = Callable[..., subprocess.CompletedProcess[str]]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> set[str]:
    """Return the subcommands named in the pages for people (``auditor NAME`` in code)."""
    named = re.findall(r"`(?:[^`]*\s)?auditor ([a-z]+)\b", "\n".join(map(text_of, READMES)))
    return set(named)


def test_commands_named_exist(cli: Run) -> None:
    done = cli("--help")
    assert done.returncode == 0
    known = set(re.findall(r"^\s*[│|]?\s+([a-z]+)\b", done.stdout, re.MULTILINE))
    assert {"audit", "gate", "extract", "rules"} <= commands()
    assert commands() <= known, done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_files_named_in_code_exist() -> None:
    """Paths of ours in backquotes: a renamed file must not leave its name behind."""
    pattern = r"`((?:auditor|rules|samples|tests|docs|bench|models|\.ci)/[\w./-]+)`"
    pages = [text_of(name) for name in (*READMES, "docs/how-it-works.md")]
    named = {name for page in pages for name in re.findall(pattern, page)}
    assert len(named) > 10
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_both_readmes_name_the_same_two_commands() -> None:
    blocks = [re.findall(r"```\n(.+?)\n```", text_of(name), re.DOTALL)[:2] for name in READMES[:2]]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) == 2


def test_ci_runs_the_test_command_of_the_readme() -> None:
    ci = text_of(".ci/run")
    assert '-e ".[test]"\n.venv/bin/python -m pytest -n auto\n' in text_of("README.md")
    assert "-e '.[test]'" in ci
    assert ci.rstrip().endswith('"$developer" -m pytest -n auto')
