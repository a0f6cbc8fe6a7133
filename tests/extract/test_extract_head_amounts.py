"""Heads of table 13 that list income, expenditure, tasks and staff, in the layouts of many places."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from auditor.api import load_rules
from auditor.engine.run import audit_budget
from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.rulebook import Rulebook
from auditor.text.numbers import plain
from tests.extract.extract_heads import HEADS, TAIL, Head

_FORMATS = ("md", "xlsx")
_ARITHMETIC = ("S1", "S2", "N0")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip()[1:-1].split("|")]


def _sheet(text: str) -> bytes:
    """Return the rows of a text in Markdown as a sheet, numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["部门整体支出绩效目标表"])
    for line in text.strip().splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            sheet.append(_cells(line))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _budget(head: Head, suffix: str, text: str) -> Budget:
    if suffix == "xlsx":
        return extract(read_bytes(_sheet(text + TAIL), "预算.xlsx"))
    whole = f"# 部门整体支出绩效目标表\n\n{text.strip()}\n\n{TAIL.strip()}\n"
    return extract(read_bytes(whole.encode(), "预算.md"))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """Return the rules on arithmetic and numbers alone."""
    book = load_rules()
    return replace(book, rules=tuple(rule for rule in book.rules if rule.code.startswith(_ARITHMETIC)))


def _codes(budget: Budget, rulebook: Rulebook) -> list[str]:
    findings, problems = audit_budget(budget, rulebook)
    assert not problems
    return [one.code for one in findings if one.code.startswith(_ARITHMETIC)]


@pytest.mark.parametrize("suffix", _FORMATS)
@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.name)
def test_head_is_read_whole(head: Head, suffix: str, rulebook: Rulebook) -> None:
    budget = _budget(head, suffix, head.text)
    assert budget.overall is not None
    assert len(budget.indicators) == 2
    found = [(one.role, one.side, plain(one.amount.wan or 0)) for one in budget.overall.amounts]
    assert tuple(found) == head.amounts
    assert len(budget.overall.tasks) == head.tasks
    assert not [problem for problem in budget.problems if problem.code == "extract.unplaced"]
    assert _codes(budget, rulebook) == []


@pytest.mark.parametrize("suffix", _FORMATS)
@pytest.mark.parametrize(
    ("head", "slip"), [(head, slip) for head in HEADS for slip in head.slips], ids=lambda one: getattr(one, "name", "")
)
def test_slip_is_found(head: Head, slip: tuple[str, str, str], suffix: str, rulebook: Rulebook) -> None:
    right, wrong, code = slip
    assert right in head.text
    assert code in _codes(_budget(head, suffix, head.text.replace(right, wrong, 1)), rulebook)


_LIST = """# 项目支出绩效目标表

| 项目名称 | 项目金额（万元） | 财政资金 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|---|---|---|
{above}| 渡口修缮 | 48.60 | 48.60 | 产出指标 | 数量指标 | 修缮渡口数量 | ≥3处 |
| | | | 效益指标 | 社会效益指标 | 船民认可程度 | ≥90% |
| 船员培训 | 65.40 | 60.00 | 产出指标 | 数量指标 | 培训船员人数 | ≥40人 |
{below}"""


@pytest.mark.parametrize("place", ["above", "below"])
@pytest.mark.parametrize(
    ("row", "count"), [("| 合计 | 114.00 | 108.60 | | | | |", 0), ("| 总计 | 141.00 | 106.80 | | | | |", 2)]
)
def test_sum_row_of_projects(place: str, row: str, count: int, rulebook: Rulebook) -> None:
    text = _LIST.format(**{"above": "", "below": "", place: row + "\n"})
    budget = extract(read_bytes(text.encode(), "预算.md"))
    assert len(budget.projects) == 2
    assert _codes(budget, rulebook).count("S29") == count


def test_amounts_that_are_none_are_said() -> None:
    text = """| 部门名称 | 柳镇航道站 | | | |
|---|---|---|---|---|
| 预算总额 | 1300.00 | 其中：基本支出 | 900.00 | |
| 项目支出 | 400.00 | | | |
| 任务名称 | 主要内容 | 预算金额（万元） | 财政拨款 | 其他资金 |
| 疏浚 | 疏浚浅滩 | 约100万元 | 100.00 | |
| 航标 | 更新航标 | 待定 | 150.00 | |
"""
    budget = _budget(Head("", text, ()), "md", text)
    told = [problem.message for problem in budget.problems if problem.code == "extract.amount"]
    assert [message.partition("，")[0] for message in told] == [
        "主要任务“疏浚”的金额写作“约100万元”",
        "主要任务“航标”的金额写作“待定”",
    ]


@pytest.mark.parametrize("suffix", _FORMATS)
def test_unknown_kind_is_said_and_no_amount_slips_under_it(suffix: str, rulebook: Rulebook) -> None:
    text = """
| 单位名称 | 柳镇航道站 | | | |
|---|---|---|---|---|
| 资金总额 | 财政拨款 | 其他资金 | 站船开销 | 项目支出 |
| 1300.00 | 1240.00 | 60.00 | 900.00 | 400.00 |
"""
    budget = _budget(Head("", text, ()), suffix, text)
    assert budget.overall is not None
    assert [budget.overall.fiscal.wan, budget.overall.other.wan] == [1240, 60]
    assert budget.overall.basic.wan is None
    assert any("900" in problem.message for problem in budget.problems)
    assert _codes(budget, rulebook) == []


@pytest.mark.parametrize("suffix", _FORMATS)
def test_kinds_behind_fiscal_funds_divide_these(suffix: str, rulebook: Rulebook) -> None:
    text = """
| 单位名称 | 柳镇航道站 | | | |
|---|---|---|---|---|
| 资金总额 | 财政拨款 | 其中：基本支出 | 项目支出 | 其他资金 |
| 1300.00 | 1240.00 | 900.00 | 340.00 | 60.00 |
"""
    assert _codes(_budget(Head("", text, ()), suffix, text), rulebook) == []


@pytest.mark.parametrize("title", ["部门整体支出资金（万元）", "年度经费安排情况", "部门收支构成（单位：元）"])
def test_title_over_the_funds_is_no_lost_text(title: str) -> None:
    text = f"""# 部门整体支出绩效目标表

部门：柳镇航道站  单位：万元

| 部门名称 | 柳镇航道站 |
|---|---|
| 年度总体目标 | 疏浚航道30公里。 |

### {title}

| 资金总额 | 其中：财政拨款 | 其他资金 | 按支出：基本支出 | 项目支出 |
|---|---|---|---|---|
| 1300.00 | 1240.00 | 60.00 | 900.00 | 400.00 |
{TAIL}"""
    assert not extract(read_bytes(text.encode(), "预算.md")).problems
