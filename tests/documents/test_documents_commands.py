"""The commands that README and the CI examples show work as they stand, on the bundled samples."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "docs" / "ci"
Run = Callable[..., subprocess.CompletedProcess[str]]
_SHOWN = re.compile(r"\| `auditor ([^`]+)` \|")


def shown(name: str) -> list[str]:
    return _SHOWN.findall((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the samples in it, as in a checkout."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("make", "__pycache__"))
    return tmp_path


def test_both_readmes_show_the_same_commands() -> None:
    assert shown("README.md") == shown("README.zh-CN.md")
    assert len(shown("README.md")) > 12


def test_every_command_of_the_table_works(cli: Run, place: Path) -> None:
    for command in shown("README.md"):
        done = cli(*shlex.split(command), cwd=place)
        assert done.returncode == 0, (command, done.stdout[-500:], done.stderr[-500:])
        assert "Traceback" not in done.stderr
    written = {path.suffix for path in (place / "out").rglob("*")}
    assert {".html", ".json", ".sarif", ".xml", ".md", ".xlsx", ".docx", ".csv", ".parquet", ".yaml"} <= written


def _lines(name: str) -> Iterator[str]:
    """Yield the shell lines of a CI example that run this program."""
    page = yaml.safe_load((CI / name).read_text(encoding="utf-8"))
    jobs = page["jobs"].values() if "jobs" in page else [one for one in page.values() if "script" in one]
    for job in jobs:
        lines = job["script"] if "script" in job else [step.get("run", "") for step in job["steps"]]
        yield from (line for line in lines if line.startswith("auditor "))


@pytest.mark.parametrize(("sample", "code"), [("clean-agency.md", 0), ("faulty-bureau.md", 1)])
@pytest.mark.parametrize("name", ["github-actions.yml", "gitlab-ci.yml"])
def test_ci_examples_run_as_they_stand(cli: Run, tmp_path: Path, name: str, sample: str, code: int) -> None:
    (tmp_path / "预算").mkdir()
    shutil.copy(ROOT / "samples" / sample, tmp_path / "预算")
    lines = list(_lines(name))
    assert lines
    for line in lines:
        command, tolerant, _ = line.partition(" || ")
        done = cli(*shlex.split(command)[1:], cwd=tmp_path)
        assert done.returncode == (0 if tolerant else code), (line, done.stderr)
    assert list((tmp_path / "out").glob("*.xml"))


def test_the_pre_commit_hook_works_from_a_tagged_clone(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="没有安装 pre-commit")
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("不是 git 工作目录")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache"), "GIT_CONFIG_GLOBAL": os.devnull}
    environment.pop("PYTHONPATH", None)

    def git(*arguments: str, cwd: Path) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        subprocess.run(["git", *who, *arguments], cwd=cwd, env=environment, check=True, capture_output=True)

    git("clone", "--quiet", "--depth=1", ROOT.as_uri(), "program", cwd=tmp_path)
    config = (CI / "pre-commit-config.yaml").read_text(encoding="utf-8")
    tag = yaml.safe_load(config)["repos"][0]["rev"]
    git("tag", tag, cwd=tmp_path / "program")
    home = tmp_path / "budgets"
    (home / "预算").mkdir(parents=True)
    git("init", "--quiet", cwd=home)
    text = re.sub(r"repo: \S+", f"repo: {(tmp_path / 'program').as_uri()}", config)
    (home / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")

    def hook(sample: str) -> subprocess.CompletedProcess[str]:
        shutil.copy(ROOT / "samples" / sample, home / "预算" / "本部门.md")
        git("add", "-A", cwd=home)
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
        return subprocess.run(command, cwd=home, env=environment, capture_output=True, encoding="utf-8", check=False)

    clean = hook("clean-agency.md")
    assert clean.returncode == 0, clean.stdout + clean.stderr
    faulty = hook("faulty-bureau.md")
    assert faulty.returncode == 1, faulty.stdout + faulty.stderr
    assert "[U01]" in faulty.stdout
