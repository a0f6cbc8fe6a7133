"""What ``auditor --help`` and an audit must not import, so that they answer at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "spacy", "jieba", "sklearn", "pandas", "numpy", "scipy", "yaml", "jinja2", "openpyxl", "thinc", "pyarrow", "duckdb",
}  # fmt: skip


# What other commands, formats and training load, and spaCy, which only texts that may match a pattern of words need.
NOT_IN_AUDIT = {
    "sklearn", "scipy", "pandas", "pyarrow", "duckdb", "openpyxl", "docx", "xlrd", "pdfplumber", "pdfminer",
    "pypdfium2", "lxml", "jinja2", "rich", "starlette", "uvicorn", "onnxruntime", "requests", "pkg_resources",
    "auditor.corpus", "auditor.serve", "auditor.nlp.train", "auditor.nlp.typo.opinion", "auditor.nlp.typo.wordpiece",
    "auditor.readers.office", "auditor.readers.pdf", "auditor.readers.html", "auditor.readers.ocr",
    "auditor.render.html_report", "auditor.render.xlsx_report", "auditor.render.json_report", "auditor.render.notice",
    "auditor.rulebook.pages", "auditor.engine.selftest", "spacy",
}  # fmt: skip


def imported_by(*arguments: str) -> set[str]:
    """Return the top-level names of all modules that a fresh interpreter imports for these arguments."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_help_imports_nothing_heavy() -> None:
    modules = imported_by("-m", "auditor", "--help")
    assert "typer" in modules, "the measure does not see what is imported"
    assert sorted(modules & HEAVY) == []


def test_importing_the_package_imports_nothing_heavy() -> None:
    modules = imported_by("-c", "import auditor; dir(auditor)")
    assert "auditor" in modules
    assert sorted(modules & (HEAVY | {"typer"})) == []


def test_reading_and_extracting_need_no_language_model() -> None:
    """Extraction alone runs without spaCy, jieba or scikit-learn: a clerk's first look must not wait for them."""
    code = "import auditor, sys; auditor.extract(sys.argv[1])"
    modules = imported_by("-c", code, str(ROOT / "samples" / "clean-agency.md"))
    assert sorted(modules & {"spacy", "jieba", "sklearn", "pandas"}) == []


def test_an_audit_imports_no_part_of_other_commands() -> None:
    code = "import sys; from auditor.cli.main import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, "audit", str(ROOT / "samples" / "clean-agency.md")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    modules = set(done.stderr.splitlines()[-1].split())
    assert {"jieba", "auditor.nlp.typo.model", "auditor.render.text_report"} <= modules
    assert sorted(modules & NOT_IN_AUDIT) == []
