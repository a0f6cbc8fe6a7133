"""The ten questions: each view answers, the page says what the views do, places of findings are rows."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from auditor.corpus import questions
from auditor.corpus.decided import decide
from auditor.corpus.flat import payload
from auditor.corpus.results import Results
from auditor.corpus.store import Store, opened
from auditor.records.budget import Budget, Indicator, Money, Project
from auditor.records.check import Check
from auditor.records.document import Cell
from auditor.records.finding import Evidence, Finding, Where
from auditor.records.report import DocumentReport, Waiver

ROOT = Path(__file__).resolve().parents[2]


def row(order: int, level1: str, name: str, operator: str, value: str, unit: str) -> Indicator:
    cells = {"level1": Cell(level1), "name": Cell(name), "value": Cell(value), "unit": Cell(unit)}
    return Indicator(12, order, project="P", sign=operator, **cells)


def document(name: str, department: str, year: int, satisfaction: str, price: str) -> DocumentReport:
    project = Project("P", "P", Cell("培训"), total=Money(Cell("50"), Decimal(50)))
    rows = (
        row(0, "产出指标", "组织业务培训的期数", "≥", satisfaction, "期"),
        row(1, "成本指标", "每人每天的费用", "≤", price, "元/人天"),
        row(2, "满意度指标", "学员的满意程度", "≥", satisfaction, "%"),
    )
    where = Where("12", "P", "培训", "学员的满意程度")
    other = Where("12", "P", "培训", "组织业务培训的期数", source="乙.md")
    one = Finding(
        "unit.x", "U1", "unit", "error", 0.9, "m", "s", f"{department}{year}", where, Evidence(), (), (other,)
    )
    checks = (Check("unit.x", "U1", "unit"), Check("cost.x", "C1", "cost", "not_run", "没有总额。"))
    budget = Budget(name, "", department, year, (project,), rows)
    return DocumentReport(name, name, "ok", (), (one,), budget, checks=checks)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    documents = [
        document("甲25.md", "甲局", 2025, "95", "100"),
        document("甲26.md", "甲局", 2026, "90", "100"),
        document("乙26.md", "乙局", 2026, "90", "300"),
    ]
    found = [
        (one.source, f"k{number}", Results(tmp_path).write(f"k{number}", payload(one, 0.1)))
        for number, one in enumerate(documents)
    ]
    with opened(tmp_path / "s.duckdb") as made:
        made.ingest("夹", found)
        decide(made, [Waiver("乙局2026", "张三", "另有批复")], date.today())
    with opened(tmp_path / "s.duckdb", read_only=True) as made:
        yield made


def asked(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return store.query(sql)


def test_every_question_is_answered_read_only(store: Store) -> None:
    assert len(questions.QUESTIONS) == 10
    for name in questions.VIEWS:
        assert asked(store, f"SELECT * FROM {name}"), name


@pytest.mark.parametrize(
    ("department", "region", "level"),
    [
        ("青河省财政厅", "青河省", "省级"),
        ("北京市水务局", "北京市", "省级"),
        ("青河省柳原市教育局", "青河省柳原市", "市级"),
        ("柳原市石桥区城市管理局", "柳原市石桥区", "县级"),
        ("云岭彝族自治州林业局", "云岭彝族自治州", "市级"),
        ("石桥县社区服务中心", "石桥县", "县级"),
        ("市场监督管理局", "", ""),
        ("城市管理委员会", "", ""),
        ("社区服务中心", "", ""),
        ("国家统计局", "", ""),
    ],
)
def test_region_and_level_are_told_by_the_name(department: str, region: str, level: str) -> None:
    import duckdb

    with duckdb.connect() as made:
        made.execute("CREATE TABLE documents (document_id VARCHAR, folder VARCHAR, source VARCHAR, department VARCHAR)")
        made.execute("INSERT INTO documents VALUES ('d', 'f', 's', ?)", [department])
        told = made.execute(f"SELECT region, region_level FROM ({questions.VIEWS['document_regions']})").fetchall()
    assert told == [(region, level)]


def test_the_answers_are_right(store: Store) -> None:
    assert {row[:2] for row in asked(store, "SELECT department, year FROM q03_money_at_stake")} == {
        ("甲局", 2025),
        ("甲局", 2026),
    }
    assert asked(store, "SELECT departments, findings FROM q02_common_faults") == [(1, 2)]
    assert asked(store, "SELECT DISTINCT cost, benefit, satisfaction FROM q04_missing_kinds") == [(True, False, True)]
    assert asked(store, "SELECT target, indicators FROM q06_satisfaction_targets") == [(90, 2), (95, 1)]
    lower = asked(store, "SELECT name, amount_before, amount FROM q07_lower_than_before ORDER BY name")
    assert [one[1:] for one in lower] == [(95, 90), (95, 90)]
    assert asked(store, "SELECT department, times FROM q08_dear_units LIMIT 1") == [("乙局", 3.0)]
    assert asked(store, "SELECT max(departments) FROM q05_shared_indicators") == [(2,)]
    assert asked(store, "SELECT waived, waived_percent FROM q10_decisions_by_rule") == [(1, 100.0)]
    assert asked(store, "SELECT DISTINCT errors_per_100 FROM q01_worst_departments") == [(33.33,)]
    assert asked(store, "SELECT not_run FROM q09_not_read_whole") == [(1,), (1,), (1,)]


def test_places_of_a_finding_are_rows(store: Store) -> None:
    found = asked(store, "SELECT DISTINCT document, indicator FROM related_places")
    assert found == [("乙.md", "组织业务培训的期数")]
    assert json.loads(asked(store, "SELECT related FROM findings LIMIT 1")[0][0])


def test_the_page_is_what_the_program_writes() -> None:
    assert (ROOT / "docs" / "questions.md").read_text(encoding="utf-8") == questions.page()


def test_targets_compare_in_one_unit(store: Store) -> None:
    found = asked(
        store, "SELECT DISTINCT unit, dimension, standard FROM indicators WHERE value = '90' OR unit LIKE '元%'"
    )
    assert sorted(found, key=str) == [("%", "ratio", 0.9), ("元/人天", "money", None), ("期", "event", 90.0)]


def test_amounts_of_the_other_tables_are_rows(tmp_path: Path) -> None:
    import auditor
    from auditor.render.table_rows import table_rows

    budget = auditor.extract(ROOT / "samples" / "faulty-bureau-plain.tsv")
    report = DocumentReport("a", "a", "ok", budget=budget)
    with opened(tmp_path / "s.duckdb") as made:
        made.ingest("夹", [("a", "k", Results(tmp_path).write("k", payload(report, 0.1)))])
        rows = list(table_rows([budget]))
        assert asked(made, "SELECT count(*), count(amount) FROM amounts") == [
            (len(rows), sum(row["amount"] is not None for row in rows))
        ]
        assert asked(made, "SELECT count(DISTINCT budget_table) > 5, bool_and(amount_wan = amount) FROM amounts"
                     " WHERE unit = '万元'") == [(True, True)]  # fmt: skip


def test_batches_have_a_history(tmp_path: Path) -> None:
    with opened(tmp_path / "s.duckdb") as made:
        for moment in ("2026-01-01T08:00:00", "2026-01-02T08:00:00"):
            made.note_run(["夹", moment, "0.2.0", "ab", 3, 1, 9, 8, 7, 2])
        assert asked(made, "SELECT finished_at, error FROM runs") == [
            ("2026-01-01T08:00:00", 9),
            ("2026-01-02T08:00:00", 9),
        ]
