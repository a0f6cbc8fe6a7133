"""The ledger of checks: what became of every rule on one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["ran", "not_applicable", "not_run"]
STATES: Mapping[State, str] = {"ran": "执行", "not_applicable": "不适用", "not_run": "未执行"}


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one rule. ``reason`` is one Chinese sentence: why it did not run.

    *Not run*: the document lacks what the rule needs, so nobody knows. *Not applicable*: the document holds nothing of
    the kind that the rule judges. The reason of a rule that ran says what it could not see, "" where it saw all.
    """

    rule: str
    code: str
    family: str
    state: State = "ran"
    reason: str = ""


def count_states(checks: Iterable[Check]) -> dict[State, int]:
    """Return how many rules ran, were not applicable, and did not run."""
    states = [check.state for check in checks]
    return {state: states.count(state) for state in STATES}


def by_reason(checks: Iterable[Check], state: State) -> dict[str, list[Check]]:
    """Return the rules of one state by their reason, the reason of most rules first; rules without a reason left out.

    Of the rules that ran, those that could not see everything have a reason.
    """
    found: dict[str, list[Check]] = {}
    for check in checks:
        if check.state == state and check.reason:
            found.setdefault(check.reason, []).append(check)
    return dict(sorted(found.items(), key=lambda entry: -len(entry[1])))
