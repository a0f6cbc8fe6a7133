"""A batch that grows, shrinks and changes is what one from scratch is, in every table and on every page."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from auditor.cli.main import main
from auditor.corpus.schema import TABLES
from auditor.corpus.store import opened
from bench.province.model import Province
from bench.province.write import write

# What differs with the clock, and what tells of the runs before.
_CLOCK = {"documents": "seconds, stamp"}
_HISTORY = ("runs", "settled", "versions")


@pytest.fixture
def folder(near: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a folder of five documents of a made-up province, in which much is copied."""
    monkeypatch.chdir(tmp_path)
    for number, document in enumerate(Province(5, projects=3, seed=8).documents()):
        write(document, tmp_path / "in", number, 0)
    return tmp_path / "in"


def state(home: Path) -> dict[str, Any]:
    """Return every table and every page of a batch."""
    with opened(home / "store.duckdb", read_only=True) as store:
        tables: dict[str, Any] = {
            name: store.query(f"SELECT * EXCLUDE ({_CLOCK[name]}) FROM {name} ORDER BY ALL")
            if name in _CLOCK
            else store.query(f"SELECT * FROM {name} ORDER BY ALL")
            for name in TABLES
            if name not in _HISTORY
        }
    summary = json.loads((home / "summary.json").read_text(encoding="utf-8"))
    for one in summary["documents"]:
        one.pop("version")
    book = openpyxl.load_workbook(home / "summary.xlsx")
    cells = {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book}
    return tables | {"summary": summary, "cells": cells}


def scratch(home: str, *rules: str) -> Path:
    """Return the folder of a batch that has the audits of this one, but no store."""
    for part in ("results", "reports"):
        shutil.copytree(Path("in.audit") / part, Path(home) / part)
    assert main(("batch", "in", "-o", home, *rules)) == 0
    return Path(home)


def pack(*lines: str) -> tuple[str, ...]:
    """Write a pack of our own that changes rules of core; return the options to audit with it."""
    Path("own").mkdir(exist_ok=True)
    Path("own/rules.yaml").write_text("\n".join(lines), encoding="utf-8")
    return ("--rules", "core", "--rules", "own")


def test_one_document_more_is_a_batch_of_all_to_the_byte(folder: Path) -> None:
    *_, last = sorted(folder.rglob("*.tsv"))
    away = folder.parent / last.name
    last.rename(away)
    main(("batch", "in"))
    away.rename(last)
    main(("batch", "in"))
    every = scratch("every")
    assert state(Path("in.audit")) == state(every)
    for name in ("index.html", "summary.json", "summary.xlsx"):
        assert (Path("in.audit") / name).read_bytes() == (every / name).read_bytes(), name
    pages = {path.name: path.read_bytes() for path in Path("in.audit/reports").iterdir()}
    assert {path.name: path.read_bytes() for path in (every / "reports").iterdir()} == pages


def test_a_batch_that_changes_is_one_from_scratch(folder: Path) -> None:
    first, second, *_, last = sorted(folder.rglob("*.tsv"))
    away = folder.parent / last.name
    last.rename(away)
    main(("batch", "in"))
    away.rename(last)
    ours, theirs = (path.stem.partition("-")[2] for path in (second, first))
    copied = re.sub(r"(\d+)-", lambda match: f"{match[1]}9-", first.read_text(encoding="utf-8"))
    second.write_text(copied.replace(theirs, ours), encoding="utf-8")
    shutil.copy(first, first.with_name("copy.tsv"))
    main(("batch", "in"))
    more = state(scratch("more"))
    assert state(Path("in.audit")) == more
    assert more["summary"]["corpus_findings"], "nothing is compared"
    first.unlink()
    main(("batch", "in"))
    less = state(scratch("less"))
    assert state(Path("in.audit")) == less
    second.rename(second.with_name("0-first.tsv"))
    ours = pack(
        "- name: duplicate.copied-objective",
        "  enabled: false",
        "- name: cost.far-from-others",
        "  with:",
        "    {departments: 2, score: 0.1, times: 1.01}",
    )
    main(("batch", "in", *ours))
    other = state(scratch("other", *ours))
    assert state(Path("in.audit")) == other
    assert {one["code"] for one in other["summary"]["corpus_findings"]} != {
        one["code"] for one in less["summary"]["corpus_findings"]
    }
