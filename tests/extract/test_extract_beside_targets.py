"""What stands beside the targets and below them: divided reasons and outlooks, targets of all years, sums, grades."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget, Indicator
from auditor.records.outcome import Outcome

UPPER = ["一级指标", "二级指标", "三级指标", "年度指标值", "1-8月完成情况", "全年预计完成情况"]
REASONS = ["经费保障", "制度保障", "人员保障", "硬件条件保障", "其他", "原因说明"]
OUTLOOKS = ["确定能", "有可能", "完全不可能"]
LEVELS = ["产出指标", "数量指标"]


def markdown(*rows: list[str], above: str = "") -> str:
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([above, "", lines[0], "|" + "---|" * width, *lines[1:], ""])


def read(text: str, source: str = "x.md") -> Budget:
    return extract(read_bytes(text.encode(), source))


def outcome(row: Indicator) -> Outcome:
    assert row.outcome is not None
    return row.outcome


def monitored(*rows: list[str], reasons: list[str] = REASONS) -> str:
    """Return the national form of monitoring: its heads of reasons and outlooks are divided in a second row."""
    first = [*UPPER, "偏差原因分析", *[""] * (len(reasons) - 1), "完成目标可能性", "", ""]
    form = [["项目名称", "渡口值守"], ["主管部门", "柳溪县交通局"], ["年度总体目标", "值守渡口6处。"]]
    head = "项目支出绩效目标执行监控表\n\n（2025年1-8月）"
    return markdown(*form, above=head) + markdown(first, [*[""] * len(UPPER), *reasons, *OUTLOOKS], *rows)


def told(name: str, actual: str, *reasons: str, outlook: tuple[str, str, str] = ("√", "", "")) -> list[str]:
    return [*LEVELS, name, "≥6处", actual, "6处", *reasons, *outlook]


def test_reasons_and_outlooks_are_read_below_the_words_that_divide_them() -> None:
    text = "两名值守员离岗，七月补齐"
    found = read(
        monitored(
            told("值守渡口数量", "4处", "", "", "√", "", "", text, outlook=("", "√", "")),
            told("检修渡船数量", "3处", "√", "", "", "", "√", ""),
            told("渡口标牌数量", "6处", "", "", "", "", "", "", outlook=("√", "√", "")),
            told("渡口护栏数量", "6处", "", "", "", "", "", "", outlook=("", "", "")),
        )
    )
    assert found.problems == ()
    rows = [outcome(row) for row in found.indicators]
    assert [row.reason.text for row in rows] == [text, "经费保障、其他", "", ""]
    assert [row.outlook.text for row in rows] == ["有可能", "确定能", "确定能、有可能", ""]


@pytest.mark.parametrize("reasons", [["经费保障", "其他"], ["其他", "原因说明"], ["管理原因", "经费原因", "其他原因"]])
def test_other_divisions_of_the_reasons(reasons: list[str]) -> None:
    found = read(monitored(told("值守渡口数量", "4处", *["√", *[""] * (len(reasons) - 1)]), reasons=reasons))
    assert (found.problems, len(found.indicators)) == ((), 1)
    assert outcome(found.indicators[0]).reason.text == reasons[0]


@pytest.mark.parametrize(
    "name", ["空气质量等级", "草种质量等级（GB 6142—2008）", "信用等级", "公厕等级", "道路养护等次", "护理等级"]
)
@pytest.mark.parametrize("target", [["定性", "二级及以上", ""], ["=", "2", "级"], ["定性", "良好以上", "—"]])
def test_an_indicator_about_a_grade_is_no_grade_of_the_evaluation(name: str, target: list[str]) -> None:
    head = ["项目名称", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"]
    rows = [
        ["苗圃补种", *LEVELS, "补种苗木数量", "≥", "900", "株"],
        ["", "", "质量指标", name, *target],
        ["", "满意度指标", "服务对象满意度指标", "居民满意度", "≥", "90", "%"],
    ]
    found = read(markdown(head, *rows, above="项目支出绩效目标表"))
    assert ([row.name.text for row in found.indicators][1], found.problems) == (name, ())


@pytest.mark.parametrize("label", ["自评等级", "评价等级", "项目自评结论", "综合评价等次", "等级"])
def test_the_grade_of_an_evaluation_is_no_indicator(label: str) -> None:
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    rows = [[*LEVELS, "补种苗木数量", "≥900株", "920株", "90", "90"], [label, "优"]]
    form = markdown(["项目名称", "苗圃补种"], ["主管部门", "柳溪县林业局"], above="项目支出绩效自评表（2025年度）")
    found = read(form + markdown(head, *rows))
    assert [row.name.text for row in found.indicators] == ["补种苗木数量"]
    assert [cell.text for name, cell in found.projects[0].details if name == label] == ["优"]
    assert not any(problem.partial for problem in found.problems)


@pytest.mark.parametrize(
    "head",
    [
        ["明细", "单价", "数量", "金额"],
        ["支出内容", "补助标准", "人数", "小计"],
        ["设备名称", "单价（元）", "数量", "金额（万元）"],
    ],
)
@pytest.mark.parametrize("title", ["项目支出明细（单位：万元）", ""])
def test_a_table_that_reckons_an_amount_has_no_indicators(head: list[str], title: str) -> None:
    form = markdown(
        ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"],
        ["苗圃补种", *LEVELS, "补种苗木数量", "≥900株"],
        above="项目支出绩效目标表",
    )
    detail = markdown(
        head, ["乔木苗", "60", "300", "1.80"], ["灌木苗", "20", "600", "1.20"], ["小计", "/", "/", "3.00"]
    )
    found = read(f"{form}\n{title}\n{detail}")
    assert [row.name.text for row in found.indicators] == ["补种苗木数量"]
    assert not any(problem.partial for problem in found.problems)


@pytest.mark.parametrize("last", ["合计", "总计", "合计（2个项目）"])
def test_the_sum_below_a_list_may_have_a_rate(last: str) -> None:
    head = "项目名称,全年预算数（万元）,全年执行数（万元）,执行率,"
    head += "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分"
    lines = [
        "2025年度项目支出绩效自评表",
        head,
        "苗圃补种,20.00,18.00,90.00%,产出指标,数量指标,补种苗木数量,≥900株,920株,100,100",
        "苗圃补种小计,,,,,,,,,100,100",
        "戏台加固,30.00,30.00,100.00%,产出指标,数量指标,加固戏台数量,=2座,2座,100,100",
        f"{last},50.00,48.00,96.00%,,,,,,,",
    ]
    found = read("\n".join(lines), "x.csv")
    assert [one.name.text for one in found.projects] == ["苗圃补种", "戏台加固"]
    assert not any(problem.partial for problem in found.problems)


@pytest.mark.parametrize("words", [("实施周期", "年度"), ("三年", "本年"), ("实施期", "2026年")])
@pytest.mark.parametrize("sources", ["年度资金来源", "资金构成", "资金来源"])
def test_the_budget_is_the_total_of_the_year(words: tuple[str, str], sources: str) -> None:
    form = markdown(
        ["项目名称", "老人供养", "", "实施周期", "2026—2028年"],
        ["资金总额", f"{words[0]}：1620.00", "", f"{words[1]}：540.00", ""],
        [sources, "财政拨款：500.00", "", "其他资金：40.00", ""],
        ["一级指标", "二级指标", "三级指标", "实施周期目标值", "年度目标值"],
        [*LEVELS, "供养老人数量", "≥900人", "≥300人"],
        [*LEVELS, "新建护理楼", "1栋", "—"],
        above="项目支出绩效目标表（2026年度，单位：万元）",
    )
    found = read(form)
    assert [money.wan for money in (found.projects[0].total, found.projects[0].fiscal, found.projects[0].other)] == [
        Decimal("540.00"),
        Decimal("500.00"),
        Decimal("40.00"),
    ]
    assert [outcome(row).term.text for row in found.indicators] == ["≥900人", "1栋"]
    assert not any(problem.partial for problem in found.problems)


@pytest.mark.parametrize(
    ("heads", "order"),
    [
        (["预算支出总额", "财政拨款", "其他资金", "基本支出", "项目支出"], (0, 1, 4, 2, 3)),
        (["预算支出总额", "基本支出", "项目支出", "财政拨款", "其他资金"], (0, 3, 1, 2, 4)),
        (["预算支出总额", "财政拨款", "基本支出", "项目支出", "其他资金"], (0, 1, 2, 3, 4)),
    ],
)
def test_funds_stand_side_by_side_in_any_order(heads: list[str], order: tuple[int, ...]) -> None:
    amounts = {
        "预算支出总额": "90.00",
        "财政拨款": "80.00",
        "其他资金": "10.00",
        "基本支出": "55.00",
        "项目支出": "35.00",
    }
    found = read(
        markdown(
            ["部门（单位）名称", "柳溪县图书馆"],
            ["总体资金情况（万元）", *heads],
            ["", *(amounts[head] for head in heads)],
            ["整体绩效目标", "办好阅览和借阅。"],
            ["一级指标", "二级指标", "三级指标", "性质", "指标值", "单位"],
            [*LEVELS, "新增图书册数", "≥", "800", "册"],
            above="## 预算13表 部门整体支出绩效目标表",
        )
    )
    head = found.overall
    assert head is not None
    assert {one.label.text: str(one.amount.wan) for one in head.amounts} == amounts
    assert [str(one.wan) for one in (head.total, head.fiscal, head.other)] == ["90.00", "80.00", "10.00"]


@pytest.mark.parametrize(
    "label", ["**整体绩效目标**", "整体绩效目标：", "### 整体绩效目标", "年度绩效目标", "部门整体绩效目标"]
)
@pytest.mark.parametrize("lines", [("目标1：办好阅览。", "目标2：办好借阅。"), ("办好阅览和借阅，新增图书800册。",)])
def test_the_objective_of_a_department_may_stand_in_lines_of_text(label: str, lines: tuple[str, ...]) -> None:
    duties = "**部门职能职责概述**\n\n负责图书的收藏、借阅和推广。"
    above = "# 部门（单位）整体支出绩效目标表\n\n（2026年度）\n\n填报单位：柳溪县图书馆　单位：万元"
    funds = markdown(["资金总额", "90.00", "", ""], ["基本支出", "55.00", "项目支出", "35.00"], above=above)
    head = ["一级指标", "二级指标", "三级指标", "指标值", "单位"]
    rows = markdown(
        head, [*LEVELS, "新增图书册数", "≥800", "册"], ["效益指标", "社会效益指标", "到馆人次", "≥9000", "人次"]
    )
    answer = "\n".join(lines)
    found = read(f"{funds}\n{duties}\n\n{label}\n\n{answer}\n\n{rows}")
    assert found.overall is not None
    assert found.overall.objective.text == "".join(lines)
    assert [row.name.text for row in found.indicators] == ["新增图书册数", "到馆人次"]
    assert not any(problem.partial for problem in found.problems)


def test_the_objective_of_a_department_may_stand_behind_its_label() -> None:
    above = "# 部门整体支出绩效目标表\n\n（2026年度）"
    funds = markdown(["部门名称", "柳溪县图书馆"], ["资金总额", "90.00"], above=above)
    rows = markdown(["一级指标", "二级指标", "三级指标", "指标值"], [*LEVELS, "新增图书册数", "≥800册"])
    found = read(f"{funds}\n整体绩效目标：办好阅览和借阅。\n\n{rows}")
    assert found.overall is not None
    assert found.overall.objective.text == "办好阅览和借阅。"
    assert not any(problem.partial for problem in found.problems)


@pytest.mark.parametrize("goal", ["年度绩效目标", "项目年度目标", "绩效目标"])
@pytest.mark.parametrize(
    "facts",
    [["项目编码", "项目名称", "实施单位", "项目总额", "财政拨款", "其他资金"], ["项目名称", "项目总额", "财政拨款"]],
)
def test_facts_objective_and_indicators_in_grids_of_their_own(goal: str, facts: list[str]) -> None:
    told_of = {"项目编码": "51072626T000101", "实施单位": "柳溪县林业局", "财政拨款": "86.40", "其他资金": "0.00"}
    parts = ["## 项目支出绩效目标表\n\n单位：万元\n"]
    for name, total in (("苗圃补种", "86.40"), ("戏台加固", "24.50")):
        own = {**told_of, "项目名称": name, "项目总额": total, "财政拨款": total}
        own["项目编码"] = told_of["项目编码"] + total[0]
        parts.append(markdown(facts, [own[head] for head in facts]))
        parts.append(markdown([goal, f"完成{name}，按期验收。"]))
        parts.append(
            markdown(["一级指标", "二级指标", "三级指标", "指标值", "单位"], [*LEVELS, f"{name}数量", "≥12", "处"])
        )
    found = read("\n".join(parts))
    assert [(one.name.text, str(one.total.wan)) for one in found.projects] == [
        ("苗圃补种", "86.40"),
        ("戏台加固", "24.50"),
    ]
    assert [one.objective.text for one in found.projects] == ["完成苗圃补种，按期验收。", "完成戏台加固，按期验收。"]
    assert [row.name.text for row in found.indicators] == ["苗圃补种数量", "戏台加固数量"]
    assert not any(problem.partial for problem in found.problems)


@pytest.mark.parametrize("title", ["2025年度项目自评表", "项目支出自评表", "2025年度项目支出绩效自评表"])
def test_an_evaluation_by_a_short_title(title: str) -> None:
    lines = f"# {title}\n\n单位名称：柳溪县林业局\n项目名称：苗圃补种\n项目类别：经常性项目\n"
    funds = ["预算执行情况（万元）（20分）", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分（20分×执行率）"]
    spent = markdown(funds, ["年度财政资金总额", "150.00", "141.00", "94.00%", "18.80"])
    head = ["一级指标", "二级指标", "三级指标", "年初目标值", "实际完成值", "分值", "得分"]
    found = read(f"{lines}\n{spent}\n{markdown(head, [*LEVELS, '补种苗木数量', '≥900株', '920株', '80', '80'])}")
    assert [(one.name.text, len(found.indicators)) for one in found.projects] == [("苗圃补种", 1)]
    spending = found.projects[0].execution
    assert spending is not None
    assert (str(spending.spent), spending.weight.text, spending.score.text) == ("141.00", "20", "18.80")


@pytest.mark.parametrize("heads", [("2025年实际值", "2026年预计值"), ("2025年完成情况", "2026年预计完成")])
def test_what_earlier_years_reached_is_no_result_of_the_targets(heads: tuple[str, str]) -> None:
    rows = [[*LEVELS, "值守渡口", "5处", "6处", "≥6处"], [*LEVELS, "巡查渡口", "80次", "88次", "≥90次"]]
    text = markdown(["一级指标", "二级指标", "三级指标", *heads, "2027年目标值"], *rows, above="项目支出绩效目标表")
    found = read(markdown(["项目名称", "渡口值守"], ["预算金额", "12"], above="2027年项目支出绩效目标表") + text)
    assert [row.value.text for row in found.indicators] == ["6", "90"]
    assert not [row for row in found.indicators if row.outcome and row.outcome.is_told]
    assert {one.stage for one in found.layouts} == {"目标"}


def test_what_the_year_of_the_targets_reached_is_a_result() -> None:
    rows = [[*LEVELS, "值守渡口", "5处", "≥6处", "6处"]]
    text = markdown(["一级指标", "二级指标", "三级指标", "2025年实际值", "2026年目标值", "2026年实际值"], *rows)
    found = read(markdown(["项目名称", "渡口值守"], above="2026年项目支出绩效自评表") + text)
    assert [outcome(row).actual.text for row in found.indicators] == ["6处"]
