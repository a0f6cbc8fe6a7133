"""Work grows with the size of a document, not with its square: calls are counted, never seconds."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from types import FrameType
from unittest.mock import patch

from auditor import api
from auditor.checks import announced
from auditor.checks.prose import counts, rows
from auditor.engine.examples import build
from auditor.engine.run import context_of, run_rules
from auditor.extract.accounts.kept import Kept
from auditor.extract.money.heads import head_size
from auditor.extract.segments import owners
from auditor.readers import read_bytes
from auditor.records.budget import Budget, Indicator
from auditor.records.document import Cell, Row
from auditor.text import statements
from bench.synthetic import budget as synthetic

BOOK = api.load_rules()


def calls(do: Callable[[], object]) -> int:
    """Return how many functions, of Python and of C, are called while ``do`` runs."""
    count = 0

    def see(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(see)
    try:
        do()
    finally:
        sys.setprofile(None)
    return count


@contextmanager
def comparisons() -> Iterator[list[int]]:
    """Count how often one row of indicators is compared with another, value by value."""
    seen = [0]

    def equal(self: Indicator, other: object) -> bool:
        seen[0] += 1
        return isinstance(other, Indicator) and all(
            getattr(self, one.name) == getattr(other, one.name) for one in fields(Indicator)
        )

    with patch.object(Indicator, "__eq__", equal):
        yield seen


def extracted(text: str) -> Budget:
    return api.extract(read_bytes(text.encode(), "a.tsv"))


def one_project(rows: int) -> str:
    """Return a document with one project whose rows all have one name, in two directions."""
    lines = synthetic(2).split("\n")
    first = lines[5].split("\t")
    more = ["\t".join([*[""] * 6, "产出指标", "数量指标", "培训覆盖率", "≥≤"[at % 2], "90", "%"]) for at in range(rows)]
    return "\n".join([*lines[:5], "\t".join(first), *more])


def rules(budget: Budget, name: str) -> int:
    """Return how many calls one rule takes."""
    from dataclasses import replace

    book = replace(BOOK, rules=tuple(rule for rule in BOOK.rules if rule.name == name))
    context = context_of(budget, book)
    for item in budget.indicators:
        context.read(item)
    return calls(lambda: run_rules(context, book))


def test_rows_without_figures_are_passed_once() -> None:
    def table(size: int) -> list[Row]:
        return [Row((Cell("职能说明"), Cell(""), Cell("无"))) if at % 2 else Row((Cell("甲"),)) for at in range(size)]

    small, large = (calls(lambda size=size: head_size(table(size))) for size in (500, 4000))  # type: ignore[misc]
    assert large < 12 * small


def test_one_name_in_two_directions_is_no_matter_of_pairs() -> None:
    small, large = (extracted(one_project(size)) for size in (50, 400))
    assert len(large.indicators) > 400
    with comparisons() as seen:
        few = rules(small, "conflict.opposite-operators")
        many = rules(large, "conflict.opposite-operators")
    assert seen[0] == 0
    assert many < 16 * few


def test_a_long_text_is_not_searched_from_each_of_its_characters() -> None:
    """A code at the end is looked for near the end."""
    kept = Kept({})
    whole = "（" * 200_000
    assert kept.holds(Cell(whole)) is False
    assert kept._without_code("甲项目(90211)") == ""


def test_rows_and_projects_are_read_and_audited_in_line() -> None:
    """Ten times the rows: at most fifteen times the calls, of extraction and of all rules without the proofreader."""
    small, large = (synthetic(size) for size in (120, 1200))
    extracted(small)
    assert calls(lambda: extracted(large)) < 15 * calls(lambda: extracted(small))
    one, other = extracted(small), extracted(large)
    run_rules(context_of(one, BOOK), BOOK)
    few = calls(lambda: run_rules(context_of(one, BOOK), BOOK))
    many = calls(lambda: run_rules(context_of(other, BOOK), BOOK))
    assert many < 15 * few


def test_a_sentence_with_a_finding_in_every_clause_is_mapped_and_searched_once() -> None:
    def text(size: int, clause: str) -> Budget:
        return build(BOOK.rules[0], {"year": 2026, "prose": [clause * size]})

    planned = text(300, "2023年计划接待9批次,")
    before = statements._places.cache_info().misses
    assert rules(planned, "conflict.prose-planned-year")
    assert statements._places.cache_info().misses - before <= 2  # the line, and no line for each of its findings

    parts = "涉及资金530.50万元,其中财政拨款330.50万元、单位资金230.00万元,"
    few, many = (rules(text(size, parts), "arithmetic.prose-row-parts") for size in (50, 200))
    assert many < 5 * few

    changed = ",比上年增加1.00万元"
    few, many = (
        rules(text(1, "经费总额30.00万元" + changed * size), "arithmetic.prose-row-parts") for size in (50, 200)
    )
    assert many < 5 * few
    # … nor is each amount's change looked for up to the end of the sentence.
    begins, near = rows._AMONG[0], changed + "。其中"
    assert begins.match(near)
    assert begins.match(changed * 100 + "。其中") is None

    staff = "在职职工26人,其中局本级18人、良种繁育站6人,"
    read: list[int] = []

    def listed(link: str, behind: str, each: counts.Kinds, goes_on: str) -> object:
        read.append(len(behind))
        return _listed(link, behind, each, goes_on)

    _listed = counts._listed
    with patch.object(counts, "_listed", listed):
        rules(text(300, staff), "arithmetic.prose-count")
    assert read
    assert max(read) <= counts._BEHIND


def test_a_run_of_separators_is_searched_from_its_first_alone() -> None:
    run = "项目名称：甲" + "；" * 4000 + "乙"
    assert len(re.findall(owners._FIRST, run)) == 1
    assert owners._BEHIND.pattern.startswith(owners._FIRST)


def test_what_a_form_says_of_scoring_is_searched_once_for_all_rows() -> None:
    rule = next(rule for rule in BOOK.rules if rule.name == "arithmetic.score-below-announced")
    row = {"level1": "产出指标", "level2": "数量指标", "operator": "≥", "value": "30", "unit": "场"}
    told = {"actual": "21场", "weight": "15", "score": "5"}
    note = "数量指标得分=分值×实际完成值÷年度指标值。"

    def searched(rows: int) -> int:
        made = [{**row, **told, "name": f"下乡演出第{at}队场次"} for at in range(rows)]
        budget = build(rule, {"project": {"name": "送戏下乡", "indicators": made}, "prose": [note]})
        with patch.object(announced, "_levels_scored", wraps=announced._levels_scored) as search:
            assert run_rules(context_of(budget, BOOK), BOOK).findings
        return search.call_count

    assert searched(12) == searched(2) == 1
