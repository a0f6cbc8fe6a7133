"""Spark: a real standalone cluster on this machine, one of its workers killed at work; the result is the local one.

It starts a master, two workers and two batches: about a minute and a half where nothing else runs.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from auditor.corpus.store import opened

ROOT = Path(__file__).resolve().parents[2]
JAVA = shutil.which("java")
pyspark = pytest.importorskip("pyspark", reason="没有安装 pyspark")
pytestmark = [
    pytest.mark.skipif(JAVA is None, reason="没有 Java"),
    pytest.mark.skipif(sys.platform == "win32", reason="独立集群的脚本只在 Unix 上"),
]
DEPARTMENTS = 40


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def spark_class(home: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a daemon of Spark in the foreground, on the loopback only, and end it with its children."""
    spark_home = Path(pyspark.__file__).parent
    env = {
        **os.environ,
        "SPARK_HOME": str(spark_home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(home / "work"),
        "SPARK_DAEMON_MEMORY": "256m",
        "PYTHONPATH": str(ROOT),
        "PYSPARK_PYTHON": sys.executable,
        "TMPDIR": str(home / "tmp"),
    }
    (home / "tmp").mkdir(exist_ok=True)
    log = (home / f"{arguments[0].rpartition('.')[2]}-{len(list(home.glob('*.log')))}.log").open("wb")
    command = [str(spark_home / "bin" / "spark-class"), *arguments]
    process = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=home, start_new_session=True)
    try:
        yield process
    finally:
        kill(process)
        log.close()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a daemon and the executors that it started."""
    if process.poll() is None:
        os.killpg(process.pid, 9)
    process.wait()


def wait_for(done, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def content(home: Path) -> tuple[list[list[tuple[object, ...]]], object, list[bytes]]:
    """Return tables, summary and reports of a batch without the seconds and the keys (they hold the program's hash)."""
    with opened(home / "store.duckdb", read_only=True) as store:
        tables = [
            store.query("SELECT * EXCLUDE (seconds, key) FROM documents ORDER BY ALL"),
            *(store.query(f"SELECT * FROM {name} ORDER BY ALL") for name in ("projects", "indicators", "findings")),
        ]
    summary = json.loads((home / "summary.json").read_text(encoding="utf-8"))
    for one in (*summary["documents"], *summary["corpus_findings"]):
        one["report"] = bool(one["report"])
    reports = sorted(path.read_bytes() for path in (home / "reports").rglob("*.html"))
    return tables, summary, reports


def test_a_cluster_that_loses_a_worker_gives_the_local_result(tmp_path: Path) -> None:
    from bench.province.model import Province
    from bench.province.write import write

    for number, document in enumerate(Province(DEPARTMENTS, 2, projects=8).documents()):
        write(document, tmp_path / "in", number, 0.1)
    # Spark alone would leave out what begins with an underscore
    shutil.move(next((tmp_path / "in").rglob("*.tsv")), tmp_path / "in" / "_部门 甲.tsv")
    with zipfile.ZipFile(tmp_path / "in" / "包.zip", "w") as archive:
        archive.write(ROOT / "samples" / "clean-agency.md", "内/单位.md")
    (tmp_path / "in" / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    port = free_port()
    log = (tmp_path / "driver.log").open("wb")
    master = f"spark://127.0.0.1:{port}"
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
        # both executors are there before the first document is given out
        "PYSPARK_SUBMIT_ARGS": "--conf spark.executor.memory=512m --conf spark.driver.memory=512m"
        " --conf spark.scheduler.minRegisteredResourcesRatio=1.0"
        " --conf spark.scheduler.maxRegisteredResourcesWaitingTime=240s pyspark-shell",
    }
    batch = [sys.executable, "-m", "auditor", "batch", "--name", "x", "--memory", "0"]
    address = (tmp_path / "in").as_uri()
    package = "org.apache.spark.deploy"
    with log, ExitStack() as stack:
        start = ("--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port()))
        stack.enter_context(spark_class(tmp_path, f"{package}.master.Master", *start))
        wait_for(lambda: answers(port), 120, "the master does not answer")
        workers = [
            stack.enter_context(
                spark_class(
                    tmp_path, f"{package}.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
                    "--webui-port", str(free_port()), master,
                )
            )
            for _ in range(2)
        ]  # fmt: skip
        driver = stack.enter_context(
            subprocess.Popen(
                [*batch, address, "-o", "cluster", "--engine", "spark", "--master", master],
                cwd=tmp_path,
                env=env,
                stderr=log,
            )
        )
        # both executors are at work when their temporary folders hold results
        wait_for(lambda: driver.poll() is not None or _at_work(tmp_path) >= 2, 300, "no executor is at work")
        assert driver.poll() is None, said(tmp_path)
        kill(workers[0])
        code = driver.wait(timeout=600)
        assert code == 2, said(tmp_path)
        assert "lost executor" in said(tmp_path, next(path.name for path in tmp_path.glob("Master-*.log"))), (
            "the worker was killed too late"
        )
    done = subprocess.run([*batch, "in", "-o", "local"], cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.returncode == 2
    tables, summary, reports = content(tmp_path / "cluster")
    assert (len(tables[0]), len(reports)) == (2 * DEPARTMENTS + 2, 2 * DEPARTMENTS + 1)
    assert any(row[1] for row in tables[3]), "nothing was found across documents"
    assert (tables, summary, reports) == content(tmp_path / "local")
    assert written(tmp_path / "cluster") == [(len(rows),) for rows in tables[:3]]


def written(home: Path) -> list[tuple[int]]:
    """Return how many rows the executors wrote as Parquet, table by table."""
    import duckdb

    names = ("documents", "projects", "indicators")
    with duckdb.connect() as connection:
        files = (str(home / "spark" / "tables" / name / "*.parquet") for name in names)
        return [connection.execute("SELECT count(*) FROM read_parquet(?)", [file]).fetchone() for file in files]


def _at_work(home: Path) -> int:
    """Return how many Spark tasks have written results (walking lets folders vanish meanwhile)."""
    found = (Path(folder) for folder, _, names in os.walk(home / "tmp") if any(".json.gz" in name for name in names))
    return len({folder.relative_to(home / "tmp").parts[0] for folder in found})


def said(home: Path, name: str = "driver.log") -> str:
    return (home / name).read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("arguments", [("in", "--engine", "yarn"), ("s3a://bucket/folder",)])
def test_what_no_engine_can_do_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(ROOT / "samples" / "clean-agency.md", tmp_path / "in")
    command = [sys.executable, "-m", "auditor", "batch", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
