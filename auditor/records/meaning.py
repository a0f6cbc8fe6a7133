"""What the language side says of the meaning of a row or an objective, and how checks ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

GOOD = "good"
TargetFault = Literal[
    "empty",
    "empty-benefit",
    "scale",
    "repeats",
    "other",
    "report",
    "measure",
    "slogan",
    "unasked",
    "countable",
    "yes-no",
    "timeless",
]
NameFault = Literal["sentence", "requirement", "object", "background", "target_in", "two", "statement"]
ObjectiveFault = Literal["uses_only", "slogan", "template", "no_result", "several_years", "cut_off"]


@dataclass(frozen=True, slots=True)
class RowText:
    """What a judge may look at: folded texts of a row.

    ``level`` is the kind of its level 2 (quantity, quality …), "" where unknown; ``value`` is a target in words,
    ``numeric`` says that the target is a number, ``percent`` that it is measured in a ratio.
    """

    name: str
    level: str = ""
    value: str = ""
    numeric: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a judge thinks: the likeliest fault, the chance (0..1) that there is one, what weighed (Chinese)."""

    kind: str = GOOD
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()


NO_OPINION = Opinion()


@dataclass(frozen=True, slots=True)
class RowOpinion:
    """What is thought of the target of a row (only of one in words), and of its name."""

    target: Opinion = NO_OPINION
    subject: Opinion = NO_OPINION


class MeaningJudge(Protocol):
    """Anything that reads rows and objectives as a reviewer does; whether it is sure enough is for the caller."""

    def rows(self, rows: Sequence[RowText]) -> list[RowOpinion]:
        """Return what is thought of each row."""
        ...

    def objectives(self, texts: Sequence[str]) -> list[Opinion]:
        """Return what is thought of each folded objective."""
        ...


class PhraseMatcher(Protocol):
    """Anything that finds patterns of words in texts."""

    def __call__(self, patterns: Sequence[Sequence[Mapping[str, Any]]], texts: Sequence[str]) -> dict[str, str]:
        """Return text → the longest stretch that one of the patterns matches, for the texts that have one.

        A pattern is a list of tokens as spaCy's Matcher takes them. Raises RuleError where it is malformed.
        """
        ...
