"""``python -m bench.precision`` prints recall and false findings; ``--write`` also writes docs/precision.md.

``--seeds N`` plants every formulation N times in other places (default 2); ``--missed`` lists what was missed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from auditor.records.finding import Finding
from auditor.records.rule import FAMILIES, SEVERITIES
from bench.precision import pool
from bench.precision.bench import Bench, Clean, Result, confusion, family_of, kinds, recall, run

ROOT = Path(__file__).resolve().parents[2]
Table = list[list[str]]


def _markdown(title: str, table: Table) -> str:
    head, *body = table
    lines = ["| " + " | ".join(row) + " |" for row in body]
    return "\n".join([f"## {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head), *lines, ""])


def _share(found: int, planted: int) -> list[str]:
    return [str(planted), str(found), f"{100 * found / planted:.0f} %"]


def _families(results: list[Result]) -> Table:
    counts = recall(results, family_of)
    rows = [[family, *_share(*counts[family])] for family in FAMILIES if family in counts]
    total = _share(sum(result.found for result in results), len(results))
    return [["family", "planted", "found", "recall"], *rows, ["all", *total]]


def _kinds(results: list[Result]) -> Table:
    counts = recall(results, lambda result: f"{family_of(result)} | {result.kind.name}")
    return [["family", "kind", "planted", "found", "recall"], *([name, *_share(*n)] for name, n in counts.items())]


def _clean(clean: Clean) -> Table:
    rows = [
        [severity, "", *_rate(clean, [f for f in clean.findings if f.severity == severity])] for severity in SEVERITIES
    ]
    by_rule = Counter((f.severity, f.rule) for f in clean.findings)
    for (severity, rule), _ in sorted(by_rule.items(), key=lambda item: (SEVERITIES.index(item[0][0]), -item[1])):
        mine = [f for f in clean.findings if (f.severity, f.rule) == (severity, rule)]
        rows.append([severity, rule, *_rate(clean, mine)])
    return [["severity", "rule", "findings", "per 1,000 rows"], *rows]


def _rate(clean: Clean, findings: list[Finding]) -> list[str]:
    return [str(len(findings)), f"{1000 * len(findings) / clean.rows:.1f}"]


def _confusion(results: list[Result]) -> Table:
    table = confusion(results)
    head = ["planted \\ reported", *FAMILIES, "nothing"]
    names = (*FAMILIES, "")
    rows = [[family, *(str(table[family][name] or "") for name in names)] for family in FAMILIES if family in table]
    return [head, *rows]


def report(clean: Clean, results: list[Result]) -> str:
    """Return the whole report as Markdown."""
    aside = Counter(f.severity for result in results for f in result.elsewhere)
    projects = sum(len(department.projects) for department in pool.departments())
    intro = (
        f"{len(results)} defects of {len({r.kind.name for r in results})} kinds, each planted alone into one of "
        f"{len(pool.departments())} clean made-up departments ({projects} projects, {clean.rows} indicator rows); "
        "every fourth document goes through text, reading and extraction. Found: a finding of a family that a reviewer "
        "would accept names the place. The pool is invented by the authors of the rules: a floor to hold, not a claim "
        "about real documents."
    )
    parts = [
        "# Precision bench",
        "",
        "Written by `python -m bench.precision --write`.",
        "",
        intro,
        "",
        f"Findings that a planted defect caused at other places: {dict(sorted(aside.items()))}.",
        "",
        _markdown("Recall by family", _families(results)),
        _markdown("Recall by kind", _kinds(results)),
        _markdown("Findings on clean rows", _clean(clean)),
        _markdown("Planted and reported family", _confusion(results)),
    ]
    return "\n".join(parts)


def _missed(results: list[Result]) -> str:
    missed = [result for result in results if not result.found]
    return "\n".join(f"missed {r.kind.name} | {r.spot.indicator or r.spot} | reported {r.families}" for r in missed)


def main(arguments: list[str]) -> int:
    """Run the bench at full size and print the report."""
    parser = argparse.ArgumentParser(prog="python -m bench.precision")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args(arguments)
    from auditor.nlp import load_proofreader
    from auditor.rulebook import load

    bench = Bench(load(), load_proofreader())
    clean = bench.clean()
    results = run(bench, kinds(), range(chosen.seeds))
    text = report(clean, results)
    print(text)
    if chosen.missed:
        print(_missed(results))
    if chosen.write:
        (ROOT / "docs" / "precision.md").write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
