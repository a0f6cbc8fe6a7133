"""``python -m bench.province [--full] [--write]`` prints what a batch costs, each figure beside a peer of the same run.

Without ``--full`` it takes a few minutes. Peers that are not installed (datasketch) are left out and said.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.province import across
from bench.province.model import Province
from bench.province.peers import near_names, near_texts
from bench.province.write import write

ROOT = Path(__file__).resolve().parents[2]
Table = list[list[str]]
_PAGE = 4096 / 1048576


def batch(documents: int, xlsx: float = 0.0) -> list[str]:
    """Return a line: documents, their kind, wall seconds, CPU ms a document, peak MiB of the parent and of a worker."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        province = Province(documents)
        for number, document in enumerate(province.documents()):
            write(document, home / "in", number, xlsx)
        figures = _run(home, "in")
        store = (home / "in.audit" / "store.duckdb").stat().st_size / 1048576
        kind = "xlsx" if xlsx else "text"
        cpu = figures["cpu"] / documents * 1e3
        speed = documents / figures["wall"]
        parts = [f"{documents:,}", kind, f"{figures['wall']:.1f}", f"{speed:.1f}", f"{cpu:.0f}"]
        return [*parts, f"{figures['parent']:.0f}", f"{figures['worker']:.0f}", f"{store:.1f}"]


def _run(home: Path, name: str) -> dict[str, float]:
    """Return what one batch costs: wall and CPU seconds, peak MiB of the parent and of its largest worker."""
    before, start = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "auditor", "batch", name]
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
        time.sleep(0.1)


def _children(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []


def single(documents: int) -> list[str]:
    """Return a line for the peer of the pool: the same documents one after the other in this process, no store."""
    from auditor import api

    book = api.load_rules()
    one = api.Auditor(book, api.proofreader_for(book.rules))
    with tempfile.TemporaryDirectory() as name:
        for number, document in enumerate(Province(documents).documents()):
            write(document, Path(name), number, 0)
        paths = sorted(Path(name).rglob("*.tsv"))
        one(paths[0])
        before, start = time.process_time(), time.perf_counter()
        for path in paths:
            one(path)
        cpu, wall = time.process_time() - before, time.perf_counter() - start
    parts = [f"{documents:,}", "text, api.Auditor in one process", f"{wall:.1f}", f"{documents / wall:.1f}"]
    return [*parts, f"{cpu / documents * 1e3:.0f}", "-", "-", "-"]


def resumed(documents: int) -> list[str]:
    """Return a line for a second run over the same folder, where every result is known."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for number, document in enumerate(Province(documents).documents()):
            write(document, home / "in", number, 0)
        _run(home, "in")
        figures = _run(home, "in")
    speed, cpu = documents / figures["wall"], figures["cpu"] / documents * 1e3
    parts = [f"{documents:,}", "text, all results known", f"{figures['wall']:.1f}", f"{speed:.1f}", f"{cpu:.0f}"]
    return [*parts, f"{figures['parent']:.0f}", f"{figures['worker']:.0f}", "-"]


BATCH_HEAD = ["documents", "kind", "wall s", "documents/s", "CPU ms/document", "parent MiB", "worker MiB", "store MiB"]
ACROSS_HEAD = ["rows", "rule", "planted", "found", "findings", "right", "recall", "precision", "CPU s"]


def markdown(title: str, head: list[str], rows: Table) -> str:
    """Return a table with its heading as Markdown."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([f"## {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head), *lines, ""])


def main(arguments: list[str]) -> int:
    """Print the report; with ``--write`` keep it as docs/benchmarks-province.md."""
    full = "--full" in arguments
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    sizes = (100, 1000, 10_000) if full else (100, 400)
    parts = [
        "# Benchmarks of batches",
        "",
        f"Written by `python -m bench.province{' --full' if full else ''} --write` on {machine}.",
        "A document has 10 projects and 80 rows.",
        "",
    ]
    rows = [single(100), *(batch(size) for size in sizes), batch(100, xlsx=1.0), resumed(sizes[1])]
    parts.append(markdown("Documents", BATCH_HEAD, rows))
    found: Table = []
    for size in (10_000, 100_000, 1_000_000) if full else (10_000, 100_000):
        found += across.measure(size)
    parts.append(markdown("Findings across documents", ACROSS_HEAD, found))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    parts.append(f"Peak memory of the process that compared them, data included: {peak:.0f} MiB.\n")
    parts.append(markdown("Near-duplicate objectives: peers", near_texts.HEAD, near_texts.measure(full=full)))
    parts.append(markdown("Names one slip apart: peers", near_names.HEAD, near_names.measure(full=full)))
    text = "\n".join(parts)
    print(text)
    if "--write" in arguments:
        (ROOT / "docs" / "benchmarks-province.md").write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
