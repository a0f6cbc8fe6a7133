"""One document takes so much time and memory at most, whatever the command; the others are read all the same."""

from __future__ import annotations

import gc
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from auditor import api, bounds
from auditor.bounds import OverTimeError, bounded
from auditor.cli.main import main
from auditor.errors import AuditorError

ROOT = Path(__file__).resolve().parents[1]
CLEAN = str(ROOT / "samples" / "clean-agency.md")
ON_LINUX = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="此系统不能限制进程内存")
HAS_ALARM = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="此系统没有定时信号")


def hang() -> None:
    """Work without end, and swallow the fault of every part of it as the engine does."""
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            raise AssertionError from None


@cache
def warm() -> None:
    """Load what a first document waits for: on a busy machine that alone may take longer than a bound."""
    api.Auditor(api.load_rules(), None)(CLEAN)


def eat() -> None:
    gc.collect()
    kept = [bytearray(64 * 1024 * 1024) for _ in range(64)]
    raise AssertionError(len(kept))


@pytest.fixture
def greedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Callable[[], None]], tuple[str, str]]:
    """Return what makes two inputs, of which reading the first does ``work``."""
    read = api.read
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)
    warm()
    monkeypatch.chdir(tmp_path)

    def made(work: Callable[[], None]) -> tuple[str, str]:
        first = tmp_path / "greedy.md"
        first.write_bytes(Path(CLEAN).read_bytes())

        def reading(path: str | Path, **limits: object) -> object:
            if Path(path).name == first.name:
                work()
            return read(path, **limits)  # type: ignore[arg-type]

        monkeypatch.setattr(api, "read", reading)
        return str(first), CLEAN

    return made


@pytest.mark.parametrize("command", ["audit", "gate", "extract"])
def test_a_document_without_end_is_one_sentence_and_the_others_go_on(
    command: str, greedy: Callable[[Callable[[], None]], tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    form = ("-f", "csv") if command == "extract" else ("-f", "json")
    assert main([command, *greedy(hang), "--timeout", "3", *form, "-o", "-"]) == 2
    told = capsys.readouterr()
    assert "greedy.md" in told.err
    assert "时间上限 3 秒" in told.err + told.out
    assert "clean-agency.md" in told.out
    assert "Traceback" not in told.err


@ON_LINUX
@pytest.mark.parametrize("command", ["audit", "gate", "extract"])
def test_a_document_that_needs_too_much_memory_is_one_sentence(
    command: str, greedy: Callable[[Callable[[], None]], tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    form = ("-f", "csv") if command == "extract" else ("-f", "json")
    assert main([command, *greedy(eat), "--memory", "700", *form, "-o", "-"]) == 2
    told = capsys.readouterr()
    assert "内存超过上限 700 MB" in told.err + told.out
    assert "clean-agency.md" in told.out


def test_a_rule_without_end_ends_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """What isolates the fault of one rule lets the end of the time pass."""
    from auditor.config import Limits
    from auditor.engine import run

    monkeypatch.setattr(run, "verb_of", lambda rule: lambda *_, **__: hang())
    report = api.Auditor(api.load_rules(), None, limits=Limits(timeout=1))(CLEAN)
    assert report.status == "unreadable"
    assert [problem.code for problem in report.problems] == ["audit.over-time"]
    assert {check.state for check in report.checks} == {"not_run"}


def test_a_comparison_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.config import Limits
    from auditor.engine import together

    warm()
    monkeypatch.setattr(together, "audit_corpus", lambda *_: hang())
    monkeypatch.setattr(api, "proofreader_for", lambda *_: None)
    report = api.audit(CLEAN, str(ROOT / "samples" / "faulty-bureau.md"), limits=Limits(timeout=8))
    first, second = report.documents
    assert any("没有比较" in problem.message for problem in first.problems)
    assert first.status == "partial"
    assert second.findings
    across_rules = {rule.name for rule in api.load_rules().rules if rule.subject == "corpus"}
    assert {check.state for one in report.documents for check in one.checks if check.rule in across_rules} == {
        "not_run"
    }


def test_proofreading_without_end_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(api, "proofread", lambda *_: hang())
    (tmp_path / "a.txt").write_text("按时完成", encoding="utf-8")
    assert main(["proofread", str(tmp_path / "a.txt"), "--timeout", "0.2"]) == 2
    assert "时间上限 0.2 秒" in capsys.readouterr().err


@HAS_ALARM
def test_even_one_regular_expression_is_stopped() -> None:
    with pytest.raises(OverTimeError), bounded(0.2, 0):
        re.fullmatch(r"(a|aa)+b", "a" * 60)


@HAS_ALARM
def test_an_alarm_of_somebody_else_stays_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    rang: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda *_: rang.append(1))
    try:
        with pytest.raises(OverTimeError), bounded(0.2, 0):
            hang()
        signal.raise_signal(signal.SIGALRM)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert rang == [1]


def test_a_thread_has_its_time_too() -> None:
    seen: list[str] = []

    def work() -> None:
        try:
            with bounded(0.2, 0):
                hang()
        except OverTimeError:
            seen.append("over")
        with bounded(5, 0):
            seen.append("next")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    assert seen == ["over", "next"]


@pytest.mark.parametrize("alarm", [True, False])
def test_work_within_its_time_is_left_alone(alarm: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_has_alarm", lambda: alarm and hasattr(signal, "setitimer"))
    threads = threading.active_count()
    with bounded(0.1, 0):
        pass
    time.sleep(0.3)
    assert threading.active_count() == threads
    if hasattr(signal, "setitimer"):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_watched_document_leaves_the_interpreter_as_it_was() -> None:
    """A profiler works after it. In a process of its own: where it does not, CPython 3.11 never comes back."""
    code = """
import sys
from auditor import bounds
bounds._has_alarm = lambda: False
with bounds.bounded(5, 0):
    pass
sys.setprofile(lambda *_: None)
print(sorted([2, 1], key=lambda number: number))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "[1, 2]\n"


@pytest.mark.parametrize(
    ("option", "value"), [("--timeout", "0"), ("--timeout", "-1"), ("--timeout", "nan"), ("--memory", "-5")]
)
def test_a_bound_that_is_none_is_one_sentence(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", CLEAN, option, value]) == 2
    assert "--timeout 要大于 0" in capsys.readouterr().err


def test_a_program_is_bounded_when_it_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.config import COMMAND, Limits, load_config, parse_config

    assert (Limits().timeout, Limits().memory) == (0, 0)
    assert load_config(folder=ROOT / "tests").limits == COMMAND
    assert parse_config("[limits]\ntimeout = 2.5\nmemory = 0\n").limits == Limits(timeout=2.5, memory=0)
    for wrong in ("timeout = 0", "timeout = true", "memory = -1", "memory = 1.5"):
        with pytest.raises(AuditorError, match="无效"):
            parse_config(f"[limits]\n{wrong}\n")
