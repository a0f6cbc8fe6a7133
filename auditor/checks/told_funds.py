"""Verbs on the words of a form about its own project: amounts against its funds, an account that is the objective."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.records.budget import Project
from auditor.records.finding import Hit
from auditor.records.outcome import Execution
from auditor.text.numbers import plain
from auditor.text.statements import sums
from auditor.text.width import fold

_MARKS = re.compile(r"[\W_]")


def funds(project: Project, context: Context, *, labels: str, say: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where a text of a form (its label fits ``labels``) tells another amount of the year than its funds.

    ``say`` is a pattern of the words with the amount and its unit of money (groups 1 and 2); in a clause in which
    ``unless`` is found it is that of another year or of a part. What any cell of the funds prints is right.
    """
    spent = project.execution
    known = _known(project, spent) if spent else []
    for label, cell in project.details if known else ():
        text = fold(cell.text)
        if not re.search(labels, label):
            continue
        for match in re.finditer(say, text):
            before = re.split("[。;]", text[: match.start()])[-1] + match.group()
            told = sums(match.group(1) + match.group(2))
            if (
                len(told) != 1
                or re.search(unless, before)
                or any(abs(told[0].wan - one) <= told[0].step for one in known)
            ):
                continue
            facts = {"label": label, "stated": match.group(), "printed": plain(known[0])}
            yield Hit(facts, project=project, text=cell.text, place=cell.place)


def _known(project: Project, spent: Execution) -> Sequence[Decimal]:
    """Return the amounts of the funds in 万元, the adjusted budget first; none where the whole is not printed."""
    whole = [one for one in (spent.planned, spent.budget, spent.spent, project.total.wan) if one is not None]
    rows = [one for row in spent.parts for one in (row.planned, row.budget, row.spent) if one is not None]
    parts = (project.fiscal.wan, project.other.wan)
    changed = [abs(whole[0] - one) for one in whole[1:]]
    return [*whole, *rows, *changed, *(one for one in parts if one is not None)] if spent.planned else []


def copied(project: Project, context: Context, *, plans: str, begins: str) -> Iterator[Hit]:
    """Yield a hit where what was reached is told in the words of the objective, or as what is still planned.

    The same text is one where words of plans (``plans``, a pattern) stand in it; so is one that ``begins`` as plans.
    """
    cell = project.execution.actual if project.execution else None
    text = fold(cell.text) if cell else ""
    if cell is None or not text:
        return
    same = _MARKS.sub("", text) == _MARKS.sub("", fold(project.objective.text))
    if same and re.search(plans, text):
        yield Hit({"what": "与预期目标逐字相同"}, project=project, text=cell.text, place=cell.place)
    elif re.match(begins, text):
        yield Hit({"what": "写的是计划"}, project=project, text=cell.text, place=cell.place)
