"""Wrong characters, put where the right ones stand in a clean row."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from pathlib import Path
from random import Random

from bench.precision.plant import Kind, Spot, spot_of
from samples.make.model import Department, Indicator

_FILE = Path(__file__).resolve().parent / "typos.txt"


def word_kinds(departments: list[Department]) -> list[Kind]:
    """Return the kinds of typos.txt with those pairs whose right text the pool has."""
    names = "\n".join(row.name for d in departments for project in d.projects for row in project.rows)
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, right, wrong = (part.strip() for part in line.split("|"))
            if right in names:
                pairs[kind].append((right, wrong))
    return [
        Kind(kind, ("typo", "truncated") if kind == "marks" else ("typo",), len(found), partial(_planted, found), True)
        for kind, found in pairs.items()
    ]


def _rows(department: Department, text: str) -> list[Indicator]:
    return [row for project in department.projects for row in project.rows if text in row.name]


def _planted(pairs: list[tuple[str, str]], department: Department, random: Random, number: int) -> Spot:
    """Misspell one row; raises IndexError where this department has no such word."""
    right, wrong = pairs[number]
    row = random.choice(_rows(department, right))
    row.name = row.name.replace(right, wrong, 1)
    return spot_of(row)
