"""Contents (目录): leaders, fields, pages of the document or printed at their feet; silence where little is known."""

from __future__ import annotations

import pytest

from auditor.engine.run import context_of, hits_of
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.place import Place
from auditor.rulebook import load

RULES = {rule.name: rule for rule in load().rules}
TITLES = (("第一部分 单位概况", 1), ("一、主要职责", 1), ("第二部分 预算情况说明", 2), ("第三部分 名词解释", 4))
TEXT = "保障水库安全运行，做好灌溉供水和防汛抢险工作。"


def found(rule: str, lines: list[tuple[str, int | None]]) -> list[tuple[object, object]]:
    cells = tuple(Cell(text, Place(page=page, line=number)) for number, (text, page) in enumerate(lines))
    hits = hits_of(RULES[rule], context_of(Budget("甲", "", year=2026, prose=cells), load()))
    return [(hit.facts["title"], hit.facts.get("right", hit.facts.get("printed"))) for hit in hits]


def lines(
    entry: str, last: int = 4, heading: str = "第三部分 名词解释", *, paged: bool = True
) -> list[tuple[str, int | None]]:
    """Return a document whose contents print each title as ``entry``: the last title on page ``last``."""
    pages = [*(page for _, page in TITLES[:-1]), last]
    contents = [(entry.format(title=title, page=page), 1) for (title, _), page in zip(TITLES, pages, strict=True)]
    titles = [*TITLES[:-1], (heading, 4)]
    body = [(text, page + 2) for title, page in titles for text in (title, TEXT)]
    made: list[tuple[str, int | None]] = [("目　录", 1), *contents, *body]
    return made if paged else [(text, None) for text, _ in made]


@pytest.mark.parametrize(
    "entry",
    [
        "{title}" + "." * 150 + "{page}",
        "{title}\t{page}",
        "{title} …… {page}",
        "{title} {page}",
        "{title} PAGEREF _Toc71 \\h {page}",
    ],
)
def test_pages_are_compared_behind_every_kind_of_leader(entry: str) -> None:
    assert found("conflict.contents-page", lines(entry)) == []
    assert found("conflict.contents-title", lines(entry)) == []
    assert found("conflict.contents-page", lines(entry, last=3)) == [("第三部分 名词解释", "第4页")]
    assert found("conflict.contents-title", lines(entry, heading="第三部分 术语解释")) == [
        ("第三部分 名词解释", "第三部分术语解释")
    ]


def test_the_feet_of_pages_tell_pages_where_the_format_has_none() -> None:
    def marked(last: int) -> list[tuple[str, int | None]]:
        made: list[tuple[str, int | None]] = []
        page = 1
        placed = lines("{title}\t{page}", last)
        for text, now in placed:
            made += [(f"— {foot} —", None) for foot in range(page, now or page)]
            page = now or page
            made.append((text, None))
        return made

    assert found("conflict.contents-page", marked(4)) == []
    assert found("conflict.contents-page", marked(3)) == [("第三部分 名词解释", "第4页")]


def test_contents_go_on_behind_a_page_break_and_end_where_the_text_begins() -> None:
    first, *rest = lines("{title}\t{page}", last=3)[1:]
    broken = [("— 1 —", 1), ("水库管理所", 1), ("（续）", 1)]
    assert found("conflict.contents-page", [first, *broken, *rest]) == [("第三部分 名词解释", "第4页")]
    assert found("conflict.contents-page", [first, *broken, (TEXT, 1), *rest]) == []


def test_contents_without_pages_are_compared_by_titles() -> None:
    assert found("conflict.contents-title", lines("{title}", paged=False)) == []
    wrong = lines("{title}", heading="第三部分 术语解释", paged=False)
    assert found("conflict.contents-title", wrong) == [("第三部分 名词解释", "第三部分术语解释")]


def test_a_title_may_begin_its_paragraph_and_tables_may_be_elsewhere() -> None:
    right: list[tuple[str, int | None]] = [
        *((f"{title}\t{page}", None) for title, page in (*TITLES, ("第四部分 附表", 5), ("一、收支总体情况表", 5))),
        ("第一部分 单位概况", None),
        (f"一、主要职责。{TEXT}", None),
        *((title, None) for title in ("第二部分 预算情况说明", "第三部分 名词解释", "第四部分 附表")),
    ]
    assert found("conflict.contents-title", right) == []


def test_a_number_that_changed_is_shown_with_the_title() -> None:
    made = lines("{title}\t{page}", paged=False)
    assert found("conflict.contents-title", [(t if t != "一、主要职责" else "二、主要职责", p) for t, p in made]) == [
        ("一、主要职责", "二、主要职责")
    ]
