"""Coverage: for every provision that was read, the rules that check it or the reason why none does.

``python -m auditor.rulebook.coverage FILE`` writes the page; a test fails where docs/coverage.md lags behind.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.records.rule import FAMILIES, Rule
from auditor.rulebook.book import Rulebook
from auditor.rulebook.load import load
from auditor.rulebook.packs import named_packs, rules_folder
from auditor.rulebook.yamlfile import Entry, entries, read_text
from auditor.text.nearest import hint

COVERAGE = "coverage.yaml"
_KEYS = ("provision", "source", "quote", "rules", "not_checked")
_NOTE = "<!-- 由 python -m auditor.rulebook.coverage 生成，请改 rules/coverage.yaml 后重新生成。 -->"


@dataclass(frozen=True, slots=True)
class Covered:
    """A text that was read: ``provision`` is its id in provisions.yaml, or ``source`` names one that no rule cites."""

    provision: str = ""
    source: str = ""
    quote: str = ""
    rules: tuple[str, ...] = ()
    not_checked: str = ""
    line: int = 0

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.provision or self.source


def read_coverage(root: Path | None = None) -> tuple[Covered, ...]:
    """Return the entries of rules/coverage.yaml in order. Raises RuleError with file and line for a malformed one."""
    path = (root or rules_folder()) / COVERAGE
    source = f"rules/{COVERAGE}"
    return tuple(_covered(entry) for entry in entries(read_text(path, source), source))


def _covered(entry: Entry) -> Covered:
    """Return one entry; raise RuleError where a key is unknown or neither rules nor a reason is given."""
    values = dict(entry.values)
    for key in values:
        if key not in _KEYS:
            raise entry.fail(f"条文对照中不认识的键“{key}”{hint(key, _KEYS)}。", key)
    if ("provision" in values) == ("source" in values):
        raise entry.fail("条文对照的每一条须写“provision”或“source”，二者只写一个。")
    if not values.get("rules") and not values.get("not_checked"):
        raise entry.fail("条文对照须写明检查它的规则“rules”，或没有检查的原因“not_checked”。")
    values["rules"] = tuple(values.get("rules") or ())
    return Covered(**values, line=entry.line)


def faults(covered: Iterable[Covered], book: Rulebook) -> tuple[str, ...]:
    """Return what is wrong as Chinese sentences: a provision left out or unknown, a rule that does not exist.

    ``book`` holds the rules of every pack; a rule that cites a provision must be listed under it.
    """
    covered = tuple(covered)
    every = {rule.name: rule for rule in (*book.rules, *book.silenced)}
    listed = {entry.provision: entry for entry in covered if entry.provision}
    found = [f"条文“{name}”没有列入对照。" for name in book.provisions if name not in listed]
    found += [f"条文“{name}”不在 provisions.yaml 中。" for name in listed if name not in book.provisions]
    found += [
        f"“{entry.title}”所列规则“{name}”不存在{hint(name, every)}。"
        for entry in covered
        for name in entry.rules
        if name not in every
    ]
    for rule in every.values():
        uncovered = [name for name in rule.basis if name not in listed or rule.name not in listed[name].rules]
        found += [f"规则“{rule.name}”引用了“{name}”，对照中却没有列出。" for name in uncovered]
    return tuple(found)


def page(covered: Sequence[Covered], book: Rulebook) -> str:
    """Return docs/coverage.md: what is checked, by which rules, and what is not and why."""
    rules = {rule.name: rule for rule in (*book.rules, *book.silenced)}
    cited = [entry for entry in covered if entry.provision]
    others = [entry for entry in covered if entry.source]
    parts = [_NOTE, "", "# 条文与规则对照", ""]
    parts += ["只列入读过原文的条文；没有读到的文件不列。", "", "## 可以引用的条文", ""]
    for entry in cited:
        provision = book.provisions[entry.provision]
        parts += _lines(entry, provision.title, provision.quote, rules)
    parts += ["## 读过、但不作为依据引用的文字", ""]
    for entry in others:
        parts += _lines(entry, entry.source, entry.quote, rules)
    uncited = [rule for rule in rules.values() if not any(rule.name in entry.rules for entry in covered)]
    parts += ["## 没有条文对应的规则", "", "依据表格自身的矛盾、缺项或错误判断，不需要条文。", ""]
    for family, title in FAMILIES.items():
        names = "、".join(_link(rule) for rule in uncited if rule.family == family)
        parts += [f"- {title}：{names}"] if names else []
    return "\n".join(parts) + "\n"


def _lines(entry: Covered, title: str, quote: str, rules: dict[str, Rule]) -> list[str]:
    """Return the lines of one entry."""
    parts = [f"### {title}", "", f"> {quote}", ""]
    if entry.rules:
        parts += [f"- 检查：{'、'.join(_link(rules[name]) for name in entry.rules)}"]
    if entry.not_checked:
        parts += [f"- {'其余没有检查' if entry.rules else '没有检查'}：{entry.not_checked}"]
    return [*parts, ""]


def _link(rule: Rule) -> str:
    """Return a link to the page of a rule; rules of other packs than core have none."""
    shown = f"{rule.code} {rule.name}"
    return f"[{shown}](rules/{rule.family}.md)" if rule.pack == "core" else f"{shown}（{rule.pack}）"


def every_pack() -> Rulebook:
    """Return the rulebook of all packs that came with the installation."""
    return load(("core", *(name for name in named_packs(rules_folder()) if name != "core")))


def main(arguments: Sequence[str]) -> int:
    """Write the page (default docs/coverage.md); print what is wrong and return 1 where anything is."""
    book, covered = every_pack(), read_coverage()
    wrong = faults(covered, book)
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    target = Path(arguments[0] if arguments else "docs/coverage.md")
    target.write_text(page(covered, book), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
