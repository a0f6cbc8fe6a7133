"""Select rules by a configuration: switch on, switch off, change the severity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from auditor.errors import ConfigError
from auditor.records.rule import FAMILIES, Rule, Severity
from auditor.rulebook.book import Rulebook
from auditor.rulebook.load import content_hash
from auditor.text.nearest import hint


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """What a user wants of the rules; every key is a rule name, a code, a family, or ``family.*``."""

    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)


def select(book: Rulebook, choice: RuleChoice, source: str = "") -> Rulebook:
    """Return ``book`` after ``choice``: disable, then enable (so a family can be off but for one), then severities.

    Raises ConfigError (about the file ``source``) where a key names no rule.
    """
    if not (choice.enable or choice.disable or choice.severity):
        return book
    every = book.rules + book.silenced
    off = {rule.name for rule in book.silenced} | _names(every, choice.disable, source)
    off -= _names(every, choice.enable, source)
    severities = {name: level for key, level in choice.severity.items() for name in _names(every, (key,), source)}
    changed = [replace(rule, severity=severities.get(rule.name, rule.severity)) for rule in every]
    order = {rule.name: place for place, rule in enumerate(sorted(every, key=lambda rule: rule.code))}
    changed.sort(key=lambda rule: order[rule.name])
    rules = tuple(rule for rule in changed if rule.name not in off)
    silenced = tuple(rule for rule in changed if rule.name in off)
    chosen = replace(book, rules=rules, silenced=silenced)
    return replace(chosen, sha256=content_hash(chosen))


def find(book: Rulebook, key: str) -> Rule | None:
    """Return the rule with the name or code ``key``, silenced ones too; None where there is none."""
    return next((rule for rule in book.rules + book.silenced if key in (rule.name, rule.code)), None)


def _names(rules: Iterable[Rule], keys: Iterable[str], source: str) -> set[str]:
    """Return the names of the rules that ``keys`` mean; raises ConfigError for a key that means none."""
    rules, found = tuple(rules), set()
    for key in keys:
        family = key.removesuffix(".*")
        matches = {rule.name for rule in rules if key in (rule.name, rule.code) or family == rule.family}
        if not matches and family not in FAMILIES:
            known = {rule.name for rule in rules} | set(FAMILIES)
            raise ConfigError(f"没有名为“{key}”的规则{hint(key, known)}。", source=source)
        found |= matches
    return found
