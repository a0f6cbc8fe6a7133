"""The verb on places that an objective lists by name and counts, against the row that counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.alike import in_order
from auditor.checks.context import Context
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.width import fold

_NOUN = r"(?:县\(市、?区\)|[县旗市区]\([县旗市区]\)|乡\(镇\)|乡?镇\(街道?\)|[县区旗市镇乡村州])"
_LISTED = re.compile(
    rf"((?:[\u4e00-\u9fff]{{2,8}}、)+[\u4e00-\u9fff]{{2,8}}?)(等)?(\d+)个({_NOUN})(?![\u4e00-\u9fff]{{0,2}}[级户民])"
)
_COUNTED = re.compile(rf"(\d+)个({_NOUN})")
_ROW = re.compile(rf"(.*?)({_NOUN})(?:个数|数量?)$")
_BEGUN = re.compile(r"^[^、]*[年月日向对在于给](?=[^、]{2})")
_STOP = re.compile(r"[。;]")


def listed(project: Project, context: Context, *, reach: str) -> Iterator[Hit]:
    """Yield a hit where the objective names and counts places (隆阳、施甸、昌宁3个县) and the row counts other ones.

    As many are named as it counts, it counts such places once only, one row does, and what the row says of them, but
    for words of ``reach`` (覆盖), stands in that sentence. Places of two characters (乡镇) are another verb's.
    """
    said = list(_lists(fold(project.objective.text)))
    rows = list(_rows(project, context)) if said else []
    for shown, number, noun, sentence in said:
        meant = [(item, matter, amount) for item, matter, own, amount in rows if own == noun]
        counted = {Decimal(one) for one, own in _COUNTED.findall(fold(project.objective.text)) if own == noun}
        if len(meant) != 1 or counted != {Decimal(number)}:
            continue
        item, matter, amount = meant[0]
        pattern = context.words.pattern(reach)
        told = in_order(pattern.sub("", matter) if pattern else matter, sentence)
        if told and amount not in counted:
            facts = {"stated": shown, "target": context.read(item).target}
            yield Hit(facts, item, project, "value", related=(project,))


def _lists(text: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield (the list with its number, the number, the noun, the sentence) of every list that names all it counts."""
    for sentence in _STOP.split(text):
        for match in _LISTED.finditer(sentence):
            named = match.group(1).count("、") + 1
            number = int(match.group(3))
            if named == number or (match.group(2) and named < number):
                yield _BEGUN.sub("", match.group()), number, match.group(4), sentence


def _rows(project: Project, context: Context) -> Iterator[tuple[Indicator, str, str, Decimal]]:
    """Yield (row, what its name says before the noun, the noun, target) of every quantity of places."""
    for item in context.indicators_of(project):
        reading = context.read(item)
        match = _ROW.fullmatch(reading.name)
        if match and reading.level == "quantity" and reading.amount is not None and reading.sign in {"≥", ">", "="}:
            yield item, match.group(1), match.group(2), reading.amount
