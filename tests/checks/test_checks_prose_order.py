"""Numbers of headings, names on covers, units, what was spent of a budget: what is wrong is said, else nothing."""

from __future__ import annotations

from tests.checks.prose_told import told

TABLES = {
    "01": [
        ["收入", "", "支出", ""],
        ["项目", "预算数", "项目", "预算数"],
        ["一、拨款收入", "842.60", "一、农林水支出", "902.60"],
        ["二、财政专户管理资金收入", "60.00", "", ""],
        ["收入总计", "902.60", "支出总计", "902.60"],
    ],
    "03": [
        ["编码", "科目", "合计", "基本支出", "项目支出"],
        ["2130305", "水利工程建设", "902.60", "371.40", "531.20"],
        ["合计", "", "902.60", "371.40", "531.20"],
    ],
}
COVER = [
    "{}",
    "2026年度单位预算",
    "闸口县水闸管理所2026年收入预算902.60万元。",
    "闸口县水闸管理所2026年支出预算902.60万元。",
]


def test_a_number_between_two_right_ones_is_the_wrong_one() -> None:
    text = ["一、闸门检修。", "{}、水位观测。", "三、堤防巡查。", "四、清淤。"]
    assert told([text[0], text[1].format("二"), *text[2:]]) == {}
    assert "水位观测”的序号不连续" in told([text[0], text[1].format("五"), *text[2:]])["P75"]


def test_a_number_within_a_paragraph_counts_and_a_heading_may_have_lost_its_own() -> None:
    assert told(["1．闸门检修；2．水位观测；", "3．堤防巡查。"]) == {}
    assert told(["（一）收入情况", "支出情况", "（三）资产情况"]) == {}
    assert "P75" in told(["（一）收入情况", "（三）资产情况"])


def test_the_contents_are_not_numbered_with_the_text() -> None:
    contents = ["目录", "第一部分 概况", "一、职责", "二、机构", "第二部分 预算", "一、收支"]
    assert told([*contents, *contents[1:]]) == {}


def test_a_cover_may_name_a_body_above() -> None:
    assert "P76" in told([COVER[0].format("闸口县泵站管理所"), *COVER[1:]])
    assert told([COVER[0].format("闸口县水闸管理所"), *COVER[1:]]) == {}
    above = ["闸口县水利局", *COVER[1:], "本单位由闸口县水利局管理。"]
    assert told(above) == {}
    assert told(["闸口县水利局", "闸口县水闸管理所", *COVER[1:]]) == {}


def test_an_amount_in_the_unit_of_another_is_said_with_the_table() -> None:
    text = ["2026年本所收入902.60万元。", "全年安排工程5处，资金531.20{}。", "人员和公用共371.40万元。"]
    assert told([text[0], text[1].format("万元"), text[2]], tables=TABLES) == {}
    assert "预算03表是531.2万元" in told([text[0], text[1].format("元"), text[2]], tables=TABLES)["P78"]
    assert told([*text[::2], "灌溉水费每亩标准531.20元。"], tables=TABLES) == {}


def test_a_fund_that_is_denied_stands_in_the_table_of_all_income() -> None:
    assert "P12" in told(["本所没有财政专户管理资金安排的支出。"], tables=TABLES)
    assert told(["本所没有债务收入，也没有单位资金收入。"], tables=TABLES) == {}
    assert told(["上年没有财政专户管理资金。"], tables=TABLES) == {}


def test_what_was_spent_of_a_budget() -> None:
    text = "清淤费年初预算{}万元，支出决算为37.80万元，完成年初预算的{}%，决算数{}年初预算数的主要原因是工程量变化。"
    assert told([text.format("42.00", "90", "小于")], year=2025) == {}
    assert "应为90%" in told([text.format("42.00", "80", "小于")], year=2025)["P79"]
    assert "P80" in told([text.format("42.00", "90", "大于")], year=2025)
    assert told([text.format("36.00", "105", "大于")], year=2025) == {}


def test_the_whole_of_final_accounts_is_what_was_spent() -> None:
    text = "“三公”经费支出预算9.00万元，支出决算{}万元，其中：公务接待费1.20万元，公务用车运行维护费6.00万元，"
    rest = "公务用车购置费0万元，因公出国（境）费0万元。"
    assert told([text.format("7.20") + rest], year=2025) == {}
    assert "P06" in told([text.format("7.90") + rest], year=2025)


def test_a_list_told_to_be_of_all_things() -> None:
    boats = "共有工作船8艘，其中：{}、清漂船3艘。"
    assert told([boats.format("测量船5艘")]) == {}
    assert "warning" in told([boats.format("测量船2艘")])["P61"]
    assert told([boats.format("报废船2艘")]) == {}
    assert told(["本所现有车辆4辆，其中：应急保障用车1辆、特种专业技术用车2辆，另有1辆待报废。"]) == {}
    assert "P15" in told(["本所现有车辆4辆，其中：应急保障用车1辆、特种专业技术用车2辆。"])


def test_lines_of_a_narrow_page_are_one_paragraph() -> None:
    page = [
        "闸口县水闸管理所2026年收入预算9",
        "02.60万元，其中：一般公共预算拨",
        "款收入842.60万元；财政专户管理资",
        "金收入60.00万元。",
        "全所内设工程股、运行股、综合股",
        "共3个股室，负责沿河各闸的日常启",
        "闭、检修和水位观测，并承担汛期",
        "堤防巡查，及时处置险情。",
        "截至2025年末共有车辆2辆，其中：",
        "应急保障用车1辆、其他用车1辆，",
        "单价100万元以上的设备1台（套）",
        "，为启闭机控制系统。",
        "2026年未安排购置公务用车，也没",
        "有安排出国（境）费用。",
    ]
    assert told(page) == {}
    assert "P22" in told([line.replace("金收入60.00", "金收入90.00") for line in page])
