"""Verbs on evaluations (自评): money spent, scores given, targets reached, reasons stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from auditor.checks.attained import (
    NOTHING,
    actual_of,
    at_outcome,
    attained,
    percent,
    points,
    points_of,
    rate,
    short,
    shown,
)
from auditor.checks.context import Context, Group
from auditor.checks.funds import right_rate
from auditor.records.budget import Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.width import fold


def execution_rate(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where the printed rate is not spent ÷ budget, neither of the first nor of the adjusted budget."""
    spent = project.execution
    right = right_rate(spent.rate, spent.spent, [spent.planned, spent.budget]) if spent else None
    if spent is not None and spent.spent is not None and right is not None:
        facts = {
            "spent": plain(spent.spent),
            "budget": plain(spent.planned or spent.budget or Decimal(0)),
            "right": percent(right),
            "printed": spent.rate.text,
        }
        yield Hit(facts, project=project, text=spent.rate.text, place=spent.rate.place)


def execution_points(project: Project, context: Context, *, slack: float) -> Iterator[Hit]:
    """Yield a hit where the points for spending are more than weight × rate, by more than ``slack`` points.

    A misprinted rate is a finding of its own: the points are judged by the true one.
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
    right = weight * min(share, Decimal(1))
    if score > right + Decimal(str(slack)):
        facts = {"rate": percent(share), "weight": plain(weight), "score": plain(score), "right": short(right)}
        yield Hit(facts, project=project, text=spent.score.text, place=spent.score.place)


def score_not_earned(indicator: Indicator, context: Context, *, full: bool, slack: float) -> Iterator[Hit]:
    """Yield a hit where the target was not reached and the score is full (``full``), or above its share all the same.

    ``slack`` is the number of points by which a score may exceed weight × share.
    """
    weight, score = points_of(indicator)
    found = attained(indicator, context)
    if not weight or score is None or found is None or found.met or score > weight:
        return
    is_full = score == weight
    share = found.share if found.share is not None and not found.limit else None
    over = share is not None and score > weight * share + Decimal(str(slack))
    if is_full if full else (over and not is_full):
        right = "" if share is None else short(weight * share)
        yield at_outcome(indicator, {**shown(indicator, context), "score": plain(score), "right": right}, "score")


def graded(indicator: Indicator, context: Context, *, grades: Mapping[str, float]) -> Iterator[Hit]:
    """Yield a hit where the words of the achievement allow at most a share of the points (``grades``) and get more."""
    weight, score = points_of(indicator)
    text = fold(indicator.outcome.actual.text) if indicator.outcome else ""
    word = next((word for word in grades if word in text), "")
    if weight and score is not None and word and score > weight * Decimal(str(grades[word])):
        facts = {"word": word, "score": plain(score), "most": short(weight * Decimal(str(grades[word])))}
        yield at_outcome(indicator, {**shown(indicator, context), **facts}, "score")


def cost_above_spent(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where the cost that a row reports is above what the whole project spent (both in 万元)."""
    project = context.owner_of(indicator)
    spent = project.execution.spent if project and project.execution else None
    reading, actual = context.read(indicator), actual_of(indicator, context)
    if spent is None or actual.wan is None or reading.kind != "money_total" or reading.per or actual.per:
        return
    if reading.level != "cost" and reading.level1 != "level1_cost":
        return
    if actual.wan > spent * Decimal("1.0005"):
        yield at_outcome(indicator, {**shown(indicator, context), "spent": plain(spent)}, "actual")


def blank_outcome(indicator: Indicator, context: Context) -> Iterator[Hit]:
    """Yield a hit where a row of an evaluation has a score and no word on what was reached."""
    outcome = indicator.outcome
    if outcome is None or not outcome.score.text or fold(outcome.actual.text) not in NOTHING - {"无"}:
        return
    group = context.group_of(indicator)
    if context.remember(("told what was reached", group.project and group.key, group.activity), lambda: _told(group)):
        yield at_outcome(indicator, {"score": outcome.score.text}, "score")


def _told(group: Group) -> bool:
    """Return whether a row of the group says what was reached."""
    texts = (item.outcome.actual.text for item in group.indicators if item.outcome)
    return any(fold(text) not in NOTHING - {"无"} for text in texts)


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
