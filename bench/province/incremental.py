"""What a run costs when little is new: nothing, or one more document, beside the audit of that document alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from auditor.checks.across.context import as_indicator
from auditor.cli import setup
from auditor.cli.batch import make_job
from auditor.corpus import flat
from auditor.corpus.keys import content_hash, content_key
from auditor.corpus.results import Results
from auditor.records.budget import Budget, Indicator, Money, Project
from auditor.records.document import Cell
from auditor.records.report import DocumentReport
from bench.province.documents import ROOT, made
from bench.province.model import Province
from bench.province.write import corpus_of, write

HEAD = ["documents", "run", "CPU s", "wall s"]
_SMALL = 2
# A file changed this recently is read again, however it looks.
_PAUSE = 2.5


def measure(*, full: bool = False) -> list[list[str]]:
    """Return lines for a first run, one without news, one with one more document, and that document alone.

    The results that the first run finds are made, not audited: audits are no part of what is measured.
    """
    return [line for size in ((2_000, 10_000) if full else (300,)) for line in _runs(size)]


def _runs(documents: int) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        _compile(home)
        made(home / "in", documents, "text", _SMALL)
        _know(home, documents)
        time.sleep(_PAUSE)
        kinds = ("all results known, nothing stored", "nothing new")
        lines = [_line(documents, kind, home, "batch", "in") for kind in kinds]
        *_, new = Province(documents + 1, projects=_SMALL).documents()
        write(new, home / "one", documents, 0.0)
        (path,) = (home / "one").rglob("*.tsv")
        path.rename(home / "in" / "one-more.tsv")
        alone = ("audit", "in/one-more.tsv", "-f", "html", "-o", "one.html")
        lines.append(_line(documents + 1, "one more", home, "batch", "in"))
        return [*lines, _line(1, "auditor audit of that one", home, *alone)]


def _compile(home: Path) -> None:
    """Compile the program as its installation does: a run that compiles itself is not what a user has."""
    command = [sys.executable, "-m", "compileall", "-q", str(ROOT / "auditor")]
    subprocess.run(command, env=_environment(home), check=True)


def _environment(home: Path) -> dict[str, str]:
    """Return an environment in which the program is compiled, whatever that of the bench says."""
    own = {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(home / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, **own}


def _know(home: Path, documents: int) -> None:
    """Write results of documents as audits without a finding leave them."""
    settings = setup.configure(None, debug=False)
    out = home / "in.audit"
    job = make_job(settings, setup.rulebook(settings, None), out, pictures=False)
    corpus, _ = corpus_of(Province(documents, projects=_SMALL))
    budgets: list[tuple[list[Project], list[Indicator]]] = [([], []) for _ in corpus.sources]
    for one in corpus.projects:
        total = Money(Cell(str(one.total_wan)), one.total_wan)
        made_one = Project(one.key, one.code, Cell(one.name), total=total, objective=Cell(one.objective))
        budgets[one.source][0].append(made_one)
    for row in corpus.rows:
        budgets[row.source][1].append(as_indicator(row, corpus.projects[row.project].key))
    for path in (home / "in").rglob("*.tsv"):
        number = int(path.name.partition("-")[0])
        source, (projects, rows) = corpus.sources[number], budgets[number]
        digest = content_hash(str(path), job.limits)
        head = {"department": source.department, "year": source.year}
        budget = Budget(path.name, digest, projects=tuple(projects), indicators=tuple(rows), **head)
        report = DocumentReport(path.name, digest, "ok", budget=budget)
        Results(out).write(content_key(digest, path.name, job.system), flat.payload(report, 0.0))


def _line(documents: int, kind: str, home: Path, *arguments: str) -> list[str]:
    """Return what a command costs, the start of the program included."""
    before, start = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "auditor", *arguments]
    subprocess.run(command, cwd=home, env=_environment(home), stderr=subprocess.DEVNULL, check=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return [f"{documents:,}", kind, f"{cpu:.1f}", f"{time.perf_counter() - start:.1f}"]
