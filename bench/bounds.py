"""``python -m bench.bounds``: documents made to be costly, each audited in a process of its own beside a small one.

CPU and memory of the whole process; ``×`` is CPU beside that of the small document.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from bench.synthetic import budget

ROOT = Path(__file__).resolve().parent.parent
_CHARS = "按照年度工作计划完成设备购置保障单位正常运转提高服务质量推动事业发展加强基层组织建设"
_OBJECTIVE = 5


def _random_prose(length: int) -> str:
    """Return clauses of characters in no order: nearly each of them is a wrong one."""
    chance, made = Random(1), list[str]()
    while sum(map(len, made)) < length:
        made.append("".join(chance.sample(_CHARS, chance.randint(6, 14))) + chance.choice("，。；、"))
    return "".join(made)[:length]


def _prose(length: int) -> str:
    """Return sentences as a budget has them, no two the same."""
    number, made = 0, ""
    while len(made) < length:
        made += f"为第{number}村的困难老人提供上门理发、助浴和代购服务，老人的生活质量有所提高；"
        number += 1
    return made[:length]


def _objective(text: str) -> str:
    """Return a small document in which the first objective is ``text``."""
    lines = budget(60).split("\n")
    cells = lines[_OBJECTIVE].split("\t")
    cells[_OBJECTIVE] = text
    return "\n".join([*lines[:_OBJECTIVE], "\t".join(cells), *lines[_OBJECTIVE + 1 :]])


def _one_project(rows: int) -> str:
    lines = budget(2).rstrip("\n").split("\n")
    more = [
        ["", "", "", "", "", "", "产出指标", "质量指标", "培训覆盖率", "≥≤"[at % 2], "90", "%"] for at in range(rows)
    ]
    return "\n".join([*lines, *("\t".join(row) for row in more)]) + "\n"


def _texts_only(rows: int) -> str:
    return "预算05表 职责说明表\n\n" + "".join(f"处室{at}\t职责{at}\t说明{at}\t无\n" for at in range(rows))


CASES: dict[str, Callable[[], str]] = {
    "60 rows": lambda: budget(60),
    "an objective of 32,000 characters": lambda: _objective(_prose(32_000)),
    "an objective of 32,000 characters without sense": lambda: _objective(_random_prose(32_000)),
    "148,000 brackets in one cell": lambda: _objective("（" * 148_000),
    "32,000 times one character": lambda: _objective("天" * 32_000),
    "a table of 3,000 rows without figures": lambda: _texts_only(3_000),
    "one project of 8,000 rows of one name": lambda: _one_project(8_000),
    "300 projects": lambda: budget(6_000),
    "1,200 projects": lambda: budget(24_000),
}


def _cost(path: Path) -> tuple[float, float, int]:
    """Return (CPU seconds, MiB at the peak, exit code) of auditing a document in a process of its own, to HTML."""
    command = [sys.executable, "-m", "auditor", "audit", "-f", "html", "-o", f"{path}.html", str(path)]
    before = os.times()
    code = (
        "import resource, subprocess, sys; "
        "done = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, done.returncode)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=ROOT, capture_output=True, text=True, check=True)
    after = os.times()
    peak, status = map(int, done.stdout.split())
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, peak, status


def main(names: list[str]) -> int:
    """Print the table of all cases, or of those whose name holds one of ``names`` (the small one always)."""
    print("| document | CPU s | × | MiB |\n|---|---|---|---|")
    small = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, make) in enumerate(CASES.items()):
            if small and names and not any(one in name for one in names):
                continue
            path = Path(folder) / f"{number}.tsv"
            path.write_text(make(), encoding="utf-8")
            spent, peak, status = _cost(path)
            small = small or spent
            told = "" if status in (0, 2) else f" (exit code {status})"
            print(f"| {name}{told} | {spent:.1f} | {spent / small:.1f} | {peak} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
