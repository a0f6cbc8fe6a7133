"""The verbs as a rule author sees them: what they look at, their parameters, the facts for messages, an example."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.checks import VERBS
from auditor.checks.needs import needs_of
from auditor.engine.examples import build
from auditor.engine.run import context_of, hits_of
from auditor.engine.typed import imported, parameters, types_of
from auditor.records.rule import SUBJECTS, Rule
from auditor.rulebook import load
from auditor.rulebook.book import Rulebook

_MOST = 5
_HEAD = """<!-- Written by `python -m auditor.engine.verbs`; a test compares. -->
# Verbs

What `check:` in a rule may name. `auditor rules verbs NAME` prints one of them. A fact may stand in braces in `message`
and `advice`, beside `{indicator.name}`, `{project.name}`, `{budget.year}` and the like. `rows.*` and `project.phrases`
are general: with them a bureau writes most of its own rules (see `rules/example-bureau/own.yaml`).
"""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb. ``parameters`` are (name, type, default or 必填), ``facts`` what messages may name."""

    name: str
    summary: str
    subjects: tuple[str, ...]
    parameters: tuple[tuple[str, str, str], ...]
    facts: tuple[str, ...]
    needs: tuple[str, ...]
    rules: tuple[str, ...]


def known_verbs(book: Rulebook) -> tuple[Verb, ...]:
    """Return all verbs by name; facts and subjects are those of the rules of ``book`` that use them."""
    users: dict[str, list[Rule]] = {}
    for rule in book.rules + book.silenced:
        users.setdefault(rule.check, []).append(rule)
    return tuple(_verb(name, users.get(name, []), book) for name in sorted(VERBS))


def _verb(name: str, rules: list[Rule], book: Rulebook) -> Verb:
    function = imported(VERBS[name])
    types = types_of(function)
    listed = tuple(
        (key, _shown(types.get(key)), "必填" if one.default is inspect.Parameter.empty else repr(one.default))
        for key, one in parameters(function).items()
    )
    subjects = tuple(one for one in SUBJECTS if any(rule.subject == one for rule in rules))
    facts = dict.fromkeys(fact for rule in rules for fact in facts_of(rule, book))
    summary = (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ")
    needs = needs_of(rules[0]) if rules else ()
    return Verb(name, summary, subjects, listed, tuple(facts), needs, tuple(rule.name for rule in rules))


def facts_of(rule: Rule, book: Rulebook) -> Iterator[str]:
    """Yield the names of the facts of a rule's hits on its examples (typo rules need the proofreader: none)."""
    for example in rule.fires:
        if rule.subject != "corpus":
            for hit in hits_of(rule, context_of(build(rule, example), book)):
                yield from hit.facts


def _shown(annotation: object) -> str:
    """Return a type in words."""
    text = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    return text.replace("collections.abc.", "").replace("typing.", "")


def described(verb: Verb) -> str:
    """Return one verb as Markdown: what it looks at, its parameters, its facts, what it needs, rules to copy from."""
    lines = [f"## {verb.name}", "", verb.summary, ""]
    if verb.subjects:
        lines.append(f"- subject: {', '.join(verb.subjects)}")
    lines += [f"- with `{name}` ({kind}): {default}" for name, kind, default in verb.parameters]
    if verb.facts:
        lines.append(f"- facts: {', '.join(f'`{{{fact}}}`' for fact in verb.facts)}")
    if verb.needs:
        lines.append(f"- needs: {', '.join(f'`{need}`' for need in verb.needs)}")
    if verb.rules:
        lines.append(f"- rules: {', '.join(f'`{rule}`' for rule in verb.rules[:_MOST])}")
    return "\n".join(lines) + "\n"


def page(verbs: Sequence[Verb]) -> str:
    """Return docs/verbs.md."""
    table = "\n".join(f"| [{verb.name}](#{_anchor(verb.name)}) | {_first(verb.summary)} |" for verb in verbs)
    parts = "\n".join(described(verb) for verb in verbs)
    return f"{_HEAD}\n| verb | yields |\n|---|---|\n{table}\n\n{parts}"


def _anchor(name: str) -> str:
    return name.replace(".", "").lower()


def _first(summary: str) -> str:
    return summary.split(". ", maxsplit=1)[0].removeprefix("Yield a hit ").rstrip(".").replace("|", "\\|")


def main(path: str = "docs/verbs.md") -> int:
    """Write the page of this checkout; return 0."""
    Path(path).write_text(page(known_verbs(load(("core", "example-bureau")))), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
