"""Confusable words of official writing: rules with conditions on what stands before and after, from a lexicon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from auditor.errors import RuleError
from auditor.nlp.typo.clause import Clause
from auditor.records.edit import Edit
from auditor.resources import folder

_COLUMNS = ("wrong", "right", "confidence", "before", "after", "why")


@dataclass(frozen=True, slots=True)
class Pair:
    """``wrong`` is to be ``right`` where ``pattern`` finds it (it holds the conditions on the text around)."""

    wrong: str
    right: str
    confidence: float
    conditions: tuple[str, str]
    why: str
    source: str
    line: int

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds it; most rules are never asked. Raises RuleError where the conditions are malformed."""
        return _compiled(self)


@cache
def _compiled(pair: Pair) -> re.Pattern[str]:
    before, after = pair.conditions
    try:
        return re.compile(_look(before, "<") + re.escape(pair.wrong) + _look(after, ""))
    except re.error as failure:
        raise _malformed(pair.source, pair.line) from failure


def _malformed(source: str, line: int) -> RuleError:
    return RuleError(f"易混词表这一行不合格式（应有六列：{'、'.join(_COLUMNS)}）。", source=source, line=line)


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """Return the rules of a lexicon of confusable words.

    Tab-separated with a header: wrong, right, confidence, before, after (regular expressions that must match right
    before and right after; a leading ``!`` says must not), why. Raises RuleError with file and line.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#") or line.startswith("wrong\t"):
            continue
        try:
            wrong, right, confidence, *conditions, why = line.split("\t")
            before, after = conditions
            found.append(Pair(wrong, right, float(confidence), (before, after), why, str(path), number))
        except ValueError as failure:
            raise _malformed(str(path), number) from failure
    return tuple(found)


def _look(condition: str, side: str) -> str:
    if not condition:
        return ""
    sign, body = ("!", condition[1:]) if condition.startswith("!") else ("=", condition)
    if not side or sign == "!":
        return "".join(f"(?{side}{sign}{one})" for one in ([body] if not side else body.split("|")))
    return "(?:" + "|".join(f"(?<={one})" for one in body.split("|")) + ")"


@cache
def default_pairs() -> tuple[Pair, ...]:
    """Return the rules that came with the installation, read once."""
    return read_pairs(folder("rules") / "lexicons" / "confusables.tsv")


def pair_edits(text: str, clauses: list[Clause], rules: Sequence[Pair]) -> list[Edit]:
    """Return the edits of kind ``pair`` of a text.

    A match that begins or ends inside a word of two or more characters is another word (会计帐簿) and left alone.
    """
    matches = [(rule, match.span()) for rule in rules if rule.wrong in text for match in rule.pattern.finditer(text)]
    if not matches:
        return []
    inside = {place for clause in clauses for place in _inner(clause)}
    return [
        Edit(start, end, rule.wrong, rule.right, rule.confidence, "pair", rule.why)
        for rule, (start, end) in matches
        if start not in inside and end not in inside
    ]


def _inner(clause: Clause) -> list[int]:
    return [
        clause.places[start + offset]
        for word, start in zip(clause.words, clause.starts, strict=True)
        for offset in range(1, len(word))
    ]
