"""``python -m bench.beside.families`` writes into docs/beside.md which families of rules judge which kind of document.

A rule judges a kind where it can run on the right sample of that kind, by what it says it needs; ● marks the families
of which most rules can, ◐ those of which some can.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from auditor import api
from auditor.checks.needs import judged_on, needs_of
from auditor.engine.run import context_of
from auditor.records.budget import Budget
from auditor.records.rule import FAMILIES, Rule
from auditor.records.stage import EVALUATION, MONITORING, PROSE, title_of
from auditor.rulebook import Rulebook
from bench.beside.write import write

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "beside.md"
_PROSE = title_of("", PROSE)
KINDS: Mapping[str, str] = {
    "预算12表、13表及其他预算表": "clean-agency.md",
    "带分值的目标表": "beside/clean-weights.txt",
    title_of("12", EVALUATION): "beside/clean-evaluation-project.txt",
    title_of("13", EVALUATION): "beside/clean-evaluation-department.txt",
    title_of("12", MONITORING): "beside/clean-monitoring.txt",
    _PROSE: "beside/clean-prose.txt",
}
"""Kind of document → the sample that shows it."""
_BEGIN, _END = "<!-- families: python -m bench.beside.families -->\n", "<!-- /families -->\n"


def marks(budget: Budget, book: Rulebook, *, prose: bool) -> list[str]:
    """Return the mark of each family: how many of its rules can run, of those on the running text or of all others."""
    context = context_of(budget, book, lambda texts: [()] * len(texts))
    every = [rule for rule in book.rules if rule.subject != "corpus"]
    able = [rule.family for rule in every if _on_prose(rule) is prose and judged_on(rule, context)[0] == "ran"]
    return [_mark(able.count(family), sum(rule.family == family for rule in every)) for family in FAMILIES]


def _mark(able: int, every: int) -> str:
    return "●" if 2 * able > every else "◐" if able else ""


def _on_prose(rule: Rule) -> bool:
    return "prose" in needs_of(rule)


def table(book: Rulebook) -> str:
    """Return the map as Markdown: a line a kind of document, a column a family."""
    lines = [f"| | {' | '.join(FAMILIES.values())} |", "|---" * (len(FAMILIES) + 1) + "|"]
    with tempfile.TemporaryDirectory() as folder:
        for kind, name in KINDS.items():
            source = ROOT / "samples" / name
            path = source if source.suffix == ".md" else write(source.read_text(encoding="utf-8"), "xlsx", Path(folder))
            lines.append(f"| {kind} | {' | '.join(marks(api.extract(path), book, prose=kind == _PROSE))} |")
    return "\n".join(lines) + "\n"


def with_table(page: str, made: str) -> str:
    """Return the page with the map between its two marks."""
    before, _, rest = page.partition(_BEGIN)
    return before + _BEGIN + made + _END + rest.partition(_END)[2]


def main(_: Sequence[str] = ()) -> int:
    """Write the map; return 0."""
    made = with_table(PAGE.read_text(encoding="utf-8"), table(api.load_rules()))
    PAGE.write_text(made, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
