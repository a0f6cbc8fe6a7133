"""Objectives that say nothing: proved by words they are told one by one, else folded with every project named."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from auditor import api
from auditor.readers import read_bytes
from auditor.records.finding import Finding
from auditor.rulebook import load

HEAD = (
    "| 项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |\n"
    + "|---" * 9
    + "|"
)
SLOGANS = (
    "全面贯彻新发展理念，坚持以人民为中心，不断开创林草事业高质量发展新局面。",
    "牢固树立绿水青山就是金山银山的理念，大力弘扬三北精神，奋力谱写生态文明建设新篇章。",
    "坚定不移走生态优先、绿色发展之路，切实增强群众的获得感、幸福感、安全感。",
)
ROWS = ("产出指标 | 数量指标 | 飞播造林面积 | ≥ | 900 | 亩", "产出指标 | 质量指标 | 苗木成活率 | ≥ | 85 | %")
Audited = Callable[..., list[Finding]]


@pytest.fixture(scope="module")
def audited() -> Audited:
    auditor = api.Auditor(load())

    def audited(projects: Sequence[tuple[str, str, Sequence[str]]]) -> list[Finding]:
        lines = [f"| {name} | 60 | {goal} | {row} |" for name, goal, rows in projects for row in rows]
        text = "\n".join(
            ["某旗林草局2026年部门预算", "", "预算12表 年度项目支出绩效表", "", "（万元）", "", HEAD, *lines]
        )
        return list(auditor(read_bytes(text.encode(), "表.md")).findings)

    return audited


def test_what_the_judge_alone_says_of_objectives_is_one_look_with_every_project(audited: Audited) -> None:
    projects = [(f"林草项目{number}", goal, ROWS) for number, goal in enumerate(SLOGANS, 1)]
    told = [one for one in audited(projects) if one.code in {"V16", "V17"}]
    assert {one.severity for one in told} == {"info"}
    assert len({one.code for one in told}) == len(told), "one finding a kind"
    named = [where.project_name for one in told for where in (one.where, *one.related)]
    assert sorted(named) == [name for name, _, _ in projects], "no project is dropped"


@pytest.mark.parametrize(
    ("goal", "code"),
    [
        ("购置防火服装。", "V17"),
        ("做好林草各项工作，确保日常工作有序开展，进一步提升工作效率。", "V17"),
        ("1.用于改善管护站值班条件；2.护林员培训工作经费；3.用于林区巡护开支。", "V15"),
        ("对选定的林班开展连续监测，监测样地数量视情况而定。", "V18"),
        ("造林□□亩，成活率××%。", "V18"),
    ],
)
def test_what_words_prove_of_an_objective_is_a_warning_of_its_own(goal: str, code: str, audited: Audited) -> None:
    found = audited([("飞播造林", "飞播造林900亩，成活率85%以上。", ROWS), ("林区管护", goal, ROWS)])
    told = [one for one in found if one.code in {"V15", "V16", "V17", "V18"} and one.where.project_name == "林区管护"]
    assert (code, "warning") in {(one.code, one.severity) for one in told}


@pytest.mark.parametrize(
    "goal",
    ["根据普查要求确定林班120个并建档。", "购置防火服装300套。", "用于发放护林员补助260人，用于巡护林区6万亩。"],
)
def test_an_objective_that_counts_is_let_be(goal: str, audited: Audited) -> None:
    found = audited([("林区管护", goal, ROWS)])
    assert [one.code for one in found if one.code in {"V15", "V16", "V17", "V18"} and one.severity != "info"] == []


def test_projects_that_count_only_places_are_one_finding_that_names_each(audited: Audited) -> None:
    rows = ("产出指标 | 数量指标 | 服务嘎查数 | ≥ | 12 | 个", ROWS[1], "产出指标 | 时效指标 | 完成时限 | ≤ | 10 | 月")
    found = audited([("护林防火", "开展护林防火宣传30场。", rows), ("虫害防治", "防治虫害3万亩。", rows)])
    (one,) = (one for one in found if one.code == "M29")
    assert [where.project_name for where in (one.where, *one.related)] == ["护林防火", "虫害防治"]


def test_a_target_about_another_projects_matter_is_told(audited: Audited) -> None:
    text = "防火隔离带全部贯通并建立巡查台账"
    own = f"效益指标 | 社会效益指标 | 林区群众满意程度 | 定性 | {text} | "
    other = f"效益指标 | 社会效益指标 | 火险降低情况 | 定性 | {text} | "
    projects = [("种苗补贴", "补贴种苗60万株。", (ROWS[1], own)), ("防火隔离带建设", "新建隔离带30公里。", (other,))]
    (one,) = (one for one in audited(projects) if one.code == "K26")
    assert one.where.indicator == "林区群众满意程度"
