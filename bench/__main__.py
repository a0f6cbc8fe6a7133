"""``python -m bench`` prints what auditing costs, each figure beside a peer measured in the same run.

``--quick`` stops at 6,000 rows; ``--write`` also writes docs/benchmarks.md.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from bench.synthetic import budget

ROOT = Path(__file__).resolve().parent.parent
SIZES = (60, 600, 6_000, 60_000)
QUICK = 6_000
REPEATS = 3
Table = list[list[str]]


def _best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the shortest of some runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _process(*arguments: str) -> tuple[float, float]:
    """Return (CPU, wall) seconds of a Python process, the best of some runs by CPU; CPU is wall where unknown."""
    results = []
    for _ in range(REPEATS):
        before, start = os.times(), time.perf_counter()
        command = [sys.executable, *arguments]
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        after, wall = os.times(), time.perf_counter() - start
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        results.append((cpu or wall, wall))
    return min(results)


def documents() -> dict[str, Path]:
    """Return label → path: the samples, and the real documents where they lie beside the checkout."""
    samples = sorted((*(ROOT / "samples").glob("*.md"), *(ROOT / "samples").glob("*.tsv")))
    seeds = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    real = {f"real document {number}": path for number, path in enumerate(seeds, start=1)}
    return real | {path.name: path for path in samples if path.name not in {"README.md", "defects.tsv"}}


def cold() -> Table:
    """Return what a first call costs: a new process for each document, and processes that do less."""
    rows = [["process", "CPU s", "wall s"]]
    peers: dict[str, tuple[str, ...]] = {
        "python -c pass": ("-c", "pass"),
        "python -c 'import pandas'": ("-c", "import pandas"),
        "python -c 'import spacy'": ("-c", "import spacy"),
        "auditor --help": ("-m", "auditor", "--help"),
    }
    audit = ("-m", "auditor", "audit", "-f", "json")
    audits = {f"auditor audit {name}": (*audit, str(path)) for name, path in documents().items()}
    for label, arguments in (peers | audits).items():
        cpu, wall = _process(*arguments)
        rows.append([label, f"{cpu:.2f}", f"{wall:.2f}"])
    return rows


def _read_and_split(path: Path) -> int:
    return sum(len(line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines())


def warm() -> Table:
    """Return what another document costs in a process that has audited one, beside reading and splitting its text."""
    from auditor import api

    book = api.load_rules()
    rows = [["document", "indicators", "findings", "audit ms", "read+split ms"]]
    for name, path in documents().items():
        document = api.audit(path, rulebook=book).documents[0]
        took = _best(partial(api.audit, path, rulebook=book))
        peer = _best(partial(_read_and_split, path))
        indicators = len(document.budget.indicators) if document.budget else 0
        rows.append([name, str(indicators), str(len(document.findings)), f"{took * 1e3:.0f}", f"{peer * 1e3:.2f}"])
    return rows


def _read_csv(path: Path) -> object:
    import pandas

    return pandas.read_csv(path, sep="\t", skiprows=4, dtype=str)


def growth(sizes: Iterable[int]) -> Table:
    """Return time against rows: extraction and the whole audit, beside pandas reading the same table."""
    from auditor import api

    book = api.load_rules()
    rows = [["rows", "extract s", "audit s", "audit ms/row", "pandas.read_csv s", "read+split s"]]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.tsv"
            path.write_text(budget(size), encoding="utf-8")
            repeats = REPEATS if size <= QUICK else 1
            extract = _best(partial(api.extract, path), repeats)
            audit = _best(partial(api.audit, path, rulebook=book), repeats)
            pandas = _best(partial(_read_csv, path), repeats)
            split = _best(partial(_read_and_split, path), repeats)
            figures = [f"{extract:.3f}", f"{audit:.3f}", f"{audit / size * 1e3:.3f}", f"{pandas:.3f}", f"{split:.4f}"]
            rows.append([f"{size:,}", *figures])
    return rows


def markdown(title: str, table: Table) -> str:
    """Return a table with its heading as Markdown."""
    head, *body = table
    lines = ["| " + " | ".join(row) + " |" for row in body]
    return "\n".join([f"## {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head), *lines, ""])


def report(sizes: Iterable[int]) -> str:
    """Return the whole report as Markdown."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    return "\n".join(
        [
            "# Benchmarks",
            "",
            f"Written by `python -m bench --write` on {machine}. Best of {REPEATS}; 60,000 rows once.",
            "",
            markdown("Cold start: a process of its own", cold()),
            markdown("Warm: one more document in the same process", warm()),
            markdown("Rows against time", growth(sizes)),
        ]
    )


def main(arguments: list[str]) -> int:
    """Print the report; with ``--write`` keep it as docs/benchmarks.md."""
    sizes = [size for size in SIZES if size <= QUICK or "--quick" not in arguments]
    text = report(sizes)
    print(text)
    if "--write" in arguments:
        (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
