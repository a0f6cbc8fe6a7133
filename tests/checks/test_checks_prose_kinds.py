"""Kinds of statements in running text, each in words of its own: what is wrong is said, what is right is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.prose_told import told

TWO_YEARS = [
    ["项目", "上年预算数", "本年预算数"],
    ["合计", "8.30", "30.00"],
    ["公务用车购置费", "", "22.00"],
    ["公务用车运行费", "7.50", "7.50"],
    ["公务接待费", "0.80", "0.50"],
]
SPENDING = [
    ["编码", "科目", "合计", "基本支出", "项目支出"],
    ["2130302", "水土保持", "96.00", "", "96.00"],
    ["2130304", "水利行业业务管理", "204.00", "204.00", ""],
    ["", "合计", "300.00", "204.00", "96.00"],
]
GENERAL = [
    *SPENDING[:1],
    ["2130302", "水土保持", "90.00", "", "90.00"],
    *SPENDING[2:3],
    ["", "合计", "294.00", "204.00", "90.00"],
]
PROJECTS = {"project": {"name": "小流域治理", "total": "60"}, "projects": [{"name": "墒情监测", "total": "36"}]}


def test_a_change_behind_a_bracket_is_that_of_what_stands_before_it() -> None:
    text = "公务用车购置及运行费29.50万元（公务用车购置费22.00万元，公务用车运行费7.50万元），比上年增加{}万元。"
    rows = [*TWO_YEARS, ["公务用车购置及运行费", "7.50", "29.50"]]
    assert told([text.format("22.00")], tables={"10": rows}) == {}
    assert "P45" in told([text.format("20.00")], tables={"10": rows})
    own = "公务用车购置及运行费29.50万元（其中公务用车运行费7.50万元，比上年增加1.00万元），公务接待费0.50万元。"
    assert "P45" in told([own], tables={"10": rows})
    cars = "公务用车费29.50万元（公务用车购置费22.00万元，公务用车运行费7.50万元），比上年增加22.00万元。"
    apart = f"公务接待费0.50万元，比上年减少0.30万元；{cars}"
    assert told([apart], tables={"10": rows}) == {}
    assert told([apart.replace("比上年减少0.30万元；", "")], tables={"10": rows}) == {}


def test_the_figure_shown_is_that_of_the_fund_that_the_text_speaks_of() -> None:
    text = "二、一般公共预算支出情况", "农林水支出（类）水利（款）水土保持（项）2026年预算99.00万元。"
    assert "预算06表是90万元" in told(text, tables={"03": SPENDING, "06": GENERAL})["P16"]
    assert "预算03表是96万元" in told(text[1:], tables={"03": SPENDING, "06": GENERAL})["P16"]


def test_the_money_of_the_whole_department_is_no_sum_of_projects() -> None:
    whole = "纳入部门整体绩效目标的资金300.00万元，其中项目支出96.00万元。"
    spending = "所有支出编报绩效目标，资金300.00万元，其中基本支出204.00万元。"
    assert told([whole], **PROJECTS) == told([spending], **PROJECTS) == {}
    assert "P09" in told(["2个项目编报了绩效目标，资金93.00万元。"], **PROJECTS)


def test_a_heading_that_names_reasons_is_no_reason_left_out() -> None:
    assert told(["（三）未完成目标的原因。", "四、偏离目标及原因。受降雨影响，推迟了20天。"]) == {}
    assert "P02" in told(["（三）公务接待费减少0.30万元，主要原因。"])


OWN = "梅岭县园林管理所"
SELF = [f"{OWN}2026年部门预算", f"{OWN}为县住建局所属公益一类事业单位，内设3个股。", f"{OWN}2026年收入预算300.00万元。"]
AGENCIES = [["单位名称", "合计", "一般公共预算拨款收入"], ["合计", "300.00", "300.00"], [OWN, "300.00", "300.00"]]


@pytest.mark.parametrize(
    "text",
    [
        "梅岭县苗圃场2026年没有使用国有资本经营预算拨款安排的支出。",
        "（二）国有资产占有情况。截至2025年底，梅岭县环卫中心共有车辆3辆。",
        "2026年，梅岭县园林绿化局安排政府采购预算36.00万元。",
        "竹溪县园林管理所所有收入和支出均纳入部门预算管理。",
        "梅岭县园林管理站2026年“三公”经费预算3.00万元。",
        "梅岭县地方史研究室核定编制11名，内设综合股、编研股。",
    ],
)
def test_another_department_that_a_copy_left_in_the_text_is_named(text: str) -> None:
    assert OWN in told([*SELF, text])["P49"]
    assert OWN in told([text], tables={"02": AGENCIES})["P49"]


@pytest.mark.parametrize(
    "text",
    [
        "园林所2026年没有使用国有资本经营预算拨款安排的支出。",
        "梅岭县园林所2026年没有使用国有资本经营预算拨款安排的支出。",
        "梅岭县园林管理所（本级）2026年收入预算200.00万元。",
        "所属预算单位1个：梅岭县苗圃场。梅岭县苗圃场2026年收入预算100.00万元。",
        "我所2026年没有政府性基金预算支出，县财政局2026年1月20日批复了本部门预算。",
        "二、机构设置。梅岭县苗圃场为梅岭县园林管理所所属公益一类事业单位。",
        "二、机构设置。梅岭县苗圃场为县园林所下属公益一类事业单位。",
        "二、机构设置。梅岭县苗圃场为所属公益一类事业单位。",
        "下属单位情况：梅岭县苗圃场为公益一类事业单位。梅岭县绿化队为公益二类事业单位。",
        "根据梅岭县财政局2026年部门预算编制通知，本单位2026年安排项目2个。",
    ],
)
def test_the_department_shortened_and_the_agencies_of_the_text_are_no_others(text: str) -> None:
    assert "P49" not in told([*SELF, text])


def test_a_sentence_that_begins_a_text_is_no_title() -> None:
    assert "P11" not in told(
        ["预算建议数已报县住建局和主管部门，2026年预算批复后公开。", *SELF[1:]], tables={"02": AGENCIES}
    )


def test_a_title_is_held_against_all_names_that_the_document_gives_itself() -> None:
    assert "P11" in told(["梅岭县苗圃场2026年部门预算公开说明", *SELF[1:]], tables={"02": AGENCIES})
    assert "P11" in told(["关于梅岭县苗圃场2026年预算公开的说明", *SELF[1:]], tables={"02": AGENCIES})
    assert "P11" not in told(SELF, department="梅岭县住房和城乡建设局", tables={"02": AGENCIES})
    assert "P11" not in told(
        ["梅岭县住房和城乡建设局2026年部门预算", "梅岭县住房和城乡建设局2026年收入预算300.00万元。"],
        tables={"02": AGENCIES},
    )


INCOME = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"], ["收入总计", "300.00", "支出总计", "300.00"]]
TWO = [AGENCIES[0], ["合计", "300.00", "300.00"], [OWN, "250.00", "250.00"], ["梅岭县苗圃场", "50.00", "50.00"]]
KINDS = "农林水支出180.00万元；城乡社区支出90.00万元；住房保障支出30.00万元。"
CARS = "（一）单位现有公务用车{}辆，其中：应急保障用车2辆、特种专业技术用车1辆。"
AGAIN = "（二）截至上年底，共有车辆3辆，其中：应急保障用车2辆、特种专业技术用车1辆。"
CASES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    # What most wholes do not have; the amount of last year; the year of both heads; a unit; a sentence cut off.
    ("P05", "支出总预算300.00万元，其中：基本支出204.00万元；项目支出{}万元；经营支出6.00万元。", "90.00/98.00", {}),
    ("P08", "机关运行经费26.00万元，2025年为25.00万元，同比增加{}万元，增长4%。", "1.00/2.00", {}),
    ("P42", "站内设{}个股室：综合股、测报股、药械股。", "3/4", {}),
    (
        "P52",
        "水土保持（2130302）96.00万元，比上年增加6.00万元，主要原因是{}。",
        "新增淤地坝/水土保持支出比上年增加",
        {},
    ),
    ("P60", "政府采购预算20.00万元，其中水泵采购12.40{}。", "万元/元", {}),
    ("P59", "坝体由本站加固，完工后请检测机构进行{}", "检测。/", {}),
    # Years: of what is still to be done, of what the tables show for this year.
    ("P50", "二是做好汛期值守，确保{}年度安全考核达标。", "2026/2023", {}),
    ("P50", "三是加快管网改造，力争{}年底前全部完工。", "2026/2024", {}),
    (
        "P24",
        "{}年一般公共预算基本支出204.00万元。",
        "2026/2024",
        {"tables": {"06": [*SPENDING[:3], ["", "合计", "300.00", "204.00", "96.00"]]}},
    ),
    ("P24", "{}年收入总计300.00万元。", "2026/2024", {"tables": {"01": INCOME}}),
    # A number and what is listed.
    ("P15", f"{CARS}\n{AGAIN}", "3/5", {}),
    ("P42", f"{KINDS}上述{{}}类支出合计300.00万元。", "3/4", {}),
    ("P42", f"{KINDS}以上{{}}项合计300.00万元。", "3/5", {}),
    ("P42", "2026年安排{}个项目：小流域治理60.00万元、墒情监测36.00万元。", "2/3", {}),
    (
        "P42",
        "安排项目{}个，共96.00万元：（1）小流域治理60.00万元，治理沟道；（2）墒情监测36.00万元，布设站点。",
        "2/4",
        {},
    ),
    ("P42", "实行绩效目标管理的项目{}个：“小流域治理”、“墒情监测”、“淤地坝管护”。", "3/2", {}),
    ("P42", "下属预算单位{}个（苗圃场、绿化队、花卉站）。", "3/2", {}),
    ("P42", "由所机关和{}家所属单位（苗圃场、绿化队、花卉站）组成。", "3/4", {}),
    ("P15", "共设置绩效指标{}项，其中数量指标6项、质量指标3项、时效指标2项、满意度指标3项。", "14/13", {}),
    ("P51", "纳入2026年部门预算编制范围的预算单位共{}个。", "2/4", {"tables": {"02": TWO}}),
    ("P51", "部门预算包括本级和所属单位预算，合计{}家预算单位。", "2/3", {"tables": {"02": TWO}}),
    # Parts of one whole.
    ("P32", "下达补助资金90.00万元，其中：中央资金60.00万元、地方资金{}万元。", "30.00/50.00", {}),
    ("P32", "总投资90.00万元（中央财政资金60.00万元、地方配套资金{}万元）。", "30.00/20.00", {}),
    ("P32", "固定资产原值460.00万元，其中：房屋320.00万元、专用设备{}万元、车辆30.00万元。", "110.00/190.00", {}),
    ("P46", "支出总额300.00万元。财政拨款支出270.00万元，比支出总额少{}万元。", "30.00/20.00", {}),
    (
        "P07",
        "收入300.00万元，包括：当年拨款270.00万元、上年结转30.00万元，分别占收入的{}%和10.00%。",
        "90.00/80.00",
        {},
    ),
    ("P07", "基本支出204.00万元，项目支出96.00万元，分别占支出总额的{}%、32.00%。", "68.00/86.00", {}),
    # The name of a project among others.
    (
        "P18",
        "3个项目编报了绩效目标：“小流域治理”“墒情监测”“淤地坝{}”。",
        "除险加固/安全加固改造",
        {
            "project": {"name": "小流域治理", "total": "60"},
            "projects": [{"name": "墒情监测", "total": "36"}, {"name": "淤地坝除险加固", "total": "9"}],
        },
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "2026年安排项目3个，资金96.00万元，用于沟道治理、站点布设、设备维护、人员培训。",
        "2026年安排3个项目：小流域治理60.00万元、墒情监测36.00万元等。",
        "2026年安排3个项目，其中：小流域治理60.00万元、墒情监测36.00万元。",
        "安排项目3个（新增项目1个、延续项目2个），共96.00万元。",
        "农林水支出180.00万元，比上年增加30.00万元；住房保障支出30.00万元。上述3类支出合计210.00万元。",
        "安排项目3个：（1）小流域治理60.00万元；（2）墒情监测36.00万元；\n（3）淤地坝管护9.00万元。",
        "编报绩效目标的项目3个：“小流域综合治理”、“土壤墒情监测”，以及“淤地坝管护”。",
        "核定编制30名，其中管理岗位18名、专业技术岗位10名。实有28名，其中管理岗位18名、专业技术岗位10名。",
        "固定资产460.00万元，其中：房屋320.00万元、通用设备140.00万元、车辆30.00万元。",
        "下属单位3个（不含已撤并的苗圃场、花卉站）。",
        "下属预算单位3个（事业单位2个、企业1个）。",
        "2025年基本支出执行数204.00万元，2024年基本支出决算204.00万元。",
        "共设置绩效指标14项，其中产出指标9项（数量指标4项、质量指标3项、时效指标2项）、效益指标3项、满意度指标1项、成本指标1项。",
        "中央资金60.00万元、地方资金30.00万元，其中地方资金中市级10.00万元、县级20.00万元。",
        "基本支出204.00万元，其中人员经费180.00万元、公用经费24.00万元，分别占基本支出的88.24%和11.76%。",
        "本部门对“小流域治理”“墒情监测”等项目编报了绩效目标，“水利工程安全加固改造”列入上级项目。",
    ],
)
def test_what_only_looks_like_another_number_is_not_said(text: str) -> None:
    projects = {"project": {"name": "小流域治理", "total": "60"}, "projects": [{"name": "墒情监测", "total": "36"}]}
    assert set(told(text.split("\n"), **projects, tables={"06": SPENDING})) - {"P09", "P16"} == set()


def test_a_table_of_the_department_alone_lists_no_agencies() -> None:
    assert told(["纳入2026年部门预算编制范围的预算单位共3个。"], tables={"02": AGENCIES}) == {}


@pytest.mark.parametrize(("code", "text", "words", "given"), CASES)
def test_what_is_wrong_is_said_and_what_is_right_is_not(
    code: str, text: str, words: str, given: dict[str, Any]
) -> None:
    right, wrong = (text.format(word).split("\n") for word in words.split("/"))
    assert told(right, **given) == {}
    assert code in told(wrong, **given)


@pytest.mark.parametrize(
    "text",
    [
        "八、政府性基金。政府性基金80.00万元，全部用于淤地坝管护。",
        "“三公”经费8.30万元，其中公务用车购置费0.00万元。",
        "项目绩效目标2个。小流域治理每亩150元，4000亩共需60.00万元。",
        "基本支出204.00万元，另有事业收入等单位资金安排的基本支出12.00万元。",
    ],
)
def test_what_is_of_something_else_is_no_line_of_a_table(text: str) -> None:
    bought = [
        ["序号", "采购项目", "采购类别", "采购预算金额", "资金来源"],
        ["1", "坝体加固", "工程", "40.00", "政府性基金"],
    ]
    tables = {"11": bought, "10": [TWO_YEARS[0], *TWO_YEARS[3:4], ["公务用车购置费", "22.00", ""]], "06": SPENDING}
    assert set(told([text], **PROJECTS, tables=tables)) - {"P09", "P23"} == set()


def test_heads_of_both_years_that_leave_out_the_budgets_are_wrong() -> None:
    right = [["编码", "科目", "2025年预算数", "2026年预算数"], ["2130302", "水土保持", "90.00", "96.00"]]
    wrong = [["编码", "科目", "2025年预算数", "2024年预算数"], *right[1:]]
    assert "P56" in told(["说明"], tables={"03": right, "05": wrong})
    assert "P56" not in told(["说明"], tables={"03": right, "05": right})


@pytest.mark.parametrize(
    "text",
    [
        "（一）机关运行经费：梅岭县苗圃场不属于行政单位和参照公务员法管理的事业单位，无机关运行经费。",
        "梅岭县环卫中心不涉及国有资本经营预算。",
        "十、国有资产。梅岭县河道管理站占用房屋面积1,200平方米。",
        "梅岭县苗圃场属于公益一类事业单位，不安排机关运行经费。",
        "梅岭县文化馆系公益一类事业单位，内设综合部。",
        "2026年，梅岭县苗圃场无因公出国（境）费预算。",
    ],
)
def test_what_only_ones_own_unit_does_is_told_of_another(text: str) -> None:
    assert OWN in told([*SELF, text])["P49"]


@pytest.mark.parametrize(
    "text",
    [
        "联合梅岭县苗圃场开展绿化苗木调查。",
        "人员情况：所机关现有在职人员40人；苗圃场现有在职人员12人。",
        "（二）梅岭县苗圃场主要职责是培育苗木。",
        "梅岭县财政局不统一核定物业费标准，由各单位据实测算。",
        "采购人：梅岭县政府采购中心。",
        "梅岭县林业局、梅岭县水务局参与联合巡查。",
        "县住建局主要职责范围内的审批事项由其直接办理。",
        "机关运行经费：园林所不属于行政单位，无机关运行经费。",
        "车辆由梅岭县机关事务中心统一管理，梅岭县机关事务中心现有公务用车60辆。",
    ],
)
def test_other_agencies_have_their_say(text: str) -> None:
    assert "P49" not in told([*SELF, text])


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费：指因公出国（境）费、公务用车购置及运行维护费、{}。",
        "3.“三公”经费：是指用财政拨款安排的{}、公务用车购置及运行费和因公出国（境）费。",
        "“三公”经费包括因公出国（境）费、公务用车购置及运行维护费和{}，其中公务用车运行维护费含保险费。",
        "三公经费，指本部门用财政拨款开支的因公出国（境）费用、{}、公务用车购置及运行维护费。",
    ],
)
def test_official_expenses_are_of_three_kinds(text: str) -> None:
    for right in ("公务接待费", "公务接待费用"):
        assert "P66" not in told([text.format(right)])
    for wrong in ("会议费", "培训费", "差旅费", "办公费"):
        assert "P66" in told([text.format(wrong)])


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费指因公出国（境）费、公务用车购置及运行费、公务接待费。因公出国（境）费反映国际旅费、培训费、公杂费等支出。",
        "“三公”经费、会议费、培训费预算情况：“三公”经费包括因公出国（境）费、公务用车购置及运行费、公务接待费三项。",
        "“三公”经费：反映因公出国（境）的国际旅费、国外城市间交通费、住宿费、伙食费、培训费等支出。",
        "2026年“三公”经费包括公务用车运行维护费3.00万元、公务接待费1.00万元，会议费2.00万元。",
        "“三公”经费包括公务用车运行维护费和公务接待费，未安排因公出国（境）费和公务用车购置费。",
    ],
)
def test_definitions_of_official_expenses_that_are_right(text: str) -> None:
    assert "P66" not in told([text])
    assert "P66" in told(["“三公”经费：指因公出国（境）费、公务用车购置及运行维护费。"])
