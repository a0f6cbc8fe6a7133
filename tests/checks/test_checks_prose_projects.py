"""Projects that running text names with their amounts, against those that the tables list."""

from __future__ import annotations

import pytest

from tests.checks.prose_told import told

PROJECTS = {
    "project": {"name": "馆藏文献修复", "total": "58"},
    "projects": [{"name": "阅读推广活动", "total": "24"}, {"name": "流动书车运行", "total": "16"}],
}


@pytest.mark.parametrize(
    "text",
    [
        "图书馆（项）98.00万元，其中馆藏文献修复58.00万元、阅读推广活动24.00万元、{}16.00万元；住房公积金9.00万元。",
        "安排项目3个：馆藏文献修复58.00万元、{}16.00万元、阅读推广活动24.00万元。",
        "项目支出98.00万元，主要用于馆藏文献修复58.00万元、阅读推广活动24.00万元和{}16.00万元。",
    ],
)
def test_a_project_of_another_name_with_the_amount_of_the_one_left_out(text: str) -> None:
    assert "P18" not in told([text.format("流动书车运行")], **PROJECTS)
    said = told([text.format("盲人阅览室建设")], **PROJECTS)
    assert "流动书车运行" in said["P18"]


@pytest.mark.parametrize(
    "text",
    [
        "馆藏文献修复58.00万元、阅读推广活动24.00万元、其他项目16.00万元。",
        "馆藏文献修复58.00万元、阅读推广活动24.00万元、书车运行16.00万元。",
        "馆藏文献修复58.00万元、阅读推广活动24.00万元，比上年增加16.00万元。",
        "基本支出中，办公费16.00万元、差旅费9.00万元。",
        "馆藏文献修复58.00万元，公务用车运行维护费16.00万元。",
        "馆藏文献修复58.00万元、阅读推广活动24.00万元、剩余16.00万元用于日常开支。",
        "馆藏文献修复58.00万元、阅读推广活动24.00万元、流动服务费16.00万元，流动书车运行由各分馆承担。",
        "馆藏文献修复、阅读推广活动和聘用人员工资分别安排58.00万元、24.00万元和16.00万元。",
    ],
)
def test_what_is_no_project_of_another_name(text: str) -> None:
    assert "P18" not in told([text], **PROJECTS)
