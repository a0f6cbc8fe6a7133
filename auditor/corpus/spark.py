"""A batch on Apache Spark: the same workers over the same documents, spread over the machines of a cluster.

Every executor audits its documents in bounded worker processes of its own (``pool.run``), so time, memory and crashes
are handled as on one machine. Their results travel as Parquet on a disk that all machines share, and the driver puts
them where a local batch would have put them: what follows (store, comparison, summary) cannot tell the difference.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from auditor.corpus import pool
from auditor.corpus.discover import Task
from auditor.corpus.progress import Progress
from auditor.corpus.results import Results, save
from auditor.corpus.worker import Job
from auditor.errors import ConfigError

# label, key, name of the result, status, result file, report ("" bytes where there is none)
Line: TypeAlias = tuple[str, str, str, str, bytes, bytes]
_COLUMNS = "label string, key string, name string, status string, result binary, report binary"
# Documents of one Spark task: enough to be worth loading the models, few enough that little is lost with a machine.
_DOCUMENTS, _FEWEST = 200, 10
_AT_ONCE = 50


def run(tasks: Sequence[Task], job: Job, master: str, shared: Path) -> dict[str, str]:
    """Audit the tasks on the cluster ``master`` and return label → key; the results are on disk by then.

    ``shared`` is a folder that every machine sees under this path; the documents must be readable there, too, and the
    program installed. Raises ConfigError where pyspark is missing or the cluster cannot be used.
    """
    session = _session(master)
    try:
        parts = _parts(len(tasks), session.sparkContext.defaultParallelism)
        plain = [(task.label, str(Path(task.path).absolute())) for task in tasks]
        lines = session.sparkContext.parallelize(plain, parts).mapPartitions(_Audit(job))
        target = shared / "spark"
        session.createDataFrame(lines, _COLUMNS).write.mode("overwrite").parquet(target.absolute().as_uri())
    except Exception as error:
        raise _failed(error) from error
    finally:
        session.stop()
    return _collected(target, job, len(tasks))


def _parts(documents: int, cores: int) -> int:
    """Return into how many Spark tasks the documents are cut: two a core at least, where they are not too small."""
    return max(1, -(-documents // _DOCUMENTS), min(2 * cores, documents // _FEWEST))


class _Audit:
    """What a Spark task does with its documents; a class, so that it pickles by name and not by value."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, documents: Iterable[tuple[str, str]]) -> Iterator[Line]:
        """Audit some documents in one bounded worker at a time and yield their results."""
        with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
            job = replace(self._job, home=Path(folder))
            results = Results(job.home)
            tasks = [Task(label, path) for label, path in documents]
            for task, outcome in pool.run(tasks, job, 1):
                path, report = results.find(outcome.key, job.bounds), results.report_path(outcome.key)
                if path is not None:
                    page = report.read_bytes() if report.exists() else b""
                    yield task.label, outcome.key, path.name, outcome.status, path.read_bytes(), page


def _collected(target: Path, job: Job, total: int) -> dict[str, str]:
    """Put what the cluster wrote where a local batch puts it, some lines at a time; return label → key."""
    import duckdb

    results, keys, progress = Results(job.home), {}, Progress(total)
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '1GB'")
        cursor = connection.execute("SELECT * FROM read_parquet(?)", [str(target / "*.parquet")])
        while part := cursor.fetchmany(_AT_ONCE):
            for label, key, name, status, result, report in part:
                if report:
                    save(results.report_path(key), bytes(report))
                results.restore(name, bytes(result))
                keys[label] = key
                progress.count(cached=False, unread=status == "unreadable")
    return keys


def _session(master: str) -> Any:
    """Return a Spark session. Raises ConfigError where pyspark is not installed or the master does not answer."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ConfigError("在集群上运行需要 pyspark，请安装扩展：pip install 'auditor[spark]'。") from error
    try:
        builder: Any = SparkSession.builder
        settings = {
            # a lost machine must not end the batch, a worker that is slow to start must not be taken for one
            "spark.task.maxFailures": "8",
            "spark.network.timeout": "300s",
            "spark.ui.enabled": "false",
            "spark.sql.execution.arrow.pyspark.enabled": "false",
        }
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.master(master).appName("auditor batch").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        return session
    except Exception as error:
        raise _failed(error) from error


def _failed(error: Exception) -> ConfigError:
    """Return the sentence for a cluster that cannot be used."""
    reason = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return ConfigError(f"集群运行失败：{reason[:200]}")
