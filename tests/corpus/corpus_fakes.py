"""Audits for the pool: what they do stands in the document."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from auditor.corpus.worker import serve
from auditor.records.report import DocumentReport

DIE = "CORPUS_FAKES_DIE"


def make() -> Callable[[str], DocumentReport]:
    """Return an audit that obeys its document: hang, die, eat memory, raise; note that it ran in runs.txt."""
    return obey


def obey(path: str) -> DocumentReport:
    text = Path(path).read_text(encoding="utf-8")
    with (Path(path).parent / "runs.log").open("a", encoding="utf-8") as file:
        file.write(Path(path).name + "\n")
    word, _, rest = text.partition(" ")
    if word == "hang":
        time.sleep(600)
    if word == "die":
        os._exit(7)
    if word == "eat":
        bytearray(int(rest) * 1024 * 1024)
    if word == "raise":
        raise ValueError(rest)
    if word == "slow":
        time.sleep(float(rest))
    return DocumentReport(path, "0" * 64, "ok")


def serve_badly(pipe: Connection) -> None:
    """Die before reading anything as long as the folder ``CORPUS_FAKES_DIE`` holds a file; take one each time."""
    for left in sorted(Path(os.environ[DIE]).iterdir()):
        left.unlink()
        os._exit(9)
    serve(pipe)
