"""What a decision on a finding across documents is about: it outlives one more document, and ends with the matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor import api
from auditor.corpus import schema
from auditor.corpus.decided import decide
from auditor.corpus.store import Store, opened
from auditor.engine.corpus import audit_corpus
from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, CorpusSource
from auditor.records.finding import Finding
from auditor.records.report import Waiver
from bench.province.model import Province
from bench.province.write import corpus_of

BOOK = api.load_rules()
TODAY = date(2026, 3, 2)
OBJECTIVE = "组织驻点医师到偏远牧区巡诊，为{n}户牧民建立健康档案，使高血压患者得到长期随访。"
ALIKE = "组织驻点医师到偏远牧区巡诊，为牧民建立健康档案，使高血压患者得到定期随访。"
OTHER = "为沿河村庄更换锈蚀的输水钢管，安装远传水表，使夏季高峰时段的水压达到设计值。"
# (department, year, project, objective)
Plan = tuple[str, int, str, str]


def found(corpus: Corpus) -> tuple[Finding, ...]:
    findings, problems = audit_corpus(corpus, BOOK)
    assert problems == ()
    return findings


def corpus(*plans: Plan) -> Corpus:
    """Return documents of one project each, in their order."""
    sources = tuple(CorpusSource(f"{place}-{plan[0]}.xlsx", plan[0], plan[1]) for place, plan in enumerate(plans))
    return Corpus(
        sources, tuple(CorpusProject(place, f"K{place}", "", one[2], None, one[3]) for place, one in enumerate(plans))
    )


def copied(*plans: Plan) -> dict[str, str]:
    """Return rule → fingerprint of what is found in some plans."""
    return {finding.rule: finding.fingerprint for finding in found(corpus(*plans))}


def without(whole: Corpus, gone: set[str]) -> Corpus:
    """Return a corpus without some of its documents."""
    sources = [place for place, one in enumerate(whole.sources) if one.name not in gone]
    projects = [place for place, one in enumerate(whole.projects) if one.source in set(sources)]
    at, home = ({old: new for new, old in enumerate(some)} for some in (sources, projects))
    return Corpus(
        tuple(whole.sources[place] for place in sources),
        tuple(replace(whole.projects[place], source=at[whole.projects[place].source]) for place in projects),
        tuple(
            replace(row, source=at[row.source], project=home.get(row.project, -1))
            for row in whole.rows
            if row.source in at
        ),
    )


def test_one_more_document_opens_no_decision_on_the_others() -> None:
    province = corpus_of(Province(40, 2, seed=7))[0]
    every = found(province)
    assert len({(one.fingerprint, one.where.order) for one in every}) == len(every), "one decision covers two findings"
    after = {_place(one): one for one in every}
    # Those that others are held against, one a rule: the earlier ones, for a later year is another matter.
    gone = {one.rule: place.source for one in every for place in one.related if place.source.startswith("2025/")}
    before = {_place(one): one for one in found(without(province, set(gone.values())))}
    both = [(before[place], after[place]) for place in before.keys() & after.keys()]
    for one, other in both:
        assert one.fingerprint == other.fingerprint, (one.message, other.message)
    assert len({one.rule for one, _ in both}) >= 6
    assert any(one.message != other.message for one, other in both)


def _place(one: Finding) -> tuple[object, ...]:
    where = one.where
    return one.rule, where.source, where.project_name, where.project_code, where.indicator, where.order


FIRST: Plan = ("甲县卫生局", 2026, "巡诊", OBJECTIVE.format(n=300))
SECOND: Plan = ("乙县卫生局", 2026, "随访", OBJECTIVE.format(n=40))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_whoever_joins_a_text_it_is_the_same_matter(place: int) -> None:
    more = [FIRST, SECOND]
    more.insert(place, ("丙县卫生局", 2026, "下乡", OBJECTIVE.format(n=7)))
    assert copied(*more) == copied(FIRST, SECOND) != {}
    assert copied(FIRST, SECOND, ("丁县卫生局", 2026, "访问", ALIKE)) == copied(FIRST, SECOND)


@pytest.mark.parametrize("plans", [
    [FIRST, SECOND, ("丙县卫生局", 2027, "下乡", OBJECTIVE.format(n=7))],
    [(*FIRST[:3], ALIKE), (*SECOND[:3], ALIKE)],
    [(*FIRST[:3], OTHER), (*SECOND[:3], OTHER)],
])  # fmt: skip
def test_another_text_or_another_year_is_another_matter(plans: Sequence[Plan]) -> None:
    now = copied(*plans)
    assert now.keys() == copied(FIRST, SECOND).keys()
    assert now != copied(FIRST, SECOND)


def test_what_one_department_uses_again_is_not_what_another_does() -> None:
    """One text, in two years, under two names, by two departments: three matters."""
    later = [("甲县卫生局", 2027, "体检", OBJECTIVE.format(n=2)), ("乙县卫生局", 2027, "体检", OBJECTIVE.format(n=3))]
    again = [one for one in found(corpus(FIRST, SECOND, *later)) if one.rule == "duplicate.objective-of-another-year"]
    assert len({one.fingerprint for one in again}) == len(again) == 2


def test_a_price_is_its_own_matter_whatever_the_usual_price() -> None:
    def priced(*values: str) -> dict[str, Finding]:
        sources = tuple(CorpusSource(f"{n}.xlsx", f"部门{n}", 2026) for n in range(len(values)))
        projects = tuple(CorpusProject(n, "A", "", f"项目{n}") for n in range(len(values)))
        rows = (
            CorpusRow(n, 0, 12, n, "", "成本指标", "经济成本指标", "操作台单价", "≤", value, "元/张")
            for n, value in enumerate(values)
        )
        return {one.where.source: one for one in found(Corpus(sources, projects, tuple(rows)))}

    usual = ["6000"] * 6
    before, after, other = priced("60000", *usual), priced("60000", *usual, *["8000"] * 7), priced("70000", *usual)
    assert before["0.xlsx"].message != after["0.xlsx"].message
    assert before["0.xlsx"].fingerprint == after["0.xlsx"].fingerprint != other["0.xlsx"].fingerprint
    low = priced("60000", *["600000"] * 6)
    assert low["0.xlsx"].fingerprint != before["0.xlsx"].fingerprint


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with opened(tmp_path / "s.duckdb") as made:
        yield made


def fill(store: Store, *plans: Plan) -> list[tuple[str, str]]:
    """Make the store that of some plans; return rule and state of its findings."""
    known = dict.fromkeys(schema.TABLES["documents"]) | {"folder": "in", "status": "ok", "problems": "[]"}
    documents = [
        known
        | {"document_id": one.name, "source": one.name, "key": one.name, "department": one.department, "year": one.year}
        for one in corpus(*plans).sources
    ]
    store.fill("documents", [list(one.values()) for one in documents])
    store.replace_across(found(corpus(*plans)))
    return store.query("SELECT rule, state FROM decided_findings ORDER BY ALL")


def test_a_decision_stays_with_one_more_document_and_is_told_when_the_matter_is_another(store: Store) -> None:
    fill(store, FIRST, SECOND)
    (one,) = found(corpus(FIRST, SECOND))
    entry = Waiver(one.fingerprint, "王审核", "同一批复", decision="误报", year=2026, spot=one.spot, when="2026-03-01")
    assert decide(store, [entry], TODAY) == 0
    fill(store, ("丙县卫生局", 2025, "下乡", OBJECTIVE.format(n=7)), FIRST, SECOND)
    assert decide(store, [], TODAY) == 0
    assert store.query(
        "SELECT message LIKE '%等%' OR message LIKE '%、%', state FROM decided_findings WHERE code = 'D20'"
    ) == [(True, "误报")]
    fill(store, (*FIRST[:3], OTHER), (*SECOND[:3], OTHER))
    assert decide(store, [], TODAY) == 0
    assert store.query("SELECT state, bearing FROM decided_findings JOIN bearings USING (fingerprint)") == [
        ("", "earlier")
    ]
    fill(store, FIRST, ("乙县卫生局", 2026, "水表", OTHER))
    assert decide(store, [], TODAY) == 1


def test_a_decision_on_one_document_is_no_opinion_on_another(store: Store) -> None:
    """Findings on whole documents have one spot: what is said of the one that is there says nothing of the others."""
    rows = [
        replace(row, source=source, project=source)
        for source in range(8)
        for row in (
            CorpusRow(0, n, 12, 0, "", "产出指标", "数量指标", f"办理{chr(0x4E00 + 31 * n)}类事项", "≥", "9", "件")
            for n in range(13)
        )
    ]
    plans: list[Plan] = [(f"部门{n}", 2026, f"综合事务{n}", "") for n in range(8)]
    whole = replace(corpus(*plans), rows=tuple(rows))
    every = [one for one in found(whole) if one.rule == "duplicate.boilerplate-share"]
    assert len({one.fingerprint for one in every}) == len(every) == 8
    fill(store, *plans)
    store.replace_across(every)
    entry = Waiver(every[0].fingerprint, "王审核", "统一部署", decision="误报", year=2026, spot=every[0].spot)
    assert decide(store, [entry], TODAY) == 0
    assert store.query("SELECT fingerprint, bearing FROM bearings") == [(every[0].fingerprint, "holds")]
