"""The verb on the names of departments in running text, against the one whose budget it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit

_PLACE = re.compile(r"[^省市区县旗]{2,4}(?:市|区|县|旗)(?=.)")
_TITLE_LINES = 8


def department(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where the title names a department (group 1 of ``say``) of another place, or with no word of ours."""
    for sentence in told(context)[:_TITLE_LINES]:
        match = re.search(say, sentence.text)
        if match is None or not budget.department:
            continue
        if _is_another(match.group(1), budget.department):
            yield at(sentence, {"name": match.group(1), "table": budget.department}, match.start(1), match.end(1))
        return


def _is_another(stated: str, known: str) -> bool:
    one, other = _bare(stated), _bare(known)
    pairs = {other[at : at + 2] for at in range(len(other) - 1)}
    shared = sum(one[at : at + 2] in pairs for at in range(len(one) - 1))
    few = shared <= 0.35 * (min(len(one), len(other)) - 1)
    return bool(one and other) and (_elsewhere(stated, known) or few)


def _bare(name: str) -> str:
    """Return the name of a department without its place and 本级."""
    return re.sub(r"^.{2,8}?(?:省|自治区|市|区|县|旗)(?=.{2})|\(?本级\)?|部门$", "", name)


def _elsewhere(one: str, other: str) -> bool:
    """Return whether both names begin with a place, and these are two places."""
    places = [_PLACE.findall(name) for name in (one, other)]
    return all(places) and not set(places[0]) & set(places[1])
