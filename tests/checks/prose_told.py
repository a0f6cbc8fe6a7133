"""What the rules on running text say of a made-up text of 2026: the tool of the test_checks_prose_* modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from auditor.engine.examples import build
from auditor.engine.run import audit_budget
from auditor.records.finding import Finding
from auditor.rulebook import load

ALL = load()
# P03 is the proofreader, which wants its model and has tests of its own.
BOOK = replace(ALL, rules=tuple(rule for rule in ALL.rules if rule.code.startswith("P") and rule.code != "P03"))


def findings_of(prose: Sequence[str], **given: Any) -> Sequence[Finding]:
    """Return the findings on a text with the tables, projects and so on that are ``given``, as examples name them."""
    example: Mapping[str, Any] = {"year": 2026, "prose": list(prose), **given}
    findings, problems = audit_budget(build(BOOK.rules[0], example), BOOK)
    assert not problems
    return findings


def told(prose: Sequence[str], **given: Any) -> dict[str, str]:
    """Return code → severity and message of these findings."""
    return {one.code: f"{one.severity} {one.message}" for one in findings_of(prose, **given)}
