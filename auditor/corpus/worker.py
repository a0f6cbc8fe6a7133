"""A worker process: audits the documents that it is sent, one by one, within a bound of memory."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from multiprocessing.connection import Connection, wait
from pathlib import Path, PurePosixPath

from auditor.bounds import OVER_MEMORY, bound_memory, collect_rarely, memory_message
from auditor.config import COMMAND, Limits, Policy
from auditor.corpus import flat
from auditor.corpus.discover import Task
from auditor.corpus.keys import content_hash, content_key
from auditor.corpus.lock import let_go
from auditor.corpus.pictures import pictured
from auditor.corpus.results import PICTURES, Results, digits, row_id, save
from auditor.errors import AuditorError
from auditor.files import is_ordinary
from auditor.records.report import DocumentReport, Report, Ruleset

_log = logging.getLogger("auditor")
Audit = Callable[[str], DocumentReport]
# One thread each: the pool uses the cores, and libraries that start their own threads would only wait.
_EVERY = 5.0
# What the batch itself reads to see whether a file is what it was.
_LIGHT = 64 * 1024 * 1024
_SINGLE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Job:
    """What all documents of a batch share. ``make`` returns the audit of one document and must survive pickling.

    ``system`` is the part of the cache key that all share; ``memory`` is MiB above an idle worker, 0 without bound;
    ``timeout`` seconds for one document. ``pictures`` puts the pages of PDF files and scans beside the reports.
    ``copied``: workers are copies of this process where the system can, which saves them what is loaded here.
    """

    make: Callable[[], Audit]
    home: Path
    system: str
    ruleset: Ruleset
    limits: Limits
    version: str
    timeout: float = COMMAND.timeout
    memory: int = COMMAND.memory
    policy: Policy = field(default_factory=Policy)
    pictures: bool = False
    copied: bool = False

    @property
    def bounds(self) -> str:
        """Return the bounds as they stand in the name of a result that they cut short."""
        return f"{self.timeout:g}s{self.memory}m"


@dataclass(frozen=True, slots=True)
class Stopped:
    """What ends the whole batch: a rule that is malformed, a disk that is full."""

    message: str
    source: str


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of a document: its key, its status (ok, partial, unreadable), whether it was computed before."""

    key: str
    status: str
    cached: bool


@dataclass(frozen=True, slots=True)
class Loading:
    """Sign of life of a worker that has not begun on its document yet: the CPU seconds that it has had."""

    worked: float


def serve(pipe: Connection, job: Job | None = None) -> None:
    """Audit what comes through ``pipe`` until it closes; send the key of each, then the Handled.

    The job comes first, where the process is no copy that has it.
    """
    for name in _SINGLE:
        os.environ[name] = "1"
    collect_rarely()
    let_go()
    # Ctrl-C reaches every process of the terminal; the parent decides when workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            _work(pipe, job or pipe.recv())
        except AuditorError as error:
            pipe.send(Stopped(error.message, error.source))


def _work(pipe: Connection, job: Job) -> None:
    """Audit what comes until nothing comes any more."""
    results = Results(job.home)
    audit: Audit | None = None
    while (task := pipe.recv()) is not None:
        key = key_of(task, job)
        status = results.known(key, job.bounds)
        if not status and audit is None:
            with _heard(pipe):
                audit = job.make()
            bound_memory(job.memory)
        pipe.send(key)
        if status:
            pipe.send(Handled(key, status, cached=True))
        elif audit is not None:
            pipe.send(_guarded(task, key, job, audit))


@contextmanager
def _heard(pipe: Connection) -> Iterator[None]:
    """Send a sign of life every few seconds during the body of a ``with``."""
    over = threading.Event()

    def tell() -> None:
        while not over.wait(_EVERY):
            pipe.send(Loading(time.process_time()))

    # Ended before anything else is sent: a pipe takes one message at a time.
    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def _end_with_parent() -> None:
    """End this process when its parent is gone: an orphan would go on writing beside the next run."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def key_of(task: Task, job: Job) -> str:
    """Return the cache key of a document; one that cannot be opened is known by its name."""
    digest = "" if _special(task.path) else content_hash(task.path, job.limits)
    digest = digest or f"unopened|{task.label}"
    return content_key(digest, task.label, job.system)


def found_again(task: Task, job: Job) -> Handled | None:
    """Return what a result that is there says of a document, None where only a worker should open it, or has to.

    A process for it costs more than to read a file of this size, which is in no archive.
    """
    try:
        if _special(task.path) or Path(task.path).stat().st_size > _LIGHT:
            return None
    except (OSError, ValueError):
        return None
    key = key_of(task, job)
    status = Results(job.home).known(key, job.bounds)
    return Handled(key, status, cached=True) if status else None


def _guarded(task: Task, key: str, job: Job, audit: Audit) -> Handled:
    """Audit one document; a defect of ours outside the audit itself costs this document only."""
    try:
        return _audited(task, key, job, audit)
    except AuditorError:
        raise
    except Exception as error:
        _log.debug("%s", task.label, exc_info=error)
        message = f"程序内部错误（{type(error).__name__}），此文件没有结果；请带上 --debug 再运行一次并报告开发者。"
        if isinstance(error, MemoryError):
            message = memory_message(job.memory)
        Results(job.home).write(key, flat.failed(message, 0.0), job.bounds)
        return Handled(key, "unreadable", cached=False)


def _audited(task: Task, key: str, job: Job, audit: Audit) -> Handled:
    """Audit one document and keep its result and its HTML report."""
    results, start = Results(job.home), time.perf_counter()
    if _special(task.path):
        results.write(key, flat.failed("不是普通文件（管道或设备），没有审核。", 0.0))
        return Handled(key, "unreadable", cached=False)
    report = audit(task.path)
    if job.pictures:
        report = pictured(report, 0, f"../{PICTURES}/{digits(key)}-")
    report = named(report, task)
    short = any(problem.code == OVER_MEMORY for problem in report.problems)
    if short:
        payload = flat.failed(memory_message(job.memory), time.perf_counter() - start)
    else:
        payload = flat.payload(report, time.perf_counter() - start)
        if report.status != "unreadable":
            save(results.report_path(key, payload, task.label), _html(report, job, key))
            for image in report.originals.images:
                save(job.home / PICTURES / PurePosixPath(image.file).name, image.data)
    # The result comes last: where it is, the report is.
    results.write(key, payload, job.bounds if short else "")
    return Handled(key, payload["document"]["status"], cached=False)


def _special(path: str) -> bool:
    """Return whether a path is a pipe or a device, which may have no end and may keep its reader waiting."""
    try:
        return not is_ordinary(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def named(report: DocumentReport, task: Task) -> DocumentReport:
    """Return the report under the label of its document, so that no path of this machine is published."""
    problems = tuple(replace(one, message=one.message.replace(task.path, task.label)) for one in report.problems)
    budget = replace(report.budget, source=task.label) if report.budget else None
    return replace(report, source=task.label, problems=problems, budget=budget)


def _html(report: DocumentReport, job: Job, key: str) -> bytes:
    """Return the HTML report of one document, judged; decisions are put into it when the batch knows them.

    Style and script are those of the folder, so that ten thousand reports do not hold them ten thousand times.
    """
    from auditor.engine.gate import judge
    from auditor.render.html_report import Frame, render

    whole = Report(job.version, job.ruleset, (report,))
    judged = replace(whole, verdict=judge(whole, job.policy, (), date.today()))
    return render(judged, Frame("../page/", f"../index.html#{row_id(key)}")).encode("utf-8", "replace")
