"""A pool of worker processes in which a document that hangs or crashes costs one line."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from auditor.bounds import memory_message, time_message
from auditor.corpus import flat
from auditor.corpus.discover import Task
from auditor.corpus.keys import content_key
from auditor.corpus.results import Results
from auditor.corpus.worker import Handled, Job, Loading, Stopped, serve
from auditor.errors import ConfigError

# A worker is replaced after so many documents: whatever a library leaks is bounded.
_LIFE = 2000
# Before the first document's own time starts, loading rules and models may take so many CPU seconds, and a worker that
# gets none of the last so many seconds hangs. By the clock a start has no end: many may share the machine.
_START, _SOME = 120.0, 0.1
_KILLED = -9
_TRIES = 2  # so many workers may die with a document before they have begun on it


@dataclass
class _Worker:
    """A process with its end of the pipe, the document it has, and when that is overdue (monotonic seconds).

    ``deaths`` is how many workers before this one died with the document before they had begun on it, ``worked`` the
    CPU seconds that it had when it was last seen to get on with its start.
    """

    process: Any
    pipe: Connection
    task: Task | None = None
    key: str = ""
    deadline: float = float("inf")
    done: int = 0
    deaths: int = 0
    worked: float = 0.0
    started: float = field(default_factory=time.monotonic)


def cores() -> int:
    """Return how many processes can run at once here."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def run(tasks: Iterable[Task], job: Job, workers: int) -> Iterator[tuple[Task, Handled]]:
    """Yield every task with its outcome as they finish, in no order; the results are on disk by then.

    At most ``workers`` processes run. A document over its time or memory, or that kills its process, is written
    down as unreadable and the worker is replaced. Closing the iterator ends all processes. Raises ConfigError where the
    results cannot be written or a rule is malformed: that would spoil every document.
    """
    queue = iter(tasks)
    crew: list[_Worker] = []
    try:
        while True:
            _staff(crew, queue, job, workers)
            if not crew:
                return
            yield from _finished(crew, job)
    finally:
        for worker in crew:
            _end(worker, kill=True)


def _staff(crew: list[_Worker], queue: Iterator[Task], job: Job, workers: int) -> None:
    """Give every idle worker a task, start workers while there are tasks, let the rest go."""
    for worker in [one for one in crew if one.task is None]:
        task = next(queue, None)
        if task is None or worker.done >= _LIFE:
            crew.remove(worker)
            _end(worker, kill=False)
        if task is not None and worker.done >= _LIFE:
            crew.append(_started(job, task))
        elif task is not None:
            _send(worker, task)
    while len(crew) < workers and (task := next(queue, None)) is not None:
        crew.append(_started(job, task))


def _started(job: Job, task: Task, deaths: int = 0) -> _Worker:
    """Return a new worker with its first task. Spawned: the same on every system, and nothing inherited.

    For a few documents it may be a copy of this process instead, with rules and libraries as they are. The job goes
    through our own pipe: what Process itself hands over is written to a pipe whose other end this process holds open as
    well, so that it would wait for ever for a child that has died.
    """
    copied = job.copied and _can_copy()
    if copied:
        _load_shared()
    context: Any = multiprocessing.get_context("fork" if copied else "spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, job) if copied else (theirs,), daemon=True)
    with _deaf():
        process.start()
    theirs.close()
    worker = _Worker(process, ours, deaths=deaths)
    if not copied:
        with suppress(OSError):
            ours.send(job)
    _send(worker, task)
    return worker


def _can_copy() -> bool:
    """Return whether a copy of this process is sound: on Linux, where no other thread may hold what it would need."""
    try:
        return len(tuple(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


def _load_shared() -> None:
    """Import what this process needs when the documents are there, and a copy of it for each of them."""
    import numpy  # noqa: F401

    import auditor.render.html_report  # noqa: F401


@contextmanager
def _deaf() -> Iterator[None]:
    """Block Ctrl-C for the body of a ``with``: a process started in it never hears it, not even while it imports.

    Windows has no such mask; there a worker is deaf from ``serve`` on.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _send(worker: _Worker, task: Task) -> None:
    """Give a worker a document; its time starts when the worker says that it has begun."""
    worker.task, worker.key = task, ""
    worker.deadline = time.monotonic() + _START
    # A worker that is gone shows as the end of its pipe, like one that dies at work.
    with suppress(OSError):
        worker.pipe.send(task)


def _finished(crew: list[_Worker], job: Job) -> Iterator[tuple[Task, Handled]]:
    """Wait until something happens and yield what was finished by it."""
    first = min(worker.deadline for worker in crew)
    ready = wait([worker.pipe for worker in crew], max(0.0, first - time.monotonic()))
    for worker in [one for one in crew if one.pipe in ready]:
        message = _received(worker)
        if isinstance(message, Handled) and worker.task is not None:
            task, worker.task, worker.deadline = worker.task, None, float("inf")
            worker.done, worker.deaths = worker.done + 1, 0
            yield task, message
        elif isinstance(message, Stopped):
            raise ConfigError(message.message, source=message.source)
        elif isinstance(message, Loading):
            _wait_on(worker, message, time.monotonic())
        elif isinstance(message, str):
            worker.key, worker.started = message, time.monotonic()
            worker.deadline = worker.started + job.timeout
        elif not _replaced(worker, crew, job):
            yield _lost(worker, crew, job, _crash_message(worker, job))
    yield from _overdue(crew, job)


def _overdue(crew: list[_Worker], job: Job) -> Iterator[tuple[Task, Handled]]:
    """Yield the documents that took too long."""
    for worker in [one for one in crew if one.deadline <= time.monotonic()]:
        if not _replaced(worker, crew, job):
            yield _lost(worker, crew, job, time_message(job.timeout if worker.key else _START))


def _replaced(worker: _Worker, crew: list[_Worker], job: Job) -> bool:
    """Replace a worker that died or hung before it saw its document, which is not to blame; return whether it was."""
    if worker.key or worker.task is None or worker.deaths >= _TRIES:
        return False
    crew.remove(worker)
    _end(worker, kill=True)
    crew.append(_started(job, worker.task, worker.deaths + 1))
    return True


def _wait_on(worker: _Worker, sign: Loading, now: float) -> None:
    """Give a worker more time to start where it got on with it; one that is slow is not one that hangs."""
    if worker.worked + _SOME <= sign.worked < _START:
        worker.worked, worker.deadline = sign.worked, now + _START


def _received(worker: _Worker) -> Any:
    """Return the worker's message, None where it has died."""
    try:
        return worker.pipe.recv()
    except (EOFError, OSError):
        return None


def _lost(worker: _Worker, crew: list[_Worker], job: Job, message: str) -> tuple[Task, Handled]:
    """End a worker that hangs or has died, write its document down as unreadable and return that outcome."""
    crew.remove(worker)
    _end(worker, kill=True)
    assert worker.task is not None
    key = worker.key or content_key(f"unopened|{worker.task.label}", worker.task.label, job.system)
    Results(job.home).write(key, flat.failed(message, time.monotonic() - worker.started), job.bounds)
    return worker.task, Handled(key, "unreadable", cached=False)


def _crash_message(worker: _Worker, job: Job) -> str:
    """Return the problem of a document whose process has died."""
    worker.process.join(5)
    code = worker.process.exitcode
    if code == _KILLED:
        return memory_message(job.memory)
    return f"处理这份文件时进程意外结束（代码 {code}），没有审核；请换一种格式另存后再试。"


def _end(worker: _Worker, *, kill: bool) -> None:
    """End a worker: politely, or at once."""
    if kill:
        worker.process.kill()
    else:
        with suppress(OSError):
            worker.pipe.send(None)
    worker.process.join(10)
    worker.pipe.close()
