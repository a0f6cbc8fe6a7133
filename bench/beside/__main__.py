"""``python -m bench.beside [FOLDER]`` prints how many planted faults are found and what is said of right documents.

The documents are invented, so this is a floor to hold, not a claim about real ones. ``--missed`` lists what was
missed and every error on a right document.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from auditor import api
from auditor.records.finding import Finding
from auditor.records.report import DocumentReport
from bench.beside.cases import FOLDER, Case, Fault, cases
from bench.beside.write import write


@dataclass(slots=True)
class Tally:
    """What was found of one kind of document."""

    documents: int = 0
    planted: int = 0
    found: int = 0
    errors: list[str] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def tallied(folder: Path = FOLDER) -> dict[str, Tally]:
    """Return kind of document → what was found."""
    book = api.load_rules()
    audit = api.Auditor(book, api.proofreader_for(book.rules, book.second_opinion, api.kept_words(book)))
    tallies: dict[str, Tally] = defaultdict(Tally)
    with tempfile.TemporaryDirectory() as place:
        for case in cases(folder):
            _tally(case, tallies[case.kind], lambda text, form: audit(write(text, form, Path(place))))
    return dict(tallies)


def _tally(case: Case, tally: Tally, audited: Callable[[str, str], DocumentReport]) -> None:
    right = audited(case.text, case.form)
    tally.documents += 1
    tally.errors += [f"{case.name}: {one.rule} {one.message}" for one in right.findings if one.severity == "error"]
    tally.partial += [f"{case.name}: {one.message}" for one in right.problems if one.partial]
    known = {(one.rule, one.message) for one in right.findings}
    for fault in case.faults:
        new = [one for one in audited(fault.planted(case.text), case.form).findings if _key(one) not in known]
        tally.planted += 1
        if found(fault, new):
            tally.found += 1
        else:
            tally.missed.append(f"{case.name}: {fault.right} => {fault.wrong} {sorted({one.rule for one in new})}")


def found(fault: Fault, findings: list[Finding]) -> bool:
    """Return whether one of some findings shows the fault."""
    texts = [f"{one.message}{one.evidence.text}{one.where.indicator}" for one in findings]
    return any(word in text for text in texts for word in fault.shown)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.message


def main() -> int:
    """Print a line for each kind of document; return 0."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--missed", action="store_true")
    given = parser.parse_args()
    print("kind\tdocuments\tplanted\tfound\terrors on right documents\tpartly read")
    for kind, one in tallied(given.folder).items():
        share = f"{one.found} ({one.found / one.planted:.2f})"
        print(kind, one.documents, one.planted, share, len(one.errors), len(one.partial), sep="\t")
        if given.missed:
            print(*(f"  {line}" for line in (*one.missed, *one.errors, *one.partial)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
