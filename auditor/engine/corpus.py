"""Run the corpus rules of a rulebook over many documents: verbs yield matches, matches become findings."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from auditor.checks.across.context import ON_EVALUATIONS, Across, Whole, Wordbook, as_indicator, planned
from auditor.checks.words import Words
from auditor.engine.run import verb_of
from auditor.engine.word import word
from auditor.errors import RuleError
from auditor.records.budget import Budget, Money, Project
from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, CorpusSource, Item, Match
from auditor.records.document import Cell, Problem
from auditor.records.finding import Finding, Hit, Where
from auditor.records.identity import digest
from auditor.records.rule import SEVERITIES, Rule
from auditor.records.stage import ASSESSED, TARGETS
from auditor.rulebook import Rulebook

_log = logging.getLogger("auditor")


class Judged(NamedTuple):
    """A finding of a rule, and the item of the corpus that it is about."""

    rule: Rule
    item: Item
    finding: Finding


def audit_corpus(
    corpus: Corpus, rulebook: Rulebook, whole: Whole | None = None
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """Return the findings of the rules whose subject is the corpus, and the problems of running them.

    ``where.source`` and the source of every related place name their documents. A rule that crashes becomes a
    problem that names it. ``whole`` says what the corpus, where it is a part of a larger one, cannot tell.
    Raises RuleError for an unknown verb.
    """

    def wanted(_: Rule, item: Item) -> bool:
        return not (item if isinstance(item, CorpusSource) else corpus.sources[item.source]).guest

    found, problems = judged(corpus, rulebook, lambda _: whole, wanted)
    return in_order(one.finding for one in found), tuple(problems.values())


def judged(
    corpus: Corpus,
    rulebook: Rulebook,
    whole: Callable[[Rule], Whole | None],
    wanted: Callable[[Rule, Item], bool],
) -> tuple[list[Judged], dict[str, Problem]]:
    """Return the findings about items that are ``wanted``, rule by rule, and rule → the problem of running it.

    ``whole`` says of each rule what ``audit_corpus`` is told of all.
    """
    every, plans = (Across(some, language(rulebook)) for some in (corpus, planned(corpus)))
    findings: list[Judged] = []
    problems: dict[str, Problem] = {}
    for rule in rulebook.rules:
        if rule.subject != "corpus":
            continue
        verb: Any = verb_of(rule)
        try:
            context = (every if rule.check in ON_EVALUATIONS else plans).told(whole(rule))
            for one in verb(context.corpus, context, **rule.params):
                if wanted(rule, one.item):
                    findings.append(Judged(rule, one.item, _worded(one, rule, context)))
        except MemoryError:
            raise
        except Exception as error:
            _log.debug("rule %s crashed on the corpus", rule.name, exc_info=error)
            message = f"规则“{rule.name}”运行出错（{type(error).__name__}: {error}），没有按该规则比较。"
            if isinstance(error, RuleError):
                message = f"规则“{rule.name}”不能使用：{error.message}"
            problems[rule.name] = Problem("engine.rule-crashed", message, partial=True)
    return findings, problems


def language(rulebook: Rulebook) -> Wordbook:
    """Return what the checks of a rulebook know of words."""
    return Wordbook(Words(rulebook.lexicons), rulebook.vocabulary.units, sound_or_look_alike, words_of)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by severity, rule, document, project and row."""
    return tuple(sorted(findings, key=_gravest_first))


def corpus_of(budgets: Iterable[Budget]) -> Corpus:
    """Return budgets as a corpus, in their order."""
    sources: list[CorpusSource] = []
    projects: list[CorpusProject] = []
    rows: list[CorpusRow] = []
    for number, budget in enumerate(budgets):
        sources.append(CorpusSource(budget.source, budget.department, budget.year, budget.sha256))
        places = {}
        for project in budget.projects:
            places[project.key] = len(projects)
            projects.append(_flat_project(project, number, len(places)))
        ours = list(_flat_rows(budget, number, places))
        rows += sorted(ours, key=lambda row: (row.project < 0, row.project, row.order))
    return Corpus(tuple(sources), tuple(projects), tuple(rows))


def run_corpus_example(rule: Rule, budgets: Sequence[Budget], rulebook: Rulebook) -> int:
    """Return how many findings a corpus rule has on the budgets of an example; raises RuleError where it crashes."""
    findings, problems = audit_corpus(corpus_of(budgets), replace(rulebook, rules=(rule,)))
    if problems:
        raise RuleError(problems[0].message, source=rule.path)
    return len(findings)


def words_of(text: str) -> list[str]:
    """Return the words of a text."""
    from auditor.nlp import words

    return words(text)


def sound_or_look_alike(one: str, other: str) -> bool:
    """Return whether two characters have a (fuzzy) reading in common or are listed as look-alikes."""
    from auditor.nlp.typo.model import default_characters

    return default_characters().alike(one, other)


def _flat_project(project: Project, source: int, order: int) -> CorpusProject:
    return CorpusProject(
        source,
        project.key,
        project.code,
        project.name.text,
        project.total.wan,
        project.objective.text,
        project.place,
        order,
    )


def _flat_rows(budget: Budget, source: int, places: Mapping[str, int]) -> Iterator[CorpusRow]:
    """Yield the indicators of a budget as rows of the corpus."""
    for item in budget.indicators:
        project = places.get(item.project, -1) if item.table == 12 else -1
        head = (source, item.order, item.table, project, item.activity.text, item.level1.text, item.level2.text)
        told = bool(item.outcome and item.outcome.is_told)
        yield CorpusRow(*head, item.name.text, item.sign, item.value.text, item.unit.text, item.place, told)


def _worded(match: Match, rule: Rule, context: Across) -> Finding:
    """Return the finding of a match, with the documents of all its places."""
    source = context.source_of(match.item)
    hit, projects = _hit(match.item, context)
    hit = replace(
        hit,
        facts=match.facts,
        column=match.column,
        text=match.text,
        span=match.span,
        confidence=match.confidence,
    )
    budget = Budget(source.name, source.sha256, source.department, source.year)
    stage = _stage(match.item, rule)
    finding = word(hit, rule, budget, projects, lambda _: stage)
    related = tuple(_where(other, rule, context) for other in match.others)
    where = replace(finding.where, source=source.name)
    return replace(finding, fingerprint=digest(rule.name, *match.matter), where=where, related=related)


def _where(item: Item, rule: Rule, context: Across) -> Where:
    """Return where an item stands."""
    hit, projects = _hit(item, context)
    source = context.source_of(item)
    plain = replace(rule, message="", advice="")
    where = word(hit, plain, Budget(source.name, ""), projects).where
    return replace(where, source=source.name, stage=_stage(item))


def _stage(item: Item, rule: Rule | None = None) -> str:
    """Return what the table of an item is for; ``rule``, given for its subject, may be one for evaluations."""
    if isinstance(item, CorpusRow):
        return ASSESSED if item.evaluated else TARGETS
    if isinstance(item, CorpusSource):
        return ""
    return ASSESSED if rule and rule.check in ON_EVALUATIONS else TARGETS


def _hit(item: Item, context: Across) -> tuple[Hit, Mapping[str, Project]]:
    """Return an item of the corpus as the subject of a hit, with its project by key."""
    if isinstance(item, CorpusSource):
        return Hit(), {}
    if isinstance(item, CorpusProject):
        return Hit(project=_project(item)), {}
    if item.project < 0:
        return Hit(indicator=as_indicator(item)), {}
    project = _project(context.corpus.projects[item.project])
    return Hit(indicator=as_indicator(item, project.key)), {project.key: project}


def _project(item: CorpusProject) -> Project:
    """Return a project of the corpus as the Project it was."""
    money = Money(Cell("", item.place), item.total_wan)
    name, objective = Cell(item.name, item.place), Cell(item.objective, item.place)
    return Project(item.key, item.code, name, total=money, objective=objective, place=item.place)


def _gravest_first(finding: Finding) -> tuple[int, str, str, str, int]:
    """Sort by severity, rule, document, project and row."""
    where = finding.where
    return SEVERITIES.index(finding.severity), finding.code, where.source, where.project_name, where.order or 0
