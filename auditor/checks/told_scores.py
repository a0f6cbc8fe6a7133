"""Verbs on the scores and the pace of an evaluation that a report tells: by level, its grade, ahead or behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.checks.attained import points, points_of, rate, short
from auditor.checks.context import Context
from auditor.checks.scores import grade_of
from auditor.checks.sentences import Sentence, at, told
from auditor.checks.stages import months_of
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import decimals, plain
from auditor.text.width import fold

_ASIDE = re.compile(r"\([^()]*\)|指标$|类$")
_SHORTEST = 2
_SPENDING = "预算执行"
_SLACK = Decimal("0.01")
_TOGETHER: Mapping[str, Sequence[str]] = {"效益": ("满意度",), "产出": ("成本",)}
"""Levels that a text may count together with those of other names."""
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_YEAR = 12


def levels(budget: Budget, context: Context, *, say: str, unless: str) -> Iterator[Hit]:
    """Yield a hit where a sentence tells another score of a level than its rows add up to in any evaluation.

    ``say`` is a pattern of what stands between the level and its score (group 1); ``unless`` one of words before the
    level that speak of something else (满分). The points of the level may be meant too.
    """
    known: dict[str, list[Decimal]] = {}
    for project in context.evaluated:
        for word, values in _sums(project, context).items():
            known.setdefault(word, []).extend(values)
    for sentence in told(context) if known else ():
        for word, values in known.items():
            for match in re.finditer(re.escape(word) + say, sentence.text):
                stated = Decimal(match.group(1))
                if re.search(unless, sentence.text[: match.start()]) or _is_one_of(stated, values):
                    continue
                facts = {"level": word, "stated": match.group(), "sum": short(values[0])}
                yield at(sentence, facts, match.start(), match.end())


def _is_one_of(stated: Decimal, values: Sequence[Decimal]) -> bool:
    return any(abs(stated - value) <= _SLACK for value in values)


def _sums(project: Project, context: Context) -> Mapping[str, Sequence[Decimal]]:
    """Return by level what a text may rightly tell of it: its score first, then its points; {} where a score lacks."""
    rows = context.indicators_of(project)
    if any(points_of(item)[1] is None or not item.level1.text for item in rows):
        return {}
    found: dict[str, list[Decimal]] = {}
    groups = {word: [item for item in rows if word in _words(item)] for item in rows for word in _words(item)}
    for word, items in groups.items():
        more = [item for other in _TOGETHER.get(word, ()) for item in groups.get(other, ()) if item not in items]
        found[word] = [total for each in (items, [*items, *more]) for total in _totals(each)]
    spent = project.execution
    own = [value for value in (points(spent.score), points(spent.weight)) if value is not None] if spent else []
    return found | ({_SPENDING: own} if len(own) > 1 else {})


def _words(item: Indicator) -> set[str]:
    return {word for cell in (item.level1, item.level2) if len(word := _ASIDE.sub("", fold(cell.text))) >= _SHORTEST}


def _totals(items: Sequence[Indicator]) -> tuple[Decimal, Decimal]:
    both = [points_of(item) for item in items]
    return sum((score or Decimal(0) for _, score in both), Decimal(0)), sum(
        (one or Decimal(0) for one, _ in both), Decimal(0)
    )


def grades(budget: Budget, context: Context, *, say: str, unless: str, grades: Mapping[str, float]) -> Iterator[Hit]:
    """Yield a hit where a report tells another grade (group 1 of ``say``) than its only evaluation prints or earns.

    Paragraphs in which ``unless`` (a pattern) is found tell the score too, and are judged by it.
    """
    scored = [one for one in context.evaluated if one.execution and grade_of(one, grades)]
    if len(scored) != 1:
        return
    printed = grade_of(scored[0], grades)
    for sentence in told(context):
        for match in re.finditer(say, sentence.text):
            if match.group(1)[0] != printed[0] and not re.search(unless, fold(sentence.cell.text)):
                facts = {"stated": match.group(1), "printed": printed, "name": scored[0].name.text}
                yield at(sentence, facts, match.start(1), match.end(1))


def pace(budget: Budget, context: Context, *, say: str, slack: float) -> Iterator[Hit]:
    """Yield a hit where a sentence tells by how many points (group 1 of ``say``) a rate is off the time passed.

    The rates are those of the sentence, else that of the only table, and 12 months are 100 %.
    """
    passed = Decimal(months_of(context) * 100) / _YEAR
    for sentence in told(context) if passed else ():
        for match in re.finditer(say, sentence.text):
            rates = _rates_before(sentence, match, context)
            gaps = [abs(one - two) for one in rates for two in {passed, *rates} if one != two]
            stated = Decimal(match.group(1))
            room = Decimal(str(slack)) + Decimal(1).scaleb(-decimals(match.group(1)))
            if gaps and all(abs(stated - gap) > room for gap in gaps):
                facts = {"stated": match.group(), "rate": plain(rates[0]), "right": short(abs(rates[0] - passed))}
                yield at(sentence, facts, match.start(), match.end())


def _rates_before(sentence: Sentence, match: re.Match[str], context: Context) -> list[Decimal]:
    found = [Decimal(one) for one in _PERCENT.findall(sentence.text[: match.end()])]
    tables = [one.execution for one in context.evaluated if one.execution]
    printed = rate(tables[0].rate) if len(tables) == 1 and not found else None
    return found if printed is None else [printed * 100]
