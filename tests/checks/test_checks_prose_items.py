"""A number of points that running text announces, and the numbered points behind it."""

from __future__ import annotations

import pytest

from tests.checks.prose_told import told

CASES = (
    (
        "主要职责有{}项：一是编制方志；二是征集史料；三是开发史志资源。",
        "3三/4四",
    ),
    (
        "本室职能共{}个方面：一是编制方志。二是征集史料。三是开发史志资源。四是指导部门修志。",
        "四4/三5",
    ),
    (
        "全年抓好{}项重点工作：（1）编纂县志；（2）出版年鉴。",
        "两2/三3",
    ),
    (
        "主要职责有{}项：\n（一）编制方志；\n（二）征集史料；\n（三）开发史志资源。\n二、机构设置\n内设综合股、编"
        "研股。",
        "三3/四5",
    ),
    (
        "一、主要职责\n本室承担以下{}项职责：\n1.编制方志，组织评审。\n2.征集史料。藏书对外开放。\n3.开发史志资源"
        "。\n二、机构设置",
        "三3/四2",
    ),
    (
        "（二）主要任务\n2026年的主要任务是{}项：\n1、编纂县志\n（1）初稿；\n（2）终审。\n2、出版年鉴\n（三）人员情况",
        "二2/三",
    ),
    (
        "存在{}个方面的问题：第一，史料征集渠道单一；第二，编研力量不足；第三，成果转化慢。",
        "三3/两4",
    ),
    (
        "安排{}个项目：\n1.县志编纂，资金40.00万元；\n2.史料征集，资金20.00万元。\n三、其他事项",
        "2/3",
    ),
)


@pytest.mark.parametrize(("text", "values"), CASES)
def test_so_many_points_are_announced_and_others_are_numbered(text: str, values: str) -> None:
    right, wrong = values.split("/")
    for number in right:
        assert told(text.format(number).split("\n")) == {}
    for number in wrong:
        assert told(text.format(number).split("\n")).get("P63", "nothing").startswith("warning")


@pytest.mark.parametrize(
    "text",
    [
        "主要职责有四项：编制方志、征集史料等。",
        "依据《地方志工作条例》第4项：一是编制方志；二是征集史料。",
        "主要职责如下：一是编制方志；二是征集史料。",
        "完成了上级下达的4项任务，主要有：一是编制方志；二是征集史料。",
        "主要抓好以下几项工作：一是编制方志；二是征集史料。",
        "（一）部门职责。主要职责有2项：\n（一）编制方志；\n（二）征集史料；\n（三）机构设置。内设2个股。",
        "共开展5项活动，其中主要活动：1.读书会；2.展览。",
        "主要职责有3项：\n一、编制方志。\n二、征集史料。\n三、开发史志资源。\n四、机构设置",
        "2026年安排2类项目：一是运转类；二是特定目标类，其中特定目标类包括3个项目。",
        "主要职责有2项：\n1.编制方志；\n2.征集史料。\n二、机构设置\n1.综合股。\n2.编研股。\n3.资料股。",
        "设置绩效指标3项：1.数量指标5个；2.质量指标2个；3.满意度指标1个。",
    ],
)
def test_points_that_are_not_announced_by_their_number_are_not_counted(text: str) -> None:
    assert "P63" not in told(text.split("\n"))
