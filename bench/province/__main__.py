"""``python -m bench.province [--full] [--only documents,incremental,across,copies,hidden,texts,names] [--write]``.

Prints what a batch costs and finds, each figure beside a peer of the same run. ``--write`` keeps it in
docs/benchmarks-province.md: the parts that were run replace theirs, the others stay. Without ``--full`` all of it
takes some minutes. Peers that are not installed (datasketch) are left out and said.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.province import across, copies, documents, hidden, incremental
from bench.province.peers import near_names, near_texts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks-province.md"
Table = list[list[str]]
Part = tuple[str, list[str], Callable[[bool], Table]]
_INTRODUCTION = """# Benchmarks of batches

Written part by part by the command beside each table and `--write`. CPU time and memory hardly depend on what else the
machine does (the load is given), the clock does. A project has 8 rows.
"""


def _across(full: bool) -> Table:
    found: Table = []
    for size in (10_000, 100_000, 1_000_000) if full else (10_000, 100_000):
        found += across.measure(size)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*found, ["peak memory, data and truth included", f"{peak:.0f} MiB", *[""] * 7]]


PARTS: Mapping[str, Part] = {
    "documents": ("Documents", documents.HEAD, lambda full: documents.measure(full=full)),
    "incremental": (
        "Runs with little that is new",
        incremental.HEAD,
        lambda full: incremental.measure(full=full),
    ),
    "across": ("Findings across documents", across.HEAD, _across),
    "copies": ("Planted copies", copies.HEAD, lambda full: copies.measure(full=full)),
    "hidden": (
        "Copies that hide, in counties of twenty departments",
        hidden.HEAD,
        lambda full: hidden.measure(full=full),
    ),
    "texts": ("Near-duplicate objectives: peers", near_texts.HEAD, lambda full: near_texts.measure(full=full)),
    "names": ("Short names, slips and rewordings: peers", near_names.HEAD, lambda full: near_names.measure(full=full)),
}


def markdown(title: str, head: list[str], rows: Table, command: str = "") -> str:
    """Return a table under its heading as Markdown, with the machine and the command that measured it."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    load = f"; load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    rule = "|" + "---|" * len(head)
    told = f"{machine}{load}. {command}".rstrip()
    return "\n".join([f"## {title}", "", told, "", "| " + " | ".join(head) + " |", rule, *lines, ""])


def kept(page: str, parts: Mapping[str, str]) -> str:
    """Return the page with some parts replaced, all in their order."""
    old = {part.partition("\n")[0]: part for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]}
    text = [_INTRODUCTION]
    for name, (title, *_) in PARTS.items():
        if name in parts or title in old:
            text.append(parts.get(name) or f"## {old[title].rstrip()}\n")
    return "\n".join(text)


def main(arguments: list[str]) -> int:
    """Print the parts asked for; with ``--write`` keep them."""
    parser = argparse.ArgumentParser(prog="python -m bench.province")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", default=",".join(PARTS), help=",".join(PARTS))
    given = parser.parse_args(arguments)
    for name in given.only.split(","):
        title, head, measure = PARTS[name]
        command = f"`python -m bench.province{' --full' if given.full else ''} --only {name}`"
        text = markdown(title, head, measure(given.full), command)
        print(text, flush=True)
        if given.write:
            page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
            PAGE.write_text(kept(page, {name: text}), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
