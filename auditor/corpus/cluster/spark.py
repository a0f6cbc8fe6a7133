"""A batch on Apache Spark: the same workers over the same documents, spread over the machines of a cluster.

Documents come from a folder that all machines see, or through Spark from whatever it can read (``hdfs://``, ``s3a://``,
``file://``). Every executor audits its documents in bounded worker processes of its own (``pool.run``), so time, memory
and crashes are handled as on one machine. Results, rows and findings are written as Parquet by the executors; the
driver puts the results where a local batch would have put them.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.corpus import flat
from auditor.corpus.cluster.audit import COLUMNS, Audit
from auditor.corpus.cluster.tables import write_tables
from auditor.corpus.keys import content_key
from auditor.corpus.plan import Done, Plan, documents, say_skipped
from auditor.corpus.progress import Progress
from auditor.corpus.results import Results, save, unpacked
from auditor.corpus.store import Store
from auditor.corpus.unchanged import Last, Read
from auditor.corpus.worker import Job
from auditor.errors import ConfigError, install_hint
from auditor.readers.known import skipped_as
from auditor.records.document import Problem
from auditor.records.skipped import Skipped
from auditor.rulebook import Rulebook

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_RAISED = re.compile(r"[\w.]+(?:Error|Exception): ")
_log = logging.getLogger("auditor")
# Documents of one Spark task: enough to be worth loading the models, few enough that little is lost with a machine.
_DOCUMENTS, _FEWEST = 200, 10
_AT_ONCE = 50
_GIVEN = "label string, path string, content binary"
_SETTINGS = {
    # a lost machine must not end the batch, a worker that is slow to start must not be taken for one
    "spark.task.maxFailures": "8",
    "spark.network.timeout": "300s",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # rows that carry whole documents: few at a time
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
}


class Cluster:
    """A Spark session as the engine of a batch."""

    def __init__(self, session: SparkSession) -> None:
        """Keep the session."""
        self._session = session

    def audit(self, plan: Plan, job: Job, before: Last) -> Done:
        """Audit all documents; their rows and findings are in ``<home>/spark/tables`` as Parquet by then."""
        home = plan.home.absolute() / "spark"
        documents, labels = self._documents(plan, job)
        lines = documents.mapInPandas(Audit(job, plan.max_bytes), COLUMNS)
        with _sentences():
            lines.write.mode("overwrite").parquet((home / "audited").as_uri())
        found = _collected(home / "audited", job, len(labels))
        for label, reason in _unanswered(labels, found).items():
            key = content_key(f"unopened|{label}", label, job.system)
            Results(job.home).write(key, flat.failed(reason, 0.0), job.bounds)
            found[label] = key
        with _sentences():
            write_tables(self._session, home, plan.name)
        return [Read(*one) for one in _in_order(found, labels)]

    def compare(self, plan: Plan, store: Store, book: Rulebook) -> tuple[Problem, ...]:
        """Compare on the cluster: this batch from the tables that it wrote, other batches from the store."""
        from auditor.corpus.cluster.compare import compare

        home = plan.home.absolute() / "spark"
        store.export(home / "others", without=plan.name)
        with _sentences():
            findings, problems = compare(self._session, home, book)
        store.replace_across(findings)
        return problems

    def _documents(self, plan: Plan, job: Job) -> tuple[DataFrame, dict[str, str]]:
        """Return (label, path, content) of the documents, and label → "" or why it cannot be read."""
        if "://" in plan.given:
            with _sentences():
                return _read(self._session, plan.given, plan.max_bytes)
        found = [(one.label, str(Path(one.path).absolute())) for one in documents(plan, job)]
        rows = [(label, path, None) for label, path in found]
        frame = self._session.createDataFrame(rows, _GIVEN)
        parts = _parts(len(found), self._session.sparkContext.defaultParallelism)
        return frame.repartition(parts), {label: "" for label, _ in found}


@contextmanager
def cluster(master: str) -> Iterator[Cluster]:
    """Open the cluster ``master`` for the body of a ``with``.

    Raises ConfigError where pyspark is not installed or the cluster cannot be used.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ConfigError(f"在集群上运行需要 pyspark，请运行 {install_hint('spark')}。") from error
    # pyspark warns of every pandas that is newer than itself
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    with _sentences():
        builder: Any = SparkSession.builder
        for name, value in _SETTINGS.items():
            builder = builder.config(name, value)
        session = builder.master(master).appName("auditor batch").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
    try:
        yield Cluster(session)
    finally:
        session.stop()


def _read(session: SparkSession, url: str, max_bytes: int) -> tuple[DataFrame, dict[str, str]]:
    """Return the documents below an address as Spark reads them, and label → why not of all that are listed there."""
    from pyspark.sql import functions as f

    root, listed = _listed(session, url)
    large = f"文件超过 {max_bytes} 字节，没有读取；请拆分文件，或在配置里提高上限。"
    say_skipped(Skipped(label, kind) for label, _ in listed if (kind := skipped_as(label)))
    labels = {label: "" if size <= max_bytes else large for label, size in listed if not skipped_as(label)}
    if not labels:
        raise ConfigError("没有可以读取的文件。", source=url)
    reader = session.read.format("binaryFile").option("recursiveFileLookup", "true")
    frame = reader.option("pathGlobFilter", _glob()).load(url).where(f.col("length") <= max_bytes)
    label = f.substring(f.col("path"), len(root) + 1, 10_000)
    return frame.select(label.alias("label"), "path", "content").unionByName(_left_out(session, root, labels)), labels


def _left_out(session: Any, root: str, labels: dict[str, str]) -> DataFrame:
    """Return the documents that Spark takes for notes of its own, for ``_`` begins a name, as the driver reads them."""
    rows = []
    for label, reason in labels.items():
        if not reason and any(part.startswith("_") for part in label.split("/")):
            path = session._jvm.org.apache.hadoop.fs.Path(root + label)
            stream = path.getFileSystem(session._jsc.hadoopConfiguration()).open(path)
            rows.append(
                (label, root + label, bytearray(session._jvm.org.apache.commons.io.IOUtils.toByteArray(stream)))
            )
            stream.close()
    frame: DataFrame = session.createDataFrame(rows, _GIVEN)
    return frame


def _glob() -> str:
    """Return Hadoop's pattern for the names that a reader knows, in capitals or not."""
    from auditor.readers import READERS
    from auditor.readers.sniff import ADVICE

    known = ("".join(f"[{char}{char.upper()}]" for char in suffix[1:]) for suffix in {*READERS, *ADVICE})
    return "*.{" + ",".join(sorted(known)) + "}"


def _listed(session: Any, url: str) -> tuple[str, list[tuple[str, int]]]:
    """Return the address as Spark names it, and path below it and bytes of every file, sorted."""
    root = session._jvm.org.apache.hadoop.fs.Path(url)
    system = root.getFileSystem(session._jsc.hadoopConfiguration())
    start = system.makeQualified(root).toString().rstrip("/") + "/"
    found, files = [], system.listFiles(root, True)
    while files.hasNext():
        status = files.next()
        found.append((status.getPath().toString().removeprefix(start), int(status.getLen())))
    return start, sorted(found)


def _parts(documents: int, cores: int) -> int:
    """Return into how many Spark tasks the documents are cut: two a core at least, where they are not too small."""
    return max(1, -(-documents // _DOCUMENTS), min(2 * cores, documents // _FEWEST))


def _unanswered(labels: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    """Return the documents that nobody has audited, with the reason: none disappears without a word."""
    answered = {*found, *(label.partition("!/")[0] for label in found)}
    other = "集群没有读到这个文件，请检查文件名和权限后再试。"
    return {label: reason or other for label, reason in labels.items() if label not in answered}


def _in_order(found: dict[str, str], labels: dict[str, str]) -> list[tuple[str, str]]:
    """Return label and key in the order of the documents, members of an archive after each other."""
    places = {label: place for place, label in enumerate(labels)}
    return sorted(found.items(), key=lambda one: (places.get(one[0], places.get(one[0].partition("!/")[0], 0)), one[0]))


def _collected(target: Path, job: Job, total: int) -> dict[str, str]:
    """Put what the cluster wrote where a local batch puts it, some lines at a time; return label → key."""
    import duckdb

    results, keys, progress = Results(job.home), {}, Progress(total)
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '1GB'")
        cursor = connection.execute("SELECT * FROM read_parquet(?)", [str(target / "*.parquet")])
        while part := cursor.fetchmany(_AT_ONCE):
            for label, key, name, status, result, report in part:
                # The result comes last: where it is, the report is.
                if report:
                    save(results.report_path(key, unpacked(bytes(result)), label), bytes(report))
                results.restore(name, bytes(result))
                keys[label] = key
                progress.count(cached=False, unread=status == "unreadable")
    return keys


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn what goes wrong on the cluster into one sentence."""
    try:
        yield
    except ConfigError:
        raise
    except Exception as error:
        _log.debug("spark", exc_info=error)
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        # of a failure in Python the last line of its traceback says more than the first
        told = [line for line in lines if _RAISED.match(line)][-1:] or lines[:1] or [type(error).__name__]
        raise ConfigError(f"集群运行失败：{told[0][:200]}") from error
