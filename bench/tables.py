"""The other budget tables as typed amounts: python -m bench.tables [DOC …].

With documents it prints what each table became: kind, rows, amounts, how many stand where they are printed, were put
right, are uncertain or could not be read, and how many sums of rows and of columns come out. Without any, the tables
of the made-up departments are damaged as conversions damage them (blank cells lost or added, an amount in the
neighbour column), and it prints how many amounts of the damaged rows are right, uncertain, and wrong though taken for
certain, and how many findings on sums are false. Times are processor milliseconds, the best of some rounds.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from auditor.api import load_rules
from auditor.checks.sums import column_of, ledgers, off
from auditor.engine.run import audit_budget
from auditor.extract import extract
from auditor.extract.money import typed
from auditor.readers import read_bytes, read_file
from auditor.records.budget import Budget
from auditor.records.document import Document
from auditor.records.table import Amount, BudgetTable, TableRow

ROOT = Path(__file__).resolve().parent.parent
CLEAN = ("clean-hospital.tsv", "clean-agency-converted.tsv")
_ROUNDS = 12
_SEEDS = 40
Damage = Callable[[list[str], Random], list[str] | None]
Found = dict[tuple[str, str, str], set[str]]  # table, label of the row, amount → columns


def amounts_of(budget: Budget) -> Iterator[tuple[BudgetTable, TableRow, Amount]]:
    """Yield every amount with its row and table."""
    for table in budget.tables:
        for row in table.rows:
            for amount in row.amounts:
                yield table, row, amount


def sums_of(table: BudgetTable) -> tuple[int, int]:
    """Return (sums that come out, sums) of a table: over the columns of a row, and over the rows of a column."""
    told: list[bool] = []
    for side in ledgers(table):
        items = [entry for entry in side.items if entry.row.level == 1]
        for index, column in side.columns.items():
            for entry in side.entries:
                parts = [entry.figures[c] for c in column.parts if c in entry.figures]
                if parts and index in entry.figures:
                    told.append(not off(entry.figures[index], parts))
            total = side.totals[0].figures.get(index) if side.totals else None
            if total and column_of(items, index) and not side.side:
                told.append(not off(total, column_of(items, index)))
    return sum(told), len(told)


def show(path: str) -> None:
    """Print what the tables of a document became, and what that costs."""
    document = read_file(path)
    budget = extract(document)
    print(f"{Path(path).name}: {len(budget.tables)} tables")
    for table in budget.tables:
        amounts = [amount for row in table.rows for amount in row.amounts]
        sure = Counter("unread" if amount.value is None else amount.placed for amount in amounts)
        counts = " ".join(f"{name} {sure[name]}" for name in ("printed", "moved", "uncertain", "unread"))
        held, told = sums_of(table)
        name = f"{table.number or '--'} {table.kind or '?'}"
        print(f"  {name}: rows {len(table.rows)}, amounts {len(amounts)} ({counts}), sums {held} of {told}")
    raw = [replace(table, kind="", columns=(), rows=()) for table in budget.tables]
    both = best(lambda: extract(document))
    part = best(lambda: typed(raw, converted=document.converted))
    print(f"  extraction {both:.1f} ms, of which the types {part:.1f} ms")


def best(run: Callable[[], object]) -> float:
    """Return the least processor milliseconds of some rounds."""
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        run()
        times.append((time.process_time() - start) * 1000)
    return min(times)


def _lose_blank(cells: list[str], random: Random) -> list[str] | None:
    blanks = [index for index, cell in enumerate(cells) if not cell]
    if not blanks:
        return None
    at = random.choice(blanks)
    return cells[:at] + cells[at + 1 :]


def _lose_blanks(cells: list[str], random: Random) -> list[str] | None:
    return [cell for cell in cells if cell] if "" in cells else None


def _add_blank(cells: list[str], random: Random) -> list[str] | None:
    at = random.randint(1, len(cells) - 1)
    return [*cells[:at], "", *cells[at:]]


def _slip(cells: list[str], random: Random) -> list[str] | None:
    spots = [i for i in range(1, len(cells)) if cells[i][:1].isdigit() and not cells[i - 1]]
    if not spots:
        return None
    at = random.choice(spots)
    return [*cells[: at - 1], cells[at], "", *cells[at + 1 :]]


def _strip(cells: list[str], random: Random) -> list[str] | None:
    kept = "\t".join(cells).rstrip("\t").split("\t")
    return kept if len(kept) < len(cells) else None


DAMAGES: dict[str, Damage] = {
    "one blank cell lost": _lose_blank,
    "all blank cells lost": _lose_blanks,
    "blanks at the end lost": _strip,
    "a blank cell added": _add_blank,
    "an amount one column left": _slip,
}


def converted(lines: list[str]) -> Document:
    """Return the lines as a document that came out of a conversion."""
    return replace(read_bytes("\n".join(lines).encode(), "damaged.tsv"), converted=True)


def _column(table: BudgetTable, row: TableRow, amount: Amount) -> str:
    return row.side + next("/".join(column.path) for column in table.columns if column.index == amount.column)


def _found(budget: Budget) -> Found:
    found: Found = {}
    for table, row, amount in amounts_of(budget):
        found.setdefault((table.number, row.text, amount.cell.text), set()).add(_column(table, row, amount))
    return found


def damaged(damage: Damage) -> Counter[str]:
    """Return how many amounts of damaged rows are right, uncertain and wrong, and the false findings on sums."""
    rules = tuple(rule for rule in load_rules().rules if rule.family == "arithmetic")
    book = replace(load_rules(), rules=rules)
    counts: Counter[str] = Counter()
    for name in CLEAN:
        lines = (ROOT / "samples" / name).read_text(encoding="utf-8").split("\n")
        truth = _found(extract(converted(lines)))
        end = next(number for number, line in enumerate(lines) if line.startswith("预算12表"))
        rows = [number for number in range(end) if any(cell[:1].isdigit() for cell in lines[number].split("\t")[1:])]
        for seed in range(_SEEDS):
            random = Random(seed)
            broken = list(lines)
            for number in random.sample(rows, 3):
                made = damage(lines[number].split("\t"), random)
                broken[number] = "\t".join(made) if made else lines[number]
            counts += _compared(truth, converted(broken), broken, lines)
            findings, _ = audit_budget(extract(converted(broken)), book)
            counts["false findings"] += len(findings)
    return counts


def _compared(truth: Found, document: Document, broken: list[str], lines: list[str]) -> Counter[str]:
    hurt = {number + 1 for number, (a, b) in enumerate(zip(broken, lines, strict=True)) if a != b}
    counts: Counter[str] = Counter()
    for table, row, amount in amounts_of(extract(document)):
        if amount.cell.place.line in hurt:
            right = _column(table, row, amount) in truth.get((table.number, row.text, amount.cell.text), ())
            counts["uncertain" if amount.placed == "uncertain" else "right" if right else "wrong"] += 1
    return counts


def main(paths: list[str]) -> int:
    """Print the figures of the documents, or those of the damaged samples."""
    for path in paths:
        show(path)
    for name, damage in [] if paths else DAMAGES.items():
        counts = damaged(damage)
        parts = ", ".join(f"{key} {counts[key]}" for key in ("right", "uncertain", "wrong", "false findings"))
        print(f"{name}: {parts}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
