"""What the corpus rules find of what was planted, in how much time and memory.

``python -m bench.province.across ROWS …``. A plant is found where a finding of its rule names its department and
project (for copies: and the copied one). A finding is right where it does so for some plant; two copies of one source
count, too.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace

from auditor import api
from auditor.engine.corpus import audit_corpus
from auditor.records.corpus import Corpus
from auditor.records.finding import Finding
from auditor.rulebook import Rulebook
from bench.province.model import Plant, Province
from bench.province.write import corpus_of

HEAD = ["rows", "rule", "planted", "found", "findings", "right", "recall", "precision", "CPU s"]
_ROWS_OF_ONE = 80
Named = tuple[str, str]


def measure(rows: int, years: int = 2, seed: int = 1) -> list[list[str]]:
    """Return a table with one line a rule: planted, found, findings, right, recall, precision, CPU seconds."""
    province = Province(max(2, rows // _ROWS_OF_ONE // years), years, seed=seed)
    corpus, truth = corpus_of(province)
    book = api.load_rules()
    table = []
    for rule in (rule for rule in book.rules if rule.subject == "corpus"):
        start = time.process_time()
        findings, problems = audit_corpus(corpus, only(book, rule.name))
        took = time.process_time() - start
        assert not problems, problems
        planted = [plant for plant in truth if plant.rule == rule.name]
        found, right = judged(findings, planted, corpus)
        recall = f"{found / len(planted):.4f}" if planted else "-"
        precision = f"{right / len(findings):.4f}" if findings else "-"
        figures = [len(planted), found, len(findings), right]
        table.append([f"{len(corpus.rows):,}", rule.name, *map(str, figures), recall, precision, f"{took:.1f}"])
    return table


def only(book: Rulebook, name: str) -> Rulebook:
    """Return the rulebook with one rule."""
    return replace(book, rules=tuple(rule for rule in book.rules if rule.name == name))


def judged(findings: tuple[Finding, ...], planted: list[Plant], corpus: Corpus) -> tuple[int, int]:
    """Return (plants found, findings that are right)."""
    departments = {source.name: source.department for source in corpus.sources}
    wanted: dict[Named, set[Named]] = defaultdict(set)
    for plant in planted:
        here = (plant.department, plant.project)
        wanted[here] |= {(plant.other_department, plant.other_project)} if plant.other_department else {here}
    seen: Counter[Named] = Counter()
    right = 0
    for finding in findings:
        places = {(departments[w.source], w.project_name) for w in (finding.where, *finding.related)}
        hits = [one for one in places & wanted.keys() if wanted[one] & places or _siblings(one, places, wanted)]
        right += bool(hits)
        seen.update(hits)
    return sum(bool(seen[plant.department, plant.project]) for plant in planted), right


def _siblings(one: Named, places: set[Named], wanted: dict[Named, set[Named]]) -> bool:
    """Return whether another copy of the same source is among the places."""
    return any(other != one and wanted.get(other, set()) & wanted[one] for other in places)


def main(arguments: list[str]) -> int:
    """Print the table for each number of rows given, 10,000 where none is."""
    print("rows  rule  planted  found  findings  right  recall  precision  seconds")
    for size in arguments or ["10000"]:
        start = time.perf_counter()
        for row in measure(int(size)):
            print("  ".join(row))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"# {size} rows: {time.perf_counter() - start:.0f} s in all, peak {peak:.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
