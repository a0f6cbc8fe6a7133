"""A pack is tried before a document is read: its mistake is one error of the pack, not a problem of every document."""

from __future__ import annotations

from collections.abc import Container

from auditor.engine.closed import closed_faults
from auditor.engine.selftest import broken, verb_faults
from auditor.errors import RuleError
from auditor.records.rule import Rule
from auditor.rulebook.book import Rulebook


def tried(book: Rulebook, known: Container[Rule]) -> Rulebook:
    """Return the book after the examples of every rule that is not ``known`` ran, none of which broke it.

    Whether an example fires as it should is for ``auditor rules test``. Raises RuleError, one sentence with the rule
    and the file: an unknown or mistyped parameter, a word list or fact that does not exist.
    """
    for rule in book.rules:
        if rule in known or rule.subject == "corpus":
            continue
        fault = next(verb_faults(rule), "") or next(closed_faults(rule, book), "") or broken(rule, book)
        if fault:
            start = f"规则“{rule.name}”不能使用："
            message = f"{start}{fault.removeprefix(start).rstrip('。')}。"
            raise RuleError(message, source=rule.written or rule.path, line=rule.line)
    return book
