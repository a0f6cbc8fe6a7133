"""The pool: every document has one outcome, whatever it does to its worker."""

from __future__ import annotations

import ast
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.config import Limits
from auditor.corpus import pool, worker
from auditor.corpus.discover import Task
from auditor.corpus.lock import let_go, locked
from auditor.corpus.results import Results, read
from auditor.corpus.worker import Handled, Job, Loading
from auditor.errors import ConfigError
from auditor.records.report import Ruleset


def job(home: Path, **bounds: float) -> Job:
    from corpus_fakes import make

    made = Job(make, home / "out", "system", Ruleset((), 0, ""), Limits(), "test", timeout=60.0, memory=512)
    return replace(made, **bounds)  # type: ignore[arg-type]


def tasks(home: Path, **texts: str) -> list[Task]:
    for name, text in texts.items():
        (home / f"{name}.txt").write_text(text, encoding="utf-8")
    return [Task(f"{name}.txt", str(home / f"{name}.txt")) for name in texts]


def outcomes(todo: list[Task], job: Job, workers: int = 2) -> dict[str, Handled]:
    found: dict[str, Handled] = {}
    for task, outcome in pool.run(todo, job, workers):
        assert task.label not in found, "a document finished twice"
        found[task.label] = outcome
    return found


def problem(job: Job, outcome: Handled) -> str:
    path = Results(job.home).find(outcome.key, job.bounds)
    assert path is not None
    return "".join(json.loads(read(path)["document"]["problems"]))


def runs(home: Path) -> list[str]:
    log = home / "runs.log"
    return log.read_text(encoding="utf-8").split() if log.exists() else []


def test_bad_documents_cost_one_line_each(tmp_path: Path) -> None:
    made = job(tmp_path, timeout=3.0)
    todo = tasks(tmp_path, a="fine", b="hang", c="die", d="raise x", e="fine too", f="fine as well")
    found = outcomes(todo, made)
    assert {label: one.status for label, one in found.items()} == {
        "a.txt": "ok",
        "b.txt": "unreadable",
        "c.txt": "unreadable",
        "d.txt": "unreadable",
        "e.txt": "ok",
        "f.txt": "ok",
    }
    assert "时间上限 3 秒" in problem(made, found["b.txt"])
    assert "代码 7" in problem(made, found["c.txt"])
    assert "ValueError" in problem(made, found["d.txt"])


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="此系统不能限制进程内存")
def test_memory_is_bounded(tmp_path: Path) -> None:
    todo = tasks(tmp_path, a="eat 2000", b="eat 100")
    found = outcomes(todo, job(tmp_path), workers=1)
    assert (found["a.txt"].status, found["b.txt"].status) == ("unreadable", "ok")
    assert "内存超过上限 512 MB" in problem(job(tmp_path), found["a.txt"])


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="此系统不复制进程")
def test_bad_documents_cost_one_line_each_of_copies_too(tmp_path: Path) -> None:
    """Where the process has no other thread its copies do the work, within the same bounds."""
    code = (
        "import sys; from pathlib import Path\n"
        "from test_corpus_pool import *\n"
        "home = Path(sys.argv[1])\n"
        "made = job(home, timeout=2.0, copied=True)\n"
        "assert pool._can_copy()\n"
        "todo = tasks(home, a='fine', b='hang', c='die', d='eat 2000', e='raise x')\n"
        "with locked(home / '.lock'):\n"
        "    found = outcomes(todo, made, 1)\n"
        "print({label: one.status + problem(made, one) for label, one in found.items()})\n"
        "assert not multiprocessing.active_children()\n"
    )
    here = Path(__file__).resolve().parent
    env = {"PYTHONPATH": f"{here}:{here.parents[1]}", "PATH": "", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 0, done.stderr
    said = ast.literal_eval(done.stdout)
    assert said["a.txt"] == "ok"
    for label, word in {"b": "时间上限 2 秒", "c": "代码 7", "d": "内存超过上限 512 MB", "e": "ValueError"}.items():
        assert said[f"{label}.txt"].startswith("unreadable")
        assert word in said[f"{label}.txt"]


def test_a_copy_of_a_process_lets_its_locks_go(tmp_path: Path) -> None:
    with locked(tmp_path / ".lock"):
        let_go()
        with locked(tmp_path / ".lock"):
            pass
        let_go()


@pytest.mark.parametrize(("deaths", "status"), [(1, "ok"), (2, "ok"), (3, "unreadable")])
def test_a_worker_that_dies_before_it_reads_its_job_is_replaced(
    deaths: int, status: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job is larger than what a pipe holds: nobody may wait for a dead child to read it."""
    import corpus_fakes

    fatal = tmp_path / "fatal"
    fatal.mkdir()
    for number in range(deaths):
        (fatal / str(number)).touch()
    monkeypatch.setenv(corpus_fakes.DIE, str(fatal))
    monkeypatch.setattr(pool, "serve", corpus_fakes.serve_badly)
    todo = tasks(tmp_path, a="fine")
    found = outcomes(todo, replace(job(tmp_path), version="v" * 1_000_000), workers=1)
    assert found["a.txt"].status == status


def test_a_worker_that_is_slow_to_start_is_waited_for_as_long_as_it_works() -> None:
    """The clock alone ends no start: on a machine that many share a worker may get a second of every minute."""
    slow = pool._Worker(None, None, deadline=120.0)  # type: ignore[arg-type]
    for now in range(100, 6000, 100):
        pool._wait_on(slow, Loading(now / 100), now)
        assert slow.deadline > now + 100, "it works, and was not waited for"
    seen = slow.deadline
    pool._wait_on(slow, Loading(slow.worked), 6001.0)
    assert slow.deadline == seen, "it does nothing and is waited for"
    pool._wait_on(slow, Loading(pool._START + 1), 6002.0)
    assert slow.deadline == seen, "it works without end and is waited for"


def test_a_worker_tells_that_it_is_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_EVERY", 0.01)
    ours, theirs = multiprocessing.Pipe()
    with worker._heard(theirs):
        assert isinstance(ours.recv(), Loading)
    while ours.poll():
        ours.recv()
    theirs.send("key")
    assert ours.recv() == "key", "a sign of life after the start is over"


@pytest.mark.parametrize("key", ["", "key"])
def test_who_hangs_before_it_saw_its_document_is_replaced(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []

    def start(job: Job, task: Task, deaths: int) -> pool._Worker:
        started.append(deaths)
        return pool._Worker(None, None)  # type: ignore[arg-type]

    monkeypatch.setattr(pool, "_started", start)
    monkeypatch.setattr(pool, "_end", lambda worker, kill: None)
    ours, theirs = multiprocessing.Pipe()
    hung = pool._Worker(None, ours, Task("a.txt", "a.txt"), key, deadline=0.0)
    lost = list(pool._finished([hung], job(tmp_path)))
    theirs.close()
    assert (started, len(lost)) == (([1], 0) if not key else ([], 1))


def test_nothing_is_computed_twice(tmp_path: Path) -> None:
    todo = tasks(tmp_path, a="fine", b="die", c="other")
    first = outcomes(todo, job(tmp_path))
    second = outcomes(todo, job(tmp_path))
    assert sorted(runs(tmp_path)) == ["a.txt", "b.txt", "c.txt"]
    assert {label: one.key for label, one in first.items()} == {label: one.key for label, one in second.items()}
    assert all(one.cached for one in second.values())


def test_what_a_result_depends_on_is_computed_again(tmp_path: Path) -> None:
    todo = tasks(tmp_path, a="fine", b="die")
    outcomes(todo, job(tmp_path))
    assert not any(one.cached for one in outcomes(todo, replace(job(tmp_path), system="another rule set")).values())
    (tmp_path / "a.txt").write_text("fine and changed", encoding="utf-8")
    found = outcomes(todo, job(tmp_path, memory=513))
    assert {label: one.cached for label, one in found.items()} == {"a.txt": False, "b.txt": False}


def test_closing_ends_the_workers(tmp_path: Path) -> None:
    running = pool.run(tasks(tmp_path, a="fine", b="hang", c="hang"), job(tmp_path), 2)
    next(running)
    running.close()
    assert multiprocessing.active_children() == []


def test_there_is_a_worker_for_every_core() -> None:
    assert pool.cores() >= 1


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL")
def test_killed_it_goes_on_where_it_was(tmp_path: Path) -> None:
    """Kill the parent while documents are being audited: the next run does the rest, and only the rest."""
    todo = tasks(tmp_path, **{f"d{number:02}": "slow 0.1" for number in range(12)})
    code = (
        "import sys; from pathlib import Path\n"
        "from test_corpus_pool import *\n"
        "def main():\n"
        "    home = Path(sys.argv[1])\n"
        "    todo = [Task(p.name, str(p)) for p in sorted(home.glob('d*.txt'))]\n"
        "    for task, outcome in pool.run(todo, job(home), 2): print(task.label, flush=True)\n"
        "if __name__ == '__main__': main()\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code, encoding="utf-8")
    here = Path(__file__).resolve().parent
    env = {"PYTHONPATH": f"{here}:{here.parents[1]}", "PATH": ""}
    with subprocess.Popen([sys.executable, str(script), str(tmp_path)], stdout=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        done = [process.stdout.readline().decode().strip() for _ in range(3)]
        process.kill()
    assert all(done)
    before = runs(tmp_path)
    found = outcomes(todo, job(tmp_path))
    assert set(found) == {task.label for task in todo}
    assert all(one.status == "ok" for one in found.values())
    again = runs(tmp_path)[len(before) :]
    assert len(again) < len(todo)
    assert not set(again) & set(done), "a finished document was audited again"


def test_a_full_disk_ends_the_batch_with_one_sentence(tmp_path: Path) -> None:
    """A file stands where the folder of the results should be: nothing can be written there."""
    made = job(tmp_path)
    made.home.mkdir()
    (made.home / "results").write_bytes(b"")
    with pytest.raises(ConfigError, match="写不进结果目录"):
        outcomes(tasks(tmp_path, a="fine", b="fine too"), made)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="此系统没有命名管道")
def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.md")
    todo = [Task("fifo.md", str(tmp_path / "fifo.md")), *tasks(tmp_path, a="fine")]
    made = job(tmp_path)
    found = outcomes(todo, made)
    assert {label: one.status for label, one in found.items()} == {"fifo.md": "unreadable", "a.txt": "ok"}
    assert "管道" in problem(made, found["fifo.md"])
    assert runs(tmp_path) == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no masks of signals")
def test_a_worker_never_hears_ctrl_c_while_it_imports() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    code = "import os, signal; os.kill(os.getpid(), signal.SIGINT); print('deaf')"
    with pool._deaf():
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "deaf", "")
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
