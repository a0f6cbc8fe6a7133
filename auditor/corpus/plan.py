"""What a batch reads and writes, and who does its work: the plan of it, its engine, the documents that it finds."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from auditor.corpus.discover import Task, survey
from auditor.corpus.store import Store
from auditor.corpus.unchanged import Last, Read
from auditor.corpus.worker import Job
from auditor.errors import ConfigError
from auditor.records.document import Problem
from auditor.records.letter import Letter
from auditor.records.report import Waiver
from auditor.records.skipped import Skipped, told
from auditor.rulebook import Rulebook

Done = list[Read]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one batch reads and writes. ``name`` is the name of its documents in the store; ``parquet`` exports it.

    ``given`` is a folder, an archive, a list of paths or, on a cluster, an address (``hdfs://…``, ``s3a://…``).
    ``master`` is the address of a Spark cluster, "" for the processes of this machine. ``prune`` deletes results and
    reports that belong to no document any more, ``notices`` writes a 整改通知 for every document that has to mend.
    """

    given: str
    home: Path
    store: Path
    name: str
    workers: int
    max_bytes: int
    parquet: bool = False
    waivers: tuple[Waiver, ...] = ()
    master: str = ""
    prune: bool = False
    notices: Letter | None = None


class Engine(Protocol):
    """Who does the work of a batch: the processes of this machine, or a cluster."""

    def audit(self, plan: Plan, job: Job, before: Last) -> Done:
        """Audit all documents and return what was read, in their order; the results are on disk by then.

        ``before`` is the last finished state: what did not change since need not be read again.
        """

    def compare(self, plan: Plan, store: Store, book: Rulebook) -> tuple[Problem, ...]:
        """Put the findings of the corpus rules on everything into the store; return the problems of running them."""


def documents(plan: Plan, job: Job) -> tuple[Task, ...]:
    """Return the documents of a plan, having said what is skipped. Raises ConfigError where there are none."""
    every = tuple(survey(Path(plan.given), plan.max_bytes, job.limits))
    say_skipped(one for one in every if isinstance(one, Skipped))
    found = tuple(one for one in every if isinstance(one, Task))
    if not found:
        raise ConfigError("没有可以读取的文件。", source=plan.given)
    return found


def say_skipped(skipped: Iterable[Skipped]) -> None:
    """Say on stderr what is skipped, where anything is."""
    if sentence := told(skipped):
        say(sentence)


def say(message: str) -> None:
    """Say on stderr what is being done."""
    print(message, file=sys.stderr, flush=True)
