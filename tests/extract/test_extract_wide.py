"""First levels side by side, each over columns of its own, in the formats that keep cells."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

LEADS = ("项目名称", "项目金额", "绩效目标")
FIRST = ("架桥补助", "18", "便利村民过河")
SECOND = ("旧井回填", "7.5", "消除隐患")
LEVELS = ("成本指标", "产出指标", "效益指标", "满意度指标")
BODY = (
    (*FIRST, "架桥总成本", "≤18万元", "新建小桥", "≥2座", "受益农户", "≥130户", "村民满意度", "≥90%"),
    ("", "", "", "", "", "小桥验收合格率", "≥98%", "", "", "", ""),
    (*SECOND, "回填单价", "≤300元/口", "回填旧井", "≥25口", "险情次数", "≤1次", "群众满意度", "≥92%"),
)
WANTED = [
    ("架桥补助", "成本指标", "架桥总成本", "18"),
    ("架桥补助", "产出指标", "新建小桥", "2"),
    ("架桥补助", "效益指标", "受益农户", "130"),
    ("架桥补助", "满意度指标", "村民满意度", "90"),
    ("架桥补助", "产出指标", "小桥验收合格率", "98"),
    ("旧井回填", "成本指标", "回填单价", "300"),
    ("旧井回填", "产出指标", "回填旧井", "25"),
    ("旧井回填", "效益指标", "险情次数", "1"),
    ("旧井回填", "满意度指标", "群众满意度", "92"),
]


def heads(name: str, repeated: bool) -> list[tuple[str, ...]]:
    """Return the two rows of heads; a merged cell is blank or ``repeated`` in the columns that it covers."""
    above = [text for level in LEVELS for text in (level, level if repeated else "")]
    return [(*LEADS, *above), ("", "", "", *(name, "指标值") * len(LEVELS))]


def read(rows: list[tuple[str, ...]], mark: str) -> Budget:
    lines = ["项目支出绩效目标表", *(mark.join(row) for row in rows)]
    return extract(read_bytes("\n".join(lines).encode(), "x.csv"))


def shown(found: Budget) -> list[tuple[str, ...]]:
    names = {project.key: project.name.text for project in found.projects}
    return [(names[row.project], row.level1.text, row.name.text, row.value.text) for row in found.indicators]


@pytest.mark.parametrize("mark", [",", "\t"])
@pytest.mark.parametrize("repeated", [False, True])
@pytest.mark.parametrize("name", ["三级指标", "指标名称"])
def test_each_level_of_a_wide_row_is_a_row(mark: str, repeated: bool, name: str) -> None:
    found = read([*heads(name, repeated), *BODY], mark)
    assert shown(found) == WANTED
    assert [str(project.total.wan) for project in found.projects] == ["18", "7.5"]
    assert [each for each in found.problems if each.partial] == []


def test_the_head_may_be_printed_again_and_a_note_may_stand_below() -> None:
    head = heads("三级指标", repeated=False)
    found = read([*head, *BODY[:2], *head, BODY[2], ("注：金额单位为万元。", *[""] * 10)], ",")
    assert shown(found) == WANTED


def test_what_stands_beside_the_levels_is_not_lost() -> None:
    rows = [(*row, more) for row, more in zip([*heads("三级指标", repeated=False), *BODY], "列一二三四", strict=True)]
    rows[0] = (*rows[0][:-1], "经办情况")
    rows[2] = (*rows[2][:-1], "已送两份材料")
    found = read(rows, ",")
    assert shown(found) == WANTED
    said = "".join(each.message for each in found.problems) + "".join(each.cell.text for each in found.aside)
    assert "已送两份材料" in said or "经办情况" in said


def test_levels_over_unlike_columns_stay_as_they_are() -> None:
    above = (*LEADS, "产出指标", "", "效益指标", "")
    below = ("", "", "", "三级指标", "指标值", "三级指标", "备注")
    found = read([above, below, (*FIRST, "新建小桥", "≥2座", "受益农户", "见说明")], ",")
    said = "".join(each.message for each in found.problems) + "".join(row.name.text for row in found.indicators)
    assert "受益农户" in said
