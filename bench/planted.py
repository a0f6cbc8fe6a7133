"""``python -m bench.planted`` prints, family by family, how many of the defects planted in the samples are found.

The samples are invented, so this is a floor to hold, not a claim about real documents.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

from auditor.records.finding import Finding, Where
from auditor.records.rule import FAMILIES

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
Defect = dict[str, str]


def planted(name: str = "") -> list[Defect]:
    """Return the rows of defects.tsv, of one document or of all."""
    with (SAMPLES / "defects.tsv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if name in {"", row["document"]}]


def places(finding: Finding) -> tuple[Where, ...]:
    """Return every place a finding is about."""
    return (finding.where, *finding.related)


def is_near(where: Where, defect: Defect) -> bool:
    """Return whether a place is the row, else the project, else the table of a planted defect."""
    if where.place.line == int(defect["line"]):
        return True
    if defect["indicator"]:
        return where.indicator == defect["indicator"] and where.project_code in {defect["project_code"], ""}
    if defect["project_code"]:
        return where.project_code == defect["project_code"]
    return where.table == defect["table"]


def finders(defect: Defect, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that a reviewer would take as having found this defect."""
    families = defect["family"].split("|")
    return [f for f in findings if f.family in families and any(is_near(where, defect) for where in places(f))]


def _row(family: str, found: list[tuple[Defect, bool]]) -> str:
    mine = [was_found for defect, was_found in found if defect["family"].split("|")[0] == family]
    return f"{family:<12}{FAMILIES[family]}\t{sum(mine)} / {len(mine)}"


def main() -> int:
    """Print a table for each faulty sample and what was missed; return 0."""
    from auditor import api

    for name in dict.fromkeys(defect["document"] for defect in planted()):
        findings = api.audit(SAMPLES / name).documents[0].findings
        found = [(defect, bool(finders(defect, findings))) for defect in planted(name)]
        print(f"\n{name}: {sum(hit for _, hit in found)} / {len(found)}, {len(findings)} findings")
        print("\n".join(_row(family, found) for family in FAMILIES))
        missed = [defect for defect, hit in found if not hit]
        print("\n".join(f"  missed {d['severity']} {d['line']} {d['indicator']} {d['description']}" for d in missed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
