"""What a run costs when little is new: nothing, or one more document, beside the audit of that document alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.province.documents import ROOT, made
from bench.province.model import Province
from bench.province.write import write

HEAD = ["documents", "run", "CPU s", "wall s"]
_SMALL = 2
# A file changed this recently is read again, however it looks.
_PAUSE = 2.5


def measure(*, full: bool = False) -> list[list[str]]:
    """Return a line for a first run, one without news, one with one more document, and that document alone."""
    documents = 2000 if full else 300
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        made(home / "in", documents, "text", _SMALL)
        time.sleep(_PAUSE)
        lines = [_line(documents, "all new", home, "batch", "in"), _line(documents, "nothing new", home, "batch", "in")]
        *_, new = Province(documents + 1, projects=_SMALL).documents()
        write(new, home / "one", documents, 0.0)
        (path,) = (home / "one").rglob("*.tsv")
        path.rename(home / "in" / "one-more.tsv")
        alone = ("audit", "in/one-more.tsv", "-f", "html", "-o", "one.html")
        lines.append(_line(documents + 1, "one more", home, "batch", "in"))
        return [*lines, _line(1, "auditor audit of that one", home, *alone)]


def _line(documents: int, kind: str, home: Path, *arguments: str) -> list[str]:
    """Return what a command costs, the start of the program included."""
    before, start = os.times(), time.perf_counter()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", "auditor", *arguments], cwd=home, env=env, stderr=subprocess.DEVNULL, check=True
    )
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return [f"{documents:,}", kind, f"{cpu:.1f}", f"{time.perf_counter() - start:.1f}"]
