"""``python -m bench.category [REAL_ROWS]`` prints what the category model adds to the word rules.

Every row is judged by a model that never saw its source. Clean rows show the false findings; the same rows put under
a level where they do not belong (never one that the rule counts as near) show what is found. Needs scikit-learn.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.checks.context import Context, Models
from auditor.checks.reading import LEVELS
from auditor.checks.words import Words
from auditor.engine.run import hits_of
from auditor.nlp.category import CategoryModel
from auditor.nlp.train.category import Row, fit, folds, read_rows
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.records.rule import Rule
from auditor.resources import folder
from auditor.rulebook import Rulebook, load

MODEL_RULE = "category.predicted"
_LEVEL1 = {
    **dict.fromkeys(("quantity", "quality", "timeliness", "cost"), "产出指标"),
    **dict.fromkeys(("economic", "social", "ecological", "sustainable"), "效益指标"),
    "satisfaction": "满意度指标",
}
Found = dict[int, set[tuple[str, str]]]
"""Row number → (rule, severity) of what was found on it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows and how many of them the word rules, the model rule and both together report (at ``severities``)."""

    rows: int
    words: int
    model: int
    together: int


def indicator(row: Row, order: int, level: str) -> Indicator:
    """Return the row as an indicator under ``level``."""
    cells = {"name": row.wording.name, "operator": row.wording.sign, "value": row.wording.value}
    made = {name: Cell(text) for name, text in cells.items()}
    where = {"level1": Cell(_LEVEL1[level]), "level2": Cell(LEVELS[level])}
    return Indicator(12, order, **where, **made, unit=Cell(row.wording.unit), sign=row.wording.sign, project="p")


def findings(items: Sequence[Indicator], model: CategoryModel, book: Rulebook) -> Found:
    """Return what the category rules say of the rows, with ``model`` as the classifier."""
    budget = Budget("bench", "", projects=(Project("p"),), indicators=tuple(items))
    context = Context(budget, Words(book.lexicons), book.vocabulary.units, Models(categorizer=lambda: model))
    rules = [rule for rule in book.rules if rule.family == "category" and rule.subject == "indicator"]
    found: Found = {item.order: set() for item in items}
    for rule in rules:
        for hit in hits_of(rule, context):
            if hit.indicator is not None:
                found[hit.indicator.order].add((rule.name, hit.severity or rule.severity))
    return found


def model_rule(book: Rulebook) -> Rule:
    """Return the rule that uses the model."""
    return next(rule for rule in book.rules if rule.name == MODEL_RULE)


def shipped_temperature() -> float:
    """Return the temperature of the shipped model, as its training found it on rows held out."""
    manifest = json.loads((folder("models") / "category" / "manifest.json").read_text(encoding="utf-8"))
    return float(manifest["settings"]["temperature"])


def judged(rows: Sequence[Row], book: Rulebook, parts: int) -> Iterator[tuple[Found, Found]]:
    """Yield, fold by fold, the findings on its rows as they are and as misfiled, by a model of the other folds.

    Its chances are as sharp as the shipped model's: to find that one number again would train every fold twice.
    """
    near = {level: printed.get("near", ()) for level, printed in model_rule(book).params["guesses"]["levels"].items()}
    dice = random.Random(4)
    temperature = shipped_temperature()
    for held in folds(rows, parts):
        out = set(held)
        model = fit([row for number, row in enumerate(rows) if number not in out], temperature)
        clean = [indicator(rows[number], number, rows[number].level) for number in held]
        moved = []
        for number in held:
            true = rows[number].level
            wrong = [level for level in LEVELS if level != true and true not in near.get(level, ())]
            moved.append(indicator(rows[number], number, dice.choice(wrong)))
        yield findings(clean, model, book), findings(moved, model, book)


def outcome(found: Found, severities: frozenset[str]) -> Outcome:
    """Return the counts over all rows."""
    words = model = together = 0
    for hits in found.values():
        by_model = any(rule == MODEL_RULE and severity in severities for rule, severity in hits)
        by_words = any(rule != MODEL_RULE and severity in severities for rule, severity in hits)
        words, model, together = words + by_words, model + by_model, together + (by_words or by_model)
    return Outcome(len(found), words, model, together)


def measured(rows: Sequence[Row], parts: int = 10) -> dict[str, Outcome]:
    """Return the outcomes: clean and misfiled rows, made-up and real ones, errors and warnings (and with info)."""
    book = load()
    clean: Found = {}
    moved: Found = {}
    for one, other in judged(rows, book, parts):
        clean |= one
        moved |= other
    result = {}
    for label, severities in (("", {"error", "warning"}), (" +info", {"error", "warning", "info"})):
        for real in (False, True):
            for kind, found in (("clean", clean), ("misfiled", moved)):
                part = {number: hits for number, hits in found.items() if rows[number].real == real}
                if part:
                    name = f"{kind} {'real' if real else 'made-up'}{label}"
                    result[name] = outcome(part, frozenset(severities))
    return result


def main() -> None:
    """Print the table."""
    real = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    rows = read_rows(folder("models") / "category" / "rows.tsv", real)
    print("rows", dict(Counter("real" if row.real else "made-up" for row in rows)))
    for name, one in measured(rows).items():
        shares = " ".join(f"{kind} {getattr(one, kind) / one.rows:.1%}" for kind in ("words", "model", "together"))
        print(f"{name}: {one.rows} rows, {shares} ({one.words}, {one.model}, {one.together})")


if __name__ == "__main__":
    main()
