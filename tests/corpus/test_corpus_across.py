"""Corpus rules: planted defects are found and nothing else, whatever the order of the documents."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from auditor import api
from auditor.checks.across.context import Across, Wordbook
from auditor.checks.across.copies import copied_objectives
from auditor.checks.words import Words
from auditor.engine.corpus import audit_corpus, corpus_of, sound_or_look_alike
from auditor.records.budget import Budget
from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, CorpusSource
from auditor.records.rule import Rule
from bench.province.across import judged
from bench.province.model import Province
from bench.province.write import corpus_of as province_corpus

BOOK = api.load_rules()
RULES = [rule for rule in BOOK.rules if rule.subject == "corpus"]
PROVINCE = Province(300, 2, seed=7)
CORPUS, TRUTH = province_corpus(PROVINCE)
PLANTED = sorted({plant.rule for plant in TRUTH})


def only(name: str, corpus: Corpus = CORPUS):
    rule = next(rule for rule in RULES if rule.name == name)
    findings, problems = audit_corpus(corpus, replace(BOOK, rules=(rule,)))
    assert problems == ()
    return findings


def test_there_are_corpus_rules_and_plants() -> None:
    assert len(RULES) >= 8
    assert len(PLANTED) >= 6
    assert {rule.name for rule in RULES} >= set(PLANTED)


@pytest.mark.parametrize("name", PLANTED)
def test_planted_defects_are_found_and_nothing_else(name: str) -> None:
    planted = [plant for plant in TRUTH if plant.rule == name]
    findings = only(name)
    found, right = judged(findings, planted, CORPUS)
    least = 0.9 if name == "typo.lone-spelling" else 0.98
    assert found >= least * len(planted)
    assert right >= 0.98 * len(findings)


@pytest.mark.parametrize("name", PLANTED)
def test_every_finding_has_evidence_in_another_document(name: str) -> None:
    for finding in only(name):
        assert finding.where.source
        assert {where.source for where in finding.related} - {finding.where.source}


def test_a_province_without_plants_is_silent() -> None:
    even = [place for place, source in enumerate(CORPUS.sources) if int(source.sha256) % PROVINCE.departments % 2 == 0]
    numbers = {old: new for new, old in enumerate(even)}
    kept = [place for place, project in enumerate(CORPUS.projects) if project.source in numbers]
    places = {old: new for new, old in enumerate(kept)}
    corpus = Corpus(
        tuple(CORPUS.sources[place] for place in even),
        tuple(replace(CORPUS.projects[place], source=numbers[CORPUS.projects[place].source]) for place in kept),
        tuple(
            replace(row, source=numbers[row.source], project=places[row.project])
            for row in CORPUS.rows
            if row.source in numbers
        ),
    )
    findings, problems = audit_corpus(corpus, BOOK)
    assert (findings, problems) == ((), ())


def reversed_corpus(corpus: Corpus) -> Corpus:
    """Return the corpus with its documents in the opposite order."""
    last, end = len(corpus.sources) - 1, len(corpus.projects) - 1
    sources = tuple(reversed(corpus.sources))
    projects = tuple(replace(project, source=last - project.source) for project in reversed(corpus.projects))
    rows = sorted(corpus.rows, key=lambda row: (-row.project, row.order))
    return Corpus(
        sources, projects, tuple(replace(row, source=last - row.source, project=end - row.project) for row in rows)
    )


@pytest.mark.parametrize("name", ["ambition.below-last-year", "cost.far-from-others", "duplicate.boilerplate-share"])
def test_the_order_of_documents_does_not_matter(name: str) -> None:
    one = {(f.where.source, f.where.project_name, f.message.split("，")[0]) for f in only(name)}
    other = {
        (f.where.source, f.where.project_name, f.message.split("，")[0]) for f in only(name, reversed_corpus(CORPUS))
    }
    assert one
    assert one == other


def test_the_same_file_twice_is_no_copy() -> None:
    """A department that hands in two files is compared by its name, one without a name by its document."""
    objective = "为巡护队员配备防滑装具并按月检修，使雨雪天气的巡查事故逐年减少，遇险时能够及时联络。"
    projects = tuple(CorpusProject(source, "A", "", "装具配备", None, objective) for source in (0, 1))
    same = Corpus((CorpusSource("a", "某局"), CorpusSource("b", "某局")), projects)
    apart = Corpus((CorpusSource("a", ""), CorpusSource("b", "")), projects)
    words = {"length": 20, "likeness": 0.6}
    assert not list(copied_objectives(same, context(same), **words))
    assert len(list(copied_objectives(apart, context(apart), **words))) == 1


def context(corpus: Corpus) -> Across:
    return Across(corpus, Wordbook(Words(BOOK.lexicons), BOOK.vocabulary.units, sound_or_look_alike))


def test_a_crash_of_a_rule_is_a_problem_that_names_it() -> None:
    broken = replace(RULES[0], params={**RULES[0].params, "nonsense": 1})
    findings, (problem,) = audit_corpus(CORPUS, replace(BOOK, rules=(broken,)))
    assert findings == ()
    assert broken.name in problem.message
    assert problem.partial


def test_an_empty_corpus_is_silent() -> None:
    for corpus in (Corpus(), corpus_of([Budget("a", "")]), corpus_of([Budget("a", ""), Budget("b", "")])):
        assert audit_corpus(corpus, BOOK) == ((), ())


def test_budgets_become_a_corpus_without_loss() -> None:
    budget = _sample()
    corpus = corpus_of([budget, budget])
    assert len(corpus.rows) == 2 * len(budget.indicators)
    assert [project.name for project in corpus.projects[: len(budget.projects)]] == [
        p.name.text for p in budget.projects
    ]
    spans = Across(corpus, Wordbook(Words(BOOK.lexicons), BOOK.vocabulary.units))
    for place, project in enumerate(corpus.projects):
        rows = spans.rows_of(place)
        assert {row.project for row in rows} <= {place}
        assert {row.source for row in rows} <= {project.source}


def _sample() -> Budget:
    return api.extract(Path(__file__).resolve().parents[2] / "samples" / "faulty-bureau.md")


def test_prices_are_compared_by_department_not_by_row() -> None:
    """A department with many rows does not make its own price the usual one."""
    sources = tuple(CorpusSource(f"{n}", f"部门{n}") for n in range(7))
    projects = tuple(CorpusProject(n, "A", "", f"项目{n}", Decimal(10)) for n in range(7))
    rows = [row(n, "6000") for n in range(6)] + [row(6, "60000") for _ in range(20)]
    found = only("cost.far-from-others", Corpus(sources, projects, tuple(rows)))
    assert len(found) == 20
    assert {finding.where.source for finding in found} == {"6"}


def row(number: int, value: str) -> CorpusRow:
    return CorpusRow(number, 0, 12, number, "", "成本指标", "经济成本指标", "操作台单价", "≤", value, "元/张")


def test_corpus_rules_are_no_business_of_a_single_document() -> None:
    rules: tuple[Rule, ...] = tuple(RULES)
    report = api.audit(_sample(), rulebook=replace(BOOK, rules=rules))
    assert report.documents[0].findings == ()


def copies_of(objective: str, departments: int, name: str = "项目{n}") -> Corpus:
    """Return a corpus of 60 departments, some of which have the same objective."""
    sources = tuple(CorpusSource(f"{n}", f"部门{n}") for n in range(60))
    text = "第{n}类事务按照自己的章程逐件办理并在年底公开全部结果，接受{n}位监督员评议。"
    told = (objective if n < departments else text.format(n=chr(0x4E00 + 97 * n) * 9) for n in range(60))
    return Corpus(
        sources, tuple(CorpusProject(n, f"{n}", "", name.format(n=n), None, one) for n, one in enumerate(told))
    )


OBJECTIVE = "组织驻点医师到偏远牧区巡诊，为牧民建立健康档案，使高血压患者得到长期随访。"


@pytest.mark.parametrize(("departments", "name", "found"), [
    (2, "巡诊{n}", 1), (5, "巡诊{n}", 1), (40, "巡诊{n}", 1), (3, "物业服务费", 0), (3, "{n}机关党建工作经费", 0),
])  # fmt: skip
def test_a_text_is_a_copy_however_many_have_it_unless_it_is_a_duty(departments: int, name: str, found: int) -> None:
    assert len(only("duplicate.copied-objective", copies_of(OBJECTIVE, departments, name))) == found


def test_copies_that_hide_are_found_and_duties_are_none() -> None:
    """Templates of everybody, clauses in longer texts and in another order; duties in the words of duties."""
    from bench.province import hidden

    for _, kind, planted, found, recall, wrong, precision in hidden.measure():
        assert recall == "-" or float(recall) >= 0.94, (kind, planted, found)
        assert float(precision) >= 0.98, wrong


def test_a_common_set_of_names_is_no_copy() -> None:
    from bench.province import prose

    corpus, truth = prose.corpus_of(150, seed=3)
    for name in ("duplicate.copied-objective", "duplicate.copied-indicators"):
        planted = [plant for plant in truth if plant.rule == name]
        findings = only(name, corpus)
        found, right = judged(findings, planted, corpus)
        assert found >= 0.95 * len(planted)
        assert right == len(findings)
        assert planted
