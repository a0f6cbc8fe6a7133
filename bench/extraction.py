"""Measure extraction against hand-made rows: python bench/extraction.py DOCUMENT GOLD.csv [DOCUMENT GOLD.csv …].

Prints F1 over whole rows (table, project, level1, level2, name, operator, value, unit), F1 without the project,
the rows that differ, and the time of a warm extraction.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from collections import Counter
from pathlib import Path

from auditor.extract import extract
from auditor.readers import read_file
from auditor.records.budget import Budget
from auditor.text.operators import sign

Key = tuple[str, ...]


def rows_of(budget: Budget) -> Counter[Key]:
    """Return the indicator rows of ``budget`` as comparison keys with their counts."""
    codes = {project.key: project.code or project.name.text for project in budget.projects}
    return Counter(
        (
            str(row.table),
            codes[row.project] if row.table == 12 else row.activity.text,
            row.level1.text,
            row.level2.text,
            row.name.text,
            row.sign,
            _undamaged(row.value.text),
            row.unit.text,
        )
        for row in budget.indicators
    )


def gold_of(path: str) -> Counter[Key]:
    """Return the rows of a gold file as comparison keys with their counts."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return Counter(
            (
                row["table"],
                row["project_code"] or row.get("活动", ""),
                row["level1"],
                row["level2"],
                row["name"],
                sign(row["operator"]),
                _undamaged(row["value"]),
                row["unit"],
            )
            for row in csv.DictReader(file)
        )


def _undamaged(value: str) -> str:
    """Return a value without the blank that a conversion put into a number (``29. 78``): hand-made rows have none."""
    return re.sub(r"(?<=[.\d])\s+(?=\d)", "", value)


def f1(found: Counter[Key], gold: Counter[Key]) -> float:
    """Return the F1 of two multisets of rows."""
    return 2 * (found & gold).total() / max(1, found.total() + gold.total())


def without_project(rows: Counter[Key]) -> Counter[Key]:
    """Return the rows without their project or activity."""
    bare: Counter[Key] = Counter()
    for row, count in rows.items():
        bare[row[0], *row[2:]] += count
    return bare


def main(arguments: list[str]) -> None:
    """Measure each pair of document and gold file given on the command line."""
    for source, gold_path in zip(arguments[::2], arguments[1::2], strict=True):
        document = read_file(source)
        budget = extract(document)
        found, gold = rows_of(budget), gold_of(gold_path)
        start = time.perf_counter()
        for _ in range(5):
            extract(document)
        milliseconds = (time.perf_counter() - start) * 200
        bare = f1(without_project(found), without_project(gold))
        print(f"{source}: F1 {f1(found, gold):.4f}, without project {bare:.4f}")
        print(f"  {len(budget.projects)} projects, {found.total()} of {gold.total()} rows, {milliseconds:.1f} ms")
        for row in sorted((found - gold).elements()):
            print("  found", *row, sep=" | ")
        for row in sorted((gold - found).elements()):
            print("  gold ", *row, sep=" | ")


if __name__ == "__main__":
    main(sys.argv[1:])
