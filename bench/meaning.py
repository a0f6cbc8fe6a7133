"""``python -m bench.meaning [READINGS]`` prints what the audit finds of what readers of real rows list.

READINGS is a folder with readings (default ../shared/review); without it only the clean samples are measured. Every
real row is judged by judges that never saw its source; the documents read line by line took no part in the training.
``--write`` also writes docs/meaning.md.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.checks.context import Context, Models
from auditor.checks.words import Words
from auditor.engine.run import context_of, run_rules
from auditor.extract import extract
from auditor.nlp.category import load_categorizer
from auditor.nlp.component import cut_texts
from auditor.nlp.endings import load_endings
from auditor.nlp.likeness import load_likeness
from auditor.nlp.meaning.judges import Judges, load_judges
from auditor.nlp.patterns import match_phrases
from auditor.nlp.train.meaning import Sample, fit, folds, samples_of
from auditor.readers import read_bytes, read_file
from auditor.records.finding import Finding
from auditor.resources import folder
from auditor.rulebook import Rulebook, load
from bench.precision import budgets, pool

ROOT = Path(__file__).resolve().parent.parent
HARD = frozenset({"error", "warning"})
KIN = {"missing": "vague", "conflict": "vague", "ambition": "unit", "number": "unit", "arithmetic": "vague"}
"""Families that two readers use for one thing, by the one under which both count."""
_COLUMNS = ("level1", "level2", "name", "operator", "value", "unit")
_HEAD = "| 项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |"
Cells = Mapping[str, str]
Said = dict[int, set[tuple[str, str]]]
"""Row or line → (family, severity)."""


@dataclass(slots=True)
class Tally:
    """What was counted of a set of rows: by family (listed by all readers, found), rows, reported rows, backed rows."""

    families: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    listed: int = 0
    found: int = 0
    reported: int = 0
    backed: int = 0


def family(name: str) -> str:
    """Return the family under which a finding or a remark counts."""
    return KIN.get(name, name)


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def remarks(path: Path, column: str = "row") -> Said:
    """Return what a reader said, by the number in ``column``."""
    found: Said = defaultdict(set)
    for cells in read_csv(path):
        found[int(cells[column])].add((family(cells["family"]), cells["severity"].lower()))
    return found


def document(rows: Sequence[Cells]) -> bytes:
    """Return rows of one source as the text of a document of one project; row n stands on line n + 8."""
    lines = [
        "某县部门2026年部门预算",
        "",
        "预算12表 年度项目支出绩效表",
        "",
        "（万元）",
        "",
        _HEAD,
        "|" + "---|" * 9,
    ]
    for cells in rows:
        shown = (str(cells[name]).replace("|", "／").replace("\n", " ") for name in _COLUMNS)
        lines.append(f"| 样本项目 | 100 | 完成样本项目的年度工作任务 | {' | '.join(shown)} |")
    return ("\n".join(lines) + "\n").encode()


def audited(data: bytes, judges: Judges, book: Rulebook) -> tuple[Finding, ...]:
    """Return the findings on a document with ``judges`` as the judges of meaning."""
    budget = extract(read_bytes(data, "rows.md"))
    language = Models(None, load_endings, load_categorizer, load_likeness, lambda: judges, lambda: match_phrases)
    return run_rules(Context(budget, Words(book.lexicons), book.vocabulary.units, language), book).findings


def places(finding: Finding) -> Iterator[int]:
    """Yield the lines of a finding, those folded into it too."""
    for where in (finding.where, *finding.related):
        if where.place.line:
            yield where.place.line


def of_rows(findings: Iterable[Finding]) -> Said:
    """Return line → (family, severity) of the findings on single rows."""
    said: Said = defaultdict(set)
    for finding in findings:
        if finding.where.indicator:
            for line in places(finding):
                said[line].add((family(finding.family), finding.severity))
    return said


def count(tally: Tally, number: int, found: set[tuple[str, str]], readers: Sequence[Said]) -> None:
    """Add one row to ``tally``."""
    said = [reader.get(number, set()) for reader in readers]
    hard = {name for name, severity in found if severity in HARD}
    tally.reported += bool(hard)
    tally.backed += bool(hard) and any(said)
    if all(any(severity in HARD for _, severity in one) for one in said):
        tally.listed += 1
        tally.found += bool(hard)
        shared = {name for name, severity in said[0] if severity in HARD and all(name in dict(one) for one in said)}
        for name in shared:
            tally.families[name][0] += 1
            tally.families[name][1] += name in hard


def left_out(readings: Path, sources: frozenset[str]) -> Iterator[tuple[frozenset[str], Judges]]:
    """Yield (sources, judges that never saw them), a tenth of the real rows at a time.

    Those of ``sources`` that no judge learned from (rows without a name) come last.
    """
    samples = samples_of(folder("models"), readings)
    shipped = load_judges()
    real = [one for one in samples["subject"] if one.real]
    for part in folds(real):
        out = frozenset(real[number].source for number in part)
        target, subject = (_without(samples[name], out) for name in ("target", "subject"))
        slopes = [(judge.slope, judge.shift) for judge in (shipped.target, shipped.subject)]
        sources -= out
        yield out, Judges(fit(target, *slopes[0]), fit(subject, *slopes[1]), shipped.objective, cut_texts)
    yield sources, shipped


def _without(samples: Sequence[Sample], out: frozenset[str]) -> list[Sample]:
    return [one for one in samples if one.source not in out]


def real_rows(readings: Path, book: Rulebook) -> dict[str, Tally]:
    """Return the tallies of the rows with two readings and of those with one."""
    sets = {
        "two readings": (readings.parent / "data" / "indicator_rows.csv", ("rows/reading_A.csv", "rows/reading_B.csv")),
        "one reading": (readings / "more" / "rows.csv", ("more/reading.csv",)),
    }
    tallies = {name: Tally() for name in sets}
    every = frozenset(_source(cells) for path, _ in sets.values() for cells in read_csv(path))
    for out, judges in left_out(readings, every):
        for name, (path, files) in sets.items():
            readers = [remarks(readings / file) for file in files]
            for numbers, rows in _by_source(path, out):
                said = of_rows(audited(document(rows), judges, book))
                for line, number in enumerate(numbers, 9):
                    count(tallies[name], number, said.get(line, set()), readers)
    return tallies


def _source(cells: Cells) -> str:
    return cells.get("url") or cells["source"]


def _by_source(path: Path, sources: frozenset[str]) -> Iterator[tuple[list[int], list[dict[str, str]]]]:
    """Yield (row numbers, rows) of each of the sources."""
    found: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    for number, cells in enumerate(read_csv(path), 1):
        if (source := _source(cells)) in sources:
            found[source].append((number, cells))
    for rows in found.values():
        yield [number for number, _ in rows], [cells for _, cells in rows]


def seed(path: Path, readings: Path, book: Rulebook) -> list[str]:
    """Return how one document read line by line fares: its name, warnings on both lists, found, reported, supported."""
    context = context_of(extract(read_file(path)), book)
    findings = [one for one in run_rules(context, book).findings if one.severity == "warning"]
    name = path.name[:3]
    first, second = (remarks(readings / "seeds" / f"{name}_reading_{reader}.csv", "line") for reader in "AB")
    both = [
        (line, what) for line in first for what, how in first[line] if how == "warning" and what in dict(second[line])
    ]
    at: dict[int, set[str]] = defaultdict(set)
    for one in findings:
        for line in places(one):
            at[line].add(family(one.family))
    known = {(line, what) for said in (first, second) for line in said for what, _ in said[line]}
    backed = sum(any((line, family(one.family)) in known for line in places(one)) for one in findings)
    hit = sum(what in at[line] for line, what in both)
    return [
        name,
        *map(str, (len(both), hit, len(findings), backed)),
        _share(hit, len(both)),
        _share(backed, len(findings)),
    ]


def clean(book: Rulebook) -> list[list[str]]:
    """Return the findings of the verbs of meaning on the clean made-up documents, by rule."""
    ours = {rule.name for rule in book.rules if rule.check.startswith(("meaning.", "language."))}
    made = [budgets.straight(department) for department in pool.departments()]
    made += [extract(read_file(path)) for path in sorted((ROOT / "samples").glob("clean-*.*"))]
    found = [one for budget in made for one in run_rules(context_of(budget, book), book).findings if one.rule in ours]
    counts = Counter((one.severity, one.rule) for one in found)
    rows = sum(len(budget.indicators) for budget in made)
    total = [["documents", str(len(made)), ""], ["rows", str(rows), ""], ["findings of meaning", str(len(found)), ""]]
    return [*total, *([rule, str(times), severity] for (severity, rule), times in sorted(counts.items()))]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows), ""])


def _rows_part(tallies: Mapping[str, Tally]) -> Iterator[str]:
    for name, tally in tallies.items():
        yield f"## Rows with {name}, judged by judges that never saw their source\n"
        families = sorted(tally.families.items())
        yield _table(
            ["family (kin counted as one)", "listed", "found", "recall"],
            [[what, str(n), str(k), _share(k, n)] for what, (n, k) in families],
        )
        total = [sum(counts[place] for _, counts in families) for place in (0, 1)]
        figures = [
            ["rows that every reader lists", str(tally.listed), str(tally.found), _share(tally.found, tally.listed)],
            ["row and family", str(total[0]), str(total[1]), _share(total[1], total[0])],
            [
                "rows reported, backed by a reader",
                str(tally.reported),
                str(tally.backed),
                _share(tally.backed, tally.reported),
            ],
        ]
        yield _table(["", "rows", "of them", "share"], figures)


def report(readings: Path | None) -> str:
    """Return the whole report as Markdown."""
    book = load()
    parts = [
        "# Meaning bench\n",
        "Written by `python -m bench.meaning --write` (all rules run, the typo rules excepted).\n",
    ]
    if readings is not None:
        parts += _rows_part(real_rows(readings, book))
        seeds = [seed(path, readings, book) for path in sorted((readings.parent / "seeds").glob("*.txt"))]
        parts += ["## Documents read line by line (no part of the training)\n"]
        head = ["document", "warnings on both lists", "found", "reported", "supported", "recall", "support"]
        parts += [_table(head, seeds)]
    parts += ["## Clean made-up documents\n", _table(["", "number", "severity"], clean(book))]
    return "\n".join(parts)


def main(arguments: Sequence[str], show: Callable[[str], None] = print) -> int:
    """Run the bench and print the report."""
    parser = argparse.ArgumentParser(prog="python -m bench.meaning")
    parser.add_argument("readings", nargs="?", type=Path, default=ROOT.parent / "shared" / "review")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args(arguments)
    text = report(chosen.readings if chosen.readings.is_dir() else None)
    show(text)
    if chosen.write:
        (ROOT / "docs" / "meaning.md").write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
