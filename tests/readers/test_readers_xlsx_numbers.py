"""Numbers as a sheet shows them."""

from __future__ import annotations

import pytest

from auditor.readers.office.shown import number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1, "General", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (11010524000.0, "General", "11010524000"),
        (1e20, "General", "100000000000000000000"),
        (12.3754, "0.00", "12.38"),
        (2.675, "0.00", "2.68"),
        (0, "0.00", "0.00"),
        (1912.0, "#,##0.000000", "1,912.000000"),
        (1234567, "#,##0,", "1,235"),
        (0.95, "0%", "95%"),
        (0.0765, "0.00%", "7.65%"),
        (1, "0%", "100%"),
        (-5.5, "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "-5.50"),
        (-3, "0;(0)", "(3)"),
        (0, "#,##0.00;-#,##0.00;无", "无"),
        (12.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.50"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (5, '0"月"', "5月"),
        (5, 'G/通用格式"个"', "5个"),
        (52, "[$¥-804]#,##0.00", "¥52.00"),
        (123456, '0!.0000"万元"', "12.3456万元"),
        (200, '[>=100]0"大";0"小"', "200大"),
        (2, '[>=100]0"大";0"小"', "2小"),
        (9901, "0000000", "0009901"),
        (3, '0"a;b"', "3a;b"),
        (1.5, "# ?/?", "1.5"),
        (12, "@", "12"),
        (45992, "yyyy/m/d", "2025/12/1"),
        (45992.5, 'yyyy"年"m"月"d"日" h:mm', "2025年12月1日 12:00"),
        (45992.75, "上午/下午h:mm", "下午6:00"),
        (1.25, "[h]:mm", "30:00"),
        (45992, "yyyy-mm-dd;@", "2025-12-01"),
    ],
)
def test_number(value: float, code: str, shown: str) -> None:
    assert number(value, code) == shown


@pytest.mark.parametrize("code", ["#.##", ";;;", "#", '""', ""])
def test_a_format_that_hides_the_number_does_not_lose_it(code: str) -> None:
    assert number(0, code) == "0"
    assert number(7, code).startswith("7")


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    assert number(44530, "yyyy/m/d", is_1904=True) == number(45992, "yyyy/m/d")
