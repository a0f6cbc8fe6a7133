"""Forms of evaluations and monitoring: heads in other words, blanks, hollow reasons, days in figures, told scores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.checks.attained import in_words
from auditor.checks.reasons import is_hollow
from auditor.engine.examples import build
from auditor.engine.run import context_of, hits_of
from auditor.extract.rows.outcome import blanks_of
from auditor.extract.words.vocabulary import header
from auditor.records.aside import Aside
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.place import NOWHERE, Place
from auditor.rulebook import load

BOOK = load()
RULES = {rule.name: rule for rule in BOOK.rules}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("进度滞后原因及下一步措施", ""),
        ("滞后原因及下一步措施", "deviation"),
        ("未达预期目标的原因和整改措施", "deviation"),
        ("偏离目标较大的说明", "deviation"),
        ("偏差率", "gap"),
        ("目标说明", ""),
        ("年末预计完成情况", "expected"),
        ("预计年底达到值", "expected"),
        ("预计目标值", ""),
        ("预计效益", ""),
        ("能否如期达到目标", "outlook"),
        ("能否按期实现", "outlook"),
        ("年度总体目标实现情况", "actual"),
    ],
)
def test_heads_are_known_by_their_parts(text: str, role: str) -> None:
    assert header(text) == (frozenset({role}) if role else frozenset())


@pytest.mark.parametrize(
    ("reason", "hollow"),
    [
        ("由于主客观原因，未能按期完成，来年将进一步强化落实。", True),
        ("正常推进", True),
        ("存在一定差距，下一步抓紧改进。", True),
        ("", False),
        ("受台风影响，两场演出取消。", False),
        ("资金下达晚，来年抓紧落实。", False),
    ],
)
def test_a_reason_of_words_that_fit_any_target_is_hollow(reason: str, hollow: bool) -> None:
    budget = Budget("甲", "", year=2025)
    assert is_hollow(reason, "cues.hollow", context_of(budget, BOOK)) == hollow


@pytest.mark.parametrize("day", ["2025-11-20", "2025.11.20", "2025/11/20"])
def test_days_in_figures_are_days(day: str) -> None:
    assert in_words(day) == "2025年11月20日"


def test_amounts_and_rates_are_no_days() -> None:
    assert in_words("1.25.3") == "1.25.3"
    assert in_words("2025.50%") == "2025.50%"


def _cells(text: str) -> tuple[Cell, ...]:
    return tuple(Cell(part.strip(), Place(line=1) if part.strip() else NOWHERE) for part in text.split("|"))


OVER = dict(enumerate(["资金", "名称", "全年预算数", "全年执行数", "分值", "执行率", "得分"]))


@pytest.mark.parametrize(
    ("row", "blank"),
    [
        ("|年度资金总额|30|28|10|93%|9.3", []),
        ("|年度资金总额|30||10||9.3", ["年度资金总额·全年执行数", "年度资金总额·执行率"]),
        ("|年度资金总额|30|28|10|93%|", []),
        ("|年度资金总额|30|28|10|93%||9.3", []),
        ("|年度总体目标|修路3公里|实际完成情况|||", ["实际完成情况"]),
        ("|年度总体目标|修路3公里|实际完成情况|修路3公里||", []),
    ],
)
def test_what_a_row_leaves_blank_is_told_with_its_place(row: str, blank: list[str]) -> None:
    found = blanks_of(_cells(row), OVER)
    assert [label for label, _ in found] == blank
    assert all(cell == Cell("", Place(line=1)) for _, cell in found)


def _report(*prose: str, notes: tuple[str, ...] = ()) -> Budget:
    rule = RULES["conflict.report-score"]
    budget = build(
        rule,
        {
            "project": {
                "name": "河堤加固项目",
                "total": "80",
                "execution": {"spent": "60", "rate": "75%", "sum": "93.5"},
            }
        },
    )
    cells = tuple(Cell(text, Place(line=number)) for number, text in enumerate(prose, 1))
    aside = tuple(Aside("note", Cell(text, Place(line=90))) for text in notes)
    return replace(budget, year=2025, prose=cells, aside=aside)


def _told(rule: str, budget: Budget) -> int:
    return len(hits_of(RULES[rule], context_of(budget, BOOK)))


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("自评得分90.1分，其余略。", 1),
        ("河堤加固项目自评得分90.1分。", 1),
        ("河堤加固项目自评得分93.5分。", 0),
        ("2024年河堤加固项目自评得分90.1分。", 0),
    ],
)
def test_a_score_is_told_of_the_project_with_or_without_its_name(text: str, hits: int) -> None:
    assert _told("conflict.report-score", _report(text)) == hits


def test_the_conclusion_below_a_table_is_a_part_of_the_report_and_last_year_is_not_meant() -> None:
    assert _told("conflict.report-execution", _report(notes=("监控结论：预算执行率57.20%。",))) == 1
    assert _told("conflict.report-execution", _report(notes=("监控结论：2024年同期执行率57.20%。",))) == 0
    assert _told("conflict.report-execution", _report(notes=("注：预算执行率57.20%。",))) == 0
