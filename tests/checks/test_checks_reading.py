"""What a row means: kind of the name, amounts, units, money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.checks.reading import Reading, read_indicator
from auditor.checks.words import Words
from auditor.records.budget import Indicator
from auditor.records.document import Cell
from auditor.rulebook import load
from auditor.text.operators import sign

WORDS = Words(load().lexicons)


def read(name: str, operator: str = "", value: str = "", unit: str = "", level2: str = "") -> Reading:
    cells = (Cell(level2), Cell(name), Cell(operator), Cell(value), Cell(unit))
    row = Indicator(12, 0, Cell(), *cells, sign=sign(operator))
    return read_indicator(row, WORDS, load().vocabulary.units)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("设备采购金额", "money_total"),
        ("会议培训费", "money_total"),
        ("人均培训成本", "money_rate"),
        ("每册教材成本", "money_rate"),
        ("困难群众补助标准", "money_rate"),
        ("建设标准", "other"),
        ("节约办公经费", "saving"),
        ("按照工作进度及时支出", "timely"),
        ("发放困难补助", "payment"),
        ("验收合格率", "ratio"),
        ("贷款利率", "other"),
        ("资金支出进度", "progress"),
        ("新增就业人数", "count"),
        ("考核平均分", "score"),
        ("完成时限", "deadline"),
        ("故障响应时间", "duration"),
        ("服务质量", "quality"),
        ("居民满意度(%)", "ratio"),
        ("质量指标", "quality"),
        ("", ""),
    ],
)
def test_the_kind_of_a_name(name: str, kind: str) -> None:
    assert read(name).kind == kind


@pytest.mark.parametrize(
    ("row", "amount", "unit", "wan"),
    [
        (("总成本", "≤", "68.4", "万元"), "68.4", "万元", "68.4"),
        (("总成本", "≤", "684000", "元/年"), "684000", "元/年", "68.4"),
        (("合格率", "", "≥95%", ""), "95", "%", None),
        (("数量", "", "不少于20场", ""), "20", "场", None),
        (("总成本", "≤", "29. 78", "万元"), "29.78", "万元", "29.78"),
        (("完成时间", "≤", "2026年10月底", ""), None, "", None),
        (("效果", "定性", "明显", ""), None, "", None),
    ],
)
def test_amounts(row: tuple[str, str, str, str], amount: str | None, unit: str, wan: str | None) -> None:
    reading = read(*row)
    assert reading.amount == (None if amount is None else Decimal(amount))
    assert reading.unit_text == unit
    assert reading.wan == (None if wan is None else Decimal(wan))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("数量指标", "quantity"),
        ("产出数量", "quantity"),
        ("经济成本指标", "cost"),
        ("环境效益", "ecological"),
        ("满意度指标", "satisfaction"),
        ("别的", ""),
    ],
)
def test_levels(text: str, level: str) -> None:
    assert read("甲", level2=text).level == level


@pytest.mark.parametrize("value", ["4月第二周", "11月底", "6月中旬", "3月末", "2季度末"])
def test_a_part_of_a_date_is_no_number_with_a_unit(value: str) -> None:
    found = read("轮训班开学日期", "定性", value, level2="时效指标")
    assert not found.numeric
    assert read("轮训班开学日期", "≤", "4月", level2="时效指标").numeric
