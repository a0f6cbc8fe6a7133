"""The verbs as a rule author sees them: what they look at, their parameters, the facts for messages, an example."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, is_typeddict

from auditor.checks import VERBS
from auditor.checks.needs import needs_of
from auditor.checks.outcomes import Outcomes
from auditor.checks.rowfilter import RowFilter
from auditor.engine.examples import build
from auditor.engine.run import context_of, hits_of
from auditor.engine.typed import imported, parameters, types_of
from auditor.records.rule import SUBJECTS, Rule
from auditor.resources import folder
from auditor.rulebook import load
from auditor.rulebook.book import Rulebook

_MOST = 5
_RECORDS = ((RowFilter, "filter", "筛选条件"), (Outcomes, "outcome", "完成情况"))
"""The records that a parameter may be: type, where rules/verbs.tsv tells their lines, what they are called."""
_GENERAL = "rows.found"
REQUIRED = inspect.Parameter.empty
_PLAIN: Mapping[Any, str] = {str: "文字", int: "整数", float: "数", bool: "true 或 false"}
_HEAD = """<!-- Written by `python -m auditor.engine.verbs`; a test compares. -->
# Verbs

What `check:` in a rule may name. `auditor rules verbs NAME` prints one of them. A fact may stand in braces in `message`
and `advice`, beside `{indicator.name}`, `{project.name}`, `{budget.year}` and the like. `rows.*`, `amounts.compared`,
`money.against_total` and `*.phrases` are general: with them a bureau writes most of its own rules (see
`rules/example-bureau/own.yaml`).
"""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb. ``parameters`` are (name, type, default or REQUIRED), ``facts`` what messages may name.

    ``summary`` is for developers, ``said`` the same in one Chinese sentence, ``example`` what a rule gives it.
    """

    name: str
    summary: str
    subjects: tuple[str, ...]
    parameters: tuple[tuple[str, Any, Any], ...]
    facts: tuple[str, ...]
    needs: tuple[str, ...]
    rules: tuple[str, ...]
    said: str = ""
    example: str = ""


def known_verbs(book: Rulebook) -> tuple[Verb, ...]:
    """Return all verbs by name; facts and subjects are those of the rules of ``book`` that use them."""
    users: dict[str, list[Rule]] = {}
    for rule in book.rules + book.silenced:
        users.setdefault(rule.check, []).append(rule)
    return tuple(_verb(name, users.get(name, []), book) for name in sorted(VERBS))


def _verb(name: str, rules: list[Rule], book: Rulebook) -> Verb:
    function = imported(VERBS[name])
    types = types_of(function)
    listed = tuple((key, types.get(key), one.default) for key, one in parameters(function).items())
    subjects = tuple(one for one in SUBJECTS if any(rule.subject == one for rule in rules))
    facts = dict.fromkeys(fact for rule in rules for fact in facts_of(rule, book) if fact not in own_facts(rule))
    summary = (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ")
    needs = tuple(dict.fromkeys(needs_of(rules[0]))) if rules else ()
    example = next((_as_yaml(rule.params) for rule in rules if rule.params), "")
    named = tuple(rule.name for rule in rules)
    return Verb(name, summary, subjects, listed, tuple(facts), needs, named, sentences().get(name, ""), example)


def facts_of(rule: Rule, book: Rulebook) -> Iterator[str]:
    """Yield the names of the facts of a rule's hits on its examples (typo rules need the proofreader: none)."""
    for example in rule.fires:
        if rule.subject != "corpus":
            for hit in hits_of(rule, context_of(build(rule, example), book)):
                yield from (*hit.facts, *hit.offered)


def own_facts(rule: Rule) -> frozenset[str]:
    """Return the facts that a rule makes itself, in the cases of its rows."""
    return frozenset(fact for case in rule.params.get("cases", ()) for fact in case.get("facts", {}))


def _shown(annotation: object) -> str:
    """Return a type as Python writes it."""
    text = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    return text.replace("collections.abc.", "").replace("typing.", "")


def _given(default: object) -> str:
    """Return a default for developers."""
    return "required" if default is REQUIRED else repr(default)


def _as_yaml(value: object) -> str:
    """Return parameters in one line as a rule author writes them."""
    import yaml

    made = yaml.safe_dump(_plain(value), default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000)
    return str(made).strip()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


@cache
def sentences() -> Mapping[str, str]:
    """Return what every verb finds, and every line of a filter of rows asks, in one Chinese sentence each."""
    lines = (folder("rules") / "verbs.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))


def type_word(annotation: object) -> str:
    """Return the type of a parameter in Chinese, or the words that it may be."""
    inner, origin = get_args(annotation), get_origin(annotation)
    if origin is Literal:
        return "、".join(map(str, inner))
    if is_typeddict(annotation):
        return next((word for record, _, word in _RECORDS if record is annotation), "情形")
    if origin in (Union, UnionType):
        return "、".join(type_word(one) for one in inner if one is not type(None))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "映射"
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return f"列表：{type_word(inner[0])}"
    return _PLAIN.get(annotation, "")


def told(verb: Verb) -> str:
    """Return one verb in Chinese: what it finds, its parameters, its facts, what it needs, rules to copy from."""
    lines = [verb.name, f"  报出：{verb.said}。"]
    if verb.subjects:
        lines.append(f"  subject：{'、'.join(verb.subjects)}")
    for name, kind, default in verb.parameters:
        lines.append(f"  参数 {name}（{type_word(kind)}）：{_default(default)}")
    for record, place, word in _RECORDS:
        if any(kind is record for _, kind, _ in verb.parameters):
            lines += [f"  {word}各行：", *(f"    {name}：{said}" for name, said in _record_lines(place))]
    if verb.example:
        lines.append(f"  写法：with: {verb.example}")
    lines += _fact_lines(verb)
    if verb.needs:
        lines.append(f"  文件中须有：{'、'.join(verb.needs)}")
    if verb.rules:
        lines.append(f"  参照规则：{'、'.join(verb.rules[:_MOST])}")
    return "\n".join(lines) + "\n"


def _default(default: object) -> str:
    """Return in Chinese whether a parameter must be written, and what holds where it is not."""
    if default is REQUIRED:
        return "必填"
    return "可不写" if default in (None, "", ()) else f"可不写，默认 {_as_yaml(default).removesuffix('...').strip()}"


def _fact_lines(verb: Verb) -> Iterator[str]:
    """Yield what the wording of a rule may name; a fact that does not say itself what it is, with a word on it."""
    said = sentences()
    plain = [f"{{{fact}}}" for fact in verb.facts if f"fact.{fact}" not in said or verb.name != _GENERAL]
    if plain:
        yield f"  文字中可用：{'、'.join(plain)}"
    told = [fact for fact in verb.facts if f"{{{fact}}}" not in plain]
    if told:
        yield "  文字中可用："
        yield from (f"    {{{fact}}}：{said[f'fact.{fact}']}" for fact in told)


def _record_lines(place: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a record (filter, outcome) with what they ask."""
    for name, said in sentences().items():
        told, _, line = name.partition(".")
        if told == place:
            yield line, said


def described(verb: Verb) -> str:
    """Return one verb as Markdown: what it looks at, its parameters, its facts, what it needs, rules to copy from."""
    lines = [f"## {verb.name}", "", verb.summary, ""]
    if verb.subjects:
        lines.append(f"- subject: {', '.join(verb.subjects)}")
    lines += [f"- with `{name}` ({_shown(kind)}): {_given(default)}" for name, kind, default in verb.parameters]
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
