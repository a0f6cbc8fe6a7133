"""Names of projects on lines of their own, above the head of their indicators or between their rows."""

from decimal import Decimal

import pytest

from auditor.extract import extract
from auditor.extract.segments.name_text import labelled_name, name_in_title
from auditor.extract.words.numbering import without_number
from auditor.readers import read_bytes
from auditor.records.budget import Budget

NAMES = ("雨污分流改造项目", "公厕管护经费")
HEAD = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
RULE = "|---|---|---|---|\n"
ROWS = (
    "| 产出指标 | 数量指标 | 改造管道长度 | ≥6公里 |\n|  | 质量指标 | 验收合格率 | =100% |\n",
    "| 产出指标 | 数量指标 | 管护公厕数量 | ≥31座 |\n| 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% |\n",
)


@pytest.mark.parametrize(
    ("text", "labelled"),
    [
        ("项目一：雨污分流改造项目（预算86万元）", "项目名称：雨污分流改造项目；预算：86万元"),
        ("（二）雨污分流改造 项目金额：86.5万元", "项目名称：雨污分流改造；项目金额：86.5万元"),
        (
            "3. 雨污分流改造，资金86万元，其中财政拨款80万元",
            "项目名称：雨污分流改造；资金：86万元；其中财政拨款：80万元",
        ),
        ("【项目】雨污分流改造【预算】86万元", "项目名称：雨污分流改造；预算：86万元"),
        (
            "①雨污分流改造（主管部门：某县住建局，资金总额：86万元）",
            "项目名称：雨污分流改造；主管部门：某县住建局；资金总额：86万元",
        ),
        ("项目二：全县农民运动会（预算9万元）", "项目名称：全县农民运动会；预算：9万元"),
        (
            "项目：雨污分流改造；金额：86.00万元（县级30.00万元，上级56.00万元）",
            "项目名称：雨污分流改造；金额：86.00万元；县级资金：30.00万元；上级资金：56.00万元",
        ),
        ("雨污分流改造（2027年预算86.00万元）", "项目名称：雨污分流改造；预算：86.00万元"),
        (
            "雨污分流改造（本年安排86万元，牵头股室：排水股）",
            "项目名称：雨污分流改造；预算金额：86万元；备注：牵头股室：排水股",
        ),
        (
            "2.雨污分流改造，2027年安排86万元，由排水股具体实施",
            "项目名称：雨污分流改造；安排资金：86万元；实施单位：排水股",
        ),
        ("公厕管护经费", "项目名称：公厕管护经费"),
        ("一、雨污分流（一期）改造", "项目名称：雨污分流（一期）改造"),
    ],
)
def test_a_line_gives_the_name_and_its_facts(text: str, labelled: str) -> None:
    assert labelled_name(text) == (labelled, True)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "一、项目绩效目标",
            "二、绩效指标",
            "（一）产出指标",
            "2026年度",
            "（单位：万元）",
            "一、柳河镇人民政府",
            "（一）某县民政局",
        ),
        *(
            "注：指标按年统计",
            "合计",
            "项目支出",
            "12.5万元",
            "某县民政局",
            "二、基本情况",
            "居民满意度达到90%以上。",
            "项目名称",
        ),
    ],
)
def test_headings_bodies_and_notes_name_no_project(text: str) -> None:
    assert not labelled_name(text)[1]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("表12-1 公厕管护经费绩效目标表", ("公厕管护经费", True)),
        ("附表3：雨污分流改造项目支出绩效目标表", ("雨污分流改造项目", True)),
        ("（二）2026年雨污分流改造项目绩效目标申报表", ("雨污分流改造项目", True)),
        ("公厕管护项目绩效目标表", ("公厕管护项目", False)),
        ("12-2 项目绩效目标表：公厕管护经费（年度预算9万元）", ("公厕管护经费；年度预算：9万元", True)),
        ("表12-1 项目支出绩效目标申报表——雨污分流改造", ("雨污分流改造", True)),
        ("部门整体支出绩效目标表：某县民政局", ("", False)),
        ("公开12表 项目绩效目标表（公厕管护经费）", ("公厕管护经费", True)),
        ("12 项目绩效目标表（雨污分流改造，预算金额3,200,000.00元）", ("雨污分流改造；预算金额：3,200,000.00元", True)),
        *(
            (f"项目支出绩效目标表（{said}）", ("", False))
            for said in ("2026年度", "续表", "单位：万元", "重点项目", "特定目标类", "第二批", "某县民政局")
        ),
        *(
            (title, ("", False))
            for title in ("2026年项目支出绩效目标表", "表12 项目支出绩效目标表", "某县民政局项目绩效目标表")
        ),
        *(
            (title, ("", False))
            for title in ("柳河镇2026年项目支出绩效目标表", "某县民政局整体支出绩效目标表", "绩效目标汇总表")
        ),
    ],
)
def test_a_title_names_a_project_or_none(title: str, name: tuple[str, bool]) -> None:
    assert name_in_title(title) == name


def _read(text: str, name: str = "某局2026年预算.md") -> Budget:
    return extract(read_bytes(text.encode(), name))


def _told(budget: Budget) -> list[tuple[str, Decimal | None, int]]:
    return [
        (project.name.text, project.total.wan, sum(row.project == project.key for row in budget.indicators))
        for project in budget.projects
    ]


BANDS = tuple(
    f"| {number}、{name}（{wan}万元） | | | |\n" for number, name, wan in zip("一二", NAMES, (86, 9), strict=True)
)
TITLES = tuple(f"表12-{number} {name}绩效目标表\n\n" for number, name in enumerate(NAMES, 1))
FORMS = {
    "between rows": f"## 项目支出绩效目标表\n\n{HEAD}{RULE}{BANDS[0]}{ROWS[0]}{BANDS[1]}{ROWS[1]}",
    "above heads": f"## 项目支出绩效目标表\n\n{BANDS[0]}{RULE}{HEAD}{ROWS[0]}{BANDS[1]}{HEAD}{ROWS[1]}",
    "behind titles": "".join(
        f"12-{n} 项目绩效目标表：{name}（年度预算{wan}0000.00元）\n\n{HEAD}{RULE}{rows}\n"
        for n, name, wan, rows in zip((1, 2), NAMES, (86, 9), ROWS, strict=True)
    ),
    "in brackets": "".join(
        f"12 项目绩效目标表（{name}，预算金额{wan}0,000.00元）\n\n{HEAD}{RULE}{rows}\n"
        for name, wan, rows in zip(NAMES, (86, 9), ROWS, strict=True)
    ),
    "text and facts": "## 项目支出绩效目标表\n\n"
    + "\n".join(
        f"项目{n}：{name}\n\n单位：万元\n\n项目金额：{wan}万元\n\n{HEAD}{RULE}{rows}"
        for n, name, wan, rows in zip("一二", NAMES, (86, 9), ROWS, strict=True)
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_project_keeps_its_rows_and_its_amount(form: str) -> None:
    budget = _read(FORMS[form])
    assert _told(budget) == [(NAMES[0], Decimal(86), 2), (NAMES[1], Decimal(9), 2)]
    assert not [problem for problem in budget.problems if problem.partial]


def test_titled_tables_below_the_title_of_all() -> None:
    text = f"2026年部门预算项目支出绩效目标表\n\n{TITLES[0]}{HEAD}{RULE}{ROWS[0]}\n{TITLES[1]}{HEAD}{RULE}{ROWS[1]}"
    budget = _read(text)
    assert _told(budget) == [(NAMES[0], None, 2), (NAMES[1], None, 2)]
    assert not [problem for problem in budget.problems if problem.partial]


def test_the_activities_of_a_department_are_no_projects() -> None:
    budget = _read(f"## 部门整体支出绩效目标表\n\n| 部门名称 | 某局 | | |\n{RULE}{HEAD}{BANDS[0]}{ROWS[0]}")
    assert not budget.projects
    assert {row.table for row in budget.indicators} == {13}


def test_the_objective_may_stand_between_a_name_and_its_rows() -> None:
    parts = "".join(
        f"| 项目{at}：{name}（预算金额：8{at}.00万元） | | | |\n| 年度绩效目标：做好{name}。 | | | |\n{rows}"
        for at, (name, rows) in enumerate(zip(NAMES, ROWS, strict=True), 1)
    )
    text = f"# 2027年项目支出绩效目标表\n\n金额单位：万元\n\n{HEAD}{RULE}{parts}"
    budget = extract(read_bytes(text.encode(), "预算.md"))
    told = [(each.name.text, each.total.wan, each.objective.text) for each in budget.projects]
    assert told == [(name, Decimal(f"8{at}"), f"做好{name}。") for at, name in enumerate(NAMES, 1)]
    assert [item.project for item in budget.indicators] == ["#1", "#1", "#2", "#2"]
    assert not budget.problems


def test_a_number_within_a_text_is_none_of_a_list() -> None:
    assert without_number("项目名称：《县情手册（2027）》编印（二）") == "项目名称：《县情手册（2027）》编印（二）"
    assert without_number(" （二）县情手册（2027）") == "县情手册（2027）"


@pytest.mark.parametrize(
    "line",
    [
        "项目名称：雨污分流改造（86.00万元）。绩效目标：改造管道6公里，雨天不再积水。",
        "雨污分流改造（86.00万元）——改造管道6公里，雨天不再积水。",
        "项目：雨污分流改造（预算86.00万元）；年度目标：改造管道6公里，雨天不再积水。",
    ],
)
def test_a_line_that_goes_on_with_the_objective_gives_both(line: str) -> None:
    budget = extract(read_bytes(f"# 项目支出绩效目标表\n\n{line}\n\n{HEAD}{RULE}{ROWS[0]}".encode(), "某局2027年.md"))
    (project,) = budget.projects
    assert (project.name.text, project.total.wan) == ("雨污分流改造", Decimal("86.00"))
    assert project.objective.text == "改造管道6公里，雨天不再积水。"
    assert len(budget.indicators) == 2


def test_an_amount_ends_before_a_label_that_nobody_knows() -> None:
    line = "项目：雨污分流改造　　预算：86万元　　经办股室：排水股"
    budget = extract(read_bytes(f"# 项目支出绩效目标表\n\n{line}\n\n{HEAD}{RULE}{ROWS[0]}".encode(), "某局2027年.md"))
    assert [(one.name.text, one.total.wan) for one in budget.projects] == [("雨污分流改造", Decimal(86))]
