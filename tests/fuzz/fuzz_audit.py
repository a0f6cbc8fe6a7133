"""One mutant through the whole program: read, audited, judged, rendered; what it must never do is a fault.

By hand: ``python -m tests.fuzz.fuzz_audit --minutes 60 [--from SEED] [--format .pdf] [--keep DIR]``. It says how many
mutants of each format it tried and every fault with the number of its mutant, which makes the same bytes again.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

from auditor import api
from auditor.config import Limits, Policy
from auditor.engine.gate import judge
from auditor.errors import AuditorError
from auditor.readers import read_bytes
from auditor.records.report import Report
from auditor.render import render
from auditor.rulebook import Rulebook
from tests.fuzz.fuzz_mutants import mutant
from tests.fuzz.fuzz_seeds import seeds

# So many seconds are a hang: the originals take a tenth of one, the first beside six other programs twenty.
SECONDS = 120
_CRASHES = ("read.crash", "audit.crash", "extract.crash", "engine.rule-crashed", "audit.over-time", "audit.over-memory")
_FORMATS = ("json", "html", "text", "xlsx")


@cache
def book() -> Rulebook:
    """Return the rules, loaded once."""
    return api.load_rules()


def faults(data: bytes, name: str, number: int) -> list[str]:
    """Return what went wrong with a document: tracebacks, crashes told as problems, hangs, reports not made."""
    limits = Limits(timeout=SECONDS, memory=1024)
    try:
        try:
            document = read_bytes(data, name, limits)
        except AuditorError:
            return []
        one = api.Auditor(book(), None, limits=limits)(document)
        found = [f"{problem.code}: {problem.message}" for problem in one.problems if problem.code in _CRASHES]
        report = Report("fuzz", book().ruleset(), (one,))
        verdict = judge(report, Policy(), (), date(2026, 1, 1))
        if one.status != "ok" and verdict.exit_code == 0:
            found.append("passed though it was not wholly read")
        render(report, _FORMATS[number % len(_FORMATS)])
    except Exception:
        return [traceback.format_exc(limit=-3)]
    return found


def main(arguments: list[str]) -> int:
    """Try mutants for some minutes; print each fault, and what was tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--format", default="")
    parser.add_argument("--keep", type=Path, help="write the mutants with a fault into this folder")
    wanted = parser.parse_args(arguments)
    end, number = time.monotonic() + 60 * wanted.minutes, wanted.first
    held = {suffix: each for suffix, each in seeds().items() if wanted.format in ("", suffix)}
    tried, bad = Counter[str](), 0
    while time.monotonic() < end:
        for suffix, originals in held.items():
            data = mutant(originals[number % len(originals)], suffix, number)
            tried[suffix] += 1
            for fault in faults(data, f"a{suffix}", number):
                bad += 1
                print(f"{suffix} {number}: {fault}", flush=True)
                if wanted.keep:
                    wanted.keep.mkdir(parents=True, exist_ok=True)
                    (wanted.keep / f"{number}{suffix}").write_bytes(data)
        number += 1
    print(f"{sum(tried.values())} mutants {dict(tried)}, numbers {wanted.first}–{number - 1}, {bad} faults")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
