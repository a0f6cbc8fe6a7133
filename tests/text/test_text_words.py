"""Width, operators and dates."""

from __future__ import annotations

import pytest

from auditor.text.dates import speaks_of_time, times_a_year, years
from auditor.text.operators import sign, split_leading
from auditor.text.width import display_width, fold, tidy


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("≧", "≥"), ("＞=", "≥"), ("大于等于", "≥"), ("不低于", "≥"),
        ("≦", "≤"), ("不超过", "≤"), ("小于等于", "≤"),
        ("═", "="), ("＝", "="), ("等于", "="), ("﹥", ">"), ("》", ">"),
        ("小于", "<"), ("定 性", "定性"), ("正向", ""), ("", ""),
    ],
)  # fmt: skip
def test_operators_in_all_spellings(printed: str, normal: str) -> None:
    assert sign(printed) == normal


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("≥95%", ("≥", "95%")), ("不少于20场", ("≥", "20场")), ("95%", ("", "95%")), ("≤ 3 万元", ("≤", "3万元"))],
)
def test_an_operator_before_the_value(cell: str, parts: tuple[str, str]) -> None:
    assert split_leading(cell) == parts


def test_fold_is_for_comparison() -> None:
    assert fold("Ａ（１ ）\u200b 万 元") == "A(1)万元"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("社区 服务\n中心", "社区服务中心"),
        ("开展“春风 送暖”活 动", "开展“春风 送暖”活动"),
        ("Word 2024 培训", "Word 2024培训"),
        ("  ", ""),
        ("“甲 乙”与“丙 丁” 两 项", "“甲 乙”与“丙 丁”两项"),
    ],
)
def test_tidy_takes_out_what_layout_put_in(text: str, shown: str) -> None:
    assert tidy(text) == shown


def test_tidy_inside_quotations_on_demand() -> None:
    assert tidy("“春风 送暖”", keep_quoted=False) == "“春风送暖”"


def test_display_width_counts_columns() -> None:
    assert display_width("a预算") == 5


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("每季度组织一次交流", ("每季度组织一次", 4)),
        ("每月开展2次巡查", ("每月开展2次", 24)),
        ("每半年召开一次例会", ("每半年召开一次", 2)),
        ("每人一套", None),
        ("组织一次交流", None),
    ],
)
def test_frequencies(text: str, stated: tuple[str, int] | None) -> None:
    assert times_a_year(text) == stated


def test_years_are_only_those_written_as_years() -> None:
    assert years("2025年完成,投资2024万元,编号20261") == (2025,)


@pytest.mark.parametrize("text", ["11月底前", "按期完成率", "三个工作日", "每季度", "合同期内"])
def test_time_is_spoken_of(text: str) -> None:
    assert speaks_of_time(text)


@pytest.mark.parametrize("text", ["加强队伍建设", "有所提升", "月饼采购数量"])
def test_time_is_not_spoken_of(text: str) -> None:
    assert not speaks_of_time(text)
