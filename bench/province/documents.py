"""What a batch costs: CPU a document and memory first, for they do not depend on what else runs; the clock second."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.province.model import Province
from bench.province.write import write, write_pdf

ROOT = Path(__file__).resolve().parents[2]
HEAD = [
    "documents",
    "kind",
    "rows each",
    "CPU ms/document",
    "parent MiB",
    "worker MiB",
    "store MiB",
    "wall s",
    "documents/s",
]
_PAGE = 4096 / 1048576
_SMALL, _LARGE = 2, 10


def measure(*, full: bool = False) -> list[list[str]]:
    """Return a line for each size of a folder (small documents), then for each kind of document (large ones)."""
    lines = [batch(size, "text", _SMALL) for size in ((100, 1000, 10_000) if full else (100, 400))]
    lines += [batch(60, kind, _LARGE) for kind in ("text", "xlsx", "pdf")]
    return [*lines, single(60, _LARGE), *resumed(400, _SMALL)]


def batch(documents: int, kind: str, projects: int) -> list[str]:
    """Return a line on one batch over a folder made for it."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        made(home / "in", documents, kind, projects)
        return _line(documents, kind, projects, home)


def made(folder: Path, documents: int, kind: str, projects: int) -> None:
    """Write documents of a synthetic province."""
    for number, document in enumerate(Province(documents, projects=projects).documents()):
        if kind == "pdf":
            write_pdf(document, folder, number)
        else:
            write(document, folder, number, 1.0 if kind == "xlsx" else 0.0)


def single(documents: int, projects: int) -> list[str]:
    """Return a line for the peer of the pool: the same documents one after the other in this process, no store."""
    from auditor import api

    book = api.load_rules()
    one = api.Auditor(book, api.proofreader_for(book.rules))
    with tempfile.TemporaryDirectory() as name:
        made(Path(name), documents, "text", projects)
        paths = sorted(Path(name).rglob("*.tsv"))
        one(paths[0])
        before, start = time.process_time(), time.perf_counter()
        for path in paths:
            one(path)
        cpu, wall = time.process_time() - before, time.perf_counter() - start
    head = [f"{documents:,}", "text, api.Auditor in one process", str(8 * projects)]
    return [*head, f"{cpu / documents * 1e3:.0f}", "-", "-", "-", f"{wall:.1f}", f"{documents / wall:.1f}"]


def resumed(documents: int, projects: int) -> list[list[str]]:
    """Return a line for a second run over the same folder, where every result is known."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        made(home / "in", documents, "text", projects)
        _run(home)
        return [_line(documents, "text, all results known", projects, home)]


def _line(documents: int, kind: str, projects: int, home: Path) -> list[str]:
    figures = _run(home)
    store = (home / "in.audit" / "store.duckdb").stat().st_size / 1048576
    cpu = f"{figures['cpu'] / documents * 1e3:.0f}"
    memory = [f"{figures['parent']:.0f}", f"{figures['worker']:.0f}", f"{store:.1f}"]
    clock = [f"{figures['wall']:.1f}", f"{documents / figures['wall']:.1f}"]
    return [f"{documents:,}", kind, str(8 * projects), cpu, *memory, *clock]


def _run(home: Path) -> dict[str, float]:
    """Return what one batch costs: wall and CPU seconds, peak MiB of the parent and of its largest worker."""
    before, start = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "auditor", "batch", "in"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    peaks = {"parent": 0.0, "worker": 0.0}
    with subprocess.Popen(command, cwd=home, env=env, stderr=subprocess.DEVNULL) as process:
        watch = threading.Thread(target=_watch, args=(process, peaks))
        watch.start()
        process.wait()
        watch.join()
    assert process.returncode == 0, process.returncode
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {"wall": time.perf_counter() - start, "cpu": cpu, **peaks}


def _watch(process: subprocess.Popen[bytes], peaks: dict[str, float]) -> None:
    """Keep the largest resident memory of a process and of its children while it runs (Linux)."""
    while process.poll() is None:
        for kind, pid in (("parent", str(process.pid)), *(("worker", pid) for pid in _children(process.pid))):
            try:
                pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
            except OSError:
                continue
            peaks[kind] = max(peaks[kind], pages * _PAGE)
        time.sleep(0.2)


def _children(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
