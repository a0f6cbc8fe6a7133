"""Running text on projects (项目名称:某项目。预算安排规模:…) is no form; the table that stands elsewhere is."""

from __future__ import annotations

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes

FORM = (
    "## 表九 项目支出绩效目标表\n\n项目名称:{name}\n\n"
    "项目资金(万元):年度资金总额 76.00,其中:财政拨款 76.00,其他资金 0.00\n\n"
    "年度绩效目标:全年{name}不少于80次。\n\n| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |\n"
    "|---|---|---|---|---|---|\n| 产出指标 | 数量指标 | 完成次数 | ≥ | 80 | 次 |\n"
    "| 产出指标 | 质量指标 | 合格率 | ≥ | 96 | % |\n\n"
)
NAMES = ("水文测站运行维护", "河道清淤")


@pytest.mark.parametrize(
    "line",
    [
        "(一)项目名称:水文测站运行维护。预算安排规模:76.00万元。资金执行时间:2025年1月至12月。",
        "1.项目名称：河道清淤。设立依据：某办发〔2024〕6号。实施内容：清淤8公里，资金来源为政府性基金。",
        "(二)项目名称：河道清淤。执行时间：2025年5月至10月；项目绩效目标见附表。",
    ],
)
def test_sentences_on_a_project_are_running_text(line: str) -> None:
    text = (
        "".join(FORM.format(name=name) for name in NAMES)
        + f"# 第三部分 预算情况说明\n\n## 七、项目支出情况说明\n\n{line}\n"
    )
    found = extract(read_bytes(text.encode(), "x.md"))
    assert [project.name.text for project in found.projects] == list(NAMES)
    assert len(found.indicators) == 4
    assert line in [cell.text for cell in found.prose]


@pytest.mark.parametrize(
    "line",
    [
        "一、财政拨款：指由一般公共预算、政府性基金预算安排的拨款数。",
        "二、上年结转(结余)：填列2024年全部结转和结余的资金数。",
    ],
)
def test_definitions_below_the_last_form_are_running_text(line: str) -> None:
    text = FORM.format(name=NAMES[0]) + f"# 第四部分 名词解释\n\n{line}\n"
    assert line in [cell.text for cell in extract(read_bytes(text.encode(), "x.md")).prose]


@pytest.mark.parametrize("name", ["水文测站运行维护。", "河道清淤（一期、二期），含护岸", "设备购置；维修"])
def test_a_name_with_marks_of_its_own_stays_a_name(name: str) -> None:
    found = extract(read_bytes(FORM.format(name=name).encode(), "x.md"))
    assert [project.name.text for project in found.projects] == [name]
