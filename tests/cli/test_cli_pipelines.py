"""The examples for pipelines call commands and options that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
import yaml

from auditor.cli.main import build

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "docs" / "ci").glob("*.yml"))


def calls(text: str) -> list[list[str]]:
    return [line.split() for line in re.findall(r"(?:run: |- )(auditor .*?)(?: \|\| true)?$", text, re.MULTILINE)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_yaml_and_call_what_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text)
    found = calls(text)
    assert any(call[1] == "gate" for call in found)
    program = typer.main.get_command(build())
    for call in found:
        command = program.commands[call[1]]  # type: ignore[attr-defined]
        options = {name for one in command.params for name in one.opts}
        assert [word for word in call[2:] if word.startswith("-") and word not in options] == []


def test_the_hook_calls_the_gate() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"] == "auditor gate"
    assert re.search(hook["files"], "预算/甲局.xlsx")
    assert not re.search(hook["files"], "README.md")
    config = yaml.safe_load((ROOT / "docs" / "ci" / "pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert config["repos"][0]["hooks"][0]["id"] == hook["id"]
