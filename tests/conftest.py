"""What tests of several folders share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from auditor.corpus import pool, worker
from auditor.corpus.discover import Task
from auditor.corpus.results import Results


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep parsed rules in a folder of the tests, for the commands that they start, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDITOR_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a batch audit in this process: its workers take seconds to start, and only some tests are about them."""

    def run(tasks: Iterable[Task], job: worker.Job, workers: int) -> Iterator[tuple[Task, worker.Handled]]:
        assert workers > 0
        audit, results = job.make(), Results(job.home)
        for task in tasks:
            key = worker.key_of(task, job)
            status = results.known(key, job.bounds)
            if status:
                yield task, worker.Handled(key, status, cached=True)
            else:
                yield task, worker._guarded(task, key, job, audit)

    monkeypatch.setattr(pool, "run", run)
