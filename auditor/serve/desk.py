"""The desk: what was dropped, what became of it, and the one thread that works on it, drop by drop."""

from __future__ import annotations

import json
import logging
import secrets
import shutil
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from auditor import api
from auditor.config import COMMAND, Config
from auditor.corpus import batch, pool
from auditor.corpus.discover import Task, tasks
from auditor.corpus.keys import system_key
from auditor.corpus.plan import Done, Plan
from auditor.corpus.results import Results, read
from auditor.corpus.store import Store
from auditor.corpus.unchanged import Last, Read
from auditor.corpus.worker import Handled, Job
from auditor.errors import AuditorError
from auditor.readers.inventory import shown
from auditor.records.document import Problem
from auditor.records.report import DocumentReport
from auditor.rulebook import Rulebook
from auditor.serve import kept
from auditor.serve.intake import Bounds, Given, RefusedError, check_kind, label_of
from auditor.serve.said import Said, beside

_log = logging.getLogger("auditor")
State = Literal["open", "waiting", "working", "done", "failed"]


@dataclass
class Paper:
    """A document on the desk; ``row`` is what the list shows of it once it is audited."""

    task: Task
    key: str = ""
    row: dict[str, Any] = field(default_factory=dict)
    said: Said | None = None


@dataclass
class Drop:
    """What came together: files, then documents. ``home`` holds files and results and goes away with it."""

    name: str
    home: Path
    given: list[Given] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    state: State = "open"
    message: str = ""
    whole_folder: bool = False
    gone: bool = False

    @property
    def files(self) -> Path:
        """Return the folder of what was dropped; it is empty again as soon as the audit is over."""
        return self.home / "files"

    def shown(self) -> dict[str, Any]:
        """Return what the page shows."""
        papers = [{"number": number, "label": one.task.label, **one.row} for number, one in enumerate(self.papers)]
        return {
            "state": self.state,
            "message": self.message,
            "documents": papers,
            "refused": [{"label": label, "why": why} for label, why in self.refused],
            "overview": self.state == "done" and len(self.papers) > 1,
        }


class GoneError(Exception):
    """The drop was taken away while it was worked on."""


class Desk:
    """All drops; ``folder`` is where the user works: decisions are kept there."""

    def __init__(self, folder: Path, home: Path, config: Config, book: Rulebook, bounds: Bounds | None = None) -> None:
        """Keep results below ``home``, which is the caller's to remove."""
        self.folder, self.config, self.book = folder, config, book
        self.bounds = bounds or Bounds(config.max_bytes)
        self._home, self._lock = home, threading.Lock()
        self.writing = threading.Lock()
        self._drops: dict[str, Drop] = {}
        self._worker = ThreadPoolExecutor(1, "audit")

    def open(self) -> Drop:
        """Return a new drop; raises RefusedError where there are too many."""
        with self._lock:
            if len(self._drops) >= self.bounds.drops:
                raise RefusedError(f"已有 {self.bounds.drops} 批文件，请先清除不用的几批。")
            name = secrets.token_hex(8)
            drop = Drop(name, self._home / name)
            drop.files.mkdir(parents=True)
            self._drops[name] = drop
            return drop

    def find(self, name: str) -> Drop | None:
        """Return a drop by its name, None where there is none."""
        return self._drops.get(name)

    def room(self, drop: Drop, name: str) -> tuple[str, Path, int]:
        """Return (label, path, most bytes) for a file of this name; raises RefusedError where it is not taken."""
        label = label_of(name)
        check_kind(label)
        with self._lock:
            taken, size = {one.label for one in drop.given}, sum(one.size for one in drop.given)
            if drop.state != "open":
                raise RefusedError("这一批已经开始审核，请另放一批。")
            if len(drop.given) >= self.bounds.files:
                raise RefusedError(f"一批最多 {self.bounds.files} 份文件，没有审核。")
            path = drop.files / f"{secrets.token_hex(8)}{PurePosixPath(label).suffix.lower()}"
            label = _unused(label, taken)
            # Its place is taken before its content comes: two at once must not exceed the bound together.
            most = min(self.bounds.one, self.bounds.together - size)
            if most <= 0:
                raise RefusedError(f"一批合计超过 {self.bounds.together >> 20} MB，没有审核，请分几批。")
            drop.given.append(Given(label, path, most))
            return label, path, most

    def settle(self, drop: Drop, path: Path, size: int | None) -> None:
        """Write down how large a file came to be, None for one that did not come."""
        with self._lock:
            place = next(at for at, one in enumerate(drop.given) if one.path == path)
            if size is None:
                del drop.given[place]
            else:
                drop.given[place] = Given(drop.given[place].label, path, size)

    def refuse(self, drop: Drop, name: str, why: str) -> None:
        """Put a file that was not taken on the list: it is not lost silently."""
        with self._lock:
            if len(drop.refused) < self.bounds.files:
                drop.refused.append((name[:200], why))

    def start(self, drop: Drop, *, whole_folder: bool = False) -> None:
        """Audit the drop, or the user's whole folder, as soon as the thread is free."""
        with self._lock:
            if drop.state != "open":
                return
            drop.state, drop.whole_folder = "waiting", whole_folder
        self._worker.submit(self._work, drop)

    def report(self, drop: Drop, paper: Paper) -> DocumentReport | None:
        """Return the report of a document, None where nothing was read; equal contents share one."""
        same = [one for one in drop.papers if one.key == paper.key and one.key]
        return next(
            (found for one in same if (found := kept.find(drop.home, Task(paper.task.label, one.task.path)))), None
        )

    def remove(self, drop: Drop) -> None:
        """Take a drop away with all its files."""
        with self._lock:
            drop.gone = True
            self._drops.pop(drop.name, None)
        if drop.state in ("open", "done", "failed"):
            shutil.rmtree(drop.home, ignore_errors=True)

    def close(self) -> None:
        """Stop working and take everything away."""
        for drop in list(self._drops.values()):
            self.remove(drop)
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _work(self, drop: Drop) -> None:
        """Audit a drop in the thread; whatever goes wrong is a sentence on the page."""
        drop.state = "working"
        try:
            self._audit(drop)
            drop.state = "done"
        except GoneError:
            pass
        except AuditorError as error:
            drop.state, drop.message = "failed", error.message
        except Exception as error:
            _log.debug("%s", drop.name, exc_info=error)
            kind = "内存不足" if isinstance(error, MemoryError) else f"程序内部错误（{type(error).__name__}）"
            drop.state, drop.message = "failed", f"{kind}，这一批没有审完；请重试，仍然不行请报告开发者。"
        finally:
            shutil.rmtree(drop.home if drop.gone else drop.files, ignore_errors=True)

    def _audit(self, drop: Drop) -> None:
        job = self._job(drop.home)
        name = self.folder.name if drop.whole_folder else "本批文件"
        plan = Plan(
            given=str(self.folder),
            home=drop.home,
            store=drop.home / batch.STORE,
            name=name or "本批文件",
            workers=pool.cores(),
            max_bytes=self.config.max_bytes,
        )
        batch.run(plan, job, self.book, _Watched(self, drop))

    def _job(self, home: Path) -> Job:
        from auditor import __version__

        given = self.config.limits
        # The pool bounds its workers itself.
        limits = replace(given, timeout=0, memory=0)
        config = replace(self.config, limits=limits)
        system = system_key(self.book.sha256, config.max_bytes, limits)
        make = partial(kept.keeping, config, self.book, home)
        job = Job(make, home, system, self.book.ruleset(), limits, __version__, policy=config.policy)
        return replace(job, timeout=given.timeout or COMMAND.timeout, memory=given.memory)


class _Watched:
    """The processes of this machine, with every step shown on the page."""

    def __init__(self, desk: Desk, drop: Drop) -> None:
        self._desk, self._drop = desk, drop

    def audit(self, plan: Plan, job: Job, before: Last) -> Done:
        """Audit the documents of the drop one after the other."""
        drop = self._drop
        found = tuple(tasks(Path(plan.given), plan.max_bytes, job.limits)) if drop.whole_folder else self._given(job)
        if not found:
            raise AuditorError("没有可以审核的文件。")
        drop.papers = [Paper(task) for task in found]
        by = {paper.task: paper for paper in drop.papers}
        for task, outcome in pool.run(found, job, min(plan.workers, len(found))):
            if drop.gone:
                raise GoneError
            self._show(by[task], outcome, job)
        return [Read(paper.task.label, paper.key) for paper in drop.papers]

    def compare(self, plan: Plan, store: Store, book: Rulebook) -> tuple[Problem, ...]:
        """Compare in this process."""
        return batch.Local().compare(plan, store, book)

    def _given(self, job: Job) -> tuple[Task, ...]:
        """Return the documents of the drop, those in archives too."""
        found = []
        for one in self._drop.given:
            path = str(one.path)
            members = api.members(path, max_bytes=self._desk.config.max_bytes, limits=job.limits)
            found += [Task(shown(one.label + member[len(path) :]), member) for member in members]
        return tuple(found)

    def _show(self, paper: Paper, outcome: Handled, job: Job) -> None:
        """Put what became of a document on the list, with what was decided on it before."""
        result = Results(job.home).find(outcome.key, job.bounds)
        known = read(result)["document"] if result else {}
        names = ("sha256", "department", "year", "projects", "indicators", "error", "warning", "info")
        said = Said.of(beside(self._desk.folder, paper.task.label, str(known.get("sha256", ""))))
        paper.key, paper.said = outcome.key, said
        paper.row = {
            "status": outcome.status,
            **{name: known.get(name) for name in names},
            "problems": json.loads(known.get("problems", "[]")),
            "note": said.fault,
            "decided": len(said.brought),
            "kept_in": said.path.name,
        }


def _unused(label: str, taken: Sequence[str] | set[str]) -> str:
    """Return the label, with a number where another file of the drop has it."""
    path, number = PurePosixPath(label), 2
    while label in taken:
        label, number = str(path.with_name(f"{path.stem}（{number}）{path.suffix}")), number + 1
    return label
