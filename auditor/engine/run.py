"""Run the rules of a rulebook over one budget: verbs yield hits, hits become findings, crashes become problems."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from importlib import import_module
from itertools import combinations
from typing import Any

from auditor.checks import ROWS, VERBS
from auditor.checks.context import Context, Endings, Models
from auditor.checks.needs import judged_on, runs, stages_of
from auditor.checks.offers import offer
from auditor.checks.stages import is_of_stage, stage_of_hit
from auditor.checks.supply import Answer
from auditor.checks.words import Words
from auditor.engine.word import word
from auditor.errors import RuleError
from auditor.records.alike import Company, SameMeaning
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Problem
from auditor.records.edit import Proofreader
from auditor.records.finding import Finding, Hit
from auditor.records.guess import Categorizer
from auditor.records.meaning import MeaningJudge, PhraseMatcher
from auditor.records.rule import SEVERITIES, Rule
from auditor.rulebook import Rulebook

_log = logging.getLogger("auditor")
OFFER = "{offer}"
FOLDED = frozenset({"places", "many"})
"""The facts that folding adds: how many places there are, and the same where they are more than one."""
Verb = Callable[..., Iterable[Hit]]


def audit_budget(
    budget: Budget, rulebook: Rulebook, proofreader: Proofreader | None = None
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """Return the findings of all rules on one document, in the order of the document, and the problems of running them.

    Raises RuleError for an unknown verb.
    """
    outcome = run_rules(context_of(budget, rulebook, proofreader), rulebook)
    return outcome.findings, outcome.problems


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the rules made of a document.

    ``answers`` says of each rule whether it judged the document, ``crashed`` which could not judge a part of it, and
    why.
    """

    findings: tuple[Finding, ...]
    answers: Mapping[str, Answer]
    crashed: Mapping[str, Problem]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the crashes as problems of the document."""
        return tuple(self.crashed.values())


def context_of(budget: Budget, rulebook: Rulebook, proofreader: Proofreader | None = None) -> Context:
    """Return what the checks may ask about a document."""
    language = Models(proofreader, _endings, _categorizer, _likeness, _judge, _phrases, _company)
    return Context(budget, _words(rulebook), rulebook.vocabulary.units, language)


@lru_cache(maxsize=4)
def _words(rulebook: Rulebook) -> Words:
    """Return the word lists of a rulebook: what they compile serves all documents."""
    return Words(rulebook.lexicons)


def run_rules(context: Context, rulebook: Rulebook) -> Verdicts:
    """Return what all rules find on the document of ``context``. Raises RuleError for an unknown verb or need.

    A rule that has nothing to judge in the document is not run; one that lacks something judges what it can. A rule
    that crashes on one subject (a project, a row) still judges the others, and becomes a problem. Raises MemoryError:
    that is the end of the document, not a fault of a rule.
    """
    findings: list[Finding] = []
    answers = {rule.name: judged_on(rule, context) for rule in rulebook.rules}
    crashed: dict[str, Problem] = {}
    for rule in (rule for rule in rulebook.rules if runs(answers[rule.name])):
        found, errors = _hits(rule, context)
        findings += _worded(found, rule, context, errors)
        if errors:
            crashed[rule.name] = _crash(rule, context.budget, errors)
    return Verdicts(tuple(sorted(findings, key=_reading_order)), answers, crashed)


def _hits(rule: Rule, context: Context) -> tuple[list[Hit], list[Exception]]:
    """Return what the rule finds on its subjects, and what went wrong on some of them."""
    verb = verb_of(rule)
    hits: list[Hit] = []
    errors: list[Exception] = []
    try:
        subjects = list(_subjects(rule, context))
    except MemoryError:
        raise
    except Exception as error:
        return hits, [error]
    for subject in subjects:
        try:
            hits.extend(verb(subject, context, **rule.params))
        except MemoryError:
            raise
        except Exception as error:
            errors.append(error)
    return hits, errors


def hits_of(rule: Rule, context: Context) -> tuple[Hit, ...]:
    """Return the bare observations of one rule on a document; subjects on which it breaks have none."""
    return tuple(_hits(rule, context)[0])


def _worded(hits: Sequence[Hit], rule: Rule, context: Context, errors: list[Exception]) -> Iterator[Finding]:
    """Yield the findings of some hits; what goes wrong is added to ``errors``."""
    for hit in _folded(hits, rule):
        try:
            stages = partial(stage_of_hit, rule=rule, context=context)
            yield word(_offering(hit, rule, context), rule, context.budget, context.projects, stages)
        except MemoryError:
            raise
        except Exception as error:
            errors.append(error)


def _offering(hit: Hit, rule: Rule, context: Context) -> Hit:
    """Return the hit with the fact {offer}, a good row of the project's matter, where the advice wants one."""
    if OFFER not in rule.advice or "offer" in hit.facts:
        return hit
    return replace(hit, facts={**hit.facts, "offer": offer(hit, context)})


def _endings() -> Endings:
    from auditor.nlp.endings import load_endings

    return load_endings()


def _categorizer() -> Categorizer:
    from auditor.nlp.category import load_categorizer

    return load_categorizer()


def _judge() -> MeaningJudge:
    from auditor.nlp.meaning.judges import load_judges

    return load_judges()


def _phrases() -> PhraseMatcher:
    from auditor.nlp.patterns import match_phrases

    return match_phrases


def _company() -> Company:
    from auditor.nlp.company import load_company

    return load_company()


def _likeness() -> SameMeaning:
    from auditor.nlp.likeness import load_likeness

    return load_likeness()


@cache
def _load(target: str) -> Verb:
    module, _, name = target.partition(":")
    verb: Verb = getattr(import_module(module), name)
    return verb


def verb_of(rule: Rule) -> Verb:
    """Return the function behind the rule's ``check``. Raises RuleError where there is none."""
    if rule.check not in VERBS:
        raise RuleError(
            f"规则“{rule.name}”的检查动词“{rule.check}”不存在，可用的动词见 auditor rules list。", source=rule.path
        )
    return _load(VERBS[rule.check])


def _subjects(rule: Rule, context: Context) -> Iterator[Any]:
    """Yield what a verb is called with, one by one; corpus rules do not run on a single document.

    A verb on rows is called for those alone that it may say something of, where it says which (``ROWS``).
    """
    stages = stages_of(rule)
    match rule.subject:
        case "document":
            yield context.budget
        case "table":
            yield from context.budget.tables
        case "project":
            yield from context.remember(("projects", stages), lambda: _projects(stages, context))
        case "evaluated":
            yield from (one for one in context.evaluated if is_of_stage(one, stages, context))
        case "indicator":
            rows = context.remember(("rows", stages), partial(_rows, stages, context))
            choose = ROWS.get(rule.check)
            yield from _load(choose)(rows, context, **rule.params) if choose else rows
        case "pair":
            for group in context.groups:
                yield from combinations(group.indicators, 2)


def _projects(stages: Sequence[str], context: Context) -> Sequence[Project]:
    """Return the projects whose tables are ``stages``; no stages mean all."""
    return [one for one in context.budget.projects if is_of_stage(one, stages, context)]


def _rows(stages: Sequence[str], context: Context) -> Sequence[Indicator]:
    """Return the rows of the tables ``stages``; no stages mean all tables."""
    every = context.budget.indicators
    return [row for row in every if is_of_stage(context.owner_of(row), stages, context)] if stages else every


def _folded(hits: Sequence[Hit], rule: Rule) -> Iterator[Hit]:
    """Yield the hits, those with one fold key joined: the first stands for all, the others are its related places."""
    if not rule.fold:
        yield from hits
        return
    groups: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        owner = hit.indicator.project if rule.fold == "project" and hit.indicator else ""
        groups.setdefault((owner, hit.fold_key), []).append(hit)
    for first, *rest in groups.values():
        others = tuple(hit.indicator or hit.project for hit in rest)
        joined = (*first.related, *(other for other in others if other is not None))
        # ``many`` is for the part of a message that one place alone does not need.
        counts = {"places": len(rest) + 1, "many": len(rest) + 1 if rest else ""}
        yield replace(first, facts={**first.facts, **counts}, related=joined)


def _crash(rule: Rule, budget: Budget, errors: Sequence[Exception]) -> Problem:
    error = errors[0]
    last = traceback.extract_tb(error.__traceback__)[-1]
    spot = f"{last.name} 第{last.lineno}行"
    _log.debug("rule %s crashed on %s", rule.name, budget.source, exc_info=error)
    if isinstance(error, RuleError):
        message = f"规则“{rule.name}”不能使用：{error.message}"
        return Problem("engine.rule-crashed", message, partial=True)
    times = f"，共 {len(errors)} 处" if len(errors) > 1 else ""
    message = f"规则“{rule.name}”运行出错（{type(error).__name__}: {error}；{spot}{times}），出错之处未按该规则检查。"
    return Problem("engine.rule-crashed", message, partial=True)


def _reading_order(finding: Finding) -> tuple[bool, str, int, int, int, str]:
    """Sort by table, then row, then severity: the way a reviewer goes through the document."""
    where = finding.where
    table = where.table if where.table.isdigit() else "00"
    return (
        where.table in {"", "13"},
        table,
        where.place.page or 0,
        where.place.line or 0,
        SEVERITIES.index(finding.severity),
        finding.code,
    )
