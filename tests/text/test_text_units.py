"""Units: dimension, denominator, faults of writing; and the table's own errors."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.rulebook import load
from auditor.text.units import parse_table, parse_unit


@pytest.mark.parametrize(
    ("text", "dimension", "per", "fault", "standard"),
    [
        ("万元", "money", (), "", "万元"),
        ("％", "ratio", (), "", "%"),
        ("百分比", "ratio", (), "spelling", "%"),
        ("人/次", "people", (), "spelling", "人次"),
        ("人·次", "people", (), "", "人次"),
        ("元/人·次", "money", ("人", "次"), "", "元/人·次"),
        ("元/人次", "money", ("人次",), "", "元/人次"),
        ("万元/每项目", "money", ("项目",), "each", "万元/项目"),
        ("元/人年", "money", ("人", "年"), "glued", "元/人·年"),
        ("元/平方米·年", "money", ("平方米", "年"), "", "元/平方米·年"),
        ("元/人*月", "money", ("人", "月"), "", "元/人·月"),
        ("人/学时", "people", ("学时",), "inverted", "学时/人"),
        ("人/元", "people", ("元",), "inverted", "元/人"),
        ("平米", "area", (), "spelling", "平方米"),
        ("M", "length", (), "spelling", "米"),
        ("次/年", "event", ("年",), "", "次/年"),
    ],
)
def test_units(text: str, dimension: str, per: tuple[str, ...], fault: str, standard: str) -> None:
    unit = parse_unit(text, load().vocabulary.units)
    assert unit is not None
    assert (unit.dimension, unit.per, unit.fault, unit.standard) == (dimension, per, fault, standard)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("台(套)", {"台", "套"}),
        ("台套", {"台", "套"}),
        ("卷（件）", {"卷", "件"}),
        ("人（次）", {"人", "人次"}),
        ("万人(次)", {"万人", "万人次"}),
        ("台", {"台"}),
    ],
)
def test_a_unit_of_two_words_counts_by_either(text: str, names: set[str]) -> None:
    unit = parse_unit(text, load().vocabulary.units)
    assert unit is not None
    assert unit.names == names


@pytest.mark.parametrize("text", ["", "说不清", "是/否", "/", "元/"])
def test_what_is_no_unit(text: str) -> None:
    assert parse_unit(text, load().vocabulary.units) is None


def test_factors_convert_to_the_base_unit() -> None:
    table = load().vocabulary.units
    assert table["万元"].factor == Decimal(10000) * table["元"].factor
    assert table["万人次"].factor == 10000


@pytest.mark.parametrize("text", ["[money]\n元\n", "[money]\n元 一\n", "元 1\n"])
def test_a_bad_table_names_its_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"第\d行"):
        parse_table(text)
