"""Streams that are full, closed or gone, and what is no file: one sentence, and never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = str(ROOT / "samples" / "clean-agency.md")
posix = pytest.mark.skipif(os.name == "nt", reason="shell redirections and FIFOs of POSIX")


def shell(line: str, *arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the program with the redirections of ``line`` after it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = ["sh", "-c", f'"$0" -m auditor "$@" {line}', sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


def is_one_sentence(text: str) -> bool:
    """Return whether something was said in one line that is no traceback."""
    return text.count("\n") == 1 and text.endswith("。\n") and "程序内部错误" not in text


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="此系统没有 /dev/full")
@pytest.mark.parametrize("command", [("audit", SAMPLE), ("extract", SAMPLE), ("--version",)], ids="-".join)
def test_a_full_output_is_one_sentence(command: tuple[str, ...]) -> None:
    done = shell("> /dev/full", *command)
    assert done.returncode == 2
    assert is_one_sentence(done.stderr), done.stderr


@posix
@pytest.mark.parametrize("command", [("gate", SAMPLE), ("rules", "list"), ("--help",)], ids="-".join)
def test_a_closed_output_is_one_sentence(command: tuple[str, ...]) -> None:
    done = shell(">&-", *command)
    assert done.returncode == 2
    assert "标准输出已关闭" in done.stderr
    assert is_one_sentence(done.stderr), done.stderr


@posix
def test_a_closed_output_does_not_matter_where_nothing_goes_there(tmp_path: Path) -> None:
    done = shell(">&-", "audit", SAMPLE, "-o", str(tmp_path / "甲.json"))
    assert done.returncode == 0
    assert (tmp_path / "甲.json").read_bytes()[:1] == b"{"


@posix
@pytest.mark.parametrize("command", [("audit", "-"), ("gate", "-"), ("extract", "-"), ("proofread", "-")], ids="-".join)
def test_a_closed_input_is_said(command: tuple[str, ...]) -> None:
    done = shell("<&-", *command)
    assert done.returncode == 2
    assert "标准输入已关闭" in done.stdout + done.stderr
    assert "程序内部错误" not in done.stdout + done.stderr


@posix
def test_a_pipe_without_a_writer_keeps_nobody_waiting(tmp_path: Path) -> None:
    for suffix in ("md", "yaml", "zip"):
        os.mkfifo(tmp_path / f"PIPE.{suffix}")
    commands = [
        ("audit", "PIPE.md"),
        ("gate", "PIPE.md"),
        ("extract", "PIPE.md"),
        ("proofread", "PIPE.md"),
        ("batch", "PIPE.md"),
        ("audit", SAMPLE, "--waivers", "PIPE.yaml"),
        ("audit", SAMPLE, "--config", "PIPE.yaml"),
        ("audit", SAMPLE, "--layout", "PIPE.yaml"),
        ("extract", "PIPE.zip!/甲.md"),
    ]
    # One process for all of them, so that one that waits for ever ends with its time.
    code = f"from auditor.cli.main import main; print([main(one) for one in {commands!r}])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == str([2] * len(commands))
    assert "程序内部错误" not in done.stdout + done.stderr


@posix
def test_an_interrupt_at_start_is_no_traceback() -> None:
    for wait in (0.02, 0.1, 0.3):
        code = "from auditor.__main__ import run; print(1, flush=True); raise SystemExit(run())"
        command = [sys.executable, "-c", code]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [*command, "audit", SAMPLE], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert b"Traceback" not in said
        assert process.returncode in {0, 130}
