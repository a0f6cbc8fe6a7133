"""Verbs on evaluations (自评): money spent, scores given, targets reached, reasons stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks.attained import (
    attained,
    percent,
    points,
    rate,
    short,
)
from auditor.checks.context import Context
from auditor.checks.funds import right_rate
from auditor.records.budget import Project
from auditor.records.finding import Hit
from auditor.text.numbers import parse_amount, plain
from auditor.text.width import fold

_DEDUCTS = re.compile(r"执行率[^。;]{0,40}扣")


def execution_points(project: Project, context: Context, *, slack: float, full: str) -> Iterator[Hit]:
    """Yield a hit where the points for spending are more than weight × rate, by more than ``slack`` points.

    A misprinted rate is a finding of its own: the points are judged by the true one. Where the document says from which
    rate on all points are given (the first group of the pattern ``full``), these are right from there; without a group
    the document has a way of its own, and all points are.
    """
    spent = project.execution
    if spent is None:
        return
    weight, score, share = points(spent.weight), points(spent.score), rate(spent.rate)
    bases = [base for base in (spent.planned, spent.budget) if base]
    if share is None and spent.spent is not None and bases:
        share = spent.spent / bases[0]
    else:
        share = right_rate(spent.rate, spent.spent, bases) or share
    if weight is None or score is None or share is None:
        return
    right = weight if share >= _full_from(full, context) else weight * min(share, Decimal(1))
    if score > right + Decimal(str(slack)):
        facts = {"rate": percent(share), "weight": plain(weight), "score": plain(score), "right": short(right)}
        yield Hit(facts, project=project, text=spent.score.text, place=spent.score.place)


def execution_points_low(project: Project, context: Context, *, slack: float) -> Iterator[Hit]:
    """Yield a hit where the points for spending are less than weight × rate, by more than ``slack`` points.

    Points without a fraction may be given by steps, and where the document says how points are taken off nobody knows.
    """
    spent = project.execution
    if spent is None:
        return
    weight, score, share = points(spent.weight), points(spent.score), rate(spent.rate)
    bases = [base for base in (spent.planned, spent.budget) if base]
    if weight is None or score is None or share is None or right_rate(spent.rate, spent.spent, bases) is not None:
        return
    right = weight * min(share, Decimal(1))
    texts = (fold(cell.text) for cell in context.budget.prose)
    if score == score.to_integral() or not score < right - Decimal(str(slack)) or any(map(_DEDUCTS.search, texts)):
        return
    facts = {"rate": percent(share), "weight": plain(weight), "score": plain(score), "right": short(right)}
    yield Hit(facts, project=project, text=spent.score.text, place=spent.score.place)


def _full_from(pattern: str, context: Context) -> Decimal:
    """Return the lowest rate (0..1) that the text or the notes of the document give all points for, 1 where none."""

    def found() -> Decimal:
        notes = [aside.cell for aside in context.budget.aside if aside.kind == "note"]
        texts = (fold(cell.text) for cell in (*context.budget.prose, *notes))
        rates = [parse_amount(match.group(1) or "0") for text in texts for match in re.finditer(pattern, text)]
        return min((one / 100 for one in rates if one is not None), default=Decimal(1))

    return context.remember(("full points", pattern), found)


def uniform(project: Project, context: Context, *, least: int, share: float) -> Iterator[Hit]:
    """Yield a hit where at least ``least`` numeric targets were reached to the dot (``share`` 1) or exceeded far."""
    found = [attained(item, context) for item in context.indicators_of(project)]
    shares = [one.share for one in found if one and one.share is not None and not one.limit]
    wanted = Decimal(str(share))
    if len(shares) < least:
        return
    hits = [one for one in shares if (one == wanted if wanted == 1 else one >= wanted)]
    if len(hits) == len(shares) if wanted == 1 else 2 * len(hits) > len(shares):
        yield Hit({"count": len(hits), "all": len(shares)}, project=project, column="project_name")
