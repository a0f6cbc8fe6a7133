"""What must not stand in the repository: paths of a machine, text of real documents."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
SUFFIXES = {
    ".py",
    ".yaml",
    ".yml",
    ".md",
    ".txt",
    ".tsv",
    ".csv",
    ".html",
    ".json",
    ".toml",
    ".css",
    ".js",
    ".mjs",
    ".ts",
    ".tsx",
    ".xml",
    "",
}
SKIPPED = {".git", "__pycache__", "venv", "build", "dist", "out", "node_modules"}
MAX_BYTES = 3_000_000
HAN = re.compile(r"[\u4e00-\u9fff]")
RUN = 18
# written in pieces, so that this file does not match itself
MACHINE = re.compile(
    r"(?<![\w.])/(?:wo" r"rk|fa" r"rm|ro" r"ot|ho" r"me/\w+|Us" r"ers/\w+)/|[A-Z]:\\+Us" r"ers\\",
)  # fmt: skip


def files() -> list[Path]:
    """Return the text files of the repository; hidden folders other than .ci and build output are left out."""
    found = []
    for file in ROOT.rglob("*"):
        parts = file.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part != ".ci" for part in parts[:-1])
        if hidden or SKIPPED & set(parts) or not file.is_file() or file.suffix not in SUFFIXES:
            continue
        if file.stat().st_size < MAX_BYTES:
            found.append(file)
    return found


def han(text: str) -> str:
    return "".join(HAN.findall(text))


@cache
def seed_runs() -> frozenset[str]:
    text = han("".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(SEEDS.glob("*.txt"))))
    return frozenset(text[i : i + RUN] for i in range(len(text) - RUN + 1))


def shared_run(text: str) -> str:
    """Return the first run of 18 Chinese characters that the text shares with the seeds, or ""."""
    mine = han(text)
    return next((mine[i : i + RUN] for i in range(len(mine) - RUN + 1) if mine[i : i + RUN] in seed_runs()), "")


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def test_no_path_of_a_machine() -> None:
    assert len(files()) > 20, "no file found: the walk is broken"
    hits = [f"{name(file)}: {hit.group()}" for file in files() if (hit := MACHINE.search(read(file)))]
    assert not hits, "\n".join(hits)


def test_the_pattern_sees_paths() -> None:
    assert MACHINE.search("open('" + "/ho" + "me/somebody/x.txt')")
    assert MACHINE.search("C:" + "\\Us" + "ers\\somebody")
    assert not MACHINE.search("https://example.org/work/x and rel/work/y")


def test_no_text_of_real_documents() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seeds (../shared/seeds) are not here: nothing to compare with")
    assert len(seed_runs()) > 1000
    hits = [f"{name(file)}: {run}" for file in files() if (run := shared_run(read(file)))]
    assert not hits, "\n".join(hits)


def test_the_comparison_sees_a_copied_run() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seeds (../shared/seeds) are not here: nothing to compare with")
    run = next(iter(seed_runs()))
    assert shared_run(f"前言，{run[:9]} 123 {run[9:]}。")


def literals(tree: ast.Module) -> Iterator[str]:
    """Yield the texts of a module that are no docstrings; an f-string with {} for what it puts in."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | inner:
            yield node.value


def test_what_a_reviewer_reads_has_chinese_punctuation() -> None:
    narrow = re.compile(r"[\u4e00-\u9fff”》）}][,;](?=[\u4e00-\u9fff“《（{])")
    wrong = [
        f"{file.relative_to(ROOT)}: {text}"
        for file in sorted((ROOT / "auditor").rglob("*.py"))
        for text in literals(ast.parse(file.read_text(encoding="utf-8")))
        if text.endswith("。") and narrow.search(text)
    ]
    assert not wrong, wrong
