"""Layouts of other places: every row exactly, nothing lost, and how each table was read is said."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.errors import ConfigError
from auditor.extract import extract
from auditor.extract.layout.columns import is_header, read_layout
from auditor.extract.layout.families import known_families, read_family
from auditor.extract.lines.stream import lines_of
from auditor.extract.segments.tables import split
from auditor.extract.words.vocabulary import header, overall_label
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.records.document import Document
from auditor.resources import folder
from auditor.text.width import fold
from tests.extract.extract_families import FAMILIES, OFFICE, Sheet, render

SEEDS = (0, 3, 8)
Row = tuple[str, ...]


def document(sheet: Sheet, style: str) -> Document:
    return read_bytes(render(sheet, style).encode(), f"x.{style}")


def rows_of(budget: Budget) -> Counter[Row]:
    names = {project.key: project.name.text for project in budget.projects}
    return Counter(
        (names.get(r.project, ""), r.level1.text, r.level2.text, r.name.text, r.sign, r.value.text, r.unit.text)
        for r in budget.indicators
    )


# Which of two labels printed in the middle of merged cells a row stands under cannot always be known.
AMBIGUOUS = {"centred"}


def test_levels_in_the_middle_of_their_rows() -> None:
    found: Counter[Row] = Counter()
    true: Counter[Row] = Counter()
    for seed in range(12):
        sheet = FAMILIES["centred"](seed)
        found += rows_of(extract(document(sheet, "txt")))
        true += Counter(sheet.rows)
    assert 2 * (found & true).total() / (found.total() + true.total()) >= 0.98


@pytest.mark.parametrize("style", ["md", "txt"])
@pytest.mark.parametrize("family", sorted(FAMILIES.keys() - AMBIGUOUS))
def test_every_row_of_a_family(family: str, style: str) -> None:
    for seed in SEEDS:
        sheet = FAMILIES[family](seed)
        budget = extract(document(sheet, style))
        found, true = rows_of(budget), Counter(sheet.rows)
        assert (seed, sorted((found - true).elements())) == (seed, [])
        assert (seed, sorted((true - found).elements())) == (seed, [])
        assert {row.table for row in budget.indicators} == {sheet.table}


@pytest.mark.parametrize("style", ["md", "txt"])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_projects_of_a_family(family: str, style: str) -> None:
    for seed in SEEDS:
        sheet = FAMILIES[family](seed)
        budget = extract(document(sheet, style))
        shown = [(p.name.text, p.agency, p.total.cell.text, p.objective.text) for p in budget.projects]
        assert shown == sheet.projects


def lost_cells(document: Document) -> list[str]:
    """Return the cells of the indicator tables that end in no record and no problem, known columns apart."""
    budget = extract(document)
    kept = "\n".join(_kept(budget))
    lost = []
    for segment in split(lines_of(document)):
        layout = read_layout(segment.lines, segment.title)
        out = {layout.level1 + offset for offset, _ in layout.ignored}
        for line in segment.lines:
            body = len(line.cells) == layout.width
            for index, cell in enumerate(line.cells):
                said = not cell.text or header(cell.text) or overall_label(cell.text) or is_header(line)
                polar = index == layout.column("polarity")
                if said or line.prose or layout.heads_with(line) or (body and (index in out or polar) and line.filled):
                    continue
                if fold(cell.text) not in kept:
                    lost.append(f"{line.place.line}: {cell.text}")
    return lost


def _kept(budget: Budget) -> list[str]:
    texts = [f"{p.name.text}\n{p.agency}\n{p.objective.text}" for p in budget.projects]
    amounts = [money.cell.text for p in budget.projects for money in (p.total, p.fiscal, p.other)]
    details = [cell.text for p in budget.projects for _, cell in p.details]
    for row in budget.indicators:
        texts += [row.level1.text, row.level2.text, row.name.text, row.operator.text + row.value.text + row.unit.text]
        texts.append("\n".join(cell.text for cell in (row.operator, row.value, row.unit)))
    head = budget.overall
    if head:
        amounts += [money.cell.text for money in (head.total, head.fiscal, head.other)]
        details += [cell.text for _, cell in head.details]
        cells = [
            cell
            for task in head.tasks
            for cell in (task.name, task.content, task.total.cell, task.fiscal.cell, task.other.cell)
        ]
        details += [cell.text for cell in cells]
        texts += [head.department.text, head.objective.text]
    return [fold(text) for text in (*texts, *amounts, *details, *(p.message for p in budget.problems))]


@pytest.mark.parametrize("family", [name for name in FAMILIES if name not in {"anhui_inline", "prose"}])
def test_no_cell_of_a_family_is_lost(family: str) -> None:
    for seed in SEEDS:
        assert (seed, lost_cells(document(FAMILIES[family](seed), "txt"))) == (seed, [])


# Which layout each document is recognised as; indicators in running text have no heads to know them by.
NAMES = {
    "yunnan": "yunnan-public",
    "yunnan_open": "yunnan-evaluation",
    "neimenggu": "neimenggu-11",
    "sichuan": "sichuan-system",
    "sichuan_text": "sichuan-described",
    "chongqing": "chongqing-plain",
    "chongqing_table": "chongqing-plain",
    "fengjie": "chongqing-approval",
    "tianjin": "tianjin-described",
    "anhui": "ministry-form",
    "weight_first": "anhui-weight",
    "hunan": "hunan-declared",
    "huangshi": "hubei-approved",
    "two_sets": "hubei-two-sets",
    "no_first_level": "hubei-no-level1",
    "receivers": "fujian-receivers",
    "with_basis": "fujian-basis",
    "guangdong": "guangdong-periods",
    "half_year": "jiangsu-half-year",
    "linhai": "zhejiang-typed",
    "hebei": "hebei-graded",
    "inspection": "inspection-weighted",
    "yangquan": "shanxi-prior",
    "two_projects": "gansu-two-projects",
    "overall": "ministry-overall",
    "prose": "",
}


@pytest.mark.parametrize(("family", "name"), NAMES.items())
def test_the_layout_is_recognised_and_says_what_it_leaves_out(family: str, name: str) -> None:
    sheet = FAMILIES[family](1)
    layout = extract(document(sheet, "md")).layouts[0]
    assert (layout.name, layout.confidence >= 0.7) == (name, bool(name))
    assert {fold(head) for head in sheet.ignored} <= set(layout.ignored)


@pytest.mark.parametrize(
    ("family", "chosen", "left", "partial"),
    [
        ("half_year", "全年(程)目标值", "半年(程)目标值", False),
        ("guangdong", "年度目标值", "实施周期目标值", False),
        ("two_sets", "指标值(年度)", "指标值(长期)", False),
        ("receivers", "合计", "西岭镇", False),
        ("first_receiver", "北桥镇", "东塘乡", True),
    ],
)
def test_a_choice_between_targets_is_said(family: str, chosen: str, left: str, partial: bool) -> None:
    problems = extract(document(FAMILIES[family](0), "txt")).problems
    said = {problem.message: problem.partial for problem in problems if problem.code == "extract.column"}
    assert len(said) == 1
    message, is_partial = said.popitem()
    before, _, after = message.partition("没有采用")
    assert (chosen in before, left in after, is_partial) == (True, True, partial)


def test_what_a_form_says_beside_the_fields_is_kept() -> None:
    budget = extract(document(FAMILIES["goal_pairs"](0), "md"))
    assert budget.department == OFFICE
    for project in budget.projects:
        details = dict(project.details)
        assert details["主管部门及代码"].text == OFFICE
        assert "三年内全面完成任务。" in [cell.text for cell in details.values()]


def test_the_tasks_and_funds_of_a_department() -> None:
    head = extract(document(FAMILIES["overall"](0), "txt")).overall
    assert head is not None
    assert [head.total.wan, head.fiscal.wan, head.other.wan] == [Decimal("200.5"), Decimal("180.5"), Decimal(20)]
    assert [task.name.text for task in head.tasks] == ["河道管护", "供水保障"]


def test_a_layout_is_not_taken_for_another_on_little_evidence() -> None:
    text = "项目支出绩效目标表\n\n项目名称\t预算数\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\n"
    row = "架桥补助\t12\t产出指标\t数量指标\t新建桥梁\t=\t1\t座\n"
    layout = extract(read_bytes((text + row).encode(), "x.txt")).layouts[0]
    assert (layout.name, layout.confidence) == ("", 0.0)


OWN = """
name: own
title: 本县自用表
heads: [考核要点, 考核标准, 责任股室]
columns: {考核要点: name, 考核标准: value, 责任股室: basis}
"""
OWN_TABLE = """项目支出绩效目标表

项目名称\t预算数\t绩效目标\t一级指标\t二级指标\t考核要点\t考核标准\t责任股室
架桥补助\t12\t便利过河\t产出指标\t数量指标\t新建桥梁\t≥3座\t建设股
\t\t\t满意度指标\t服务对象满意度指标\t村民满意度\t≥90%\t建设股
"""


def test_a_layout_of_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    budget = extract(read_bytes(OWN_TABLE.encode(), "x.txt"), [tmp_path])
    assert [(r.name.text, r.sign, r.value.text, r.unit.text) for r in budget.indicators] == [
        ("新建桥梁", "≥", "3", "座"),
        ("村民满意度", "≥", "90", "%"),
    ]
    assert (budget.layouts[0].name, budget.layouts[0].ignored, budget.problems) == ("own", ("责任股室",), ())


def test_without_that_layout_a_foreign_column_is_no_unit() -> None:
    budget = extract(read_bytes(OWN_TABLE.encode(), "x.txt"))
    assert [row.unit.text for row in budget.indicators] == ["座", "%"]
    assert [problem.message for problem in budget.problems] == [
        "“责任股室”一列没有采用。",
        "三级指标一列的表头写作考核要点，按三级指标读入。",
    ]


def test_a_forced_layout_wins_over_one_with_more_evidence(tmp_path: Path) -> None:
    forced = "name: forced\nheads: [没有的表头]\ncolumns: {完成值: value, 指标值: prior}\nforce: true\n"
    (tmp_path / "forced.yaml").write_text(forced, encoding="utf-8")
    sheet = FAMILIES["sichuan"](0)
    plain, changed = extract(document(sheet, "txt")), extract(document(sheet, "txt"), [tmp_path])
    assert (plain.layouts[0].name, changed.layouts[0].name) == ("sichuan-system", "forced")
    assert "指标值" in changed.layouts[0].ignored
    assert "指标值" not in plain.layouts[0].ignored


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: a\nhaeds: [b]\n", "haeds"),
        ("name: a\nheads: b\n", "列表"),
        ("name: a\ncolumns: {b: valeu}\n", "valeu"),
        ("name: a\ncells: {b: number}\n", "number"),
        ("heads: [b]\n", "name"),
        ("- a\n", "name"),
        ("a: [\n", "YAML"),
    ],
)
def test_a_malformed_layout_is_one_sentence(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_family(path)
    assert said in error.value.message
    assert error.value.source == "bad.yaml"


def test_every_layout_that_comes_along_is_named_after_its_file() -> None:
    families = known_families()
    names = [path.stem for path in sorted((folder("rules") / "layouts" / "families").glob("*.yaml"))]
    assert [family.name for family in families] == names
    assert all(family.title and (family.heads or family.titles) for family in families)
