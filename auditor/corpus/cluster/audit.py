"""What an executor does with its documents: audit them in bounded worker processes and hand back their results."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from auditor.corpus import pool
from auditor.corpus.discover import Task
from auditor.corpus.results import Results, read
from auditor.corpus.worker import Job
from auditor.errors import AuditorError
from auditor.readers.known import skipped_as

if TYPE_CHECKING:
    import pandas

# label, key, name of the result, status, result file, report (no bytes where there is none)
Line: TypeAlias = tuple[str, str, str, str, bytes, bytes]
COLUMNS = "label string, key string, name string, status string, result binary, report binary"
_NAMES = ["label", "key", "name", "status", "result", "report"]
# Reports are large: few leave at once.
_AT_ONCE = 20


class Audit:
    """Audits frames with label, path and content (null: the path can be opened here); pickles by name."""

    def __init__(self, job: Job, max_bytes: int) -> None:
        """Keep what all documents share."""
        self._job = job
        self._max_bytes = max_bytes

    def __call__(self, frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        """Yield frames of ``COLUMNS``, one line a document; members of archives are documents."""
        import pandas

        with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
            lines: list[Line] = []
            for line in self._lines(self._tasks(frames, Path(folder) / "in"), Path(folder)):
                lines.append(line)
                if len(lines) == _AT_ONCE:
                    yield pandas.DataFrame(lines, columns=_NAMES)
                    lines = []
            if lines:
                yield pandas.DataFrame(lines, columns=_NAMES)

    def _lines(self, tasks: Iterator[Task], folder: Path) -> Iterator[Line]:
        """Audit tasks in one bounded worker at a time."""
        job = replace(self._job, home=folder)
        results = Results(folder)
        for task, outcome in pool.run(tasks, job, 1):
            path = results.find(outcome.key, job.bounds)
            if path is not None:
                report = results.report_path(outcome.key, read(path), task.label)
                page = report.read_bytes() if report.exists() else b""
                yield task.label, outcome.key, path.name, outcome.status, path.read_bytes(), page

    def _tasks(self, frames: Iterable[pandas.DataFrame], folder: Path) -> Iterator[Task]:
        """Yield the documents of the frames; contents are put on this machine's disk first, one at a time."""
        for frame in frames:
            for label, path, content in frame.itertuples(index=False):
                if not hasattr(content, "__len__"):
                    yield Task(label, path)
                elif not skipped_as(label):
                    yield from self._members(label, _kept(label, content, folder))

    def _members(self, label: str, path: Path) -> Iterator[Task]:
        """Yield the document at a path, the members where it is an archive."""
        from auditor import readers

        try:
            members: Iterable[str] = readers.members(str(path), self._max_bytes, self._job.limits)
        except AuditorError:
            members = (str(path),)
        for member in members:
            yield Task(label + member[len(str(path)) :], member)


def _kept(label: str, content: Any, folder: Path) -> Path:
    """Write a content under the name of its file, which may pick the reader, into a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(dir=folder)) / label.rpartition("/")[2]
    path.write_bytes(bytes(content))
    return path
