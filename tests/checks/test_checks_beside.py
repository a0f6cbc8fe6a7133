"""Running text and evaluations: sums, shares, changes and contents that a reader would take for right stay right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor import api
from auditor.checks.sentences import is_carried, is_last_year
from auditor.engine.run import context_of, hits_of
from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.place import Place
from auditor.rulebook import load
from auditor.text.statements import sums, told_like

RULES = {rule.name: rule for rule in load().rules}


def hits(rule: str, *prose: str, pages: tuple[int, ...] = ()) -> tuple[Hit, ...]:
    places = [Place(page=page) for page in pages] or [Place(line=number) for number in range(1, len(prose) + 1)]
    cells = tuple(Cell(text, place) for text, place in zip(prose, places, strict=True))
    return hits_of(RULES[rule], context_of(Budget("甲", "", year=2026, prose=cells), load()))


@pytest.mark.parametrize(
    "text",
    [
        "接待费4万元，车辆费用120万元，比上年减少14万元，下降10.45%。",
        "2026年预算安排80万元，较上年100万元减少20万元，下降20%。",
        "会议费6万元，与上年持平。",
        "预算30万元。与2025年相比增加10万元，增幅50%。",
    ],
)
def test_a_change_that_fits_something_said_before_is_right(text: str) -> None:
    assert hits("arithmetic.prose-change", text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "2026年预算安排80万元，较上年100万元减少30万元，下降20%。",
        "预算30万元。与2025年相比增加10万元，增幅60%。",
        "2026年收入预算80万元，比上年减少20万元，增长20%。",
    ],
)
def test_a_change_that_fits_nothing_is_wrong(text: str) -> None:
    assert len(hits("arithmetic.prose-change", text)) == 1


def test_a_change_is_not_the_amount_of_last_year() -> None:
    assert hits("arithmetic.prose-change", "公用经费较上年增加9万元，增长2%；项目支出较上年减少18万元，下降12%。") == ()


def test_money_left_over_from_last_year_is_of_this_year() -> None:
    text = "财政拨款收入90万元，其中当年财政拨款85万元，上年财政拨款结转5万元。"
    (carried,) = (one for one in sums(text.replace("，", ",")) if is_carried(one))
    assert not is_last_year(carried)
    assert hits("arithmetic.prose-carried", text) == ()
    assert is_last_year(sums("比上年结转5万元")[-1])


@pytest.mark.parametrize(("beside", "shown"), [("3元", "20000元"), ("3,000元", "20,000元"), ("3亿元", "2万元")])
def test_an_amount_is_told_in_the_unit_of_the_one_beside_it(beside: str, shown: str) -> None:
    assert told_like(Decimal(2), sums(beside)[0]) == shown


def test_shares_of_a_list_without_its_whole_are_judged_by_the_others() -> None:
    right = "教育支出60万元，占60%；住房保障支出30万元，占30%；卫生健康支出10万元，占10%。"
    assert hits("arithmetic.prose-share", right) == ()
    (hit,) = hits("arithmetic.prose-share", right.replace("占30%", "占33%"))
    assert hit.facts["right"] == "30%"
    # Where more than one does not fit, the list is not all of it.
    assert hits("arithmetic.prose-share", "教育支出60万元，占30%；住房保障支出30万元，占15%。") == ()


def test_a_part_may_be_a_share_of_a_part() -> None:
    text = "支出预算100万元，其中：基本支出60万元，占60%，其中人员经费30万元，占50%。"
    assert hits("arithmetic.prose-share", text) == ()


@pytest.mark.parametrize(
    ("text", "wan", "words"),
    [
        ("“三公”经费:2026年安排3万元", 3, "“三公”经费"),
        ("住房保障支出(类)12万元", 12, "住房保障支出(类)"),
        ("收入预算10万元,2026年安排3万元", 3, ""),
        ("因公出国(境)费用2万元", 2, "因公出国(境)费用"),
        ("人员经费(包括工资、津贴)12万元", 12, "人员经费"),
        ("人员经费包括工资、津贴、奖金等,共计12万元", 12, "人员经费"),
        ("车辆费用(购置费、(境外)运行费)3万元", 3, "车辆费用"),
    ],
)
def test_bare_words_before_an_amount_give_way_to_those_before_the_mark(text: str, wan: int, words: str) -> None:
    last = sums(text)[-1]
    assert (last.words, last.wan) == (words, Decimal(wan))


CONTENTS = ("第一部分 单位概况……1", "第二部分 预算说明……3", "第三部分 名词解释……7")
TITLES = ("第一部分 单位概况", "第二部分 预算说明", "第三部分 名词解释")


def test_page_numbers_are_counted_from_the_page_that_most_titles_say() -> None:
    assert hits("conflict.contents-page", *CONTENTS, *TITLES, pages=(1, 1, 1, 3, 5, 9)) == ()
    (hit,) = hits("conflict.contents-page", *CONTENTS, *TITLES, pages=(1, 1, 1, 3, 5, 11))
    assert hit.facts["right"] == "第9页"


def test_contents_without_pages_in_the_document_must_not_fall() -> None:
    assert hits("conflict.contents-page", *CONTENTS, *TITLES) == ()
    assert len(hits("conflict.contents-page", CONTENTS[0], CONTENTS[2], CONTENTS[1], *TITLES)) == 1


def test_a_title_of_the_contents_must_stand_in_the_text() -> None:
    assert hits("conflict.contents-title", *CONTENTS, *TITLES) == ()
    (hit,) = hits("conflict.contents-title", *CONTENTS, *TITLES[:2], "第三部分 术语说明")
    assert hit.facts["printed"] == "第三部分术语说明"
    assert hits("conflict.contents-title", *CONTENTS, "单位概况", "预算说明", "其他") == ()


def test_text_in_the_cells_of_a_sheet_is_running_text() -> None:
    table = "科目,预算数\n教育支出,5\n"
    data = f"某校2026年单位预算\n一、收入预算情况。2026年收入预算5万元，与上年持平。\n{table}".encode()
    prose = [cell.text for cell in extract(read_bytes(data, "甲.csv", api.LIMITS)).prose]
    assert any("收入预算5万元" in line for line in prose)
    assert not any("教育支出" in line for line in prose)
